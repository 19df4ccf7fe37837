"""Letters that character recognition reads where digits stand, and the gaps it puts between."""

from __future__ import annotations

import re

_DIGIT_FOR = {
    "O": "0", "o": "0", "Q": "0", "D": "0",
    "l": "1", "I": "1", "i": "1", "|": "1",
    "Z": "2", "z": "2",
    "S": "5", "s": "5",
    "G": "6", "b": "6",
    "B": "8",
}  # fmt: skip
_TO_DIGITS = str.maketrans(_DIGIT_FOR)
_TO_LETTERS = str.maketrans({"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"})

# One digit, or what it may have been read as.
DIGIT = "[0-9OoQDlIi|ZzSsGbB]"
# One letter, or the digit that it may have been read as.
LETTER = "[A-Za-z012568]"
# What may stand between two characters of one number, a line break among them.
GAP = r"\s{0,2}[-./·‐‑–]?\s{0,2}"
NOT_AFTER = r"(?<![0-9A-Za-z+])"
NOT_BEFORE = r"(?![0-9A-Za-z])"
_GAPS = re.compile(r"[\s\-./·‐‑–,:]+")


def run(count: int | tuple[int, int], character: str = DIGIT) -> str:
    """A pattern for so many characters with possible gaps between them."""
    least, most = (count, count) if isinstance(count, int) else count
    return f"{character}(?:{GAP}{character}){{{least - 1},{most - 1}}}"


def close(text: str) -> str:
    """The text without gaps."""
    return _GAPS.sub("", text)


def digits(text: str) -> str:
    """Letters read as the digits that they look like; others stay."""
    return text.translate(_TO_DIGITS)


def letters(text: str) -> str:
    """Digits read as the capital letters that they look like; others stay."""
    return text.upper().translate(_TO_LETTERS)


def shaped(text: str, shape: str) -> str:
    """`text` read by a shape of the same length: "n" a digit, "a" a letter, "c" either."""
    read = (
        digits(character) if place == "n" else letters(character) if place == "a" else character
        for character, place in zip(text, shape, strict=True)
    )
    return "".join(read).upper()


def mostly_digits(text: str) -> bool:
    """Two thirds are digits or the letter O, and half of these digits: no word is such a number."""
    kept = close(text)
    plain = sum(character.isdigit() for character in kept)
    round_ones = sum(character in "Oo" for character in kept)
    return 3 * (plain + round_ones) >= 2 * len(kept) > 0 and 3 * plain >= len(kept)


def first(text: str, count: int) -> tuple[str | None, int]:
    """The first `count` letters and digits, and where they end."""
    kept: list[str] = []
    for place, character in enumerate(text):
        if character.isalnum() or character == "|":
            kept.append(character)
            if len(kept) == count:
                return "".join(kept), place + 1
    return None, 0
