"""Makes real files for the tests: good, damaged and hostile ones."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2
from docx.enum.text import WD_BREAK
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

A4_PT = (595.27, 841.89)
_TOP_PT, _LEFT_PT, _LINE_PT = 760, 72, 16


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    font: str = "Helvetica",
    password: str = "",
    size_pt: tuple[float, float] = A4_PT,
) -> bytes:
    """A PDF with one line of text under the other, from 72 points left and 760 up."""
    out = io.BytesIO()
    lock = StandardEncryption(password, "owner") if password else None
    canvas = Canvas(out, pagesize=size_pt, encrypt=lock, invariant=1)
    if font.startswith("ST"):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    for lines in pages:
        canvas.setFont(font, 11)
        for number, line in enumerate(lines):
            canvas.drawString(_LEFT_PT, _TOP_PT - number * _LINE_PT, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def raw_pdf(
    content: bytes, *, to_unicode: bytes = b"", page: bytes = b"", filters: bytes = b""
) -> bytes:
    """A one-page PDF from a content stream, for what reportlab does not make."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>" + page + b">>",
        _stream(content, filters),
        font + (b"/ToUnicode 6 0 R>>" if to_unicode else b">>"),
        _stream(to_unicode),
    ]
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def _stream(body: bytes, filters: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(body), filters) + body + b"\nendstream"


def word(blocks: Sequence[str | list[list[str]]], *, header: str = "", footer: str = "") -> bytes:
    """A Word file of paragraphs and tables; a form feed in a paragraph is a page break."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            paragraph = document.add_paragraph()
            for number, part in enumerate(block.split("\f")):
                if number:
                    paragraph.add_run().add_break(WD_BREAK.PAGE)
                paragraph.add_run(part)
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a python-docx document or openpyxl workbook."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]  # two libraries, one method
    return out.getvalue()


def sheet(rows: Sequence[Sequence[object]], title: str = "Accounts") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(list(row))
    return saved(book)


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """A ZIP with some members replaced or added, everything else as it was."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, body in changes.items():
            new.writestr(name, body)
    return out.getvalue()


def scan(bands: Sequence[int], *, dpi: int = 72) -> bytes:
    """A PDF of pictures without text; each page has as many dark bands as `bands` says."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4_PT, invariant=1)
    for count in bands:
        size = (round(A4_PT[0] / 72 * dpi), round(A4_PT[1] / 72 * dpi))
        picture = Image.new("RGB", size, "white")
        drawing = ImageDraw.Draw(picture)
        for number in range(count):
            top = (60 + 60 * number) * dpi // 72
            drawing.rectangle((dpi, top, 5 * dpi, top + dpi // 4), fill="black")
        canvas.drawImage(ImageReader(picture), 0, 0, *A4_PT)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def mail(text: str, attached: dict[str, bytes]) -> bytes:
    """An e-mail with files attached."""
    message = EmailMessage()
    message["From"], message["To"] = "Anna Miller <anna@example.org>", "Bank <bank@example.org>"
    message["Subject"], message["Date"] = "Papers", "Mon, 05 Jan 2026 09:00:00 +0000"
    message.set_content(text)
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.set_boundary("=-=-boundary-=-=")
    return message.as_bytes()


def joined(parts: Sequence[bytes]) -> bytes:
    """One PDF of the pages of several."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def printed_scan(lines: Sequence[str]) -> bytes:
    """A PDF of one picture on which lines are printed, at 150 dots per inch."""
    picture = Image.new("RGB", (1240, 1754), "white")
    drawing, font = ImageDraw.Draw(picture), ImageFont.load_default(40)
    for number, line in enumerate(lines):
        drawing.text((120, 200 + 90 * number), line, fill="black", font=font)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4_PT, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4_PT)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
