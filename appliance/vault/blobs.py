"""Sealed blobs: originals of documents, one file each, named at random.

A blob is on disk before the row that names it is committed, and goes after the row is gone. What a
kill leaves in between is set aside when the vault is opened (`strays`).
"""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING

from appliance.children import sealed_memory
from appliance.crypto.container import seal_stream
from appliance.crypto.sealed_file import decrypt_into_fd, read_sealed
from appliance.errors import VaultDamaged
from appliance.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NAME = re.compile("[0-9a-f]{32}")


class Blobs:
    """Sealed files of one case. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(
        self,
        folder: Path,
        *,
        key: Callable[[], bytes],
        on_commit: Callable[[Callable[[], None]], None],
        on_rollback: Callable[[Callable[[], None]], None],
    ) -> None:
        """`on_commit` and `on_rollback` take what to do when this thread's transaction ends."""
        self._folder = folder
        self._key = key
        self._on_commit = on_commit
        self._on_rollback = on_rollback

    def put(self, data: bytes, *, binding: bytes, blob_id: str | None = None) -> str:
        """Seal `data` and return its id; `binding` names what it belongs to, and opens it again.

        The id is random unless one is given, whose file is replaced. Inside a transaction that is
        rolled back, the blob goes too.
        Raises: DiskFull, FolderReadOnly.
        """
        key = self._key()
        blob_id = blob_id or os.urandom(16).hex()
        with atomic_write(self._path(blob_id)) as out:
            seal_stream(
                io.BytesIO(data),
                out,
                key=key,
                binding=binding,
                clear_bytes=len(data),
                name="the document",
            )
        self._on_rollback(lambda: self._unlink(blob_id))
        return blob_id

    def get(self, blob_id: str, *, binding: bytes) -> bytes:
        """The content. Raises: FileUnreadable, PackTampered, SealVersionUnknown."""
        return read_sealed(
            self._path(blob_id), key=self._key(), binding=binding, name="the stored document"
        )

    def open_fd(self, blob_id: str, *, binding: bytes) -> int:
        """The content in a sealed memory file; the caller closes the descriptor.

        Raises: as `get`.
        """
        key, path = self._key(), self._path(blob_id)

        def fill(fd: int) -> None:
            decrypt_into_fd(path, key=key, binding=binding, fd=fd, name="the stored document")

        return sealed_memory("document", fill)

    def remove(self, blob_id: str) -> None:
        """Delete a blob, after the commit if a transaction is under way. Absent is fine."""
        self._key()
        self._path(blob_id)
        self._on_commit(lambda: self._unlink(blob_id))

    def _path(self, blob_id: str) -> Path:
        if not _NAME.fullmatch(blob_id):
            raise VaultDamaged(why="a document's storage name is impossible")
        return self._folder / blob_id

    def _unlink(self, blob_id: str) -> None:
        self._path(blob_id).unlink(missing_ok=True)
