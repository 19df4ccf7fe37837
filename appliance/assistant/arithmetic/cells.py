"""Tables of a page as rows of cells, whatever format the page comes from."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.layout.records import PageLayout, Table

Place = tuple[int, int]
_DIGIT = re.compile(r"\d")
_PLAIN_FIGURE = re.compile(r"[\s($£€¥-]*\d[\d,.\s]*%?\)?\s*")
_DAY = re.compile(r"\s*\d{1,2},\s*")
# "(in thousands)" says something of all columns, not what the next rows are about.
_ASIDE = re.compile(
    r"\s*(?:\(.*\)|.{0,12}(?:thousands?|millions?|billions?|['’]000).{0,4}|[$£€]\S{0,5})\s*", re.I
)
_MOST_HEAD_ROWS = 4
_NOTES = re.compile(r"notes?(?: no\.?| ref\.?)?|附注|注释", re.IGNORECASE)


class GridCell(NamedTuple):
    """A cell with something in it."""

    row: int
    column: int
    text: str
    places: tuple[Place, ...]
    columns: int = 1


class Grid:
    """One table; the words over its columns are told from its body."""

    def __init__(
        self,
        rows: list[list[GridCell]],
        *,
        start: int,
        head_rows: int,
        caption: str = "",
        scale: int = 1,
        currency: str = "",
        headers: tuple[str, ...] = (),
    ) -> None:
        self.start = start
        self.caption = caption
        self.scale = scale
        self.currency = currency
        self._rows = rows
        self._head = rows[:head_rows]
        self._body = rows[head_rows:]
        self.headers = headers or self._made_headers()
        self._places = self._header_places()

    def body(self) -> list[list[GridCell]]:
        """Rows below the heading."""
        return self._body

    def labels(self) -> Iterator[GridCell]:
        """First cells of the rows of the heading."""
        for row in self._head:
            yield from row

    def label(self, row: list[GridCell]) -> GridCell | None:
        """The cell that says what the row is about: the first with letters, or a year in front."""
        first = row[0] if row else None
        if first is None:
            return None
        if any(c.isalpha() for c in first.text) or (first.column == 0 and _is_time(first.text)):
            return first
        return None

    def header(self, column: int) -> str:
        """The words over a column."""
        return self.headers[column] if 0 <= column < len(self.headers) else ""

    def header_places(self, column: int) -> tuple[Place, ...]:
        """Where those words stand on this page; empty if on an earlier one."""
        return tuple(self._places.get(column, ()))

    def symbols(self) -> str:
        """The body's text that is not letters, to see the currency in."""
        return " ".join(cell.text for row in self._body[:6] for cell in row[1:])

    def _made_headers(self) -> tuple[str, ...]:
        width = 1 + max((c.column + c.columns - 1 for r in self._rows for c in r), default=0)
        parts: list[list[str]] = [[] for _ in range(width)]
        for row in self._head:
            for cell, first, last in _reaches(row, width):
                for column in range(first, min(last, width)):
                    parts[column].append(cell.text)
        return tuple(" ".join(part) for part in parts)

    def _header_places(self) -> dict[int, list[Place]]:
        found: dict[int, list[Place]] = defaultdict(list)
        width = len(self.headers)
        for row in self._head:
            for cell, first, last in _reaches(row, width):
                for column in range(first, min(last, width)):
                    found[column] += cell.places
        return found


def _reaches(row: list[GridCell], width: int) -> Iterator[tuple[GridCell, int, int]]:
    """Each cell of a heading, with the first column it is about and the one after its last.

    One that is written over several columns without being joined to them stands over all of them,
    or, of two, up to the next; what stands in the first column is about the labels.
    """
    named = [cell for cell in row if cell.column > 0]
    for n, cell in enumerate(named):
        first, last = cell.column, cell.column + cell.columns
        spreads = cell.columns == 1 and not _is_bare_year(cell.text) and not names_notes(cell.text)
        if len(named) == 1 and spreads:
            first, last = 1, width
        elif len(named) == 2 and spreads:
            last = named[1].column if n == 0 else width
        yield cell, first, max(last, cell.column + 1)
    for cell in row:
        if cell.column == 0:
            yield cell, 0, cell.columns


def _is_bare_year(text: str) -> bool:
    return re.fullmatch(r"\s*(?:19|20)\d\d\s*", text) is not None


def names_notes(heading: str) -> bool:
    """Whether a column holds the numbers of notes, which are no figures."""
    return _NOTES.fullmatch(heading.strip()) is not None


def grids(text: str, layout: PageLayout | None) -> Iterator[Grid]:
    """The tables of a page: those of its layout, else runs of lines with tabs."""
    if layout is not None and layout.tables:
        for table in layout.tables:
            made = _of_table(text, table)
            if made is not None:
                yield made
        return
    yield from _of_tabs(text)


def _of_table(text: str, table: Table) -> Grid | None:
    rows: dict[int, list[GridCell]] = defaultdict(list)
    heads: set[int] = set()
    for cell in table.cells:
        if not cell.spans:
            continue
        written = " ".join(" ".join(text[a:b].split()) for a, b in cell.spans)
        if not written:
            continue
        rows[cell.row].append(GridCell(cell.row, cell.column, written, cell.spans, cell.columns))
        if cell.header:
            heads.add(cell.row)
    ordered = [_with_symbols(sorted(rows[n], key=lambda c: c.column)) for n in sorted(rows)]
    if not ordered:
        return None
    head_rows = 0
    for row in ordered:
        if row[0].row not in heads:
            break
        head_rows += 1
    if not head_rows and not table.continues:
        head_rows = _head_rows(ordered)
    return Grid(
        ordered,
        start=table.start,
        head_rows=head_rows,
        caption=table.caption,
        scale=table.scale,
        currency=table.currency if table.currency != "%" else "",
        headers=table.headers if any(table.headers) else (),
    )


def _with_symbols(row: list[GridCell]) -> list[GridCell]:
    """The row without cells that hold a currency's sign or a bracket alone."""
    kept = [cell for cell in row if any(c.isalnum() or c in "-–—−" for c in cell.text)]
    return kept or row


def _of_tabs(text: str) -> Iterator[Grid]:
    run: list[list[GridCell]] = []
    start = begin = 0
    for line in [*re.finditer(r"[^\r\n\u2028\x0b\x0c]*", text), None]:
        if line is not None and "\t" in line[0]:
            if not run:
                begin = line.start()
            run.append(_tab_cells(line[0], line.start(), len(run)))
        elif line is None or line[0].strip():
            rows = [row for row in run if row]
            if len(rows) > 1:
                yield Grid(
                    rows, start=begin, head_rows=_head_rows(rows), caption=_over(text, begin)
                )
            run = []
        start = line.end() if line is not None else start


def _tab_cells(line: str, start: int, row: int) -> list[GridCell]:
    cells = []
    for column, match in enumerate(re.finditer(r"[^\t]*(?:\t|$)", line)):
        written = match[0].strip()
        if written:
            first = start + match.start() + (len(match[0]) - len(match[0].lstrip()))
            cells.append(GridCell(row, column, " ".join(written.split()),
                                  ((first, first + len(written)),)))  # fmt: skip
    return cells


def _over(text: str, begin: int) -> str:
    """The line above a table, if it is short enough to be its caption."""
    lines = [line for line in text[max(0, begin - 300) : begin].splitlines() if line.strip()]
    return lines[-1].strip() if lines and len(lines[-1]) <= 120 else ""


def _head_rows(rows: list[list[GridCell]]) -> int:
    """How many rows at the top hold no figures but years."""
    count = 0
    for row in rows[:_MOST_HEAD_ROWS]:
        rest = [cell for cell in row if cell.column > 0]
        figured = [c for c in rest if _PLAIN_FIGURE.fullmatch(c.text) and not _in_a_date(c.text)]
        # A label alone opens a part of the body, once columns have names.
        opens = not rest and any(c.column > 0 for r in rows[:count] for c in r)
        if figured or (opens and not _ASIDE.fullmatch(row[0].text if row else "")):
            break
        count += 1
    return count if count < len(rows) else 1


def _in_a_date(text: str) -> bool:
    return _is_time(text) or _DAY.fullmatch(text) is not None


def _is_time(text: str) -> bool:
    return bool(periods.years(text)) and not re.search(r"\d,\d{3}", text)
