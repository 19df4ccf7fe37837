"""The loan application form (DOCX): what a bank's own form asks, filled in by the customer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
import figures as f
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from letterhead import AUTHOR

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.table import _Cell

SIGNED = date(2026, 8, 3)

SECTIONS: list[tuple[str, list[tuple[str, str]]]] = [
    ("A. The applicant", [
        ("Name of the business", f.BORROWER),
        ("Legal form", "Private company limited by shares"),
        ("Registered number", "99204417"),
        ("Registered office", "Unit 4, Kestrel Way, Wendleford ZX4 2QP"),
        ("Established", "2003"),
        ("Nature of the business", "Design, manufacture and fitting of joinery"),
        ("Number of employees", "34"),
        ("Parent company", f"{f.GUARANTOR} (100 per cent)"),
        ("Person with significant control", "Robert James Harding, 60 per cent of the parent"),
        ("Contact", "Thomas Ryde, Finance Director, t.ryde@alderbrook.example, 01632 960418"),
    ]),
    ("B. The loan applied for", [
        ("Amount", f"£{f.FACILITY:,}"),
        ("Type and term", "Term loan, five years, quarterly repayment"),
        ("Purpose", "Five-axis machining line from Veldkamp Machinery (£1,096,000) and the "
                    "building work for it (£154,000)"),
        ("Own contribution", "Value added tax and commissioning, from the company’s cash"),
        ("Source of repayment", "Trading cash flow"),
    ]),
    ("C. Financial information (year ended 31 March 2026)", [
        ("Turnover", f"£{f.PLANTED['form_turnover']:,}"),
        ("Profit before taxation", f"£{f.THIS.before_tax:,}"),
        ("Net assets", f"£{f.THIS.net_assets:,}"),
        ("Cash at bank", f"£{f.THIS.cash:,}"),
        ("Existing loans with this bank", f"£{f.THIS.loan_within + f.THIS.loan_after:,} "
                                          "(term loan 30-4417)"),
        ("Other finance (hire purchase, leasing, other lenders)",
         str(f.PLANTED["form_other_finance"])),
        ("Main account", f.iban("TDWL", "999901", "20441736")),
    ]),
    ("D. Security offered", [
        ("Property", "Freehold works at Unit 4, Kestrel Way, title number ZX118420"),
        ("Valuation", f"£{f.VALUATION:,} by Marlow and Penn LLP, report dated 12 May 2024"),
        ("Other security", "Debenture over all assets of the company"),
        ("Guarantor", f"{f.GUARANTOR}, limited to £{f.GUARANTEE_CAP:,}"),
    ]),
    ("E. Insurance", [
        ("Insurer and policy", "Brackley Mutual, policy BM-77-310452"),
        ("Cover", "Buildings, plant and business interruption, sum insured £2,400,000"),
        ("Period of cover", "1 July 2025 to 30 June 2026"),
    ]),
    ("F. Declarations", [
        ("Has the business ever failed to repay a loan?", "No"),
        ("Are there court judgments against the business or its directors?", "No"),
        ("Is any director a politically exposed person?", "No"),
        ("Does the business trade with a country under sanctions?", "No"),
    ]),
]  # fmt: skip


def _shade(cell: _Cell, colour: str) -> None:
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(fill)


def _table(document: Document, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for label, value in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, (label, value), (Mm(62), Mm(104)), strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(9.5)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        cells[0].paragraphs[0].runs[0].font.bold = True
        _shade(cells[0], "EEF2F7")


def make(path: Path) -> None:
    """Write the form. The package is made reproducible afterwards, by `make.py`."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    section.footer.paragraphs[0].text = "Tidewell Bank plc · Form BL-12 · edition 03/2026"

    head = document.add_heading("Application for a business loan", level=0)
    head.runs[0].font.color.rgb = RGBColor(0x17, 0x37, 0x5E)
    document.add_paragraph(
        "Tidewell Bank plc, Wendleford branch. Please complete every section; write “None” where "
        "nothing applies."
    )
    for title, rows in SECTIONS:
        heading = document.add_heading(title, level=2)
        heading.runs[0].font.color.rgb = RGBColor(0x17, 0x37, 0x5E)
        _table(document, rows)
    document.add_heading("G. Signature", level=2)
    document.add_paragraph(
        "I confirm that the information in this form is complete and correct to the best of my "
        "knowledge, and that I will tell the bank if any of it changes."
    )
    document.add_paragraph("Signed: M. E. Harding")
    document.add_paragraph("Name: Margaret Ellen Harding, Managing Director")
    document.add_paragraph(f"Date: {f.long_date(SIGNED)}")

    moment = datetime(2026, 8, 3, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    core = document.core_properties
    core.author = core.last_modified_by = AUTHOR
    core.title = "Application for a business loan"
    core.subject = "Sample customer of Cofferdam; all invented"
    core.comments, core.keywords = "", ""
    core.created = core.modified = moment
    core.revision = 1
    document.save(str(path))
