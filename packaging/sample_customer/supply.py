"""The customer's last e-mail, with the supplier's quotation as a PDF inside it."""

from __future__ import annotations

import io
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

import figures as f
from letterhead import AUTHOR, BODY, CELL, CELL_BOLD, HEADING, RIGHT, RULE, SHADE, TITLE
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph, Spacer, Table

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.lib.styles import ParagraphStyle

NUMBER = "VM-2026-1187"
QUOTED = date(2026, 9, 18)
VALID_UNTIL = date(2026, 10, 30)
LINES = (
    ("Five-axis machining centre MX 540, with tool changer", 842_000),
    ("Infeed and stacking system", 146_500),
    ("Dust extraction connection and control cabinet", 61_500),
    ("Delivery, installation and training of six people", 46_000),
)
PRICE = 1_096_000
VAT_PERCENT = 20
FIRST_PERCENT = 60
_BOUNDARY = "=_alderbrook-20260922-1"

_LETTER = """\
Dear David,

Veldkamp have now put their offer in writing. Their quotation {number} is attached: the fixed
price is the one you know, and they hold it until {valid}. They will order the spindle as soon as
the first payment has arrived, so we should like to send the request for drawing next week.

The signed minutes of our board meeting were scanned at your branch and should be in the file.

Regards,
Thomas Ryde
Finance Director, {borrower}
Tel. 01632 960418
"""


def _money(pounds: int) -> str:
    return f"{pounds:,}.00"


def quotation() -> bytes:
    """The supplier's quotation, one page."""
    f.require(sum(price for _, price in LINES) == PRICE, PRICE * FIRST_PERCENT % 100 == 0)
    first = PRICE * FIRST_PERCENT // 100
    vat = PRICE * VAT_PERCENT // 100
    rows: list[tuple[str, str, ParagraphStyle]] = [("Item", "Price (£)", CELL_BOLD)]
    rows += [(text, _money(price), CELL) for text, price in LINES]
    rows += [
        ("Fixed price, installed", _money(PRICE), CELL_BOLD),
        (f"Value added tax, {VAT_PERCENT} per cent", _money(vat), CELL),
        ("Total with value added tax", _money(PRICE + vat), CELL_BOLD),
    ]
    table = Table(
        [[Paragraph(text, style), Paragraph(price, RIGHT)] for text, price, style in rows],
        colWidths=(120 * mm, 38 * mm),
        style=[
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
            ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ],
    )
    parts: list[Any] = [
        Paragraph("Veldkamp Machinery", TITLE),
        Paragraph(f"Quotation {NUMBER}", HEADING),
        Paragraph(f"To: {f.BORROWER}, Unit 4, Kestrel Way, Wendleford ZX4 2QP", BODY),
        Paragraph(f"Date of the quotation: {f.long_date(QUOTED)}", BODY),
        Paragraph(f"This quotation is valid until {f.long_date(VALID_UNTIL)}.", BODY),
        Spacer(1, 4 * mm),
        table,
        Spacer(1, 6 * mm),
        Paragraph("Terms", HEADING),
        Paragraph(
            f"The first payment of £{first:,}, {FIRST_PERCENT} per cent of the fixed price, falls "
            f"due with the order. The second payment of £{PRICE - first:,} falls due when the "
            "line has been accepted. Value added tax is charged with each payment.", BODY
        ),
        Paragraph("Delivery is 14 weeks after the first payment has been received.", BODY),
        Paragraph("The warranty is 24 months from acceptance, wear parts excepted.", BODY),
    ]  # fmt: skip
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setAuthor(AUTHOR)
    canvas.setCreator("Cofferdam")
    canvas.setProducer(AUTHOR)
    canvas.setTitle(f"Quotation {NUMBER}")
    canvas.setSubject("Sample customer of Cofferdam; all invented")
    Frame(26 * mm, 40 * mm, 158 * mm, 230 * mm, 0, 0, 0, 0).addFromList(parts, canvas)
    canvas.save()
    return file.getvalue()


def make(path: Path, attached: bytes) -> None:
    """Write the e-mail as a mail program keeps it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Thomas Ryde <t.ryde@alderbrook.example>"
    mail["To"] = "David Okafor <d.okafor@tidewell.example>"
    mail["Cc"] = "Margaret Harding <m.harding@alderbrook.example>"
    mail["Subject"] = "Veldkamp: quotation in writing"
    mail["Date"] = "Tue, 22 Sep 2026 09:26:00 +0100"
    mail["Message-ID"] = "<20260922092600.1187@alderbrook.example>"
    mail.set_content(
        _LETTER.format(number=NUMBER, valid=f.long_date(VALID_UNTIL), borrower=f.BORROWER)
    )
    mail.add_attachment(
        attached, maintype="application", subtype="pdf", filename=f"quotation_{NUMBER}.pdf"
    )
    mail.set_boundary(_BOUNDARY)
    path.write_bytes(mail.as_bytes())
