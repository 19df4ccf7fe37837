"""The few system calls of the lock-down, as functions that raise `OSError`."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG, PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_DUMPABLE = 1, 2, 3, 4
PR_SET_NAME, PR_GET_SECCOMP = 15, 21
PR_CAPBSET_DROP, PR_SET_SECUREBITS = 24, 28
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 38, 39
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
PR_SET_VMA = 0x53564D41  # glibc names its memory areas with it

# Landlock has the same numbers on every machine.
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446


class Vector(ctypes.Structure):
    """The kernel's `struct iovec`."""

    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def call(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """`syscall(number, …)`; every integer argument is passed as 64 bits. Raises: OSError."""
    wide = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    result = int(libc.syscall(ctypes.c_long(number), *wide))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def protect(start: int, size_bytes: int, rights: int) -> None:
    """`mprotect(start, size_bytes, rights)`. Raises: OSError."""
    result = libc.mprotect(
        ctypes.c_void_p(start), ctypes.c_size_t(size_bytes), ctypes.c_int(rights)
    )
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def prctl(option: int, value: int = 0) -> int:
    """`prctl(option, value, 0, 0, 0)`. Raises: OSError."""
    zero = ctypes.c_ulong(0)
    result = int(libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def death_signal() -> int:
    """The signal that this process gets when its parent ends; 0 if none. Raises: OSError."""
    found = ctypes.c_int(0)
    prctl(PR_GET_PDEATHSIG, ctypes.addressof(found))
    return found.value


def address(text: bytes) -> int:
    """Where `text` is in memory; it stays there while the caller holds it."""
    return ctypes.cast(ctypes.c_char_p(text), ctypes.c_void_p).value or 0
