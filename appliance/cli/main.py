"""The `cofferdam` command."""

from __future__ import annotations

from pathlib import Path

import click

from appliance import __version__
from appliance.cli import (
    adding,
    asking,
    audit,
    backup,
    cases,
    checklists,
    demo,
    doctor,
    forms,
    imports,
    keys,
    looking,
    machine,
    models,
    overviews,
    packs,
    planning,
    privacy,
    proof,
    reports,
    retention,
    reviewing,
    scoring,
    searching,
    settings,
    trust,
    usage,
    users,
    vault,
)
from appliance.cli.session import Options, run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--vault",
    type=click.Path(path_type=Path),
    envvar="COFFERDAM_VAULT",
    help="Folder of the vault. [env: COFFERDAM_VAULT]",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    envvar="COFFERDAM_PASSPHRASE_FILE",
    help="File whose first line is the passphrase. [env: COFFERDAM_PASSPHRASE_FILE]",
)
@click.option(
    "--user",
    envvar="COFFERDAM_USER",
    help="Your name, in a vault of several users. [env: COFFERDAM_USER]",
)
@click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    envvar="COFFERDAM_KEY_FILE",
    help="The key file, if your passphrase needs one. [env: COFFERDAM_KEY_FILE]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
@click.version_option(__version__, prog_name="cofferdam")
@click.pass_context
def cofferdam(
    context: click.Context,
    vault: Path | None,
    passphrase_file: Path | None,
    user: str | None,
    key_file: Path | None,
    as_json: bool,
) -> None:
    """Offline language and risk models for a bank branch: encrypted, cited, explained."""
    options = context.ensure_object(Options)
    options.vault, options.passphrase_file, options.json = vault, passphrase_file, as_json
    options.user, options.key_file = user, key_file


for group in (
    vault,
    users,
    models,
    machine,
    planning,
    packs,
    trust,
    imports,
    keys,
    audit,
    cases,
    adding,
    retention,
    looking,
    asking,
    forms,
    checklists,
    overviews,
    privacy,
    scoring,
    searching,
    backup,
    settings,
    usage,
    doctor,
    proof,
    reviewing,
    reports,
    demo,
):
    for command in group.COMMANDS:
        cofferdam.add_command(command)


def main() -> None:
    """Entry point of the installed command."""
    run(cofferdam)


if __name__ == "__main__":
    main()
