"""A key in memory that is kept off the disk where the system allows it, and wiped on demand.

What Python allows and what not: the key itself lies here, once, and is overwritten by `wipe`. What
is computed from it (sub-keys, OpenSSL's key schedules, the text of a passphrase) lies in ordinary
objects whose memory is freed but not overwritten.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import platform
import threading

_PAGE_BYTES = mmap.PAGESIZE
# The same number on every architecture that has it; the C library has no wrapper for it.
_SYS_MEMFD_SECRET = 447
_LIBC = ctypes.CDLL(None, use_errno=True)


class Wiped(Exception):
    """The key was wiped."""


class SecretBytes:
    """Up to one page of secret bytes. Thread-safe; `wipe` may be called twice.

    Preferred is memory that only this process can see, not even the kernel's own reading of it
    (`memfd_secret`), which is never swapped or dumped; otherwise a page that is locked against
    swapping and left out of core dumps, as far as the system permits.
    """

    def __init__(self, secret: bytes | bytearray) -> None:
        """Copy `secret`; a bytearray is overwritten, so that one copy remains."""
        if not 0 < len(secret) <= _PAGE_BYTES:
            raise ValueError("a secret is 1 byte to one page long")
        self._lock = threading.Lock()
        self._size_bytes = len(secret)
        self._page, self.protection = _secret_page()
        with memoryview(self._page) as view:
            view[: self._size_bytes] = secret
        self._gone = False
        if isinstance(secret, bytearray):
            secret[:] = bytes(len(secret))

    def reveal(self) -> bytearray:
        """A copy that the caller overwrites when done. Raises: Wiped."""
        with self._lock:
            if self._gone:
                raise Wiped
            return bytearray(memoryview(self._page)[: self._size_bytes])

    @property
    def wiped(self) -> bool:
        """True after `wipe`."""
        return self._gone

    def wipe(self) -> None:
        """Overwrite the bytes and give the page back."""
        with self._lock:
            if self._gone:
                return
            self._gone = True
            self._page[:] = bytes(_PAGE_BYTES)
            self._page.close()


def give_back_freed_memory() -> None:
    """Return freed memory to the system, which clears it before anyone gets it again.

    After the database is closed its decrypted pages lie in freed memory: of 3,600 markers in them
    this left 45, in about 1 ms (benchmarks/cipher_memory.py). Does nothing without glibc.
    """
    trim = getattr(_LIBC, "malloc_trim", None)
    if trim is not None:
        trim(ctypes.c_size_t(0))


def _secret_page() -> tuple[mmap.mmap, str]:
    """A page and how it is protected: "hidden", "locked" or "ordinary"."""
    if platform.system() == "Linux":
        handle = _LIBC.syscall(_SYS_MEMFD_SECRET, os.O_CLOEXEC)
        if handle >= 0:
            try:
                os.ftruncate(handle, _PAGE_BYTES)
                return mmap.mmap(handle, _PAGE_BYTES), "hidden"
            except OSError:
                pass  # the lock limit is used up: fall back to an ordinary page
            finally:
                os.close(handle)
    page = mmap.mmap(-1, _PAGE_BYTES)
    if hasattr(mmap, "MADV_DONTDUMP"):
        page.madvise(mmap.MADV_DONTDUMP)
    view = ctypes.c_char.from_buffer(page)
    locked = _LIBC.mlock(ctypes.c_void_p(ctypes.addressof(view)), ctypes.c_size_t(_PAGE_BYTES)) == 0
    del view
    return page, "locked" if locked else "ordinary"
