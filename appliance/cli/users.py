"""`cofferdam user …`, `cofferdam recovery …`, `cofferdam passphrase` and `cofferdam rotate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, passphrase, working

if TYPE_CHECKING:
    from appliance.accounts.records import Account

_new_passphrase_file = click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the new passphrase.",
)
_new_key_file = click.option(
    "--new-key-file",
    type=click.Path(path_type=Path),
    help="A file that is needed beside the new passphrase.",
)
_role = click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(["officer", "reviewer", "model_owner", "administrator", "auditor"]),
    help="May be given more than once.",
)


@click.group("user")
def users() -> None:
    """Users: who may open the vault, and in which role."""


@users.command("list")
@common
def list_users(options: Options) -> None:
    """List the users and their roles."""
    with office(options) as opened:
        found = opened.accounts.list()
        recoveries = sorted(opened.accounts.recoveries())
    if options.json:
        emit_json(found)
        return
    rows = [(item.name, ", ".join(item.roles), _state(item)) for item in found]
    table(("USER", "ROLES", "STATE"), rows)
    say(f"Recovery: {', '.join(recoveries) or 'none'}.")


@users.command()
@click.argument("name")
@_role
@_new_passphrase_file
@_new_key_file
@common
def add(
    options: Options,
    name: str,
    roles: tuple[str, ...],
    new_passphrase_file: Path | None,
    new_key_file: Path | None,
) -> None:
    """Open an account with a first passphrase."""
    with office(options) as opened:
        secret = passphrase(Options(passphrase_file=new_passphrase_file), new=True)
        made = opened.accounts.add(name, secret, roles, key_file=new_key_file)
    if options.json:
        emit_json(made)
        return
    say(f"{made.name} may open the vault as {', '.join(made.roles)}.")
    if made.waiting:
        say("Some keys of this role are not yours to give: somebody who has them runs")
        say(f"    cofferdam user confirm “{made.name}”")


@users.command()
@click.argument("name")
@common
def confirm(options: Options, name: str) -> None:
    """Let a waiting user in, with the keys that you hold."""
    with office(options) as opened:
        made = opened.accounts.confirm(name)
    if options.json:
        emit_json(made)
    elif made.waiting:
        say(f"{made.name} got your keys, and still waits for others.")
    else:
        say(f"{made.name} now has all keys of the role.")


@users.command("roles")
@click.argument("name")
@_role
@common
def set_roles(options: Options, name: str, roles: tuple[str, ...]) -> None:
    """Give a user other roles."""
    with office(options) as opened:
        made = opened.accounts.set_roles(name, roles)
    if options.json:
        emit_json(made)
    else:
        say(f"{made.name} is now {', '.join(made.roles)}.")


@users.command()
@click.argument("name")
@_new_passphrase_file
@_new_key_file
@common
def readmit(
    options: Options, name: str, new_passphrase_file: Path | None, new_key_file: Path | None
) -> None:
    """Give a user who forgot the passphrase a new first one, with the keys that you hold."""
    with office(options) as opened:
        secret = passphrase(Options(passphrase_file=new_passphrase_file), new=True)
        made = opened.accounts.readmit(name, secret, key_file=new_key_file)
    if options.json:
        emit_json(made)
        return
    say(f"{made.name} has a new first passphrase.")
    if made.waiting:
        say(
            "Some keys of this role are not yours to give: somebody who has them confirms the user."
        )


@users.command()
@click.argument("name")
@click.option("--no-rotation", is_flag=True, help="Leave the keys as they are for now.")
@common
def remove(options: Options, name: str, no_rotation: bool) -> None:
    """Close an account and rotate the keys, so that old copies of the header are useless."""
    with office(options) as opened, working(options) as job:
        opened.accounts.remove(name)
        if not no_rotation:
            opened.accounts.rotate(job=job)
    if options.json:
        emit_json({"removed": name, "rotated": not no_rotation})
        return
    say(f"{name} no longer opens the vault.")
    if no_rotation:
        say("An old copy of header.json would still open it: run “cofferdam rotate” soon.")


@click.group()
def recovery() -> None:
    """Recovery: codes that open the vault when a passphrase is lost."""


@recovery.command()
@common
def code(options: Options) -> None:
    """Make a new recovery code; the earlier one stops working."""
    with office(options) as opened:
        made = opened.accounts.new_recovery_code()
    if options.json:
        emit_json({"recovery_code": made})
        return
    say(f"\n    Recovery code:  {made}\n")
    say("Write it down and keep it away from this machine. It is shown only now.")


@recovery.command()
@click.option(
    "--without-code/--keep-code",
    default=True,
    show_default=True,
    help="Whether the single recovery code stops working; while it works, nobody needs two.",
)
@common
def shares(options: Options, without_code: bool) -> None:
    """Make three codes for three people; any two of them open the vault together."""
    with office(options) as opened:
        made = opened.accounts.new_recovery_shares(keep_code=not without_code)
    if options.json:
        emit_json({"recovery_shares": made, "code_kept": not without_code})
        return
    for number, share in enumerate(made, start=1):
        say(f"\n    Share {number}:  {share}")
    say("\nGive each to another person. They are shown only now; earlier ones stop working.")
    if without_code:
        say("The single recovery code no longer opens the vault.")
    say("To open the vault, type two of them, one after the other, as the passphrase.")


@click.command("passphrase")
@_new_passphrase_file
@_new_key_file
@common
def change_passphrase(
    options: Options, new_passphrase_file: Path | None, new_key_file: Path | None
) -> None:
    """Change your passphrase; data is not encrypted again, only you get a new key pair."""
    old = passphrase(options)
    with office(options, old) as opened:
        new = passphrase(Options(passphrase_file=new_passphrase_file), new=True)
        opened.accounts.change_passphrase(
            old, new, key_file=new_key_file, old_key_file=options.key_file
        )
    if options.json:
        emit_json({"changed": True})
    else:
        say("The passphrase was changed; the old one no longer opens the vault.")
        say("If somebody may know the old one and have a copy of header.json: “cofferdam rotate”.")


@click.command()
@common
def rotate(options: Options) -> None:
    """Make new keys and encrypt everything once more; goes on where it was stopped."""
    with office(options) as opened, working(options) as job:
        left = opened.accounts.rotate(job=job)
        mine = opened.accounts.held()
    if options.json:
        emit_json({"rotated": True, "parts": mine, "left": left})
        return
    say(f"New keys for: {', '.join(mine)}. Old copies of header.json no longer open these parts.")
    if left:
        say(f"Somebody who holds {', '.join(left)} has to run this too: those keys may be known.")


def _state(item: Account) -> str:
    words = ["waits for keys"] if item.waiting else []
    words += ["first passphrase"] if item.must_change else []
    words += ["key file"] if item.key_file else []
    words += ["you"] if item.me else []
    return ", ".join(words)


COMMANDS: tuple[click.Command, ...] = (users, recovery, change_passphrase, rotate)
