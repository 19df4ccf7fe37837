"""`cofferdam review batch` and `batches`: many cases in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli import shapes_reviews as shapes
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working
from appliance.errors import SomeCasesFailed

if TYPE_CHECKING:
    from appliance.review.batches.records import Batch, BatchCase


@click.command()
@click.argument("cases", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All cases of the vault.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="A folder with one folder of files for each case.",
)
@click.option("--checklist", help="Name of the checklist.")
@click.option("--version", help="Of the checklist; by default the newest in force.")
@click.option("--resume", "number", type=int, help="Go on with this batch.")
@common
def batch(
    options: Options,
    cases: tuple[str, ...],
    everything: bool,
    folder: Path | None,
    checklist: str | None,
    version: str | None,
    number: int | None,
) -> None:
    """Review CASES, all cases, or a folder of cases, one after the other.

    A case that fails is a line of the summary and stops nothing; at the end the command fails.
    Ctrl-C or a power cut stop it at any point; `--resume` goes on there, and tries the failed ones
    again.
    """
    ways = sum((bool(cases), everything, folder is not None, number is not None))
    if ways != 1:
        raise click.UsageError("Name cases, or give one of --all, --folder and --resume.")
    if (checklist is None) != (number is not None):
        raise click.UsageError("Name a checklist with --checklist, except to go on with a batch.")

    def tell(case: str, state: str) -> None:
        options.line.done()
        say(f"{case}: {state}", error=True)

    with office(options) as opened, working(options) as job:
        if number is not None:
            made = opened.reviews.resume_batch(number, job, on_case=tell)
        else:
            named = tuple(one.name for one in opened.cases.list()) if everything else cases
            what = named if folder is None else folder
            made = opened.reviews.batch(
                what, checklist or "", version=version, job=job, on_case=tell
            )
    options.line.done()
    _tell(options, made)
    failed = sum(case.state == "failed" for case in made.cases)
    if failed:
        error = SomeCasesFailed(failed=failed, total=len(made.cases), number=made.id)
        say(f"error {error.code}: {error.message}", error=True)
        say(f"hint: {error.next_step}", error=True)
        raise click.exceptions.Exit(error.exit_code)


@click.command()
@click.argument("number", type=int, required=False)
@common
def batches(options: Options, number: int | None) -> None:
    """List the batches of reviews, or show the summary of batch NUMBER."""
    with office(options) as opened:
        if number is not None:
            _tell(options, opened.reviews.show_batch(number))
            return
        found = opened.reviews.batches()
    if options.json:
        emit_json([shapes.batch(one) for one in found])
        return
    table(
        ("NUMBER", "CHECKLIST", "BEGUN", "ENDED", "DONE", "FAILED", "WAITING"),
        [
            (
                str(one.id),
                one.checklist,
                one.started_at,
                one.ended_at or "no",
                *(str(sum(case.state == state for case in one.cases))
                  for state in ("done", "failed", "waiting")),
            )
            for one in found
        ],
    )  # fmt: skip


def _tell(options: Options, one: Batch) -> None:
    """The summary: what came out case by case, and which files could not be read."""
    if options.json:
        emit_json(shapes.batch(one))
        return
    table(
        ("CASE", "OUTCOME", "REVIEW", "MET", "NOT MET", "CONTRADICTED", "NOT FOUND", "PERSON",
         "EXCEPTIONS", "FILES", "SECONDS"),
        [_row(case) for case in one.cases],
    )  # fmt: skip
    for case in one.cases:
        for tried in case.before:
            say(f"{case.case}, tried before {tried.at}: {tried.error}")
        for file in case.files:
            if file.state != "read":
                say(f"{case.case}, {file.document}: {file.state}. {file.error}".rstrip())
    for note in one.notes:
        say(note)
    done = sum(case.state == "done" for case in one.cases)
    failed = sum(case.state == "failed" for case in one.cases)
    say(f"\nBatch {one.id}: {done} of {len(one.cases)} cases reviewed, {failed} failed.")
    if not one.ended_at:
        say(f"It is not finished: “cofferdam review batch --resume {one.id}” goes on.")


def _row(case: BatchCase) -> tuple[str, ...]:
    counts = case.counts
    found: tuple[str, ...] = ("",) * 6
    if counts is not None:
        numbers = (counts.met, counts.not_met, counts.contradicted, counts.not_found,
                   counts.needs_a_person, counts.exceptions)  # fmt: skip
        found = tuple(map(str, numbers))
    outcome = case.error or case.state
    read = sum(file.state == "read" for file in case.files)
    files = f"{read} of {len(case.files)}" if case.files else ""
    return (case.case, outcome, str(case.review or ""), *found, files, f"{case.seconds:.0f}")


COMMANDS: tuple[click.Command, ...] = (batch, batches)
