"""Which items of a review are listed, and which is the next to decide. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.app.review_items import evidence_of, is_exception, is_undecided
from gui.review_words import SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.records import Review, ReviewItem


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


def pages_of(item: ReviewItem | None) -> frozenset[tuple[str, int]]:
    """The pages that a checker opens before an item counts as looked at."""
    evidence = evidence_of(item) if item is not None else ()
    return frozenset((one.document, one.page) for one in evidence)


def unseen(review: Review) -> tuple[ReviewItem, ...]:
    """Items whose evidence the present user has not opened in this round."""
    return tuple(one for one in review.items if evidence_of(one) and one.place not in review.seen)


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
        return is_undecided(one)
    if choice.state == "decided":
        return not is_undecided(one)
    if choice.state == "uncertain":
        return one.proposal is None or not one.proposal.certain
    if choice.state == "exceptions":
        return is_exception(one)
    if choice.state == "unseen":
        return bool(evidence_of(one)) and one.place not in review.seen
    return True


def next_open(items: Sequence[ReviewItem], after: int) -> int | None:
    """The place of the next undecided item after this place, round the end; None if none is."""
    return _next([one.place for one in items if is_undecided(one)], after)


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
    return sum(not is_undecided(one) for one in review.items)
