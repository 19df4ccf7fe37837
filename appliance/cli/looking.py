"""`cofferdam case answers|replay|scores|forget`: what was kept in a case."""

from __future__ import annotations

from dataclasses import replace

import click

from appliance.app.covering import Cover
from appliance.cli import shapes
from appliance.cli.asking import print_answer
from appliance.cli.cases import case
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working


@case.command()
@click.argument("name")
@common
def answers(options: Options, name: str) -> None:
    """Show the questions asked in a case and their answers, oldest first."""
    with office(options) as opened:
        cover = Cover(opened.privacy, name)
        kept = tuple(map(cover.answer, opened.answers.conversation(name)))
    if options.json:
        emit_json([shapes.answer(given, given.id) for given in kept])
        return
    if not kept:
        say("Nothing was asked in this case yet.")
    for given in kept:
        say(f"\n{given.id}. {given.question}   ({given.asked_at})")
        print_answer(given)


@case.command()
@click.argument("name")
@click.argument("answer", type=int)
@common
def replay(options: Options, name: str, answer: int) -> None:
    """Make the kept ANSWER again from the same passages, and compare."""
    with office(options) as opened, working(options) as job:
        made = opened.answers.replay(name, answer, job)
        cover = Cover(opened.privacy, name)
        result = replace(made, before=cover.text(made.before), now=cover.text(made.now))
    if options.json:
        emit_json(result)
        return
    say("The same answer." if result.same else "Another answer:")
    for difference in result.differences:
        say(f"  {difference}")
    if not result.same:
        say(f"  before: {result.before}")
        say(f"  now:    {result.now}")


@case.command()
@click.argument("name")
@common
def scores(options: Options, name: str) -> None:
    """Show the scores kept in a case, oldest first."""
    with office(options) as opened:
        kept = opened.scores.history(name)
    if options.json:
        emit_json([{**shapes.score(row, explain=True), "scored_at": row.scored_at} for row in kept])
        return
    if not kept:
        say("Nobody was scored in this case yet.")
        return
    table(
        ("SCORED", "ID", "PD", "POINTS", "BAND", "DECISION"),
        [
            (
                row.scored_at or "",
                row.row_id or "",
                f"{row.pd:.1%}",
                str(row.points),
                row.band,
                row.decision,
            )
            for row in kept
        ],
    )


@case.command()
@click.argument("name")
@click.argument("document")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def forget(options: Options, name: str, document: str, yes: bool) -> None:
    """Delete one document of a case; answers that cite it keep their quotes."""
    with office(options) as opened:
        if not yes:
            click.confirm(f"Delete “{document}” from “{name}”?", abort=True, err=True)
        opened.documents.remove(name, document)
    if options.json:
        emit_json({"removed": document})
    else:
        say(f"“{document}” was deleted.")


COMMANDS: tuple[click.Command, ...] = ()
