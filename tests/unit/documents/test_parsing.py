"""The real parser child on good, damaged and hostile files."""

from __future__ import annotations

import os
import signal
import threading
import zlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.children import Child, running
from appliance.documents import opened
from appliance.documents.limits import Limits
from appliance.documents.parsing import ParserClient
from appliance.documents.protocol import Fault, PageRead
from appliance.documents.records import Document, Word
from appliance.documents.words import pack
from appliance.errors import (
    ApplianceError,
    BadInput,
    Cancelled,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    DocumentTypeUnknown,
    DocumentUnreadable,
    OutOfMemory,
    PageUnknown,
    ProtocolBroken,
)
from appliance.jobs import Job
from appliance.settings import Settings
from tests.unit.documents import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    Memory = Callable[[bytes], int]


def texts(parser: ParserClient, fd: int, name: str, first: int = 1) -> list[str]:
    with parser.open(fd, name) as document:
        document.start(first)
        return [page.text for page in document.pages(first)]


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (samples.pdf([["Loan agreement"]]), "a.pdf", "Loan agreement"),
        (samples.word(["Loan agreement"]), "a.docx", "Loan agreement"),
        (samples.sheet([["Loan", 5]]), "a.xlsx", "[Accounts]\nLoan\t5"),
        (b"Loan,agreement\n1,2\n3,4\n", "a.csv", "Loan\tagreement\n1\t2\n3\t4"),
        ("Darlehen über 5 €".encode("cp1252"), "a.txt", "Darlehen über 5 €"),
        ("贷款协议，金额五十万元。".encode("gb18030"), "a.md", "贷款协议，金额五十万元。"),
        # Wrong endings: the content decides.
        (samples.pdf([["Loan agreement"]]), "a.txt", "Loan agreement"),
        (samples.word(["Loan agreement"]), "a.pdf", "Loan agreement"),
        (samples.sheet([["Loan", 5]]), "a", "[Accounts]\nLoan\t5"),
        (b"Loan agreement", "a.pdf", "Loan agreement"),
        (b"junk before\n" + samples.pdf([["Loan agreement"]]), "a.pdf", "Loan agreement"),
    ],
)
def test_formats(parser: ParserClient, memory: Memory, data: bytes, name: str, text: str) -> None:
    assert texts(parser, memory(data), name) == [text]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"%PDF-1.7 and nothing else", "a.pdf", DocumentUnreadable),
        (samples.word(["a"])[:-300], "a.docx", DocumentUnreadable),
        (samples.pdf([["a"]], password="secret"), "a.pdf", DocumentEncrypted),
        (b"MZ\x90\x00" + bytes(500), "a.pdf", DocumentTypeUnknown),
        (b"%!PS-Adobe-3.0\n%%Title: a\n", "a.txt", DocumentTypeUnknown),
        (b" \n \n", "a.txt", DocumentEmpty),
        (samples.word([""]), "a.docx", DocumentEmpty),
        (
            samples.repacked(samples.word(["a"]), {"word/media/x": bytes(64 * 1024**2)}),
            "a.docx",
            DocumentTooLarge,
        ),
    ],
)
def test_each_kind_of_trouble_has_its_error(
    parser: ParserClient, memory: Memory, data: bytes, name: str, error: type[ApplianceError]
) -> None:
    with pytest.raises(error) as raised:
        texts(parser, memory(data), name)
    assert name in raised.value.message or error is OutOfMemory
    assert not running()


_GOOD = samples.raw_pdf(b"BT /F1 24 Tf 20 100 Td (text) Tj ET")
_TRAPS = {
    "a loop of cross-references": _GOOD.replace(
        b"trailer<<", b"trailer<</Prev %d" % _GOOD.index(b"xref\n")
    ),
    "a page that is its own parent": _GOOD.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "a false count of pages": _GOOD.replace(b"/Count 1", b"/Count 99999999"),
    "a negative count of pages": _GOOD.replace(b"/Count 1", b"/Count -5"),
    "a form that draws itself": samples.raw_pdf(
        b"/X Do", page=b"/Resources<</XObject<</X 4 0 R>>>>"
    ),
    "a script that never ends": _GOOD.replace(
        b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(while(1){})>>"
    ),
    "arrays nested deeper than a stack": _GOOD.replace(
        b"/MediaBox[0 0 300 200]", b"/MediaBox" + b"[" * 50_000 + b"]" * 50_000
    ),
    "ten megabytes of nothing": b"%PDF-1.7\n" + bytes(10_000_000),
    "text that runs off for kilometres": samples.raw_pdf(
        b"BT /F1 900 Tf 0 100 Td " + b"(WWWWWWWWWW) Tj " * 2000 + b"ET"
    ),
    "operators that shrink a thousandfold": samples.raw_pdf(
        zlib.compress(b"q Q " * 4_000_000), filters=b"/Filter/FlateDecode"
    ),
}


@pytest.mark.parametrize("trap", _TRAPS.values(), ids=_TRAPS.keys())
def test_c2_41_traps_end_in_pages_or_in_an_error(
    parser: ParserClient, memory: Memory, trap: bytes
) -> None:
    try:
        pages = texts(parser, memory(trap), "a.pdf")
    except (DocumentUnreadable, DocumentTooLarge, OutOfMemory):
        pages = []
    assert len(pages) <= 1
    assert not running()


def test_every_fault_has_an_error() -> None:
    assert set(opened.faults()) == set(Fault)


def test_pages_arrive_one_by_one_with_words_and_sizes(parser: ParserClient, memory: Memory) -> None:
    fd = memory(samples.pdf([[f"page {n}"] for n in range(1, 41)]))
    with parser.open(fd, "a.pdf") as document:
        document.start(3)
        assert document.page_count == 40
        pages = document.pages(3)
        first = next(pages)
        assert (first.number, first.text) == (3, "page 3")
        assert [first.text[w.start : w.end] for w in first.words] == ["page", "3"]
        assert (first.width_pt, first.height_pt) == pytest.approx(samples.A4_PT, abs=0.1)
        assert len(list(pages)) == 37


def test_flowing_formats_go_on_at_a_later_page_too(parser: ParserClient, memory: Memory) -> None:
    fd = memory(samples.word(["one\ftwo\fthree"]))
    assert texts(parser, fd, "a.docx", first=2) == ["two", "three"]


def test_damaged_pages_are_empty_and_named(parser: ParserClient, memory: Memory) -> None:
    data = samples.raw_pdf(b"BT /F1 24 Tf (x) Tj ET").replace(b"Kids[3 0 R]", b"Kids[9 0 R]")
    with parser.open(memory(data), "a.pdf") as document:
        document.start()
        assert [page.text for page in document.pages()] == [""]
        assert document.unreadable == [1]


def test_a_child_that_is_killed_is_trouble_with_the_file(
    parser: ParserClient, memory: Memory
) -> None:
    with parser.open(memory(samples.pdf([["x"]] * 3000)), "a.pdf") as document:
        document.start()
        pages = document.pages()
        next(pages)
        (child,) = running()
        os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(DocumentUnreadable, match="stopped on it"):
            list(pages)


def test_a_child_that_hangs_is_ended(settings: Settings, memory: Memory) -> None:
    parser = ParserClient(settings, page_timeout_s=0.5)
    with parser.open(memory(samples.pdf([["x"]] * 3000)), "a.pdf") as document:
        document.start()
        (child,) = running()
        os.kill(child.pid, signal.SIGSTOP)
        with pytest.raises(DocumentUnreadable, match=r"longer than 0\.5 s"):
            list(document.pages())
    assert not running()


def test_memory_is_bounded(memory: Memory) -> None:
    paragraph = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    body = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    body += b"<w:body>" + paragraph * 1_000_000 + b"</w:body></w:document>"
    fd = memory(samples.repacked(samples.word(["x"]), {"word/document.xml": body}))
    parser = ParserClient(
        Settings(parser_memory_bytes=256 * 1024**2), limits=Limits(unpacked_ratio=2000)
    )
    # lxml reports lack of memory in more than one way.
    with pytest.raises((OutOfMemory, DocumentUnreadable)):
        texts(parser, fd, "a.docx")
    assert not running()


def test_a_cancelled_job_ends_the_child_at_once(parser: ParserClient, memory: Memory) -> None:
    job = Job()
    fd = memory(samples.pdf([["x"]] * 3000))
    with parser.open(fd, "a.pdf", job=job) as document:
        document.start()
        pages = document.pages()
        next(pages)
        (child,) = running()
        os.kill(child.pid, signal.SIGSTOP)  # so that it cannot finish first
        threading.Timer(0.2, job.cancel).start()
        with pytest.raises(Cancelled):
            list(pages)
    assert not running()


def test_the_parser_is_fenced_in(parser: ParserClient, memory: Memory) -> None:
    with parser.open(memory(b"text"), "a.txt"):
        (child,) = running()
        assert child.confinement.holds
        assert not child.confinement.allowed


class _Originals:
    def __init__(self, memory: Memory, data: bytes) -> None:
        self.opened = 0
        self._memory, self._data = memory, data

    def open_original(self, document: Document) -> int:
        self.opened += 1
        return os.dup(self._memory(self._data))


def _document(media_type: str = "application/pdf", number: int = 1) -> Document:
    return Document(number, 1, "a.pdf", "0" * 64, 1, media_type, 2, "ready", None, None, "now")


def test_pages_are_drawn_by_one_child(parser: ParserClient, memory: Memory) -> None:
    originals = _Originals(memory, samples.pdf([["one"], ["two"]]))
    first = parser.render(originals, _document(), 1, 1.5)
    second = parser.render(originals, _document(), 2, 1.5)
    assert first is not None
    assert second is not None
    assert (first.width_px, first.height_px, first.scale) == (893, 1263, 1.5)
    assert first.rgb != second.rgb
    assert originals.opened == 1
    assert len(running()) == 1
    parser.render(originals, _document(number=2), 1, 1.5)
    assert originals.opened == 2
    assert len(running()) == 1
    parser.close()
    assert not running()


def test_what_cannot_be_drawn(parser: ParserClient, memory: Memory) -> None:
    originals = _Originals(memory, samples.pdf([["one"]]))
    assert parser.render(originals, _document("text/plain"), 1, 1.0) is None
    with pytest.raises(PageUnknown):
        parser.render(originals, _document(), 7, 1.0)
    with pytest.raises(BadInput):
        parser.render(originals, _document(), 1, float("nan"))


def _page(**changes: object) -> PageRead:
    honest = PageRead(1, "ab", b"", 10.0, 10.0, readable=True)
    return msgspec.structs.replace(honest, **changes)


@pytest.mark.parametrize(
    "reply",
    [
        _page(number=2),
        _page(width_pt=float("nan")),
        _page(height_pt=-1.0),
        _page(words=b"123"),
        _page(words=(b"\x00\x00\x00\x00\xff\x00\x00\x00" + bytes(16))),
        _page(text="x" * 2_000_000),
        b"\xc1 no message",
        b"\x82\xa1x" + b"\x91" * 50_000,
        msgspec.msgpack.encode(_page(text="XYZ")).replace(b"XYZ", b"\xff\xfe\xfd"),
        msgspec.msgpack.encode({"type": "finished", "pages": 5}),
    ],
)
def test_what_a_captured_child_sends_is_not_believed(reply: PageRead | bytes) -> None:
    body = reply if isinstance(reply, bytes) else msgspec.msgpack.encode(reply)
    document = opened.OpenDocument(_Liar(body), "a.pdf", Limits(), 1.0, None)
    with pytest.raises(ProtocolBroken):
        list(document.pages())


def test_a_pile_of_marks_is_cut_where_a_page_comes_in() -> None:
    words = pack([Word(0, 50, 0.0, 0.0, 1.0, 1.0), Word(51, 52, 2.0, 0.0, 3.0, 1.0)])
    page = _page(text="A" + "\u0300" * 49 + " b", words=words)
    document = opened.OpenDocument(
        _Liar(msgspec.msgpack.encode(page)), "a.pdf", Limits(), 1.0, None
    )
    taken = next(document.pages())
    assert taken.text == "A" + "\u0300" * 30 + "\ufffd" * 19 + " b"
    assert [taken.text[w.start : w.end] for w in taken.words][1] == "b"


class _Liar(Child):
    """A child taken over by a hostile document: sends what it likes."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def receive(self, timeout_s: float | None) -> bytes:
        return self._body
