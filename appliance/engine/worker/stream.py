"""A C stream over a memory file that the parent is still filling: reading waits for its part.

llama.cpp reads weights through C's `FILE`. This one asks us for each stretch, so no byte reaches
it before the parent found it genuine. Tables are read in one piece each, so it asks seldom.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING

from appliance.engine.gguf.values import DescriptorSource

if TYPE_CHECKING:
    from appliance.confinement.awaiting import Awaited

_READ = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_SEEK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int64), ctypes.c_int
)
# The C library reads such a stream by whole buffers only. This one stays in the processor's cache.
_BUFFER_BYTES = 64 * 1024


class _Functions(ctypes.Structure):
    """C's `cookie_io_functions_t`."""

    _fields_ = (
        ("read", _READ),
        ("write", ctypes.c_void_p),
        ("seek", _SEEK),
        ("close", ctypes.c_void_p),
    )


class AwaitedSource(DescriptorSource):
    """As `DescriptorSource`, of a file that is still being filled."""

    def __init__(self, descriptor: int, awaited: Awaited) -> None:
        super().__init__(descriptor)
        self._awaited = awaited

    def read(self, place: int, size_bytes: int) -> bytes:
        """As `Source`. Raises: OSError: this part will never be genuine."""
        if not self._awaited.wait(min(place + size_bytes, self.size_bytes)):
            raise OSError(0, "the memory file was not filled")
        return super().read(place, size_bytes)


class AwaitedStream:
    """One stream at a time. Must be made before the lock-down: callbacks need executable memory."""

    def __init__(self) -> None:
        self._functions = _Functions(_READ(self._read), None, _SEEK(self._seek), None)
        self._libc = ctypes.CDLL(None)
        self._pread = self._libc.pread
        self._pread.restype = ctypes.c_ssize_t
        self._pread.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64)
        self._descriptor = -1
        self._awaited: Awaited | None = None
        self._place = self._size_bytes = 0
        self._buffer = ctypes.create_string_buffer(_BUFFER_BYTES)

    def open(self, descriptor: int, awaited: Awaited) -> int | None:
        """Address of a C stream that the caller closes before the descriptor; None: no memory."""
        self._descriptor, self._awaited, self._place = descriptor, awaited, 0
        self._size_bytes = os.lseek(descriptor, 0, os.SEEK_END)
        make = self._libc.fopencookie
        make.restype = ctypes.c_void_p
        make.argtypes = (ctypes.c_void_p, ctypes.c_char_p, _Functions)
        stream: int | None = make(None, b"rb", self._functions)
        if stream:
            self._libc.setvbuf(ctypes.c_void_p(stream), self._buffer, 0, len(self._buffer))
        return stream

    def _read(self, _cookie: int, buffer: int, size_bytes: int) -> int:
        """Called from native code, so it must not raise."""
        try:
            wanted = max(0, min(size_bytes, self._size_bytes - self._place))
            if self._awaited is None or not self._awaited.wait(self._place + wanted):
                return -1
            count = int(self._pread(self._descriptor, buffer, wanted, self._place))
            self._place += max(0, count)
        except Exception:
            return -1
        return count

    def _seek(self, _cookie: int, offset: ctypes._Pointer[ctypes.c_int64], whence: int) -> int:
        """Called from native code, so it must not raise."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size_bytes}.get(whence)
        if base is None or base + offset[0] < 0:
            return -1
        self._place = offset[0] = base + offset[0]
        return 0
