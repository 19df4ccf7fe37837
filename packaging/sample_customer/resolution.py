"""The board's resolution as it came back from the signing: a page of paper, scanned.

Drawn like the other papers, turned into a picture, tilted, greyed and speckled as a scanner does
it, and put on a PDF page without any text. Two signatures in ink are curves.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import figures as f
import numpy as np
import pypdfium2
from letterhead import AUTHOR, BODY, HEADING, NAVY, NOTE, TITLE
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph, Spacer

if TYPE_CHECKING:
    from pathlib import Path

MEETING = date(2026, 9, 8)
_DOTS_PER_INCH = 150
_TILT_DEGREES = 0.7
_QUALITY = 45
_PAPER = 242

_TEXT = (
    "Present: Margaret Ellen Harding (in the chair), Thomas Ryde and Priya Nair. There was a "
    "quorum, and each director had declared any interest in the matters below.",
    "It was reported that Tidewell Bank plc had approved the company’s application, and that the "
    "documents had been sent for signature.",
)
_RESOLVED = (
    "1. That the purchase of a five-axis machining line from Veldkamp Machinery is approved.",
    "2. That the agreement with Tidewell Bank plc, the debenture and the legal charge over "
    "Unit 4, Kestrel Way are approved in the form shown to the meeting.",
    "3. That Margaret Ellen Harding alone may sign these documents for the company, and that "
    "Thomas Ryde may sign requests for drawing.",
    "4. That Priya Nair, as company secretary, shall keep the register of charges.",
)
# Strokes of ink in millimetres from where a signature begins: Bézier curves, four points each.
_HARDING = (
    ((0, 0), (2, 14), (5, 16), (6, 1)), ((6, 1), (8, 17), (11, 15), (12, 0)),
    ((12, 0), (16, 3), (14, 8), (18, 2)), ((18, 2), (21, -2), (20, 9), (24, 3)),
    ((24, 3), (28, -3), (30, 8), (33, 2)), ((33, 2), (40, 6), (44, -2), (52, 5)),
    ((2, -3), (18, -5), (34, -3), (50, -1)),
)  # fmt: skip
_RYDE = (
    ((0, 12), (6, 15), (12, 13), (16, 12)), ((8, 13), (7, 8), (8, 2), (5, -1)),
    ((16, 1), (17, 10), (19, 13), (17, 0)), ((17, 8), (24, 12), (22, 5), (18, 5)),
    ((18, 5), (24, -1), (27, 3), (30, 4)), ((30, 4), (30, -7), (24, -8), (27, -1)),
    ((27, -1), (33, 6), (38, 2), (45, 3)),
)  # fmt: skip


def _signature(
    canvas: Canvas, strokes: tuple[tuple[tuple[int, int], ...], ...], x: float, y: float
) -> None:
    canvas.setStrokeColor(NAVY)
    canvas.setLineWidth(1.1)
    for stroke in strokes:
        canvas.bezier(*(at for (dx, dy) in stroke for at in (x + dx * mm, y + dy * mm)))


def _clean() -> bytes:
    """The page before it met a scanner."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    large = BODY.clone("large", fontSize=11.5, leading=16.5, spaceAfter=8)
    parts: list[Any] = [
        Paragraph(f.BORROWER, TITLE),
        Paragraph("Minutes of a meeting of the board of directors", HEADING),
        Paragraph(
            f"Held at Unit 4, Kestrel Way, Wendleford ZX4 2QP on {f.long_date(MEETING)} "
            "at 10.00 a.m.", large
        ),
        Spacer(1, 2 * mm),
        *(Paragraph(text, large) for text in _TEXT),
        Paragraph("Resolved", HEADING),
        *(Paragraph(text, large) for text in _RESOLVED),
        Paragraph("The chair closed the meeting at 10.40 a.m.", large),
        Paragraph("Certified as a true copy of the minutes.", large),
    ]  # fmt: skip
    Frame(26 * mm, 92 * mm, 158 * mm, 180 * mm, 0, 0, 0, 0).addFromList(parts, canvas)
    for x, name, title, strokes in (
        (26 * mm, "Margaret Ellen Harding", "Chair of the meeting", _HARDING),
        (112 * mm, "Thomas Ryde", "Director", _RYDE),
    ):
        _signature(canvas, strokes, x + 4 * mm, 66 * mm)
        canvas.setLineWidth(0.5)
        canvas.line(x, 60 * mm, x + 68 * mm, 60 * mm)
        canvas.setFont(NOTE.fontName, 11)
        canvas.drawString(x, 55 * mm, name)
        canvas.drawString(x, 50 * mm, title)
    canvas.setFont(NOTE.fontName, 9)
    canvas.drawString(26 * mm, 20 * mm, "Alderbrook Joinery Limited · Registered number 99204417")
    canvas.save()
    return file.getvalue()


def _scanned() -> bytes:
    """The page as a JPEG: grey paper, tilted, a little soft, with specks."""
    document = pypdfium2.PdfDocument(_clean())
    try:
        page = document[0].render(scale=_DOTS_PER_INCH / 72, grayscale=True).to_pil()
    finally:
        document.close()
    page = page.convert("L").rotate(_TILT_DEGREES, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(0.5))
    chance = np.random.default_rng(20_260_908)
    grey = np.asarray(page, dtype=np.int32) * _PAPER // 255
    grey += chance.integers(-5, 6, grey.shape, dtype=np.int32)
    for _ in range(160):
        row, column = (int(chance.integers(3, size - 3)) for size in grey.shape)
        grey[row : row + 2, column : column + 2] -= int(chance.integers(40, 120))
    picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def make(path: Path) -> None:
    """Write the scan."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setAuthor(AUTHOR)
    canvas.setCreator("Cofferdam")
    canvas.setProducer(AUTHOR)
    canvas.setTitle("Board resolution")
    canvas.setSubject("Sample customer of Cofferdam; all invented")
    canvas.drawImage(ImageReader(io.BytesIO(_scanned())), 0, 0, *A4)
    canvas.save()
