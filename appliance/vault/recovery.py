"""Recovery codes: 160 random bits that a person can write down and type.

There are two kinds. *The* recovery code opens alone; of the three codes of a recovery by two, which
begin with S1, S2 and S3, any two open together.

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
_IGNORED = frozenset(" -+\t\r\n\u00a0\u2010\u2011\u2012\u2013\u2014")


Share = tuple[int, bytes]
HOLDERS = (1, 2, 3)
_CODE_LABEL = b"cofferdam recovery code 1"
_SHARE_LABELS = {number: b"cofferdam recovery share 1 %d" % number for number in HOLDERS}
_CODE_CHARACTERS = _SECRET_CHARACTERS + _CHECK_CHARACTERS
_SHARE_CHARACTERS = _CODE_CHARACTERS + 2
# Two codes with a separator after each character, and some room.
_LONGEST = 400


def make() -> tuple[str, bytes]:
    """A new code as it is printed, and the secret that it stands for."""
    secret = os.urandom(SECRET_BYTES)
    return render(secret), secret


def make_shares() -> tuple[tuple[str, ...], tuple[Share, ...]]:
    """Three codes as they are printed, and what they stand for."""
    shares = tuple((number, os.urandom(SECRET_BYTES)) for number in HOLDERS)
    return tuple(render_share(number, secret) for number, secret in shares), shares


def render(secret: bytes) -> str:
    """The printed form of a secret of `SECRET_BYTES`."""
    return _grouped(secret, _CODE_LABEL)


def render_share(number: int, secret: bytes) -> str:
    """The printed form of the code of holder 1, 2 or 3."""
    return f"S{number}-{_grouped(secret, _SHARE_LABELS[number])}"


def parse(typed: str) -> bytes | None:
    """The secret of a typed code, or None if it is not one or its check does not fit."""
    return _secret(_cleaned(typed), _CODE_LABEL)


def parse_shares(typed: str) -> tuple[Share, Share] | None:
    """Two different shares, the lower number first, or None if the text is not that."""
    characters = _cleaned(typed)
    if len(characters) != 2 * _SHARE_CHARACTERS:
        return None
    first = _share(characters[:_SHARE_CHARACTERS])
    second = _share(characters[_SHARE_CHARACTERS:])
    if first is None or second is None or first[0] == second[0]:
        return None
    return (first, second) if first[0] < second[0] else (second, first)


def is_share(typed: str) -> bool:
    """True for the code of one holder, which opens nothing alone."""
    return _share(_cleaned(typed)) is not None


def _share(characters: str) -> Share | None:
    for number, label in _SHARE_LABELS.items():
        if characters.startswith(f"S{number}"):
            secret = _secret(characters[2:], label)
            return None if secret is None else (number, secret)
    return None


def _cleaned(typed: str) -> str:
    if len(typed) > _LONGEST:
        return ""
    kept = "".join(character for character in typed if character not in _IGNORED)
    return kept.upper().translate(_LOOKALIKES)


def _secret(characters: str, label: bytes) -> bytes | None:
    if len(characters) != _CODE_CHARACTERS:
        return None
    value = 0
    for character in characters[:_SECRET_CHARACTERS]:
        digit = _ALPHABET.find(character)
        if digit < 0:
            return None
        value = value << 5 | digit
    secret = value.to_bytes(SECRET_BYTES, "big")
    return secret if characters[_SECRET_CHARACTERS:] == _check(secret, label) else None


def _grouped(secret: bytes, label: bytes) -> str:
    characters = _base32(int.from_bytes(secret, "big"), _SECRET_CHARACTERS) + _check(secret, label)
    groups = [characters[at : at + _GROUP] for at in range(0, len(characters), _GROUP)]
    return "-".join(groups)


def _check(secret: bytes, label: bytes) -> str:
    digest = sha256(label + secret).digest()
    return _base32(int.from_bytes(digest[:4], "big") >> 12, _CHECK_CHARACTERS)


def _base32(value: int, characters: int) -> str:
    return "".join(_ALPHABET[value >> 5 * at & 31] for at in reversed(range(characters)))
