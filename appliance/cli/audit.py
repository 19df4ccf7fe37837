"""`cofferdam audit …`: read, verify, sign and export the audit chain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from appliance import settings as places
from appliance.audit.records import Selection
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, passphrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.audit.records import Entry

_WITNESS = click.option(
    "--witness",
    "witness_folder",
    type=click.Path(path_type=Path),
    help="Folder of the witness; without it, media that are plugged in are looked at.",
)
_BECAUSE = click.option("--because", required=True, help="Why you look; it is recorded.")


@click.group()
def audit() -> None:
    """The audit chain: who did what, when, with which model."""


@audit.command("list")
@click.option("--event", default="", help="Only this event, such as “asked”.")
@click.option("--actor", default="", help="Only this user, by name or id.")
@click.option("--subject", default="", help="Only entries about exactly this.")
@click.option("--object", "about", default="", help="Follow one object, such as case:ab12.")
@click.option("--from", "since", default="", help="From this time on, ISO 8601 in UTC.")
@click.option("--to", "until", default="", help="Up to this time, ISO 8601 in UTC, included.")
@click.option("--after", default=0, help="Only entries with a higher number.")
@click.option("--limit", default=1000, help="At most so many entries.")
@_BECAUSE
@common
def show_list(
    options: Options,
    event: str,
    actor: str,
    subject: str,
    about: str,
    since: str,
    until: str,
    after: int,
    limit: int,
    because: str,
) -> None:
    """List entries, oldest first."""
    chosen = Selection(event, actor, subject, about, since, until)
    with office(options) as opened:
        found = opened.audit.entries(chosen, because=because, after=after, limit=limit)
    if options.json:
        emit_json([_shape(entry) for entry in found])
        return
    if not found:
        say("No entry fits.")
        return
    table(
        ("NO", "AT", "WHO", "EVENT", "ABOUT", "OUTCOME"),
        [
            (
                str(entry.seq),
                entry.at,
                entry.actor.partition(" ")[2] or "-",
                entry.event.value,
                entry.subject,
                _outcome(entry),
            )
            for entry in found
        ],
    )


@audit.command()
@click.argument("number", type=int)
@_BECAUSE
@common
def show(options: Options, number: int, because: str) -> None:
    """Show one entry with all its details."""
    with office(options) as opened:
        found = opened.audit.entries(because=because, after=number - 1, limit=1)
    found = tuple(entry for entry in found if entry.seq == number)
    if options.json:
        emit_json([_shape(entry) for entry in found])
        return
    if not found:
        say(f"There is no entry {number}.")
    for entry in found:
        say(f"{entry.seq}  {entry.at}  {entry.event.value}  {entry.subject}")
        say(f"  who: {entry.actor or 'not recorded'}")
        for name, value in entry.details.items():
            say(f"  {name}: {value}")


@audit.command()
@_WITNESS
@common
def verify(options: Options, witness_folder: Path | None) -> None:
    """Check every entry, the head, every checkpoint and the witness."""
    with office(options) as opened:
        found = opened.audit.verify(witness_folder)
        key = opened.audit.key()
    if options.json:
        emit_json({**msgspec.to_builtins(found), "key": key})
        return
    say(f"Genuine: {found.entries} entries; the head is {found.head}.")
    say(f"Closing record, at opening: {found.closing}.")
    say(f"{found.checkpoints} checkpoints; the newest covers {found.signed_entries} entries.")
    if found.witnessed_entries is None:
        say("No witness was looked at.")
    else:
        say(f"The witness vouches for the first {found.witnessed_entries} entries.")
    _numbers("The clock was set back at entry", found.clock_set_back)
    _numbers("An older state was accepted on purpose at entry", found.rollbacks_accepted)
    say(f"Key of the checkpoints: {key}")


@audit.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--with-mac-key", is_flag=True, help="Add the secret key of the entries' MACs.")
@common
def export(options: Options, target: Path, with_mac_key: bool) -> None:
    """Write the chain to a new folder (or .zip) that is verified without this program."""
    with office(options) as opened:
        found = opened.audit.export(target, with_mac_key=with_mac_key)
    if options.json:
        emit_json(found)
        return
    say(f"{found.entries} entries and {found.checkpoints} checkpoints are in {found.path}.")
    say(f"Verify with: python verify_audit.py --key {found.key}")


@audit.command()
@_WITNESS
@click.option(
    "--witness-passphrase-file",
    type=click.Path(path_type=Path),
    help="File whose first line opens the witness's key.",
)
@common
def checkpoint(
    options: Options, witness_folder: Path | None, witness_passphrase_file: Path | None
) -> None:
    """Sign the chain as it is now, and have it countersigned."""
    secret = None
    if witness_passphrase_file is not None:
        secret = passphrase(Options(passphrase_file=witness_passphrase_file))
    with office(options) as opened:
        found = opened.audit.checkpoint(witness_folder, secret)
    if options.json:
        emit_json(found)
        return
    say(f"Signed: the first {found.size} entries.")
    say(f"Countersigned by: {', '.join(found.witnesses) or 'nobody'}")


@audit.group()
def witness() -> None:
    """A removable medium that countersigns checkpoints, so that a rollback is seen."""


@witness.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="Keep its key unprotected on the medium.")
@click.option(
    "--witness-passphrase-file",
    type=click.Path(path_type=Path),
    help="File whose first line will open the witness's key; else a prompt asks.",
)
@common
def init(options: Options, folder: Path, plain: bool, witness_passphrase_file: Path | None) -> None:
    """Make FOLDER, on a removable medium, a witness. Opens no vault."""
    from appliance.app.audit import make_witness

    secret = None
    if not plain:
        secret = passphrase(Options(passphrase_file=witness_passphrase_file), new=True)
    found = make_witness(folder, secret=secret)
    if options.json:
        emit_json(found)
        return
    say(f"The witness {found.name} is in {found.folder}.")
    say(f"Its key, to be written down: {found.key}")


@audit.command("accept-rollback")
@click.option("--reason", required=True, help="Why an older state is right; it is recorded.")
@common
def accept_rollback(options: Options, reason: str) -> None:
    """Open a vault that was put back or cut, on purpose."""
    from appliance.app.office import Office

    opened = Office.open(
        options.folder(),
        passphrase(options),
        settings=places.load(places.settings_path()),
        user=options.user,
        key_file=options.key_file,
        accept_rollback=reason,
    )
    opened.lock()
    if options.json:
        emit_json({"accepted": True})
    else:
        say("The vault opens again; that it was accepted is in its audit chain.")


def _shape(entry: Entry) -> dict[str, object]:
    return {
        "entry": entry.seq,
        "at": entry.at,
        "event": entry.event.value,
        "actor": entry.actor,
        "subject": entry.subject,
        "details": dict(entry.details),
    }


def _outcome(entry: Entry) -> str:
    outcome = str(entry.details.get("outcome", "done"))
    error = entry.details.get("error")
    return f"{outcome} ({error})" if error else outcome


def _numbers(what: str, numbers: Sequence[int]) -> None:
    if numbers:
        say(f"{what} {', '.join(map(str, numbers))}.")


COMMANDS: tuple[click.Command, ...] = (audit,)
