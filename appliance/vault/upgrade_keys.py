"""From the one master key of format 1 to users, domains and keys of their own.

The control database is written anew under a new key as `vault.2.db`; writing the header is the
switch. Nothing depends on the former master key afterwards but the ways in that nobody has used
since: those are carried over as they are, and made anew when they are first used.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.crypto.kdf import KdfParams
from appliance.crypto.sealed_box import new_private_key, public_of
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import HeaderDamaged, VaultDamaged
from appliance.files import saving, sync_folder
from appliance.vault import database, folder, format_1, lasting, recovery, roster, slots
from appliance.vault import header as headers
from appliance.vault.control import REVISION
from appliance.vault.domains import CONTROL, MODELS, Domain
from appliance.vault.export import export
from appliance.vault.header import ROLES, Credential, Header, Recovery
from appliance.vault.keyring import derive
from appliance.vault.migrations import migrate
from appliance.vault.rewrapping import model_binding

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.vault.connection import Connection
    from appliance.vault.header import Grant

OWNER = "owner"
# Of the format-2 database; the first one is `vault.db`.
_GENERATION = 2


@dataclass(frozen=True)
class _Keys:
    """The new keys of one upgrade."""

    vault_id: str
    domains: dict[Domain, bytearray]
    anchor: bytearray

    def subkey(self, purpose: str, domain: Domain) -> bytes:
        return derive(bytearray(self.domains[domain]), domain, purpose)

    def grants(self, public: bytes, owner: str) -> tuple[Grant, ...]:
        return tuple(
            slots.grant(
                self.domains[domain],
                domain=domain,
                generation=_GENERATION,
                public=public,
                anchor=self.anchor,
                vault_id=self.vault_id,
                user_id=owner,
            )
            for domain in sorted(Domain)
        )

    def wipe(self) -> None:
        for key in (*self.domains.values(), self.anchor):
            key[:] = bytes(len(key))


def upgrade_keys(path: Path, raw: bytes, secret: str) -> Header:
    """Bring a locked folder of format 1 to format 2 and return its new header.

    A kill leaves one or the other whole. The old header is not kept: with it and the old passphrase
    a copy of the old files can be opened as before, but nothing that is written from now on.

    Raises: WrongPassphrase, HeaderDamaged, NotEncrypted, VaultDamaged, VaultTooNew, DiskFull,
        FolderReadOnly.
    """
    old = format_1.decode(raw)
    master, slot = format_1.open_any(old, secret)
    keys = _Keys(
        old.vault_id,
        {domain: bytearray(os.urandom(slots.DOMAIN_KEY_BYTES)) for domain in sorted(Domain)},
        bytearray(os.urandom(slots.ANCHOR_BYTES)),
    )
    target = path / folder.database_name(_GENERATION)
    try:
        format_1.check_mac(old, master)
        folder.remove_database(target)
        export(
            path / folder.database_name(1),
            key=format_1.subkey(master, "database"),
            salt=database.salt_of(format_1.subkey(master, "database salt")),
            target=target,
            target_key=keys.subkey("database", CONTROL),
            target_salt=database.salt_of(keys.subkey("database salt", CONTROL)),
        )
        with closing(_connect(target, keys)) as connection:
            migrate(connection, fresh=False)
            _fill(connection, master, keys)
        with closing(_connect(target, keys)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise VaultDamaged("integrity_check", why="its database is not whole")
        head = _header(old, master, slot, secret, keys)
        with saving(path.name):
            sync_folder(path)
        headers.write(path, head)
    finally:
        master[:] = bytes(len(master))
        keys.wipe()
    return head


def _connect(path: Path, keys: _Keys) -> Connection:
    return database.connect(
        path,
        key=keys.subkey("database", CONTROL),
        salt=database.salt_of(keys.subkey("database salt", CONTROL)),
    )


def _fill(connection: Connection, master: bytearray, keys: _Keys) -> None:
    """Put the keys that last into the copy, and wrap the models' keys anew."""
    connection.execute("BEGIN IMMEDIATE")
    found = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    if found != (keys.vault_id,):
        raise VaultDamaged("vault_id", why="header and database are of different vaults")
    lasting.put_new(connection, keys.subkey)
    lasting.put(connection, lasting.AUDIT, format_1.subkey(master, "audit"), keys.subkey)
    lasting.put(connection, lasting.FORMER_BLOBS, format_1.subkey(master, "blobs"), keys.subkey)
    before, after = format_1.subkey(master, "models"), keys.subkey("models", MODELS)
    for digest, wrapped in connection.execute("SELECT digest, wrapped_key FROM model").fetchall():
        bound = model_binding(digest)
        try:
            clear = unwrap(before, bytes(wrapped), binding=bound)
        except WrapBroken as error:
            raise VaultDamaged("wrapped_key", why="a model's key was changed") from error
        connection.execute(
            "UPDATE model SET wrapped_key = ? WHERE digest = ?",
            (wrap(after, clear, binding=bound), digest),
        )
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (REVISION,))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _header(
    old: format_1.Header, master: bytearray, opened: format_1.Slot, secret: str, keys: _Keys
) -> Header:
    user_id = os.urandom(8).hex()
    passphrases = [one for one in old.slots if isinstance(one, format_1.PassphraseSlot)]
    codes = [one for one in old.slots if isinstance(one, format_1.RecoverySlot)]
    if len(passphrases) != 1 or len(codes) > 1:
        raise HeaderDamaged("slots", why="its ways in are not those that a release made")
    private = new_private_key()
    pair = private + keys.anchor
    public = public_of(private)
    user = roster.new_record(
        user_id,
        OWNER,
        names_key=keys.subkey("names", CONTROL),
        vault_id=keys.vault_id,
        roles=ROLES,
        domains=tuple(sorted(Domain)),
        public=public,
        credential=_credential(passphrases[0], opened, master, secret, pair, keys, user_id),
    )
    user = replace(user, grants=keys.grants(public, user_id))
    bare = Header(
        format=headers.FORMAT,
        vault_id=old.vault_id,
        created_at=old.created_at,
        revision=1,
        generation=_GENERATION,
        users=(user,),
        recovery=tuple(_recovery(code, opened, master, secret, keys) for code in codes),
    )
    for key in (private, pair):
        key[:] = bytes(len(key))
    return headers.signed(bare, mac_key=keys.subkey("header", CONTROL))


def _credential(
    slot: format_1.PassphraseSlot,
    opened: format_1.Slot,
    master: bytearray,
    secret: str,
    pair: bytearray,
    keys: _Keys,
    user_id: str,
) -> Credential:
    if slot is not opened:
        return slots.former_credential(pair, slot, master, vault_id=keys.vault_id, user_id=user_id)
    kdf = KdfParams(slot.memory_kib, slot.iterations, slot.lanes)
    return slots.new_passphrase(pair, secret, kdf=kdf, vault_id=keys.vault_id, user_id=user_id)


def _recovery(
    slot: format_1.RecoverySlot,
    opened: format_1.Slot,
    master: bytearray,
    secret: str,
    keys: _Keys,
) -> Recovery:
    private = new_private_key()
    pair = private + keys.anchor
    public = public_of(private)
    grants = keys.grants(public, slots.CODE_OWNER)
    code = recovery.parse(secret)
    try:
        if slot is opened and code is not None:
            return slots.wrap_code(pair, code, public=public, grants=grants, vault_id=keys.vault_id)
        return slots.former_code(
            pair, slot, master, public=public, grants=grants, vault_id=keys.vault_id
        )
    finally:
        for key in (private, pair):
            key[:] = bytes(len(key))
