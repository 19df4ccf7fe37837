"""CHILD: Outlook's packed RTF (MS-OXRTFCP), unpacked."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from appliance.documents.protocol import Fault, Refused

if TYPE_CHECKING:
    from appliance.documents.limits import Limits

_HEADER = struct.Struct("<II4sI")
_PACKED, _PLAIN = b"LZFu", b"MELA"
_WINDOW_BYTES = 4096
# What the window holds before the first byte, by the specification.
_FIRST = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SHORTEST_COPY = 2


def unpacked_rtf(packed: bytes, limits: Limits) -> bytes:
    """The RTF in a message's property. Raises: Refused: damaged, or it would be too large."""
    if len(packed) < _HEADER.size:
        raise Refused(Fault.DAMAGED)
    _, size_bytes, kind, _ = _HEADER.unpack_from(packed)
    if size_bytes > limits.attachment_bytes:
        raise Refused(Fault.EXPANDS_TOO_MUCH)
    body = packed[_HEADER.size :]
    if kind == _PLAIN:
        return body[:size_bytes]
    if kind != _PACKED:
        raise Refused(Fault.DAMAGED)
    return _unpacked(body, size_bytes)


def _unpacked(body: bytes, size_bytes: int) -> bytes:
    """Runs of eight: a bit each says whether a byte follows or a copy from the window."""
    window = bytearray(_WINDOW_BYTES)
    window[: len(_FIRST)] = _FIRST
    write = len(_FIRST)
    out = bytearray()
    place = 0
    while place < len(body) and len(out) < size_bytes:
        control = body[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                if place + 1 >= len(body):
                    return bytes(out)
                pair = body[place] << 8 | body[place + 1]
                place += 2
                offset, length = pair >> 4, (pair & 0xF) + _SHORTEST_COPY
                if offset == write:
                    return bytes(out[:size_bytes])
                run = bytearray()
                for step in range(length):
                    byte = window[(offset + step) % _WINDOW_BYTES]
                    window[(write + step) % _WINDOW_BYTES] = byte
                    run.append(byte)
                out += run
                write = (write + length) % _WINDOW_BYTES
            else:
                if place >= len(body):
                    return bytes(out)
                window[write] = body[place]
                out.append(body[place])
                write = (write + 1) % _WINDOW_BYTES
                place += 1
    return bytes(out[:size_bytes])
