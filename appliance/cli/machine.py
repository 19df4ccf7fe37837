"""`cofferdam models machine`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from appliance.cli.models import models
from appliance.cli.output import emit_json, say, size, table
from appliance.cli.session import Options, common, office, working

if TYPE_CHECKING:
    from appliance.app.machine import Fits, MachineReport, ModelOutlook, Unknown

_FITS: dict[Fits, str] = {
    "with_others": "yes",
    "alone": "alone; models take turns",
    "never": "no",
}
_UNKNOWN: dict[Unknown, str] = {
    "": "",
    "not_language": "",
    "not_measured": "not measured",
    "type_unknown": "measure again",
    "unreadable": "its file cannot be read",
}


@models.command()
@click.option("--measure", is_flag=True, help="First measure how fast this machine computes.")
@common
def machine(options: Options, measure: bool) -> None:
    """Show what this machine can do: what it has, and what to expect of each model.

    The speeds are predicted without loading the models; measuring takes a minute or so.
    """
    with office(options) as opened:
        if measure:
            with working(options) as job:
                report = opened.machine.measure(job)
        else:
            report = opened.machine.report()
    if options.json:
        emit_json(report)
    else:
        _print(report)


def _print(report: MachineReport) -> None:
    facts = report.facts
    say(f"{facts.processor}, {facts.cores} cores, {facts.threads} threads")
    say(f"{size(facts.memory_bytes)} of memory, {size(facts.available_bytes)} free")
    say(f"Models may take {size(report.budget_bytes)}; they compute with {report.threads} threads.")
    for backend, device in facts.devices():
        free = f"{size(device.free_bytes)} of {size(device.total_bytes)} free"
        say(f"{device.description} ({backend.name}), {free}")
    if report.outdated:
        say(f"Measured before {report.outdated} changed; measure again with --measure.")
    elif not report.measured_at:
        say("Not measured yet; --measure does it.")
    else:
        say(f"Measured at {report.measured_at}")
    header = ("NAME", "VERSION", "MEMORY", "FITS", "READS tok/s", "WRITES tok/s", "A PAGE IN s")
    table((*header, ""), [_line(one) for one in report.models])


def _line(one: ModelOutlook) -> tuple[str, ...]:
    speeds = (one.prefill_rate, one.decode_rate, one.page_s)
    return (
        one.name,
        one.version,
        size(one.memory_bytes),
        _FITS[one.fits],
        *("" if number is None else f"{number:.1f}" for number in speeds),
        _UNKNOWN[one.unknown],
    )


COMMANDS: tuple[click.Command, ...] = ()
