"""The backup file's bytes: a clear opening, sealed segments, a sealed index, a fixed end.

Normative: docs/formats/backup.md. The index is at the end because a file is read only once while
the vault is at work; a file that was cut has no end and is refused before anything is decrypted.
"""

from __future__ import annotations

import io
import os
import struct
from hashlib import sha256
from typing import IO, TYPE_CHECKING

import msgspec

from appliance.backup.records import BackupInfo, Index, Opening
from appliance.crypto.container import HEADER_BYTES as SEAL_HEADER_BYTES
from appliance.crypto.container import open_stream, parse_header, seal_stream
from appliance.errors import (
    BackupDamaged,
    BackupTooNew,
    FileUnreadable,
    PackTampered,
    SealVersionUnknown,
)

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"\x8bCOFBKUP"
FORMAT = 1
SEGMENT_BYTES = 8 * 1024 * 1024
_MAX_OPENING_BYTES = 1024 * 1024
# A million files of a few parts each; far above a branch's vault, far below a machine's memory.
_MAX_INDEX_BYTES = 512 * 1024 * 1024
_START = struct.Struct(">8sHI")
_END = struct.Struct(">Q8s")
_END_MAGIC = b"COFBKEND"
# Not everything that is no JSON of ours is an error of the JSON reader.
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class ArchiveWriter:
    """Writes one backup: `add` bytes, then `finish`. Not thread-safe."""

    def __init__(self, out: IO[bytes], opening: Opening, *, key: bytes) -> None:
        """Write the opening; `key` seals what follows."""
        self._out = out
        self._key = key
        self._id = opening.backup_id
        raw = msgspec.json.encode(opening, order="sorted")
        self._bound = sha256(raw).digest()
        out.write(_START.pack(MAGIC, FORMAT, len(raw)) + raw)
        self._offset = _START.size + len(raw)
        self._segment = bytearray()
        self._segments_bytes: list[int] = []

    def add(self, part: bytes) -> tuple[int, int]:
        """Keep a part; returns its segment's number and where in it the part starts."""
        place = (len(self._segments_bytes), len(self._segment))
        self._segment += part
        if len(self._segment) >= SEGMENT_BYTES:
            self._close_segment()
        return place

    def finish(self, index: Index) -> None:
        """Write what is left, the index and the end; `index.segments_bytes` is filled in here."""
        if self._segment:
            self._close_segment()
        whole = msgspec.structs.replace(index, segments_bytes=tuple(self._segments_bytes))
        start = self._offset
        self._seal(
            msgspec.json.encode(whole, order="sorted"), _binding(self._id, "index", self._bound)
        )
        self._out.write(_END.pack(start, _END_MAGIC))

    def _close_segment(self) -> None:
        number = len(self._segments_bytes)
        before = self._offset
        self._seal(bytes(self._segment), _binding(self._id, f"segment {number}", self._bound))
        self._segments_bytes.append(self._offset - before)
        self._segment.clear()

    def _seal(self, data: bytes, binding: bytes) -> None:
        header = seal_stream(
            io.BytesIO(data),
            self._out,
            key=self._key,
            binding=binding,
            clear_bytes=len(data),
            name="the backup",
        )
        self._offset += header.sealed_bytes


class ArchiveReader:
    """One backup file, open for reading through one descriptor. Close it."""

    def __init__(self, path: Path) -> None:
        """Open and read the clear opening. Raises: FileUnreadable, BackupDamaged, BackupTooNew."""
        self.path = path
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            why = error.strerror or "unknown"
            raise FileUnreadable(str(error), name=path.name, why=why) from error
        self._file = os.fdopen(handle, "rb", buffering=0)
        try:
            self._size_bytes = os.fstat(handle).st_size
            self.opening, raw = self._read_opening()
        except BaseException:
            self._file.close()
            raise
        self._bound = sha256(raw).digest()
        self._first = _START.size + len(raw)
        self._starts: list[int] = []
        self._held: tuple[int, bytes] = (-1, b"")

    def close(self) -> None:
        """May be called twice."""
        self._file.close()

    def __enter__(self) -> ArchiveReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def info(self) -> BackupInfo:
        """What the opening says; not authenticated before `index` was read."""
        opening = self.opening
        return BackupInfo(
            opening.backup_id, opening.base, opening.vault_id, opening.created_at, self._size_bytes
        )

    def index(self, key: bytes) -> Index:
        """Authenticate and decode the index, and see that the file is exactly as long as it says.

        Raises: BackupDamaged.
        """
        raw = self._read_at(self._size_bytes - _END.size, _END.size)
        start, magic = _END.unpack(raw)
        if magic != _END_MAGIC or not self._first <= start < self._size_bytes - _END.size:
            raise BackupDamaged(name=self.path.name, why="its end is missing")
        size_bytes = self._size_bytes - _END.size - start
        if size_bytes > _MAX_INDEX_BYTES:
            raise BackupDamaged(name=self.path.name, why="its index is impossibly large")
        sealed = self._read_at(start, size_bytes)
        clear = self._open(sealed, key, _binding(self.opening.backup_id, "index", self._bound))
        try:
            index = msgspec.json.decode(clear, type=Index)
        except _UNREADABLE as error:
            raise BackupDamaged(
                str(error), name=self.path.name, why="its index is wrong"
            ) from error
        self._starts = [self._first]
        for length in index.segments_bytes:
            self._starts.append(self._starts[-1] + length)
        if self._starts[-1] != start:
            raise BackupDamaged(name=self.path.name, why="parts are missing or were added")
        return index

    def segment(self, number: int, key: bytes) -> bytes:
        """A segment's clear bytes; the last one read is kept, since parts come in order.

        Call `index` first. Raises: BackupDamaged.
        """
        if self._held[0] != number:
            if not 0 <= number < len(self._starts) - 1:
                raise BackupDamaged(name=self.path.name, why="a part is missing")
            start = self._starts[number]
            sealed = self._read_at(start, self._starts[number + 1] - start)
            binding = _binding(self.opening.backup_id, f"segment {number}", self._bound)
            self._held = (number, self._open(sealed, key, binding))
        return self._held[1]

    @property
    def segments(self) -> int:
        """How many segments there are; 0 before `index`."""
        return max(0, len(self._starts) - 1)

    def _read_opening(self) -> tuple[Opening, bytes]:
        name = self.path.name
        start = self._file.read(_START.size)
        if len(start) < _START.size or start[: len(MAGIC)] != MAGIC:
            raise BackupDamaged(name=name, why="it is not a backup of this program")
        _, found, size_bytes = _START.unpack(start)
        if found != FORMAT:
            raise BackupTooNew(name=name, found=found, known=FORMAT)
        if size_bytes > min(_MAX_OPENING_BYTES, self._size_bytes):
            raise BackupDamaged(name=name, why="its beginning is impossibly large")
        raw = self._read_at(_START.size, size_bytes)
        try:
            opening = msgspec.json.decode(raw, type=Opening)
        except _UNREADABLE as error:
            raise BackupDamaged(str(error), name=name, why="its beginning is wrong") from error
        if opening.format != FORMAT or msgspec.json.encode(opening, order="sorted") != raw:
            raise BackupDamaged(name=name, why="its beginning was changed")
        return opening, raw

    def _read_at(self, start: int, size_bytes: int) -> bytes:
        if start < 0 or start + size_bytes > self._size_bytes:
            raise BackupDamaged(name=self.path.name, why="its end is missing")
        try:
            found = os.pread(self._file.fileno(), size_bytes, start)
            while 0 < len(found) < size_bytes:
                more = os.pread(self._file.fileno(), size_bytes - len(found), start + len(found))
                if not more:
                    break
                found += more
        except OSError as error:
            why = error.strerror or "unknown"
            raise FileUnreadable(str(error), name=self.path.name, why=why) from error
        if len(found) != size_bytes:
            raise BackupDamaged(name=self.path.name, why="its end is missing")
        return found

    def _open(self, sealed: bytes, key: bytes, binding: bytes) -> bytes:
        try:
            header = parse_header(sealed[:SEAL_HEADER_BYTES], name="the backup")
            if header.sealed_bytes != len(sealed):
                raise BackupDamaged(name=self.path.name, why="a part has the wrong length")
            chunks = open_stream(io.BytesIO(sealed), key=key, binding=binding, name="the backup")
            return b"".join(bytes(chunk) for chunk in chunks)
        except (PackTampered, SealVersionUnknown) as error:
            raise BackupDamaged(
                str(error), name=self.path.name, why="a part is not what was written"
            ) from error


def _binding(backup_id: str, part: str, bound: bytes) -> bytes:
    return b"cofferdam backup 1\x00" + f"{backup_id}\x00{part}\x00".encode() + bound
