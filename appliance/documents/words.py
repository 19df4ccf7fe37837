"""Word boxes as bytes, the form in which they cross the pipe and rest in the vault."""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING

from appliance.documents.records import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

# Start, end, then x0 y0 x1 y1; little endian, no padding.
_WORD = struct.Struct("<IIffff")
WORD_BYTES = _WORD.size
# A page is at most 200 inches by the PDF standard; boxes beyond it are nonsense.
FARTHEST_PT = 1_000_000.0


def sound(word: Word) -> bool:
    """True if the box is made of numbers and somewhere near a page."""
    return all(
        math.isfinite(value) and abs(value) <= FARTHEST_PT
        for value in (word.x0, word.y0, word.x1, word.y1)
    )


def pack(words: Iterable[Word]) -> bytes:
    """24 bytes a word, in reading order."""
    return b"".join(
        _WORD.pack(word.start, word.end, word.x0, word.y0, word.x1, word.y1) for word in words
    )


def unpack(data: bytes, text_length: int) -> tuple[Word, ...]:
    """Words of a page with `text_length` code points.

    Raises: ValueError: a cut record, an offset outside the text or out of order, an absurd box.
    """
    if len(data) % _WORD.size:
        raise ValueError(f"{len(data)} bytes are no whole number of words")
    words = tuple(Word(*fields) for fields in _WORD.iter_unpack(data))
    last = 0
    for word in words:
        if not last <= word.start < word.end <= text_length:
            raise ValueError(f"word {word.start}:{word.end} of {text_length} after {last}")
        if not sound(word):
            raise ValueError("word box out of range")
        last = word.end
    return words
