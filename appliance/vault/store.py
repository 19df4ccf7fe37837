"""The vault: one folder, its users and their keys, the control database, the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.crypto.kdf import KdfParams, calibrate
from appliance.crypto.secret import give_back_freed_memory
from appliance.errors import VaultDamaged
from appliance.jobs import Job
from appliance.vault import (
    attempts,
    case_folder,
    clock_doubt,
    folder,
    header,
    lasting,
    making,
    opening,
    rotation,
    slots,
    strays,
    upgrade_keys,
)
from appliance.vault.attempts import Attempts
from appliance.vault.case_seals import CaseSeals
from appliance.vault.case_sweep import sweep_cases
from appliance.vault.cases import Cases
from appliance.vault.costs import passphrase_bytes
from appliance.vault.domains import CONTENT
from appliance.vault.header import FormerPassphrase, Header
from appliance.vault.identity import Identity
from appliance.vault.key_files import digest_of
from appliance.vault.members import Members
from appliance.vault.pending import Pending
from appliance.vault.reencrypt import reencrypt_case
from appliance.vault.transactions import Transactions
from appliance.vault.upgrade import upgrade_content

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.vault.case_file import CaseFile
    from appliance.vault.keyring import Keyring
    from appliance.vault.rotation import RotationStep


class Vault(Members):
    """An open vault. Thread-safe; after `lock` every use raises VaultLocked."""

    def __init__(
        self,
        path: Path,
        head: Header,
        ring: Keyring,
        owner: str,
        held: folder.FolderLock,
        clock: Clock,
    ) -> None:
        """Not called directly: see `create` and `open`."""
        super().__init__(path, head, ring, owner, clock)
        self._held = held
        self.pending = Pending(self)
        self._transactions = Transactions(self.pending)
        self.identity = Identity(self)
        self.case_seals = CaseSeals(head.vault_id, self._content_key)
        self.cases = Cases(self)
        # What has a key of its own and gets a new one when the keys are changed; rooms add theirs.
        self.rotation_steps: dict[str, RotationStep] = {
            "case": rotation.RotationStep(
                CONTENT,
                items=lambda connection: [
                    str(ref) for (ref,) in connection.execute("SELECT ref FROM case_file")
                ],
                renew=lambda ref, job: reencrypt_case(self, ref, job),
            )
        }

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        clock: Clock,
        kdf: KdfParams | None = None,
        user: str = making.FIRST_USER,
        key_file: Path | None = None,
    ) -> tuple[Vault, str]:
        """Make a vault in an empty or new folder; returns it, open, and the recovery code.

        Its one user has every role. The header is written last, so a half-made vault never looks
        like one, and making it can be repeated. Without `kdf` the cost is calibrated to about half
        a second here.

        Raises: BadInput, VaultExists, VaultBusy, FolderReadOnly, DiskFull, CipherMissing.
        """
        passphrase_bytes(passphrase)
        name = opening.clean_name(user)
        digest = None if key_file is None else digest_of(key_file)
        held = folder.begin(path)
        try:
            made = making.first_header(
                name, passphrase, kdf=kdf or calibrate(), key_file=digest, created_at=stamp(clock)
            )
        except BaseException:
            held.release()
            raise
        vault = cls(path, made.head, made.ring, made.head.users[0].id, held, clock)
        try:
            vault._set_up_database()
            vault.closing.begin_new()
            header.write(path, made.head)
            folder.finish(path)
        except BaseException:
            vault.lock()
            raise
        return vault, made.recovery_code

    @classmethod
    def open(
        cls,
        path: Path,
        secret: str,
        *,
        clock: Clock,
        user: str | None = None,
        key_file: Path | None = None,
        accept_rollback: bool = False,
    ) -> Vault:
        """Open with a passphrase, the recovery code, or two of three recovery shares.

        `user` None means the only user, else every user is tried in turn. Two shares are written
        one after the other, with white space or a plus sign between them. A vault of format 1 is
        brought up to date. With `accept_rollback` a control database that is not the one that the
        vault was closed with is only noted (`closing.trouble`).

        Raises:
            VaultMissing, VaultBusy, FolderReadOnly, DiskFull, CipherMissing, VaultTooNew.
            HeaderDamaged: the header is missing, changed, or asks for an absurd cost.
            HeaderStale: the header is an older copy than the database.
            WrongPassphrase: nothing opens; also for a user that there is not.
            KeyFileNeeded: the passphrase belongs to a key file that is missing or another one.
            TooManyAttempts: after failures the next try has to wait.
            VaultRolledBack: the database is genuine, but not the one that was closed.
            NotEncrypted: a plain SQLite file is in the database's place.
            VaultDamaged: the database is missing, empty, another one, or changed; or links or
                other strange things lie in the place of the vault's files and folders.
        """
        folder.require_vault(path)
        folder.check_kinds(path)
        held = folder.FolderLock(path)
        try:
            head, opened = cls._unlock(path, secret, clock, user=user, key_file=key_file)
        except BaseException:
            held.release()
            raise
        vault = cls(path, head, opened.ring, opened.owner, held, clock)
        try:
            header.check_mac(head, mac_key=vault.subkey("header"))
            vault.closing.look(vault.database_path)
            vault._check_database(accept_rollback=accept_rollback)
            vault._check_revision()
            if vault.holds(CONTENT):
                upgrade_content(vault, now=stamp(clock))
            vault._sweep(now_s=clock.now().timestamp())
            if opened.former:
                vault._renew_former(secret)
            clock_doubt.note_opening(vault, clock)
        except BaseException:
            vault.lock()
            raise
        return vault

    @staticmethod
    def _unlock(
        path: Path, secret: str, clock: Clock, *, user: str | None, key_file: Path | None
    ) -> tuple[Header, opening.Opened]:
        raw = header.read_raw(path)
        if header.format_of(raw) == header.FORMAT:
            head = header.decode(raw)
            tries = Attempts(path, clock, users={one.id for one in head.users})
            with opening.counted(tries, opening.counter_of(head, secret, user)):
                return head, opening.unlock(head, secret, user=user, key_file=key_file)
        with opening.counted(Attempts(path, clock, users=frozenset()), attempts.ANY):
            head = upgrade_keys.upgrade_keys(path, raw, secret)
        return head, opening.unlock(head, secret)

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

    @property
    def key_memory(self) -> str:
        """How the memory of the keys is guarded: "hidden", "locked" or "ordinary"."""
        return self._ring.protection

    def now_s(self) -> float:
        """Seconds since 1970 by the clock that the vault was opened with."""
        return self._clock.now().timestamp()

    def former_blobs_key(self) -> bytes:
        """What the originals of a vault of format 1 are sealed under, until they are moved.

        Raises: VaultLocked, KeyNotHeld, VaultDamaged.
        """
        key = lasting.get(self.connection(), lasting.FORMER_BLOBS, self.subkey)
        if key is None:
            raise VaultDamaged(lasting.FORMER_BLOBS, why="one of its own keys is missing")
        return bytes(key)

    def rotate(self, job: Job | None = None) -> None:
        """Change the keys of every domain that the present user holds.

        Then cases and models are encrypted under new keys, one after the other. If an earlier
        change was interrupted, that one is finished instead. A cancel or a kill leaves a whole
        vault; the next call goes on where it stopped.

        Raises: CredentialsOld (ways in of format 1), RuntimeError (inside a transaction),
            VaultDamaged, DiskFull, FolderReadOnly, VaultLocked, Cancelled.
        """
        if not self.rotation_left():
            if self.connection().in_transaction:
                raise RuntimeError("a change of keys inside a transaction")
            with self.transaction() as connection:  # nobody else writes meanwhile
                before = self.database_path
                head, fresh = rotation.rotate(self, self._ring, self._header)
                with self._guard:
                    for domain, key in fresh.items():
                        self._ring.put(domain, head.generation, key)
                    self._header = head
                # Should the old file outlive this, the old header no longer opens it.
                self._remember_revision(head.revision, connection)
            folder.remove_database(before)
        self.resume_rotation(job)

    def resume_rotation(self, job: Job | None = None) -> None:
        """Encrypt under new keys what an interrupted change of keys left. Raises: as `rotate`."""
        rotation.resume(self, self.rotation_steps, job or Job())

    def rotation_left(self) -> int:
        """How many cases, models and so on still have the keys of before."""
        row = self.connection().execute("SELECT count(*) FROM rotation").fetchone()
        return int(row[0]) if row else 0

    def lock(self) -> None:
        """Close every thread's connection, wipe the key, let other programs in. May be repeated.

        Statements under way in other threads are interrupted and their transactions undone; those
        threads get VaultLocked. What the databases are then is written down (`closing`).
        """
        if not self._locked.is_set():
            self.pending.settle()
        with self.pending.between_commits(), self._guard:
            if self._locked.is_set():
                return
            ended = self._ended()
            self._locked.set()
            open_ones = list(self._connections)
        for connection in open_ones:
            connection.shut()
        self._close(ended)
        self._ring.wipe()
        give_back_freed_memory()
        self._held.release()

    def _content_key(self, purpose: str) -> bytes:
        return self.subkey(purpose, CONTENT)

    def _renew_former(self, secret: str) -> None:
        """The way in that was just used hangs no longer on the key of format 1."""
        if self._owner == slots.CODE_OWNER:
            self._rewrap_code(secret)
            return
        for credential in self._record(self._owner).credentials:
            if isinstance(credential, FormerPassphrase):
                kdf = KdfParams(credential.memory_kib, credential.iterations, credential.lanes)
                self._renew(secret, kdf, None, due=False)

    def _sweep(self, *, now_s: float) -> None:
        """Clear what a kill left behind; what no row names is set aside."""
        folder.clear_leftovers(self.folder, generation=self.generation)
        sweep_cases(self, now_s=now_s)
        digests = self.connection().execute("SELECT digest FROM model")
        strays.sweep(
            self.models_folder,
            strays.MODELS,
            named={str(digest) for (digest,) in digests},
            now_s=now_s,
        )
