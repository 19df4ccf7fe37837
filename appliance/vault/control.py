"""The control database of an open vault: connections, transactions, and what is checked first."""

from __future__ import annotations

import threading
import weakref
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError, HeaderStale, VaultDamaged, VaultLocked
from appliance.vault import closing, database, folder, lasting
from appliance.vault.closing import Closing, Place
from appliance.vault.domains import CONTENT, CONTROL, Domain
from appliance.vault.migrations import migrate
from appliance.vault.transactions import CONTROL_KEY, Outdated, Transactions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.connection import Connection
    from appliance.vault.header import Header
    from appliance.vault.keyring import Keyring

# In `meta`: the newest header that this database has seen.
REVISION = "header_revision"
# How long emptying the journal waits for who is reading.
_BRIEF_MS = 2_000


class Control:
    """Header, keys and control database of an open vault. Thread-safe."""

    def __init__(self, path: Path, head: Header, ring: Keyring, owner: str, clock: Clock) -> None:
        """`owner` is whose keys are in the ring, see `opening.Opened`."""
        self.folder = path
        self._header = head
        self._ring = ring
        self._owner = owner
        self._clock = clock
        self._guard = threading.RLock()
        self._locked = threading.Event()
        self._thread = threading.local()
        self._connections: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._transactions: Transactions  # made by the vault, which knows the cases
        self._lasting_there = False
        self._closed_hooks: list[Callable[[Place, bytes], None]] = []
        self.closing = Closing(
            path, vault_id=head.vault_id, key=lambda: self.subkey(closing.PURPOSE)
        )

    @property
    def vault_id(self) -> str:
        """Random, not secret; the same for the life of the vault."""
        return self._header.vault_id

    @property
    def created_at(self) -> str:
        """When the vault was made, ISO 8601 in UTC."""
        return self._header.created_at

    @property
    def generation(self) -> int:
        """How often the keys were changed, from 1; it names the control database."""
        return self._header.generation

    def holds(self, domain: Domain) -> bool:
        """True if the present user has the key of that part; false once locked."""
        return not self.locked and domain in self._ring.held

    def subkey(self, purpose: str, domain: Domain = CONTROL) -> bytes:
        """A 32-byte key for one purpose; see `keyring.CHANGING` for how long it stays the same.

        Raises: VaultLocked, KeyNotHeld.
        """
        if self.locked:
            raise VaultLocked
        return self._ring.subkey(purpose, domain)

    @property
    def locked(self) -> bool:
        """True after `lock`."""
        return self._locked.is_set()

    @property
    def database_path(self) -> Path:
        """The control database's file; another one after each change of keys."""
        return self.folder / folder.database_name(self.generation)

    def connection(self) -> Connection:
        """This thread's connection to the control database, made and configured at its first use.

        Raises: VaultLocked, VaultDamaged, DiskFull, FolderReadOnly.
        """
        self._require_open()
        found: tuple[int, Connection] | None = getattr(self._thread, "connection", None)
        if found is not None and (found[0] == self.generation or found[1].in_transaction):
            return found[1]
        # One to a replaced database is let go of, not shut: rows may still be read from it.
        with self._guard:  # so that file and key are of one generation
            connection = database.connect(
                self.database_path,
                key=self.subkey("database"),
                salt=database.salt_of(self.subkey("database salt")),
            )
            self._thread.connection = (self.generation, connection)
        self.adopt(connection)
        return connection

    def adopt(self, connection: Connection) -> None:
        """Have a connection closed at lock. Raises: VaultLocked: it is closed already."""
        with self._guard:
            if self._locked.is_set():
                connection.shut()
                raise VaultLocked
            self._connections.add(connection)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A block that is written whole or not at all; waits for other threads' blocks.

        Re-entrant: an inner block joins the outer one, and alone is undone if it fails.
        Raises: VaultLocked, VaultDamaged, DiskFull, FolderReadOnly.
        """
        with ExitStack() as held:
            yield self._begun(held)

    def _begun(self, held: ExitStack) -> Connection:
        """A transaction on the present database, even if it was replaced while we waited."""
        while True:
            block = self._transactions.run(
                CONTROL_KEY,
                self.connection(),
                current=lambda: bool(self._thread.connection[0] == self.generation),
            )
            try:
                return held.enter_context(block)
            except Outdated:
                continue

    def in_transaction(
        self, case_id: int, connection: Connection, *, current: Callable[[], bool]
    ) -> AbstractContextManager[Connection]:
        """A block over a case's database; asked for by `CaseFile.transaction` only."""
        return self._transactions.run(case_id, connection, current=current)

    @property
    def control_is_free(self) -> bool:
        """True if this thread may write the control database now."""
        return self._transactions.control_is_free

    def before_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` just before this thread's outermost commit; an error there undoes it all."""
        self._transactions.before_commit(hook)

    def on_commit(self, hook: Callable[[], None], *, case_id: int = CONTROL_KEY) -> None:
        """Call `hook` after the commit of the control database or of a case, at once without one.

        With it belongs what must not happen before the rows are durable, such as deleting files.
        """
        self._transactions.on_commit(hook, case_id)

    def on_rollback(self, hook: Callable[[], None], *, case_id: int = CONTROL_KEY) -> None:
        """Call `hook` if that database's transaction is undone; never outside one."""
        self._transactions.on_rollback(hook, case_id)

    def empty_journal(self) -> None:
        """Fold the journal into the control database and cut it to nothing, outside a transaction.

        Earlier states of rows lie in it until then, also of those that were deleted. If somebody
        is still reading from it, it is left for the closing of the vault, which does the same.
        """
        with suppress(ApplianceError, dbapi2.Error):
            connection = self.connection()
            connection.execute(f"PRAGMA busy_timeout = {_BRIEF_MS}").fetchall()
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.execute(f"PRAGMA busy_timeout = {database.BUSY_TIMEOUT_MS}").fetchall()

    def when_closed(self, hook: Callable[[Place, bytes], None]) -> None:
        """Call `hook` after a clean close with the newest entry and the key of the audit chain.

        The vault is locked then, so it has no other key. What it raises hinders nothing.
        """
        self._closed_hooks.append(hook)

    def _require_open(self) -> None:
        if self._locked.is_set():
            raise VaultLocked

    def _set_up_database(self) -> None:
        migrate(self.connection(), fresh=True)
        with self.transaction() as connection:
            lasting.put_new(connection, self.subkey)
            self._remember_revision(self._header.revision, connection)
            self._remember("vault_id", self.vault_id)
        self._load_lasting()

    def _check_database(self, *, accept_rollback: bool) -> None:
        there = folder.generations(self.folder)
        if self.generation not in there and there:
            if max(there) > self.generation:
                raise HeaderStale
            raise VaultDamaged(why="the database is from before the keys were changed")
        database.check_file(self.database_path, salt=database.salt_of(self.subkey("database salt")))
        connection = self.connection()
        self._judge_closing(connection, accept=accept_rollback)
        migrate(connection, fresh=False)
        found = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
        if found != (self.vault_id,):
            raise VaultDamaged("vault_id", why="header and database are of different vaults")
        self._load_lasting()

    def _judge_closing(self, connection: Connection, *, accept: bool) -> None:
        """Is it the database that the vault was closed with? Only its newest entry is looked at."""
        if not self.closing.found:
            return
        try:
            self._load_lasting()
            self.closing.judge(connection)
        except dbapi2.Error:
            return  # it lacks a table: what follows says what it is
        if self.closing.trouble is not None and not accept:
            database.require_genuine_pages(connection)  # else it is damaged, not older
            if self._header.revision < self._revision_seen(connection):
                raise HeaderStale
            raise self.closing.trouble

    def _check_revision(self) -> None:
        """Refuse an older copy of the header; take over a newer one, which a kill can leave."""
        seen = self._revision_seen(self.connection())
        if self._header.revision < seen:
            raise HeaderStale
        if self._header.revision > seen:
            with self.transaction() as connection:
                self._remember_revision(self._header.revision, connection)

    @staticmethod
    def _revision_seen(connection: Connection) -> int:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (REVISION,)).fetchone()
        if row is None or not str(row[0]).isdecimal():
            raise VaultDamaged(REVISION, why="it does not know its header")
        return int(row[0])

    def _load_lasting(self) -> None:
        if self._lasting_there:
            return
        connection = self.connection()
        root = lasting.get(connection, lasting.LASTING, self.subkey)
        if root is None:
            raise VaultDamaged(lasting.LASTING, why="one of its own keys is missing")
        tags = None
        if CONTENT in self._ring.held:
            tags = lasting.get(connection, lasting.CONTENT_TAGS, self.subkey)
            if tags is None:
                raise VaultDamaged(lasting.CONTENT_TAGS, why="one of its own keys is missing")
        self._ring.keep(
            lasting=root,
            audit=lasting.get(connection, lasting.AUDIT, self.subkey),
            tags=tags,
        )
        self._lasting_there = True

    def _ended(self) -> closing.Ended | None:
        """What was committed last; None if this thread cannot see it now."""
        if not self._lasting_there:
            return None
        with suppress(ApplianceError, dbapi2.Error):
            connection = self.connection()
            return None if connection.in_transaction else closing.ended(connection)
        return None

    def _close(self, ended: closing.Ended | None) -> None:
        """After every connection was closed, before the keys are wiped: see `closing`."""
        with suppress(ApplianceError, OSError, RuntimeError):
            key = self._ring.subkey(closing.PURPOSE)
            if ended is None or not self.closing.close(ended, self.database_path, key):
                return
            audit_key = self._ring.subkey("audit")
            for hook in self._closed_hooks:
                with suppress(ApplianceError, OSError):
                    hook(ended.place, audit_key)

    @staticmethod
    def _remember_revision(revision: int, connection: Connection) -> None:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (REVISION, str(revision)))

    def _remember(self, key: str, value: str) -> None:
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
