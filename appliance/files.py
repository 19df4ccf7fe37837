"""Files appear whole or not at all; sizes have limits."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from appliance.errors import (
    DiskFull,
    DocumentTooLarge,
    FileExists,
    FileUnreadable,
    FolderReadOnly,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def saving(name: str) -> Iterator[None]:
    """Turn the system's write errors inside the block into errors a person can act on.

    Raises:
        DiskFull: no room, quota reached, or file size limit.
        FolderReadOnly: the folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(str(error), name=name) from error
        if error.errno in _READ_ONLY:
            raise FolderReadOnly(str(error), name=name) from error
        raise


@contextmanager
def atomic_write(path: Path, *, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Write `path` whole: nothing new is there unless the block ends without an error.

    The mode is set before any data is written; file and folder are synced.
    Raises: DiskFull, FolderReadOnly; FileUnreadable: the folder does not exist.
    """
    if not path.parent.is_dir():
        raise FileUnreadable(name=path.parent.name, why="there is no such folder")
    with saving(path.name):
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            os.fchmod(handle, mode)
            with os.fdopen(handle, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


@contextmanager
def new_file(path: Path, *, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Write a file that must not exist yet; none of that name is there unless the block ends well.

    Also for media without hard links, such as a USB stick with FAT.
    Raises: FileExists, DiskFull, FolderReadOnly; FileUnreadable: the folder does not exist.
    """
    if not path.parent.is_dir():
        raise FileUnreadable(name=path.parent.name, why="there is no such folder")
    if os.path.lexists(path):
        raise FileExists(name=path.name)
    with saving(path.name):
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with suppress(PermissionError):  # FAT has no modes
                os.fchmod(handle, mode)
            with os.fdopen(handle, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            _take_name(Path(temporary), path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def _take_name(temporary: Path, path: Path) -> None:
    """Give a finished file its name, unless somebody took that name meanwhile."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError as error:
        raise FileExists(name=path.name) from error
    except OSError:
        if os.path.lexists(path):
            raise FileExists(name=path.name) from None
        temporary.rename(path)
    else:
        temporary.unlink()


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_limited(path: Path, limit_bytes: int) -> bytes:
    """The whole content of a regular file of at most `limit_bytes`.

    Raises: FileUnreadable, DocumentTooLarge.
    """
    try:
        with open(path, "rb", opener=_at_once) as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise FileUnreadable(name=path.name, why="it is not a regular file")
            data = source.read(limit_bytes + 1)
    except OSError as error:
        raise FileUnreadable(str(error), name=path.name, why=error.strerror or "unknown") from error
    if len(data) > limit_bytes:
        limit_mib = limit_bytes // 1024 // 1024
        raise DocumentTooLarge(name=path.name, why=f"more than {limit_mib} MiB")
    return data


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for anybody to write into a pipe of that name."""
    return os.open(path, flags | os.O_NONBLOCK)


def sha256_file(path: Path) -> str:
    """Lower-case hex SHA-256 of a file's content. Raises: FileUnreadable."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except OSError as error:
        raise FileUnreadable(str(error), name=path.name, why=error.strerror or "unknown") from error
