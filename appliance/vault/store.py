"""The vault: one folder, one master key, one encrypted database, sealed blobs."""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.crypto.kdf import KdfParams, calibrate, hkdf
from appliance.crypto.secret import SecretBytes, Wiped, give_back_freed_memory
from appliance.errors import VaultDamaged, VaultLocked, WrongPassphrase
from appliance.vault import case_folder, database, folder, header, slots, strays
from appliance.vault.case_seals import CaseSeals
from appliance.vault.case_sweep import sweep_cases
from appliance.vault.cases import Cases
from appliance.vault.domains import CONTENT, CONTROL, Domain
from appliance.vault.header import Header
from appliance.vault.identity import Identity
from appliance.vault.migrations import migrate
from appliance.vault.pending import Pending
from appliance.vault.transactions import CONTROL_KEY, Transactions
from appliance.vault.upgrade import upgrade_content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.vault.case_file import CaseFile
    from appliance.vault.connection import Connection


class Vault:
    """An open vault. Thread-safe; after `lock` every use raises VaultLocked."""

    def __init__(
        self,
        path: Path,
        head: Header,
        master: SecretBytes,
        held: folder.FolderLock,
        clock: Clock,
    ) -> None:
        """Not called directly: see `create` and `open`."""
        self.folder = path
        self._header = head
        self._master = master
        self._held = held
        self._clock = clock
        self._guard = threading.RLock()
        self._locked = threading.Event()
        self._thread = threading.local()
        self._connections: weakref.WeakSet[Connection] = weakref.WeakSet()
        self.pending = Pending(self)
        self._transactions = Transactions(self.pending)
        self.identity = Identity(self)
        self.case_seals = CaseSeals(head.vault_id, self._content_key)
        self.cases = Cases(self)

    @classmethod
    def create(
        cls, path: Path, passphrase: str, *, clock: Clock, kdf: KdfParams | None = None
    ) -> tuple[Vault, str]:
        """Make a vault in an empty or new folder; returns it, open, and the recovery code.

        The header is written last, so a half-made vault never looks like one, and making it can
        be repeated. Without `kdf` the cost is calibrated to about half a second here.

        Raises: BadInput, VaultExists, VaultBusy, FolderReadOnly, DiskFull, CipherMissing.
        """
        slots.passphrase_bytes(passphrase)
        held = folder.begin(path)
        master = SecretBytes(bytearray(os.urandom(slots.MASTER_BYTES)))
        vault_id = os.urandom(16).hex()
        empty = Header(format=header.FORMAT, vault_id=vault_id, created_at=stamp(clock), slots=())
        vault = cls(path, empty, master, held, clock)
        try:
            vault._set_up_database()
            with vault._revealed() as key:
                recovery_slot, code = slots.recovery_slot(key, vault_id=vault_id)
                passphrase_slot = slots.passphrase_slot(
                    key, passphrase, kdf=kdf or calibrate(), vault_id=vault_id
                )
            vault._write_header((passphrase_slot, recovery_slot))
            folder.finish(path)
        except BaseException:
            vault.lock()
            raise
        return vault, code

    @classmethod
    def open(cls, path: Path, secret: str, *, clock: Clock) -> Vault:
        """Open with the passphrase or the recovery code.

        Raises:
            VaultMissing, VaultBusy, FolderReadOnly, DiskFull, CipherMissing, VaultTooNew.
            HeaderDamaged: the header is missing, changed, or asks for an absurd cost.
            WrongPassphrase: no key slot opens.
            NotEncrypted: a plain SQLite file is in the database's place.
            VaultDamaged: the database is missing, empty, another one, or changed; or links or
                other strange things lie in the place of the vault's files and folders.
        """
        folder.require_vault(path)
        folder.check_kinds(path)
        held = folder.FolderLock(path)
        try:
            head = header.read(path)
            master = SecretBytes(slots.open_any(head.slots, secret, vault_id=head.vault_id))
        except BaseException:
            held.release()
            raise
        vault = cls(path, head, master, held, clock)
        try:
            header.check_mac(head, mac_key=vault.subkey("header"))
            vault._check_database()
            if vault.holds(CONTENT):
                upgrade_content(vault, now=stamp(clock))
            vault._sweep(now_s=clock.now().timestamp())
            vault._remember("opened_at", stamp(clock))
        except BaseException:
            vault.lock()
            raise
        return vault

    @property
    def vault_id(self) -> str:
        """Random, not secret; the same for the life of the vault."""
        return self._header.vault_id

    @property
    def created_at(self) -> str:
        """When the vault was made, ISO 8601 in UTC."""
        return self._header.created_at

    @property
    def locked(self) -> bool:
        """True after `lock`."""
        return self._locked.is_set()

    @property
    def models_folder(self) -> Path:
        """Where sealed models lie; the next opening sets aside what no row of `model` names."""
        return self.folder / folder.MODELS

    @property
    def cases_folder(self) -> Path:
        """Where the cases lie, a folder each, named by the case's reference."""
        return self.folder / case_folder.NAME

    def case(self, ref_or_id: str | int) -> CaseFile:
        """The content of a case: database, originals, keys; nothing is opened yet.

        Raises: CaseUnknown, VaultLocked.
        """
        return self.cases.file(ref_or_id)

    def now_s(self) -> float:
        """Seconds since 1970 by the clock that the vault was opened with."""
        return self._clock.now().timestamp()

    def connection(self) -> Connection:
        """This thread's connection to the control database, made and configured at its first use.

        Raises: VaultLocked, VaultDamaged, DiskFull, FolderReadOnly.
        """
        self._require_open()
        connection: Connection | None = getattr(self._thread, "connection", None)
        if connection is None:
            connection = database.connect(
                self.folder / folder.DATABASE,
                key=self.subkey("database"),
                salt=self._database_salt(),
            )
            self.adopt(connection)
            self._thread.connection = connection
        return connection

    def adopt(self, connection: Connection) -> None:
        """Have a connection closed at lock. Raises: VaultLocked: it is closed already."""
        with self._guard:
            if self._locked.is_set():
                connection.shut()
                raise VaultLocked
            self._connections.add(connection)

    def transaction(self) -> AbstractContextManager[Connection]:
        """A block that is written whole or not at all; waits for other threads' blocks.

        Re-entrant: an inner block joins the outer one, and alone is undone if it fails.
        Raises: VaultLocked, VaultDamaged, DiskFull, FolderReadOnly.
        """
        return self._transactions.run(CONTROL_KEY, self.connection())

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

    def holds(self, domain: Domain) -> bool:
        """True if the present user has the key of that part."""
        return domain in Domain and not self.locked

    def subkey(self, purpose: str, domain: Domain = CONTROL) -> bytes:
        """A 32-byte key for one purpose, the same at every opening. Raises: VaultLocked."""
        with self._revealed() as master:
            part = b"" if domain is CONTROL else domain.encode() + b" "
            return hkdf(master, b"cofferdam vault 1 " + part + purpose.encode())

    def opens_with(self, secret: str) -> bool:
        """True for the passphrase or the recovery code, such as before a grave step.

        Takes as long as opening. Raises: VaultLocked, HeaderDamaged.
        """
        self._require_open()
        try:
            master = slots.open_any(self._header.slots, secret, vault_id=self.vault_id)
        except WrongPassphrase:
            return False
        master[:] = bytes(len(master))
        return True

    def change_passphrase(self, new: str, *, kdf: KdfParams | None = None) -> None:
        """Replace the passphrase; the recovery code keeps working.

        Only the wrapped key changes, so it takes a moment and a kill leaves the old or the new.
        Raises: BadInput, VaultLocked, DiskFull, FolderReadOnly.
        """
        self._require_open()
        with self._revealed() as master:
            slot = slots.passphrase_slot(
                master, new, kdf=kdf or calibrate(), vault_id=self.vault_id
            )
        kept = tuple(one for one in self._header.slots if isinstance(one, header.RecoverySlot))
        self._write_header((slot, *kept))

    def new_recovery_code(self) -> str:
        """Make a new recovery code; the earlier one stops working.

        Raises: VaultLocked, DiskFull, FolderReadOnly.
        """
        with self._revealed() as master:
            slot, code = slots.recovery_slot(master, vault_id=self.vault_id)
        kept = tuple(one for one in self._header.slots if isinstance(one, header.PassphraseSlot))
        self._write_header((*kept, slot))
        return code

    def lock(self) -> None:
        """Close every thread's connection, wipe the key, let other programs in. May be repeated.

        Statements under way in other threads are interrupted and their transactions undone; those
        threads get VaultLocked.
        """
        if not self._locked.is_set():
            self.pending.settle()
        with self.pending.between_commits(), self._guard:
            if self._locked.is_set():
                return
            self._locked.set()
            open_ones = list(self._connections)
        for connection in open_ones:
            connection.shut()
        self._master.wipe()
        give_back_freed_memory()
        self._held.release()

    def _content_key(self, purpose: str) -> bytes:
        return self.subkey(purpose, CONTENT)

    def _require_open(self) -> None:
        if self._locked.is_set():
            raise VaultLocked

    @contextmanager
    def _revealed(self) -> Iterator[bytearray]:
        """The master key for the block. Raises: VaultLocked."""
        try:
            master = self._master.reveal()
        except Wiped as error:
            raise VaultLocked from error
        try:
            yield master
        finally:
            master[:] = bytes(len(master))

    def _write_header(self, chosen: tuple[header.Slot, ...]) -> None:
        with self._guard:
            bare = header.Header(
                format=header.FORMAT,
                vault_id=self.vault_id,
                created_at=self.created_at,
                slots=chosen,
            )
            head = header.signed(bare, mac_key=self.subkey("header"))
            header.write(self.folder, head)
            self._header = head

    def _database_salt(self) -> bytes:
        return self.subkey("database salt")[: database.SALT_BYTES]

    def _set_up_database(self) -> None:
        connection = self.connection()
        migrate(connection, fresh=True)
        self._remember("vault_id", self.vault_id)

    def _check_database(self) -> None:
        database.check_file(self.folder / folder.DATABASE, salt=self._database_salt())
        connection = self.connection()
        migrate(connection, fresh=False)
        found = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
        if found != (self.vault_id,):
            raise VaultDamaged("vault_id", why="header and database are of different vaults")

    def _remember(self, key: str, value: str) -> None:
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _sweep(self, *, now_s: float) -> None:
        """Clear what a kill left behind; what no row names is set aside."""
        folder.clear_leftovers(self.folder)
        sweep_cases(self, now_s=now_s)
        digests = self.connection().execute("SELECT digest FROM model")
        strays.sweep(
            self.models_folder,
            strays.MODELS,
            named={str(digest) for (digest,) in digests},
            now_s=now_s,
        )
