"""The recovery code: 160 random bits that a person can write down and type.

Thirty-six characters in nine groups of four. The alphabet is Crockford's base32, so
letters that look like digits mean those digits, and case and spaces do not matter. The last four
characters are a check, so that a typing mistake is noticed before anything else is tried.
"""

from __future__ import annotations

import os
from hashlib import sha256

SECRET_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 4
_SECRET_CHARACTERS = SECRET_BYTES * 8 // 5
_CHECK_CHARACTERS = 4
_IGNORED = frozenset(" -\t\r\n\u00a0\u2010\u2011\u2012\u2013\u2014")


def make() -> tuple[str, bytes]:
    """A new code as it is printed, and the secret that it stands for."""
    secret = os.urandom(SECRET_BYTES)
    return render(secret), secret


def render(secret: bytes) -> str:
    """The printed form of a secret of `SECRET_BYTES`."""
    characters = _base32(int.from_bytes(secret, "big"), _SECRET_CHARACTERS) + _check(secret)
    groups = [characters[at : at + _GROUP] for at in range(0, len(characters), _GROUP)]
    return "-".join(groups)


def parse(typed: str) -> bytes | None:
    """The secret of a typed code, or None if it is not one or its check does not fit."""
    if len(typed) > 200:
        return None
    kept = "".join(character for character in typed if character not in _IGNORED)
    characters = kept.upper().translate(_LOOKALIKES)
    if len(characters) != _SECRET_CHARACTERS + _CHECK_CHARACTERS:
        return None
    value = 0
    for character in characters[:_SECRET_CHARACTERS]:
        digit = _ALPHABET.find(character)
        if digit < 0:
            return None
        value = value << 5 | digit
    secret = value.to_bytes(SECRET_BYTES, "big")
    return secret if characters[_SECRET_CHARACTERS:] == _check(secret) else None


def _check(secret: bytes) -> str:
    digest = sha256(b"cofferdam recovery code 1" + secret).digest()
    return _base32(int.from_bytes(digest[:4], "big") >> 12, _CHECK_CHARACTERS)


def _base32(value: int, characters: int) -> str:
    return "".join(_ALPHABET[value >> 5 * at & 31] for at in reversed(range(characters)))
