"""`cofferdam init`."""

from __future__ import annotations

import click

from appliance import settings as places
from appliance.cli.output import emit_json, say
from appliance.cli.session import Options, common, passphrase, working


@click.command()
@click.option("--no-starters", is_flag=True, help="Leave the starter models out.")
@common
def init(options: Options, no_starters: bool) -> None:
    """Make a new vault, print its recovery code once, and seal the starter models into it."""
    from appliance.app.office import Office

    chosen = passphrase(options, new=True)
    settings = places.load(places.settings_path())
    with working(options) as job:
        opened, recovery_code = Office.create(
            options.folder(), chosen, settings=settings, job=job, starters=not no_starters
        )
    models = opened.models.list()
    opened.lock()
    if options.json:
        emit_json(
            {
                "vault": str(options.folder()),
                "recovery_code": recovery_code,
                "models": [record.manifest.name for record in models],
            }
        )
        return
    say(f"Vault made in {options.folder()}.")
    say(f"\n    Recovery code:  {recovery_code}\n")
    say("Write it down and keep it away from this machine. It is shown only now.")
    for record in models:
        say(f"Sealed: {record.manifest.name} {record.manifest.version}")
    if not models:
        say("No models are in the vault yet; import one with “cofferdam models import”.")


COMMANDS: tuple[click.Command, ...] = (init,)
