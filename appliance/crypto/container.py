"""The sealed container: a file in authenticated chunks (docs/formats/sealed-container.md).

Every chunk is bound to its number, to being the last or not, to the header and to a caller's
`binding` (what the file belongs to). So a changed, cut, reordered, exchanged or misplaced file is
refused, and a cut one is refused before anything is allocated for it.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appliance.crypto.kdf import hkdf
from appliance.errors import FileUnreadable, PackTampered, SealVersionUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.utils import Buffer

MAGIC = b"\x8bCOFSEAL"
VERSION = 1
TAG_BYTES = 16
SALT_BYTES = 32
# What the program writes. 4 MiB measured the same speed; smaller ones cost calls into OpenSSL.
CHUNK_LOG2 = 20
# What it reads: 1 KiB exists so that test vectors stay small, 1 MiB bounds a reader's memory.
_CHUNK_LOG2_RANGE = (10, 20)
# One tebibyte: no model or document is near it, and sums with it cannot overflow anything.
MAX_CLEAR_BYTES = 2**40
_HEADER = struct.Struct(">8sHHQ32s")
HEADER_BYTES = _HEADER.size
_KEY_INFO = b"cofferdam sealed container 1"


class Source(Protocol):
    """What sealing reads from: an open binary file, or `io.BytesIO`."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill the buffer from the front; how many bytes, 0 at the end."""


@dataclass(frozen=True)
class Header:
    """The first bytes of a sealed file. Nothing in it is secret; all of it is authenticated."""

    chunk_log2: int
    clear_bytes: int
    salt: bytes

    @property
    def chunk_bytes(self) -> int:
        """Clear bytes in every chunk but the last."""
        return 1 << self.chunk_log2

    @property
    def chunk_count(self) -> int:
        """At least one: an empty file has one empty chunk, which is the last."""
        return max(1, -(-self.clear_bytes // self.chunk_bytes))

    @property
    def sealed_bytes(self) -> int:
        """The one size that the whole file may have."""
        return HEADER_BYTES + self.clear_bytes + TAG_BYTES * self.chunk_count

    def clear_bytes_of(self, number: int) -> int:
        """Clear bytes in chunk `number`, counted from 0."""
        return min(self.chunk_bytes, self.clear_bytes - number * self.chunk_bytes)

    def offset_of(self, number: int) -> int:
        """Where chunk `number` begins in the sealed file."""
        return HEADER_BYTES + number * (self.chunk_bytes + TAG_BYTES)

    def encode(self) -> bytes:
        """The header's only encoding."""
        return _HEADER.pack(MAGIC, VERSION, self.chunk_log2, self.clear_bytes, self.salt)


def parse_header(raw: bytes, *, name: str) -> Header:
    """Read a header strictly; `name` is what errors call the file.

    Raises:
        SealVersionUnknown: not a sealed file, or a later format.
        PackTampered: cut, or a value outside its bounds.
    """
    if raw[: len(MAGIC)] != MAGIC[: len(raw)]:
        raise SealVersionUnknown("wrong magic", name=name)
    if len(raw) < HEADER_BYTES:
        raise PackTampered(name=name, why="its beginning is cut")
    _, version, chunk_log2, clear_bytes, salt = _HEADER.unpack(raw[:HEADER_BYTES])
    if version != VERSION:
        raise SealVersionUnknown(f"version {version}", name=name)
    low, high = _CHUNK_LOG2_RANGE
    if not low <= chunk_log2 <= high:
        raise PackTampered(name=name, why="its chunk size is out of range")
    if clear_bytes > MAX_CLEAR_BYTES:
        raise PackTampered(name=name, why="its size is out of range")
    return Header(chunk_log2, clear_bytes, salt)


class ChunkCipher:
    """Seals and opens the chunks of one file. Cheap to make; use one per thread."""

    def __init__(self, header: Header, *, key: Buffer, binding: bytes, name: str) -> None:
        """`key` is the caller's key, from which this file's own is derived with its salt."""
        self._cipher = AESGCM(hkdf(key, _KEY_INFO, salt=header.salt))
        self._bound = sha256(header.encode()).digest() + sha256(binding).digest()
        self._last = header.chunk_count - 1
        self._name = name

    def _nonce(self, number: int) -> bytes:
        # The key is this file's alone, so a counter never repeats; the last byte marks the end.
        return number.to_bytes(11, "big") + bytes([number == self._last])

    def seal(self, number: int, clear: Buffer, sealed: memoryview) -> None:
        """Fill `sealed`, which is `TAG_BYTES` longer than `clear`."""
        self._cipher.encrypt_into(self._nonce(number), clear, self._bound, sealed)

    def open(self, number: int, sealed: Buffer, clear: memoryview) -> None:
        """Fill `clear`, which is `TAG_BYTES` shorter than `sealed`. Raises: PackTampered."""
        try:
            self._cipher.decrypt_into(self._nonce(number), sealed, self._bound, clear)
        except InvalidTag as error:
            raise PackTampered(name=self._name, why=f"part {number + 1} is not genuine") from error


def seal_stream(
    source: Source,
    out: IO[bytes],
    *,
    key: Buffer,
    binding: bytes,
    clear_bytes: int,
    name: str,
    on_chunk: Callable[[memoryview], None] | None = None,
    chunk_log2: int = CHUNK_LOG2,
) -> Header:
    """Seal exactly `clear_bytes` from `source` into `out`; `on_chunk` sees each clear chunk.

    Raises:
        FileUnreadable: the source has fewer or more bytes than announced.
    """
    header = Header(chunk_log2, clear_bytes, os.urandom(SALT_BYTES))
    cipher = ChunkCipher(header, key=key, binding=binding, name=name)
    out.write(header.encode())
    room = min(header.chunk_bytes, max(clear_bytes, 1))
    clear = memoryview(bytearray(room))
    sealed = memoryview(bytearray(room + TAG_BYTES))
    try:
        for number in range(header.chunk_count):
            size = header.clear_bytes_of(number)
            if _read_into(source, clear[:size]) != size:
                raise FileUnreadable(name=name, why="it became shorter while it was read")
            if on_chunk is not None:
                on_chunk(clear[:size])
            cipher.seal(number, clear[:size], sealed[: size + TAG_BYTES])
            out.write(sealed[: size + TAG_BYTES])
        if source.readinto(clear[:1]):
            raise FileUnreadable(name=name, why="it became longer while it was read")
    finally:
        clear[:] = bytes(room)
    return header


def open_stream(source: Source, *, key: Buffer, binding: bytes, name: str) -> Iterator[memoryview]:
    """The clear chunks of a sealed file in order, from a source that need not be seekable.

    Each view is valid until the next one. Nothing is trustworthy as a whole until the iterator
    ended without an error.

    Raises: SealVersionUnknown, PackTampered.
    """
    head = bytearray(HEADER_BYTES)
    got = _read_into(source, memoryview(head))
    header = parse_header(bytes(head[:got]), name=name)
    cipher = ChunkCipher(header, key=key, binding=binding, name=name)
    room = min(header.chunk_bytes, max(header.clear_bytes, 1))
    clear = memoryview(bytearray(room))
    sealed = memoryview(bytearray(room + TAG_BYTES))
    try:
        for number in range(header.chunk_count):
            size = header.clear_bytes_of(number)
            if _read_into(source, sealed[: size + TAG_BYTES]) != size + TAG_BYTES:
                raise PackTampered(name=name, why="its end is missing")
            cipher.open(number, sealed[: size + TAG_BYTES], clear[:size])
            if number + 1 == header.chunk_count and source.readinto(sealed[:1]):
                raise PackTampered(name=name, why="something was added at its end")
            yield clear[:size]
    finally:
        clear[:] = bytes(room)


def _read_into(source: Source, buffer: memoryview) -> int:
    filled = 0
    while filled < len(buffer):
        got = source.readinto(buffer[filled:])
        if not got:
            break
        filled += got
    return filled
