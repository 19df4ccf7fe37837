"""Sealed readings: a model's state after it read a document, kept so that it need not read again.

Files of a case under a key of the case, beside the originals. They can be made again at any time,
so they are in no backup and no row names them: the folder is the list. A file's name is made of
keyed hashes of the document's number and of the reading's name, so it tells neither. The time of
change is when a reading was last used; the least recently used leave first, over all cases.
"""

from __future__ import annotations

import hmac
import io
import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from appliance.crypto.container import seal_stream
from appliance.crypto.sealed_file import read_sealed
from appliance.errors import FileUnreadable
from appliance.files import atomic_write, saving
from appliance.vault.case_folder import readings_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NAME = re.compile("[0-9a-f]{24}-[0-9a-f]{24}")
_UNFINISHED = re.compile(r"\.[0-9a-f]{24}-[0-9a-f]{24}\.[a-z0-9_]{8}")
_FOLDER = re.compile(rf"{re.escape(readings_name(1))}(?:\.[0-9]{{1,9}})?")
_TAG_CHARACTERS = 24
# A write takes seconds; what was not finished after this was cut off by a kill.
_UNFINISHED_S = 3600.0


class _Kept(NamedTuple):
    used_s: float
    size_bytes: int
    path: Path


class Readings:
    """Readings of one case, at most one per document. Thread-safe.

    Every method raises VaultLocked after the lock, KeyNotHeld, CaseUnknown.
    """

    def __init__(
        self,
        folder: Path,
        *,
        key: Callable[[], bytes],
        on_commit: Callable[[Callable[[], None]], None],
    ) -> None:
        """`on_commit` takes what to do when this thread's transaction ends."""
        self._folder = folder
        self._key = key
        self._on_commit = on_commit

    def has(self, document_id: int) -> bool:
        """True if any reading of the document is kept."""
        return bool(self._of(document_id))

    def holds(self, document_id: int, name: str) -> bool:
        """True if the reading of that name is kept."""
        return self._path(document_id, name).is_file()

    def put(self, document_id: int, name: str, data: bytes) -> None:
        """Keep a reading in place of any other of the document.

        Raises: DiskFull, FolderReadOnly.
        """
        with saving(self._folder.name):
            self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._path(document_id, name)
        with atomic_write(path) as out:
            seal_stream(
                io.BytesIO(data),
                out,
                key=self._key(),
                binding=_binding(name),
                clear_bytes=len(data),
                name="the kept reading",
            )
        for other in self._of(document_id):
            if other != path:
                other.unlink(missing_ok=True)

    def get(self, document_id: int, name: str) -> bytes | None:
        """The reading of that name, or None. Raises: PackTampered, SealVersionUnknown."""
        path = self._path(document_id, name)
        if not path.is_file():
            return None
        try:
            data = read_sealed(
                path, key=self._key(), binding=_binding(name), name="the kept reading"
            )
        except FileUnreadable:  # another thread needed its room meanwhile
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def remove(self, document_id: int) -> None:
        """Delete the document's readings, after the commit if a transaction is under way."""
        paths = self._of(document_id)

        def unlink() -> None:
            for path in paths:
                path.unlink(missing_ok=True)

        self._on_commit(unlink)

    def _of(self, document_id: int) -> list[Path]:
        return sorted(self._folder.glob(f"{self._tag(f'document {document_id}')}-*"))

    def _path(self, document_id: int, name: str) -> Path:
        return self._folder / f"{self._tag(f'document {document_id}')}-{self._tag(f'name {name}')}"

    def _tag(self, text: str) -> str:
        return hmac.digest(self._key(), text.encode(), "sha256").hex()[:_TAG_CHARACTERS]


def used_bytes(cases_folder: Path) -> int:
    """What the readings of all cases take on the disk."""
    return sum(kept.size_bytes for kept in _all(cases_folder))


def make_room(cases_folder: Path, *, limit_bytes: int, coming_bytes: int = 0) -> None:
    """Delete the least recently used readings of any case until `coming_bytes` more fit.

    A limit of 0 deletes all. What cannot be deleted stays.
    """
    kept = sorted(_all(cases_folder))
    total_bytes = sum(one.size_bytes for one in kept) + coming_bytes
    for one in kept:
        if total_bytes <= limit_bytes:
            return
        with suppress(OSError):
            one.path.unlink(missing_ok=True)
            total_bytes -= one.size_bytes


def sweep_unfinished(cases_folder: Path, *, now_s: float) -> None:
    """Delete what a kill left half-written; `now_s` is seconds since 1970."""
    for path, info in _entries(cases_folder):
        if _UNFINISHED.fullmatch(path.name) and now_s - info.st_mtime > _UNFINISHED_S:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _all(cases_folder: Path) -> list[_Kept]:
    return [
        _Kept(info.st_mtime, info.st_size, path)
        for path, info in _entries(cases_folder)
        if _NAME.fullmatch(path.name)
    ]


def _entries(cases_folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Regular files in the folders of readings of all cases; no link is followed."""
    for folder in sorted(cases_folder.glob(f"*/{readings_name(1)}*")):
        if not _FOLDER.fullmatch(folder.name) or folder.is_symlink():
            continue
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                info = path.lstat()
                if stat.S_ISREG(info.st_mode):
                    yield path, info


def _binding(name: str) -> bytes:
    """Ties the file to the text, model, build, machine and prompt that the name is made of."""
    return f"reading {name}".encode()
