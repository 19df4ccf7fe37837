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
from appliance.vault import database, folder, header, slots, strays
from appliance.vault.blobs import Blobs
from appliance.vault.header import Header
from appliance.vault.identity import Identity
from appliance.vault.migrations import migrate
from appliance.vault.transactions import Transactions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.vault.connection import Connection


class Vault:
    """An open vault. Thread-safe; after `lock` every use raises VaultLocked."""

    def __init__(
        self, path: Path, head: Header, master: SecretBytes, held: folder.FolderLock
    ) -> None:
        """Not called directly: see `create` and `open`."""
        self.folder = path
        self._header = head
        self._master = master
        self._held = held
        self._guard = threading.RLock()
        self._locked = threading.Event()
        self._thread = threading.local()
        self._connections: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._transactions = Transactions()
        self.identity = Identity(self)
        self.blobs = Blobs(
            path / folder.BLOBS,
            key=lambda: self.subkey("blobs"),
            on_commit=self.on_commit,
            on_rollback=self.on_rollback,
        )

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
        vault = cls(path, empty, master, held)
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
        vault = cls(path, head, master, held)
        try:
            header.check_mac(head, mac_key=vault.subkey("header"))
            vault._check_database()
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

    def connection(self) -> Connection:
        """This thread's connection, made and configured at its first use.

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
            with self._guard:
                if self._locked.is_set():
                    connection.shut()
                    raise VaultLocked
                self._connections.add(connection)
            self._thread.connection = connection
        return connection

    def transaction(self) -> AbstractContextManager[Connection]:
        """A block that is written whole or not at all; waits for other threads' blocks.

        Re-entrant: an inner block joins the outer one, and alone is undone if it fails.
        Raises: VaultLocked, VaultDamaged, DiskFull, FolderReadOnly.
        """
        return self._transactions.run(self.connection())

    def before_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` just before this thread's outermost commit; an error there undoes it all."""
        self._transactions.before_commit(hook)

    def on_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` after this thread's outermost commit; at once outside a transaction."""
        self._transactions.on_commit(hook)

    def on_rollback(self, hook: Callable[[], None]) -> None:
        """Call `hook` if this thread's transaction is undone; never outside one."""
        self._transactions.on_rollback(hook)

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, the same at every opening. Raises: VaultLocked."""
        with self._revealed() as master:
            return hkdf(master, b"cofferdam vault 1 " + purpose.encode())

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
        with self._guard:
            if self._locked.is_set():
                return
            self._locked.set()
            open_ones = list(self._connections)
        for connection in open_ones:
            connection.shut()
        self._master.wipe()
        give_back_freed_memory()
        self._held.release()

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
        rows = self.connection().execute("SELECT blob_id FROM document WHERE blob_id IS NOT NULL")
        strays.sweep(
            self.folder / folder.BLOBS,
            strays.BLOBS,
            named={str(blob_id) for (blob_id,) in rows},
            now_s=now_s,
        )
        digests = self.connection().execute("SELECT digest FROM model")
        strays.sweep(
            self.models_folder,
            strays.MODELS,
            named={str(digest) for (digest,) in digests},
            now_s=now_s,
        )
