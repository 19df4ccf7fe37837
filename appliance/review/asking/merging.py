"""One proposal for an item out of those of several papers."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec

from appliance.review.phrases.statements import DISAGREE
from appliance.review.records import Proposal, Searched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.review.records import By, Evidence, Verdict

MOST_EVIDENCE = 12
# Of two papers that say opposite things nothing tells which one is right.
_DISAGREED = 0.5
# What holds of all papers is the worst of what holds of one.
_WORST_FIRST: tuple[Verdict, ...] = ("contradicted", "not met", "met", "not found")
_BAD = frozenset({"contradicted", "not met"})


def merge(proposals: Sequence[Proposal]) -> Proposal:
    """What holds of all papers together; papers that disagree need a person.

    A paper in which nothing was found says nothing against the others.

    Args:
        proposals: at least one, of one item, in the order of the papers.
    """
    if len(proposals) == 1:
        return proposals[0]
    verdict, why = _verdict({one.verdict for one in proposals})
    telling = [one for one in proposals if _tells(one, verdict)]
    same = [one for one in telling if one.verdict == verdict]
    return Proposal(
        verdict,
        min((one.confidence for one in same), default=_DISAGREED),
        _by(one.by for one in telling),
        bool(same) and all(one.certain for one in same),
        tuple(dict.fromkeys([*why, *(line for one in telling for line in one.why)])),
        _evidence(telling),
        _searched(proposals),
        tuple(paper for one in proposals for paper in one.papers),
        telling[0].made,
    )


def _verdict(verdicts: set[Verdict]) -> tuple[Verdict, tuple[str, ...]]:
    if "met" in verdicts and verdicts & _BAD:
        return "needs a person", (DISAGREE.say(),)
    if "needs a person" in verdicts:
        return "needs a person", ()
    return next(one for one in _WORST_FIRST if one in verdicts), ()


def _tells(one: Proposal, verdict: Verdict) -> bool:
    """Whether a paper's proposal has to do with what holds of all."""
    return one.verdict == verdict or (verdict == "needs a person" and one.verdict != "not found")


def _by(found: Iterable[By]) -> By:
    kinds = set(found)
    return kinds.pop() if len(kinds) == 1 else "code and model"


def _evidence(proposals: Sequence[Proposal]) -> tuple[Evidence, ...]:
    """The best of each paper first, then the second best of each."""
    rows = zip_longest(*(one.evidence for one in proposals))
    found = [one for row in rows for one in row if one is not None]
    return tuple(found[:MOST_EVIDENCE])


def _searched(proposals: Sequence[Proposal]) -> Searched | None:
    looked = [one.searched for one in proposals if one.searched is not None]
    if not looked:
        return None
    return msgspec.structs.replace(
        looked[0],
        documents=tuple(dict.fromkeys(name for one in looked for name in one.documents)),
        pages=sum(one.pages for one in looked),
        pages_total=sum(one.pages_total for one in looked),
        unread=tuple(dict.fromkeys(line for one in looked for line in one.unread)),
        ways=tuple(dict.fromkeys(way for one in looked for way in one.ways)),
    )
