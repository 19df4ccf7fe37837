"""Text of strangers as it may stand in a file: nothing in it works on the reader unseen. Pure."""

from __future__ import annotations

import unicodedata

# They turn the direction of writing, so that a line reads otherwise than it is; or cannot be seen.
_UNSEEN = frozenset(
    "\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
    "\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb\u00ad"
)
_KEPT = "\n\t"


def placeholder(character: str) -> str:
    """What is written where a character cannot be, so that its absence is seen."""
    return f"[U+{ord(character):04X}]"


def visible(text: str) -> str:
    """The text with controls, marks of direction and the like as their numbers; lines are kept.

    A carriage return before a newline goes; other line ends become newlines.
    """
    if text.isprintable() and not _UNSEEN.intersection(text):
        return text
    parts = []
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        hidden = character in _UNSEEN or unicodedata.category(character) in _NO_LETTERS
        parts.append(placeholder(character) if hidden and character not in _KEPT else character)
    return "".join(parts)


# Controls, formats, half pairs of surrogates, characters of no meaning and of private use.
_NO_LETTERS = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
