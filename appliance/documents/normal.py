"""Text in a form that can be searched and compared, with the way back to the original.

Text taken from a PDF carries ligatures, Kangxi radicals in place of common Chinese characters,
full-width digits and soft hyphens. `Normal` is the NFKC form of such a text together with a map
of offsets in both directions, so that a find in the normal form becomes a place in the page text.
All offsets are code points, half-open.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

# PDFium writes this noncharacter for a hyphen at the end of a line and joins the two lines.
LINE_END_HYPHEN = "\ufffe"

# More marks on one letter than any writing system has (Unicode's Stream-Safe Text Format).
MOST_MARKS = 30
_TOO_MANY = "\ufffd"


def limit_marks(text: str) -> str:
    """The text with every mark after the thirtieth in a row replaced by U+FFFD; same length.

    Putting marks into their order takes a time that grows with the square of their number, in one
    call that lets no other thread work: 120,000 marks in a row stop the program for half a minute.
    Characters that the normal form leaves out do not end a row.
    """
    if text.isascii():
        return text
    kinds = set(text)
    marks = frozenset(character for character in kinds if _is_mark(character))
    if not marks:
        return text
    between = frozenset(character for character in kinds if _kind(character) == "drop") - marks
    result: list[str] | None = None
    run = 0
    for place, character in enumerate(text):
        if character in marks:
            run += 1
            if run > MOST_MARKS:
                result = list(text) if result is None else result
                result[place] = _TOO_MANY
        elif character not in between:
            run = 0
    return text if result is None else "".join(result)


@lru_cache(maxsize=8192)
def _is_mark(character: str) -> bool:
    """True if ordering it against its neighbours is part of normalising.

    Not only characters with a combining class: five without one become marks that have it.
    """
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) != 0


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """How a character takes part: "drop", "hyphen", "attach" to the one before, or "start".

    A character attaches when its decomposition begins with a mark or a Hangul vowel or tail:
    only those can compose with what stands before them, so NFKC of a text is the NFKC of its
    pieces cut before every other character.
    """
    if character == LINE_END_HYPHEN:
        return "hyphen"
    category = unicodedata.category(character)
    if category == "Cf" or (category == "Cc" and not character.isspace()):
        return "drop"
    first = unicodedata.normalize("NFKD", character)[0]
    if unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff":
        return "attach"
    return "start"


class Normal:
    """The NFKC form of a text without invisible characters, and the map between the two.

    Left out: format characters (soft hyphens, zero-width and direction marks) and control
    characters other than white space; PDFium's line-end hyphen becomes "-". A base character
    and its marks are one piece: a place inside it maps to the whole piece. Marks beyond the
    thirtieth in a row become U+FFFD (`limit_marks`).
    """

    __slots__ = ("_ends", "_starts", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None
        source = limit_marks(source)
        if _is_plain(source):
            self.text = source
            return
        starts: list[int] = []
        ends: list[int] = []
        parts: list[str] = []
        for start, end, piece in _pieces(source):
            parts.append(piece)
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
        self.text = "".join(parts)
        self._starts, self._ends = starts, ends

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the source that holds `text[start:end]`.

        An empty span maps to an empty span. Raises: IndexError: outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} of {len(self.text)} code points")
        if self._starts is None or self._ends is None:
            return start, end
        if start == end:
            place = self._starts[start] if start < len(self._starts) else len(self.source)
            return place, place
        return self._starts[start], self._ends[end - 1]

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of `text` that holds all that `source[start:end]` became.

        Raises: IndexError: outside the source.
        """
        if not 0 <= start <= end <= len(self.source):
            raise IndexError(f"span {start}:{end} of {len(self.source)} code points")
        if self._starts is None or self._ends is None:
            return start, end
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return (first, last) if first <= last and start < end else (first, first)

    def places(self) -> tuple[list[int], list[int]]:
        """For each code point of `text`: where its piece of the source begins and ends."""
        if self._starts is None or self._ends is None:
            return list(range(len(self.text))), list(range(1, len(self.text) + 1))
        return list(self._starts), list(self._ends)


def normalise(text: str) -> str:
    """The normal form alone."""
    text = limit_marks(text)
    return text if _is_plain(text) else "".join(piece for _, _, piece in _pieces(text))


def _is_plain(text: str) -> bool:
    """Nothing to change, so offsets are the same on both sides."""
    if not unicodedata.is_normalized("NFKC", text):
        return False
    return not any(_kind(character) in ("drop", "hyphen") for character in set(text))


def _pieces(source: str) -> list[tuple[int, int, str]]:
    """Start, end and normal form of each piece, in order; together all that is kept."""
    found: list[tuple[int, int, str]] = []
    begin = 0
    gathered = ""
    end = 0
    for place, character in enumerate(source):
        kind = _kind(character)
        if kind == "drop":
            continue
        if kind == "attach" and gathered:
            gathered += character
            end = place + 1
            continue
        if gathered:
            found.append((begin, end, _normal_piece(gathered)))
        begin, end = place, place + 1
        gathered = "-" if kind == "hyphen" else character
    if gathered:
        found.append((begin, end, _normal_piece(gathered)))
    return found


@lru_cache(maxsize=8192)
def _normal_piece(piece: str) -> str:
    return unicodedata.normalize("NFKC", piece)
