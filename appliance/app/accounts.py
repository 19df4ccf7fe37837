"""The accounts desk: who may open the vault, in which role, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.accounts.records import Account
from appliance.accounts.roles import domains_of, parse
from appliance.app.door import Action
from appliance.errors import UserUnknown, WrongPassphrase
from appliance.jobs import Job

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.app.door import Door, Visit
    from appliance.vault.records import User
    from appliance.vault.store import Vault


class AccountDesk:
    """What a person may do with accounts. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, vault: Vault, *, alone: threading.Lock) -> None:
        """`alone` is held while keys are rotated."""
        self._door = door
        self._vault = vault
        self._alone = alone

    def me(self) -> Account:
        """Whoever opened the vault."""
        return self._account(self._vault.user)

    def list(self) -> tuple[Account, ...]:
        """All users, in the order in which they were added. Raises: NotAllowed."""
        self._door.check(Action.VIEW_USERS)
        return tuple(self._account(user) for user in self._vault.users())

    def add(
        self, name: str, secret: str, roles: Iterable[str], *, key_file: Path | None = None
    ) -> Account:
        """Open an account with a first passphrase, which its owner then changes.

        Keys that the present user does not hold are missing in it until somebody who holds them
        lets the new user in (`confirm`).
        Raises: UserExists, BadInput, NotAllowed, DiskFull, FolderReadOnly.
        """
        chosen = parse(roles)
        with self._enter(Action.ADD_USER, f"user:{name}", roles=", ".join(chosen)):
            user = self._vault.add_user(name, secret, chosen, domains_of(chosen), key_file=key_file)
        return self._account(user)

    def confirm(self, name: str) -> Account:
        """Hand a waiting user the keys that the present user holds and the other's role needs.

        Raises: UserUnknown, KeyNotHeld, NotAllowed, DiskFull, FolderReadOnly.
        """
        with self._enter(Action.CONFIRM_USER, f"user:{name}"):
            user = self._vault.confirm_user(self._find(name).id)
        return self._account(user)

    def set_roles(self, name: str, roles: Iterable[str]) -> Account:
        """Give a user other roles; keys that these need not are taken away.

        What was taken away may have been written down before: rotate the keys if that matters.
        Raises: UserUnknown, LastAdministrator, LastHolder, BadInput, NotAllowed.
        """
        chosen = parse(roles)
        with self._enter(Action.CHANGE_USER, f"user:{name}", roles=", ".join(chosen)):
            user = self._vault.set_roles(self._find(name).id, chosen, domains_of(chosen))
        return self._account(user)

    def readmit(self, name: str, secret: str, *, key_file: Path | None = None) -> Account:
        """Give a user who forgot their passphrase a new first one.

        They get the keys that the present user holds, as a new user would.
        Raises: UserUnknown, LastHolder, BadInput, NotAllowed, DiskFull, FolderReadOnly.
        """
        with self._enter(Action.CHANGE_USER, f"user:{name}", readmitted=True):
            user = self._vault.readmit_user(self._find(name).id, secret, key_file=key_file)
        return self._account(user)

    def remove(self, name: str) -> None:
        """Close an account. An old copy of the vault's header is dead only after `rotate`.

        Raises: UserUnknown, LastAdministrator, LastHolder, NotAllowed, DiskFull, FolderReadOnly.
        """
        with self._enter(Action.REMOVE_USER, f"user:{name}"):
            self._vault.remove_user(self._find(name).id)

    def change_passphrase(
        self,
        old: str,
        new: str,
        *,
        key_file: Path | None = None,
        old_key_file: Path | None = None,
    ) -> None:
        """Change one's own passphrase; `old` proves who sits at the keyboard.

        Raises: WrongPassphrase, BadInput, DiskFull, FolderReadOnly.
        """
        with self._enter(Action.CHANGE_PASSPHRASE, f"user:{self._vault.user.name}"):
            if not self._vault.opens_with(old, key_file=old_key_file):
                raise WrongPassphrase
            self._vault.change_passphrase(new, key_file=key_file)

    def new_recovery_code(self) -> str:
        """Make a new recovery code, shown once; the earlier one stops working.

        Raises: NotAllowed, KeyNotHeld, DiskFull, FolderReadOnly.
        """
        with self._enter(Action.CHANGE_RECOVERY_CODE, "recovery code"):
            return self._vault.new_recovery_code()

    def recoveries(self) -> frozenset[str]:
        """Which ways of recovery there are: “recovery code”, “recovery by two”, both or none.

        Raises: NotAllowed.
        """
        self._door.check(Action.VIEW_USERS)
        return self._vault.recoveries

    def new_recovery_shares(self, *, keep_code: bool = False) -> tuple[str, str, str]:
        """Make three codes for three people, any two of which open the vault together.

        The recovery code stops working unless it is kept: while it opens alone, nobody needs two.

        Raises: NotAllowed, KeyNotHeld, DiskFull, FolderReadOnly.
        """
        with self._enter(Action.CHANGE_RECOVERY_SHARES, "recovery shares", code_kept=keep_code):
            return self._vault.new_recovery_shares(keep_code=keep_code)

    def rotate(self, *, job: Job | None = None) -> tuple[str, ...]:
        """Make new keys and encrypt everything that this user's keys open once more.

        Returns what keeps keys that somebody may still know and this user does not hold: parts
        of the vault (`Domain`), whose keys a user who holds them must change.

        A cancel or a kill leaves a whole vault; the next call goes on where it stopped.
        Its line says who gets the new keys: ids of users and of ways of recovery.
        Raises: NotAllowed, GrantUnvouched, CredentialsOld, DiskFull, FolderReadOnly, Cancelled.
        """
        told = self._receivers()
        with self._enter(Action.ROTATE_KEYS, "vault", receivers=told) as visit, self._alone:
            self._vault.rotate(job or Job())
            visit.note(receivers=self._receivers())
            return tuple(sorted(domain.value for domain in self._vault.rotation_due()))

    def held(self) -> tuple[str, ...]:
        """The parts of the vault whose keys the present user holds (`Domain`)."""
        return tuple(sorted(domain.value for domain in self._vault.user.held))

    def _receivers(self) -> str:
        found = self._vault.receivers()
        return " ".join(f"{who}:{'+'.join(sorted(held))}" for who, held in found.items())

    def _enter(
        self, action: Action, subject: str, **details: str | bool
    ) -> AbstractContextManager[Visit]:
        """The line that it begins comes first, because the header lies beside the database."""
        return self._door.enter(action, subject, whole=False, announce=True, **details)

    def _find(self, name: str) -> User:
        for user in self._vault.users():
            if user.name.casefold() == name.strip().casefold():
                return user
        raise UserUnknown(name=name)

    def _account(self, user: User) -> Account:
        me = user.id == self._vault.user.id
        return Account(
            user.name, user.roles, bool(user.pending), user.key_file, me, user.must_change
        )
