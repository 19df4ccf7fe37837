"""Patterns of checklists on pages: bounded in text, in length and in number of matches. Pure.

A pattern is the work of a person: one that could run for ever is refused when a checklist is read,
and here too. What remains runs over windows of a page, so that the time
grows with the page and not with its square; a match longer than a window is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from appliance.documents.normal import Normal
from appliance.review.checklists.patterns import FLAGS, why_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WINDOW_CP = 1_200
_OVERLAP_CP = 300
_MOST_PAGE_CP = 200_000
_MOST_MATCHES = 50


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, without regard to capitals; None for one that may not be used."""
    return re.compile(pattern, FLAGS) if pattern and not why_not(pattern) else None


def matches(text: str, patterns: Iterable[str]) -> list[tuple[int, int]]:
    """Places of a page where one of the patterns matches, in order, without repeats.

    Compatibility forms (full-width letters, ligatures) are read as their plain forms; offsets are
    of `text`.
    """
    normal = Normal(text[:_MOST_PAGE_CP])
    found: set[tuple[int, int]] = set()
    for pattern in patterns:
        compiled_one = compiled(pattern)
        if compiled_one is not None:
            found.update(_places(normal, compiled_one))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept[:_MOST_MATCHES]


def _places(normal: Normal, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    count = 0
    step = _WINDOW_CP - _OVERLAP_CP
    for low in range(0, max(1, len(normal.text)), step):
        high = min(len(normal.text), low + _WINDOW_CP)
        for match in pattern.finditer(normal.text, low, high):
            if match.start() == match.end():
                continue
            yield normal.to_source(*match.span())
            count += 1
            if count >= _MOST_MATCHES:
                return
        if high == len(normal.text):
            return
