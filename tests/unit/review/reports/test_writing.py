"""The child that writes: real, fenced in, the same bytes each time; what its death becomes."""

from __future__ import annotations

import io
import os
import signal
import threading
import zipfile
from typing import TYPE_CHECKING

import docx
import msgspec
import pypdfium2
import pytest
from PIL import Image

from appliance.children import Child, running
from appliance.documents.records import Box, PageImage
from appliance.errors import (
    ApplianceError,
    Cancelled,
    NotConfined,
    OutOfMemory,
    ProtocolBroken,
    ReportNotWritten,
)
from appliance.jobs import Job
from appliance.review.records import Rect
from appliance.review.reports import fonts, writing
from appliance.review.reports.crops import crop
from appliance.review.reports.protocol import Done, Failed, Fault, Piece, Taken
from tests.unit.review.reports import made

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.review.reports.records import Report

MEMORY = 2 * 1024**3
PAGE = PageImage(1190, 1684, bytes([240]) * (3 * 1190 * 1684), 2.0)


def pictured(report: Report, name: str = "crops/item-001-1.png") -> Report:
    first = report.items[0]
    quote = msgspec.structs.replace(first.evidence[0], picture=name)
    item = msgspec.structs.replace(first, evidence=(quote,))
    return msgspec.structs.replace(report, items=(item, *report.items[1:]))


def written(report: Report, *, font: bytes = b"") -> tuple[bytes, int, bytes]:
    with writing.writing(report, Job(), memory_bytes=MEMORY, font=font) as writer:
        part = crop("crops/item-001-1.png", PAGE, [Rect(72.0, 300.0, 500.0, 312.0)])
        assert part is not None
        writer.add(part)
        data, pages = writer.file("pdf")
        return data, pages, writer.file("docx")[0]


def pages_of(data: bytes) -> list[str]:
    found = pypdfium2.PdfDocument(data)
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in found]
    found.close()
    return texts


def test_the_same_report_gives_the_same_bytes_in_two_children() -> None:
    report = pictured(made.report(6))
    first, again = written(report), written(report)
    assert first == again
    assert b"20260920083000" in first[0]
    later = msgspec.structs.replace(report, exported_at="2026-09-21T08:30:00.000+00:00")
    assert written(later)[0] != first[0]


def test_forty_items_break_over_pages_with_heads_and_numbers() -> None:
    data, pages, memo = written(made.report(40))
    texts = pages_of(data)
    assert len(texts) == pages > 10
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {pages}" in text
    assert sum("Severity Verdict Certain" in text for text in texts) > 1
    with zipfile.ZipFile(io.BytesIO(memo)) as archive:
        assert b"NUMPAGES" in archive.read("word/footer1.xml")
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_stands_there_as_text() -> None:
    data, _, memo = written(made.report(4), font=fonts.chinese())
    text = " ".join(pages_of(data))
    for part in ("=1+1 <b>bold</b> & <para>", "[U+202E]", "[U+0007]", "[U+1F642]"):
        assert part in text
    assert ("贷款" in text) or ("[U+8D37][U+6B3E]" in text)
    paragraphs = "\n".join(one.text for one in docx.Document(io.BytesIO(memo)).paragraphs)
    assert "=1+1 <b>bold</b> & <para> [U+202E]esrever[U+202C] [U+0007] 贷款" in paragraphs


def test_texts_without_an_end_still_fit_on_pages() -> None:
    """A word of thousands of letters, a name as long as a page, a quote of many pages."""
    report = made.report(2)
    item = report.items[0]
    long = msgspec.structs.replace(
        item,
        title="T" * 2000,
        question="q" * 2000,
        met_when="\u202e" * 2000,
        evidence=(msgspec.structs.replace(item.evidence[0], quote="w" * 60_000),),
    )
    papers = tuple(
        msgspec.structs.replace(one, document="n" * 255 + ".pdf", unread=("u" * 3000,) * 20)
        for one in report.papers
    )
    report = msgspec.structs.replace(
        report, items=(long, *report.items[1:]), papers=papers, source="s" * 5000, case="c" * 500
    )
    data, pages, _ = written(report)
    assert pages > 10
    assert sum(text.count("w") for text in pages_of(data)) > 59_000


def test_marks_leave_the_words_and_bars_cover_them() -> None:
    lines = bytearray(PAGE.rgb)
    for row in range(600, 624, 2):  # dark lines where the words are
        lines[3 * 1190 * row : 3 * 1190 * (row + 1)] = bytes(3 * 1190)
    page = PageImage(PAGE.width_px, PAGE.height_px, bytes(lines), PAGE.scale)
    boxes = [Rect(72.0, 300.0, 500.0, 312.0)]
    part = crop("a.png", page, boxes, covered=[Box(100.0, 298.0, 200.0, 314.0)])
    assert part is not None
    with writing.writing(made.report(1), Job(), memory_bytes=MEMORY) as writer:
        writer.add(part)
        picture = Image.open(io.BytesIO(writer.picture("a.png"))).convert("RGB")
    assert picture.size == (1190, part.height_px)
    assert picture.getpixel((10, 5)) == (240, 240, 240)
    rows = picture.crop((800, 68, 801, 92)).tobytes()
    middle = {tuple(rows[place : place + 3]) for place in range(0, len(rows), 3)}
    assert (0, 0, 0) in middle
    assert any(red > 200 and blue < 150 for red, _, blue in middle)
    covered = {picture.getpixel((300, 68 + row)) for row in range(20)}
    assert covered == {(20, 20, 20)}


def test_places_outside_the_page_give_no_picture() -> None:
    assert crop("a", PAGE, [Rect(72.0, 3000.0, 500.0, 3012.0)]) is None
    assert crop("a", PAGE, [Rect(900.0, 10.0, 950.0, 20.0)]) is None
    tall = crop("a", PAGE, [Rect(0.0, 10.0, 500.0, 20.0), Rect(0.0, 800.0, 500.0, 812.0)])
    assert tall is not None
    assert tall.height_px <= 660


# Trouble ----------------------------------------------------------------------------------------


def test_a_child_that_is_killed_is_a_known_error() -> None:
    with (
        pytest.raises(ReportNotWritten, match="ended from outside"),
        writing.writing(made.report(), Job(), memory_bytes=MEMORY) as writer,
    ):
        os.kill(writer._child.pid, signal.SIGKILL)
        writer.file("pdf")
    assert not [one for one in running() if one.spec.kind == writing.KIND]


def test_a_child_that_hangs_is_ended() -> None:
    with (
        pytest.raises(ReportNotWritten, match="needed more than"),
        writing.writing(made.report(), Job(), memory_bytes=MEMORY, timeout_s=20) as writer,
    ):
        os.kill(writer._child.pid, signal.SIGSTOP)
        writer._timeout_s = 0.5
        writer.file("pdf")
    assert not [one for one in running() if one.spec.kind == writing.KIND]


def test_a_cancelled_job_ends_the_child() -> None:
    job = Job()
    with (
        pytest.raises(Cancelled),
        writing.writing(made.report(200), job, memory_bytes=MEMORY) as writer,
    ):
        threading.Timer(0.2, job.cancel).start()
        while True:
            writer.file("pdf")


def test_too_little_memory_is_a_known_error() -> None:
    caught: list[ApplianceError] = []
    for mib in (128, 96, 64, 32):
        try:
            with writing.writing(made.report(60), Job(), memory_bytes=mib * 1024**2) as writer:
                writer.file("pdf")
        except ApplianceError as error:
            caught.append(error)
    assert caught
    assert {type(one) for one in caught} <= {NotConfined, ReportNotWritten, OutOfMemory}


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ([Piece(b"x"), Done(2, 1)], ProtocolBroken),
        ([Piece(b"x"), Done(1, -1)], ProtocolBroken),
        ([Taken()], ProtocolBroken),
        ([Piece(b"")], ReportNotWritten),
        ([Failed(Fault.BROKEN)], ReportNotWritten),
        ([Piece(b"x" * 1000)] * 20, ReportNotWritten),
        ([b"\xc1"], ProtocolBroken),
        ([b"\x91" * 100_000], ProtocolBroken),
    ],
)
def test_what_a_turned_child_says_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, replies: list[object], error: type[Exception]
) -> None:
    """From here on the child's own answers are replaced by those of one that was taken over."""
    monkeypatch.setattr(writing, "LIMIT_BYTES", 10_000)
    answers = iter(replies)

    def receive(_self: Child, _timeout_s: float | None) -> bytes:
        answer = next(answers)
        return answer if isinstance(answer, bytes) else msgspec.msgpack.encode(answer)

    with (
        writing.writing(made.report(1), Job(), memory_bytes=MEMORY) as writer,
        pytest.raises(error),
    ):
        monkeypatch.setattr(Child, "receive", receive)
        writer.file("pdf")


def test_a_review_of_more_text_than_a_message_holds_is_a_known_error() -> None:
    report = made.report(1)
    huge = msgspec.structs.replace(report, source="x" * (65 * 1024 * 1024))
    with (
        pytest.raises(ReportNotWritten, match="more text"),
        writing.writing(huge, Job(), memory_bytes=MEMORY),
    ):
        pass


def test_a_picture_that_is_not_there_is_a_known_error() -> None:
    with (
        writing.writing(made.report(1), Job(), memory_bytes=MEMORY) as writer,
        pytest.raises(ReportNotWritten, match="a picture is missing"),
    ):
        writer.picture("crops/none.png")


def test_a_font_that_is_none_is_left_out(tmp_path: Path) -> None:
    for data in (b"\x00\x01\x00\x00" + bytes(500), b"ttcf" + b"\xff" * 500, b"no font"):
        pdf, _, _ = written(made.report(4), font=data)
        assert "[U+8D37][U+6B3E]" in " ".join(pages_of(pdf))
    (tmp_path / "a.ttf").write_bytes(b"OTTO and outlines of another kind")
    (tmp_path / "b.ttf").write_bytes(b"true and more")
    assert fonts.chinese([tmp_path / "none", tmp_path / "a.ttf"]) == b""
    assert fonts.chinese([tmp_path / "a.ttf", tmp_path / "b.ttf"]) == b"true and more"
