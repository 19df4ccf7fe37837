"""The values of a GGUF file, read from the front, each length checked before it is believed. Pure.

Little endian only. Layout: docs/gguf.md of the ggml project, versions 2 and 3, which differ in
nothing that is read here.
"""

from __future__ import annotations

import math
import os
import re
import struct
import sys
from array import array
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from appliance.engine.weights_faults import WeightsFault, WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_KEY_BYTES = 128
LONGEST_NAME_BYTES = 63  # GGML_MAX_NAME with its zero
# Prompt programs in real files reach 60 KiB, embedded tokenizers some MiB.
LONGEST_TEXT_BYTES = 32 * 1024**2
LONGEST_TOKEN_BYTES = 4096
# The largest vocabularies in use have 262,144 tokens and about as many merges.
MOST_ITEMS = 1024**2
# All fields and tensor descriptions together; 16 MiB is a large real one.
LARGEST_HEAD_BYTES = 256 * 1024**2
_BUFFER_BYTES = 1024**2
_KEY = re.compile(rb"[a-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class ValueType(IntEnum):
    """Types of values, as the format numbers them."""

    UINT8 = 0
    INT8 = 1
    UINT16 = 2
    INT16 = 3
    UINT32 = 4
    INT32 = 5
    FLOAT32 = 6
    BOOL = 7
    STRING = 8
    ARRAY = 9
    UINT64 = 10
    INT64 = 11
    FLOAT64 = 12


INTEGERS = frozenset(
    {
        ValueType.UINT8,
        ValueType.INT8,
        ValueType.UINT16,
        ValueType.INT16,
        ValueType.UINT32,
        ValueType.INT32,
        ValueType.UINT64,
        ValueType.INT64,
    }
)
FLOATS = frozenset({ValueType.FLOAT32, ValueType.FLOAT64})
_CODES = {
    ValueType.UINT8: "B",
    ValueType.INT8: "b",
    ValueType.UINT16: "H",
    ValueType.INT16: "h",
    ValueType.UINT32: "I",
    ValueType.INT32: "i",
    ValueType.FLOAT32: "f",
    ValueType.BOOL: "B",
    ValueType.UINT64: "Q",
    ValueType.INT64: "q",
    ValueType.FLOAT64: "d",
}


class Value(NamedTuple):
    """One value; `item` is the type of an array's items, or None for a single value."""

    type: ValueType
    item: ValueType | None
    content: int | float | str | Sequence[int] | Sequence[float] | Sequence[str]


class Source(Protocol):
    """A file of weights: bytes in memory, or a memory file read a piece at a time."""

    @property
    def size_bytes(self) -> int:
        """Length of the whole file."""

    def read(self, place: int, size_bytes: int) -> bytes:
        """Up to `size_bytes` from `place` on; fewer only at the end of the file."""


class BytesSource:
    """A file that is in memory already."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size_bytes(self) -> int:
        """Length of the whole file."""
        return len(self._data)

    def read(self, place: int, size_bytes: int) -> bytes:
        """As `Source`."""
        return self._data[place : place + size_bytes]


class DescriptorSource:
    """An open file, which stays open and keeps its place.

    Raises: OSError: it cannot be read.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        # `fstat` is refused after the lock-down.
        self._size_bytes = os.lseek(descriptor, 0, os.SEEK_END)
        os.lseek(descriptor, 0, os.SEEK_SET)

    @property
    def size_bytes(self) -> int:
        """Length of the whole file."""
        return self._size_bytes

    def read(self, place: int, size_bytes: int) -> bytes:
        """As `Source`."""
        return os.pread(self._descriptor, size_bytes, place)


class Cursor:
    """Reads one value after the other; every method raises WeightsRefused."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = source.size_bytes
        self._begin = 0  # place of the buffer in the file
        self._buffer = b""
        self._at = 0

    @property
    def place(self) -> int:
        """Bytes read so far."""
        return self._begin + self._at

    def take(self, size_bytes: int) -> bytes:
        """The next bytes; that many are in the file and not beyond the bound of the head."""
        end = self._at + size_bytes
        if end > len(self._buffer):
            self._fill(size_bytes)
            end = size_bytes
        taken = self._buffer[self._at : end]
        self._at = end
        return taken

    def _fill(self, size_bytes: int) -> None:
        place = self.place
        if size_bytes > self._source.size_bytes - place:
            raise WeightsRefused(WeightsFault.CUT, f"{size_bytes} bytes at {place}")
        if place + size_bytes > LARGEST_HEAD_BYTES:
            raise WeightsRefused(WeightsFault.TOO_LONG, "description of the file")
        self._buffer = self._source.read(place, max(size_bytes, _BUFFER_BYTES))
        self._begin, self._at = place, 0
        if len(self._buffer) < size_bytes:
            raise WeightsRefused(WeightsFault.CUT, "shorter than announced")

    def unsigned(self, size_bytes: int) -> int:
        """An unsigned number of 4 or 8 bytes."""
        return int.from_bytes(self.take(size_bytes), "little")

    def count(self, most: int, what: str) -> int:
        """A count of things, at most `most`."""
        number = self.unsigned(8)
        if number > most:
            raise WeightsRefused(WeightsFault.TOO_MANY, f"{number} {what}")
        return number

    def text(self, longest_bytes: int) -> str:
        """A text with its length before it."""
        size = self.unsigned(8)
        if size > longest_bytes:
            raise WeightsRefused(WeightsFault.TOO_LONG, f"text of {size} bytes")
        return _decoded(self.take(size))

    def key(self) -> str:
        """The name of a field."""
        size = self.unsigned(8)
        if size > LONGEST_KEY_BYTES:
            raise WeightsRefused(WeightsFault.TOO_LONG, f"key of {size} bytes")
        raw = self.take(size)
        if not _KEY.fullmatch(raw):
            raise WeightsRefused(WeightsFault.NAME, "key")
        return raw.decode("ascii")

    def value(self) -> Value:
        """A value with its type before it."""
        kind = self._type()
        if kind is ValueType.ARRAY:
            return self._array()
        if kind is ValueType.STRING:
            return Value(kind, None, self.text(LONGEST_TEXT_BYTES))
        (number,) = self._numbers(kind, 1)
        return Value(kind, None, number)

    def _type(self) -> ValueType:
        number = self.unsigned(4)
        try:
            return ValueType(number)
        except ValueError as error:
            raise WeightsRefused(WeightsFault.VALUE_TYPE, f"type {number}") from error

    def _array(self) -> Value:
        item = self._type()
        if item is ValueType.ARRAY:
            raise WeightsRefused(WeightsFault.NESTED)
        count = self.count(MOST_ITEMS, "items")
        if item is ValueType.STRING:
            texts = [self.text(LONGEST_TOKEN_BYTES) for _ in range(count)]
            return Value(ValueType.ARRAY, item, texts)
        return Value(ValueType.ARRAY, item, self._numbers(item, count))

    def _numbers(self, kind: ValueType, count: int) -> Sequence[int] | Sequence[float]:
        code = _CODES[kind]
        raw = self.take(struct.calcsize(f"<{code}") * count)
        numbers: Sequence[int] | Sequence[float] = (
            array(code, raw) if _NATIVE else struct.unpack(f"<{count}{code}", raw)
        )
        if kind is ValueType.BOOL and raw.strip(b"\0\1"):
            raise WeightsRefused(WeightsFault.VALUE_TYPE, "neither yes nor no")
        if kind in FLOATS and not all(map(math.isfinite, numbers)):
            raise WeightsRefused(WeightsFault.NOT_FINITE, "in a field")
        return numbers


# `array` is fast for long lists, but takes the machine's own sizes and order of bytes.
_NATIVE = sys.byteorder == "little" and all(
    array(code).itemsize == struct.calcsize(f"<{code}") for code in set(_CODES.values())
)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WeightsRefused(WeightsFault.TEXT) from error
