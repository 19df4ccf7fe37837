"""The loan agreement: text/loan_agreement.txt and the schedules, set as a bank's contract."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import figures as f
from clauses import clause, grid, heading
from letterhead import (
    BODY,
    CELL,
    CELL_BOLD,
    INK,
    NAVY,
    NOTE,
    RIGHT,
    SHADE,
    TITLE,
    Paper,
    contents,
)
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from signatures import HARDING, OKAFOR, block

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TEXT = Path(__file__).parent / "text"
AGREED = date(2026, 9, 14)

FACTS = {
    "borrower": f.BORROWER,
    "guarantor": f.GUARANTOR,
    "lender": f.LENDER,
    "agreement_date": f.long_date(AGREED),
    "facility": f"£{f.FACILITY:,}",
    "instalments": "twenty",
    "instalment": f"£{f.INSTALMENT:,}",
    "first_date": f.long_date(f.instalment_dates()[0]),
    "final_date": f.long_date(f.instalment_dates()[-1]),
    "arrangement_fee": f"£{f.FACILITY // 100:,}",
    "guarantee_cap": f"£{f.GUARANTEE_CAP:,}",
    "insured": "£2,400,000",
    "year_end": f.long_date(f.YEAR_END),
}


def _conditions() -> list[Any]:
    rows = [[Paragraph(t, CELL_BOLD) for t in ("Item", "Subject", "Document or evidence")]]
    for line in (TEXT / "conditions.txt").read_text("utf-8").splitlines():
        rows.append([Paragraph(html.escape(p.strip(), quote=False), CELL) for p in line.split("|")])
    return [
        PageBreak(),
        heading("Schedule 1: Conditions precedent"),
        Paragraph("The Lender must have received each of the following (clause 4.1).", BODY),
        grid(rows, [13 * mm, 29 * mm, 116 * mm]),
    ]


def _repayments() -> list[Any]:
    heads = ("Number", "Repayment date", "Instalment (£)", "Loan outstanding after payment (£)")
    rows: list[list[Any]] = [[Paragraph(t, CELL_BOLD) for t in heads]]
    owed = f.FACILITY
    for n, day in enumerate(f.instalment_dates(), 1):
        owed -= f.INSTALMENT
        cells = [str(n), f.long_date(day), f"{f.INSTALMENT:,}", f"{owed:,}" if owed else "nil"]
        rows.append([Paragraph(c, CELL if i < 2 else RIGHT) for i, c in enumerate(cells)])
    total = ["", Paragraph("Total", CELL_BOLD), Paragraph(f"<b>{f.FACILITY:,}</b>", RIGHT), ""]
    return [
        PageBreak(),
        heading("Schedule 2: Repayment schedule"),
        Paragraph(
            f"If the Commitment of £{f.FACILITY:,} is drawn in full, the Loan is repaid as follows "
            "(clause 5.1). If it is drawn in part, each instalment is reduced in proportion.",
            BODY,
        ),
        grid([*rows, total], [18 * mm, 46 * mm, 38 * mm, 56 * mm],
              ("LINEABOVE", (0, -1), (-1, -1), 0.8, NAVY)),
        Spacer(1, 4 * mm),
        Paragraph(
            "A repayment date that is not a Business Day is moved as clause 8.3 provides. Interest "
            "at the rate of clause 6.1 is payable in addition on each date.",
            NOTE,
        ),
    ]  # fmt: skip


def _certificate() -> list[Any]:
    rows = [[Paragraph(t, CELL_BOLD) for t in ("Covenant", "Clause", "Required", "Actual")]]
    for name, number, need in (
        ("Debt Service Cover Ratio", "10.2", "not less than 1.25:1"),
        ("Net Debt to EBITDA", "10.3", "not more than 3.00:1"),
        ("Tangible net worth", "10.4", "at least £900,000"),
        ("Loan to market value", "10.5", "not more than 65 per cent"),
        ("Capital expenditure", "11.1(d)", "not more than £400,000"),
        ("Dividends", "11.1(e)", "not more than 50 per cent of profit after tax"),
    ):
        rows.append([Paragraph(t, CELL) for t in (name, number, need, "..................")])
    return [
        PageBreak(),
        heading("Schedule 3: Form of compliance certificate"),
        Paragraph(f"To: {f.LENDER}, 40 Market Place, Wendleford ZX4 1AF", BODY),
        Paragraph(f"From: {f.BORROWER}", BODY),
        Paragraph("Date: ..............................", BODY),
        Paragraph(
            f"Term loan agreement dated {f.long_date(AGREED)} (the “Agreement”). Words defined in "
            "the Agreement have the same meaning in this certificate.", BODY,
        ),
        Paragraph("1. We confirm that on the Quarter Date named above:", BODY),
        grid(rows, [45 * mm, 18 * mm, 62 * mm, 33 * mm]),
        Spacer(1, 4 * mm),
        Paragraph(
            "2. We attach the calculations, made from the accounts delivered with this "
            "certificate under the Accounting Principles.", BODY,
        ),
        Paragraph("3. We confirm that no Event of Default is continuing. [If this cannot be "
                  "confirmed, describe the event and the steps taken.]", BODY),
        Spacer(1, 10 * mm),
        Table(
            [["Signed: ............................................",
              "Signed: ............................................"],
             ["Director", "Director"]],
            colWidths=[79 * mm, 79 * mm],
            style=TableStyle([("FONT", (0, 0), (-1, -1), "Times-Roman", 10)]),
        ),
    ]  # fmt: skip


def _signatures() -> list[Any]:
    day = f.long_date(AGREED)
    return [
        PageBreak(),
        heading("Signatures"),
        Paragraph(
            "This Agreement has been entered into on the date stated at the beginning of it.", BODY
        ),
        Spacer(1, 3 * mm),
        block("Borrower", f.BORROWER, [
            "Name: Margaret Ellen Harding", "Title: Managing Director", f"Date: {day}",
            "Address for notices: Unit 4, Kestrel Way, Wendleford ZX4 2QP",
            "E-mail: m.harding@alderbrook.example"], HARDING),
        block("Guarantor", f.GUARANTOR, [
            "Name:", "Title: Director", "Date:",
            "Address for notices: 11 Chantry Row, Wendleford ZX4 1BD",
            "E-mail: r.harding@alderbrook.example"], []),
        block("Lender", f.LENDER, [
            "Name: David Okafor", "Title: Relationship Manager", f"Date: {day}",
            "Address for notices: 40 Market Place, Wendleford ZX4 1AF",
            "E-mail: d.okafor@tidewell.example"], OKAFOR),
    ]  # fmt: skip


def _cover(canvas: Canvas, _doc: object) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFillColor(NAVY)
    canvas.rect(0, height - 42 * mm, width, 42 * mm, stroke=0, fill=1)
    canvas.setFillColor(SHADE)
    canvas.setFont("Times-Bold", 22)
    canvas.drawString(26 * mm, height - 25 * mm, "TIDEWELL BANK")
    canvas.setFont("Times-Roman", 10.5)
    canvas.drawString(26 * mm, height - 32 * mm, "Business lending · Wendleford branch")
    canvas.setFillColor(INK)
    centre = width / 2
    lines: list[tuple[str, float, float, str]] = [
        ("Times-Roman", 12, 86, f"Dated {f.long_date(AGREED)}"),
        ("Times-Bold", 25, 112, "TERM LOAN AGREEMENT"),
        ("Times-Roman", 13, 124, f"in an amount of £{f.FACILITY:,}"),
        ("Times-Bold", 13, 152, f.BORROWER), ("Times-Roman", 11, 158, "as Borrower"),
        ("Times-Bold", 13, 173, f.GUARANTOR), ("Times-Roman", 11, 179, "as Guarantor"),
        ("Times-Bold", 13, 194, f.LENDER), ("Times-Roman", 11, 200, "as Lender"),
    ]  # fmt: skip
    for font, size, down, text in lines:
        canvas.setFont(font, size)
        canvas.drawCentredString(centre, height - down * mm, text)
    canvas.setStrokeColor(NAVY)
    canvas.setLineWidth(1.2)
    canvas.line(centre - 40 * mm, height - 134 * mm, centre + 40 * mm, height - 134 * mm)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(26 * mm, 22 * mm, "Agreement number TW-2026-30-5102")
    canvas.drawRightString(width - 26 * mm, 22 * mm, "Original 1 of 3")
    canvas.restoreState()


def make(path: Path) -> None:
    """Write the agreement. Raises: figures.Inconsistent: it has not exactly twelve pages."""
    paper = Paper(
        path, title="Term loan agreement", subject="Sample customer of Cofferdam; all invented",
        head=f"Term Loan Agreement · {f.BORROWER}", foot="Tidewell Bank plc · TW-2026-30-5102",
        cover=_cover,
    )  # fmt: skip
    lines = (TEXT / "loan_agreement.txt").read_text("utf-8").splitlines()
    story = [
        NextPageTemplate("inner"), PageBreak(), Paragraph("Contents", TITLE), contents(),
        PageBreak(), *(clause(line, FACTS) for line in lines if line.strip()),
        *_conditions(), *_repayments(), *_certificate(), *_signatures(),
    ]  # fmt: skip
    paper.multiBuild(story)
    f.require(paper.page == 12)
