"""`cofferdam review`: run a checklist over a case, look, go on, run again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from appliance.app.covering import Cover
from appliance.cli import reports, review_batches, review_decisions
from appliance.cli import shapes_reviews as shapes
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working
from appliance.errors import ItemUnknown
from appliance.review.items import verdict_of
from appliance.review.rows import counts_of

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.review.records import Counts, Proposal, Review, ReviewItem, ReviewLine
    from appliance.review.reports.records import ReportFile

_QUOTE_CP = 70
_HELP = ("-h", "--help")


class CaseGroup(click.Group):
    """A group whose first word is a command or else a case, which is reviewed.

    A case that is called like a command is reviewed with `review run CASE`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put “run” before what is no command."""
        if args and args[0] not in self.commands and args[0] not in _HELP:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=CaseGroup)
def review() -> None:
    """Review a case against a checklist: `cofferdam review CASE --checklist NAME`.

    A case that is called like one of the commands below is reviewed with `review run CASE`.
    """


@review.command()
@click.argument("case")
@click.option("--checklist", required=True, help="Name of the checklist.")
@click.option("--version", help="Of the checklist; by default the newest in force.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be repeated.")
@click.option(
    "--report",
    "target",
    type=click.Path(path_type=Path),
    help="Write a report too: .pdf, .docx, .xlsx, .json or .zip.",
)
@click.option("--replace", is_flag=True, help="Write over files of the report's names.")
@click.option("--language", type=click.Choice(reports.LANGUAGES), default="en", help="Its words'.")
@common
def run(
    options: Options,
    case: str,
    checklist: str,
    version: str | None,
    documents: tuple[str, ...],
    target: Path | None,
    language: str,
    *,
    replace: bool,
) -> None:
    """Review CASE: a proposal for each item, with its quotes; nothing decides itself.

    Ctrl-C stops it; what was proposed is kept, and `review resume` goes on.
    """
    with office(options) as opened, working(options) as job:
        if target is not None:
            reports.require(opened, target, language=language, replace=replace)
        made = opened.reviews.start(
            case, checklist, version=version, documents=documents or None, job=job
        )
        written = None
        if target is not None:
            written = reports.write(
                opened, case, made.id, target, language=language, replace=replace, job=job
            )
        _tell(options, opened, made, written)


@review.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option(
    "--report", "target", type=click.Path(path_type=Path), help="Write a report too, as `run`."
)
@click.option("--replace", is_flag=True, help="Write over files of the report's names.")
@click.option("--language", type=click.Choice(reports.LANGUAGES), default="en", help="Its words'.")
@common
def resume(
    options: Options, case: str, number: int, target: Path | None, language: str, *, replace: bool
) -> None:
    """Go on with review NUMBER of CASE, with the papers, models and day it began with."""
    with office(options) as opened, working(options) as job:
        if target is not None:
            reports.require(opened, target, language=language, replace=replace)
        made = opened.reviews.resume(case, number, job)
        written = None
        if target is not None:
            written = reports.write(
                opened, case, made.id, target, language=language, replace=replace, job=job
            )
        _tell(options, opened, made, written)


@review.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option("--open", "undecided", is_flag=True, help="Only items that nobody decided yet.")
@click.option("--item", "named", help="Only this item (its id or place), with all evidence.")
@common
def show(options: Options, case: str, number: int, undecided: bool, named: str | None) -> None:
    """Show review NUMBER of CASE."""
    with office(options) as opened:
        found = opened.reviews.show(case, number)
        if named is not None:
            chosen: tuple[ReviewItem, ...] = (_item(found, named),)
        else:
            left = ("waiting", "open", "rejected")
            chosen = tuple(one for one in found.items if not undecided or one.state in left)
        shown = Cover(opened.privacy, case).review(found)
        items = [shown.items[one.place] for one in chosen]
    if options.json:
        emit_json(
            {**shapes.review(shown), "items": [shapes.item(one) for one in items]}
            if named is None
            else shapes.item(items[0])
        )
    elif named is None:
        _print_review(shown, items)
    else:
        _print_item(items[0])


def _item(review_: Review, named: str) -> ReviewItem:
    """By its id, else by its place."""
    for one in review_.items:
        if one.item.id == named or (named.isascii() and named == str(one.place)):
            return one
    raise ItemUnknown(number=review_.id, item=named)


@review.command("list")
@click.argument("case", required=False)
@common
def list_reviews(options: Options, case: str | None) -> None:
    """List the reviews of CASE or of all cases, newest first: progress, age, what is overdue."""
    with office(options) as opened, working(options) as job:
        found = opened.reviews.list(case, job)
    if options.json:
        emit_json(found)
        return
    options.line.done()
    table(
        ("CASE", "NUMBER", "CHECKLIST", "STATE", "ROUND", "DECIDED", "EXCEPTIONS", "OVERDUE",
         "DAYS", "MAKER", "CHECKER"),
        [_line(one) for one in found],
    )  # fmt: skip


def _line(one: ReviewLine) -> tuple[str, ...]:
    if one.trouble:
        return (one.case, "", one.trouble, *[""] * 8)
    counts = one.counts
    return (
        one.case,
        str(one.id),
        f"{one.checklist} {one.version}",
        one.state,
        str(one.round),
        f"{counts.decided}/{counts.total}",
        str(counts.exceptions),
        str(one.overdue or ""),
        str(one.age_days),
        one.maker,
        one.checker,
    )


@review.command()
@click.argument("case")
@click.argument("number", type=int)
@common
def replay(options: Options, case: str, number: int) -> None:
    """Run review NUMBER of CASE again and compare; the review itself stays as it is."""
    with office(options) as opened, working(options) as job:
        made = opened.reviews.replay(case, number, job)
        cover = Cover(opened.privacy, case)
        shown = msgspec.structs.replace(
            made,
            changes=tuple(
                msgspec.structs.replace(
                    one,
                    before=cover.proposal(one.before) if one.before else None,
                    after=cover.proposal(one.after) if one.after else None,
                )
                for one in made.changes
            ),
        )
    if options.json:
        emit_json(shapes.replay(shown))
        return
    options.line.done()
    say(f"{shown.same} of {shown.same + len(shown.changes)} items came out the same.")
    for sentence in shown.differences:
        say(f"  {sentence}")
    for one in shown.changes:
        say(f"\n{one.place}  {one.item}: {'; '.join(one.what)}.")
        for sentence in one.why:
            say(f"    {sentence}")


# Text ---------------------------------------------------------------------------------------------


def _tell(options: Options, opened: Office, made: Review, written: ReportFile | None) -> None:
    """The result of a run, and of its report if one was written."""
    shown = Cover(opened.privacy, made.case).review(made)
    if options.json:
        told = shapes.review(shown)
        emit_json(told if written is None else {**told, "report": written})
        return
    options.line.done()
    _print_review(shown, shown.items)
    if written is not None:
        reports.tell(written)


def _print_review(one: Review, items: tuple[ReviewItem, ...] | list[ReviewItem]) -> None:
    checklist = one.checklist
    say(f"Review {one.id} of {one.case}: {checklist.title} {checklist.version}, {one.state}")
    say(f"Begun {one.started_at} by {one.started_by}, as of {one.today}, {one.seconds:.0f} s")
    for note in one.notes:
        say(f"Note: {note}")
    say()
    table(
        ("PLACE", "ITEM", "SEVERITY", "VERDICT", "SURE", "STATE", "WHERE", "QUOTE"),
        [_row(kept) for kept in items],
    )
    say(f"\n{_counted(counts_of(one))}")
    unread = {f"{paper.document}: {why}" for paper in one.papers for why in paper.unread}
    for sentence in sorted(unread):
        say(f"Not read: {sentence}")
    for signature in one.signatures:
        say(f"Signed by {signature.by} as the {signature.part}, {signature.at}")


def _row(one: ReviewItem) -> tuple[str, ...]:
    found = one.decision.evidence if one.decision and one.decision.evidence else ()
    found = found or (one.proposal.evidence if one.proposal else ())
    where = f"{found[0].document}, page {found[0].page}" if found else ""
    quote = " ".join(found[0].quote.split()) if found else _missing(one.proposal)
    short = quote if len(quote) <= _QUOTE_CP else quote[: _QUOTE_CP - 1] + "…"
    return (
        str(one.place),
        one.item.id,
        one.item.severity,
        verdict_of(one) or "",
        _sure(one.proposal) if one.decision is None else "",
        one.state + (", waived" if one.decision and one.decision.waived else ""),
        where,
        short,
    )


def _missing(proposal: Proposal | None) -> str:
    """What stands in place of a quote where nothing was found."""
    if proposal is None or proposal.searched is None:
        return ""
    searched = proposal.searched
    return f"({searched.pages} of {searched.pages_total} pages searched)"


def _sure(proposal: Proposal | None) -> str:
    if proposal is None:
        return ""
    return "certain" if proposal.certain else f"{proposal.confidence:.0%}"


def _counted(counts: Counts) -> str:
    return (
        f"{counts.met} met, {counts.not_met} not met, {counts.contradicted} contradicted, "
        f"{counts.not_found} not found, {counts.needs_a_person} for a person; "
        f"{counts.decided} of {counts.total} decided"
    )


def _print_item(one: ReviewItem) -> None:
    say(f"{one.place}  {one.item.id}: {one.item.title} ({one.item.severity})")
    say(one.item.question)
    if one.item.met_when:
        say(f"Met when: {one.item.met_when}")
    if one.proposal is not None:
        say(f"\nProposed: {one.proposal.verdict}, {_sure(one.proposal)}, by {one.proposal.by}")
        _print_proposal(one.proposal)
    if one.decision is not None:
        decision = one.decision
        waived = ", waived" if decision.waived else ""
        say(f"\nDecided: {decision.verdict}, {decision.kind}{waived} by {decision.by}")
        if decision.reason:
            say(f"  {decision.reason}")


def _print_proposal(proposal: Proposal) -> None:
    for why in proposal.why:
        say(f"  {why}")
    for paper in proposal.papers:
        say(f"  {paper.type}: {paper.state} {paper.document} {paper.why}".rstrip())
    for one in proposal.evidence:
        say(f"  {one.side}: {one.document}, page {one.page}: “{' '.join(one.quote.split())}”")
        if one.note:
            say(f"      {one.note}")
    searched = proposal.searched
    if searched is not None:
        names = ", ".join(searched.documents) or "no document"
        say(f"  Searched: {names}; {searched.pages} of {searched.pages_total} pages")
        for sentence in (*searched.ways, *searched.unread):
            say(f"      {sentence}")
    made = proposal.made
    model = f", {made.language_model} {made.language_digest[:12]}" if made.language_model else ""
    say(f"  Made with rules {made.rules}{model}")


for _command in (*review_batches.COMMANDS, *review_decisions.COMMANDS, reports.report):
    review.add_command(_command)

COMMANDS: tuple[click.Command, ...] = (review,)
