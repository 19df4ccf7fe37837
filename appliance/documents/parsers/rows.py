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
_FIGURE = re.compile(
    r"(?:[A-Z]{2,3})?\s*(?:[^\w\s]\s*){0,3}\d[\d\s.,'’]*(?:[eE][-+]?\d+)?(?:[^\w\s]\s*){0,3}"
)
_LONGEST_FIGURE = 60
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell of a row; `column` counts from 0 in the table.

    `hidden` are stretches of `text`, whose white space then is single already.
    """

    column: int
    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False
    hidden: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its stretch of the row's line; `column` is the count of tabs before it.

    `hidden` are stretches of the line.
    """

    column: int
    start: int
    end: int
    rows: int
    columns: int
    header: bool
    hidden: tuple[tuple[int, int], ...]


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
        hidden = tuple((start + a, min(start + b, length)) for a, b in cell.hidden)
        placed.append(
            PlacedCell(column, start, length, max(1, cell.rows), span, cell.header, hidden)
        )
    return "".join(parts), placed


def table_row(cells: Sequence[str]) -> str:
    """The line alone."""
    return lay_row(plain_cells(cells))[0]


def plain_cells(cells: Sequence[str], *, header: bool = False) -> list[RowCell]:
    """Cells of one column each."""
    return [RowCell(column, text, header=header) for column, text in enumerate(cells) if text]


def is_figure(text: str) -> bool:
    """True for a number as tables write it, with its sign, currency or percent."""
    return len(text) <= _LONGEST_FIGURE and _FIGURE.fullmatch(text) is not None


def heads_columns(cells: Sequence[str]) -> bool:
    """True if a row looks like the headings of a table: several short texts, no figures."""
    texts = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return len(texts) > 1 and all(
        len(text) <= _LONGEST_HEADER and (_YEAR.fullmatch(text) or not is_figure(text))
        for text in texts
    )
