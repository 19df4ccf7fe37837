"""The users of an open vault: who they are, what they hold, and every change of that."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.errors import (
    BadInput,
    KeyFileNeeded,
    KeyNotHeld,
    UserExists,
    VaultLocked,
    WrongPassphrase,
)
from appliance.vault import names, opening, recovery, roster, slots
from appliance.vault.attempts import Attempts
from appliance.vault.domains import CONTROL, PLAIN_NAMES, Domain
from appliance.vault.enrolment import Enrolment
from appliance.vault.header import (
    ADMINISTRATOR,
    MAX_USERS,
    ROLES,
    Header,
    Shares,
)
from appliance.vault.records import RECOVERY_CODE, RECOVERY_SHARES, User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from appliance.crypto.kdf import KdfParams


class Members(Enrolment):
    """The part of a vault that knows its users. Thread-safe; after the lock: VaultLocked."""

    @property
    def user(self) -> User:
        """Who opened the vault; by a recovery, somebody with every role."""
        if self._owner in (slots.CODE_OWNER, slots.SHARES_OWNER):
            name = RECOVERY_CODE if self._owner == slots.CODE_OWNER else RECOVERY_SHARES
            return User(self._owner, name, ROLES, frozenset(Domain), recovery=True)
        return self._shown(self._record(self._owner))

    def users(self) -> tuple[User, ...]:
        """Everybody but the recoveries, oldest first. Raises: VaultLocked, HeaderDamaged."""
        return tuple(self._shown(record) for record in self._header.users)

    def pending_users(self) -> tuple[User, ...]:
        """Users who still wait for somebody to let them into a domain. Raises: as `users`."""
        return tuple(user for user in self.users() if user.pending)

    @property
    def recoveries(self) -> frozenset[str]:
        """Which ways of recovery there are: `records.RECOVERY_CODE`, `RECOVERY_SHARES`.

        One whose keys nobody who holds them vouched for counts as none.
        """
        return frozenset(
            RECOVERY_SHARES if isinstance(entry, Shares) else RECOVERY_CODE
            for entry in self._header.recovery
            if self._vouched(entry, opening.owner_of(entry)) == entry.grants
        )

    def receivers(self) -> dict[str, frozenset[Domain]]:
        """To whom a change of keys seals the new ones: ids of users and of recoveries.

        Raises: VaultLocked.
        """
        return {
            owner: frozenset(given.domain for given in self._vouched(entry, owner))
            for entry, owner in roster.receivers(self._header)
        }

    def rotation_due(self) -> frozenset[Domain]:
        """Domains whose present key is known to somebody who has lost the right to it."""
        return frozenset(self._header.due)

    def add_user(
        self,
        name: str,
        secret: str,
        roles: Iterable[str],
        domains: Iterable[Domain],
        *,
        kdf: KdfParams | None = None,
        key_file: Path | None = None,
    ) -> User:
        """Add a user with a first passphrase, which they ought to change (`User.must_change`).

        They get the domains that the present user holds; the others stay pending until somebody
        who holds them confirms. Every user holds `control`.

        Raises: BadInput, UserExists, FileUnreadable (key file), VaultLocked, DiskFull,
            FolderReadOnly.
        """
        name = opening.clean_name(name)
        names.refuse_mixed(name)
        chosen = roster.checked_roles(roles)
        wanted = tuple(sorted({CONTROL, *domains}))
        if opening.find_user(self._header, name) is not None:
            raise UserExists(name=name)
        self._refuse_alike(name)
        user_id = os.urandom(8).hex()
        public, credential = self._new_pair(user_id, secret, kdf, key_file, first=True)

        def add(head: Header) -> Header:
            if len(head.users) >= MAX_USERS:
                raise BadInput(what="The user", why=f"a vault has at most {MAX_USERS}")
            if opening.find_user(head, name) is not None:
                raise UserExists(name=name)
            self._refuse_alike(name)
            record = roster.new_record(
                user_id,
                name,
                names_key=self.subkey("names"),
                vault_id=self.vault_id,
                roles=chosen,
                domains=wanted,
                public=public,
                credential=credential,
            )
            return replace(head, users=(*head.users, self._granted(record)))

        self._change(add)
        return self._shown(self._record(user_id))

    def _refuse_alike(self, name: str) -> None:
        """Refuse a new name that looks like a user's. Raises: UserExists."""
        wanted = names.skeleton(name)
        for user in self.users():
            if names.skeleton(user.name) == wanted:
                raise UserExists(name=user.name)

    def confirm_user(self, user_id: str) -> User:
        """Let a user into the domains that they wait for and the present user holds.

        Raises: UserUnknown, KeyNotHeld (none of them is held), VaultLocked, DiskFull.
        """

        def confirm(head: Header) -> Header:
            record = self._sound(self._record(user_id))
            missing = roster.missing(record)
            if missing and not missing & self._ring.held:
                raise KeyNotHeld(what=PLAIN_NAMES[min(missing)])
            return roster.with_user(head, self._granted(record))

        self._change(confirm)
        return self._shown(self._record(user_id))

    def set_roles(self, user_id: str, roles: Iterable[str], domains: Iterable[Domain]) -> User:
        """Change what a user may do and the domains that go with it.

        Domains taken away are dropped from the header; the user may have kept their keys, so they
        become `rotation_due`. New ones are granted as in `add_user`.

        Raises: UserUnknown, LastAdministrator, LastHolder, BadInput, VaultLocked, DiskFull.
        """
        chosen = roster.checked_roles(roles)
        wanted = tuple(sorted({CONTROL, *domains}))

        def change(head: Header) -> Header:
            record = self._record(user_id)
            if ADMINISTRATOR not in chosen:
                self._refuse_last_administrator(record)
            self._refuse_to_lose(record, kept=wanted)
            kept = tuple(given for given in record.grants if given.domain in wanted)
            lost = {given.domain for given in record.grants} - set(wanted)
            record = replace(record, roles=chosen, domains=wanted, grants=kept)
            return roster.with_due(roster.with_user(head, self._granted(record)), lost)

        self._change(change)
        return self._shown(self._record(user_id))

    def remove_user(self, user_id: str) -> None:
        """Remove a user; never the present one, nor the last administrator.

        This program then refuses every header in which they still stand, but they may have kept a
        copy of header.json, and what it holds stays the same keys. Only changing the keys
        (`rotate`) makes that copy useless; until then their domains are `rotation_due`.

        Raises: UserUnknown, LastAdministrator, LastHolder, BadInput, VaultLocked, DiskFull,
            FolderReadOnly.
        """

        def remove(head: Header) -> Header:
            record = self._record(user_id)
            if user_id == self._owner:
                raise BadInput(what="The present user", why="nobody can remove themselves")
            self._refuse_last_administrator(record)
            self._refuse_to_lose(record)
            left = tuple(one for one in head.users if one.id != user_id)
            return roster.with_due(
                replace(head, users=left), {given.domain for given in record.grants}
            )

        self._change(remove)

    def readmit_user(
        self,
        user_id: str,
        secret: str,
        *,
        kdf: KdfParams | None = None,
        key_file: Path | None = None,
    ) -> User:
        """Give a user who forgot their passphrase a new key pair and passphrase.

        What was sealed to the old pair is lost with it, so they get what the present user holds,
        as in `add_user`; nobody can read or reset another one's passphrase. Whoever learnt the old
        passphrase may have kept what it opened, so that becomes `rotation_due`.

        Raises: UserUnknown, LastHolder, BadInput, FileUnreadable, VaultLocked, DiskFull,
            FolderReadOnly.
        """
        if user_id == self._owner:
            raise BadInput(what="The present user", why="they change their passphrase instead")
        self._readmit(user_id, secret, kdf, key_file, first=True)
        return self._shown(self._record(user_id))

    def change_passphrase(
        self, new: str, *, kdf: KdfParams | None = None, key_file: Path | None = None
    ) -> None:
        """Replace the present user's passphrase, and their key file by this one or none.

        They get a new key pair too: with an old copy of the header the old passphrase opens what
        it opened before, and after a change of keys, which becomes `rotation_due`, nothing more.
        A kill leaves the old or the new. After a recovery this is for the only user, who is let
        in anew; with several, see `readmit_user`.
        Raises: BadInput, FileUnreadable, VaultLocked, DiskFull, FolderReadOnly.
        """
        if self.user.recovery:
            if len(self._header.users) != 1:
                raise BadInput(what="The user", why="there are several; say which")
            self._readmit(self._header.users[0].id, new, kdf, key_file, first=False)
            return
        self._renew(new, kdf, key_file, due=True)

    def new_recovery_code(self) -> str:
        """Make a new recovery code; the earlier one stops working.

        Raises: KeyNotHeld (it must open everything), VaultLocked, DiskFull, FolderReadOnly.
        """
        code, secret = recovery.make()
        wrapped = partial(slots.wrap_code, code=secret, vault_id=self.vault_id)
        self._recover_by(wrapped, slots.CODE_OWNER, lambda entry: isinstance(entry, Shares))
        return code

    def new_recovery_shares(self, *, keep_code: bool = True) -> tuple[str, str, str]:
        """Codes for three holders of whom any two open; earlier shares stop working.

        Without `keep_code` the single recovery code stops working too.
        Raises: as `new_recovery_code`.
        """
        (first, second, third), shares = recovery.make_shares()
        wrapped = partial(slots.wrap_shares, shares=shares, vault_id=self.vault_id)
        self._recover_by(
            wrapped,
            slots.SHARES_OWNER,
            lambda entry: keep_code and not isinstance(entry, Shares),
        )
        return first, second, third

    def opens_with(self, secret: str, *, key_file: Path | None = None) -> bool:
        """True for the present user's passphrase or a recovery, such as before a grave step.

        Takes as long as opening and is counted like it.
        Raises: VaultLocked, TooManyAttempts, HeaderDamaged, FileUnreadable, DiskFull.
        """
        head = self._header
        mine = [record for record in head.users if record.id == self._owner]
        try:
            self._try(replace(head, users=tuple(mine)) if mine else head, secret, key_file)
        except (WrongPassphrase, KeyFileNeeded):
            return False
        return True

    def prove(self, secret: str, *, key_file: Path | None = None) -> None:
        """Show that whoever came in is here again: by the same way in, and no other person's.

        A recovery stands for nobody but whoever came in by it. Takes as long as opening and is
        counted like it.
        Raises: WrongPassphrase, KeyFileNeeded, TooManyAttempts, VaultLocked, HeaderDamaged,
            FileUnreadable, DiskFull.
        """
        head = self._header
        own = replace(
            head,
            users=tuple(one for one in head.users if one.id == self._owner),
            recovery=tuple(one for one in head.recovery if opening.owner_of(one) == self._owner),
        )
        self._try(own, secret, key_file)

    def _try(self, tried: Header, secret: str, key_file: Path | None) -> None:
        """Open these ways in once more, for nothing but to see that they open. Raises: `prove`."""
        if self.locked:
            raise VaultLocked
        tries = Attempts(self.folder, self._clock, users={one.id for one in self._header.users})
        with opening.counted(tries, opening.counter_of(tried, secret, None)):
            opening.unlock(tried, secret, key_file=key_file).ring.wipe()
