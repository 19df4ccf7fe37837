"""What stands in the cells of a table, and in which section a place of a page is. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.documents.layout.figures import figure, is_figure
from appliance.documents.layout.scales import currency_named, unit_said

if TYPE_CHECKING:
    from appliance.documents.layout.records import Cell, PageLayout, Table

__all__ = [
    "cell_at",
    "cell_text",
    "column_label",
    "currency_at",
    "figure",
    "grid",
    "heading_text",
    "is_figure",
    "row_label",
    "scale_at",
    "section_at",
    "table_at",
    "text_of",
]

_SPACE = re.compile(r"[\s\u00a0]+")
# PDFium's mark for a hyphen at a line's end; the word goes on with the next line.
_LINE_END_HYPHEN = re.compile("\ufffe\\s*")
_LONGEST_HEADING_CP = 160
# Rows and columns that "in millions, except per share" leaves out, and those that count no money.
_PER_PIECE = re.compile(
    r"\bper\b[\w\s-]{0,24}\b(?:share|unit|ADS|day|hour)s?\b|每股", re.IGNORECASE
)
_SHARE = re.compile(
    r"%|％|\bper ?cent|\bpercentage|\bratio\b|\bmargin %|\brate\b.*%", re.IGNORECASE
)
_NO_MONEY = re.compile(
    r"\b(?:number|average number|headcount|employees|stores|accounts)\b|\bshares? outstanding\b|"
    r"\b(?:shares|weighted[- ]average common shares)\b(?!.*(?:value|price|cost|equity))|股数",
    re.IGNORECASE,
)


def text_of(page_text: str, start: int, end: int) -> str:
    """A stretch of a page on one line."""
    return _SPACE.sub(" ", _LINE_END_HYPHEN.sub("-", page_text[start:end])).strip()


def cell_text(page_text: str, cell: Cell) -> str:
    """What the cell says, its lines joined by spaces; "" for an empty cell."""
    return " ".join(text_of(page_text, start, end) for start, end in cell.spans)


def grid(table: Table, page_text: str) -> list[list[str]]:
    """Rows of texts, all as long as the table is wide.

    A cell that covers several places stands in its first one; the others are empty.
    """
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell_text(page_text, cell)
    return rows


def row_label(table: Table, page_text: str, row: int) -> str:
    """What the row is about: its first cell that is no figure, or ""."""
    for cell in table.cells:
        if cell.row == row:
            text = cell_text(page_text, cell)
            if text and not is_figure(text):
                return text
            if cell.column > 0:
                break
    return ""


def column_label(table: Table, column: int) -> str:
    """The heading of a column, "" if it has none."""
    return table.headers[column] if column < len(table.headers) else ""


def scale_at(table: Table, page_text: str, cell: Cell) -> int:
    """What the figure of one cell is multiplied by: 1, 1_000, 1_000_000 and so on.

    Percentages and amounts per share keep their size in a table "in millions"; a column that
    names a scale of its own has that.
    """
    heading = column_label(table, cell.column)
    label = row_label(table, page_text, cell.row)
    if _SHARE.search(cell_text(page_text, cell)) or _SHARE.search(heading):
        return 1
    if _PER_PIECE.search(label) or _PER_PIECE.search(heading):
        return 1
    return unit_said(label).scale or unit_said(heading).scale or table.scale


def currency_at(table: Table, page_text: str, cell: Cell) -> str:
    """What one cell counts: an ISO 4217 code, "%", or "" for pieces and where nothing tells."""
    text, heading = cell_text(page_text, cell), column_label(table, cell.column)
    label = row_label(table, page_text, cell.row)
    if _SHARE.search(text) or (_SHARE.search(heading) and not currency_named(text)):
        return "%"
    own = currency_named(text) or currency_named(heading)
    if own or not table.currency:
        return own
    if table.currency != "%" and not _PER_PIECE.search(label) and _NO_MONEY.search(label):
        return ""
    return table.currency


def cell_at(table: Table, offset: int) -> Cell | None:
    """The cell whose text holds the code point at `offset`."""
    for cell in table.cells:
        if any(start <= offset < end for start, end in cell.spans):
            return cell
    return None


def table_at(layout: PageLayout, offset: int) -> Table | None:
    """The table that the code point at `offset` stands in."""
    return next((table for table in layout.tables if table.start <= offset < table.end), None)


def heading_text(page_text: str, start: int, end: int) -> str:
    """A heading as it stands in a path."""
    return text_of(page_text, start, end)[:_LONGEST_HEADING_CP]


def section_at(layout: PageLayout, page_text: str, offset: int) -> tuple[str, ...]:
    """The path of headings in force at a place of the page, outermost first."""
    path = layout.section
    for block in layout.blocks:
        if block.start > offset:
            break
        if block.kind == "heading":
            path = (
                *path[: block.level - 1],
                heading_text(page_text, block.start, block.end),
            )
    return path
