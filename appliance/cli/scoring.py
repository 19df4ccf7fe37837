"""`cofferdam score`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli import shapes
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working
from appliance.errors import SomeRowsFailed

if TYPE_CHECKING:
    from appliance.risk.records import BatchResult


@click.command()
@click.argument("model")
@click.option("--input", "source", required=True, type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Also write a CSV.")
@click.option("--explain", is_flag=True, help="Add every feature's points.")
@click.option("--case", help="Keep the results in this case.")
@common
def score(
    options: Options,
    model: str,
    source: Path,
    output: Path | None,
    explain: bool,
    case: str | None,
) -> None:
    """Score the rows of a CSV file with MODEL: PD, points, band and reasons."""
    with office(options) as opened, working(options) as job:
        result = opened.scores.score_csv(
            model, source, output=output, explain=explain, case=case, job=job
        )
    if options.json:
        emit_json(
            {
                "model": result.model,
                "version": result.version,
                "rows": [shapes.score(row, explain=explain) for row in result.rows],
                "errors": [shapes.row_error(error) for error in result.errors],
            }
        )
    else:
        print_batch(result, explain=explain)
        if output is not None:
            say(f"Written to {output}.")
    if result.errors:
        error = SomeRowsFailed(failed=result.failed)
        say(f"error {error.code}: {error.message}", error=True)
        raise click.exceptions.Exit(SomeRowsFailed.exit_code)


def print_batch(result: BatchResult, *, explain: bool) -> None:
    """Rows for people, then the rows that could not be scored."""
    rows = [
        (
            row.row_id or str(number),
            f"{row.pd:.1%}",
            str(row.points),
            row.band,
            row.decision,
            f"{row.distance:+d}",
        )
        for number, row in enumerate(result.rows, start=1)
    ]
    if rows:
        table(("ID", "PD", "POINTS", "BAND", "DECISION", "TO CUT-OFF"), rows)
    for number, row in enumerate(result.rows, start=1):
        if not (explain or len(result.rows) <= 20):
            break
        if row.reasons or row.warnings:
            say(f"\n{row.row_id or number}:")
        for reason in row.reasons:
            say(f"  −{reason.points_lost} points: {reason.text}")
        for warning in row.warnings:
            say(f"  note: {warning.text}")
    for error in result.errors:
        say(f"row {error.row} ({error.row_id or 'no id'}): {error.message}", error=True)


COMMANDS: tuple[click.Command, ...] = (score,)
