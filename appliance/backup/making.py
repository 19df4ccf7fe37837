"""Making a backup of an open vault while people go on working.

Every file is read once. Files that never change are read as they are; a database is read with its
journal while nobody else may write to it, which holds work up for as long as reading that one
database takes. What is backed up is already encrypted, so an administrator who may not read cases
can back them up.
"""

from __future__ import annotations

import hmac
import os
import time
from typing import TYPE_CHECKING

from appliance.backup.archive import FORMAT, ArchiveReader, ArchiveWriter
from appliance.backup.records import BackupInfo, BackupMade, Index, Opening, Piece, Stored
from appliance.backup.sources import Source, audit_entries, sources
from appliance.clock import Clock, stamp
from appliance.errors import BackupNotOfVault
from appliance.files import new_file
from appliance.vault import header as headers

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.vault.store import Vault

# Sixteen pages of a database: a changed row costs one part, and the index stays small.
PART_BYTES = 256 * 1024
STAGE = "backing up"
KEY = "backup"
PARTS_KEY = "backup parts"


def back_up(
    vault: Vault, path: Path, *, clock: Clock, job: Job, base: Path | None = None
) -> BackupMade:
    """Write a backup file that did not exist; with `base`, only what that backup does not hold.

    After an error, a cancel or a kill there is no file of that name.

    Raises:
        FileExists, DiskFull, FolderReadOnly, FileUnreadable, VaultLocked, Cancelled.
        BackupNotOfVault: `base` is of another vault or other keys.
        BackupDamaged, BackupTooNew: `base` cannot be used.
    """
    began_s = time.monotonic()
    known: dict[str, Piece] = {}
    base_id = None
    if base is not None:
        base_id, known = _read_base(vault, base)
    with new_file(path) as out:
        while True:
            out.seek(0)
            out.truncate()
            work = _Work(vault, known, job)
            opening = work.opening(base_id, stamp(clock))
            writer = ArchiveWriter(out, opening, key=vault.subkey(KEY))
            work.run(writer)
            # A rotation or a change of users in between would leave keys and data that do not fit.
            if headers.read(vault.folder) == headers.decode(opening.header):
                break
        size_bytes = out.tell()
    info = BackupInfo(opening.backup_id, base_id, opening.vault_id, opening.created_at, size_bytes)
    return BackupMade(
        info=info,
        path=path,
        files=len(work.files),
        vault_bytes=sum(stored.size_bytes for stored in work.files),
        new_bytes=work.new_bytes,
        seconds=time.monotonic() - began_s,
    )


def _read_base(vault: Vault, base: Path) -> tuple[str, dict[str, Piece]]:
    with ArchiveReader(base) as reader:
        if reader.opening.vault_id != vault.vault_id:
            raise BackupNotOfVault(name=base.name, why="it is of another vault")
        theirs = headers.decode(reader.opening.header)
        ours = headers.read(vault.folder)
        if theirs.generation != ours.generation:
            raise BackupNotOfVault(name=base.name, why="the keys were rotated since it was made")
        return reader.opening.backup_id, dict(reader.index(vault.subkey(KEY)).pieces)


class _Work:
    """One pass over the vault."""

    def __init__(self, vault: Vault, known: dict[str, Piece], job: Job) -> None:
        self._vault = vault
        self._job = job
        self._tag_key = vault.subkey(PARTS_KEY)
        self._pieces = dict(known)
        self._used: dict[str, Piece] = {}
        self._backup_id = os.urandom(16).hex()
        self.files: list[Stored] = []
        self.new_bytes = 0

    def opening(self, base: str | None, created_at: str) -> Opening:
        """Read anew at every pass: the header must be the one that fits the data."""
        return Opening(
            format=FORMAT,
            backup_id=self._backup_id,
            base=base,
            vault_id=self._vault.vault_id,
            created_at=created_at,
            header=headers.encode(headers.read(self._vault.folder)),
        )

    def run(self, writer: ArchiveWriter) -> None:
        planned_bytes = _size_bytes(self._vault.folder)
        done_bytes = 0
        entries = audit_entries(self._vault)
        for source in sources(self._vault):
            self._job.tick(STAGE, min(done_bytes, planned_bytes - 1), planned_bytes, unit="bytes")
            done_bytes += self._keep(writer, source)
        writer.finish(
            Index(
                files=tuple(self.files),
                pieces=self._used,
                segments_bytes=(),
                audit_entries=entries,
            )
        )
        self._job.tick(STAGE, planned_bytes, planned_bytes, unit="bytes")

    def _keep(self, writer: ArchiveWriter, source: Source) -> int:
        parts: list[str] = []
        size_bytes = 0
        while part := source.content.read(PART_BYTES):
            self._job.check()
            tag = hmac.digest(self._tag_key, part, "sha256").hex()
            if tag not in self._pieces:
                segment, start = writer.add(part)
                self._pieces[tag] = Piece(self._backup_id, segment, start, len(part))
                self.new_bytes += len(part)
            self._used[tag] = self._pieces[tag]
            parts.append(tag)
            size_bytes += len(part)
        self.files.append(Stored(source.path, size_bytes, tuple(parts)))
        return size_bytes


def _size_bytes(folder: Path) -> int:
    """About how much there is to read, for the estimate only."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size  # noqa: PTH118 - a Path each is slow
            except OSError:
                continue
    return max(total, 1)
