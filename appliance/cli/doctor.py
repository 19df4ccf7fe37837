"""`cofferdam doctor`."""

from __future__ import annotations

import click

from appliance.cli.output import emit_json, say
from appliance.cli.proof import layers
from appliance.cli.session import Options, common

EXIT_UNHEALTHY = 1


@click.command()
@common
def doctor(options: Options) -> None:
    """Check machine, engine, confinement, vault and starter models. Asks for no passphrase."""
    from appliance.app.doctor import examine

    report = examine(options.folder())
    if options.json:
        emit_json(report)
    else:
        for check in report.checks:
            mark = {True: "ok  ", False: "BAD ", None: "    "}[check.ok]
            say(f"{mark} {check.name}: {check.value}")
            if check.advice:
                say(f"       {check.advice}")
        say()
        layers(report.fences)
    if not report.healthy:
        raise click.exceptions.Exit(EXIT_UNHEALTHY)


COMMANDS: tuple[click.Command, ...] = (doctor,)
