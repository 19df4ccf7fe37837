"""Bounded, length-prefixed messages on pipes, the same on both sides of a child process.

A frame is a 4-byte big-endian length and that many bytes. What the bytes mean is the business of
each protocol module.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from appliance.errors import ProtocolBroken

# The largest honest message is a rendered page: 4096 x 4096 RGB is 48 MiB.
MAX_FRAME_BYTES = 64 * 1024 * 1024
_HEAD = struct.Struct(">I")


class EndOfStream(Exception):
    """The other side closed the pipe between two frames or inside one."""


def read_exactly(pipe: BinaryIO, size_bytes: int) -> bytes:
    """Read exactly `size_bytes` or raise `EndOfStream`."""
    parts: list[bytes] = []
    missing = size_bytes
    while missing:
        part = pipe.read(missing)
        if not part:
            raise EndOfStream
        parts.append(part)
        missing -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def read_frame(pipe: BinaryIO, *, kind: str, limit_bytes: int = MAX_FRAME_BYTES) -> bytes:
    """Read one frame from the `kind` process.

    Raises:
        EndOfStream: the pipe ended.
        ProtocolBroken: the length is zero or above the limit.
    """
    (size,) = _HEAD.unpack(read_exactly(pipe, _HEAD.size))
    if not 0 < size <= limit_bytes:
        raise ProtocolBroken(f"frame of {size} bytes, limit {limit_bytes}", kind=kind)
    return read_exactly(pipe, size)


def write_frame(pipe: BinaryIO, body: bytes, *, limit_bytes: int = MAX_FRAME_BYTES) -> None:
    """Write one frame and flush it.

    Raises: ValueError: the body is empty or above the limit (a bug on our side).
    """
    if not 0 < len(body) <= limit_bytes:
        raise ValueError(f"frame of {len(body)} bytes, limit {limit_bytes}")
    pipe.write(_HEAD.pack(len(body)))
    pipe.write(body)
    pipe.flush()
