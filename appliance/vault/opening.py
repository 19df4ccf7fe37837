"""From a typed secret and a header to the keys of a vault."""

from __future__ import annotations

import hmac
import os
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.crypto.kdf import SALT_BYTES, argon2id
from appliance.crypto.sealed_box import public_of
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import BadInput, HeaderDamaged, KeyFileNeeded, WrongPassphrase
from appliance.vault import attempts, recovery, slots
from appliance.vault import header as headers
from appliance.vault.costs import bounded, passphrase_bytes
from appliance.vault.header import (
    MAX_NAME_BYTES,
    Code,
    FormerCode,
    FormerPassphrase,
    Header,
    Passphrase,
    Recovery,
    Shares,
    UserRecord,
)
from appliance.vault.key_files import digest_of
from appliance.vault.keyring import Keyring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from appliance.vault.attempts import Attempts

_MAX_NAME_CHARACTERS = 100


@dataclass(frozen=True)
class Opened:
    """What a secret opened. `owner` is a user's id, or `slots.CODE_OWNER` or `SHARES_OWNER`."""

    ring: Keyring
    owner: str
    former: bool


def clean_name(name: str) -> str:
    """A user's name as it is kept. Raises: BadInput."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    what = "The user's name"
    if not name:
        raise BadInput(what=what, why="it is empty")
    if len(name) > _MAX_NAME_CHARACTERS or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES:
        raise BadInput(what=what, why=f"it is longer than {_MAX_NAME_CHARACTERS} characters")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in name):
        raise BadInput(what=what, why="it has characters that cannot be seen")
    return name


def name_tag(vault_id: str, name: str) -> bytes:
    """By what a name is found. No secret: it keeps names from being read, not from being tried."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    key = vault_id.encode()
    return hmac.digest(key, plain.encode("utf-8", "backslashreplace"), "sha256")[:16]


def seal_name(name: str, key: bytes, *, vault_id: str, user_id: str) -> bytes:
    """A user's name under the sub-key `names`."""
    return wrap(key, name.encode(), binding=_name_binding(vault_id, user_id))


def open_name(record: UserRecord, key: bytes, *, vault_id: str) -> str:
    """The name again. Raises: HeaderDamaged."""
    try:
        name = unwrap(key, record.name, binding=_name_binding(vault_id, record.id))
        return name.decode()
    except (WrapBroken, UnicodeDecodeError) as error:
        raise HeaderDamaged(record.id, why="it was changed by somebody else") from error


def counter_of(head: Header, secret: str, user: str | None) -> str:
    """Under what a try with this secret and name is counted."""
    if recovery.parse_shares(secret) is not None or recovery.is_share(secret):
        return attempts.SHARES
    if recovery.parse(secret) is not None:
        return attempts.CODE
    if user is None:
        return head.users[0].id if len(head.users) == 1 else attempts.ANY
    found = find_user(head, user)
    return found.id if found else attempts.UNKNOWN


@contextmanager
def counted(tries: Attempts, who: str) -> Iterator[None]:
    """A try at a secret inside the block. Raises: TooManyAttempts, DiskFull, FolderReadOnly."""
    tries.begin(who)
    try:
        yield
    except (WrongPassphrase, KeyFileNeeded):
        raise
    except Exception:
        tries.take_back(who)
        raise
    tries.succeeded(who)


def find_user(head: Header, name: str) -> UserRecord | None:
    """The user of that name, whatever its capitals."""
    tag = name_tag(head.vault_id, " ".join(name.split()))
    return next((user for user in head.users if user.name_tag == tag), None)


def unlock(
    head: Header, secret: str, *, user: str | None = None, key_file: Path | None = None
) -> Opened:
    """The keys that this secret opens: a passphrase, the recovery code, or two of three shares.

    `user` None means the only user, else each in turn. A name that no user has costs the dearest
    derivation in the header and ends in the same error as a wrong passphrase of anybody.

    Raises:
        WrongPassphrase.
        KeyFileNeeded: the same, where some user has a key file and none was given.
        HeaderDamaged: a cost outside the bounds, or keys that do not fit; nothing was allocated.
        FileUnreadable, BadInput: the key file cannot be used.
    """
    digest = None if key_file is None else digest_of(key_file)
    for entry in head.recovery:
        found = _by_recovery(head, entry, secret)
        if found is not None:
            return _opened(head, entry, found, owner_of(entry), isinstance(entry, FormerCode))
    if user is None:
        tried: Iterable[UserRecord] = head.users
    else:
        named = find_user(head, user)
        if named is None:
            _spend(head, secret)
            raise _refusal(head, digest)
        tried = (named,)
    return by_passphrase(head, tried, secret, digest)


def by_passphrase(
    head: Header, tried: Iterable[UserRecord], passphrase: str, key_file: bytes | None
) -> Opened:
    """The keys of the first of these users whose passphrase it is. Raises: as `unlock`."""
    for record in tried:
        for credential in record.credentials:
            try:
                found = slots.open_credential(
                    credential,
                    passphrase,
                    vault_id=head.vault_id,
                    user_id=record.id,
                    key_file=key_file,
                )
            except WrapBroken:
                continue
            former = isinstance(credential, FormerPassphrase)
            return _opened(head, record, found, record.id, former)
    raise _refusal(head, key_file)


def _refusal(head: Header, key_file: bytes | None) -> WrongPassphrase | KeyFileNeeded:
    """One error for whatever is wrong, so that it does not tell who is a user, or of what kind."""
    some = any(
        isinstance(credential, Passphrase) and credential.key_file
        for record in head.users
        for credential in record.credentials
    )
    return KeyFileNeeded() if some and key_file is None else WrongPassphrase()


def control_subkeys(
    head: Header,
    secret: str,
    purposes: Iterable[str],
    *,
    user: str | None = None,
    key_file: Path | None = None,
) -> dict[str, bytes]:
    """Changing sub-keys of the control domain (`keyring.CHANGING`), without the database.

    Raises: as `unlock`; HeaderDamaged: the header's MAC does not fit.
    """
    ring = unlock(head, secret, user=user, key_file=key_file).ring
    try:
        headers.check_mac(head, mac_key=ring.subkey("header"))
        return {purpose: ring.subkey(purpose) for purpose in purposes}
    finally:
        ring.wipe()


def _by_recovery(head: Header, entry: Recovery, secret: str) -> bytearray | None:
    try:
        if isinstance(entry, Shares):
            pair = recovery.parse_shares(secret)
            return None if pair is None else slots.open_shares(entry, pair, vault_id=head.vault_id)
        code = recovery.parse(secret)
        return None if code is None else slots.open_code(entry, code, vault_id=head.vault_id)
    except WrapBroken:
        return None


def owner_of(entry: Recovery) -> str:
    """In place of a user's id: whose recovery it is."""
    return slots.CODE_OWNER if isinstance(entry, Code | FormerCode) else slots.SHARES_OWNER


def _opened(
    head: Header, entry: UserRecord | Recovery, secret: bytearray, owner: str, former: bool
) -> Opened:
    # Keys are sealed to the public key that stands in the header, so it must be this person's.
    if public_of(secret[slots.PRIVATE]) != entry.public:
        raise HeaderDamaged(owner, why="it was changed by somebody else")
    ring = Keyring.of(secret, entry.grants, vault_id=head.vault_id, user_id=owner)
    return Opened(ring, owner, former)


def _spend(head: Header, passphrase: str) -> None:
    """The work of trying a passphrase, for nothing, at the dearest cost that a user has."""
    credential = max(
        (one for record in head.users for one in record.credentials),
        key=lambda one: one.memory_kib * one.iterations,
    )
    kdf = bounded(credential.memory_kib, credential.iterations, credential.lanes)
    try:
        argon2id(passphrase_bytes(passphrase), os.urandom(SALT_BYTES), kdf)
    except BadInput:  # a known user's wrong passphrase of this form costs nothing either
        return


def _name_binding(vault_id: str, user_id: str) -> bytes:
    return b"\x00".join((b"cofferdam user name 2", vault_id.encode(), user_id.encode()))
