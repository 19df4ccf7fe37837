"""The bytes of a passphrase, the same however it was typed."""

from __future__ import annotations

import unicodedata

from appliance.errors import BadInput

# Argon2id reads it all; a file given by mistake must not cost minutes.
MAX_BYTES = 64 * 1024


def passphrase_bytes(passphrase: str) -> bytes:
    """UTF-8 of the NFC form, so that an é is the same however the keyboard made it.

    Raises: BadInput: empty, or longer than 64 KiB.
    """
    encoded = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if not encoded:
        raise BadInput(what="The passphrase", why="it is empty")
    if len(encoded) > MAX_BYTES:
        raise BadInput(what="The passphrase", why="it is too long")
    return encoded
