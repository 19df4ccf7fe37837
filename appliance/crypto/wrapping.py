"""Short secrets wrapped under a key: AES-256-GCM with a random nonce in front."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from cryptography.utils import Buffer

NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES


class WrapBroken(Exception):
    """The wrapped secret does not open: another key, another binding, or changed bytes."""


def wrap(key: Buffer, secret: Buffer, *, binding: bytes) -> bytes:
    """`secret` sealed under `key` for one place only, which `binding` names."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, binding)


def unwrap(key: Buffer, wrapped: bytes, *, binding: bytes) -> bytearray:
    """The secret again, in memory that the caller can wipe. Raises: WrapBroken."""
    if len(wrapped) < OVERHEAD_BYTES:
        raise WrapBroken
    secret = bytearray(len(wrapped) - OVERHEAD_BYTES)
    try:
        AESGCM(key).decrypt_into(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], binding, secret)
    except InvalidTag as error:
        raise WrapBroken from error
    return secret
