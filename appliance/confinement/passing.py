"""Channels between a process and its child that no third program can open, and open files on them.

Any program of the same user may open `/proc/PID/fd/N` of a process whose memory is not closed, and
`exec` opens the memory of every new child again for the moment until it closes it itself
(`hardening.harden`). A pipe or a memory file could be taken there; a pair of connected sockets
cannot be opened in that way. Such a pair has no name and no address and reaches nobody else, so
this is not a connection. Python's own module for it, which can also connect, stays out.
"""

from __future__ import annotations

import ctypes
import os
import struct
from typing import TYPE_CHECKING

from appliance.confinement.kernel import Vector, libc

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNIX, _STREAM, _CLOSE_ON_EXEC = 1, 1, 0o2000000
_SOCKET_LEVEL, _RIGHTS = 1, 1
_NO_SIGNAL, _RECEIVED_CLOSE_ON_EXEC, _CUT = 0x4000, 0x40000000, 0x8
_HEAD = struct.Struct("@Nii")
_ALIGN = struct.calcsize("@N")


class _Message(ctypes.Structure):
    """The kernel's `struct msghdr`."""

    _fields_ = (
        ("name", ctypes.c_void_p),
        ("name_bytes", ctypes.c_uint),
        ("vectors", ctypes.POINTER(Vector)),
        ("vector_count", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_bytes", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    )
    keep: tuple[object, ...]  # what the addresses point to


def channel() -> tuple[int, int]:
    """Two connected ends, both closed on exec; the caller closes them. Raises: OSError."""
    ends = (ctypes.c_int * 2)()
    _checked(libc.socketpair(_UNIX, _STREAM | _CLOSE_ON_EXEC, 0, ends))
    return ends[0], ends[1]


def hand_over(end: int, descriptors: Sequence[int]) -> None:
    """Send open files through `end` of a channel; the caller still closes its own.

    Raises: BrokenPipeError: nobody holds the other end; OSError.
    """
    numbers = struct.pack(f"@{len(descriptors)}i", *descriptors)
    control = bytearray(_room_bytes(len(descriptors)))
    _HEAD.pack_into(control, 0, _HEAD.size + len(numbers), _SOCKET_LEVEL, _RIGHTS)
    control[_HEAD.size : _HEAD.size + len(numbers)] = numbers
    buffer = ctypes.create_string_buffer(bytes(control), len(control))
    _checked(libc.sendmsg(end, ctypes.byref(_message(buffer)), _NO_SIGNAL))


def take_over(end: int, count: int) -> tuple[int, ...]:
    """Wait for `count` open files, in the order in which they were sent.

    Raises: OSError: the other side is gone, or sent something else.
    """
    buffer = ctypes.create_string_buffer(_room_bytes(count))
    message = _message(buffer)
    received = _checked(libc.recvmsg(end, ctypes.byref(message), _RECEIVED_CLOSE_ON_EXEC))
    wanted = (_HEAD.size + struct.calcsize(f"@{count}i"), _SOCKET_LEVEL, _RIGHTS)
    if received != 1 or message.flags & _CUT or _HEAD.unpack_from(buffer.raw) != wanted:
        raise OSError(0, "no open files came")
    return struct.unpack_from(f"@{count}i", buffer.raw, _HEAD.size)


def _room_bytes(count: int) -> int:
    """Head and numbers, rounded up as the kernel wants it."""
    return _HEAD.size + -(-struct.calcsize(f"@{count}i") // _ALIGN) * _ALIGN


def _message(control: ctypes.Array[ctypes.c_char]) -> _Message:
    """One byte, without which open files cannot travel, and room for them."""
    byte = ctypes.create_string_buffer(b"f", 1)
    vector = Vector(ctypes.cast(byte, ctypes.c_void_p), 1)
    place = ctypes.cast(control, ctypes.c_void_p)
    message = _Message(None, 0, ctypes.pointer(vector), 1, place, len(control), 0)
    message.keep = (byte, vector, control)
    return message


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
