"""The database and the sealed originals of one case, opened when they are asked for.

A case's key is never kept: it is unwrapped for each new connection and each sealed file, which
takes a fraction of a millisecond. Each thread keeps the connections of the cases it used last.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from appliance.crypto.kdf import hkdf
from appliance.errors import CaseRolledBack, CaseUnknown, VaultDamaged
from appliance.vault import database, strays
from appliance.vault.blobs import Blobs
from appliance.vault.case_folder import blobs_name, database_name, prepare, readings_name
from appliance.vault.closing_record import has_journal
from appliance.vault.domains import CONTENT
from appliance.vault.migrations import migrate
from appliance.vault.readings import Readings
from appliance.vault.schema.case import APPLICATION_ID, CASE_STEPS
from appliance.vault.transactions import Outdated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

# Comparing two cases needs two. Each keeps up to 32 MiB of decrypted pages.
CONNECTIONS_PER_THREAD = 4


def case_subkey(key: bytes | bytearray, purpose: str) -> bytes:
    """A 32-byte key for one purpose within a case."""
    return hkdf(key, b"cofferdam case 1 " + purpose.encode())


def connect(path: Path, key: bytes | bytearray) -> Connection:
    """A connection to an existing case database. Raises: VaultDamaged, DiskFull."""
    salt = case_subkey(key, "database salt")[: database.SALT_BYTES]
    return database.connect(path, key=case_subkey(key, "database"), salt=salt)


class CaseFile:
    """A handle on one case: cheap, good for any thread, opens nothing by itself.

    Every method raises VaultLocked after the lock, KeyNotHeld for a user without the `content`
    keys, and CaseUnknown once the case was deleted.
    """

    def __init__(self, vault: Vault, files: CaseFiles, case_id: int, ref: str) -> None:
        """Not called directly: see `Vault.case`."""
        self._vault = vault
        self._files = files
        self.id = case_id
        self.ref = ref

    @property
    def folder(self) -> Path:
        """Where everything of the case lies."""
        return self._vault.cases_folder / self.ref

    def current(self) -> tuple[int, bytes]:
        """Generation of the files, and the wrapped key."""
        return self._files.current(self)

    def connection(self) -> Connection:
        """This thread's connection to the case's database. Raises: VaultDamaged, DiskFull."""
        return self._files.connection(self)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A block that is written whole or not at all, alone or as part of the vault's block.

        Raises: VaultDamaged, DiskFull; RuntimeError: inside another case's own transaction.
        """
        with ExitStack() as stack:
            while True:
                connection = self.connection()
                block = self._vault.in_transaction(
                    self.id, connection, current=partial(self._files.is_current, self, connection)
                )
                try:
                    stack.enter_context(block)
                except Outdated:  # its key was replaced between the two lines above
                    continue
                break
            yield connection

    @property
    def blobs(self) -> Blobs:
        """The sealed originals. Raises: VaultDamaged."""
        self.connection()  # at its first use, what no row names is set aside
        generation, _ = self.current()
        return Blobs(
            self.folder / blobs_name(generation),
            key=partial(self.subkey, "blobs"),
            on_commit=partial(self._vault.on_commit, case_id=self.id),
            on_rollback=partial(self._vault.on_rollback, case_id=self.id),
        )

    @property
    def readings(self) -> Readings:
        """What models read and need not read again."""
        generation, _ = self.current()
        return Readings(
            self.folder / readings_name(generation),
            key=partial(self.subkey, "readings"),
            on_commit=partial(self._vault.on_commit, case_id=self.id),
        )

    def accept_rollback(self) -> bool:
        """Go on with an older database, or one changed meanwhile, in the transaction under way.

        False if there is nothing to accept; who lacks the case's key cannot know. Raises:
        VaultDamaged, FileUnreadable.
        """
        return self._files.accept_rollback(self)

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, the same until the case's key is replaced."""
        _, key = self._files.unwrapped(self)
        try:
            return case_subkey(key, purpose)
        finally:
            key[:] = bytes(len(key))


class _Kept(threading.local):
    """Connections of this thread, by case and generation, the last used last."""

    def __init__(self) -> None:
        self.connections: OrderedDict[tuple[int, int], Connection] = OrderedDict()


class CaseFiles:
    """Connections to the cases of one vault. Thread-safe."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._kept = _Kept()
        self._opening = threading.Lock()
        self._seen: set[tuple[int, int]] = set()
        self._accepted: set[int] = set()

    def current(self, case: CaseFile) -> tuple[int, bytes]:
        """Generation and wrapped key. Raises: CaseUnknown, VaultLocked."""
        row = (
            self._vault.connection()
            .execute("SELECT generation, wrapped_key FROM case_file WHERE id = ?", (case.id,))
            .fetchone()
        )
        if row is None:
            raise CaseUnknown(name=case.ref[:12])
        return int(row[0]), bytes(row[1])

    def unwrapped(self, case: CaseFile) -> tuple[int, bytearray]:
        """Generation and case key; the caller overwrites it. Raises: as CaseFile, VaultDamaged."""
        generation, wrapped = self.current(case)
        return generation, self._vault.case_seals.unwrap_key(case.ref, wrapped)

    def is_current(self, case: CaseFile, connection: Connection) -> bool:
        """True if that is still the case's file. Raises: CaseUnknown."""
        generation, _ = self.current(case)
        return self._kept.connections.get((case.id, generation)) is connection

    def connection(self, case: CaseFile) -> Connection:
        """This thread's connection to the case's current file."""
        generation, _ = self.current(case)
        kept = self._kept.connections
        connection = kept.get((case.id, generation))
        if connection is None:
            connection = self._open(case)
            self._make_room(case.id)
            kept[case.id, generation] = connection
            try:
                self._look_over(case, generation, connection)
            except BaseException:  # else it would be taken unseen the next time
                kept.pop((case.id, generation)).shut()
                raise
        kept.move_to_end((case.id, generation))
        return connection

    def accept(self, case: CaseFile) -> tuple[int, int]:
        """Take an older case database as it is, in the control transaction under way.

        Gives the number of the last commit that is in it, and of the one that should be.
        Raises: VaultDamaged.
        """
        self._accepted.add(case.id)
        generation, _ = self.current(case)
        self._vault.on_rollback(partial(self._forget, case.id, generation))
        return self._vault.pending.accept(case.id, self.connection(case))

    def _forget(self, case_id: int, generation: int) -> None:
        """It was not accepted after all."""
        self._accepted.discard(case_id)
        self._seen.discard((case_id, generation))
        connection = self._kept.connections.pop((case_id, generation), None)
        if connection is not None:
            connection.shut()

    def make(self, case: CaseFile, key: bytes | bytearray) -> None:
        """The folder and the empty database of a new case, durable.

        Raises: DiskFull, FolderReadOnly.
        """
        make_files(case.folder, 1, key, ref=case.ref)
        self._seen.add((case.id, 1))
        self._vault.closing.use(case.ref)

    def accept_rollback(self, case: CaseFile) -> bool:
        """See `CaseFile.accept_rollback`."""
        generation, _ = self.current(case)
        path = case.folder / database_name(generation)
        differs = self._vault.closing.differs(case.ref, path)
        if self._vault.holds(CONTENT):
            found, expected = self.accept(case)
            return differs or found < expected
        with self._vault.transaction() as connection:
            # No number is behind this one, so whoever opens the case next takes what it has.
            connection.execute("UPDATE case_file SET commit_no = 0 WHERE id = ?", (case.id,))
            connection.execute("DELETE FROM pending_case WHERE case_id = ?", (case.id,))
        self._vault.on_commit(partial(self._vault.closing.use, case.ref))
        return True

    def _open(self, case: CaseFile) -> Connection:
        generation, key = self.unwrapped(case)
        path = case.folder / database_name(generation)
        try:
            salt = case_subkey(key, "database salt")[: database.SALT_BYTES]
            database.check_file(path, salt=salt)
            with self._opening:
                self._compare(case, path, key)
            connection = connect(path, key)
        finally:
            key[:] = bytes(len(key))
        self._vault.adopt(connection)
        return connection

    def _compare(self, case: CaseFile, path: Path, key: bytearray) -> None:
        """Is it the database that the vault was closed with?"""
        if case.id in self._accepted:
            self._vault.on_commit(partial(self._vault.closing.use, case.ref))
            return
        if self._vault.closing.differs(case.ref, path):
            if not has_journal(path):  # which opening would fold in
                with closing(connect(path, key)) as connection:
                    database.require_genuine_pages(connection)
            raise CaseRolledBack(ref=case.ref[:12])
        self._vault.closing.use(case.ref)

    def _make_room(self, case_id: int) -> None:
        """Close what this thread no longer needs: older files of the case, cases used long ago."""
        kept = self._kept.connections
        for place in list(kept):
            if kept[place].in_transaction:
                continue
            if place[0] == case_id or len(kept) >= CONNECTIONS_PER_THREAD:
                kept.pop(place).shut()

    def _look_over(self, case: CaseFile, generation: int, connection: Connection) -> None:
        """At the first use in this program: right file, newest schema, no strays, true counts."""
        with self._opening:
            if (case.id, generation) in self._seen:
                return
            migrate(connection, fresh=False, steps=CASE_STEPS, application_id=APPLICATION_ID)
            found = connection.execute("SELECT value FROM case_meta WHERE key = 'ref'").fetchone()
            if found != (case.ref,):
                raise VaultDamaged("ref", why="the database of a case is another case's")
            if case.id not in self._accepted:
                self._vault.pending.require_newest(case.id, case.ref, connection)
            rows = connection.execute("SELECT blob_id FROM document WHERE blob_id IS NOT NULL")
            strays.sweep(
                case.folder / blobs_name(generation),
                strays.BLOBS,
                named={str(blob_id) for (blob_id,) in rows},
                now_s=self._vault.now_s(),
            )
            self._seen.add((case.id, generation))
        self._vault.pending.refresh_counts(case.id, connection)


def make_files(folder: Path, generation: int, key: bytes | bytearray, *, ref: str) -> None:
    """The folder of a case with an empty database; what is there of that generation is replaced.

    Raises: DiskFull, FolderReadOnly, VaultDamaged.
    """
    path = prepare(folder, generation)
    connection = connect(path, key)
    try:
        migrate(connection, fresh=True, steps=CASE_STEPS, application_id=APPLICATION_ID)
        connection.execute("INSERT INTO case_meta VALUES ('ref', ?)", (ref,))
        connection.execute("INSERT INTO case_meta VALUES ('commit_no', '0')")
    finally:
        connection.close()
