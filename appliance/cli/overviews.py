"""`cofferdam overview` and `cofferdam summary`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from appliance.app.covering import Cover
from appliance.cli import shapes_forms as shapes
from appliance.cli.output import emit_json, plain, say, table
from appliance.cli.session import Options, common, office, working

if TYPE_CHECKING:
    from appliance.app.overview import Overview
    from appliance.assistant.summaries.records import Summary


@click.command()
@click.argument("case")
@common
def overview(options: Options, case: str) -> None:
    """Show CASE at a glance: documents, key facts, what could not be read, what is open."""
    with office(options) as opened:
        found = Cover(opened.privacy, case).overview(opened.overview.of(case))
    if options.json:
        shaped = plain(found)
        shaped["summary"] = shapes.summary(found.summary) if found.summary else None
        emit_json(shaped)
    else:
        _print(found)


def _print(found: Overview) -> None:
    say(f"{found.case}: {len(found.documents)} documents, {found.pages} pages")
    table(
        ("DOCUMENT", "KIND", "PERIOD", "PAGES", "STATE", "REMARK"),
        [
            (one.name, one.kind, one.period, str(one.pages), one.state, one.remark)
            for one in found.documents
        ],
    )
    for fact in found.facts:
        where = f"{fact.document}, page {fact.citation.page}" if fact.citation else fact.document
        say(f"{fact.title}: {fact.value} {fact.unit}".rstrip() + f"  ({fact.state}; {where})")
    for gap in found.unread:
        place = f", page {gap.page}" if gap.page else ""
        say(f"Not read: {gap.document}{place}: {gap.why}")
    for notice in found.notices:
        say(f"Notice: {notice.document}, page {notice.page}: {notice.note}")
    if found.fills:
        say(f"{found.open_fields} fields of {len(found.fills)} filled forms wait for a person.")
    for clash in found.conflicts:
        say(f"Documents differ: {clash}")
    for answer in found.answers:
        say(f"Asked: {answer.question}")
        say(f"    {answer.answer}")
    if found.summary is not None:
        print_summary(found.summary)


@click.command()
@click.argument("case")
@click.argument("document", required=False)
@click.option("--kept", is_flag=True, help="Show kept summaries instead of making one.")
@common
def summary(options: Options, case: str, document: str | None, kept: bool) -> None:
    """Summarise CASE, or one DOCUMENT of it: every page read, every sentence cited."""
    with office(options) as opened, working(options) as job:
        if kept:
            found = [
                one
                for one in opened.overview.summaries(case)
                if document is None or one.document == document
            ]
        else:
            found = [opened.overview.summarise(case, document, job)]
        found = list(map(Cover(opened.privacy, case).summary, found))
    if options.json:
        shaped = [shapes.summary(one) for one in found]
        emit_json(shaped if kept else shaped[0])
        return
    options.line.done()
    for one in found:
        print_summary(one)


def print_summary(one: Summary) -> None:
    """A summary for people: each sentence with its place, and how much was read."""
    say(f"\nSummary of {one.document or 'the case'}")
    section = ""
    for sentence in one.sentences:
        if sentence.section != section:
            section = sentence.section
            say(f"\n{section}")
        say(sentence.text)
        for place in sentence.citations:
            say(f"    → {place.document}, page {place.page}")
    say(f"\n{one.coverage.read} of {one.coverage.total} pages read.")
    for gap in one.coverage.unread:
        say(f"Not read: {gap}")


COMMANDS: tuple[click.Command, ...] = (overview, summary)
