"""Letters of other alphabets that look like Latin ones, in words where they do not belong."""

from __future__ import annotations

import re

# Small and capital letters of the Cyrillic, Greek and Armenian alphabets that are drawn like a
# Latin one (Unicode Technical Standard 39); those that only resemble one are left out.
_LOOKALIKES = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j",
    "ѕ": "s", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ӏ": "l", "ҽ": "e", "ο": "o", "ν": "v",
    "ι": "i", "ρ": "p", "κ": "k", "υ": "u", "ϲ": "c", "ϳ": "j",
    "օ": "o", "ս": "u", "հ": "h", "ց": "g",
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C",
    "Т": "T", "Х": "X", "У": "Y", "І": "I", "Ј": "J", "Ѕ": "S", "Ԛ": "Q", "Ԝ": "W",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N",
    "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X",
}  # fmt: skip
_TO_LATIN = str.maketrans(_LOOKALIKES)
_LETTERS = "".join(_LOOKALIKES)
_SUSPECT = re.compile(f"[{_LETTERS}]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_FOREIGN = re.compile(r"[Ͱ-ϿЀ-ԯ԰-֏]")
# So many Latin letters to one of another alphabet make a word of that alphabet stand out.
_MOSTLY = 40


def to_latin(text: str) -> str:
    """The text as an eye reads it; same length."""
    return text.translate(_TO_LATIN) if not text.isascii() else text


def mixed_words(text: str) -> list[tuple[int, int]]:
    """Words in which letters of two alphabets stand for one; places ascending.

    Also words made of look-alikes alone where all the rest of the page is Latin.
    """
    if _SUSPECT.search(text) is None:
        return []
    latin, foreign = len(_LATIN.findall(text)), len(_FOREIGN.findall(text))
    alone = latin > _MOSTLY * foreign
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        strange = _FOREIGN.findall(word)
        if not strange or not all(letter in _LOOKALIKES for letter in strange):
            continue
        if _LATIN.search(word) is not None or (alone and len(word) > 3):
            found.append(match.span())
    return found
