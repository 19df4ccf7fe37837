"""Which items of a review are listed, and which is the next to decide. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.review.deciding import is_exception as weighs
from gui.review_words import SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.checklists.records import Item
    from appliance.review.records import Evidence, Review, ReviewItem

UNDECIDED = ("waiting", "open", "rejected")
OPEN_VERDICT = "needs a person"


@dataclass(frozen=True)
class Choice:
    """What is to be listed.

    Attributes:
        severity: the least severity, "" for all.
        state: "", "open", "uncertain", "exceptions", "decided", or "unseen".
        text: part of the title or question.
    """

    severity: str = ""
    state: str = ""
    text: str = ""


def verdict_of(item: ReviewItem) -> str:
    """The verdict that holds now; "" before there is any."""
    if item.decision is not None and item.state != "rejected":
        return item.decision.verdict
    if item.state == "rejected":
        return OPEN_VERDICT
    return item.proposal.verdict if item.proposal is not None else ""


def makes_exception(item: Item, verdict: str) -> bool:
    """True if this verdict leaves something to be cleared or waived."""
    return bool(verdict) and weighs(item, verdict)  # type: ignore[arg-type]  # a verdict


def is_exception(item: ReviewItem) -> bool:
    """True if something has to be cleared, waived or looked at."""
    verdict = verdict_of(item)
    return verdict == OPEN_VERDICT or makes_exception(item.item, verdict)


def evidence_of(item: ReviewItem | None) -> tuple[Evidence, ...]:
    """All places of an item: those of the decision, then those that were proposed."""
    if item is None:
        return ()
    decided = item.decision.evidence if item.decision is not None else ()
    proposed = item.proposal.evidence if item.proposal is not None else ()
    return tuple(dict.fromkeys((*decided, *proposed)))


def pages_of(item: ReviewItem | None) -> frozenset[tuple[str, int]]:
    """The pages that a checker opens before an item counts as looked at."""
    return frozenset((one.document, one.page) for one in evidence_of(item))


def has_evidence(item: ReviewItem) -> bool:
    """True if there is something for the checker to open."""
    return bool(evidence_of(item))


def unseen(review: Review) -> tuple[ReviewItem, ...]:
    """Items whose evidence the present user has not opened in this round."""
    return tuple(one for one in review.items if has_evidence(one) and one.place not in review.seen)


def listed(review: Review, choice: Choice) -> tuple[ReviewItem, ...]:
    """Items of the choice, in the order of the checklist."""
    return tuple(one for one in review.items if _belongs(review, one, choice))


def _belongs(review: Review, one: ReviewItem, choice: Choice) -> bool:
    most = SEVERITY_ORDER.get(choice.severity, len(SEVERITY_ORDER))
    if SEVERITY_ORDER[one.item.severity] > most:
        return False
    wanted = choice.text.casefold().strip()
    texts = (one.item.title, one.item.title_zh, one.item.question, one.item.question_zh)
    if wanted and not any(wanted in text.casefold() for text in texts):
        return False
    if choice.state == "open":
        return one.state in UNDECIDED
    if choice.state == "decided":
        return one.state not in UNDECIDED
    if choice.state == "uncertain":
        return one.proposal is None or not one.proposal.certain
    if choice.state == "exceptions":
        return is_exception(one)
    if choice.state == "unseen":
        return has_evidence(one) and one.place not in review.seen
    return True


def next_open(items: Sequence[ReviewItem], after: int) -> int | None:
    """The place of the next undecided item after this place, round the end; None if none is."""
    return _next([one.place for one in items if one.state in UNDECIDED], after)


def next_unseen(review: Review, after: int) -> int | None:
    """The same for items whose evidence is still to be opened by the checker."""
    return _next([one.place for one in unseen(review)], after)


def _next(places: Sequence[int], after: int) -> int | None:
    later = [place for place in places if place > after]
    return next(iter(later or places), None)


def took_part(review: Review, name: str) -> bool:
    """Whether this person signed it as its maker or decided an item, and so never checks it."""
    return any(one.by == name for one in review.signatures) or any(
        made.by == name
        for one in review.items
        for made in (one.decision, *one.before)
        if made is not None
    )


def decided(review: Review) -> int:
    """How many items are accepted or corrected."""
    return sum(one.state not in UNDECIDED for one in review.items)
