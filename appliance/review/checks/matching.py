"""Patterns of checklists on pages: all of a page, in a time that grows with it. Pure.

A pattern is the work of a person: one that could run for ever is refused when a checklist is read,
and here too. What remains runs over windows that reach past each other by more than the longest
match that a checklist may ask for, so that none is cut where a window ends; only a run without an
end, such as a gap over a page of blanks, may be longer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from appliance.documents.normal import Normal
from appliance.review.checklists.patterns import FLAGS, MOST_MATCH_CP, WINDOW_CP, why_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.jobs import Job

# What a pattern may look ahead at behind its match ("not followed by …").
_BEHIND_CP = 100
_STEP_CP = WINDOW_CP - MOST_MATCH_CP - _BEHIND_CP


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, without regard to capitals; None for one that may not be used."""
    return re.compile(pattern, FLAGS) if pattern and not why_not(pattern) else None


def matches(
    text: str, patterns: Iterable[str], job: Job | None = None
) -> Iterator[tuple[int, int]]:
    """Places of a page where one of the patterns matches, in order, none over another.

    Who has enough stops asking, and the rest of the page is not looked through. Compatibility
    forms (full-width letters, ligatures) are read as their plain forms; offsets are of `text`.
    Raises: Cancelled, within one window, if a job is given.
    """
    normal = Normal(text)
    usable = [one for one in map(compiled, patterns) if one is not None]
    reached = [0] * len(usable)
    end = 0
    for low in range(0, len(normal.text) if usable else 0, _STEP_CP):
        if job is not None:
            job.check()
        spans = [_places(normal.text, one, low, reached, n) for n, one in enumerate(usable)]
        for first, last in sorted(chain(*spans), key=lambda span: (span[0], -span[1])):
            start, stop = normal.to_source(first, last)
            if start >= end:
                yield start, stop
                end = stop


def _places(
    text: str, pattern: re.Pattern[str], low: int, reached: list[int], number: int
) -> list[tuple[int, int]]:
    """Matches that begin in the window's own part; `reached` is where each pattern's last ended."""
    high = min(len(text), low + WINDOW_CP)
    found = []
    for match in pattern.finditer(text, max(low, reached[number]), high):
        if match.start() >= low + _STEP_CP:
            break  # the next window sees more of it
        if match.start() < match.end():
            found.append(match.span())
            reached[number] = match.end()
    return found
