"""A director's papers: a certified copy of his passport, and a water bill that shows his address.

The passport is of the specimen state UTO of ICAO Doc 9303, with check digits that are right. The
bill is older than three months when the application is made.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import figures as f
from letterhead import (
    AUTHOR,
    BODY,
    CELL,
    CELL_BOLD,
    HEADING,
    INK,
    NAVY,
    NOTE,
    RIGHT,
    RULE,
    SHADE,
    TITLE,
)
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph, Spacer, Table, TableStyle
from signatures import OKAFOR

if TYPE_CHECKING:
    from pathlib import Path

SURNAME, GIVEN = "RYDE", "THOMAS"
BORN, ISSUED, EXPIRES = date(1971, 3, 14), date(2021, 5, 20), date(2031, 5, 19)
NUMBER, STATE = "ZX4812076", "UTO"
CERTIFIED = date(2026, 8, 5)
BILLED = date(2026, 2, 11)
_ADDRESS = ("Mr Thomas Ryde", "23 Orchard Rise", "Wendleford", "ZX4 3LN")
# Cubic metres on the meter, and pence for each of them; the standing charge in pence a quarter.
_BEFORE, _NOW = 1_284, 1_317
_WATER_PENCE, _SEWERAGE_PENCE, _STANDING_PENCE = 192, 214, 1_165


def check_digit(text: str) -> int:
    """The check digit of ICAO Doc 9303, part 3, section 4.9."""
    worth = (0 if character == "<" else int(character, 36) for character in text)
    return sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(worth)) % 10


def zone() -> tuple[str, str]:
    """The two lines for machines, 44 characters each."""
    upper = f"P<{STATE}{SURNAME}<<{GIVEN}".ljust(44, "<")
    number, born, until = (
        f"{field}{check_digit(field)}" for field in (NUMBER, f"{BORN:%y%m%d}", f"{EXPIRES:%y%m%d}")
    )
    optional = "<" * 14 + "0"
    lower = f"{number}{STATE}{born}M{until}{optional}"
    return upper, lower + str(check_digit(number + born + until + optional))


def _open(path: Path, title: str) -> Canvas:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setAuthor(AUTHOR)
    canvas.setCreator("Cofferdam")
    canvas.setProducer(AUTHOR)
    canvas.setTitle(title)
    canvas.setSubject("Sample customer of Cofferdam; all invented")
    return canvas


def _day(day: date) -> str:
    return f"{day:%d %b %Y}".upper()


def _portrait(canvas: Canvas, x: float, y: float) -> None:
    """A grey figure where the photograph is."""
    canvas.setFillColor(SHADE)
    canvas.setStrokeColor(RULE)
    canvas.rect(x, y, 34 * mm, 44 * mm, stroke=1, fill=1)
    canvas.setFillColor(RULE)
    canvas.circle(x + 17 * mm, y + 27 * mm, 8.5 * mm, stroke=0, fill=1)
    canvas.roundRect(x + 4 * mm, y + 0.3 * mm, 26 * mm, 15 * mm, 7 * mm, stroke=0, fill=1)


def _data_page(canvas: Canvas, left: float, bottom: float) -> None:
    canvas.setStrokeColor(NAVY)
    canvas.setLineWidth(1)
    canvas.roundRect(left, bottom, 158 * mm, 112 * mm, 3 * mm)
    canvas.setFillColor(NAVY)
    canvas.setFont("Times-Bold", 15)
    canvas.drawString(left + 6 * mm, bottom + 102 * mm, "PASSPORT")
    canvas.setFont("Times-Roman", 9)
    canvas.drawRightString(left + 152 * mm, bottom + 102 * mm, "SPECIMEN STATE OF UTOPIA")
    _portrait(canvas, left + 6 * mm, bottom + 50 * mm)
    fields = (
        (("Type", "P"), ("Code", STATE), ("Passport No.", NUMBER)),
        (("Surname", SURNAME), ("Given names", GIVEN)),
        (("Nationality", "UTOPIAN"), ("Sex", "M"), ("Date of birth", _day(BORN))),
        (("Place of birth", "ZENITH"), ("Authority", "PASSPORT OFFICE")),
        (("Date of issue", _day(ISSUED)), ("Date of expiry", _day(EXPIRES))),
    )
    for row, cells in enumerate(fields):
        y = bottom + (92 - 13 * row) * mm
        for place, (label, value) in enumerate(cells):
            x = left + (48 + place * (108 / len(cells))) * mm
            canvas.setFillColor(NAVY)
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(x, y, label)
            canvas.setFillColor(INK)
            canvas.setFont("Times-Bold", 11)
            canvas.drawString(x, y - 5 * mm, value)
    canvas.setFont("Courier", 11.2)
    for line, y in zip(zone(), (16, 8), strict=True):
        f.require(len(line) == 44)
        canvas.drawString(left + 6 * mm, bottom + y * mm, line)


def make_identity(path: Path) -> None:
    """Write the certified copy, one page."""
    canvas = _open(path, "Certified copy of a passport")
    canvas.setFillColor(INK)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(26 * mm, 281 * mm, "Tidewell Bank plc · Wendleford branch")
    canvas.drawRightString(184 * mm, 281 * mm, "Copy of an identity document")
    _data_page(canvas, 26 * mm, 156 * mm)
    parts: list[Any] = [
        Paragraph("Certificate of the person who made this copy", HEADING),
        Paragraph(
            "I have seen the original document and have compared it with its holder, who came to "
            "the branch in person. I certify that this is a true copy of the original and a good "
            "likeness of the holder.", BODY
        ),
        Paragraph("Name: David Okafor, Relationship Manager", BODY),
        Paragraph(f"Date of certification: {f.long_date(CERTIFIED)}", BODY),
        Paragraph("Taken with application BL-12 of Alderbrook Joinery Limited.", NOTE),
    ]  # fmt: skip
    Frame(26 * mm, 84 * mm, 158 * mm, 64 * mm, 0, 0, 0, 0).addFromList(parts, canvas)
    canvas.translate(28 * mm, 68 * mm)
    canvas.setStrokeColor(NAVY)
    canvas.setLineWidth(1.1)
    for stroke in OKAFOR:
        canvas.bezier(*(value * mm for value in stroke))
    canvas.setLineWidth(0.5)
    canvas.line(0, 0, 62 * mm, 0)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(0, -5 * mm, "Signature")
    canvas.drawString(-2 * mm, -52 * mm, "Page 1 of 1")
    canvas.save()


def _charges() -> Table:
    used = _NOW - _BEFORE
    lines = (
        (f"Water, {used} cubic metres at £{_WATER_PENCE / 100:.2f}", used * _WATER_PENCE),
        (f"Sewerage, {used} cubic metres at £{_SEWERAGE_PENCE / 100:.2f}", used * _SEWERAGE_PENCE),
        ("Standing charge for the quarter", _STANDING_PENCE),
    )
    rows = [[Paragraph("Charges", CELL_BOLD), Paragraph("<b>£</b>", RIGHT)]]
    rows += [
        [Paragraph(text, CELL), Paragraph(f"{pence / 100:,.2f}", RIGHT)] for text, pence in lines
    ]
    total = sum(pence for _, pence in lines)
    rows.append(
        [Paragraph("Balance of your account", CELL_BOLD),
         Paragraph(f"<b>{total / 100:,.2f}</b>", RIGHT)]
    )  # fmt: skip
    style = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), SHADE),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, NAVY),
        ]
    )
    return Table(rows, colWidths=(120 * mm, 38 * mm), style=style, hAlign="LEFT")


def make_address(path: Path) -> None:
    """Write the water bill, one page."""
    canvas = _open(path, "Water bill")
    canvas.setFillColor(NAVY)
    canvas.rect(0, 269 * mm, 210 * mm, 28 * mm, stroke=0, fill=1)
    canvas.setFillColor(SHADE)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(26 * mm, 282 * mm, "Wendle Valley Water")
    canvas.setFont("Helvetica", 9.5)
    canvas.drawString(26 * mm, 275.5 * mm, "Weir House, 1 Mill Lane, Wendleford ZX4 5WV")
    facts = (
        ("Customer number", "7702 4413 06"),
        ("Bill date", f.long_date(BILLED)),
        ("Supply address", ", ".join(_ADDRESS[1:])),
        ("Meter reading on 5 November 2025", f"{_BEFORE:,} m³"),
        ("Meter reading on 5 February 2026", f"{_NOW:,} m³"),
    )
    parts: list[Any] = [
        *(Paragraph(line, CELL) for line in _ADDRESS),
        Spacer(1, 12 * mm),
        Paragraph("Your water and sewerage bill", TITLE),
        Table(
            [[Paragraph(a, CELL_BOLD), Paragraph(b, CELL)] for a, b in facts],
            colWidths=(66 * mm, 92 * mm),
            style=TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE)]),
            hAlign="LEFT",
        ),
        Spacer(1, 8 * mm),
        _charges(),
        Spacer(1, 6 * mm),
        Paragraph(
            "Your bank will be asked for the balance by direct debit on 25 February 2026. You do "
            "not need to do anything.", BODY
        ),
        Paragraph(
            "Moving house? Tell us two weeks before you go, with a reading of your meter.", NOTE
        ),
    ]  # fmt: skip
    Frame(26 * mm, 60 * mm, 158 * mm, 200 * mm, 0, 0, 0, 0).addFromList(parts, canvas)
    canvas.setFillColor(INK)
    canvas.setStrokeColor(NAVY)
    canvas.setLineWidth(0.8)
    canvas.rect(112 * mm, 40 * mm, 72 * mm, 16 * mm)
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(115 * mm, 50 * mm, "RECEIVED AS PROOF OF ADDRESS")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(115 * mm, 45 * mm, f"Wendleford branch, {f.long_date(CERTIFIED)}")
    canvas.setFont("Times-Roman", 8.6)
    canvas.drawString(26 * mm, 12.5 * mm, "Wendle Valley Water · customer number 7702 4413 06")
    canvas.drawRightString(184 * mm, 12.5 * mm, "Page 1 of 1")
    canvas.save()
