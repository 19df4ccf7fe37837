"""The numbered paragraphs and ruled tables of contracts, from lines of plain text."""

from __future__ import annotations

import functools
import html
from typing import TYPE_CHECKING, Any

from letterhead import BODY, HEADING, NAVY, RULE, SHADE
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table, TableStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

BULLET = {"bulletFontName": "Times-Roman", "bulletFontSize": 10.3}
CLAUSE = ParagraphStyle("clause", parent=BODY, leftIndent=11 * mm, **BULLET)
SUB = ParagraphStyle("sub", parent=BODY, leftIndent=18 * mm, bulletIndent=11 * mm, **BULLET)
MEANING = ParagraphStyle("meaning", parent=BODY, leftIndent=11 * mm)
PARTY = ParagraphStyle("party", parent=BODY, leftIndent=9 * mm, **BULLET)


def heading(text: str) -> Paragraph:
    """A heading that reports its page to a contents list."""
    found = Paragraph(html.escape(text), HEADING)
    found.contents_line = text
    return found


@functools.cache
def _sized(style: ParagraphStyle, size_pt: float) -> ParagraphStyle:
    """The same style in larger letters."""
    ratio = size_pt / BODY.fontSize
    return ParagraphStyle(
        f"{style.name}-{size_pt}", parent=style, fontSize=style.fontSize * ratio,
        leading=style.leading * ratio, bulletFontSize=style.fontSize * ratio,
    )  # fmt: skip


def clause(line: str, facts: Mapping[str, str], *, size_pt: float = BODY.fontSize) -> Paragraph:
    """One line of the source as one paragraph; its first characters say what it is."""
    text = html.escape(line.format(**facts), quote=False)
    first, _, rest = text.partition(" ")
    if text.startswith(("# ", "= ")):
        return heading(html.unescape(rest))
    if text.startswith("* "):
        term, _, meaning = rest.partition(" | ")
        return Paragraph(f"“<b>{term}</b>” means {meaning}", _sized(MEANING, size_pt))
    if first.replace(".", "").isdigit():
        return Paragraph(rest, _sized(CLAUSE, size_pt), bulletText=first)
    if first.startswith("(") and first[1:-1].isalpha():
        return Paragraph(rest, _sized(SUB, size_pt), bulletText=first)
    if first.startswith("("):
        return Paragraph(rest, _sized(PARTY, size_pt), bulletText=first)
    return Paragraph(text, _sized(BODY, size_pt))


def grid(rows: list[list[Any]], widths: list[float], *extra: tuple[Any, ...]) -> Table:
    """A ruled table whose first row is its head."""
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, NAVY),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, NAVY),
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("TOPPADDING", (0, 0), (-1, -1), 3.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4),
        *extra,
    ]
    return Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=1, hAlign="LEFT")
