"""How reviews lie in a case's database: records to rows and back. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from appliance.errors import VaultDamaged
from appliance.review.checklists.records import Checklist
from appliance.review.items import lacks_decision, makes_exception, verdict_of
from appliance.review.records import (
    Counts,
    Decision,
    ItemState,
    MadeWith,
    PaperRead,
    Proposal,
    ReviewItem,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.review.checklists.records import Item
    from appliance.review.records import Review

_Kind = TypeVar("_Kind")


class Head(msgspec.Struct, frozen=True):
    """What is kept of a review beside its columns and items; `seconds` and `notes` may grow."""

    case: str
    checklist: Checklist
    started_by: str
    today: str
    papers: tuple[PaperRead, ...]
    seconds: float = 0.0
    asked: tuple[str, ...] | None = None
    models: MadeWith = MadeWith()
    notes: tuple[str, ...] = ()


class Partial(msgspec.Struct, frozen=True):
    """What was said of an item about one document, while others are still to be asked."""

    document_id: int
    proposal: Proposal


class ItemRow(msgspec.Struct, frozen=True):
    """An item without its question, which is the checklist's and stands there.

    `parts` are there only until the item has its proposal.
    """

    proposal: Proposal | None = None
    decision: Decision | None = None
    before: tuple[Decision, ...] = ()
    parts: tuple[Partial, ...] = ()


class _ShortProposal(msgspec.Struct, frozen=True):
    verdict: Verdict


class _ShortDecision(msgspec.Struct, frozen=True):
    verdict: Verdict
    waived: bool = False
    due: str = ""


class ShortItem(msgspec.Struct, frozen=True):
    """What counts need of an item; all else is passed over when it is read."""

    proposal: _ShortProposal | None = None
    decision: _ShortDecision | None = None


def head_of(review: Review) -> Head:
    """The part of a review that is kept as one record."""
    return Head(
        review.case,
        review.checklist,
        review.started_by,
        review.today,
        review.papers,
        review.seconds,
        review.asked,
        review.models,
        review.notes,
    )


def encoded(record: msgspec.Struct) -> str:
    """As it is kept."""
    return msgspec.json.encode(record).decode()


def decoded(text: str, kind: type[_Kind], what: str) -> _Kind:
    """A kept record. Raises: VaultDamaged, naming `what`."""
    try:
        return msgspec.json.decode(text.encode(), type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError) as error:
        raise VaultDamaged(type(error).__name__, why=f"{what} cannot be read") from error


def item_values(item: ReviewItem) -> tuple[str, int, str, str]:
    """State, number of places of evidence, who decided, record."""
    places = len(item.proposal.evidence) if item.proposal else 0
    if item.decision:
        places += len(item.decision.evidence)
    decided = item.state in ("accepted", "corrected", "rejected")
    by = item.decision.by_id if decided and item.decision else ""
    row = ItemRow(item.proposal, item.decision, item.before)
    return item.state, places, by, encoded(row)


def items_of(
    checklist: Checklist, rows: Iterable[tuple[int, ItemState, str]]
) -> tuple[ReviewItem, ...]:
    """Items in the order of the checklist. Raises: VaultDamaged."""
    found: list[ReviewItem] = []
    for place, state, record in rows:
        if place != len(found) or place >= len(checklist.items):
            raise VaultDamaged(str(place), why="the items of a review are not its checklist's")
        kept = decoded(record, ItemRow, "an item of a review")
        item = checklist.items[place]
        found.append(ReviewItem(place, item, state, kept.proposal, kept.decision, kept.before))
    if len(found) != len(checklist.items):
        raise VaultDamaged(str(len(found)), why="items of a review are missing")
    return tuple(found)


def counted(items: Iterable[tuple[Item, ItemState, ReviewItem | ShortItem]]) -> Counts:
    """How far a review is.

    Exceptions are items that are not as they should be by the verdict that holds now, a person's or
    the proposed one; what only needs a person is none yet.
    """
    total = waiting = opened = exceptions = 0
    verdicts: dict[Verdict, int] = {}
    for item, state, kept in items:
        total += 1
        waiting += state == "waiting"
        opened += state != "waiting" and lacks_decision(state, kept.decision)
        verdict = verdict_of(kept)
        if verdict is not None:
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
            exceptions += makes_exception(item, verdict)
    return Counts(
        total=total,
        waiting=waiting,
        open=opened,
        decided=total - waiting - opened,
        exceptions=exceptions,
        met=verdicts.get("met", 0),
        not_met=verdicts.get("not met", 0),
        contradicted=verdicts.get("contradicted", 0),
        not_found=verdicts.get("not found", 0),
        needs_a_person=verdicts.get("needs a person", 0),
    )


def is_overdue(item: Item, kept: ReviewItem | ShortItem, today: str) -> bool:
    """An exception that a person confirmed, that nobody waived, and whose day is past."""
    decision = kept.decision
    return (
        decision is not None
        and makes_exception(item, decision.verdict)
        and not decision.waived
        and "" < decision.due < today
    )


def counts_of(review: Review) -> Counts:
    """How far a review is."""
    return counted((one.item, one.state, one) for one in review.items)
