"""Every format through the real parser child: good, damaged, hostile, wrongly named, large."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import docx
import openpyxl
import pptx
import pytest
from PIL import Image

from appliance.children import running
from appliance.documents.limits import Limits
from appliance.documents.parsing import ParserClient
from appliance.documents.protocol import (
    EML_TYPE,
    HTML_TYPE,
    JPEG_TYPE,
    MSG_TYPE,
    PDF_TYPE,
    PNG_TYPE,
    PPTX_TYPE,
    RTF_TYPE,
    TIFF_TYPE,
)
from appliance.documents.records import Document
from appliance.errors import (
    ApplianceError,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentPasswordWrong,
    DocumentTooLarge,
    DocumentTypeUnknown,
    DocumentUnreadable,
    OutOfMemory,
)
from appliance.settings import Settings
from tests.unit.documents import samples, samples_formats, samples_ole

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.documents.opened import OpenDocument
    from appliance.documents.records import AttachedFile, Page

    Memory = Callable[[bytes], int]

_TABLE = [["Item", "2024"], ["Cash", "5"]]
_HTML = b"""<!doctype html><html><head><title>T</title></head><body><nav>menu</nav><h1>Loan</h1>
<p>agreement <span style="display:none">secret</span></p><ul><li>point</ul>
<table><tr><th>Item<th>2024<tr><td>Cash<td>5</table><script>x()</script></body></html>"""
_RTF = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 Loan \'b4\'fb\'bf\'ee \u8364?5"
    rb"\par\page Second\par\trowd\intbl Item\cell 2024\cell\row\trowd\intbl Cash\cell 5\cell\row}"
)
_MSG = samples_ole.ole(samples_ole.message(body="Loan agreement"))
_GOOD: dict[str, tuple[bytes, str, list[str]]] = {
    "pptx": (
        samples_formats.slides([("Loan", ["a", "b"]), ("", [])], table=_TABLE, notes="Say it."),
        PPTX_TYPE,
        ["Loan\na\nb", "Item\t2024\nCash\t5\nNotes: Say it."],
    ),
    "html": (_HTML, HTML_TYPE, ["Loan\nagreement secret\npoint\nItem\t2024\nCash\t5"]),
    "rtf": (_RTF, RTF_TYPE, ["Loan 贷款 €5", "Second\nItem\t2024\nCash\t5"]),
    "eml": (
        samples_formats.mail("Loan agreement\n"),
        EML_TYPE,
        [
            "From: Anna Müller <anna@bank.example>\nTo: desk@bank.example\n"
            "Date: Fri, 02 Jan 2026 12:00:00 +0000\nSubject: Darlehen über 5 €\n\nLoan agreement"
        ],
    ),
    "msg": (
        _MSG,
        MSG_TYPE,
        [
            "From: Anna Müller <anna@bank.example>\nTo: Credit desk\n"
            "Date: Fri, 02 Jan 2026 12:00:00 +0000\nSubject: Loan\n\nLoan agreement"
        ],
    ),
    "png": (samples_formats.picture("PNG"), PNG_TYPE, [""]),
    "jpg": (samples_formats.picture("JPEG"), JPEG_TYPE, [""]),
    "tif": (samples_formats.picture("TIFF", frames=3), TIFF_TYPE, ["", "", ""]),
    "pdf": (samples.pdf([["Loan agreement"]]), PDF_TYPE, ["Loan agreement"]),
}
_MORE = {
    "docx": samples.word(["Loan", _TABLE]),
    "xlsx": samples.sheet(_TABLE),
    "csv": b"Item,2024\nCash,5\nBonds,6\n",
}


def read(
    parser: ParserClient, memory: Memory, data: bytes, name: str, password: str = ""
) -> tuple[OpenDocument, list[Page], list[AttachedFile]]:
    with parser.open(memory(data), name, password=password) as document:
        document.start()
        return document, list(document.pages()), list(document.attachments())


@pytest.mark.parametrize("kind", _GOOD)
@pytest.mark.parametrize("right", [True, False], ids=["right ending", "wrong ending"])
def test_good(parser: ParserClient, memory: Memory, kind: str, right: bool) -> None:
    data, media_type, texts = _GOOD[kind]
    name = f"a.{kind}" if right else "a.docx" if kind == "pdf" else "a.pdf"
    document, pages, _ = read(parser, memory, data, name)
    assert document.media_type == media_type
    assert [page.text for page in pages] == texts
    assert [page.number for page in pages] == list(range(1, len(texts) + 1))
    assert not document.unreadable


@pytest.mark.parametrize("kind", [*_GOOD, *_MORE])
def test_damaged_files_end_in_pages_or_in_an_error(
    parser: ParserClient, memory: Memory, kind: str
) -> None:
    data = _GOOD[kind][0] if kind in _GOOD else _MORE[kind]
    chance = random.Random(kind)  # noqa: S311  the same damage each time
    damaged = [data[: len(data) * part // 4] for part in (1, 2, 3)] + [data[:-7]]
    for _ in range(4):
        flipped = bytearray(data)
        for _ in range(8):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        damaged.append(bytes(flipped))
    for one in damaged:
        with suppress(*_TROUBLE):
            _, pages, _ = read(parser, memory, one, f"a.{kind}")
            assert pages
        assert not running()


_TROUBLE = (
    DocumentUnreadable,
    DocumentTypeUnknown,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    OutOfMemory,
)


def _png_of(width: int, height: int) -> bytes:
    """A PNG that says it is large, with hardly any data."""
    out = b"\x89PNG\r\n\x1a\n"
    body = b"IDAT" + zlib.compress(bytes(1000))
    for part in (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), body, b"IEND"):
        out += struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
    return out


def _nested_mail(depth: int) -> bytes:
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
    parts = [
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(depth)
    ]
    return head + b"".join(parts) + b"Content-Type: text/plain\r\n\r\ntext"


def _bomb(part: str, data: bytes) -> bytes:
    return samples.repacked(data, {part: bytes(64 * 1024**2)})


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;">'
    b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    b' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree>'
    b"<p:nvGrpSpPr/><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id='2' name='t'/><p:cNvSpPr/><p:nvPr/>"
    b"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>x&b;&f;y</a:t></a:r></a:p>"
    b"</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pptx", _bomb("ppt/media/x.png", _GOOD["pptx"][0]), DocumentTooLarge),
        ("a.html", b"<!doctype html>" + b"<div>" * 200_000 + b"x", DocumentTooLarge),
        ("a.eml", _nested_mail(3000), DocumentTooLarge),
        ("a.png", _png_of(100_000, 100_000), DocumentTooLarge),
        ("a.png", _png_of(60_000, 4_000), DocumentTooLarge),
        ("a.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"}", DocumentEmpty),
        ("a.msg", samples_ole.ole({"EncryptedPackage": b"x" * 100}), DocumentEncrypted),
        ("a.msg", samples_ole.ole({"WordDocument": b"x" * 100}), DocumentTypeUnknown),
        ("a.html", b"<!doctype html><script>only</script>", DocumentEmpty),
        ("a.zip", b"PK\x03\x04" + bytes(100), DocumentUnreadable),
    ],
)
def test_hostile_files_are_refused_with_a_reason(
    parser: ParserClient, memory: Memory, name: str, data: bytes, error: type[ApplianceError]
) -> None:
    with pytest.raises(error):
        read(parser, memory, data, name)
    assert not running()


def test_entities_expand_to_nothing(parser: ParserClient, memory: Memory) -> None:
    data = samples.repacked(_GOOD["pptx"][0], {"ppt/slides/slide1.xml": _ENTITIES})
    try:
        _, pages, _ = read(parser, memory, data, "a.pptx")
    except DocumentUnreadable:
        return
    assert all("haha" not in page.text and "root" not in page.text for page in pages)


def test_nothing_that_a_page_names_is_fetched(parser: ParserClient, memory: Memory) -> None:
    data = (
        b"<!doctype html><link rel=stylesheet href=http://a.example/x.css><img src=file:///etc/"
        b"passwd><iframe src=file:///etc/passwd></iframe><object data=file:///etc/passwd></object>"
        b"<p>only this</p>"
    )
    _, (page,), _ = read(parser, memory, data, "a.html")
    assert page.text == "only this"


def test_an_encoding_that_does_not_exist(parser: ParserClient, memory: Memory) -> None:
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=x-none"
    mail = head + b"\n\nBody \xff"
    assert "Body" in read(parser, memory, mail, "a.eml")[1][0].text
    page = b"<!doctype html><meta charset=klingon><p>text</p>"
    assert read(parser, memory, page, "a.html")[1][0].text == "text"
    rtf = rb"{\rtf1\ansi\ansicpg99999 text}"
    assert read(parser, memory, rtf, "a.rtf")[1][0].text == "text"


def test_a_text_that_only_looks_like_a_mail(parser: ParserClient, memory: Memory) -> None:
    memo = b"From: the desk\nTo: the file\nSubject: limits\n\nNo change."
    document, (page,), _ = read(parser, memory, memo, "a.txt")
    assert document.media_type == "text/plain"
    assert page.text == memo.decode()


def test_files_inside_a_mail(parser: ParserClient, memory: Memory) -> None:
    pdf = samples.pdf([["inside"]])
    inner = samples_formats.mail("deep\n", attached=[("deep.pdf", pdf)])
    data = samples_formats.mail(
        "top\n", html="<p>top</p>", attached=[("../../a/b:c.pdf", pdf), ("", b"x")], inner=inner
    )
    _, (page,), files = read(parser, memory, data, "a.eml")
    assert page.text.endswith("top")
    assert [(file.name, file.trouble) for file in files] == [
        ("b_c.pdf", ""),
        ("attachment.pdf", ""),
        ("Darlehen über 5 €.eml", ""),
    ]
    assert files[0].data == pdf
    assert files[2].data is not None
    _, (deep,), deeper = read(parser, memory, files[2].data, files[2].name)
    assert deep.text.endswith("deep")
    assert [(file.name, file.data) for file in deeper] == [("deep.pdf", pdf)]


def test_files_inside_an_outlook_message(parser: ParserClient, memory: Memory) -> None:
    large = bytes(range(256)) * 20_000
    inner = samples_ole.message(
        subject="Inner", body="deep", attached={"b.bin": b"xyz"}, inner=True
    )
    data = samples_ole.ole(
        samples_ole.message(html=b"<p>top</p>", attached={"a.bin": large, "Fwd": inner})
    )
    _, (page,), files = read(parser, memory, data, "a.msg")
    assert page.text.endswith("Subject: Loan\n\ntop")
    assert [file.name for file in files] == ["a.bin", "Fwd.eml"]
    assert files[0].data == large
    assert files[1].data is not None
    document, (deep,), deeper = read(parser, memory, files[1].data, "Fwd.eml")
    assert document.media_type == EML_TYPE
    assert deep.text.endswith("Subject: Inner\n\ndeep")
    assert [(file.name, file.data) for file in deeper] == [("b.bin", b"xyz")]
    again = read(parser, memory, data, "a.msg")[2]
    assert again[1].data == files[1].data


def test_an_outlook_message_in_a_code_page(parser: ParserClient, memory: Memory) -> None:
    data = samples_ole.ole(samples_ole.message(body="Zahlung über 5 €", narrow=True))
    _, (page,), _ = read(parser, memory, data, "a.msg")
    assert page.text.startswith("From: Anna Müller")
    assert page.text.endswith("Zahlung über 5 €")


def test_files_inside_a_pdf(parser: ParserClient, memory: Memory) -> None:
    data = samples_formats.pdf_with_file("invoice.xml", b"<invoice/>")
    _, (page,), files = read(parser, memory, data, "a.pdf")
    assert page.text == "text"
    assert [(file.name, file.data) for file in files] == [("invoice.xml", b"<invoice/>")]


def test_what_is_attached_is_bounded(memory: Memory) -> None:
    parser = ParserClient(Settings(), limits=Limits(attachments=2, attachment_bytes=100))
    data = samples_formats.mail(
        "x\n", attached=[("a", b"1" * 101), ("b", b""), ("c", b"3"), ("d", b"4")]
    )
    _, _, files = read(parser, memory, data, "a.eml")
    assert [file.data for file in files] == [None, None, None]
    assert "above the limit" in files[0].trouble
    assert "no text" in files[1].trouble
    assert files[2].trouble.startswith("2 more files")


def test_passwords_of_pdf(parser: ParserClient, memory: Memory) -> None:
    data = samples.pdf([["secret text"]], password="sesame")
    with pytest.raises(DocumentEncrypted) as raised:
        read(parser, memory, data, "a.pdf")
    assert not isinstance(raised.value, DocumentPasswordWrong)
    with pytest.raises(DocumentPasswordWrong):
        read(parser, memory, data, "a.pdf", "simsalabim")
    assert read(parser, memory, data, "a.pdf", "sesame")[1][0].text == "secret text"
    originals, document = _Originals(memory, data), _document("a.pdf", PDF_TYPE)
    with pytest.raises(DocumentEncrypted):
        parser.render(originals, document, 1, 1.0)
    assert parser.render(originals, document, 1, 1.0, password="sesame") is not None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_pictures_have_a_size_and_can_be_drawn(
    parser: ParserClient, memory: Memory, kind: str
) -> None:
    data = samples_formats.picture(kind, (1000, 500), dpi=100)
    _, (page,), _ = read(parser, memory, data, "a.png")
    assert (page.width_pt, page.height_pt) == pytest.approx((720, 360), abs=1)
    assert (page.picture_share, page.trouble) == (1.0, "")
    drawn = parser.render(_Originals(memory, data), _document("a", PNG_TYPE), 1, 0.5)
    assert drawn is not None
    assert (drawn.width_px, drawn.height_px) == pytest.approx((360, 180), abs=1)
    assert max(drawn.rgb[:3]) < 40
    assert min(drawn.rgb[-3:]) > 215


def test_frames_are_pages(parser: ParserClient, memory: Memory) -> None:
    data = samples_formats.picture("TIFF", frames=3)
    originals, document = _Originals(memory, data), _document("a.tif", TIFF_TYPE)
    assert parser.render(originals, document, 3, 1.0) is not None


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_turned_pictures_stand_upright(parser: ParserClient, memory: Memory, kind: str) -> None:
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 200, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the stored picture is the right side of the shown one
    out = io.BytesIO()
    image.save(out, kind, dpi=(100, 100), exif=exif)
    _, (page,), _ = read(parser, memory, out.getvalue(), "a")
    assert (page.width_pt, page.height_pt) == pytest.approx((144, 288), abs=1)
    drawn = parser.render(_Originals(memory, out.getvalue()), _document("a", PNG_TYPE), 1, 1.0)
    assert drawn is not None
    assert (drawn.width_px, drawn.height_px) == pytest.approx((144, 288), abs=1)
    right = drawn.rgb[3 * (drawn.width_px - 2) : 3 * (drawn.width_px - 1)]
    assert max(right) < 40
    assert min(drawn.rgb[3:6]) > 215


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_is_drawn(parser: ParserClient, memory: Memory, mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    Image.new(mode, (40, 20)).save(out, kind)
    document = _document("a", PNG_TYPE)
    drawn = parser.render(_Originals(memory, out.getvalue()), document, 1, 0.1)
    assert drawn is not None
    seen_through = mode in ("LA", "RGBA", "CMYK")
    assert (min(drawn.rgb) > 250) if seen_through else (max(drawn.rgb) < 5)


def test_a_cut_scan_is_drawn_as_far_as_it_goes(parser: ParserClient, memory: Memory) -> None:
    whole = samples_formats.picture("JPEG", (800, 800))
    data = whole[: len(whole) * 2 // 3]
    document, (page,), _ = read(parser, memory, data, "a.jpg")
    assert document.unreadable == [1]
    assert page.trouble
    drawn = parser.render(_Originals(memory, data), _document("a", JPEG_TYPE), 1, 0.5)
    assert drawn is not None
    assert max(drawn.rgb[:3]) < 40


def test_how_much_of_a_page_a_picture_covers(parser: ParserClient, memory: Memory) -> None:
    data = samples_formats.pdf_with_picture((0.5, 0.5))
    _, (page,), _ = read(parser, memory, data, "a.pdf")
    assert page.picture_share == pytest.approx(0.25, abs=0.01)


def test_hidden_text_of_pages_and_word_files(parser: ParserClient, memory: Memory) -> None:
    document, (page,), _ = read(parser, memory, _HTML, "a.html")
    assert [page.text[start:end] for start, end in document.hidden[1]] == ["secret"]
    word = docx.Document()
    paragraph = word.add_paragraph("shown ")
    paragraph.add_run("secret").font.hidden = True
    document, (page,), _ = read(parser, memory, samples.saved(word), "a.docx")
    assert [page.text[start:end] for start, end in document.hidden[1]] == ["secret"]


def test_empty_slides_keep_their_numbers(parser: ParserClient, memory: Memory) -> None:
    show = pptx.Presentation()
    for text in ("one", "", "three"):
        show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = text
    document, pages, _ = read(parser, memory, samples.saved(show), "a.pptx")
    assert [page.text for page in pages] == ["one", "", "three"]
    assert document.page_count == 3


@pytest.mark.parametrize(
    ("name", "data", "least"),
    [
        ("a.html", b"<!doctype html>" + b"<p>paragraph of some length</p>" * 50_000, 400),
        ("a.rtf", b"{\\rtf1 " + b"paragraph of some length\\par " * 50_000 + b"}", 400),
        ("a.eml", samples_formats.mail("a line of text\n" * 50_000), 200),
        ("a.tif", samples_formats.picture("TIFF", (20, 20), frames=300), 300),
    ],
)
def test_large(parser: ParserClient, memory: Memory, name: str, data: bytes, least: int) -> None:
    _, pages, _ = read(parser, memory, data, name)
    assert len(pages) >= least


def test_a_large_workbook_and_presentation(parser: ParserClient, memory: Memory) -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Long")
    page.append(["Item", "Amount"])
    for number in range(20_000):
        page.append([f"item {number}", number])
    document, pages, _ = read(parser, memory, samples.saved(book), "a.xlsx")
    assert len(pages) > 100
    assert sum(len(document.given[one.number].tables) for one in pages) == len(pages)


class _Originals:
    def __init__(self, memory: Memory, data: bytes) -> None:
        self._memory, self._data = memory, data

    def open_original(self, document: Document) -> int:
        return os.dup(self._memory(self._data))


def _document(name: str, media_type: str) -> Document:
    return Document(1, 1, name, "0" * 64, 1, media_type, 1, "ready", None, None, "now")
