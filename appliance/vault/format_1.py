"""Vaults of format 1: one master key in a few slots. Read only, to bring them up to date.

What the slots wrapped is still needed afterwards: a recovery code that nobody has typed since can
only be carried over as it is (`header.FormerCode`).
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from appliance.crypto.kdf import argon2id, hkdf
from appliance.crypto.wrapping import WrapBroken, unwrap
from appliance.errors import BadInput, HeaderDamaged, WrongPassphrase
from appliance.vault import recovery
from appliance.vault.costs import bounded, passphrase_bytes

FORMAT = 1
MASTER_BYTES = 32
_Salt = Annotated[bytes, Meta(min_length=16, max_length=16)]
_Wrapped = Annotated[bytes, Meta(min_length=60, max_length=60)]
_NO_WRAP = bytes(60)
# Lists in lists without end are no JSON error, but one of the reader.
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


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


def encode(header: Header) -> bytes:
    """The only encoding: JSON with sorted keys, no spaces, one newline at the end."""
    return msgspec.json.encode(header, order="sorted") + b"\n"


def decode(raw: bytes) -> Header:
    """Read strictly. Raises: HeaderDamaged."""
    try:
        header = msgspec.json.decode(raw, type=Header)
    except _UNREADABLE as error:
        raise HeaderDamaged(str(error), why="it is not readable") from error
    if header.format != FORMAT:
        raise HeaderDamaged(f"format {header.format}", why="its format number is impossible")
    if encode(header) != raw:
        raise HeaderDamaged("not canonical", why="it was changed by another program")
    bare = replace(header, checksum=b"")
    if not hmac.compare_digest(header.checksum, sha256(encode(bare)).digest()):
        raise HeaderDamaged("checksum", why="its checksum does not fit")
    return header


def check_mac(header: Header, master: bytes | bytearray) -> None:
    """Refuse a header changed without the master key. Raises: HeaderDamaged."""
    bare = encode(replace(header, mac=b"", checksum=b""))
    if not hmac.compare_digest(header.mac, hmac.digest(subkey(master, "header"), bare, "sha256")):
        raise HeaderDamaged("mac", why="it was changed by somebody else")


def subkey(master: bytes | bytearray, purpose: str) -> bytes:
    """A key for one purpose, as format 1 derived it."""
    return hkdf(master, b"cofferdam vault 1 " + purpose.encode())


def open_any(header: Header, secret: str) -> tuple[bytearray, Slot]:
    """The master key, by a recovery code or a passphrase, and the slot that opened.

    Raises:
        WrongPassphrase: no slot opens.
        HeaderDamaged: a slot asks for a cost outside the bounds; nothing was allocated for it.
    """
    code = recovery.parse(secret)
    for slot in sorted(header.slots, key=lambda slot: isinstance(slot, PassphraseSlot)):
        try:
            if isinstance(slot, PassphraseSlot):
                return open_passphrase(slot, secret, header.vault_id), slot
            if code is not None:
                return open_code(slot, code, header.vault_id), slot
        except WrapBroken:
            continue
    raise WrongPassphrase


def open_passphrase(slot: PassphraseSlot, passphrase: str, vault_id: str) -> bytearray:
    """The master key. Raises: WrapBroken, HeaderDamaged."""
    kdf = bounded(slot.memory_kib, slot.iterations, slot.lanes)
    try:
        key = argon2id(passphrase_bytes(passphrase), slot.salt, kdf)
    except BadInput as error:  # no vault has such a passphrase, so it is simply a wrong one
        raise WrapBroken from error
    return unwrap(key, slot.wrapped, binding=_binding(slot, vault_id))


def open_code(slot: RecoverySlot, code: bytes, vault_id: str) -> bytearray:
    """The master key. Raises: WrapBroken."""
    key = hkdf(code, b"cofferdam recovery slot 1", salt=slot.salt)
    return unwrap(key, slot.wrapped, binding=_binding(slot, vault_id))


def _binding(slot: Slot, vault_id: str) -> bytes:
    bare = msgspec.json.encode(replace(slot, wrapped=_NO_WRAP), order="sorted")
    return b"cofferdam slot 1\x00" + vault_id.encode() + b"\x00" + bare
