"""Reading pieces of a sealed file, such as the head of a model, without opening all of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.crypto.container import TAG_BYTES
from appliance.crypto.sealed_file import open_sealed
from appliance.packs.binding import component_binding, sealed_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.crypto.sealed_file import SealedFile
    from appliance.packs.records import Component


class SealedSource:
    """The clear content of a sealed file, read a piece at a time; each piece is authenticated."""

    def __init__(self, file: SealedFile) -> None:
        self._file = file
        self._cipher = file.cipher()
        self._number, self._chunk = -1, b""

    @property
    def size_bytes(self) -> int:
        """Length of the clear content."""
        return self._file.header.clear_bytes

    def read(self, place: int, size_bytes: int) -> bytes:
        """Up to `size_bytes` from `place` on; fewer only at the end. Raises: PackTampered."""
        end = min(place + size_bytes, self.size_bytes)
        chunk_bytes = self._file.header.chunk_bytes
        parts = []
        while place < end:
            number, begin = divmod(place, chunk_bytes)
            part = self._read_chunk(number)[begin : begin + end - place]
            parts.append(part)
            place += len(part)
        return b"".join(parts)

    def _read_chunk(self, number: int) -> bytes:
        if number != self._number:
            size = self._file.header.clear_bytes_of(number)
            sealed, clear = memoryview(bytearray(size + TAG_BYTES)), memoryview(bytearray(size))
            self._chunk = bytes(self._file.read_chunk(number, self._cipher, sealed, clear))
            self._number = number
        return self._chunk


@contextmanager
def peek(
    component: Component, folder: Path, *, key: bytes, digest: str, generation: int
) -> Iterator[SealedSource]:
    """One sealed file of a model, for the block.

    Raises: FileUnreadable, PackTampered, SealVersionUnknown.
    """
    binding = component_binding(digest, component.name)
    path = folder / sealed_name(component.name, generation)
    with open_sealed(path, key=key, binding=binding, name=component.name) as file:
        yield SealedSource(file)
