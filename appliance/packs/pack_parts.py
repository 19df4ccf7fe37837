"""The payload of a pack: its components chunk by chunk, and what is wrong with a bad chunk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

from appliance.crypto.container import HEADER_BYTES, SALT_BYTES, TAG_BYTES, ChunkCipher, Header
from appliance.errors import (
    ApplianceError,
    FileUnreadable,
    PackOrderWrong,
    PackPartForeign,
    PackPartsSwapped,
    PackTampered,
    WeightsMismatch,
)
from appliance.packs.binding import pack_binding
from appliance.packs.pack_framing import sealed_sizes

if TYPE_CHECKING:
    from appliance.packs.pack_records import PackInfo

# How far from its place an exchanged chunk is looked for: 2 x 512 MiB, a fraction of a second.
_SEARCHED_CHUNKS = 512


@dataclass(frozen=True)
class Parts:
    """Where the components lie, and the key that opens them."""

    handle: int
    info: PackInfo
    key: bytearray
    name: str

    def offset(self, number: int) -> int:
        """Where component `number` begins in the file."""
        sizes = sealed_sizes(self.info.manifest, self.info.chunk_log2)
        return list(accumulate(sizes, initial=self.info.head_bytes))[number]

    def read(self, buffer: memoryview, at: int) -> None:
        """Fill `buffer` from the file. Raises: FileUnreadable."""
        try:
            got = os.preadv(self.handle, [buffer], at)
        except OSError as error:
            raise FileUnreadable(
                str(error), name=self.name, why=error.strerror or "unknown"
            ) from error
        if got != len(buffer):
            raise FileUnreadable(name=self.name, why="it became shorter while it was read")

    def header(self, number: int) -> Header | None:
        """The header of component `number`; None if it is not the one that belongs there."""
        raw = bytearray(HEADER_BYTES)
        self.read(memoryview(raw), self.offset(number))
        size_bytes = self.info.manifest.components[number].size_bytes
        header = Header(self.info.chunk_log2, size_bytes, bytes(raw[-SALT_BYTES:]))
        return header if header.encode() == raw else None

    def cipher(self, header: Header, number: int) -> ChunkCipher:
        """What opens the chunks of component `number`."""
        name = self.info.manifest.components[number].name
        binding = pack_binding(self.info.manifest.id, self.info.digest, number, name)
        return ChunkCipher(header, key=self.key, binding=binding, name=name)


class ComponentStream:
    """One component's clear bytes in order; a `Source` for sealing. Not thread-safe."""

    def __init__(self, parts: Parts, number: int) -> None:
        self._parts, self._number = parts, number
        self._component = parts.info.manifest.components[number]
        header = parts.header(number)
        if header is None:
            raise _header_trouble(parts, number)
        self._header = header
        self._cipher = parts.cipher(header, number)
        room = min(header.chunk_bytes, header.clear_bytes)
        self._clear = memoryview(bytearray(room))
        self._sealed = memoryview(bytearray(room + TAG_BYTES))
        self._ready = self._clear[:0]
        self._next = 0
        self._hasher = sha256()
        self._error: ApplianceError | None = None

    def readinto(self, buffer: memoryview, /) -> int:
        """Fill `buffer` from the front with what is verified; 0 at the end.

        Raises: see `Payload.stream`.
        """
        if self._error is not None:
            raise self._error  # never an early end that looks like the real one
        if not self._ready and self._next < self._header.chunk_count:
            try:
                self._ready = self._open_next()
            except ApplianceError as error:
                self._error = error
                raise
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def wipe(self) -> None:
        """Overwrite the clear bytes that are held here."""
        self._ready = self._clear[:0]
        self._clear[:] = bytes(len(self._clear))

    def _open_next(self) -> memoryview:
        number, self._next = self._next, self._next + 1
        size = self._header.clear_bytes_of(number)
        sealed, clear = self._sealed[: size + TAG_BYTES], self._clear[:size]
        at = self._parts.offset(self._number) + self._header.offset_of(number)
        self._parts.read(sealed, at)
        try:
            self._cipher.open(number, sealed, clear)
        except PackTampered as error:
            raise self._trouble(number, sealed) from error
        self._hasher.update(clear)
        # The last bytes stay here unless all of them are what was signed.
        at_end = self._next == self._header.chunk_count
        if at_end and self._hasher.hexdigest() != self._component.sha256:
            self.wipe()
            raise WeightsMismatch("sha256", name=self._component.name)
        return clear

    def _trouble(self, number: int, sealed: memoryview) -> ApplianceError:
        """Name the cause: the chunk fits elsewhere in this component, or nowhere here.

        Only whoever holds the key of this pack gets this far, so trying tells them nothing new.
        """
        name, part = self._parts.name, number + 1
        near = range(
            max(0, number - _SEARCHED_CHUNKS),
            min(self._header.chunk_count, number + _SEARCHED_CHUNKS),
        )
        room = memoryview(bytearray(len(sealed) - TAG_BYTES))
        if any(_opens(self._cipher, other, sealed, room) for other in near):
            return PackPartsSwapped(name=name, component=self._component.name, part=part)
        for other in range(len(self._parts.info.manifest.components)):
            for header in (self._header, self._parts.header(other)):
                if header is None:
                    continue
                cipher = self._parts.cipher(header, other)
                if _opens(cipher, min(number, header.chunk_count - 1), sealed, room):
                    return PackOrderWrong(name=name, what=f"in {self._component.name}")
        return PackPartForeign(name=name, component=self._component.name, part=part)


def _opens(cipher: ChunkCipher, number: int, sealed: memoryview, room: memoryview) -> bool:
    try:
        cipher.open(number, sealed, room)
    except PackTampered:
        return False
    room[:] = bytes(len(room))
    return True


def _header_trouble(parts: Parts, number: int) -> ApplianceError:
    """The first bytes of a component are not its own: another component's, or anything else."""
    raw = bytearray(HEADER_BYTES)
    parts.read(memoryview(raw), parts.offset(number))
    component = parts.info.manifest.components[number]
    for other in parts.info.manifest.components:
        header = Header(parts.info.chunk_log2, other.size_bytes, bytes(raw[-SALT_BYTES:]))
        if header.encode() == raw:
            return PackOrderWrong(name=parts.name, what=component.name)
    return PackPartForeign(name=parts.name, component=component.name, part=1)
