"""Lines of a page in text order, and its words the right way up. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from appliance.documents.records import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Page

# Two words are on one line when the centre of one lies this near to the other's, in its heights.
_NEAR = 0.45
# A word so far behind the last one, in heights, begins another line: a column, or a cell.
_FAR = 2.5
# A turned page: most words of three letters or more are this much taller than wide.
_TALL = 1.5
_TEXT_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that follow each other in the text, side by side on the page.

    Boxes are in points of the page held so that its text is upright. A page without boxes has
    lines without words, with zeros.
    """

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    words: tuple[Word, ...] = ()


def upright(page: Page) -> tuple[tuple[Word, ...], float, float]:
    """The words with boxes as if the text ran from left to right, and the page's size so held.

    A table set across a page that is not itself turned has words that stand on their side.
    """
    words = page.words
    long = [word for word in words if word.end - word.start >= 3]
    tall = [word for word in long if word.y1 - word.y0 > _TALL * (word.x1 - word.x0)]
    if not tall or len(tall) * 2 < len(long):
        return words, page.width_pt, page.height_pt
    rises = sum(
        1 if after.y0 < before.y0 else -1
        for before, after in pairwise(words)
        if abs(before.x0 - after.x0) < 2.0
    )
    if rises > 0:  # read from the page's foot to its head
        height = page.height_pt
        turned = tuple(
            Word(w.start, w.end, height - w.y1, w.x0, height - w.y0, w.x1) for w in words
        )
    else:
        width = page.width_pt
        turned = tuple(Word(w.start, w.end, w.y0, width - w.x1, w.y1, width - w.x0) for w in words)
    return turned, page.height_pt, page.width_pt


def lines_of(text: str, words: Sequence[Word]) -> list[Line]:
    """The lines of a page in text order; of its text alone where it has no words."""
    if not words:
        return [
            Line(match.start(), match.end(), 0.0, 0.0, 0.0, 0.0, 0.0)
            for match in _TEXT_LINE.finditer(text)
            if match.group().strip()
        ]
    found: list[Line] = []
    held: list[Word] = [words[0]]
    for word in words[1:]:
        if _follows(held[-1], word):
            held.append(word)
        else:
            found.append(line_of(held))
            held = [word]
    found.append(line_of(held))
    return found


def line_of(words: Sequence[Word]) -> Line:
    """The line that some words make up, given in text order."""
    heights = sorted(word.y1 - word.y0 for word in words)
    return Line(
        words[0].start,
        words[-1].end,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        heights[len(heights) // 2],
        tuple(words),
    )


def _follows(last: Word, word: Word) -> bool:
    height = max(last.y1 - last.y0, word.y1 - word.y0)
    apart = abs((last.y0 + last.y1) - (word.y0 + word.y1)) / 2
    gap = word.x0 - last.x1
    return apart <= _NEAR * height and -height < gap <= _FAR * height
