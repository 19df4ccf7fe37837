"""One database connection: SQLite's errors turned into ours, and safe to close from outside.

Locking the vault must close connections that other threads are using. SQLite allows that, Python's
wrapper does not promise it, so each call into it passes a gate, which closing takes too.
"""

from __future__ import annotations

import errno
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from appliance.errors import (
    DiskFailed,
    DiskFull,
    FolderReadOnly,
    VaultBusy,
    VaultDamaged,
    VaultLocked,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Row = tuple[Any, ...]

# Primary result codes of SQLite (sqlite.org/rescode.html); the library passes no extended ones.
_BUSY, _LOCKED, _READONLY, _INTERRUPT, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = (
    5, 6, 8, 9, 10, 11, 13, 14, 26,
)  # fmt: skip
_FULL_ERRNO = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# More than any single growth of the journal or its index.
_PROBE_BYTES = 1024 * 1024
_CLOSED = "Cannot operate on a closed"


class Cursor(dbapi2.Cursor):  # type: ignore[misc]  # the library carries no types
    """A cursor whose errors are ours."""

    connection: Connection

    def execute(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> Cursor:
        """Run one statement. Raises: VaultLocked, VaultDamaged, DiskFull, VaultBusy."""
        with self.connection.gate():
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]]) -> Cursor:
        """Run one statement for many parameter rows. Raises: as `execute`."""
        rows = list(parameters)  # an iterator that queries the same connection would block itself
        with self.connection.gate():
            super().executemany(sql, rows)
        return self

    def fetchone(self) -> Row | None:
        """The next row. Raises: as `execute`."""
        with self.connection.gate():
            row: Row | None = super().fetchone()
            return row

    def fetchmany(self, size: int = 256) -> list[Row]:
        """The next rows, at most `size`. Raises: as `execute`."""
        with self.connection.gate():
            rows: list[Row] = super().fetchmany(size)
            return rows

    def fetchall(self) -> list[Row]:
        """All rows that are left. Raises: as `execute`."""
        with self.connection.gate():
            rows: list[Row] = super().fetchall()
            return rows

    def __next__(self) -> Row:
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row

    def __iter__(self) -> Iterator[Row]:
        while rows := self.fetchmany():
            yield from rows


class Connection(dbapi2.Connection):  # type: ignore[misc]  # the library carries no types
    """A connection of one thread, made by `database.connect`."""

    def __init__(self, database: str, **options: object) -> None:
        super().__init__(database, **options)
        self._gate = threading.RLock()
        self._shut = False
        self._damaged = False
        self.folder = Path()

    def cursor(self, factory: type[Cursor] = Cursor) -> Cursor:
        """A new cursor. Raises: VaultLocked."""
        with self.gate():
            cursor: Cursor = super().cursor(factory)
            return cursor

    def execute(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> Cursor:
        """Run one statement. Raises: VaultLocked, VaultDamaged, DiskFull, VaultBusy."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]]) -> Cursor:
        """Run one statement for many parameter rows. Raises: as `execute`."""
        return self.cursor().executemany(sql, parameters)

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Hold the connection for one call into SQLite, with its errors translated."""
        with self._gate:
            if self._shut:
                raise VaultLocked
            try:
                yield
            except dbapi2.Error as error:
                translated = self._translate(error)
                if translated is None:
                    raise
                raise translated from error

    def shut(self) -> None:
        """Close, from any thread: a statement under way is interrupted, its transaction undone."""
        self._shut = True
        while not self._gate.acquire(timeout=0.05):
            self.interrupt()  # again and again: it does nothing between two statements
        try:
            self.close()
        finally:
            self._gate.release()

    def _translate(self, error: dbapi2.Error) -> Exception | None:
        """Our error for one of SQLite's, or None if it is a bug in a statement."""
        code: int = getattr(error, "sqlite_errorcode", 0) or 0
        if self._shut and (code == _INTERRUPT or _CLOSED in str(error)):
            return VaultLocked()
        name = "the vault"
        match code:
            case _ if code == _FULL or (code in (_IOERR, _CANTOPEN) and self.no_room()):
                return DiskFull(str(error), name=name)
            # SQLCipher writes nothing more through a connection that met a damaged page.
            case _ if code in (_CORRUPT, _NOTADB) or (code == _READONLY and self._damaged):
                self._damaged = True
                return VaultDamaged(str(error), why="the database fails its integrity check")
            case _ if code in (_READONLY, _CANTOPEN):
                return FolderReadOnly(str(error), name=name)
            case _ if code == _IOERR:
                return DiskFailed(str(error), name=name)
            case _ if code in (_BUSY, _LOCKED):
                return VaultBusy(str(error))
            case _:
                return None

    def no_room(self) -> bool:
        """True if the failed write was for want of room: SQLite calls a quota an I/O error."""
        try:
            # Behind a hole as long as the longest file, where a limit on file sizes would be met.
            longest = max(path.stat().st_size for path in self.folder.iterdir())
            with tempfile.TemporaryFile(dir=self.folder) as probe:
                probe.seek(longest)
                probe.write(bytes(_PROBE_BYTES))
        except OSError as error:
            return error.errno in _FULL_ERRNO
        return False
