"""What is known of how the vault was closed before, and what the next closing will say.

The record on the disk is `closed` only between a clean close and the next opening, which makes it
`open` before it writes anything. So a database that differs from a closed record was changed by
something else. A record that was taken away, or replaced by an older one, is seen by whoever keeps
the head of the audit chain: it is told of each clean close (`Vault.when_closed`).
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.errors import (
    ApplianceError,
    DiskFull,
    FolderReadOnly,
    VaultRolledBack,
)
from appliance.files import sync_folder
from appliance.vault import closing_record as records
from appliance.vault.case_folder import NAME as CASES
from appliance.vault.case_folder import database_name
from appliance.vault.closing_record import CLOSED, OPEN, FileMark, Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.vault.connection import Connection

PURPOSE = "closing"

NEW = "there is none yet, for the vault was just made"
AGREED = "the vault is as it was closed"
UNCLEAN = "the vault was not closed cleanly before"
OTHER_TIME = "it is of another time"
NOT_GENUINE = "it was changed by somebody else"


@dataclass(frozen=True)
class Place:
    """The newest entry of the audit chain, number 0 if there is none."""

    entry: int
    link: bytes = bytes(32)
    mac: bytes = bytes(32)


@dataclass(frozen=True)
class Ended:
    """What the control database says last: newest entry; reference and generation of each case."""

    place: Place
    cases: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Used:
    """A case used in this session: its file as it was before, if that was compared."""

    mark: FileMark | None = None
    stamp: tuple[int, ...] = ()


class Closing:
    """The closing record of one open vault. Thread-safe."""

    def __init__(self, folder: Path, *, vault_id: str, key: Callable[[], bytes]) -> None:
        """`key` gives the key of the record's MAC."""
        self._folder = folder
        self._vault_id = vault_id
        self._key = key
        self._guard = threading.RLock()
        self._read: Record | None = None
        self._control: FileMark | None = None
        self._on_disk: Record | None = None
        self._expected: dict[str, FileMark] = {}
        self._used: dict[str, _Used] = {}
        self._vouched = False
        self.note = NEW
        self.speaks_of_newest = False
        self.trouble: VaultRolledBack | None = None

    # Opening ------------------------------------------------------------------------------------

    def begin_new(self) -> None:
        """The vault is being made: there is nothing to compare with."""
        self._vouched = True

    def look(self, control: Path) -> None:
        """Before SQLite touches the control database. Raises: FileUnreadable."""
        self._read, self.note = records.read(self._folder)
        if self._read is not None and self._read.state == CLOSED:
            self._control = records.measure(control)

    @property
    def found(self) -> bool:
        """True if there is something that `judge` could hold the vault against."""
        return self._read is not None

    def judge(self, connection: Connection) -> None:
        """Before the control database is used or written: `trouble` is what was found.

        Raises: DiskFull, FolderReadOnly.
        """
        record, place = self._read, newest(connection)
        if record is None:
            return
        if not records.genuine(record, vault_id=self._vault_id, key=self._key()):
            self.note = NOT_GENUINE
            return
        self.speaks_of_newest = (record.entry, record.link) == (place.entry, place.link.hex())
        if record.state == OPEN:
            self._go_on_after_a_kill(record, connection)
        elif not self.speaks_of_newest:
            self.note = OTHER_TIME
        else:
            self._expected = dict(record.cases)
            self.note = AGREED
            if self._control != record.control:
                self.trouble = VaultRolledBack()
            else:
                self._vouched = True
                self._put(replace(record, state=OPEN, control=None))

    def _go_on_after_a_kill(self, record: Record, connection: Connection) -> None:
        """Cases that the interrupted session had not opened are still as they were closed."""
        row = connection.execute("SELECT link FROM audit WHERE seq = ?", (record.entry,)).fetchone()
        if record.link != (bytes(row[0]) if row else Place(0).link).hex():
            self.note = OTHER_TIME
            return
        self.note = UNCLEAN
        self._expected = dict(record.cases)
        self._on_disk = record
        self._vouched = self.speaks_of_newest

    def vouch(self) -> None:
        """The audit chain has no objection, or what it found was accepted and recorded."""
        with self._guard:
            self._vouched = True
            self.trouble = None

    # Cases --------------------------------------------------------------------------------------

    def differs(self, ref: str, path: Path) -> bool:
        """Whether the database of a case is another than it was closed with.

        To be asked before SQLite touches it. Raises: FileUnreadable.
        """
        expected = self._expected_of(ref, path)
        if expected is None:
            return False
        stamp = _stamp(path)
        if records.measure(path) != expected:
            return True
        with self._guard:
            self._used.setdefault(ref, _Used(expected, stamp))
        return False

    def use(self, ref: str) -> None:
        """A case is about to be opened, and may change: whoever comes after a kill must know.

        Raises: DiskFull, FolderReadOnly: then it must not be opened.
        """
        with self._guard:
            self._used.setdefault(ref, _Used())
            self._expected.pop(ref, None)
            record = self._on_disk
            if record is None or ref not in record.cases:
                return
            left = {other: mark for other, mark in record.cases.items() if other != ref}
            try:
                self._put(replace(record, cases=left))
            except (DiskFull, FolderReadOnly):
                # There may be no room for one that says less, but none says nothing at all.
                self._on_disk = None
                try:
                    (self._folder / records.NAME).unlink(missing_ok=True)
                    sync_folder(self._folder)
                except OSError as error:
                    raise FolderReadOnly(str(error), name=records.NAME) from error

    def _expected_of(self, ref: str, path: Path) -> FileMark | None:
        with self._guard:
            expected = self._expected.get(ref)
        return expected if expected is not None and expected.name == path.name else None

    # Closing ------------------------------------------------------------------------------------

    def close(self, ended: Ended | None, control: Path, key: bytes) -> bool:
        """All connections are closed: write down what is there now. True if that was done.

        Not while somebody doubts the vault, nor if a journal is left; failing hinders nothing.
        """
        if ended is None or not self._vouched or self.trouble is not None:
            return False
        with suppress(ApplianceError, OSError):
            mark = records.measure(control)
            if mark is None:
                return False
            found = ((ref, self._closed(ref, generation)) for ref, generation in ended.cases)
            record = Record(
                format=records.FORMAT,
                vault_id=self._vault_id,
                state=CLOSED,
                entry=ended.place.entry,
                link=ended.place.link.hex(),
                control=mark,
                cases={ref: case for ref, case in found if case is not None},
                mac="",
            )
            sync_folder(self._folder)  # that the journal is gone
            records.write(self._folder, record, key)
            return True
        return False

    def _closed(self, ref: str, generation: int) -> FileMark | None:
        path = self._folder / CASES / ref / database_name(generation)
        used = self._used.get(ref)
        if used is None:
            return self._expected_of(ref, path)
        if used.mark is not None and used.mark.name == path.name and used.stamp == _stamp(path):
            return None if records.has_journal(path) else used.mark
        mark = records.measure(path)
        if mark is not None:
            sync_folder(path.parent)  # that the journal is gone
        return mark

    def _put(self, record: Record) -> None:
        self._on_disk = records.write(self._folder, record, self._key())


def newest(connection: Connection) -> Place:
    """The newest entry of the audit chain. Raises: VaultDamaged, VaultLocked."""
    row = connection.execute(
        "SELECT seq, link, mac FROM audit ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return Place(0) if row is None else Place(int(row[0]), bytes(row[1]), bytes(row[2]))


def ended(connection: Connection) -> Ended:
    """For `Closing.close`, when nobody writes any more. Raises: VaultDamaged, VaultLocked."""
    rows = connection.execute("SELECT ref, generation FROM case_file WHERE whole = 1")
    cases = tuple((str(ref), int(generation)) for ref, generation in rows.fetchall())
    return Ended(newest(connection), cases)


def _stamp(path: Path) -> tuple[int, ...]:
    """Tells without reading whether a file was written to: nobody can set the time of change."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
