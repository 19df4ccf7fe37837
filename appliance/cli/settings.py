"""`cofferdam settings`."""

from __future__ import annotations

from dataclasses import asdict

import click

from appliance import settings as places
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common
from appliance.errors import BadInput


@click.command()
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]…")
@common
def settings(options: Options, changes: tuple[str, ...]) -> None:
    """Show the settings, or change some: settings idle_lock_s=300 theme=dark.

    required_layers=NAME,NAME names layers that “cofferdam doctor” lists: nothing runs without them.
    """
    path = places.settings_path()
    chosen = places.load(path)
    wanted: dict[str, object] = {}
    for change in changes:
        name, found, value = change.partition("=")
        if not found:
            raise BadInput(what=f"“{change}”", why="a change is written as NAME=VALUE")
        wanted[name] = _value(name, value)
    if wanted:
        chosen = chosen.with_changes(**wanted)
        places.save(path, chosen)
    if options.json:
        emit_json(asdict(chosen))
        return
    table(("SETTING", "VALUE"), [(name, _shown(value)) for name, value in asdict(chosen).items()])
    say(f"Kept in {path}; a changed setting holds from the next opening of the vault.")


def _value(name: str, text: str) -> object:
    """A list is written with commas, and empty as nothing."""
    if name == "required_layers":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return int(text) if text.lstrip("-").isdecimal() else text


def _shown(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


COMMANDS: tuple[click.Command, ...] = (settings,)
