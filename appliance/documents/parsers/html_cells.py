"""CHILD: the rows and cells of one table of a web page."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from appliance.documents.parsers.rows import RowCell, heads_columns, is_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Node: TypeAlias = Any  # selectolax's nodes are C objects
_Attributes: TypeAlias = "dict[str, str | None]"
_Spans: TypeAlias = "tuple[tuple[int, int], ...]"

_TALLEST_SPAN, _WIDEST_SPAN = 1000, 64
_MOST_COLUMNS = 1000
_MOST_HEAD_ROWS = 3
# Rows looked at to tell a table of data from one that only places things.
_ROWS_TRIED = 30
_LONGEST_CELL = 2000
# Filings give signs cells of their own, so that figures stand in line.
_BEFORE_FIGURES = frozenset(
    {"$", "€", "£", "¥", "(", "$(", "($", "US$", "HK$", "RMB", "-", "\u2212"}
)
_AFTER_FIGURES = frozenset({")", "%", ")%", "%)", "pts", "bps"})


def is_data_table(table: _Node) -> bool:
    """True if rows and columns mean something; false for one that places text on a page."""
    if (table.attributes.get("role") or "").lower() in ("presentation", "none"):
        return False
    if any(inner.mem_id != table.mem_id for inner in table.css("table")[:2]):
        return False
    widest = 0
    for row in table.css("tr")[:_ROWS_TRIED]:
        cells = row.css("td, th")
        widest = max(widest, len(cells))
        if any(len(cell.text()) > _LONGEST_CELL for cell in cells[:_MOST_COLUMNS]):
            return False
    return widest > 1


@dataclass(slots=True)
class _Cell:
    column: int
    text: str
    hidden: _Spans
    rows: int
    columns: int
    heading: bool


class TableGrid:
    """Cells of one table, each at its column."""

    def __init__(self) -> None:
        self.caption = ""
        self._rows: list[list[_Cell]] = []
        self._head_rows = 0
        # By column: how many rows below are covered by a cell from above.
        self._covered: dict[int, int] = {}
        self._column = 0

    def begin_row(self) -> None:
        """Cells that come next stand in a row of their own."""
        if self._rows:
            self._cover_rest()
        self._rows.append([])
        self._column = 0

    def end_head(self) -> None:
        """All rows so far are headings."""
        self._head_rows = len(self._rows)

    def put(self, tag: str, attributes: _Attributes, text: str, hidden: _Spans) -> None:
        """The next cell of the row."""
        if not self._rows:
            self._rows.append([])
        while self._covered.get(self._column, 0):
            self._covered[self._column] -= 1
            self._column += 1
        rows = _count(attributes.get("rowspan"), _TALLEST_SPAN)
        columns = _count(attributes.get("colspan"), _WIDEST_SPAN)
        if self._column >= _MOST_COLUMNS:
            return
        if text:
            self._rows[-1].append(_Cell(self._column, text, hidden, rows, columns, tag == "th"))
        if rows > 1:
            for column in range(self._column, self._column + columns):
                self._covered[column] = rows - 1
        self._column += columns

    def rows(self) -> Iterator[list[RowCell]]:
        """Rows without columns that are empty everywhere, signs joined to their figures."""
        rows = [_joined(row) for row in self._rows]
        kept = _filled_columns(rows)
        heads = self._heads(rows)
        for number, row in enumerate(rows):
            cells = []
            for cell in row:
                # A wide heading stands over the first filled column below it.
                first = bisect_left(kept, cell.column)
                columns = bisect_left(kept, cell.column + cell.columns) - first
                cells.append(
                    RowCell(first, cell.text, cell.rows, columns, number < heads, cell.hidden)
                )
            yield cells

    def _heads(self, rows: list[list[_Cell]]) -> int:
        """How many rows at the top are headings: as marked, else as they look."""
        if 0 < self._head_rows < len(rows):
            return self._head_rows
        marked = _leading(rows, lambda row: all(cell.heading for cell in row))
        if marked:
            return marked
        figures = any(is_figure(cell.text) for row in rows for cell in row if cell.column)
        if not figures:
            return 0
        return _leading(rows, lambda row: heads_columns([cell.text for cell in row]))

    def _cover_rest(self) -> None:
        for column, left in list(self._covered.items()):
            if column >= self._column and left:
                self._covered[column] = left - 1


def _filled_columns(rows: list[list[_Cell]]) -> list[int]:
    """Columns in which a cell of one column stands, or a wide one with none of those in it."""
    narrow = {cell.column for row in rows for cell in row if cell.columns == 1}
    kept = sorted(narrow)
    for row in rows:
        for cell in row:
            place = bisect_left(kept, cell.column)
            if place == len(kept) or kept[place] >= cell.column + cell.columns:
                kept.insert(place, cell.column)
    return kept


def _leading(rows: list[list[_Cell]], is_head: Callable[[list[_Cell]], bool]) -> int:
    """Rows from the top on for which it holds, empty ones between them included."""
    found = 0
    for number, row in enumerate(rows[:-1]):
        if row and not is_head(row):
            break
        if row:
            found = number + 1
        if found >= _MOST_HEAD_ROWS:
            break
    return found


def _joined(row: list[_Cell]) -> list[_Cell]:
    """A sign before or after a figure, in a cell of its own, goes to the figure's cell."""
    joined: list[_Cell] = []
    for cell in row:
        last = joined[-1] if joined else None
        if last is not None and cell.text in _AFTER_FIGURES and is_figure(last.text + cell.text):
            last.text += cell.text
        elif last is not None and last.text in _BEFORE_FIGURES and is_figure(cell.text):
            shift = len(last.text)
            last.text += cell.text
            last.hidden += tuple((start + shift, end + shift) for start, end in cell.hidden)
            # The figure's own column is the one that other rows fill.
            last.column, last.columns = cell.column, cell.columns
        else:
            joined.append(cell)
    return joined


def _count(value: str | None, most: int) -> int:
    plain = (value or "").strip()
    return max(1, min(int(plain), most)) if plain.isascii() and plain.isdigit() else 1
