"""Passphrases as bytes, and what a header may ask of the machine to turn one into a key."""

from __future__ import annotations

import unicodedata

from appliance.crypto.kdf import KdfParams, KdfRefused
from appliance.errors import BadInput, HeaderDamaged

# Argon2id reads it all; a file given by mistake must not cost minutes.
_MAX_PASSPHRASE_BYTES = 64 * 1024


def passphrase_bytes(passphrase: str) -> bytes:
    """UTF-8 of the NFC form, so that an é is the same however the keyboard made it.

    Raises: BadInput: empty, or longer than 64 KiB.
    """
    # Normalising takes long for long texts and at most triples them; so look at the length first.
    if len(passphrase) > _MAX_PASSPHRASE_BYTES:
        raise BadInput(what="The passphrase", why="it is too long")
    encoded = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if not encoded:
        raise BadInput(what="The passphrase", why="it is empty")
    if len(encoded) > _MAX_PASSPHRASE_BYTES:
        raise BadInput(what="The passphrase", why="it is too long")
    return encoded


def bounded(memory_kib: int, iterations: int, lanes: int) -> KdfParams:
    """The cost that a header asks for, before anything is allocated for it.

    Raises: HeaderDamaged: outside the bounds of `KdfParams`.
    """
    try:
        return KdfParams(memory_kib, iterations, lanes)
    except KdfRefused as error:
        raise HeaderDamaged(str(error), why="it asks for an impossible amount of work") from error
