"""`cofferdam demo`."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.cli import shapes
from appliance.cli.asking import print_answer
from appliance.cli.output import emit_json, say
from appliance.cli.scoring import print_batch
from appliance.cli.session import Options, common, working


@click.command()
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    help="Keep the vault in this new folder; its passphrase is then asked for.",
)
@common
def demo(options: Options, keep: Path | None) -> None:
    """Do the whole main job on the sample customer in a throw-away vault."""
    from appliance.app import demo as run_demo
    from appliance.cli.session import passphrase

    secret = passphrase(options, new=True) if keep is not None else None
    with working(options) as job:
        result = run_demo.run(job, keep=keep, passphrase=secret)
    if options.json:
        emit_json(
            {
                "documents": result.documents,
                "answers": [
                    shapes.answer(given, identifier) for identifier, given in result.answers
                ],
                "scores": {
                    "model": result.scores.model,
                    "rows": [shapes.score(row, explain=True) for row in result.scores.rows],
                    "errors": [shapes.row_error(item) for item in result.scores.errors],
                },
                "timings": result.timings_s,
                "connections_opened": result.connections_opened,
            }
        )
        return
    say("Documents")
    for item in result.documents:
        say(f"  {item.status:<9}  {item.name} ({item.pages} pages, {item.seconds:.1f} s)")
    for identifier, given in result.answers:
        say(f"\n{identifier}. {given.question}")
        print_answer(given)
    say("\nApplicants")
    print_batch(result.scores, explain=True)
    say("\nTimings")
    for name, seconds in result.timings_s.items():
        say(f"  {name:<28} {seconds:7.2f} s")
    say("  No connection was opened.")
    if keep is not None:
        say(f"\nThe vault is in {keep}; open it with “cofferdam --vault {keep} case list”.")
    say("\nWhere to look: README.md, docs/architecture.md, and “cofferdam --help”.")


COMMANDS: tuple[click.Command, ...] = (demo,)
