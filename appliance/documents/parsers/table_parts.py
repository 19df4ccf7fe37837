"""CHILD: a table under way, and the part of it on the page under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.layout.records import Block, Cell, Table

if TYPE_CHECKING:
    from appliance.documents.parsers.rows import PlacedCell

_LONGEST_HEADER = 300


class TableUnderWay:
    """What all parts of one table share.

    Attributes:
        number: counts from 1 in the document.
        caption: the line right above it, and where that begins on the first part's page.
        headers: texts of heading cells so far, by column.
        begun: True once a cell of it was written; rows without text begin nothing.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.caption = ""
        self.caption_start: int | None = None
        self.headers: dict[int, list[str]] = {}
        self.begun = False
        self.in_head = True


class TablePart:
    """The rows of a table that stand on the page under way; offsets are those of that page."""

    def __init__(self, table: TableUnderWay) -> None:
        self.table = table
        self.block_start = 0
        self.cell_count = 0
        self._continues = table.begun
        self._start = table.caption_start
        self._end = 0
        self._rows = 0
        self._columns = 1
        self._cells: list[Cell] = []
        table.caption_start = None

    def begin_row(self, *, same_row: bool) -> int:
        """Number of the row whose cells come next; a long row's later pieces are of one row."""
        if not (same_row and self._rows):
            self._rows += 1
        return self._rows - 1

    def skip_row(self) -> None:
        """A row without any text; one at the beginning of a page does not count."""
        if self._rows:
            self._rows += 1

    def put(self, row: int, cell: PlacedCell, span: tuple[int, int], text: str) -> None:
        """One cell, or the part of it on this page."""
        self._start = span[0] if self._start is None else self._start
        self._end = max(self._end, span[1])
        self._columns = max(self._columns, cell.column + cell.columns)
        self.cell_count += 1
        self.table.begun = True
        self._cells.append(
            Cell(row, cell.column, (span,), cell.rows, cell.columns, header=cell.header)
        )
        self._note_header(cell, text)

    def is_block_of(self, block: Block | None) -> bool:
        """True if the last block of the page is this part's own."""
        return block is not None and block.kind == "table" and block.start == self.block_start

    def done(self, cut: int) -> Table:
        """The part as a record, `cut` code points nearer to the page's beginning."""
        headers = self.table.headers
        width = min(max(headers, default=-1) + 1, self._columns)
        return Table(
            self.table.number,
            (self._start or 0) - cut,
            self._end - cut,
            self._rows,
            self._columns,
            tuple(self._moved(cell, cut) for cell in self._merged()),
            caption=self.table.caption,
            continues=self._continues,
            headers=tuple(" ".join(headers.get(column, ())) for column in range(width)),
        )

    def _note_header(self, cell: PlacedCell, text: str) -> None:
        """Headings at the top of the first part; those repeated on later pages say nothing new."""
        if not cell.header:
            self.table.in_head = False
            return
        if self._continues or not self.table.in_head:
            return
        for column in range(cell.column, cell.column + cell.columns):
            said = self.table.headers.setdefault(column, [])
            if sum(map(len, said)) + len(text) <= _LONGEST_HEADER and text not in said:
                said.append(text)

    def _merged(self) -> list[Cell]:
        """Pieces of one cell that land on one page are one cell."""
        found: dict[tuple[int, int], Cell] = {}
        for cell in self._cells:
            place = cell.row, cell.column
            before = found[place].spans if place in found else ()
            found[place] = Cell(
                *place, before + cell.spans, cell.rows, cell.columns, header=cell.header
            )
        return list(found.values())

    def _moved(self, cell: Cell, cut: int) -> Cell:
        spans = tuple((start - cut, end - cut) for start, end in cell.spans)
        rows = min(cell.rows, self._rows - cell.row)
        return Cell(cell.row, cell.column, spans, rows, cell.columns, cell.header)
