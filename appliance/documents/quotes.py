"""Finding a quotation on a page, though line breaks, quote marks or capitals differ.

What is found is always a span of the page's own text, so the citation shows what the page says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.documents.normal import Normal

if TYPE_CHECKING:
    from collections.abc import Callable

_SAME_MARK = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃", "-"),
    }
)
_SPACES = re.compile(r"\s+")
# A hyphen between letters, with the line break after it if there is one: whether it belongs to the
# word cannot be known ("long-\nterm", "transac-\ntion"), so it is left out on both sides.
_JOINING_HYPHEN = re.compile(r"(?<=[^\W\d_])-[^\S\r\n]*(?:[\r\n]\s*)?(?=[^\W\d_])")
# Scripts written without spaces have no word ends to respect.
_FIRST_UNSPACED = "\u2e80"


class _Folded:
    """A text and, for each of its characters, the span of the original it came from."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int]) -> None:
        self.text, self.starts, self.ends = text, starts, ends

    def replaced(self, pattern: re.Pattern[str], by: str) -> _Folded:
        """Each match becomes `by` (at most one character) that stands for the whole match."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        kept = 0
        for match in pattern.finditer(self.text):
            first, last = match.span()
            parts += (self.text[kept:first], by)
            starts += self.starts[kept:first]
            ends += self.ends[kept:first]
            if by:
                starts.append(self.starts[first])
                ends.append(self.ends[last - 1])
            kept = last
        parts.append(self.text[kept:])
        return _Folded("".join(parts), starts + self.starts[kept:], ends + self.ends[kept:])

    def case_folded(self) -> _Folded:
        """Without capitals; a letter that becomes two keeps its place twice."""
        starts: list[int] = []
        ends: list[int] = []
        parts: list[str] = []
        for place, character in enumerate(self.text):
            folded = character.casefold()
            parts.append(folded)
            starts += [self.starts[place]] * len(folded)
            ends += [self.ends[place]] * len(folded)
        return _Folded("".join(parts), starts, ends)


def find_quote(
    page_text: str, quote: str, within: tuple[int, int] | None = None
) -> tuple[int, int] | None:
    """Where `quote` stands in `page_text`, as a half-open span of code points, or None.

    Tried in this order: letter by letter; with compatibility forms, white space, quote marks and
    dashes made alike; and last without regard to capitals and to hyphens between letters. A word
    or a number is only found whole: "308" is not in "5,308". With `within`, only that span of the
    page is searched.
    """
    low, high = within if within is not None else (0, len(page_text))
    page = page_text[low:high]
    wanted = quote.strip()
    if not wanted:
        return None
    exact = _whole(page, wanted)
    if exact is not None:
        return low + exact[0], low + exact[1]
    for fold in (_alike, _loose):
        found = _search(page, wanted, fold)
        if found is not None:
            return low + found[0], low + found[1]
    return None


def _search(page: str, wanted: str, fold: Callable[[str], _Folded]) -> tuple[int, int] | None:
    needle = fold(wanted).text.strip()
    if not needle:
        return None
    hay = fold(page)
    place = _whole(hay.text, needle)
    return None if place is None else (hay.starts[place[0]], hay.ends[place[1] - 1])


def _alike(text: str) -> _Folded:
    return _marks_alike(text).replaced(_SPACES, " ")


def _loose(text: str) -> _Folded:
    return _marks_alike(text).replaced(_JOINING_HYPHEN, "").replaced(_SPACES, " ").case_folded()


def _marks_alike(text: str) -> _Folded:
    normal = Normal(text)
    return _Folded(normal.text.translate(_SAME_MARK), *normal.places())


def _whole(hay: str, needle: str) -> tuple[int, int] | None:
    """First place of `needle` in `hay` that cuts no word and no number."""
    place = hay.find(needle)
    while place >= 0:
        end = place + len(needle)
        if not _cuts(hay[max(0, place - 2) : place], needle[0], before=True) and not _cuts(
            hay[end : end + 2], needle[-1], before=False
        ):
            return place, end
        place = hay.find(needle, place + 1)
    return None


def _cuts(beside: str, edge: str, *, before: bool) -> bool:
    """Whether the neighbours `beside` continue the word or number that ends in `edge`."""
    if not beside or not edge.isalnum() or edge >= _FIRST_UNSPACED:
        return False
    near = beside[-1] if before else beside[0]
    if near.isalnum() and near < _FIRST_UNSPACED:
        return edge.isdigit() == near.isdigit()  # a footnote's number may touch a word
    far = beside[0] if before else beside[-1]
    return edge.isdigit() and near in ".," and len(beside) == 2 and far.isdigit()
