"""What in a checklist may be met by any paper: faults, and what a person should look at. Pure.

A pattern that stands in every text, whatever it is about, would put every case in order. Whether
one does is tried on short texts about nothing that a checklist asks for (`neutral`). What stands in
half of them is suspect only: there are pages with and without a year.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from appliance.review.checklists.neutral import CHINESE, ENGLISH
from appliance.review.checklists.patterns import Unsafe, compiled
from appliance.review.checklists.records import Problem

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from appliance.review.checklists.records import Checklist, DateRule, Item

FITS_ALL = "it fits any text at all, whatever it is about, so it tells nothing"
_SUSPECT = 0.5
# Ten years: what may be older than that hardly has an age that is looked at.
_LONG_DAYS = 3_650
_WIDE_TOLERANCE = 0.2
_LEAST_PAGES = 4
_MOST_OF_PAGES = 0.6


def fits_all(pattern: str) -> bool:
    """Whether a pattern stands in every neutral text of a language."""
    return _share((pattern,)) == 1.0


def weaknesses(checklist: Checklist) -> tuple[Problem, ...]:
    """What can be used but may be met by papers that it does not mean, each with its place."""
    return tuple(
        problem
        for place, item in enumerate(checklist.items, start=1)
        for problem in _weak(f"item {place} ({item.id[:60]})", item)
    )


def on_most_pages(hits: int, pages: int) -> str:
    """What to say of an item whose patterns stand on so many pages of a case; "" if nothing."""
    if pages < _LEAST_PAGES or hits < _MOST_OF_PAGES * pages:
        return ""
    return (
        f"Its patterns stand on {hits} of {pages} pages; they may fit more than they are meant for."
    )


def _weak(where: str, item: Item) -> Iterator[Problem]:
    for name in ("patterns", "against"):
        yield from _patterns(f"{where}, {name}", getattr(item, name))
    if item.date is not None:
        yield from _days(f"{where}, date", item.date)
    if item.document is not None and item.document.date is not None:
        yield from _days(f"{where}, document, date", item.document.date)
    if item.agreement is not None and item.agreement.tolerance > _WIDE_TOLERANCE:
        why = "amounts that differ by more than a fifth would agree"
        yield Problem(f"{where}, agreement, tolerance", why)


def _patterns(where: str, patterns: tuple[str, ...]) -> Iterator[Problem]:
    alone = [_share((one,)) for one in patterns]
    for place, share in enumerate(alone, start=1):
        if share >= _SUSPECT:
            yield Problem(f"{where}, pattern {place}", _said(share))
    together = _share(patterns)
    if together >= _SUSPECT and max(alone, default=0.0) < _SUSPECT:
        why = f"together they fit {together:.0%} of texts about something else"
        yield Problem(where, why)


def _said(share: float) -> str:
    return f"it fits {share:.0%} of texts about something else, so it may fit nearly any paper"


def _days(where: str, rule: DateRule) -> Iterator[Problem]:
    for name in ("at_most_days_before", "at_most_days_after"):
        days = getattr(rule, name)
        if days is not None and days > _LONG_DAYS:
            yield Problem(f"{where}, {name}", "more than ten years: nearly any date would do")


@lru_cache(maxsize=2048)
def _share(patterns: tuple[str, ...]) -> float:
    """Of the neutral texts of one language, the part in which one of the patterns stands."""
    usable = list(_usable(patterns))
    return max(
        sum(any(one.search(text) for one in usable) for text in texts) / len(texts)
        for texts in (ENGLISH, CHINESE)
    )


def _usable(patterns: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for one in patterns:
        try:
            yield compiled(one)
        except Unsafe:  # another problem says so
            continue
