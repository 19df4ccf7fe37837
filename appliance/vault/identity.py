"""The appliance's own key pairs: one that signs, one that packs are sealed to.

They are random, made at their first use, and kept in the database wrapped under a sub-key of the
vault, that for packs under one of `models`. So they stay the same when keys are replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appliance.crypto.sealed_box import public_of
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import VaultDamaged
from appliance.vault.domains import CONTROL, MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.store import Vault

SIGNING = "signing"
RECIPIENT = "recipient"
PURPOSE = "identity"
# Who may not open models must not open what they are sent in either.
DOMAINS = {RECIPIENT: MODELS}


def binding(kind: str) -> bytes:
    """What a wrapped key is bound to, so that it opens in its own row only."""
    return b"cofferdam identity 1\x00" + kind.encode()


class Identity:
    """The pairs of one vault. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def signing_key(self) -> Ed25519PrivateKey:
        """Signs checkpoints and proofs. Raises: VaultDamaged, DiskFull."""
        return Ed25519PrivateKey.from_private_bytes(self._pair(SIGNING, _new_signing)[1])

    def signing_public(self) -> bytes:
        """The 32 bytes that check those signatures. Raises: as `signing_key`."""
        return self._pair(SIGNING, _new_signing)[0]

    def recipient_key(self) -> X25519PrivateKey:
        """Opens packs sealed to this appliance. Raises: VaultDamaged, KeyNotHeld, DiskFull."""
        return X25519PrivateKey.from_private_bytes(self._pair(RECIPIENT, _new_recipient)[1])

    def recipient_public(self) -> bytes:
        """The 32 bytes that packs are sealed to.

        Raises: as `recipient_key`; KeyNotHeld: there are none yet, and they cannot be made
            without the key of the models.
        """
        if not self._vault.holds(MODELS):
            row = self._row(RECIPIENT)
            if row is not None:
                return row[0]
        return self._pair(RECIPIENT, _new_recipient)[0]

    def _pair(self, kind: str, make: Callable[[], tuple[bytes, bytes]]) -> tuple[bytes, bytearray]:
        """Public and private part, made if there is none yet."""
        found = self._read(kind)
        if found is None:
            with self._vault.transaction() as connection:
                found = self._read(kind)  # another thread may have been first
                if found is None:
                    public, private = make()
                    wrapped = wrap(self._key(kind), private, binding=binding(kind))
                    connection.execute(
                        "INSERT INTO identity (kind, public, wrapped) VALUES (?, ?, ?)",
                        (kind, public, wrapped),
                    )
                    found = public, bytearray(private)
        return found

    def _read(self, kind: str) -> tuple[bytes, bytearray] | None:
        row = self._row(kind)
        if row is None:
            return None
        why = "one of its own keys is not genuine"
        try:
            private = unwrap(self._key(kind), row[1], binding=binding(kind))
        except WrapBroken as error:
            raise VaultDamaged(kind, why=why) from error
        # The public half stands in the clear beside it, and others are told of it.
        if _PUBLIC_OF[kind](private) != row[0]:
            raise VaultDamaged(kind, why=why)
        return row[0], private

    def _row(self, kind: str) -> tuple[bytes, bytes] | None:
        row = (
            self._vault.connection()
            .execute("SELECT public, wrapped FROM identity WHERE kind = ?", (kind,))
            .fetchone()
        )
        return None if row is None else (bytes(row[0]), bytes(row[1]))

    def _key(self, kind: str) -> bytes:
        return self._vault.subkey(PURPOSE, DOMAINS.get(kind, CONTROL))


def _signing_public(private: bytearray) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


_PUBLIC_OF: dict[str, Callable[[bytearray], bytes]] = {
    SIGNING: _signing_public,
    RECIPIENT: public_of,
}


def _new_signing() -> tuple[bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    return key.public_key().public_bytes_raw(), key.private_bytes_raw()


def _new_recipient() -> tuple[bytes, bytes]:
    key = X25519PrivateKey.generate()
    return key.public_key().public_bytes_raw(), key.private_bytes_raw()
