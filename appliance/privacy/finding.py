"""Finds identifiers in a text: pure, and without ever asking anybody."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from appliance.documents.normal import Normal, normalise
from appliance.privacy import (
    banking,
    china,
    contact,
    dates,
    national,
    passports,
    people,
    places,
)
from appliance.privacy.kinds import CONFIDENCE
from appliance.privacy.records import Identifier
from appliance.privacy.rules import Candidate, Reading, Rule, candidates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

RULES: tuple[Rule, ...] = (
    *banking.RULES,
    *china.RULES,
    *national.RULES,
    *passports.RULES,
    *contact.RULES,
    *dates.RULES,
    *people.RULES,
    *places.RULES,
)


def find(text: str, *, kinds: Collection[str] | None = None) -> tuple[Identifier, ...]:
    """The identifiers of a text, in order and without overlap.

    Of finds that overlap the checked one stays, then the longest, then the one that a label names.
    `kinds` None looks for all. Offsets are of `text` as given, also where it holds full-width
    digits, ligatures or characters that nobody sees.
    """
    normal = Normal(text)
    found = [
        candidate
        for rule in RULES
        if kinds is None or rule.kind in kinds
        for candidate in candidates(rule, normal.text)
    ]
    if kinds is None or "person" in kinds:
        found += people.running(normal.text)
        found = people.repeated(normal.text, found)
    return tuple(_identifier(text, normal, candidate) for candidate in _without_overlap(found))


def _identifier(text: str, normal: Normal, candidate: Candidate) -> Identifier:
    start, end = normal.to_source(candidate.start, candidate.end)
    confidence = CONFIDENCE.get(candidate.evidence)
    return Identifier(
        candidate.rule.kind,
        start,
        end,
        candidate.value,
        candidate.valid,
        candidate.evidence,
        confidence,
    )


def _without_overlap(found: Iterable[Candidate]) -> Sequence[Candidate]:
    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(found, key=_worth, reverse=True):
        # What is kept has no overlap, so only its two neighbours can share a letter with it.
        place = bisect_left(starts, candidate.start)
        free_before = place == 0 or kept[place - 1].end <= candidate.start
        if free_before and (place == len(kept) or candidate.end <= kept[place].start):
            kept.insert(place, candidate)
            starts.insert(place, candidate.start)
    return kept


def _worth(candidate: Candidate) -> tuple[int, int, int, int]:
    checked = {True: 2, None: 1, False: 0}[candidate.valid]
    return checked, candidate.end - candidate.start, candidate.labelled, -candidate.start


@cache
def _readers() -> dict[str, tuple[Rule, ...]]:
    made: dict[str, tuple[Rule, ...]] = {}
    for rule in RULES:
        made[rule.kind] = (*made.get(rule.kind, ()), rule)
    return made


def readings(kind: str, text: str) -> tuple[Reading, ...]:
    """All that `text` alone can be read as; several countries' numbers may have one form."""
    plain = normalise(text)
    made = (rule.read(plain) for rule in _readers()[kind])
    return tuple(one for one in made if one is not None and one.end in (None, len(plain)))
