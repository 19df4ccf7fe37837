"""Key slots: ways to the one random master key. Changing a passphrase re-wraps, nothing more."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from appliance.crypto.kdf import SALT_BYTES, KdfParams, KdfRefused, argon2id, hkdf
from appliance.crypto.wrapping import OVERHEAD_BYTES, WrapBroken, unwrap, wrap
from appliance.errors import BadInput, HeaderDamaged, WrongPassphrase
from appliance.vault import recovery
from appliance.vault.header import PassphraseSlot, RecoverySlot, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

MASTER_BYTES = 32
# Argon2id reads it all; a file given by mistake must not cost minutes.
_MAX_PASSPHRASE_BYTES = 64 * 1024
_NO_WRAP = bytes(MASTER_BYTES + OVERHEAD_BYTES)


def passphrase_bytes(passphrase: str) -> bytes:
    """UTF-8 of the NFC form, so that an é is the same however the keyboard made it.

    Raises: BadInput: empty, or longer than 64 KiB.
    """
    encoded = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if not encoded:
        raise BadInput(what="The passphrase", why="it is empty")
    if len(encoded) > _MAX_PASSPHRASE_BYTES:
        raise BadInput(what="The passphrase", why="it is too long")
    return encoded


def passphrase_slot(
    master: bytes | bytearray, passphrase: str, *, kdf: KdfParams, vault_id: str
) -> PassphraseSlot:
    """A slot that this passphrase opens. Raises: BadInput."""
    bare = PassphraseSlot(
        iterations=kdf.iterations,
        lanes=kdf.lanes,
        memory_kib=kdf.memory_kib,
        salt=os.urandom(SALT_BYTES),
        wrapped=_NO_WRAP,
    )
    key = argon2id(passphrase_bytes(passphrase), bare.salt, kdf)
    return replace(bare, wrapped=wrap(key, master, binding=_binding(bare, vault_id)))


def recovery_slot(master: bytes | bytearray, *, vault_id: str) -> tuple[RecoverySlot, str]:
    """A slot for a new recovery code, and the code.

    No slow derivation: 160 random bits cannot be guessed at any price per guess.
    """
    code, secret = recovery.make()
    bare = RecoverySlot(salt=os.urandom(SALT_BYTES), wrapped=_NO_WRAP)
    key = _recovery_key(secret, bare)
    return replace(bare, wrapped=wrap(key, master, binding=_binding(bare, vault_id))), code


def open_any(slots: Iterable[Slot], secret: str, *, vault_id: str) -> bytearray:
    """The master key, by a recovery code or a passphrase. The caller wipes it.

    Raises:
        WrongPassphrase: no slot opens.
        HeaderDamaged: a slot asks for a cost outside the bounds; nothing was allocated for it.
    """
    code = recovery.parse(secret)
    # The recovery slot first: trying it costs nothing, and only a well-formed code gets that far.
    for slot in sorted(slots, key=lambda slot: isinstance(slot, PassphraseSlot)):
        try:
            if isinstance(slot, PassphraseSlot):
                key = _passphrase_key(secret, slot)
            elif code is not None:
                key = _recovery_key(code, slot)
            else:
                continue
            return unwrap(key, slot.wrapped, binding=_binding(slot, vault_id))
        except WrapBroken:
            continue
    raise WrongPassphrase


def _passphrase_key(passphrase: str, slot: PassphraseSlot) -> bytes:
    try:
        kdf = KdfParams(slot.memory_kib, slot.iterations, slot.lanes)
    except KdfRefused as error:
        raise HeaderDamaged(str(error), why="it asks for an impossible amount of work") from error
    try:
        return argon2id(passphrase_bytes(passphrase), slot.salt, kdf)
    except BadInput as error:  # no vault has such a passphrase, so it is simply a wrong one
        raise WrapBroken from error


def _recovery_key(secret: bytes, slot: RecoverySlot) -> bytes:
    return hkdf(secret, b"cofferdam recovery slot 1", salt=slot.salt)


def _binding(slot: Slot, vault_id: str) -> bytes:
    """The slot's own parameters and its vault: a slot moved or cheapened does not open."""
    bare = msgspec.json.encode(replace(slot, wrapped=_NO_WRAP), order="sorted")
    return b"cofferdam slot 1\x00" + vault_id.encode() + b"\x00" + bare
