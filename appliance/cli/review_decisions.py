"""`cofferdam review`: deciding items, opening evidence, two signatures, history, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from appliance.app.covering import Cover
from appliance.cli import shapes_reviews as shapes
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office
from appliance.errors import ItemUnknown
from appliance.review.deciding import KINDS, VERDICTS, decisions_of
from appliance.review.items import evidence_of
from appliance.review.records import LEVELS, LIMITED_ROLES, Limits, Quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.office import Office
    from appliance.review.records import Decision, Review, ReviewItem, Signature

_FINAL = [verdict for verdict in VERDICTS if verdict != "needs a person"]
# “none” on the command line, where an empty word is easily lost.
_LEVELS = ["none", *LEVELS[1:]]
_limit = (click.Choice(LIMITED_ROLES), click.Choice(_LEVELS))


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.argument("item")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--verdict", type=click.Choice(_FINAL), help="What holds, for “corrected”.")
@click.option("--reason", default="", help="Why; needed to correct, reject or waive.")
@click.option(
    "--quote",
    "quotes",
    type=(str, click.IntRange(min=1), str),
    multiple=True,
    metavar="DOCUMENT PAGE TEXT",
    help="A place that shows it; may be repeated.",
)
@click.option("--keep", is_flag=True, help="A correction stands on the proposal's places too.")
@click.option("--waive", is_flag=True, help="It is not as it should be, and that is accepted.")
@click.option("--owner", default="", help="Who clears the exception; else as the checklist says.")
@click.option("--due", default="", help="Until when, YYYY-MM-DD; else as the checklist says.")
@click.option("--again", is_flag=True, help="Put this in the place of the decision there is.")
@common
def decide(
    options: Options,
    case: str,
    number: int,
    item: str,
    kind: str,
    verdict: str | None,
    reason: str,
    quotes: tuple[tuple[str, int, str], ...],
    keep: bool,
    waive: bool,
    owner: str,
    due: str,
    again: bool,
) -> None:
    """Accept, correct or reject ITEM (its id or place) of review NUMBER of CASE."""
    with office(options) as opened:
        before = _item(opened.reviews.show(case, number), item)
        made = opened.decisions.decide(
            case,
            number,
            before.place,
            kind,
            verdict=verdict,
            reason=reason,
            waive=waive,
            owner=owner,
            due=due,
            evidence=[Quote(*quote) for quote in quotes],
            keep=keep,
            after=len(decisions_of(before)) if again else 0,
        )
        review = opened.reviews.show(case, number)
        shown = Cover(opened.privacy, case).review(review).items[made.place]
    if options.json:
        emit_json({"review": number, **shapes.item(shown)})
        return
    decision = shown.decision
    assert decision is not None  # noqa: S101 - it was just made
    say(f"{shown.item.id}: {decision.verdict}, {_told(decision)} by {decision.by}.")
    if decision.owner or decision.due:
        due_day = f" until {decision.due}" if decision.due else ""
        say(f"To be cleared by {decision.owner or 'nobody named'}{due_day}.")


def _told(decision: Decision) -> str:
    return f"{decision.kind} and waived" if decision.waived else decision.kind


def _item(review: Review, named: str) -> ReviewItem:
    """By its id, else by its place."""
    for one in review.items:
        if one.item.id == named or (named.isascii() and named == str(one.place)):
            return one
    raise ItemUnknown(number=review.id, item=named)


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.argument("items", nargs=-1, required=True)
@common
def seen(options: Options, case: str, number: int, items: tuple[str, ...]) -> None:
    """Open the evidence of ITEMS of review NUMBER of CASE; a checker has to open it all.

    It is noted once the review is submitted. There is no word for all of them: what nobody reads
    is not checked.
    """
    with office(options) as opened:
        review = opened.reviews.show(case, number)
        chosen = tuple(_item(review, one) for one in items)
        shown = Cover(opened.privacy, case).review(review)
        noted = review.seen
        for one in chosen:
            noted = opened.decisions.seen(case, number, one.place)
    found = [shown.items[one.place] for one in chosen]
    if options.json:
        rows = [
            {"place": one.place, "item": one.item.id, "evidence": evidence_of(one)} for one in found
        ]
        emit_json({"review": number, "opened": rows, "seen": sorted(noted)})
        return
    for one in found:
        say(f"\n{one.place}  {one.item.id}: {one.item.title}")
        for place in evidence_of(one):
            quote = " ".join(place.quote.split())
            say(f"    {place.document}, page {place.page} ({place.side}): “{quote}”")
    if review.state != "submitted":
        say("\nThis is not noted yet: the review is not submitted.")


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option("--note", default="", help="A remark beside the signature.")
@common
def submit(options: Options, case: str, number: int, note: str) -> None:
    """Sign review NUMBER of CASE as its maker; then nothing of it changes."""
    _after(options, lambda opened: opened.decisions.submit(case, number, note))


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option("--note", default="", help="A remark beside the signature.")
@common
def check(options: Options, case: str, number: int, note: str) -> None:
    """Sign review NUMBER of CASE as its checker, who decided nothing and opened all evidence."""
    _after(options, lambda opened: opened.decisions.check(case, number, note))


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option("--note", default="", help="A remark beside the signature.")
@common
def sign(options: Options, case: str, number: int, note: str) -> None:
    """Sign review NUMBER of CASE: as its maker while it is open, then as its checker."""

    def act(opened: Office) -> Review:
        if opened.reviews.show(case, number).state == "submitted":
            return opened.decisions.check(case, number, note)
        return opened.decisions.submit(case, number, note)

    _after(options, act)


@click.command("send-back")
@click.argument("case")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="What is to be decided again, and why.")
@common
def send_back(options: Options, case: str, number: int, reason: str) -> None:
    """Send the submitted review NUMBER of CASE back to its maker, in place of signing it."""
    _after(options, lambda opened: opened.decisions.send_back(case, number, reason))


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why it is opened again.")
@common
def reopen(options: Options, case: str, number: int, reason: str) -> None:
    """Open the signed review NUMBER of CASE again; its history and signatures stay."""
    _after(options, lambda opened: opened.decisions.reopen(case, number, reason))


def _after(options: Options, act: Callable[[Office], Review]) -> None:
    with office(options) as opened:
        review = act(opened)
    if options.json:
        emit_json(
            {
                "review": review.id,
                "state": review.state,
                "round": review.round,
                "signatures": review.signatures,
            }
        )
        return
    say(f"Review {review.id} is {review.state} (round {review.round}).")
    for one in review.signatures:
        say(_signature(one))


def _signature(one: Signature) -> str:
    note = f": {one.note}" if one.note else ""
    return f"{one.part}, {one.by}, {one.at}, content {one.content_sha256[:16]}…{note}"


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@common
def history(options: Options, case: str, number: int) -> None:
    """Show all that happened to review NUMBER of CASE, with the signatures of all rounds."""
    with office(options) as opened:
        cover = Cover(opened.privacy, case)
        events = [
            msgspec.structs.replace(one, note=cover.text(one.note))
            for one in opened.decisions.history(case, number)
        ]
        signatures = [
            msgspec.structs.replace(one, note=cover.text(one.note))
            for one in opened.decisions.signatures(case, number)
        ]
    if options.json:
        emit_json({"review": number, "events": events, "signatures": signatures})
        return
    table(
        ("AT", "ROUND", "WHO", "WHAT", "PLACE", "NOTE"),
        [
            (one.at, str(one.round), one.by, one.what, str(one.place) if one.place >= 0 else "",
             one.note)
            for one in events
        ],
    )  # fmt: skip
    for signature in signatures:
        say(f"Round {signature.round}: {_signature(signature)}")


@click.command()
@click.option("--decide", "deciding", type=_limit, multiple=True, metavar="ROLE SEVERITY",
              help="The highest severity that a role may decide.")  # fmt: skip
@click.option("--waive", "waiving", type=_limit, multiple=True, metavar="ROLE SEVERITY",
              help="The highest severity that a role may waive.")  # fmt: skip
@click.option("--check", "checking", type=_limit, multiple=True, metavar="ROLE SEVERITY",
              help="The highest severity of an exception over which a role may sign.")  # fmt: skip
@common
def limits(
    options: Options,
    deciding: tuple[tuple[str, str], ...],
    waiving: tuple[tuple[str, str], ...],
    checking: tuple[tuple[str, str], ...],
) -> None:
    """Show what a role may decide, waive and check in reviews, or change it.

    A severity is critical, high, medium or low; “none” for nothing.
    """
    with office(options) as opened:
        found = opened.decisions.limits()
        if deciding or waiving or checking:
            found = opened.decisions.set_limits(
                Limits(
                    {**found.decide, **_levels(deciding)},
                    {**found.waive, **_levels(waiving)},
                    {**found.check, **_levels(checking)},
                )
            )
    if options.json:
        emit_json(found)
        return
    table(
        ("ROLE", "DECIDES", "WAIVES", "CHECKS"),
        [
            (role, *(part.get(role, "") or "none"
                     for part in (found.decide, found.waive, found.check)))
            for role in LIMITED_ROLES
        ],
    )  # fmt: skip


def _levels(given: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {role: "" if level == "none" else level for role, level in given}


COMMANDS: tuple[click.Command, ...] = (
    decide,
    seen,
    submit,
    check,
    sign,
    send_back,
    reopen,
    history,
    limits,
)
"""Commands of the group `cofferdam review`."""
