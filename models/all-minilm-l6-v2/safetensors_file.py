"""Reads a safetensors file: eight bytes of length, a JSON table, raw little-endian numbers.

Forty lines instead of a dependency. The file comes from outside, so every offset is checked before
it is used; its sha256 is checked by the caller before that.
"""

from __future__ import annotations

import json
import math
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADER_LIMIT_BYTES = 1 << 20
_TYPES: Mapping[str, str] = {"F32": "<f4", "I64": "<i8"}


class SafetensorsDamaged(ValueError):
    """The file does not follow the format, or uses a number type that is not needed here."""


def read_tensors(path: Path) -> dict[str, np.ndarray]:
    """All tensors by name, copied into memory.

    Raises:
        SafetensorsDamaged: a length, shape or offset does not fit the file.
    """
    data = path.read_bytes()
    if len(data) < 8:
        raise SafetensorsDamaged("shorter than its own length field")
    (header_bytes,) = struct.unpack_from("<Q", data)
    if header_bytes > min(HEADER_LIMIT_BYTES, len(data) - 8):
        raise SafetensorsDamaged(f"header of {header_bytes} bytes")
    table: dict[str, Any] = json.loads(data[8 : 8 + header_bytes])
    table.pop("__metadata__", None)
    body = memoryview(data)[8 + header_bytes :]
    return {name: _tensor(name, entry, body) for name, entry in table.items()}


def _tensor(name: str, entry: dict[str, Any], body: memoryview) -> np.ndarray:
    start, end = entry["data_offsets"]
    if entry["dtype"] not in _TYPES:
        raise SafetensorsDamaged(f"{name}: number type {entry['dtype']}")
    kind = np.dtype(_TYPES[entry["dtype"]])
    shape = tuple(entry["shape"])
    if not 0 <= start <= end <= len(body) or end - start != math.prod(shape) * kind.itemsize:
        raise SafetensorsDamaged(f"{name}: offsets {start}..{end} do not fit shape {shape}")
    return np.frombuffer(body[start:end], dtype=kind).reshape(shape).copy()
