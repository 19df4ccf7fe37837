"""C2 41: documents that explode, loop, lock up or carry things."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from appliance.children import running
from appliance.documents.parsing import ParserClient
from appliance.documents.protocol import PDF_TYPE
from appliance.documents.records import Document
from appliance.errors import DocumentEncrypted, DocumentTooLarge, DocumentUnreadable
from appliance.settings import Settings
from tests.hostile.children import memory
from tests.unit.documents import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.opened import OpenDocument
    from appliance.documents.records import PageImage

ONE_PAGE = samples.raw_pdf(b"BT /F1 24 Tf 20 100 Td (text) Tj ET")


@pytest.fixture
def parser() -> Iterator[ParserClient]:
    parser = ParserClient(Settings())
    yield parser
    parser.close()
    assert not running()


@contextmanager
def opened(parser: ParserClient, data: bytes) -> Iterator[OpenDocument]:
    descriptor = memory(data)
    try:
        with parser.open(descriptor, "a.pdf") as document:
            yield document
    finally:
        os.close(descriptor)


def texts(parser: ParserClient, data: bytes) -> list[str]:
    with opened(parser, data) as document:
        document.start()
        return [page.text for page in document.pages()]


def drawn(parser: ParserClient, data: bytes) -> PageImage:
    document = Document(1, 1, "a.pdf", "0" * 64, 1, PDF_TYPE, 1, "ready", None, None, "now")
    image = parser.render(_Original(data), document, 1, 1.0)
    parser.close()
    assert image is not None
    return image


class _Original:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def open_original(self, document: Document) -> int:
        return memory(self._data)


def test_c2_41_a_hundred_thousand_pages(parser: ParserClient) -> None:
    kids = b"[" + b"3 0 R " * 100_000 + b"]"
    data = ONE_PAGE.replace(b"[3 0 R]", kids).replace(b"/Count 1", b"/Count 100000")
    with pytest.raises(DocumentTooLarge, match="too many pages"):
        texts(parser, data)


@pytest.mark.parametrize("box", [b"0 0 100000 100000", b"0 0 14400 14400", b"0 0 100000 1"])
def test_c2_41_a_page_of_a_hundred_thousand_points_is_drawn_within_the_limits(
    parser: ParserClient, box: bytes
) -> None:
    image = drawn(parser, ONE_PAGE.replace(b"0 0 300 200", box))
    assert image.width_px * image.height_px <= 16_000_000
    assert max(image.width_px, image.height_px) <= 10_000
    assert len(image.rgb) == 3 * image.width_px * image.height_px


@pytest.mark.parametrize("box", [b"0 0 9000000 200", b"0 0 300 2147483647"])
def test_c2_41_a_page_as_wide_as_the_sky_is_an_empty_one(parser: ParserClient, box: bytes) -> None:
    with opened(parser, ONE_PAGE.replace(b"0 0 300 200", box)) as document:
        document.start()
        pages = [(page.text, page.width_pt, page.height_pt) for page in document.pages()]
        assert pages == [("", 0.0, 0.0)]
        assert document.unreadable == [1]


def test_c2_41_streams_packed_three_times(parser: ParserClient) -> None:
    body = b"q Q " * 10_000_000
    for _ in range(3):
        body = zlib.compress(body, 9)
    data = samples.raw_pdf(body, filters=b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")
    with suppress(DocumentUnreadable, DocumentTooLarge):
        assert texts(parser, data) in ([""], [])


def test_c2_41_a_locked_file_is_said_to_be_locked(parser: ParserClient) -> None:
    with pytest.raises(DocumentEncrypted):
        texts(parser, samples.pdf([["secret"]], password="word"))


@pytest.mark.parametrize(
    "action",
    [
        b"/OpenAction<</S/JavaScript/JS(while(1){app.alert(1)})>>",
        b"/AA<</O<</S/JavaScript/JS(this.submitForm('http://example.org/'))>>>>",
        b"/OpenAction<</S/Launch/F(/bin/sh)>>",
        b"/OpenAction<</S/URI/URI(http://example.org/)>>",
        b"/OpenAction<</S/GoToR/F(//server/share)>>",
    ],
)
def test_c2_41_nothing_that_a_file_wants_to_start_is_started(
    parser: ParserClient, action: bytes
) -> None:
    data = ONE_PAGE.replace(b"/Type/Catalog", b"/Type/Catalog" + action)
    assert texts(parser, data) == texts(parser, ONE_PAGE)
    assert drawn(parser, data).rgb == drawn(parser, ONE_PAGE).rgb


def test_c2_41_what_is_attached_is_left_alone(parser: ParserClient) -> None:
    attached = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>]>>>>"
    data = ONE_PAGE.replace(b"/Type/Catalog", b"/Type/Catalog" + attached)
    assert texts(parser, data) == ["text"]
