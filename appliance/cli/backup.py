"""`cofferdam backup …`."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.cli.output import emit_json, say, size
from appliance.cli.session import Options, common, office, passphrase, working

_file = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def backup() -> None:
    """Backups: the whole vault in one sealed file."""


@backup.command()
@_file
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    help="An earlier backup; only what changed since then is written.",
)
@common
def make(options: Options, file: Path, base: Path | None) -> None:
    """Write a backup. People can go on working meanwhile."""
    with office(options) as opened, working(options) as job:
        made = opened.backups.make(file, base=base, job=job)
    if options.json:
        emit_json(made)
        return
    say(f"Backed up {made.files} files, {size(made.vault_bytes)}; {size(made.new_bytes)} are new.")
    say(f"Written: {made.path} ({size(made.info.size_bytes)}). Try it: cofferdam backup verify")


@backup.command()
@_file
@click.option(
    "--backup-passphrase-file",
    type=click.Path(path_type=Path),
    help="File with the passphrase of the time of the backup, if it was another one.",
)
@common
def verify(options: Options, file: Path, backup_passphrase_file: Path | None) -> None:
    """Restore a backup into a temporary folder, read all of it, and delete that folder."""
    secret = passphrase(options)
    theirs = secret
    if backup_passphrase_file is not None:
        theirs = passphrase(Options(passphrase_file=backup_passphrase_file))
    with office(options, secret) as opened, working(options) as job:
        found = opened.backups.drill(
            file, theirs, user=options.user, key_file=options.key_file, job=job
        )
    if options.json:
        emit_json(found)
        return
    say(f"The backup is good: {found.files} files, {found.audit_entries} audit entries.")
    if found.cases_checked == found.cases:
        say(f"All {found.cases} cases with {found.documents_checked} documents were read.")
    else:
        say(f"{found.cases} cases are in it; your role may not read them, so they were not opened.")


@backup.command()
@_file
@common
def show(options: Options, file: Path) -> None:
    """Say what a backup file claims to be; needs no passphrase and checks nothing else."""
    from appliance.app.backups import look

    found = look(file)
    if options.json:
        emit_json(found)
        return
    kind = f"on top of {found.base[:8]}" if found.base else "stands alone"
    say(f"Backup {found.backup_id[:8]} of {found.created_at}, {size(found.size_bytes)}, {kind}")
    say(f"Vault {found.vault_id}")


@backup.command()
@_file
@click.argument("folder", type=click.Path(path_type=Path))
@common
def restore(options: Options, file: Path, folder: Path) -> None:
    """Bring the vault back into an empty or new FOLDER."""
    from appliance.app.backups import restore as bring_back

    secret = passphrase(options)
    with working(options) as job:
        info = bring_back(
            file, folder, secret, user=options.user, key_file=options.key_file, job=job
        )
    if options.json:
        emit_json({"restored": str(folder), "backup": info})
        return
    say(f"The vault of {info.created_at} is in {folder}.")
    say(f"Open it with “cofferdam --vault {folder} …”.")


COMMANDS: tuple[click.Command, ...] = (backup,)
