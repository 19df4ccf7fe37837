"""The non-disclosure agreement with the supplier of the machining line.

Clause 3.2 forbids what clause 14, two pages on, allows: a rule and its far exception.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import figures as f
from clauses import clause
from letterhead import BODY, NOTE, TITLE, Paper
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer
from signatures import HARDING, VELDKAMP, block

TEXT = Path(__file__).parent / "text"
AGREED = date(2026, 3, 2)
SUPPLIER = "Veldkamp Machinery"
PAGES = 4
_SIZE_PT = 12.1


def make(path: Path) -> None:
    """Write the agreement. Raises: figures.Inconsistent: it has not exactly four pages."""
    paper = Paper(
        path, title="Mutual non-disclosure agreement",
        subject="Sample customer of Cofferdam; all invented",
        head="Mutual non-disclosure agreement · Alderbrook and Veldkamp", foot="VM/NDA/2026/031",
        announced=PAGES,
    )  # fmt: skip
    day = f.long_date(AGREED)
    facts = {"borrower": f.BORROWER, "supplier": SUPPLIER, "nda_date": day}
    lines = (TEXT / "non_disclosure_agreement.txt").read_text("utf-8").splitlines()
    paper.multiBuild(
        [
            Paragraph("Mutual non-disclosure agreement", TITLE),
            *(clause(line, facts, size_pt=_SIZE_PT) for line in lines),
            Spacer(1, 5 * mm),
            Paragraph("Signed by the parties in two originals, one for each.", BODY),
            block("first party", f.BORROWER, [
                "Name: Margaret Ellen Harding", "Title: Managing Director", f"Date: {day}"],
                HARDING),
            block("second party", SUPPLIER, [
                "Name: Pieter Veldkamp", "Title: Director", f"Date: {day}"], VELDKAMP),
            Paragraph("Original for Alderbrook.", NOTE),
        ]
    )  # fmt: skip
    f.require(paper.page == PAGES)
