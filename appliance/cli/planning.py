"""`cofferdam models plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from appliance.cli.models import models
from appliance.cli.output import emit_json, say, size, table
from appliance.cli.session import Options, common, office

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.app.planning import ModelPlan, Step

_WHATS = {
    "weights": "weights",
    "kv": "what was read (KV cache)",
    "compute": "work space",
    "output": "rows of probabilities",
    "kept": "kept readings, at most",
    "program": "the program itself",
}
_LANES = {"": "", "desk": "questions", "batch": "batches"}


@models.command()
@click.argument("name", required=False)
@click.option("--version", "version", help="The newest import unless given.")
@click.option("--context", type=int, default=0, help="Tokens of the longest prompt with answer.")
@click.option("--device", default="", help="Only this device; “none” for the processor alone.")
@common
def plan(
    options: Options, name: str | None, version: str | None, context: int, device: str
) -> None:
    """Show what a language model will take of memory, and what is tried if it is too much.

    Nothing is loaded. Without NAME the active language model is looked at.
    """
    with office(options) as opened:
        found = opened.models.plan(name, version, context_tokens=context, device=device)
    if options.json:
        emit_json(found)
    else:
        _print(found)


def _print(found: ModelPlan) -> None:
    say(f"{found.name} {found.version}")
    say(found.first.why)
    say()
    rows = [
        (line.where, _WHATS.get(line.what, line.what), _LANES[line.lane], size(line.size_bytes))
        for line in found.lines
    ]
    table(("WHERE", "WHAT", "FOR", "SIZE"), rows)
    say()
    for place, taken in found.first.taken:
        free = dict(found.free).get(place, 0)
        say(f"{place}: {size(taken)} of {size(free)} free")
    if not found.fits:
        say("It does not fit into what is free now.")
    if found.steps:
        say()
        say("If the engine runs out of memory nevertheless:")
        table(("", "LAYERS", "TOKENS", "TAKES", "WHY"), list(_ladder(found.steps)))


def _ladder(steps: Iterable[Step]) -> Iterable[tuple[str, ...]]:
    for number, step in enumerate(steps, start=1):
        takes = ", ".join(f"{size(taken)} {place}" for place, taken in step.taken)
        layers = str(step.layers) if step.device else "processor"
        yield (str(number), layers, f"{step.context_tokens}+{step.batch_tokens}", takes, step.why)


COMMANDS: tuple[click.Command, ...] = ()
