"""The vault's folder: names in it, the lock that only one program may hold, making and clearing."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import stat
from typing import TYPE_CHECKING

from appliance.errors import (
    BadInput,
    FileUnreadable,
    HeaderDamaged,
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultMissing,
)
from appliance.files import saving, sync_folder
from appliance.vault import attempts, closing_record, header

if TYPE_CHECKING:
    from pathlib import Path

_FIRST_DATABASE = "vault.db"
# Only in vaults that an earlier release made: originals of documents that no row names.
BLOBS = "blobs"
CASES = "cases"
MODELS = "models"
LOCK = "lock"
# The head of the audit chain, kept outside the database (docs/formats/audit.md).
AUDIT_HEAD = "audit.head"
# In a vault that was brought back, until its chain says so (docs/formats/backup.md).
RESTORED = "restored.json"
# Lies in the folder from the first to the last step of making a vault. With it, and without a
# header, everything beside it is our own unfinished work and may be cleared.
MAKING = "making"

_JOURNALS = ("-wal", "-shm", "-journal")
_DATABASE_FILE = re.compile(r"vault(?:\.([2-9]|[1-9][0-9]{1,9}))?\.db(?:-wal|-shm|-journal)?")
_OURS = frozenset(
    {BLOBS, CASES, MODELS, LOCK, AUDIT_HEAD, RESTORED, attempts.NAME, closing_record.NAME}
)
# What an atomic write of these files leaves when it is killed.
_ATOMIC = "|".join(
    map(re.escape, (header.NAME, attempts.NAME, AUDIT_HEAD, RESTORED, closing_record.NAME))
)
_UNFINISHED = re.compile(rf"\.(?:{_ATOMIC})\.[a-z0-9_]{{8}}")


def database_name(generation: int) -> str:
    """The control database's file since the keys were changed last."""
    return _FIRST_DATABASE if generation == 1 else f"vault.{generation}.db"


def generations(folder: Path) -> frozenset[int]:
    """Of which generations a control database lies there, with or without its journal."""
    found = (_DATABASE_FILE.fullmatch(path.name) for path in folder.iterdir())
    return frozenset(int(match[1] or 1) for match in found if match)


def remove_database(path: Path) -> None:
    """Delete a control database that no header names, journal first. Absent is fine.

    Raises: FolderReadOnly.
    """
    with saving(path.name):
        for ending in (*_JOURNALS, ""):
            path.with_name(path.name + ending).unlink(missing_ok=True)


class FolderLock:
    """An advisory lock on the file `lock`; the kernel releases it when the program ends."""

    def __init__(self, folder: Path) -> None:
        """Take it at once. Raises: VaultBusy, FolderReadOnly, DiskFull."""
        with saving(folder.name):
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
            self._handle = os.open(folder / LOCK, flags, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise VaultBusy from error
            raise

    def release(self) -> None:
        """Let another program in. May be called twice."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def require_vault(folder: Path) -> None:
    """Is there a vault, even a damaged one? Raises: VaultMissing, FileUnreadable."""
    try:
        if (folder / header.NAME).exists():
            return
        # With a database the header was lost, which must not read as "no vault, make a new one".
        if not (folder / MAKING).exists() and folder.is_dir() and generations(folder):
            return
    except OSError as error:
        why = error.strerror or "unknown"
        raise FileUnreadable(str(error), name=folder.name, why=why) from error
    raise VaultMissing(folder=folder)


def check_kinds(folder: Path) -> None:
    """See, before anything is opened or cleared, that our names are real files and folders.

    Behind a link or a device would be something that is not the vault's to read, write or clear.
    Files may be missing: what that means is decided where each is read.

    Raises: HeaderDamaged, VaultDamaged, FileUnreadable.
    """
    head = _mode(folder / header.NAME)
    if head is not None and not stat.S_ISREG(head):
        raise HeaderDamaged(why="it is a link or a folder, not a file")
    databases = [path.name for path in folder.iterdir() if _DATABASE_FILE.fullmatch(path.name)]
    ours = (LOCK, AUDIT_HEAD, RESTORED, attempts.NAME, closing_record.NAME)
    for name in (*sorted(databases), *ours):
        mode = _mode(folder / name)
        if mode is not None and not stat.S_ISREG(mode):
            raise VaultDamaged(why=f"“{name}” is a link or a folder, not a file")
    for name in (BLOBS, CASES, MODELS):
        mode = _mode(folder / name)
        if mode is None and name != MODELS:  # whether cases may be missing, their rows tell
            continue
        if mode is None:
            raise VaultDamaged(why=f"its folder “{name}” is missing")
        if not stat.S_ISDIR(mode):
            raise VaultDamaged(why=f"“{name}” is a link or a file, not a folder")


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileUnreadable(str(error), name=path.name, why=error.strerror or "unknown") from error


def begin(folder: Path) -> FolderLock:
    """Make or take over an empty folder, or one that an interrupted attempt left, and lock it.

    Raises: VaultExists, VaultBusy, BadInput, FolderReadOnly, DiskFull.
    """
    try:
        with saving(folder.name):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError as error:
        raise VaultExists(folder=folder) from error
    except (OSError, ValueError) as error:  # a file among the parents, a name too long, a NUL
        raise BadInput(
            str(error), what=f"The folder “{folder}”", why="it cannot be made"
        ) from error
    _refuse_foreign(folder)
    lock = FolderLock(folder)
    try:
        _refuse_foreign(folder)  # another program may have finished between look and lock
        with saving(folder.name):
            (folder / MAKING).touch(mode=0o600)
            sync_folder(folder)
            _clear(folder)
            (folder / CASES).mkdir(mode=0o700)
            (folder / MODELS).mkdir(mode=0o700)
            # Made here for its mode: SQLite would let the group read it, and copies the mode to
            # its journal.
            os.close(os.open(folder / _FIRST_DATABASE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except BaseException:
        lock.release()
        raise
    return lock


def finish(folder: Path) -> None:
    """The vault is whole: drop the mark. Raises: DiskFull, FolderReadOnly."""
    with saving(folder.name):
        (folder / MAKING).unlink(missing_ok=True)
        sync_folder(folder)


def _refuse_foreign(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    if header.NAME in names:
        raise VaultExists(folder=folder)
    allowed = _OURS | {MAKING} if MAKING in names else {LOCK}
    half_made = MAKING in names
    foreign = {
        name
        for name in names - allowed
        if not _UNFINISHED.fullmatch(name) and not (half_made and _DATABASE_FILE.fullmatch(name))
    }
    if foreign:
        raise VaultExists(folder=folder)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name in (LOCK, MAKING):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def clear_leftovers(folder: Path, *, generation: int) -> None:
    """Remove the mark of making, unfinished headers and other generations from a whole vault.

    Anything else under such a name is left alone. Raises: DiskFull, FolderReadOnly.
    """
    with saving(folder.name):
        for path in folder.iterdir():
            named = path.name == MAKING or _UNFINISHED.fullmatch(path.name)
            if named and stat.S_ISREG(path.lstat().st_mode):
                path.unlink()
        for other in generations(folder) - {generation}:
            remove_database(folder / database_name(other))
        sync_folder(folder)
