"""Takes a checked GGUF apart into its head and tables, and plans the same file with other types.

Pure. Only for files that `gguf.check` has passed; fields are copied as the bytes that they
are, but for the one that names the file's type.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, NamedTuple

from appliance.engine.gguf.check import MAGIC, MOST_FIELDS, MOST_TENSORS, WEIGHT_TYPES
from appliance.engine.gguf.values import LONGEST_NAME_BYTES, Cursor, ValueType

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.engine.gguf.values import Source

# Types that weights may be written in, by name; the numbers are ggml's.
TYPE_NUMBERS = {"F32": 0, "F16": 1, "Q4_0": 2, "Q4_1": 3, "Q5_0": 6, "Q5_1": 7, "Q8_0": 8}
TYPE_NUMBERS |= {"Q2_K": 10, "Q3_K": 11, "Q4_K": 12, "Q5_K": 13, "Q6_K": 14, "IQ4_NL": 20}
TYPE_NUMBERS |= {"IQ4_XS": 23, "BF16": 30}
TYPE_NAMES = {number: name for name, number in TYPE_NUMBERS.items()}
# What `general.file_type` says of a file whose tables are mostly of a type (llama.h).
_FILE_TYPES = {"Q4_0": 2, "IQ4_NL": 25, "Q4_K": 14, "Q8_0": 7}
WRITABLE = tuple(_FILE_TYPES)
_FILE_TYPE, _ALIGNMENT = "general.file_type", "general.alignment"
_USUAL_ALIGNMENT = 32
# Tables that decide every token, or are only looked up: they stay as the publisher stored them.
# llama.cpp's own quantizer, too, treats them apart (Q6_K, or Q8_0 where rows do not fit blocks of
# 256), and raising what is stored in fewer bits would only make the file larger.
APART = ("token_embd.weight", "output.weight")


class Table(NamedTuple):
    """One table of weights.

    Attributes:
        name: as the file has it.
        dimensions: the length of a row first.
        type: number of the type.
        place: of its first byte in the file.
    """

    name: str
    dimensions: tuple[int, ...]
    type: int
    place: int

    @property
    def rows(self) -> int:
        """How many rows of `dimensions[0]` numbers."""
        return math.prod(self.dimensions[1:])

    @property
    def size_bytes(self) -> int:
        """Of all rows."""
        return self.rows * row_bytes(self.type, self.dimensions[0])


class Layout(NamedTuple):
    """What a file holds; `fields` are all of them as bytes, `file_type_at` is a place in those."""

    version: int
    fields: bytes
    field_count: int
    file_type_at: int | None
    alignment: int
    tables: tuple[Table, ...]


def row_bytes(number: int, length: int) -> int:
    """Bytes of one row of `length` numbers in the type of that number."""
    per_block, block_bytes = WEIGHT_TYPES[number]
    return length // per_block * block_bytes


def read(source: Source) -> Layout:
    """The layout of a file that `gguf.check` has passed. Raises: WeightsRefused."""
    cursor = Cursor(source)
    cursor.take(len(MAGIC))
    version = cursor.unsigned(4)
    table_count = cursor.count(MOST_TENSORS, "tensors")
    field_count = cursor.count(MOST_FIELDS, "fields")
    begin = cursor.place
    file_type_at: int | None = None
    alignment = _USUAL_ALIGNMENT
    for _ in range(field_count):
        key = cursor.key()
        at = cursor.place
        value = cursor.value()
        if key == _FILE_TYPE and value.type is ValueType.UINT32:
            file_type_at = at + 4 - begin
        if key == _ALIGNMENT and isinstance(value.content, int):
            alignment = value.content
    fields = source.read(begin, cursor.place - begin)
    described = [_described(cursor) for _ in range(table_count)]
    data = _padded(cursor.place, alignment)
    tables = tuple(
        Table(name, dimensions, kind, data + offset) for name, dimensions, kind, offset in described
    )
    return Layout(version, fields, field_count, file_type_at, alignment, tables)


def may_change(table: Table, number: int) -> bool:
    """True for a table of the network itself whose rows are whole blocks of the type."""
    whole = table.dimensions[0] % WEIGHT_TYPES[number][0] == 0
    return is_matrix(table) and whole and table.type != number


def is_matrix(table: Table) -> bool:
    """True for the tables that a network multiplies with; norms and the apart ones stay."""
    return (
        len(table.dimensions) >= 2
        and min(table.dimensions[:2]) > 1
        and table.name.endswith(".weight")
        and table.name not in APART
        # The router of a mixture of experts decides which of them answer: llama.cpp keeps it, too.
        and not table.name.endswith("ffn_gate_inp.weight")
    )


def replanned(layout: Layout, type_name: str) -> tuple[bytes, tuple[Table, ...]]:
    """Head of the file with other types, padded up to the weights, and its tables in order."""
    number = TYPE_NUMBERS[type_name]
    types = [number if may_change(table, number) else table.type for table in layout.tables]
    descriptions = b""
    offset = 0
    offsets: list[int] = []
    for table, kind in zip(layout.tables, types, strict=True):
        offsets.append(offset)
        descriptions += _description(table, kind, offset)
        size = table.rows * row_bytes(kind, table.dimensions[0])
        offset = _padded(offset + size, layout.alignment)
    fields = bytearray(layout.fields)
    if layout.file_type_at is not None and type_name in _FILE_TYPES:
        struct.pack_into("<I", fields, layout.file_type_at, _FILE_TYPES[type_name])
    head = MAGIC + struct.pack("<IQQ", layout.version, len(layout.tables), layout.field_count)
    head += bytes(fields) + descriptions
    head = head.ljust(_padded(len(head), layout.alignment), b"\0")
    tables = tuple(
        Table(table.name, table.dimensions, kind, len(head) + place)
        for table, kind, place in zip(layout.tables, types, offsets, strict=True)
    )
    return head, tables


def file_bytes(tables: tuple[Table, ...], alignment: int) -> int:
    """Size of the whole file, padding behind the last table included."""
    last = tables[-1]
    return _padded(last.place + last.size_bytes, alignment)


def bytes_by_type(layout: Layout, want: Callable[[Table], bool] = is_matrix) -> dict[str, int]:
    """Name of each type to the bytes of all wanted tables in it."""
    found: dict[str, int] = {}
    for table in layout.tables:
        if want(table):
            name = TYPE_NAMES[table.type]
            found[name] = found.get(name, 0) + table.size_bytes
    return found


def _described(cursor: Cursor) -> tuple[str, tuple[int, ...], int, int]:
    name = cursor.text(LONGEST_NAME_BYTES)
    count = cursor.unsigned(4)
    dimensions = tuple(cursor.unsigned(8) for _ in range(count))
    kind = cursor.unsigned(4)
    return name, dimensions, kind, cursor.unsigned(8)


def _description(table: Table, kind: int, offset: int) -> bytes:
    name = table.name.encode()
    return b"".join(
        (
            struct.pack("<Q", len(name)),
            name,
            struct.pack("<I", len(table.dimensions)),
            struct.pack(f"<{len(table.dimensions)}Q", *table.dimensions),
            struct.pack("<IQ", kind, offset),
        )
    )


def _padded(place: int, alignment: int) -> int:
    return -(-place // alignment) * alignment
