"""The payload key of a pack, sealed for appliances or under a passphrase."""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING

from appliance.crypto.kdf import KEY_BYTES, SALT_BYTES, KdfParams, argon2id
from appliance.crypto.passphrase import passphrase_bytes
from appliance.crypto.sealed_box import SealBroken, open_sealed, public_of, seal_to
from appliance.crypto.signing import key_id
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import (
    BadInput,
    PackCountRefused,
    PackKeyMismatch,
    PackNotForHere,
    PassphraseRefused,
)
from appliance.packs.pack_framing import KEY_CHECK_BYTES, MAX_RECIPIENTS, key_check_value
from appliance.packs.pack_records import ApplianceRecipient, PassphraseRecipient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.utils import Buffer

    from appliance.packs.pack_records import PackInfo, Recipient


def for_appliances(
    payload_key: Buffer, publics: Iterable[bytes], *, pack_id: str
) -> tuple[Recipient, ...]:
    """A recipient for each raw X25519 public key, by key id; a key given twice counts once.

    Raises: PackCountRefused: none or too many; BadInput: a key nobody can have.
    """
    by_id = {key_id(public): public for public in publics}
    if not 1 <= len(by_id) <= MAX_RECIPIENTS:
        raise PackCountRefused(
            name=pack_id, what="recipients", found=len(by_id), least=1, most=MAX_RECIPIENTS
        )
    info = _appliance_binding(pack_id)
    try:
        return tuple(
            ApplianceRecipient(one, seal_to(public, payload_key, info=info))
            for one, public in sorted(by_id.items())
        )
    except SealBroken as error:
        raise BadInput(what="A recipient's key", why="nobody can have it") from error


def for_passphrase(
    payload_key: Buffer, passphrase: str, *, kdf: KdfParams, pack_id: str
) -> tuple[Recipient, ...]:
    """The one recipient of a pack with a passphrase. Raises: BadInput: empty or too long."""
    salt = os.urandom(SALT_BYTES)
    key = argon2id(passphrase_bytes(passphrase), salt, kdf)
    wrapped = wrap(key, payload_key, binding=_passphrase_binding(pack_id))
    return (PassphraseRecipient(kdf.memory_kib, kdf.iterations, kdf.lanes, salt, wrapped),)


def payload_key(
    info: PackInfo,
    signed: bytes,
    *,
    name: str,
    recipient: Buffer | None,
    passphrase: str | None,
) -> bytearray:
    """The payload key, by the appliance's raw X25519 private key or a passphrase; caller wipes it.

    `signed` is the signed part of the pack, which holds the key check.

    Raises: PackNotForHere, PassphraseRefused, PackKeyMismatch, BadInput (empty passphrase).
    """
    first = info.recipients[0]
    if isinstance(first, PassphraseRecipient):
        if passphrase is None:
            raise PackNotForHere(name=name, why="it needs its passphrase")
        key = _by_passphrase(first, passphrase, pack_id=info.manifest.id, name=name)
    elif recipient is None:
        raise PackNotForHere(name=name, why="it is for appliances, not for a passphrase")
    else:
        key = _by_appliance(info, recipient, name=name)
    check = key_check_value(key, signed[:-KEY_CHECK_BYTES])
    if not hmac.compare_digest(check, info.key_check):
        key[:] = bytes(len(key))
        raise PackKeyMismatch(name=name)
    return key


def _by_appliance(info: PackInfo, private: Buffer, *, name: str) -> bytearray:
    mine = key_id(public_of(private))
    for one in info.recipients:
        if isinstance(one, ApplianceRecipient) and one.key_id == mine:
            try:
                key = open_sealed(
                    private, one.sealed_key, info=_appliance_binding(info.manifest.id)
                )
            except SealBroken as error:
                raise PackKeyMismatch(name=name) from error
            return _whole(key, name)
    raise PackNotForHere(name=name, why="this appliance is not among its recipients")


def _by_passphrase(
    one: PassphraseRecipient, passphrase: str, *, pack_id: str, name: str
) -> bytearray:
    kdf = KdfParams(one.memory_kib, one.iterations, one.lanes)
    key = argon2id(passphrase_bytes(passphrase), one.salt, kdf)
    try:
        return _whole(unwrap(key, one.wrapped_key, binding=_passphrase_binding(pack_id)), name)
    except WrapBroken as error:
        raise PassphraseRefused(name=name) from error


def _whole(key: bytearray, name: str) -> bytearray:
    if len(key) != KEY_BYTES:
        raise PackKeyMismatch(name=name)
    return key


def _appliance_binding(pack_id: str) -> bytes:
    return f"cofferdam pack recipient 1\x00{pack_id}".encode()


def _passphrase_binding(pack_id: str) -> bytes:
    return f"cofferdam pack passphrase 1\x00{pack_id}".encode()
