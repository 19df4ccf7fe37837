"""The notes to the annual accounts; each adds up to its line in the statements."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import figures as f
from account_tables import Row, heading, statement
from letterhead import BODY, CELL, CELL_BOLD, INK, NAVY, NOTE, RIGHT, SHADE
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

TEXT = Path(__file__).parent / "text"
T, L = f.THIS, f.LAST

# Cost and depreciation of each class at the start, and additions and charge of the year.
CLASSES = ("Freehold", "Plant", "Vehicles", "Office")
COST = (1_120_000, 1_386_400, 214_600, 48_250)
ADDED = (0, 224_900, 44_010, 0)
WORN = (208_000, 979_300, 139_800, 39_400)
CHARGE = (22_400, 126_400, 29_703, 6_857)


def _note(title: str, rows: list[Row], totals: set[int]) -> list[Any]:
    heads = ("2026", "2025")
    return [heading(title), statement(rows, totals=totals, heads=heads), Spacer(1, 2 * mm)]


def _assets() -> Table:
    def line(label: str, values: tuple[int, ...], *, bold: bool = False) -> list[Any]:
        cells = [*values, sum(values)]
        left = Paragraph(label, CELL_BOLD if bold else CELL)
        return [left, *(Paragraph(f"<b>{v:,}</b>" if bold else f"{v:,}", RIGHT) for v in cells)]

    cost = tuple(a + b for a, b in zip(COST, ADDED, strict=True))
    worn = tuple(a + b for a, b in zip(WORN, CHARGE, strict=True))
    book = tuple(a - b for a, b in zip(cost, worn, strict=True))
    before = tuple(a - b for a, b in zip(COST, WORN, strict=True))
    f.require(
        sum(ADDED) == f.ADDITIONS,
        sum(CHARGE) == f.DEPRECIATION,
        sum(book) == T.tangible,
        sum(before) == L.tangible,
    )
    head = [Paragraph("<b>£</b>", CELL)]
    head += [Paragraph(f"<b>{name}</b>", RIGHT) for name in (*CLASSES, "Total")]
    rows = [
        head, line("Cost at 1 April 2025", COST), line("Additions", ADDED),
        line("Cost at 31 March 2026", cost, bold=True),
        line("Depreciation at 1 April 2025", WORN), line("Charge for the year", CHARGE),
        line("Depreciation at 31 March 2026", worn, bold=True),
        line("Net book value at 31 March 2026", book, bold=True),
        line("Net book value at 31 March 2025", before),
    ]  # fmt: skip
    style = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, NAVY),
            ("BACKGROUND", (0, 0), (-1, 0), SHADE),
            ("TOPPADDING", (0, 0), (-1, -1), 2.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
            *(("LINEABOVE", (1, n), (-1, n), 0.6, INK) for n in (3, 6, 7)),
        ]
    )
    return Table(rows, colWidths=[53 * mm] + [21 * mm] * 5, style=style, hAlign="LEFT")


def notes() -> list[Any]:
    """Policies from text/notes.txt and the notes with figures."""
    story: list[Any] = []
    for line in (TEXT / "notes.txt").read_text("utf-8").splitlines():
        text = html.escape(line, quote=False)
        story.append(heading(line[2:]) if line.startswith("= ") else Paragraph(text, BODY))
    story += _note(
        "2. Turnover by activity",
        [
            ("Bespoke joinery", "", 1_948_300, 1_712_900),
            ("Kitchens and fitted furniture", "", 1_402_750, 1_288_600),
            ("Staircases", "", 611_430, 561_240),
            ("Repairs and small works", "", 220_120, 202_660),
            ("Total turnover", "", T.turnover, L.turnover),
        ],
        {4},
    )
    story += _note(
        "3. Employees",
        [
            ("Average number of employees", "", 34, 32),
            ("Wages and salaries", "", f.WAGES, 984_300),
            ("Social security costs", "", f.SOCIAL_SECURITY, 103_900),
            ("Pension costs", "", f.PENSIONS, 60_700),
            ("Total staff costs", "", f.WAGES + f.SOCIAL_SECURITY + f.PENSIONS, 1_148_900),
        ],
        {4},
    )
    story += _note(
        "4. Interest payable",
        [
            ("Interest on bank loan", "", f.LOAN_INTEREST, 42_260),
            ("Interest on hire purchase contracts", "", f.HIRE_INTEREST, 3_955),
            ("Total interest payable", "", T.interest, L.interest),
        ],
        {2},
    )
    story += [
        heading("5. Tangible fixed assets"),
        _assets(),
        Spacer(1, 2 * mm),
        Paragraph(
            "Freehold land and buildings are charged to Tidewell Bank plc as security for the bank "
            "loan. Assets with a net book value of £61,870 are held under hire purchase contracts.",
            NOTE,
        ),
    ]
    story += _note(
        "6. Debtors",
        [
            ("Trade debtors", "", 548_910, 497_380),
            ("Prepayments", "", 32_170, 29_460),
            ("Other debtors", "", 17_340, 14_460),
            ("Total debtors", "", T.debtors, L.debtors),
        ],
        {3},
    )
    story += _note(
        "7. Creditors: amounts falling due within one year",
        [
            ("Trade creditors", "", T.trade_creditors, L.trade_creditors),
            ("Bank loan", "", T.loan_within, L.loan_within),
            ("Obligations under hire purchase contracts", "", T.hire_within, L.hire_within),
            ("Corporation tax", "", T.tax, L.tax),
            ("Other taxes and social security", "", T.other_taxes, L.other_taxes),
            ("Accruals and deferred income", "", T.accruals, L.accruals),
            ("Total due within one year", "", T.creditors_within, L.creditors_within),
        ],
        {6},
    )
    story += _note(
        "8. Creditors: amounts falling due after more than one year",
        [
            ("Bank loan", "", T.loan_after, L.loan_after),
            ("Obligations under hire purchase contracts", "", T.hire_after, L.hire_after),
            ("Total due after more than one year", "", T.creditors_after, L.creditors_after),
        ],
        {2},
    )
    story += [
        heading("9. Share capital"),
        Paragraph(
            "50,000 ordinary shares of £1 each were in issue and fully paid throughout both "
            f"years. All of them are held by {f.GUARANTOR}, the parent company.",
            BODY,
        ),
        heading("10. Related parties"),
        Paragraph(
            f"Dividends of £{T.dividends:,} (2025: £{L.dividends:,}) were paid to the parent "
            "company. Finch Upholstery, a business of the managing director’s husband, rents "
            f"Unit 4B at a market rent of £{T.other_income:,} a year.",
            BODY,
        ),
        heading("11. Capital commitments"),
        Paragraph(
            "At 31 March 2026 the company had no capital commitments. After the year end the "
            "directors began negotiations for a five-axis machining line.",
            BODY,
        ),
    ]
    return story  # fmt: skip
