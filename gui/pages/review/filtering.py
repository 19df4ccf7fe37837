"""Which items of a review are listed, and which is the next to decide. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.review_words import SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.records import Review, ReviewItem

UNDECIDED = ("waiting", "open", "rejected")


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
        return "needs a person"
    return item.proposal.verdict if item.proposal is not None else ""


def is_exception(item: ReviewItem) -> bool:
    """True if something has to be cleared, waived or looked at."""
    return verdict_of(item) in ("not met", "contradicted", "not found", "needs a person")


def has_evidence(item: ReviewItem) -> bool:
    """True if there is something for the checker to open."""
    decision, proposal = item.decision, item.proposal
    if decision is not None and decision.evidence:
        return True
    return proposal is not None and bool(proposal.evidence)


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
    undecided = [one.place for one in items if one.state in UNDECIDED]
    later = [place for place in undecided if place > after]
    return next(iter(later or undecided), None)


def decided(review: Review) -> int:
    """How many items are accepted or corrected."""
    return sum(one.state not in UNDECIDED for one in review.items)
