"""The parent's resolution on its guarantee: the limit in it is not the one of the agreement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import figures as f
from letterhead import BODY, HEADING, TITLE, Paper
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer
from signatures import ROBERT_HARDING, block

if TYPE_CHECKING:
    from pathlib import Path

MEETING = date(2026, 9, 4)


def make(path: Path) -> None:
    """Write the certified extract."""
    large = BODY.clone("large", fontSize=11.5, leading=16.5, spaceAfter=8)
    story: list[Any] = [
        Paragraph(f.GUARANTOR, TITLE),
        Paragraph("Resolution of the directors (certified extract from the minutes)", HEADING),
        Paragraph(
            "Registered number 99187302. Meeting held at 11 Chantry Row, Wendleford ZX4 1BD on "
            f"{f.long_date(MEETING)} at 4.00 p.m.", large
        ),
        Paragraph(
            "Present: Robert James Harding (in the chair) and Margaret Ellen Harding. The "
            "chairman reported on the letter in which Tidewell Bank plc had told the subsidiary, "
            f"{f.BORROWER}, that it would lend.", large
        ),
        Paragraph("It was resolved:", HEADING),
        Paragraph(
            "1. That it is in the interest of the company to stand behind the borrowing of its "
            "subsidiary.", large
        ),
        Paragraph(
            "2. That the guarantee in the term loan agreement TW-2026-30-5102 is approved, on "
            "condition that the liability of the company under it shall not exceed "
            f"£{f.PLANTED['resolved_guarantee']:,}.", large
        ),
        Paragraph(
            "3. That Robert James Harding alone may execute the agreement for the company.", large
        ),
        Paragraph(
            "4. That the secretary shall give the bank a certified extract of this minute.", large
        ),
        Spacer(1, 10 * mm),
        block("Chairman", f.GUARANTOR, [
            "Name: Robert James Harding", "Title: Director", f"Date: {f.long_date(MEETING)}"],
            ROBERT_HARDING),
    ]  # fmt: skip
    paper = Paper(
        path, title="Resolution of the guarantor",
        subject="Sample customer of Cofferdam; all invented",
        head=f"{f.GUARANTOR} · Minute book, page 41", foot="Extract for Tidewell Bank plc",
        announced=1,
    )  # fmt: skip
    paper.multiBuild(story)
    f.require(paper.page == 1)
