"""A short secret sealed to one X25519 public key, so that only the holder of its pair reads it.

An ephemeral X25519 pair, HKDF-SHA256 with both public keys in its info, then AES-256-GCM. Anybody
can seal to a public key: that a sealed secret opens says nothing about who sealed it. Whoever needs
to know that puts a second layer inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appliance.crypto.kdf import hkdf

if TYPE_CHECKING:
    from cryptography.utils import Buffer

PUBLIC_BYTES = 32
PRIVATE_BYTES = 32
TAG_BYTES = 16
OVERHEAD_BYTES = PUBLIC_BYTES + TAG_BYTES
_LABEL = b"cofferdam sealed box 1"
# The key is used for one message only, because its ephemeral pair is.
_NONCE = bytes(12)


class SealBroken(Exception):
    """It does not open: another key, another purpose, or changed bytes."""


def new_private_key() -> bytearray:
    """A random private key in memory that the caller can wipe."""
    return bytearray(X25519PrivateKey.generate().private_bytes_raw())


def public_of(private: Buffer) -> bytes:
    """The 32 bytes of the public key that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, secret: Buffer, *, info: bytes) -> bytes:
    """`secret` for the holder of `public`; `info` names purpose and place, and opens it again.

    The result is the ephemeral public key, then the ciphertext with its tag: `OVERHEAD_BYTES`
    longer than the secret.

    Raises: SealBroken: `public` is not a usable key (wrong length, or a point of small order).
    """
    ephemeral = X25519PrivateKey.generate()
    mine = ephemeral.public_key().public_bytes_raw()
    cipher = _cipher(ephemeral, public, sender=mine, receiver=public, info=info)
    return mine + cipher.encrypt(_NONCE, secret, info)


def open_sealed(private: Buffer, sealed: bytes, *, info: bytes) -> bytearray:
    """The secret again, in memory that the caller can wipe. Raises: SealBroken."""
    if len(sealed) < OVERHEAD_BYTES:
        raise SealBroken
    key = X25519PrivateKey.from_private_bytes(private)
    mine = key.public_key().public_bytes_raw()
    sender = sealed[:PUBLIC_BYTES]
    cipher = _cipher(key, sender, sender=sender, receiver=mine, info=info)
    secret = bytearray(len(sealed) - OVERHEAD_BYTES)
    try:
        cipher.decrypt_into(_NONCE, sealed[PUBLIC_BYTES:], info, secret)
    except InvalidTag as error:
        raise SealBroken from error
    return secret


def _cipher(
    private: X25519PrivateKey, public: bytes, *, sender: bytes, receiver: bytes, info: bytes
) -> AESGCM:
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:  # a wrong length, or all-zero because of a point of small order
        raise SealBroken from error
    return AESGCM(hkdf(shared, _LABEL + b"\x00" + sender + receiver + info))
