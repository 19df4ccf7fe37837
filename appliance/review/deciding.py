"""What a person decides of an item: accept the proposal, correct it, or reject it. Pure.

Nothing closes itself, and what was decided before is kept. "Needs a person" is what a proposal may
say and never how an item ends: a rejected item stays so until somebody gives it a verdict.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, get_args

import msgspec

from appliance.errors import (
    BadInput,
    DecidedMeanwhile,
    DecisionInvalid,
    NobodysHand,
    OverLimit,
)
from appliance.review import limits as lines
from appliance.review.items import makes_exception
from appliance.review.quoting import place, require_standing
from appliance.review.records import Decision, DecisionKind, Quote, ReviewItem, Verdict

if TYPE_CHECKING:
    from appliance.review.checklists.records import Item
    from appliance.review.quoting import Pages
    from appliance.review.records import Evidence, Limits
    from appliance.vault.records import User

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LEAST_REASON_CP, MOST_REASON_CP = 3, 1000
MOST_OWNER_CP = 100


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person chose for an item.

    Attributes:
        kind: "accepted", "corrected" or "rejected".
        verdict: of a correction, else None.
        quotes: places that the person found; of a correction.
        keep: a correction stands on the proposal's places too; means nothing for "not found".
        owner, due: of an exception; "" for the item's own.
        after: how many decisions of the item the person had before them; another number means that
            somebody decided meanwhile.
    """

    kind: str
    verdict: str | None = None
    reason: str = ""
    waive: bool = False
    owner: str = ""
    due: str = ""
    quotes: tuple[Quote, ...] = ()
    keep: bool = False
    after: int = 0


def decisions_of(item: ReviewItem) -> tuple[Decision, ...]:
    """All decisions, oldest first; the last one holds."""
    return item.before if item.decision is None else (*item.before, item.decision)


def decided(
    before: ReviewItem,
    choice: Choice,
    *,
    number: int,
    case_id: int,
    who: User,
    at: str,
    today: str,
    limits: Limits,
    pages: Pages,
) -> ReviewItem:
    """The item as `who` decides it; `today` is the day of review `number`, YYYY-MM-DD.

    Raises: BadInput, NobodysHand, DecidedMeanwhile, OverLimit, DecisionInvalid, DocumentUnknown,
    PageUnknown, EvidenceGone.
    """
    item = before.item
    kind = _kind(choice.kind)
    require_name(who, "decide an item of", number)
    _require_same(before, choice.after)
    if not lines.may_decide(limits, who.roles, item.severity):
        raise OverLimit(what="decide", severity=item.severity)
    verdict = _verdict(before, kind, choice)
    evidence = _evidence(before, kind, verdict, choice, pages, case_id)
    exception = makes_exception(item, verdict)
    if choice.waive:
        _require_waiver(item, verdict, who, limits)
    must = kind != "accepted" or choice.waive
    made = Decision(
        kind=kind,
        verdict=verdict,
        by=who.name,
        by_id=who.id,
        at=at,
        reason=_reason(item, choice.reason, must=must),
        evidence=evidence,
        waived=choice.waive,
        owner=_owner(item, choice, exception=exception),
        due=_due(item, choice, today, exception=exception),
    )
    return msgspec.structs.replace(before, state=kind, decision=made, before=decisions_of(before))


def require_name(who: User, what: str, number: int) -> None:
    """A way of recovery names no person. Raises: NobodysHand."""
    if who.recovery:
        raise NobodysHand(what=what, number=number)


def _kind(kind: str) -> DecisionKind:
    for known in KINDS:
        if kind == known:
            return known
    raise BadInput(what="The decision", why=f"choose one of {', '.join(KINDS)}")


def _require_same(before: ReviewItem, after: int) -> None:
    known = decisions_of(before)
    if len(known) == after:
        return
    last = known[-1] if known else None
    raise DecidedMeanwhile(
        item=before.item.id,
        what=last.kind if last else "not decided",
        by=last.by if last else "anybody",
    )


def _verdict(before: ReviewItem, kind: DecisionKind, choice: Choice) -> Verdict:
    item, proposal = before.item, before.proposal
    if proposal is None:
        raise DecisionInvalid(item=item.id, why="nothing is proposed yet")
    if kind != "corrected":
        if choice.verdict is not None or choice.quotes or choice.keep:
            why = "only a correction has a verdict and places of its own"
            raise DecisionInvalid(item=item.id, why=why)
        if kind == "rejected":
            return "needs a person"
        if proposal.verdict == "needs a person":
            why = "the proposal leaves it to you: correct it, and choose a verdict"
            raise DecisionInvalid(item=item.id, why=why)
        return proposal.verdict
    final = [one for one in VERDICTS if one != "needs a person"]
    for verdict in final:
        if verdict == choice.verdict:
            if verdict == proposal.verdict and not choice.quotes:
                why = "that is what is proposed; accept it, or give other places"
                raise DecisionInvalid(item=item.id, why=why)
            return verdict
    raise DecisionInvalid(item=item.id, why=f"a correction is one of {', '.join(final)}")


def _evidence(
    before: ReviewItem,
    kind: DecisionKind,
    verdict: Verdict,
    choice: Choice,
    pages: Pages,
    case_id: int,
) -> tuple[Evidence, ...]:
    """What the decision stands on: no quote, no verdict but "not found"."""
    proposed = before.proposal.evidence if before.proposal is not None else ()
    if kind == "rejected":
        return ()
    if kind == "accepted":
        found = proposed
    elif verdict == "not found":
        if choice.quotes:
            raise DecisionInvalid(item=before.item.id, why="“not found” has no place that shows it")
        return ()
    else:
        placed = place(pages, case_id, choice.quotes, verdict, item=before.item.id)
        found = (*placed, *proposed) if choice.keep else placed
    if kind == "accepted" or choice.keep:
        # A paper may have gone since; whoever decides hears of it now and not at the signature.
        require_standing(pages, case_id, proposed, item=before.item.id)
    if not found and verdict != "not found":
        why = (
            "this verdict needs the place that shows it: give the document, the page and the words,"
            " or keep the places that are proposed"
        )
        raise DecisionInvalid(item=before.item.id, why=why)
    return found


def _require_waiver(item: Item, verdict: Verdict, who: User, limits: Limits) -> None:
    if not makes_exception(item, verdict):
        raise DecisionInvalid(item=item.id, why="only an exception can be waived")
    if not item.waive:
        raise DecisionInvalid(item=item.id, why="its checklist lets nobody waive it")
    if not lines.may_waive(limits, who.roles, item):
        raise OverLimit(what="waive", severity=item.severity)


def reason_line(text: str) -> str | None:
    """A reason on one line, or None if it cannot be one: too short, too long, unprintable."""
    line = " ".join(text.split())
    return line if LEAST_REASON_CP <= len(line) <= MOST_REASON_CP and line.isprintable() else None


def _reason(item: Item, text: str, *, must: bool) -> str:
    if not text.strip() and not must:
        return ""
    line = reason_line(text)
    if line is None:
        why = f"give a reason of {LEAST_REASON_CP} to {MOST_REASON_CP} printable characters"
        raise DecisionInvalid(item=item.id, why=why)
    return line


def _owner(item: Item, choice: Choice, *, exception: bool) -> str:
    owner = " ".join(choice.owner.split())
    if owner and not exception:
        raise DecisionInvalid(item=item.id, why="only an exception has an owner")
    if len(owner) > MOST_OWNER_CP or not owner.isprintable():
        why = f"an owner has at most {MOST_OWNER_CP} printable characters"
        raise DecisionInvalid(item=item.id, why=why)
    if owner or not exception or choice.waive:
        return owner
    return item.owner


def _due(item: Item, choice: Choice, today: str, *, exception: bool) -> str:
    """The day until which an exception is cleared; one that is waived needs none."""
    first = datetime.date.fromisoformat(today)
    if choice.due:
        if not exception:
            raise DecisionInvalid(item=item.id, why="only an exception has a due date")
        try:
            due = datetime.date.fromisoformat(choice.due)
        except ValueError as error:
            why = "a due date is written year-month-day"
            raise DecisionInvalid(item=item.id, why=why) from error
        if due < first:
            raise DecisionInvalid(item=item.id, why=f"it cannot be due before {today}")
        return due.isoformat()
    if not exception or choice.waive or not item.due_days:
        return ""
    return (first + datetime.timedelta(days=item.due_days)).isoformat()
