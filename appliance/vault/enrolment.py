"""What every change of users has in common: a new header, new keys, new grants.

Each change replaces the header whole, just before the transaction that it belongs to is committed;
so a kill leaves the old header or the new one, and what cannot be recorded does not happen.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.crypto.kdf import KdfParams, calibrate
from appliance.crypto.sealed_box import new_private_key, public_of
from appliance.errors import ApplianceError, LastAdministrator, LastHolder, UserUnknown
from appliance.vault import header as headers
from appliance.vault import recovery, roster, slots
from appliance.vault.control import Control
from appliance.vault.costs import passphrase_bytes
from appliance.vault.domains import PLAIN_NAMES, Domain
from appliance.vault.header import (
    ADMINISTRATOR,
    Credential,
    Grant,
    Header,
    Recovery,
    Shares,
    UserRecord,
)
from appliance.vault.key_files import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from appliance.vault.connection import Connection
    from appliance.vault.records import User


class Enrolment(Control):
    """Header and keys of an open vault, and how they are replaced. Thread-safe."""

    def _change(self, make: Callable[[Header], Header]) -> None:
        """Write the header that `make` gives, inside the transaction under way or one of its own.

        `make` runs while nobody else can change header or keys, so whatever is granted or sealed
        for the header is made there. It may raise.
        """
        with self.transaction() as connection:
            before = self._header
            bare = replace(make(before), revision=before.revision + 1)
            self._set_header(headers.signed(bare, mac_key=self.subkey("header")), connection)

    def _set_header(self, head: Header, connection: Connection) -> None:
        before = self._header
        self._remember_revision(head.revision, connection)
        self._header = head
        self.on_rollback(partial(self._put_back, before))
        self.before_commit(partial(headers.write, self.folder, head))

    def _put_back(self, before: Header) -> None:
        if before.revision < self._header.revision:  # of several changes the first one's is right
            self._header = before
            # Usually nothing was written yet. If it cannot be put back now, the next opening takes
            # the newer header as it is.
            with suppress(OSError, ApplianceError):
                if headers.read(self.folder) != before:
                    headers.write(self.folder, before)

    def _record(self, user_id: str) -> UserRecord:
        for record in self._header.users:
            if record.id == user_id:
                return record
        raise UserUnknown(name=user_id)

    def _sound(self, record: UserRecord) -> UserRecord:
        """The record without grants that nobody who holds the domain gave.

        What the present user does not hold cannot be judged here and is taken as it stands.
        """
        return roster.with_grants(record, self._vouched(record, record.id))

    def _vouched(self, entry: UserRecord | Recovery, owner: str) -> tuple[Grant, ...]:
        return tuple(
            given
            for given in entry.grants
            if self._ring.vouched(given, public=entry.public, vault_id=self.vault_id, user_id=owner)
            is not False
        )

    def _shown(self, record: UserRecord) -> User:
        names = self._ring.subkey("names")
        return roster.shown(self._sound(record), names, vault_id=self.vault_id)

    def _refuse_last_administrator(self, record: UserRecord) -> None:
        others = [one for one in self._header.users if one.id != record.id]
        if ADMINISTRATOR in record.roles and not any(ADMINISTRATOR in one.roles for one in others):
            raise LastAdministrator(name=self._shown(record).name, what="manages the users")

    def _refuse_to_lose(self, record: UserRecord, *, kept: Collection[Domain] = ()) -> None:
        """Refuse to take the last user's key of a part away, unless it is in `kept`."""
        lost = {given.domain for given in self._sound(record).grants} - set(kept)
        others = [self._sound(one) for one in self._header.users if one.id != record.id]
        left = {given.domain for one in others for given in one.grants}
        for domain in sorted(lost - left):
            raise LastHolder(name=self._shown(record).name, what=PLAIN_NAMES[domain])

    def _new_pair(
        self,
        user_id: str,
        passphrase: str,
        kdf: KdfParams | None,
        key_file: Path | None,
        *,
        first: bool = False,
    ) -> tuple[bytes, Credential]:
        """The public key of a new pair, and what opens the private one. Takes its time."""
        passphrase_bytes(passphrase)  # before anything slow
        digest = None if key_file is None else digest_of(key_file)
        mine = self._ring.secret()
        secret = new_private_key() + mine[slots.ANCHOR]
        try:
            public = public_of(secret[slots.PRIVATE])
            credential = slots.new_passphrase(
                secret,
                passphrase,
                kdf=kdf or calibrate(),
                vault_id=self.vault_id,
                user_id=user_id,
                key_file=digest,
                first=first,
            )
        finally:
            for key in (mine, secret):
                key[:] = bytes(len(key))
        return public, credential

    def _granted(self, record: UserRecord) -> UserRecord:
        """The record with every grant that is missing and can be given."""
        record = self._sound(record)
        given = tuple(
            self._ring.grant(
                domain, public=record.public, vault_id=self.vault_id, user_id=record.id
            )
            for domain in roster.missing(record) & self._ring.held
        )
        return roster.with_grants(record, (*record.grants, *given))

    def _renew(
        self, passphrase: str, kdf: KdfParams | None, key_file: Path | None, *, due: bool
    ) -> None:
        """Give the present user a new key pair, behind this passphrase and no other.

        The old pair opens what was sealed to it before, with an old copy of the header; with `due`
        the keys that it opens ought to be changed. The ring keeps the old private key: of the
        secret in it only the anchor is used once the vault is open.
        """
        public, credential = self._new_pair(self._owner, passphrase, kdf, key_file)

        def renew(head: Header) -> Header:
            record = self._sound(self._record(self._owner))
            fresh = replace(record, public=public, credentials=(credential,), grants=())
            after = roster.with_user(head, self._granted(fresh))
            return roster.with_due(after, (one.domain for one in record.grants) if due else ())

        self._change(renew)

    def _readmit(
        self,
        user_id: str,
        passphrase: str,
        kdf: KdfParams | None,
        key_file: Path | None,
        *,
        first: bool,
    ) -> None:
        """Give a user a new key pair, and the keys that the present user holds."""
        self._refuse_to_lose(self._record(user_id), kept=self._ring.held)  # before anything slow
        public, credential = self._new_pair(user_id, passphrase, kdf, key_file, first=first)

        def readmit(head: Header) -> Header:
            record = self._record(user_id)
            self._refuse_to_lose(record, kept=self._ring.held)
            fresh = replace(record, public=public, credentials=(credential,), grants=())
            after = roster.with_user(head, self._granted(fresh))
            return roster.with_due(after, (given.domain for given in record.grants))

        self._change(readmit)

    def _recover_by(
        self,
        wrapped: Callable[..., Recovery],
        owner: str,
        stays: Callable[[Recovery], bool],
    ) -> None:
        """Put a recovery with a new key pair in, beside those that stay."""
        self._change(
            lambda head: replace(
                head,
                recovery=(
                    *(one for one in head.recovery if stays(one)),
                    self._new_recovery(wrapped, owner),
                ),
            )
        )

    def _new_recovery(self, wrapped: Callable[..., Recovery], owner: str) -> Recovery:
        mine = self._ring.secret()
        secret = new_private_key() + mine[slots.ANCHOR]
        try:
            public = public_of(secret[slots.PRIVATE])
            grants = tuple(
                self._ring.grant(domain, public=public, vault_id=self.vault_id, user_id=owner)
                for domain in sorted(Domain)
            )
            return wrapped(secret, public=public, grants=grants)
        finally:
            for key in (mine, secret):
                key[:] = bytes(len(key))

    def _rewrap_code(self, typed: str) -> None:
        """Put the code that was typed in place of its entry from format 1."""
        secret = recovery.parse(typed)
        if secret is None:
            raise AssertionError("opened by a code that is none")
        wrapped = partial(slots.wrap_code, code=secret, vault_id=self.vault_id)
        self._recover_by(wrapped, slots.CODE_OWNER, lambda entry: isinstance(entry, Shares))
