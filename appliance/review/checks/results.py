"""What checks make proposals from. `RULES_VERSION` changes whenever a check may say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from appliance.review.records import MadeWith, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, Paper, PaperRead, Verdict

RULES_VERSION = "2"

# Shown are the first so many places of each kind; a person looks at no more.
MOST_EVIDENCE = 12
# What code finds by rule is exact, until `measured` says how often such a verdict is right; what it
# finds by nearness of words is likely. The two below were set by hand.
EXACT = 0.97
LIKELY = 0.8
DOUBTFUL = 0.5


def proposal(
    verdict: Verdict,
    why: Iterable[str],
    evidence: Sequence[Evidence],
    *,
    confidence: float = EXACT,
    papers: Sequence[Paper] = (),
    most: int = MOST_EVIDENCE,
) -> Proposal:
    """A proposal with evidence; it is certain where the confidence is that of an exact rule."""
    kept = without_repeats(evidence)[:most]
    if not kept:
        raise ValueError("no verdict without evidence")
    return Proposal(
        verdict,
        confidence,
        "code",
        certain=confidence >= EXACT and verdict != "needs a person",
        why=tuple(dict.fromkeys(why)),
        evidence=kept,
        papers=tuple(papers),
        made=MadeWith(rules=RULES_VERSION),
    )


def not_found(
    papers: Papers,
    read: Iterable[PaperRead],
    ways: Iterable[str],
    why: Iterable[str],
    *,
    states: Sequence[Paper] = (),
    evidence: Sequence[Evidence] = (),
    unread: Iterable[str] = (),
) -> Proposal:
    """Nothing was found, and this was looked through; `unread` are sentences on what was not."""
    searched = papers.searched(read, ways)
    told = tuple(dict.fromkeys((*searched.unread, *unread)))
    searched = structs.replace(searched, unread=told)
    complete = bool(searched.documents) and not searched.unread
    return Proposal(
        "not found",
        LIKELY if complete else DOUBTFUL,
        "code",
        why=tuple(dict.fromkeys(why)),
        evidence=without_repeats(evidence)[:MOST_EVIDENCE],
        searched=searched,
        papers=tuple(states),
        made=MadeWith(rules=RULES_VERSION),
    )


def without_repeats(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same places once each, in order."""
    seen: set[tuple[int, int, int, int]] = set()
    kept: list[Evidence] = []
    for one in evidence:
        key = (one.document_id, one.page, one.start, one.end)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return tuple(kept)
