"""CHILD: pages for formats that have none: about 3,000 characters, cut where a person would.

The pager also carries what the format says of its parts to the page where each part lands.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from appliance.documents.given import pack_layout
from appliance.documents.layout.records import Block, PageLayout, Table
from appliance.documents.parsers.rows import PlacedCell, RowCell, lay_row
from appliance.documents.parsers.table_parts import TablePart, TableUnderWay
from appliance.documents.protocol import Fault, PageRead, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.documents.layout.records import BlockKind
    from appliance.documents.limits import Limits

PAGE_CHARACTERS = 3000
# A paragraph longer than this is cut at a sentence or a space.
_LONGEST_PARAGRAPH = 2 * PAGE_CHARACTERS
_SENTENCE_END = re.compile(r"[.!?。！？；]['\"”’）)]*(?:\s+|(?<=[。！？；]))")
_SPACE = re.compile(r"\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = "\n"


class Pager:
    """Gathers paragraphs and table rows into pages. Only the page under way is in memory.

    Feed it with `add`, `row` and `new_page`, each of which gives the pages that became full, and
    take the rest from `rest`.

    Attributes:
        laid: pages carry their layout; for formats that say what is a heading, list or table. May
            change where a page begins.
        number: of the last page given.
    """

    def __init__(
        self, limits: Limits, *, page_characters: int = PAGE_CHARACTERS, laid: bool = False
    ) -> None:
        self._limits = limits
        self._full_at = page_characters
        self.laid = laid
        self._heading = ""
        self._heading_row: Sequence[RowCell] = ()
        self._parts: list[str] = []
        self._length = 0
        self._total = 0
        self._any_text = False
        self._blocks: list[Block] = []
        self._hidden: list[tuple[int, int]] = []
        self._tables: list[TablePart] = []
        self._table: TableUnderWay | None = None
        self._table_count = 0
        self.number = 0

    def add(
        self,
        paragraph: str,
        kind: BlockKind = "paragraph",
        level: int = 0,
        *,
        hidden: Sequence[tuple[int, int]] = (),
    ) -> Iterator[PageRead]:
        """A paragraph without its line end; it is never cut unless very long.

        `hidden` are stretches of it that a reader of the document does not see.
        """
        for start, piece in _cut(_sound(paragraph)):
            yield from self._make_room(len(piece))
            base = self._append(piece)
            self._note_block(kind, level, piece, base)
            self._note_hidden(hidden, start, piece, base)

    def begin_table(self) -> TableUnderWay:
        """Rows given from now on are one table; a caption that stands right above belongs to it."""
        self._table_count += 1
        self._table = table = TableUnderWay(self._table_count)
        last = self._blocks[-1] if self._blocks else None
        if last is not None and last.kind == "caption":
            text = _LINE_END.join(self._parts)
            table.caption = " ".join(text[last.start : last.end].split())
            table.caption_start = last.start
        return table

    def end_table(self) -> None:
        """What follows is no part of the table."""
        self._table = None
        self._heading_row = ()

    def row(self, cells: Sequence[RowCell]) -> Iterator[PageRead]:
        """A row of the table under way; one without text is only counted."""
        line, placed = lay_row(cells)
        line = _sound(line)
        if not placed:
            if self._table is not None:
                self._part().skip_row()
            return
        for number, (start, piece) in enumerate(_cut(line)):
            yield from self._make_room(len(piece))
            base = self._append(piece)
            inside = [cell for cell in placed if cell.start < start + len(piece)]
            inside = [cell for cell in inside if cell.end > start]
            self._place(inside, start, piece, base, same_row=number > 0)

    def repeat(self, heading: str, row: Sequence[RowCell] = ()) -> None:
        """A line, and a row of headings, that every page begun from now on starts with."""
        self._heading, self._heading_row = _sound(heading), row

    def new_page(self, *, even_empty: bool = False) -> Iterator[PageRead]:
        """End the page under way; nothing happens if it is empty, unless that is wanted."""
        raw = _LINE_END.join(self._parts)
        text = raw.strip(_LINE_END)
        cut = len(raw) - len(raw.lstrip(_LINE_END))
        blocks, tables, hidden = self._blocks, self._tables, self._hidden
        self._parts, self._length = [], 0
        self._blocks, self._tables, self._hidden = [], [], []
        if not text.strip() and not even_empty:
            return
        self._any_text = self._any_text or bool(text.strip())
        self.number += 1
        self._total += len(text)
        if self.number > self._limits.pages:
            raise Refused(Fault.TOO_MANY_PAGES)
        if len(text) > self._limits.page_characters:
            raise Refused(Fault.PAGE_TOO_LONG)
        if self._total > self._limits.document_characters:
            raise Refused(Fault.TOO_MUCH_TEXT)
        yield PageRead(
            self.number,
            text,
            b"",
            0.0,
            0.0,
            readable=True,
            layout=self._packed(blocks, tables, cut) if self.laid else b"",
            hidden=tuple((max(0, a - cut), min(b - cut, len(text))) for a, b in _joined(hidden)),
        )

    def rest(self) -> Iterator[PageRead]:
        """The last page. Raises: Refused: there was no text at all."""
        yield from self.new_page()
        if not self._any_text:
            raise Refused(Fault.NO_TEXT)

    def _make_room(self, length: int) -> Iterator[PageRead]:
        if self._length and self._length + length > self._full_at:
            yield from self.new_page()
        if self._parts or not (self._heading or self._heading_row):
            return
        if self._heading:
            base = self._append(self._heading)
            self._note_block("heading", 1, self._heading, base)
        if self._heading_row:
            line, placed = lay_row(self._heading_row)
            line = _sound(line)
            self._place(placed, 0, line, self._append(line))

    def _append(self, text: str) -> int:
        """Put a line on the page; returns where it begins."""
        base = self._length
        self._parts.append(text)
        self._length += len(text) + 1
        return base

    def _note_block(self, kind: BlockKind, level: int, piece: str, base: int) -> None:
        stripped = piece.strip()
        if self.laid and stripped and len(self._blocks) < self._limits.blocks_per_page:
            start = base + len(piece) - len(piece.lstrip())
            self._blocks.append(Block(kind, start, start + len(stripped), level))

    def _note_hidden(
        self, hidden: Sequence[tuple[int, int]], start: int, piece: str, base: int
    ) -> None:
        for first, last in hidden:
            inside = max(first - start, 0), min(last - start, len(piece))
            if inside[0] < inside[1] and piece[slice(*inside)].strip():
                self._hidden.append((base + inside[0], base + inside[1]))

    def _part(self) -> TablePart:
        """The part of the table under way that stands on this page."""
        table = self._table or self.begin_table()
        if not self._tables or self._tables[-1].table is not table:
            self._tables.append(TablePart(table))
        return self._tables[-1]

    def _place(
        self,
        placed: Sequence[PlacedCell],
        start: int,
        piece: str,
        base: int,
        *,
        same_row: bool = False,
    ) -> None:
        """Cells of a row's piece that begins at `start` of the row and at `base` of the page."""
        hidden = [span for cell in placed for span in cell.hidden]
        self._note_hidden(hidden, start, piece, base)
        if not self.laid or self._cells_here() + len(placed) > self._limits.cells_per_page:
            return
        part = self._part()
        row = part.begin_row(same_row=same_row)
        for cell in placed:
            first, last = max(cell.start - start, 0), min(cell.end - start, len(piece))
            while first < last and piece[first].isspace():
                first += 1
            if first < last:
                text = piece[first:last]
                part.put(row, cell, (base + first, base + last), text)
        if not part.is_block_of(self._blocks[-1] if self._blocks else None):
            self._blocks.append(Block("table", base, base + len(piece)))
            part.block_start = base
        else:
            self._blocks[-1] = Block("table", part.block_start, base + len(piece))

    def _cells_here(self) -> int:
        return sum(part.cell_count for part in self._tables)

    def _packed(self, blocks: list[Block], parts: list[TablePart], cut: int) -> bytes:
        moved = tuple(
            Block(block.kind, block.start - cut, block.end - cut, block.level) for block in blocks
        )
        tables: tuple[Table, ...] = tuple(part.done(cut) for part in parts if part.cell_count)
        return pack_layout(PageLayout(self.number, moved, tables))


def _sound(text: str) -> str:
    """Half a pair, as damaged files hold it, is no text; the length stays."""
    return _SURROGATE.sub("\ufffd", text)


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ascending, none overlapping."""
    last = 0
    for start, end in sorted(spans):
        if end > max(start, last):
            yield max(start, last), end
            last = end


def _cut(paragraph: str) -> Iterator[tuple[int, str]]:
    """Pieces of a paragraph, and where each begins in it."""
    places = [0]
    while len(paragraph) - places[-1] > _LONGEST_PARAGRAPH:
        places.append(_cut_place(paragraph, places[-1]))
    for start, end in pairwise(places):
        yield start, paragraph[start:end].rstrip()
    yield places[-1], paragraph[places[-1] :]


def _cut_place(paragraph: str, start: int) -> int:
    low, high = start + PAGE_CHARACTERS // 2, start + PAGE_CHARACTERS
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(paragraph, low, high)]
        if ends:
            return ends[-1]
    return high
