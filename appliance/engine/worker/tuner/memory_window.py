"""Writing into a memory file after the lock-down.

`write` to a file is refused there: the limit on the size of files is zero, and that is meant. A
memory file that the parent made large enough can be mapped instead, which makes no file grow.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ_WRITE, _SHARED = 0x3, 0x1
_PAGE = 4096 * 16  # a multiple of every page size in use
_FAILED = ctypes.c_void_p(-1).value


class WritableMemory:
    """A memory file to be written in stretches.

    Args:
        descriptor: stays open; the file has its final room already.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.mmap.restype = ctypes.c_void_p
        self._libc.mmap.argtypes = (
            *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int),
            ctypes.c_long,
        )
        self._libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
        self.room_bytes = os.lseek(descriptor, 0, os.SEEK_END)

    @contextmanager
    def stretch(self, place: int, size_bytes: int) -> Iterator[int]:
        """The address of the bytes from `place` on, for the block.

        Raises: MemoryError: beyond the file's room, or it cannot be mapped.
        """
        if place < 0 or place + size_bytes > self.room_bytes:
            raise MemoryError
        begin = place // _PAGE * _PAGE
        length = place + size_bytes - begin
        address = self._libc.mmap(None, length, _READ_WRITE, _SHARED, self._descriptor, begin)
        if address is None or address == _FAILED:
            raise MemoryError
        try:
            yield int(address) + place - begin
        finally:
            self._libc.munmap(address, length)

    def write(self, place: int, data: bytes) -> None:
        """Copy the bytes to `place`. Raises: MemoryError."""
        if data:
            with self.stretch(place, len(data)) as address:
                ctypes.memmove(address, data, len(data))
