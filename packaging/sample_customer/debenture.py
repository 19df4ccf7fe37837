"""The debenture: three pages of four, because the page with the execution is not in the file."""

from __future__ import annotations

from pathlib import Path

import figures as f
from agreement import AGREED
from clauses import clause, grid
from letterhead import BODY, CELL, CELL_BOLD, HEADING, TITLE, Paper
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer

TEXT = Path(__file__).parent / "text"
PAGES, IN_THE_FILE = 4, 3
_SIZE_PT = 11.4
# The machines that the notes to the accounts and the payments of the year tell of.
_PLANT = (
    ("1", "Edge bander", "Veldkamp Machinery", "June 2025"),
    ("2", "Spray line with drying tunnel", "Veldkamp Machinery", "October 2025"),
    ("3", "Two routers, three axes", "Oakham Tooling", "March 2014"),
    ("4", "Dust extraction, 45 kW", "Castle Board and Panel", "May 2018"),
)


def make(path: Path) -> None:
    """Write what there is of it. Raises: figures.Inconsistent: it has not three pages."""
    paper = Paper(
        path, title="Debenture", subject="Sample customer of Cofferdam; all invented",
        head=f"Debenture · {f.BORROWER}", foot="Tidewell Bank plc · TW-2026-30-5102/D",
        announced=PAGES,
    )  # fmt: skip
    facts = {
        "borrower": f.BORROWER, "lender": f.LENDER, "agreement_date": f.long_date(AGREED),
    }  # fmt: skip
    lines = (TEXT / "debenture.txt").read_text("utf-8").splitlines()
    body = BODY.clone("execution", fontSize=_SIZE_PT, leading=_SIZE_PT * 1.38)
    heads = ("Item", "Machine", "Supplier", "Installed")
    rows = [[Paragraph(text, CELL_BOLD) for text in heads]]
    rows += [[Paragraph(text, CELL) for text in row] for row in _PLANT]
    paper.multiBuild(
        [
            Paragraph("Debenture", TITLE),
            *(clause(line, facts, size_pt=_SIZE_PT) for line in lines),
            Spacer(1, 3 * mm),
            Paragraph("Schedule: Plant", HEADING),
            grid(rows, [14 * mm, 58 * mm, 54 * mm, 32 * mm]),
            Spacer(1, 6 * mm),
            Paragraph(
                "This Deed has been executed as a deed by the Chargor and signed for the Bank on "
                f"page {PAGES}, and is delivered on the date stated at its beginning.", body
            ),
        ]
    )  # fmt: skip
    f.require(paper.page == IN_THE_FILE)
