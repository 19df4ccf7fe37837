"""A hint how hard a passphrase is to guess. A hint only: the vault accepts what it accepts."""

from __future__ import annotations

import math
from typing import Literal

Strength = Literal["short", "weak", "fair", "strong"]

LEAST_CHARACTERS = 10

# The vault's key derivation takes half a second a guess. 45 bits then cost some 280 years on a
# thousand cores, 50 bits (four unrelated words) some nine thousand.
_WEAK_BITS, _FAIR_BITS = 45.0, 50.0

_OFTEN_USED = ("password", "passphrase", "qwerty", "letmein", "welcome", "admin", "123456", "bank")


def strength(passphrase: str) -> Strength:
    """Judge a passphrase by its length, kinds of characters, repeats and well-known parts."""
    if len(passphrase) < LEAST_CHARACTERS:
        return "short"
    bits = guess_bits(passphrase)
    if bits < _WEAK_BITS:
        return "weak"
    return "fair" if bits < _FAIR_BITS else "strong"


def guess_bits(passphrase: str) -> float:
    """A careful estimate of the guessing work, in bits. Never more than the length allows."""
    text = passphrase.lower()
    for part in _OFTEN_USED:
        text = text.replace(part, "*")
    words = [word for word in text.split() if word]
    if len(words) >= 3:
        # Words from a dictionary of about 7,800 carry 13 bits each; unknown ones no more than that.
        return sum(min(13.0, _character_bits(word)) for word in words)
    return _character_bits(passphrase if text == passphrase.lower() else text)


def _character_bits(text: str) -> float:
    kinds = (
        (26, any("a" <= c <= "z" for c in text)),
        (26, any("A" <= c <= "Z" for c in text)),
        (10, any(c.isdigit() for c in text)),
        (32, any(not c.isalnum() and c.isascii() for c in text)),
        (2000, any(ord(c) > 127 for c in text)),
    )
    alphabet = sum(size for size, used in kinds if used)
    fresh = sum(1 for i, c in enumerate(text) if i == 0 or not _follows(text[i - 1], c))
    # People do not choose characters evenly: a factor of 0.6 keeps “Summer2024!!” below fair.
    return 0.6 * fresh * math.log2(max(alphabet, 2))


def _follows(before: str, after: str) -> bool:
    """True for a repeat or a step along the alphabet or the digits: aa, ab, 12, 21."""
    return abs(ord(before) - ord(after)) <= 1
