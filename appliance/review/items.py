"""What holds of an item of a review: its verdict, its places, whether it is an exception. Pure.

The database's counts, signing, reports, the command line and the window all ask here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from appliance.review.checklists.records import Item
    from appliance.review.records import Evidence, ItemState, ReviewItem, Verdict


class Judged(Protocol):
    """What says a verdict: a proposal or a decision, or the short form of either."""

    @property
    def verdict(self) -> Verdict:
        """What is said of the item."""


class Kept(Protocol):
    """What was said of an item: a whole one, or the short form that counts are made of."""

    @property
    def proposal(self) -> Judged | None:
        """By the program."""

    @property
    def decision(self) -> Judged | None:
        """By a person."""


def verdict_of(item: Kept) -> Verdict | None:
    """The verdict that holds now: a person's, else the proposed one, else none yet."""
    held = item.decision or item.proposal
    return None if held is None else held.verdict


def makes_exception(item: Item, verdict: str | None) -> bool:
    """Whether a verdict says that something is not as it should be; None for no verdict yet.

    An indicator is a sign of risk: it is an exception when it is there ("met"), and all else says
    that it is not. What only needs a person is none yet.
    """
    if not verdict or verdict == "needs a person":
        return False
    return (verdict == "met") == (item.kind == "indicator")


def is_exception(item: ReviewItem) -> bool:
    """Whether by the verdict that holds now something is not as it should be."""
    return makes_exception(item.item, verdict_of(item))


def lacks_decision(state: ItemState, decision: Judged | None) -> bool:
    """Whether a person still has to decide; who rejected the proposal has given no verdict yet."""
    if state not in ("accepted", "corrected") or decision is None:
        return True
    return decision.verdict == "needs a person"


def is_undecided(item: ReviewItem) -> bool:
    """Whether a person still has to decide this item."""
    return lacks_decision(item.state, item.decision)


def evidence_of(item: ReviewItem) -> tuple[Evidence, ...]:
    """All places: those of the decision, then the others that were proposed.

    A place counts once, whatever is noted beside it.
    """
    places: dict[tuple[int, int, int, int, str], Evidence] = {}
    for made in (item.decision, item.proposal):
        for one in made.evidence if made is not None else ():
            places.setdefault((one.document_id, one.page, one.start, one.end, one.side), one)
    return tuple(places.values())
