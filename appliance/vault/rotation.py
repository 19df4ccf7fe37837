"""Changing the keys of a vault: for every domain that the present user holds, a new random one.

The control database is written anew under its new key, beside the old file; one write of the header
is the switch. A kill leaves the old keys with the old database, or the new with the new, and the
other file is cleared at the next opening. Then each case and each model is encrypted under a key
of its own that is new too, one after the other; the list of what is left is in the database.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.errors import ApplianceError, CredentialsOld, GrantUnvouched, VaultDamaged
from appliance.files import saving, sync_folder
from appliance.vault import database, folder, opening, roster, slots
from appliance.vault import header as headers
from appliance.vault.control import REVISION
from appliance.vault.domains import CONTROL, PLAIN_NAMES, Domain
from appliance.vault.export import export
from appliance.vault.header import FormerCode, FormerPassphrase, Grant, Header
from appliance.vault.keyring import derive
from appliance.vault.rewrapping import REWRAPS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.vault.connection import Connection
    from appliance.vault.keyring import Keyring
    from appliance.vault.store import Vault

STAGE = "changing keys"


@dataclass(frozen=True)
class RotationStep:
    """How one kind of thing gets a new key of its own.

    `items` lists them in the control database; `renew` encrypts one anew, and can be repeated
    after a kill.
    """

    domain: Domain
    items: Callable[[Connection], list[str]]
    renew: Callable[[str, Job], None]


class NewKeys:
    """Keys by domain, new ones in place of some; sub-keys for `rewrapping`."""

    def __init__(self, ring: Keyring, fresh: dict[Domain, bytearray], vault_id: str) -> None:
        self._ring = ring
        self._fresh = fresh
        self.vault_id = vault_id
        self.changed = frozenset(fresh)

    def subkey(self, purpose: str, domain: Domain) -> bytes:
        """A sub-key of a domain's new key, else of its old one. Raises: KeyNotHeld."""
        if domain in self._fresh:
            return derive(bytearray(self._fresh[domain]), domain, purpose)
        return self._ring.subkey(purpose, domain)


def rotate(vault: Vault, ring: Keyring, head: Header) -> tuple[Header, dict[Domain, bytearray]]:
    """Make keys and database, and switch the header; the caller then takes the keys over.

    Called with the control database locked for writing. The bytearrays are the caller's to wipe.
    Raises: CredentialsOld, GrantUnvouched, VaultDamaged, DiskFull, FolderReadOnly; nothing was
        changed then.
    """
    _refuse_former(vault, head)
    _refuse_unvouched(ring, head)
    fresh = {domain: bytearray(os.urandom(slots.DOMAIN_KEY_BYTES)) for domain in sorted(ring.held)}
    new = NewKeys(ring, fresh, head.vault_id)
    path = vault.folder / folder.database_name(head.generation + 1)
    done = False
    try:
        _copy(vault, new, path)
        with closing(_connect(path, new)) as connection:
            _fill(vault, connection, NewKeys(ring, {}, head.vault_id), new, head)
        _check_whole(path, new)
        with saving(path.name):
            sync_folder(vault.folder)
        after = headers.signed(
            _header(head, ring, new, fresh), mac_key=new.subkey("header", CONTROL)
        )
        done = _switch(vault.folder, after)
    finally:
        if not done:
            for key in fresh.values():
                key[:] = bytes(len(key))
            folder.remove_database(path)
    return after, fresh


def resume(vault: Vault, steps: dict[str, RotationStep], job: Job) -> None:
    """Encrypt what is left under keys of its own. Raises: Cancelled, and what a step raises.

    What the present user has no key for is left for somebody who has.
    """
    rows = vault.connection().execute("SELECT kind, item FROM rotation ORDER BY kind, item")
    todo = [
        (kind, item)
        for kind, item in rows.fetchall()
        if kind in steps and vault.holds(steps[kind].domain)
    ]
    for number, (kind, item) in enumerate(todo):
        job.tick(STAGE, number, len(todo), note=kind)
        if item in steps[kind].items(vault.connection()):  # else it was deleted meanwhile
            steps[kind].renew(item, job)
        with vault.transaction() as connection:
            connection.execute("DELETE FROM rotation WHERE kind = ? AND item = ?", (kind, item))
    job.tick(STAGE, len(todo), len(todo))


def _refuse_former(vault: Vault, head: Header) -> None:
    """Ways in from format 1 hang on its master key, which old copies of the header give away."""
    if any(isinstance(entry, FormerCode) for entry in head.recovery):
        raise CredentialsOld(what="The recovery code")
    for record in head.users:
        if any(isinstance(one, FormerPassphrase) for one in record.credentials):
            names = vault.subkey("names")
            name = opening.open_name(record, names, vault_id=head.vault_id)
            raise CredentialsOld(what=f"The passphrase of “{name}”")


def _refuse_unvouched(ring: Keyring, head: Header) -> None:
    """New keys go only to public keys that somebody who holds the old ones vouched for."""
    for entry, owner in roster.receivers(head):
        for given in entry.grants:
            found = ring.vouched(given, public=entry.public, vault_id=head.vault_id, user_id=owner)
            if found is False:
                name = roster.receiver_name(entry, ring.subkey("names"), vault_id=head.vault_id)
                raise GrantUnvouched(name=name, what=PLAIN_NAMES[given.domain])


def _copy(vault: Vault, new: NewKeys, path: Path) -> None:
    folder.remove_database(path)
    export(
        vault.database_path,
        key=vault.subkey("database"),
        salt=database.salt_of(vault.subkey("database salt")),
        target=path,
        target_key=new.subkey("database", CONTROL),
        target_salt=database.salt_of(new.subkey("database salt", CONTROL)),
    )


def _connect(path: Path, new: NewKeys) -> Connection:
    return database.connect(
        path,
        key=new.subkey("database", CONTROL),
        salt=database.salt_of(new.subkey("database salt", CONTROL)),
    )


def _fill(vault: Vault, connection: Connection, old: NewKeys, new: NewKeys, head: Header) -> None:
    """Wrap anew what is wrapped, and list what is left to do, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for rewrap in REWRAPS:
        rewrap(connection, old, new)
    for kind, step in vault.rotation_steps.items():
        if step.domain in new.changed:
            connection.executemany(
                "INSERT OR IGNORE INTO rotation VALUES (?, ?)",
                [(kind, item) for item in step.items(connection)],
            )
    connection.execute(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", (REVISION, str(head.revision + 1))
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _check_whole(path: Path, new: NewKeys) -> None:
    """Read the copy once more, as the next opening will, before the old one is given up."""
    database.check_file(path, salt=database.salt_of(new.subkey("database salt", CONTROL)))
    with closing(_connect(path, new)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise VaultDamaged("integrity_check", why="the copy under new keys is not whole")


def _header(head: Header, ring: Keyring, new: NewKeys, fresh: dict[Domain, bytearray]) -> Header:
    """Every user and recovery gets the new keys in place of those that they had."""
    generation = head.generation + 1
    secret = ring.secret()
    anchor = secret[slots.ANCHOR]
    names_before, names = ring.subkey("names"), new.subkey("names", CONTROL)

    def granted(grants: tuple[Grant, ...], public: bytes, owner: str) -> tuple[Grant, ...]:
        return tuple(
            slots.grant(
                fresh[given.domain],
                domain=given.domain,
                generation=generation,
                public=public,
                anchor=anchor,
                vault_id=head.vault_id,
                user_id=owner,
            )
            if given.domain in fresh
            else given
            for given in grants
        )

    try:
        users = tuple(
            roster.with_grants(
                roster.renamed(record, names_before, names, vault_id=head.vault_id),
                granted(record.grants, record.public, record.id),
            )
            for record in head.users
        )
        recoveries = tuple(
            replace(entry, grants=granted(entry.grants, entry.public, opening.owner_of(entry)))
            for entry in head.recovery
        )
    finally:
        for key in (secret, anchor):
            key[:] = bytes(len(key))
    return replace(
        head,
        generation=generation,
        revision=head.revision + 1,
        users=users,
        recovery=recoveries,
        due=tuple(domain for domain in head.due if domain not in fresh),
    )


def _switch(path: Path, after: Header) -> bool:
    """Write the header; true if it is there now, even if the disk complained afterwards."""
    try:
        headers.write(path, after)
    except BaseException:
        with suppress(OSError, ApplianceError):
            if headers.read(path) == after:
                return True
        raise
    return True
