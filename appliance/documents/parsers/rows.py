"""CHILD: rows of tables as lines of text, and where each cell stands in its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST_GAP = 32
WIDEST_SPAN = 64
_LONGEST_HEADER = 120
# "1,234.50", "(12)", "-3 %", "€ 5", "1.5e3"; a year alone may head a column.
_FIGURE = re.compile(r"[-+(]?\s*[^\w\s]?\s*\d[\d\s.,'’]*(?:[eE][-+]?\d+)?\s*[%)]*\s*[^\w\s]?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell of a row; `column` counts from 0 in the table."""

    column: int
    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with the stretch of its row's line; `column` is the count of tabs before it."""

    column: int
    start: int
    end: int
    rows: int
    columns: int
    header: bool
    hidden: bool


def lay_row(cells: Iterable[RowCell]) -> tuple[str, list[PlacedCell]]:
    """Cells parted by tabs, white space inside a cell made single, none after the last text.

    Every reader of tables writes rows this way, so that search and checks see one form. A wide
    gap, as a stray cell at a sheet's far edge makes, is shown as a narrow one.
    """
    parts: list[str] = []
    placed: list[PlacedCell] = []
    length = shift = column = 0
    for cell in cells:
        text = " ".join(cell.text.split())
        if not text:
            continue
        gap = cell.column - shift - column
        if gap > WIDEST_GAP:
            shift += gap - WIDEST_GAP
            gap = WIDEST_GAP
        parts += ["\t" * gap, text]
        column, start = column + gap, length + gap
        length = start + len(text)
        span = max(1, min(cell.columns, WIDEST_SPAN))
        placed.append(
            PlacedCell(column, start, length, max(1, cell.rows), span, cell.header, cell.hidden)
        )
    return "".join(parts), placed


def table_row(cells: Sequence[str]) -> str:
    """The line alone."""
    return lay_row(plain_cells(cells))[0]


def plain_cells(cells: Sequence[str], *, header: bool = False) -> list[RowCell]:
    """Cells of one column each."""
    return [RowCell(column, text, header=header) for column, text in enumerate(cells) if text]


def heads_columns(cells: Sequence[str]) -> bool:
    """True if a row looks like the headings of a table: several short texts, no figures."""
    texts = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return len(texts) > 1 and all(
        len(text) <= _LONGEST_HEADER and (_YEAR.fullmatch(text) or not _FIGURE.fullmatch(text))
        for text in texts
    )
