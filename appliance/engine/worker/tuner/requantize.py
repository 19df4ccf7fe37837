"""Writes weights anew in another type, table by table, from one memory file into another.

The numbers come from ggml itself: its own way back to floats of the type in which a table is
stored, and its own `ggml_quantize_chunk` for the new one. llama.cpp's quantizer cannot be used
here, because it reads and writes files by path.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING

from appliance.engine.gguf import layout as gguf_layout
from appliance.engine.gguf.layout import TYPE_NUMBERS
from appliance.engine.gguf.values import DescriptorSource
from appliance.engine.protocol import Trouble
from appliance.engine.worker.tuner.memory_window import WritableMemory
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.engine.gguf.layout import Table

# Rows are turned in stretches of about so many numbers: 4 MiB as floats, and the processor's cache
# is of that size.
_STRETCH_NUMBERS = 1024**2
_FLOAT_BYTES = 4

_TO_FLOAT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)


class _TypeTraits(ctypes.Structure):
    """`struct ggml_type_traits` of ggml.h."""

    _fields_ = (
        ("type_name", ctypes.c_char_p),
        ("block_numbers", ctypes.c_int64),
        ("interleave", ctypes.c_int64),
        ("block_bytes", ctypes.c_size_t),
        ("is_quantized", ctypes.c_bool),
        ("to_float", ctypes.c_void_p),
        ("from_float", ctypes.c_void_p),
    )


class Requantizer:
    """ggml's conversions; made before the lock-down, because it opens the library."""

    def __init__(self, libraries: Path) -> None:
        base = ctypes.CDLL(str(libraries / "libggml-base.so"))
        base.ggml_get_type_traits.restype = ctypes.POINTER(_TypeTraits)
        base.ggml_get_type_traits.argtypes = (ctypes.c_int,)
        base.ggml_quantize_chunk.restype = ctypes.c_size_t
        base.ggml_quantize_chunk.argtypes = (
            *(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
            *(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p),
        )
        base.ggml_quantize_requires_imatrix.restype = ctypes.c_bool
        base.ggml_quantize_requires_imatrix.argtypes = (ctypes.c_int,)
        base.ggml_quantize_init.argtypes = (ctypes.c_int,)
        self._base = base

    def write(
        self, weights: int, output: int, type_name: str, *, on_table: Callable[[int, int], None]
    ) -> tuple[int, int, int]:
        """Write the checked GGUF `weights` in another type into the memory file `output`.

        Both stay open. Returns the size of the new file in bytes, and how many tables were changed
        and how many kept.

        Raises: Refused: the type is not for this purpose, or the output has not enough room;
            and what `on_table` raises, which gets tables done and tables in all.
        """
        number = TYPE_NUMBERS.get(type_name)
        if number is None or self._base.ggml_quantize_requires_imatrix(number):
            raise Refused(Trouble.REQUEST_INVALID)
        source = DescriptorSource(weights)
        layout = gguf_layout.read(source)
        head, tables = gguf_layout.replanned(layout, type_name)
        try:
            memory = WritableMemory(output)
            memory.write(0, head)
            changed = 0
            for done, (old, new) in enumerate(zip(layout.tables, tables, strict=True)):
                on_table(done, len(tables))
                if old.type == new.type:
                    self._copy(weights, memory, old, new)
                else:
                    self._turn(weights, memory, old, new)
                    changed += 1
        except MemoryError as error:
            raise Refused(Trouble.OUT_OF_MEMORY) from error
        size_bytes = gguf_layout.file_bytes(tables, layout.alignment)
        return size_bytes, changed, len(tables) - changed

    def _copy(self, weights: int, memory: WritableMemory, old: Table, new: Table) -> None:
        done = 0
        while done < old.size_bytes:
            wanted = min(_STRETCH_NUMBERS * _FLOAT_BYTES, old.size_bytes - done)
            memory.write(new.place + done, _read(weights, old.place + done, wanted))
            done += wanted

    def _turn(self, weights: int, memory: WritableMemory, old: Table, new: Table) -> None:
        length = old.dimensions[0]
        old_bytes = gguf_layout.row_bytes(old.type, length)
        new_bytes = gguf_layout.row_bytes(new.type, length)
        at_once = max(1, _STRETCH_NUMBERS // length)
        floats = (ctypes.c_float * (at_once * length))()
        # Every number as important as the next: with weights ggml looks for the scale of each block
        # that leaves the least error, without any it takes the first that holds the largest number.
        evenly = (ctypes.c_float * length)(*([1.0] * length))
        for row in range(0, old.rows, at_once):
            rows = min(at_once, old.rows - row)
            stored = _read(weights, old.place + row * old_bytes, rows * old_bytes)
            self._to_floats(old.type, stored, floats, rows * length)
            with memory.stretch(new.place + row * new_bytes, rows * new_bytes) as address:
                self._base.ggml_quantize_chunk(new.type, floats, address, 0, rows, length, evenly)

    def _to_floats(
        self, kind: int, stored: bytes, floats: ctypes.Array[ctypes.c_float], count: int
    ) -> None:
        if kind == TYPE_NUMBERS["F32"]:
            ctypes.memmove(floats, stored, count * _FLOAT_BYTES)
            return
        traits = self._base.ggml_get_type_traits(kind).contents
        if not traits.to_float:
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        # An address that exists already: making a callback of our own would need executable memory.
        _TO_FLOAT(traits.to_float)(stored, ctypes.addressof(floats), count)


def _read(descriptor: int, place: int, size_bytes: int) -> bytes:
    data = os.pread(descriptor, size_bytes, place)
    if len(data) != size_bytes:
        raise Refused(Trouble.WEIGHTS_DAMAGED)
    return data
