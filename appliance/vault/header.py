"""`header.json`: what is needed to open a vault, and nothing secret (docs/formats/vault.md).

Guarded twice: a checksum that anyone can compute tells damage from a wrong passphrase, and a MAC
under a key derived from the master key tells a change by somebody who repaired the checksum.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from appliance.errors import FileUnreadable, HeaderDamaged, VaultTooNew
from appliance.files import atomic_write

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
NAME = "header.json"
MAX_BYTES = 64 * 1024

_Salt = Annotated[bytes, Meta(min_length=16, max_length=16)]
_Digest = Annotated[bytes, Meta(min_length=32, max_length=32)]
# Nonce, 32 bytes of master key, tag.
_Wrapped = Annotated[bytes, Meta(min_length=60, max_length=60)]


class PassphraseSlot(
    Struct, tag="passphrase", tag_field="kind", frozen=True, forbid_unknown_fields=True
):
    """The master key wrapped under Argon2id of a passphrase; memory in KiB."""

    iterations: int
    lanes: int
    memory_kib: int
    salt: _Salt
    wrapped: _Wrapped


class RecoverySlot(
    Struct, tag="recovery", tag_field="kind", frozen=True, forbid_unknown_fields=True
):
    """The master key wrapped under HKDF of the recovery code's 160 random bits."""

    salt: _Salt
    wrapped: _Wrapped


Slot = PassphraseSlot | RecoverySlot


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `mac` and `checksum` are over the file with those fields emptied."""

    format: int
    vault_id: Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
    created_at: Annotated[str, Meta(max_length=40)]
    slots: Annotated[tuple[Slot, ...], Meta(min_length=1, max_length=8)]
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
    """Refuse a header changed without the master key. Raises: HeaderDamaged."""
    if not hmac.compare_digest(header.mac, _mac(header, mac_key)):
        raise HeaderDamaged("mac", why="it was changed by somebody else")


def decode(raw: bytes) -> Header:
    """Read strictly; costs are bounded later, when a slot is tried.

    Raises: HeaderDamaged, VaultTooNew.
    """
    try:
        found = msgspec.json.decode(raw, type=_AnyFormat).format
        if found > FORMAT:
            raise VaultTooNew(found=found, known=FORMAT)
        header = msgspec.json.decode(raw, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise HeaderDamaged(str(error), why="it is not readable") from error
    if found != FORMAT:
        raise HeaderDamaged(f"format {found}", why="its format number is impossible")
    if encode(header) != raw:
        raise HeaderDamaged("not canonical", why="it was changed by another program")
    if not hmac.compare_digest(header.checksum, _checksum(header)):
        raise HeaderDamaged("checksum", why="its checksum does not fit")
    return header


def read(folder: Path) -> Header:
    """The header of a vault folder. Raises: HeaderDamaged, VaultTooNew, FileUnreadable."""
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
    return decode(raw)


def write(folder: Path, header: Header) -> None:
    """Replace the header whole. Raises: DiskFull, FolderReadOnly."""
    with atomic_write(folder / NAME) as out:
        out.write(encode(header))


def _mac(header: Header, mac_key: bytes) -> bytes:
    return hmac.digest(mac_key, encode(replace(header, mac=b"", checksum=b"")), "sha256")


def _checksum(header: Header) -> bytes:
    return sha256(encode(replace(header, checksum=b""))).digest()
