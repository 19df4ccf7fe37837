"""`cofferdam review report` and `cofferdam verify`: reports of reviews, and checking them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.offline import without_vault
from appliance.cli.output import emit_json, say, size
from appliance.cli.session import Options, common, office, working
from appliance.errors import ReportInvalid

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.jobs import Job
    from appliance.review.reports.records import ReportFile, Verification

FORMATS = ("pdf", "docx", "xlsx", "json", "zip")
LANGUAGES = ("en", "zh")


@click.command()
@click.argument("case")
@click.argument("number", type=int)
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), help="File to write."
)
@click.option(
    "--format", "wanted", type=click.Choice(FORMATS), help="By default the file's ending."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of its own words.")
@click.option("--replace", is_flag=True, help="Write over files of these names.")
@common
def report(
    options: Options,
    case: str,
    number: int,
    target: Path,
    wanted: str | None,
    language: str,
    *,
    replace: bool,
) -> None:
    """Write the report of review NUMBER of CASE, signed, with its signature beside it."""
    with office(options) as opened, working(options) as job:
        made = write(
            opened, case, number, target, wanted, language=language, replace=replace, job=job
        )
    if options.json:
        emit_json(made)
        return
    tell(made)


def tell(made: ReportFile) -> None:
    """Where a report is, whether it is a draft, and the key that signed it."""
    say(f"Written to {made.path}: {size(made.size_bytes)}, SHA-256 {made.sha256}")
    if not made.signed:
        say("It is a DRAFT: two persons have not signed this review.")
    say(f"Signed by the key {made.key}")
    say(f"with the fingerprint {made.fingerprint}, in {made.signature}.")


def write(
    opened: Office,
    case: str,
    number: int,
    target: Path,
    wanted: str | None = None,
    *,
    language: str = "en",
    replace: bool = False,
    job: Job | None = None,
) -> ReportFile:
    """Write a report; without a format that is wanted, as the file's ending says."""
    chosen = wanted or _ending(target)
    return opened.reports.export(
        case, number, target, chosen, language=language, replace=replace, job=job
    )


def require(opened: Office, target: Path, *, language: str, replace: bool) -> None:
    """Before a review that takes minutes: whether its report could be written after it.

    Raises: BadInput, FileExists, FileUnreadable, ReportFontMissing.
    """
    opened.reports.require(target, _ending(target), language=language, replace=replace)


def _ending(target: Path) -> str:
    return target.suffix.lower().removeprefix(".")


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--key", default="", help="The vault's key, from another place than the report.")
@without_vault
def verify(options: Options, report: Path, key: str) -> None:
    """Check REPORT: a file with its .sig, an examiner's bundle, or its folder. Needs no vault."""
    from appliance.review.reports.verifying import verify as check

    found = check(report, expected_key=key)
    if options.json:
        emit_json(found)
        if not found.holds:
            click.get_current_context().exit(ReportInvalid.exit_code)
        return
    _print(found, compared=bool(key.strip()))
    if not found.holds:
        raise ReportInvalid(name=found.name, why="; ".join(found.problems[:3]))


def _print(found: Verification, *, compared: bool) -> None:
    unchanged = "nothing was changed, is missing or was added since its export"
    if found.holds and compared:
        say(f"The report is genuine: {unchanged}.")
    elif found.holds:
        # Anybody can sign a report with a vault of their own.
        say(f"The report is whole: {unchanged} by the vault of the key below.")
        say("WHOSE vault that is, it cannot say itself: compare the key, or give it with --key.")
    else:
        say("THE REPORT IS NOT VALID.")
    for problem in found.problems:
        say(f"  - {problem}")
    for one in found.files:
        if len(found.files) > 1 or one.state != "whole":
            say(f"{one.state:8} {one.name}")
    if found.review is not None:
        review = found.review
        say(f"Checklist   {review.checklist} {review.checklist_version}")
        say(f"Review      {review.number}, round {review.round}, {review.state}")
        say(f"Content     {review.content_sha256}")
        say(f"Maker       {_person(review.maker, review.maker_at)}")
        say(f"Checker     {_person(review.checker, review.checker_at)}")
        say(f"Exported    {found.made_at} by {found.made_by}, {found.program}")
        say(f"Vault       {found.vault}")
        say(f"Key         {found.key}")
        say(f"Fingerprint {found.fingerprint}")
    for remark in found.remarks:
        say(f"Note: {remark}.")


def _person(name: str, at: str) -> str:
    return f"{name}, {at}" if name else "has not signed"


COMMANDS: tuple[click.Command, ...] = (verify,)
