"""Tries everything a child must not be able to do, and says what went through.

Only “permission denied” and “operation not permitted” count as refused (and “bad address” where it
means that code cannot be written over). Any other failure, such as
“no such file”, shows that the kernel would have done it, so it counts as allowed. The probes use
system calls directly: the program itself contains no socket module.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.confinement.kernel import PROT_EXEC, PROT_READ, PROT_WRITE, Vector, libc, protect

if TYPE_CHECKING:
    from collections.abc import Callable

_REFUSALS = frozenset({errno.EACCES, errno.EPERM})

_AF_UNIX, _AF_INET, _AF_NETLINK, _AF_PACKET, _AF_VSOCK = 1, 2, 16, 17, 40
_STREAM, _DATAGRAM, _RAW = 1, 2, 3
_NEW_USER = 0x10000000
_PTRACE_SEIZE, _PTRACE_DETACH = 0x4206, 17
_PRIVATE_ANONYMOUS = 0x22
_PAGE_BYTES = 4096
_DISCARD_PORT = 9


def probe() -> tuple[list[str], list[str]]:
    """Names of the refused and of the allowed attempts, in a fixed order."""
    refused: list[str] = []
    allowed: list[str] = []
    for name, attempt in _attempts().items():
        (refused if _is_refused(attempt) else allowed).append(name)
    return refused, allowed


def still_readable() -> bool:
    """True if the root folder can be opened, which everybody may and every process has."""
    return not _is_refused(lambda: _open_path("/", os.O_RDONLY | os.O_DIRECTORY))


def _attempts() -> dict[str, Callable[[], None]]:
    own = f".cofferdam-probe-{os.getpid()}"
    home = os.environ.get("HOME") or "/root"
    return {
        "read /etc/passwd": lambda: _open_path("/etc/passwd", os.O_RDONLY),
        "read the home folder": lambda: _open_path(home, os.O_RDONLY | os.O_DIRECTORY),
        "see whether a file exists": lambda: _look("/etc/passwd"),
        "list the processes": lambda: _open_path("/proc", os.O_RDONLY | os.O_DIRECTORY),
        "write into its own folder": lambda: _create(own),
        "write /tmp": lambda: _create(f"/tmp/{own}"),  # noqa: S108 - trying it is the point
        "write /dev/shm": lambda: _create(f"/dev/shm/{own}"),  # noqa: S108 - as above
        "TCP": lambda: _connect(_AF_INET, _STREAM, _loopback()),
        "UDP": lambda: _connect(_AF_INET, _DATAGRAM, _loopback()),
        "raw packets": lambda: os.close(_check(libc.socket(_AF_PACKET, _RAW, 0))),
        "network settings": lambda: os.close(_check(libc.socket(_AF_NETLINK, _RAW, 0))),
        "virtual machine socket": lambda: os.close(_check(libc.socket(_AF_VSOCK, _STREAM, 0))),
        "unix socket by path": lambda: _connect(_AF_UNIX, _STREAM, _unix(b"/run/" + own.encode())),
        "unix socket by name": lambda: _connect(_AF_UNIX, _STREAM, _unix(b"\0" + own.encode())),
        "new process": _fork,
        "run a program": _execute,
        "new rights in a namespace": lambda: _check_nothing(libc.unshare(_NEW_USER)),
        "signal the parent": _signal_parent,
        "trace the parent": _trace_parent,
        "read the parent's memory": _read_parent,
        "executable memory": _map_executable,
        "make memory executable": _make_executable,
        "change running code": _change_code,
    }


def _is_refused(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except OSError as error:
        return error.errno in _REFUSALS
    return False


def _check(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def _check_nothing(result: int) -> None:
    _check(result)


def _open_path(path: str, flags: int) -> None:
    os.close(os.open(path, flags | os.O_CLOEXEC))


def _look(path: str) -> None:
    Path(path).stat()


def _create(path: str) -> None:
    _open_path(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    Path(path).unlink()


def _loopback() -> bytes:
    return struct.pack("=H", _AF_INET) + struct.pack(">H4B8x", _DISCARD_PORT, 127, 0, 0, 1)


def _unix(name: bytes) -> bytes:
    return struct.pack("=H", _AF_UNIX) + name


def _connect(family: int, kind: int, address: bytes) -> None:
    handle = _check(libc.socket(family, kind, 0))
    try:
        _check(libc.connect(handle, address, len(address)))
    finally:
        os.close(handle)


def _fork() -> None:
    pid = _check(libc.fork())
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _execute() -> None:
    """A program that does not exist: unfenced, the answer is “no such file”, which is not no."""
    nothing = (ctypes.c_char_p * 1)(None)
    _check(libc.execve(b"/nowhere/cofferdam-probe", nothing, nothing))


def _signal_parent() -> None:
    _check(libc.kill(os.getppid(), 0))


def _trace_parent() -> None:
    parent, zero = ctypes.c_long(os.getppid()), ctypes.c_long(0)
    libc.ptrace.restype = ctypes.c_long
    _check(libc.ptrace(ctypes.c_long(_PTRACE_SEIZE), parent, zero, zero))
    libc.ptrace(ctypes.c_long(_PTRACE_DETACH), parent, zero, zero)


def _read_parent() -> None:
    """From an address that is never mapped: unfenced, the answer is “bad address”."""
    page = ctypes.create_string_buffer(8)
    here = Vector(ctypes.addressof(page), 8)
    there = Vector(8, 8)
    one, zero = ctypes.c_ulong(1), ctypes.c_ulong(0)
    libc.process_vm_readv.restype = ctypes.c_long
    _check(
        libc.process_vm_readv(os.getppid(), ctypes.byref(here), one, ctypes.byref(there), one, zero)
    )


def _map_executable() -> None:
    _unmap(_map(PROT_READ | PROT_WRITE | PROT_EXEC))


def _make_executable() -> None:
    place = _map(PROT_READ | PROT_WRITE)
    try:
        protect(place, _PAGE_BYTES, PROT_READ | PROT_EXEC)
    finally:
        _unmap(place)


def _change_code() -> None:
    """The kernel is asked to write over a function: “bad address” is its refusal."""
    function = ctypes.cast(libc.execve, ctypes.c_void_p)
    if libc.sigaltstack(None, function) < 0 and ctypes.get_errno() == errno.EFAULT:
        raise PermissionError(errno.EACCES, "")


def _map(rights: int) -> int:
    libc.mmap.restype = ctypes.c_void_p
    size, zero = ctypes.c_size_t(_PAGE_BYTES), ctypes.c_long(0)
    place = libc.mmap(None, size, rights, _PRIVATE_ANONYMOUS, -1, zero)
    if place is None or place == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "")
    return int(place)


def _unmap(place: int) -> None:
    libc.munmap(ctypes.c_void_p(place), ctypes.c_size_t(_PAGE_BYTES))
