"""What a file itself says of its pages' parts: as bytes on the pipe, checked, kept small."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from appliance.documents.layout.records import Block, BlockKind, Cell, PageLayout, Table
from appliance.documents.normal import limit_marks

if TYPE_CHECKING:
    from appliance.documents.limits import Limits

# Kind, start, end, level.
_Block: TypeAlias = tuple[BlockKind, int, int, int]
# Row, column, spans, rows, columns, header.
_Cell: TypeAlias = tuple[int, int, tuple[tuple[int, int], ...], int, int, bool]
# Number, start, end, rows, columns, cells, caption, currency, scale, continues, headers.
_Table: TypeAlias = tuple[
    int, int, int, int, int, tuple[_Cell, ...], str, str, int, bool, tuple[str, ...]
]
_Layout: TypeAlias = tuple[int, tuple[_Block, ...], tuple[_Table, ...], tuple[str, ...]]

_DECODER: msgspec.msgpack.Decoder[_Layout] = msgspec.msgpack.Decoder(_Layout)
_MOST_LEVELS = 1000
_MOST_ROWS = 10_000_000
# Of all tables of a page: headings are worked out column by column, also of those without cells.
_MOST_COLUMNS = 1_000_000
_MOST_TABLES = 2**31
_LONGEST_CURRENCY = 3
_LARGEST_SCALE = 10**12


def pack_layout(layout: PageLayout) -> bytes:
    """MessagePack without field names: a page of a spreadsheet has thousands of cells."""
    blocks = [(one.kind, one.start, one.end, one.level) for one in layout.blocks]
    tables = [
        (
            table.number,
            table.start,
            table.end,
            table.rows,
            table.columns,
            [
                (cell.row, cell.column, cell.spans, cell.rows, cell.columns, cell.header)
                for cell in table.cells
            ],
            table.caption,
            table.currency,
            table.scale,
            table.continues,
            table.headers,
        )
        for table in layout.tables
    ]
    return msgspec.msgpack.encode((layout.page, blocks, tables, layout.section))


def unpack_layout(data: bytes, page: int, text_length: int, limits: Limits) -> PageLayout:
    """The parts of page `page`, whose text has `text_length` code points.

    Raises: ValueError: no such message, or an offset, size or order that makes no sense.
    """
    try:
        number, blocks, tables, section = _DECODER.decode(data)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("layout is no layout") from error
    if number != page:
        raise ValueError(f"layout of page {number} on page {page}")
    cells = sum(len(table[5]) for table in tables)
    parts = max(len(blocks), len(tables))
    columns = sum(table[4] for table in tables)
    if parts > limits.blocks_per_page or cells > limits.cells_per_page or columns > _MOST_COLUMNS:
        raise ValueError("too many parts on one page")
    layout = PageLayout(
        number,
        tuple(Block(*block) for block in blocks),
        tuple(
            Table(
                *table[:5],
                tuple(Cell(*cell) for cell in table[5]),
                limit_marks(table[6]),
                *table[7:10],
                tuple(map(limit_marks, table[10])),
            )
            for table in tables
        ),
        tuple(map(limit_marks, section)),
    )
    _check(layout, text_length)
    return layout


def _check(layout: PageLayout, text_length: int) -> None:
    last = 0
    for block in layout.blocks:
        if not last <= block.start < block.end <= text_length:
            raise ValueError(f"block {block.start}:{block.end} of {text_length} after {last}")
        if not 0 <= block.level <= _MOST_LEVELS:
            raise ValueError("level of a block")
        last = block.end
    for table in layout.tables:
        _check_table(table, text_length)


def _check_table(table: Table, text_length: int) -> None:
    sound = (
        0 < table.number < _MOST_TABLES
        and 0 <= table.start <= table.end <= text_length
        and 0 < table.rows <= _MOST_ROWS
        and table.columns > 0
        and 1 <= table.scale <= _LARGEST_SCALE
        and len(table.currency) <= _LONGEST_CURRENCY
        and len(table.headers) <= table.columns
    )
    if not sound:
        raise ValueError("size or place of a table")
    for cell in table.cells:
        inside = (
            0 <= cell.row < cell.row + cell.rows <= table.rows
            and 0 <= cell.column < cell.column + cell.columns <= table.columns
        )
        if not inside:
            raise ValueError("place of a cell")
        last = table.start
        for start, end in cell.spans:
            if not last <= start < end <= table.end:
                raise ValueError(f"cell text {start}:{end} of {table.start}:{table.end}")
            last = end


class GivenLayouts(Mapping[int, PageLayout]):
    """Layouts by page number, kept packed: a large workbook has millions of cells."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._packed: dict[int, tuple[int, bytes]] = {}

    def add(self, untrusted: bytes, page: int, text_length: int) -> None:
        """Check and keep one page's layout. Raises: ValueError: as `unpack_layout`."""
        unpack_layout(untrusted, page, text_length, self._limits)
        self._packed[page] = text_length, zlib.compress(untrusted, 1)

    def __getitem__(self, page: int) -> PageLayout:
        text_length, packed = self._packed[page]
        return unpack_layout(zlib.decompress(packed), page, text_length, self._limits)

    def __iter__(self) -> Iterator[int]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
