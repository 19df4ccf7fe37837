"""`cofferdam retention …`: how long cases are kept, and deleting what is past its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office
from appliance.documents.records import RetentionPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Due
    from appliance.vault.case_records import DeletionCertificate


@click.group()
def retention() -> None:
    """Retention: how long cases are kept. It needs no key of any case."""


@retention.command()
@common
def show(options: Options) -> None:
    """Show the rules."""
    with office(options) as opened:
        policy = opened.cases.retention()
    _say_policy(options, policy)


@retention.command("set")
@click.option("--after-use", type=int, help="Days after the last use of a case; 0 means never.")
@click.option("--after-closing", type=int, help="Days after a case was closed; 0 means never.")
@common
def set_rules(options: Options, after_use: int | None, after_closing: int | None) -> None:
    """Change the rules; what is not named stays. Nothing is deleted by it."""
    with office(options) as opened:
        before = opened.cases.retention()
        policy = opened.cases.set_retention(
            RetentionPolicy(
                before.after_use_days if after_use is None else after_use,
                before.after_closing_days if after_closing is None else after_closing,
            )
        )
    _say_policy(options, policy)


@retention.command()
@click.option("--dry-run", is_flag=True, help="Only show what is due.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--clock-is-right",
    is_flag=True,
    help="The clock is right, although the vault was not open for more than a month.",
)
@common
def apply(options: Options, dry_run: bool, yes: bool, clock_is_right: bool) -> None:
    """Delete the cases that are due, each with a certificate; held ones never are.

    Look at the date first: a clock set too far forward makes cases due that are not.
    """
    with office(options) as opened:
        due = opened.cases.due()
        if dry_run:
            _say_due(options, due)
            return
        if due and not yes:
            _table(due)
            click.confirm(f"Delete these {len(due)} cases?", abort=True, err=True)
        made = opened.cases.apply_retention(clock_is_right=clock_is_right)
    if options.json:
        emit_json({"deleted": made})
    elif not due:
        say("No case is due.")
    else:
        say(f"{len(made)} cases were deleted.")
        certificates(made)


def certificates(made: Sequence[DeletionCertificate]) -> None:
    """Print what deletion certificates say, for people."""
    for one in made:
        say(f"\nDeletion certificate of case {one.ref}")
        say(f"  deleted at     {one.deleted_at}, {one.reason}")
        say(
            f"  contents       {one.documents} documents, {one.pages} pages, {one.answers} "
            f"answers, {one.scores} scores in {one.files} sealed files"
        )
        say(f"  hash of name   {one.name_hash}")
        say(f"  hash of files  {one.files_sha256 or 'they were not there'}")
        say(f"  method         {one.method}")


def _say_policy(options: Options, policy: RetentionPolicy) -> None:
    if options.json:
        emit_json(policy)
        return
    for days, event in (
        (policy.after_use_days, "its last use"),
        (policy.after_closing_days, "its closing"),
    ):
        say(f"A case is due {days} days after {event}." if days else f"Never due after {event}.")


def _say_due(options: Options, due: Sequence[Due]) -> None:
    if options.json:
        emit_json({"due": due})
    elif not due:
        say("No case is due.")
    else:
        _table(due)


def _table(due: Sequence[Due]) -> None:
    table(
        ("CASE", "DOCUMENTS", "PAGES", "LAST USED", "WHY"),
        [
            (one.ref[:12], str(one.documents), str(one.pages), one.last_used_at[:10], one.why)
            for one in due
        ],
    )


COMMANDS: tuple[click.Command, ...] = (retention,)
