"""`header.json`: users, their sealed keys and the ways of recovery (docs/formats/vault.md).

Nothing in it is secret. It is guarded twice: a checksum that anyone can compute tells damage from
a wrong passphrase, and a MAC under a key of the vault tells a change by somebody who repaired the
checksum.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from appliance.errors import FileUnreadable, HeaderDamaged, VaultTooNew
from appliance.files import atomic_write
from appliance.vault.domains import Domain
from appliance.vault.vouching import VOUCHER_BYTES

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 2
NAME = "header.json"
# 64 users with four credentials each are about 140 KiB.
MAX_BYTES = 256 * 1024
MAX_USERS = 64
MAX_NAME_BYTES = 400
ADMINISTRATOR = "administrator"
ROLES = ("administrator", "auditor", "model_owner", "officer", "reviewer")
# A user's private key, then the vault's anchor (see `slots`).
SECRET_BYTES = 64
_OVERHEAD_BYTES = 28  # nonce and tag

_Salt = Annotated[bytes, Meta(min_length=16, max_length=16)]
_Wrapped = Annotated[
    bytes,
    Meta(min_length=SECRET_BYTES + _OVERHEAD_BYTES, max_length=SECRET_BYTES + _OVERHEAD_BYTES),
]
# What wrapped the one master key of format 1.
_FormerMaster = Annotated[bytes, Meta(min_length=60, max_length=60)]
_Public = Annotated[bytes, Meta(min_length=32, max_length=32)]
# Ephemeral public key, nonce and two tags around 32 bytes of key.
_Sealed = Annotated[bytes, Meta(min_length=108, max_length=108)]
_SealedName = Annotated[
    bytes, Meta(min_length=_OVERHEAD_BYTES + 1, max_length=_OVERHEAD_BYTES + MAX_NAME_BYTES)
]
_Counter = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_Role = Literal["administrator", "auditor", "model_owner", "officer", "reviewer"]
# Lists in lists without end are no JSON error, but one of the reader.
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Passphrase(
    Struct, tag="passphrase", tag_field="kind", frozen=True, forbid_unknown_fields=True
):
    """A user's secret wrapped under Argon2id of a passphrase; memory in KiB.

    `first`: somebody else chose the passphrase, and the user ought to change it.
    """

    first: bool
    iterations: int
    key_file: bool
    lanes: int
    memory_kib: int
    salt: _Salt
    wrapped: _Wrapped


class FormerPassphrase(
    Struct, tag="passphrase-1", tag_field="kind", frozen=True, forbid_unknown_fields=True
):
    """A key slot of format 1: the passphrase opens the former master key, that the secret."""

    iterations: int
    lanes: int
    master: _FormerMaster
    memory_kib: int
    salt: _Salt
    wrapped: _Wrapped


Credential = Passphrase | FormerPassphrase


class Grant(Struct, frozen=True, forbid_unknown_fields=True):
    """The key of one domain, sealed to one user; `voucher` says that a holder of it did so."""

    domain: Domain
    generation: _Counter
    sealed: _Sealed
    voucher: Annotated[bytes, Meta(min_length=VOUCHER_BYTES, max_length=VOUCHER_BYTES)]


class UserRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One user. `domains` are those the roles need; those without a grant are pending."""

    credentials: Annotated[tuple[Credential, ...], Meta(min_length=1, max_length=4)]
    domains: Annotated[tuple[Domain, ...], Meta(min_length=1, max_length=3)]
    grants: Annotated[tuple[Grant, ...], Meta(min_length=1, max_length=3)]
    id: Annotated[str, Meta(pattern="^[0-9a-f]{16}\\Z")]
    name: _SealedName
    name_tag: Annotated[bytes, Meta(min_length=16, max_length=16)]
    public: _Public
    roles: Annotated[tuple[_Role, ...], Meta(min_length=1, max_length=5)]


class Code(Struct, tag="code", tag_field="kind", frozen=True, forbid_unknown_fields=True):
    """Recovery by one code: its secret wrapped under HKDF of 160 random bits."""

    grants: Annotated[tuple[Grant, ...], Meta(min_length=3, max_length=3)]
    public: _Public
    salt: _Salt
    wrapped: _Wrapped


class FormerCode(Struct, tag="code-1", tag_field="kind", frozen=True, forbid_unknown_fields=True):
    """A recovery code of format 1: it opens the former master key, that the secret."""

    grants: Annotated[tuple[Grant, ...], Meta(min_length=3, max_length=3)]
    master: _FormerMaster
    public: _Public
    salt: _Salt
    wrapped: _Wrapped


class Shares(Struct, tag="shares", tag_field="kind", frozen=True, forbid_unknown_fields=True):
    """Recovery by any two of three holders: wrapped for holders 1+2, 1+3 and 2+3."""

    grants: Annotated[tuple[Grant, ...], Meta(min_length=3, max_length=3)]
    public: _Public
    salt: _Salt
    wrapped: Annotated[tuple[_Wrapped, ...], Meta(min_length=3, max_length=3)]


Recovery = Code | FormerCode | Shares


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `mac` and `checksum` are over the file with those fields emptied.

    `revision` grows with each write, `generation` with each change of keys and names the database.
    `due` are domains whose present key is known to somebody who may no longer have it.
    """

    format: int
    vault_id: Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
    created_at: Annotated[str, Meta(max_length=40)]
    revision: _Counter
    generation: _Counter
    users: Annotated[tuple[UserRecord, ...], Meta(min_length=1, max_length=MAX_USERS)]
    recovery: Annotated[tuple[Recovery, ...], Meta(max_length=2)] = ()
    due: Annotated[tuple[Domain, ...], Meta(max_length=3)] = ()
    mac: Annotated[bytes, Meta(max_length=32)] = b""
    checksum: Annotated[bytes, Meta(max_length=32)] = b""


class _AnyFormat(Struct):
    """The one field whose meaning never changes."""

    format: int


def encode(header: Header) -> bytes:
    """The only encoding: JSON with sorted keys, no spaces, one newline at the end."""
    return msgspec.json.encode(header, order="sorted") + b"\n"


def signed(header: Header, *, mac_key: bytes) -> Header:
    """The header with its MAC and checksum set."""
    bare = replace(header, mac=_mac(header, mac_key))
    return replace(bare, checksum=_checksum(bare))


def check_mac(header: Header, *, mac_key: bytes) -> None:
    """Refuse a header changed without the vault's key. Raises: HeaderDamaged."""
    if not hmac.compare_digest(header.mac, _mac(header, mac_key)):
        raise HeaderDamaged("mac", why="it was changed by somebody else")


def format_of(raw: bytes) -> int:
    """The format's number, whatever else is in the file. Raises: HeaderDamaged, VaultTooNew."""
    try:
        found = msgspec.json.decode(raw, type=_AnyFormat).format
    except _UNREADABLE as error:
        raise HeaderDamaged(str(error), why="it is not readable") from error
    if found > FORMAT:
        raise VaultTooNew(found=found, known=FORMAT)
    if found < 1:
        raise HeaderDamaged(f"format {found}", why="its format number is impossible")
    return found


def decode(raw: bytes) -> Header:
    """Read strictly; costs are bounded later, when a credential is tried.

    Raises: HeaderDamaged, VaultTooNew.
    """
    if format_of(raw) != FORMAT:
        raise HeaderDamaged("format 1", why="it is of an earlier format")
    try:
        header = msgspec.json.decode(raw, type=Header)
    except _UNREADABLE as error:
        raise HeaderDamaged(str(error), why="it is not readable") from error
    if encode(header) != raw:
        raise HeaderDamaged("not canonical", why="it was changed by another program")
    if not hmac.compare_digest(header.checksum, _checksum(header)):
        raise HeaderDamaged("checksum", why="its checksum does not fit")
    _check_sense(header)
    return header


def read_raw(folder: Path) -> bytes:
    """The bytes of a vault's header, of any format. Raises: HeaderDamaged, FileUnreadable."""
    path = folder / NAME
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise HeaderDamaged(why="header.json is missing") from error
    except OSError as error:
        raise FileUnreadable(str(error), name=NAME, why=error.strerror or "unknown") from error
    if len(raw) > MAX_BYTES:
        raise HeaderDamaged(why="it is too long")
    return raw


def read(folder: Path) -> Header:
    """The header of a vault folder. Raises: HeaderDamaged, VaultTooNew, FileUnreadable."""
    return decode(read_raw(folder))


def write(folder: Path, header: Header) -> None:
    """Replace the header whole. Raises: DiskFull, FolderReadOnly."""
    _check_sense(header)
    raw = encode(header)
    if len(raw) > MAX_BYTES:  # what could not be read again must not be written
        raise ValueError("the header is longer than may be read")
    with atomic_write(folder / NAME) as out:
        out.write(raw)


def _check_sense(header: Header) -> None:
    """Refuse what each field allows alone but not together. Raises: HeaderDamaged."""
    for name in ("id", "name_tag", "public"):
        if len({getattr(user, name) for user in header.users}) != len(header.users):
            raise HeaderDamaged(name, why="two users are the same")
    if not _sorted_once(header.due):
        raise HeaderDamaged("due", why="its parts are not in order")
    for user in header.users:
        if not (_sorted_once(user.domains) and _sorted_once(user.roles)):
            raise HeaderDamaged(user.id, why="a user's parts are not in order")
        granted = tuple(grant.domain for grant in user.grants)
        if Domain.CONTROL not in granted or not set(granted) <= set(user.domains):
            raise HeaderDamaged(user.id, why="a user's keys contradict themselves")
        _check_grants(header, user.grants)
    if len({isinstance(entry, Shares) for entry in header.recovery}) != len(header.recovery):
        raise HeaderDamaged("recovery", why="two ways of recovery are the same")
    for entry in header.recovery:
        _check_grants(header, entry.grants)


def _check_grants(header: Header, grants: tuple[Grant, ...]) -> None:
    if not _sorted_once(tuple(grant.domain for grant in grants)):
        raise HeaderDamaged("grants", why="a user's keys are not in order")
    for grant in grants:
        newest = grant.generation == header.generation
        if grant.generation > header.generation or (grant.domain is Domain.CONTROL and not newest):
            raise HeaderDamaged("generation", why="a user's key is of another generation")


def _sorted_once(items: tuple[str, ...]) -> bool:
    return list(items) == sorted(set(items))


def _mac(header: Header, mac_key: bytes) -> bytes:
    return hmac.digest(mac_key, encode(replace(header, mac=b"", checksum=b"")), "sha256")


def _checksum(header: Header) -> bytes:
    return sha256(encode(replace(header, checksum=b""))).digest()
