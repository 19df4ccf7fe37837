"""Lines that run along the heads and feet of a document's pages. Pure.

A line is running if the same words stand at the head of several pages, at the same height, or at
their feet, whatever the numbers in it. A number alone at the edge is the page's number.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.documents.layout.scales import says_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.lines import Line

Edge = Literal["header", "footer"]

# The part of a page's height in which running lines stand at its head. At its foot they follow the
# text: pages printed from a browser are as short as what is on them.
_HEAD = 0.13
_OUTERMOST = 4  # lines looked at on either edge
_SAME_HEIGHT_PT = 4.0
_APART_HEIGHTS = 3.5
# A line runs if this part of the pages has it, and never fewer or need for more pages than these.
_PAGES_SHARE, _PAGES_AT_LEAST, _PAGES_ENOUGH = 1 / 12, 3, 10
_LONGEST_CP, _LETTERS_AT_LEAST = 200, 4

_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*|p\.\s*|第\s*|[-–—|·]\s*)?(?:[a-z]{1,2}-)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:of|/|von|sur)\s*\d{1,4})?\s*(?:页|[-–—|·])?(?:\s*共\s*\d+\s*页)?",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:\s*(?:19|20)\d\d\s*)+")


class _Mark(NamedTuple):
    edge: Edge
    band: int
    text: str


class RunningLines:
    """Gathers the outer lines of all pages, then tells which of a page's lines run."""

    def __init__(self) -> None:
        self._seen: Counter[_Mark] = Counter()
        self._pages = 0

    def gather(self, text: str, lines: Sequence[Line], height_pt: float) -> None:
        """Take note of a page; every page before the first `of`."""
        self._pages += 1
        marks = {
            mark
            for edge, line in _outer(lines, height_pt)
            for mark in _marks(text, line, edge, near=False)
        }
        self._seen.update(marks)

    def of(self, text: str, lines: Sequence[Line], height_pt: float) -> dict[int, Edge]:
        """Which lines of a page run along its head or foot, by the place where they start."""
        share = min(_PAGES_ENOUGH, max(_PAGES_AT_LEAST, round(_PAGES_SHARE * self._pages)))
        needed = max(2, min(share, self._pages))
        found: dict[int, Edge] = {}
        closed: set[Edge] = set()
        outer = _outer(lines, height_pt)
        repeated = {
            line.start
            for edge, line in outer
            if any(self._seen[mark] >= needed for mark in _marks(text, line, edge, near=True))
        }
        last: dict[Edge, Line] = {}
        for edge, line in outer:
            if edge in last and _far(last[edge], line):
                closed.add(edge)
            last[edge] = line
            runs = line.start in repeated or (
                _is_page_number(text[line.start : line.end].strip())
                and all(other.start in repeated for other in _beside(line, lines))
            )
            if edge not in closed and runs:
                found[line.start] = edge
            else:
                closed.add(edge)  # what stands further in is the page's own
        return found


def _is_page_number(words: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(words)) and not _YEARS.fullmatch(words)


def _far(outer: Line, line: Line) -> bool:
    """True if too much white space lies between two lines for both to run."""
    space = max(line.y0 - outer.y1, outer.y0 - line.y1)
    return space > _APART_HEIGHTS * max(line.height, outer.height)


def _beside(line: Line, lines: Sequence[Line]) -> list[Line]:
    """Other lines at the same height: a number at the end of one is no page's own."""
    return [
        other
        for other in lines
        if other is not line
        and abs(other.y0 + other.y1 - line.y0 - line.y1) < 0.6 * max(line.height, other.height)
    ]


def _outer(lines: Sequence[Line], height_pt: float) -> list[tuple[Edge, Line]]:
    """Lines at the edges, from the outside in. Pages without boxes have no edges."""
    if not lines or not lines[0].words or height_pt <= 0:
        return []
    by_height = sorted(lines, key=lambda line: line.y0)
    head = [line for line in by_height if line.y1 <= _HEAD * height_pt][:_OUTERMOST]
    foot = [line for line in by_height[-_OUTERMOST:][::-1] if line not in head]
    edges: list[tuple[Edge, Line]] = [("header", line) for line in head]
    edges += [("footer", line) for line in foot]
    return edges


def _marks(text: str, line: Line, edge: Edge, *, near: bool) -> list[_Mark]:
    """How a line is remembered; with `near` also as one that stands a little higher or lower."""
    words = _SPACE.sub(" ", text[line.start : line.end]).strip()
    # Headings of columns are repeated too where a table goes on over pages.
    if len(words) > _LONGEST_CP or "$" in words or says_scale(words) or _YEARS.fullmatch(words):
        return []
    shape = _DIGITS.sub("#", words).casefold()
    if sum(letter.isalpha() for letter in shape) < _LETTERS_AT_LEAST:
        return []
    if edge == "footer":
        return [_Mark(edge, 0, shape)]
    band = round(line.y0 / _SAME_HEIGHT_PT)
    bands = (band - 1, band, band + 1) if near else (band,)
    return [_Mark(edge, number, shape) for number in bands]
