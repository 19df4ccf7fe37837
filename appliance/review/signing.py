"""What two persons sign, and what each must have done before. Pure.

Both sign the SHA-256 of one canonical form of the review. The database demands the same of every
signature by itself (`appliance.vault.schema.review`); here a person is told what is missing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from appliance.errors import (
    EvidenceNotOpened,
    ItemsOpen,
    OverLimit,
    ReviewChanged,
    ReviewNotOpen,
    SamePerson,
)
from appliance.review import limits as lines
from appliance.review.deciding import decisions_of, require_name
from appliance.review.items import evidence_of, is_exception, is_undecided
from appliance.review.quoting import require_standing
from appliance.review.records import Review

if TYPE_CHECKING:
    from appliance.review.quoting import Pages
    from appliance.review.records import Limits, ReviewItem, ReviewState, Signature
    from appliance.vault.records import User

# Part of what is signed: another form of the content gets another name.
FORMAT = "cofferdam review 1"


def content(review: Review) -> bytes:
    """All that a signature stands for, as JSON: keys sorted, no spaces, UTF-8.

    That is the checklist and its digest, the papers with theirs, each item's proposal and every
    decision with its evidence, and what made the proposals. Not the state, the signatures and who
    has looked, which come after.
    """
    # As it is kept: there, a whole number in a place for fractions is one.
    review = msgspec.json.decode(msgspec.json.encode(review), type=Review)
    body = {
        "format": FORMAT,
        "review": review.id,
        "case": review.case,
        "round": review.round,
        "started_at": review.started_at,
        "started_by": review.started_by,
        "today": review.today,
        "checklist": review.checklist,
        "checklist_sha256": review.checklist_sha256,
        "asked": review.asked,
        "models": review.models,
        "notes": review.notes,
        "papers": review.papers,
        "items": [
            {
                "place": one.place,
                "id": one.item.id,
                "state": one.state,
                "proposal": one.proposal,
                "decision": one.decision,
                "before": one.before,
            }
            for one in review.items
        ],
    }
    return msgspec.json.encode(body, order="sorted")


def digest(review: Review) -> str:
    """The SHA-256 of the content, in small hexadecimal digits."""
    return hashlib.sha256(content(review)).hexdigest()


def require_state(review: Review, *states: ReviewState) -> None:
    """Raises: ReviewNotOpen: the review is in none of these states."""
    if review.state not in states:
        raise ReviewNotOpen(number=review.id, state=review.state)


def undecided(review: Review) -> tuple[int, ...]:
    """Places of items without a verdict of a person; a rejected one has none yet."""
    return tuple(one.place for one in review.items if is_undecided(one))


def with_evidence(review: Review) -> frozenset[int]:
    """Places of items with evidence, of the decision or of the proposal that it stands beside.

    Who turns a proposal into "not found" may not keep its places from the checker.
    """
    return frozenset(one.place for one in review.items if evidence_of(one))


def exceptions(review: Review) -> tuple[ReviewItem, ...]:
    """Items that are not as they should be, waived or not, in the checklist's order."""
    return tuple(one for one in review.items if is_exception(one))


def require_maker(review: Review, who: User, *, pages: Pages, case_id: int) -> None:
    """All that must be so before `who` submits the review.

    Raises: ReviewNotOpen, NobodysHand, ItemsOpen, EvidenceGone.
    """
    require_state(review, "open")
    require_name(who, "submit", review.id)
    left = undecided(review)
    if left:
        raise ItemsOpen(number=review.id, count=len(left))
    require_evidence(review, pages=pages, case_id=case_id)


def is_same(who: User, by_id: str, by: str) -> bool:
    """Whether a user did what is kept under this id and name.

    An account that was closed and opened again under its name has another id; on paper it would be
    one person who signs twice.
    """
    return who.id == by_id or who.name.casefold() == by.casefold()


def require_checker(
    review: Review, who: User, *, limits: Limits, pages: Pages, case_id: int
) -> None:
    """All that must be so before `who` signs the review as its checker.

    Raises: ReviewNotOpen, NobodysHand, SamePerson, EvidenceNotOpened, OverLimit, ItemsOpen,
    EvidenceGone, ReviewChanged.
    """
    require_state(review, "submitted")
    require_name(who, "check", review.id)
    maker = maker_of(review)
    if is_same(who, maker.by_id, maker.by):
        raise SamePerson(number=review.id, why="you signed it as its maker")
    for one in review.items:
        if any(is_same(who, decision.by_id, decision.by) for decision in decisions_of(one)):
            raise SamePerson(number=review.id, why=f"you decided its item “{one.item.id}”")
    closed = with_evidence(review) - review.seen
    if closed:
        raise EvidenceNotOpened(number=review.id, count=len(closed))
    severities = [one.item.severity for one in exceptions(review)]
    if not lines.may_check(limits, who.roles, severities):
        raise OverLimit(what="check", severity=lines.highest(severities))
    left = undecided(review)
    if left:
        raise ItemsOpen(number=review.id, count=len(left))
    require_evidence(review, pages=pages, case_id=case_id)
    if digest(review) != maker.content_sha256:
        raise ReviewChanged(number=review.id, by=maker.by)


def require_evidence(review: Review, *, pages: Pages, case_id: int) -> None:
    """Every place that a decision stands on, again. Raises: EvidenceGone."""
    for one in review.items:
        if one.decision is not None:
            require_standing(pages, case_id, one.decision.evidence, item=one.item.id)


def maker_of(review: Review) -> Signature:
    """The maker's signature of the present round. Raises: ReviewNotOpen: there is none."""
    for one in review.signatures:
        if one.part == "maker" and one.round == review.round:
            return one
    raise ReviewNotOpen(number=review.id, state="not signed by a maker")
