"""Restoring a vault from a backup and the earlier ones that it builds on.

A backup is opened with what opens its vault: the header that travels in the clear opening leads
from a passphrase or recovery code to the key of everything else. The header is written last, as
when a vault is made, so a restore that was cut off never looks like a vault and can be repeated.
"""

from __future__ import annotations

import hmac
import os
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from appliance.backup import marker as markers
from appliance.backup.archive import ArchiveReader
from appliance.backup.making import KEY, PARTS_KEY
from appliance.crypto.secret import SecretBytes
from appliance.errors import ApplianceError, BackupBaseMissing, BackupDamaged
from appliance.files import saving, sync_folder
from appliance.vault import case_folder
from appliance.vault import folder as folders
from appliance.vault import header as headers
from appliance.vault.opening import unlock

if TYPE_CHECKING:
    from appliance.backup.marker import Marker
    from appliance.backup.records import BackupInfo, Index, Stored
    from appliance.jobs import Job

# A chain this long is a mistake: somebody who backs up daily starts anew now and then.
_MOST_BASES = 1000
_LONGEST_NAME_BYTES = 255
STAGE = "restoring"


class Backup:
    """A backup with all that it builds on, opened with a secret. Close it."""

    def __init__(
        self,
        path: Path,
        secret: str,
        *,
        user: str | None = None,
        key_file: Path | None = None,
    ) -> None:
        """Find the earlier backups in the same folder, open all, check every index.

        Raises: FileUnreadable, BackupDamaged, BackupTooNew, BackupBaseMissing, WrongPassphrase,
            HeaderDamaged.
        """
        self._held = ExitStack()
        try:
            self._top = self._held.enter_context(ArchiveReader(path))
            self._header = headers.decode(self._top.opening.header)
            self._unlock(secret, user, key_file)
            self._readers = {self._top.opening.backup_id: self._top}
            self.index: Index = self._opened(self._top)
            self._find_bases()
        except BaseException:
            self.close()
            raise

    def _unlock(self, secret: str, user: str | None, key_file: Path | None) -> None:
        opened = unlock(self._header, secret, user=user, key_file=key_file)
        try:
            headers.check_mac(self._header, mac_key=opened.ring.subkey("header"))
            self._key, self._parts_key = (
                SecretBytes(opened.ring.subkey(name)) for name in (KEY, PARTS_KEY)
            )
        finally:
            opened.ring.wipe()
        # None for a recovery, which may do everything.
        self.roles: tuple[str, ...] | None = next(
            (tuple(map(str, one.roles)) for one in self._header.users if one.id == opened.owner),
            None,
        )

    @property
    def info(self) -> BackupInfo:
        """The newest file's opening; genuine, because its index was authenticated."""
        return self._top.info

    def close(self) -> None:
        """Close the files and wipe the keys. May be called twice."""
        self._held.close()
        for name in ("_key", "_parts_key"):
            key = getattr(self, name, None)
            if key is not None:
                key.wipe()

    def __enter__(self) -> Backup:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def restore(self, target: Path, *, job: Job, marker: Marker | None = None) -> None:
        """Write the vault into an empty or new folder; its header comes last.

        With `marker` the vault says from the beginning that it was restored.

        Raises: VaultExists, VaultBusy, BadInput, BackupDamaged, DiskFull, FolderReadOnly,
            Cancelled.
        """
        total = sum(stored.size_bytes for stored in self.index.files) or 1
        held = folders.begin(target)
        try:
            done = 0
            for stored in self.index.files:
                self._write(target, stored)
                done += stored.size_bytes
                job.tick(STAGE, done, total, unit="bytes")
            self._make_folders(target)
            with saving(target.name):
                for path in sorted({Path(stored.path).parent for stored in self.index.files}):
                    sync_folder(target / path)
            if marker is not None:
                markers.write(target, marker, bytes(self._key.reveal()))
            headers.write(target, self._header)
            folders.finish(target)
        finally:
            held.release()

    def _make_folders(self, target: Path) -> None:
        """Those of cases without documents: a backup names files only."""
        with saving(target.name):
            for stored in self.index.files:
                path = Path(stored.path)
                blobs = case_folder.blobs_beside(path.name)
                if path.parts[0] == case_folder.NAME and blobs is not None:
                    (target / path).with_name(blobs).mkdir(mode=0o700, exist_ok=True)

    def _write(self, target: Path, stored: Stored) -> None:
        path = target / _safe(stored.path, self._top.path.name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with saving(path.name):
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                handle = os.open(path, flags, 0o600)
            except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
                name = self._top.path.name
                why = "two of its files are in each other's way"
                raise BackupDamaged(str(error), name=name, why=why) from error
            with os.fdopen(handle, "wb") as out:
                written = 0
                for tag in stored.parts:
                    part = self._part(tag)
                    out.write(part)
                    written += len(part)
                if written != stored.size_bytes:
                    raise BackupDamaged(name=self._top.path.name, why="a file has another size")
                out.flush()
                os.fsync(out.fileno())

    def _part(self, tag: str) -> bytes:
        name = self._top.path.name
        piece = self.index.pieces.get(tag)
        if piece is None or piece.backup_id not in self._readers:
            raise BackupDamaged(name=name, why="a part is missing")
        reader = self._readers[piece.backup_id]
        segment = reader.segment(piece.segment, bytes(self._key.reveal()))
        part = segment[piece.start : piece.start + piece.size_bytes]
        found = hmac.digest(bytes(self._parts_key.reveal()), part, "sha256").hex()
        if not hmac.compare_digest(found, tag):
            raise BackupDamaged(name=name, why="a part is not what was written")
        return part

    def _opened(self, reader: ArchiveReader) -> Index:
        return reader.index(bytes(self._key.reveal()))

    def _find_bases(self) -> None:
        """Open every backup that this one's parts lie in, wherever in the chain."""
        needed = {piece.backup_id for piece in self.index.pieces.values()} - set(self._readers)
        if not needed:
            return
        if len(needed) > _MOST_BASES:
            raise BackupDamaged(name=self._top.path.name, why="it builds on too many others")
        for backup_id, path in self._beside():
            if backup_id in needed and backup_id not in self._readers:
                self._try_base(backup_id, path)
        missing = needed - set(self._readers)
        if missing:
            base = ", ".join(sorted(one[:8] for one in missing))
            raise BackupBaseMissing(name=self._top.path.name, base=base)

    def _try_base(self, backup_id: str, path: Path) -> None:
        """Take a file that says it is that backup, if it is genuine: anybody can copy its id."""
        with ExitStack() as stack:
            reader = stack.enter_context(ArchiveReader(path))
            try:
                self._opened(reader)
            except BackupDamaged:
                return
            self._readers[backup_id] = reader
            self._held.push(stack.pop_all())

    def _beside(self) -> list[tuple[str, Path]]:
        """What calls itself a backup in the same folder, with its id; others are passed over."""
        found: list[tuple[str, Path]] = []
        for path in sorted(self._top.path.parent.iterdir()):
            try:
                if path.is_file():
                    with ArchiveReader(path) as reader:
                        found.append((reader.opening.backup_id, path))
            except (ApplianceError, OSError):
                continue
        return found


def _safe(path: str, name: str) -> PurePosixPath:
    """A path below the vault folder. Raises: BackupDamaged: it leads elsewhere."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or not pure.parts or any(part in ("..", ".") for part in pure.parts):
        raise BackupDamaged(name=name, why="it names a file outside the vault")
    too_long = any(len(part.encode()) > _LONGEST_NAME_BYTES for part in pure.parts)
    if "\x00" in path or len(pure.parts) > 8 or too_long:
        raise BackupDamaged(name=name, why="it names an impossible file")
    return pure
