"""Makes files of the further formats for the tests: presentations, pictures, e-mails, carriers."""

from __future__ import annotations

import io
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pptx
import pptx.util
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.unit.documents.samples import A4_PT, raw_pdf, saved

if TYPE_CHECKING:
    from collections.abc import Sequence


def pdf_with_file(name: str, data: bytes) -> bytes:
    """A one-page PDF with a file embedded in it."""
    page = raw_pdf(b"BT /F1 24 Tf 20 100 Td (text) Tj ET", to_unicode=b" ")
    start = page.rindex(b"xref\n", 0, page.rindex(b"startxref"))
    out = bytearray(page[:start])
    names = (
        b"/Names<</EmbeddedFiles<</Names[(%b)<</Type/Filespec/F(%b)/UF(%b)/EF<</F 7 0 R>>>>]>>>>"
        % (name.encode(), name.encode(), name.encode())
    )
    added = [
        (1, b"<</Type/Catalog/Pages 2 0 R%b>>" % names),
        (7, b"<</Length %d>>stream\n" % len(data) + data + b"\nendstream"),
    ]
    table = bytearray(b"xref\n")
    for number, body in added:
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    first = page[start:]
    old = len(out)
    out += first[: first.index(b"startxref")]
    new = len(out)
    out += table + b"trailer<</Size 8/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (old, new)
    return bytes(out)


def pdf_with_picture(share: tuple[float, float]) -> bytes:
    """A page with a picture that covers so much of its width and height."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4_PT, invariant=1)
    image = ImageReader(Image.new("RGB", (50, 50), "grey"))
    canvas.drawImage(image, 0, 0, A4_PT[0] * share[0], A4_PT[1] * share[1])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def slides(
    pages: Sequence[tuple[str, Sequence[str]]],
    *,
    table: Sequence[Sequence[str]] = (),
    notes: str = "",
) -> bytes:
    """A presentation: a title and points on each slide; the table and notes on the last one."""
    show = pptx.Presentation()
    slide = None
    for title, points in pages:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(points)
    assert slide is not None
    if table:
        place = (pptx.util.Inches(1), pptx.util.Inches(5), pptx.util.Inches(6), pptx.util.Inches(1))
        grid = slide.shapes.add_table(len(table), len(table[0]), *place).table
        for row, texts in enumerate(table):
            for column, text in enumerate(texts):
                grid.cell(row, column).text = text
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return saved(show)


def picture(
    kind: str, size: tuple[int, int] = (200, 100), *, dpi: int = 100, frames: int = 1
) -> bytes:
    """A white picture with a black upper left quarter; a TIFF may have several."""
    made = []
    for _ in range(frames):
        image = Image.new("RGB", size, "white")
        image.paste("black", (0, 0, size[0] // 2, size[1] // 2))
        made.append(image)
    out = io.BytesIO()
    more: dict[str, object] = {"save_all": True, "append_images": made[1:]} if frames > 1 else {}
    made[0].save(out, kind, dpi=(dpi, dpi), **more)
    return out.getvalue()


def mail(
    text: str = "",
    *,
    html: str = "",
    attached: Sequence[tuple[str, bytes]] = (),
    inner: bytes = b"",
) -> bytes:
    """An e-mail as it travels; `inner` is one attached to it."""
    message = EmailMessage()
    message["From"] = "Anna Müller <anna@bank.example>"
    message["To"] = "desk@bank.example"
    message["Date"] = "Fri, 02 Jan 2026 12:00:00 +0000"
    message["Subject"] = "Darlehen über 5 €"
    message["Message-ID"] = "<1@bank.example>"
    if text:
        message.set_content(text)
    if html:
        if text:
            message.add_alternative(html, subtype="html")
        else:
            message.set_content(html, subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    if inner:
        message.add_attachment(message_from_bytes(inner, policy=policy.default))
    return message.as_bytes()
