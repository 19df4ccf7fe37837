"""Tables of the annual accounts: statements of one or two years, ruled as accountants rule them."""

from __future__ import annotations

import html
from typing import Any

from letterhead import CELL, CELL_BOLD, HEADING, INK, NAVY, RIGHT, SHADE
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table, TableStyle

Row = tuple[str, str, int | None, int | None]


def money(value: int | None) -> str:
    """Thousands separated, negative in brackets, nothing for no figure."""
    if value is None:
        return ""
    return f"({-value:,})" if value < 0 else f"{value:,}"


def statement(rows: list[Row], *, totals: set[int], heads: tuple[str, ...]) -> Table:
    """A statement of one or two years; rows in `totals` are ruled above and bold."""
    noted = any(note for _, note, _, _ in rows)
    top = [Paragraph("Note", CELL_BOLD)] if noted else []
    heads_row = [Paragraph(f"<b>{head}<br/>£</b>", RIGHT) for head in heads]
    data: list[list[Any]] = [["", *top, *heads_row]]
    first = 2 if noted else 1
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, NAVY),
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ]
    for n, (label, note, *amounts) in enumerate(rows):
        strong = n in totals or amounts[0] is None
        line: list[Any] = [Paragraph(label, CELL_BOLD if strong else CELL)]
        line += [Paragraph(note, CELL)] if noted else []
        for amount in amounts[: len(heads)]:
            line.append(Paragraph(f"<b>{money(amount)}</b>" if strong else money(amount), RIGHT))
        data.append(line)
        if n in totals:
            style.append(("LINEABOVE", (first, n + 1), (-1, n + 1), 0.6, INK))
    widths = [(158 - 14 * noted - 30 * len(heads)) * mm, *([14 * mm] * noted)]
    widths += [30 * mm] * len(heads)
    return Table(data, colWidths=widths, style=TableStyle(style), hAlign="LEFT")


def heading(text: str) -> Paragraph:
    """A heading inside a page."""
    return Paragraph(html.escape(text), HEADING)
