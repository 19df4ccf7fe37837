"""`cofferdam privacy …`: what names persons and accounts in a case, and hiding it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working
from appliance.privacy.records import MaskingRule

if TYPE_CHECKING:
    from appliance.privacy.records import Extent, Finding

EXTENTS = ("off", "screen", "exports", "models")
_VALID = {True: "valid", False: "check digits wrong", None: ""}


@click.group()
def privacy() -> None:
    """Privacy: find account and identity numbers, names and addresses; hide them; show them."""


@privacy.command()
@click.argument("case")
@click.option("--document", help="Look through this document only.")
@click.option("--counts", is_flag=True, help="Print the counts alone.")
@common
def scan(options: Options, case: str, document: str | None, counts: bool) -> None:
    """Look through CASE and say what stands where."""
    with office(options) as opened, working(options) as job:
        found = opened.privacy.scan(case, document, job)
    if options.json:
        places = () if counts else found.findings
        emit_json({"pages": found.pages, "counts": found.counts, "findings": places})
        return
    if not found.counts:
        say(f"Nothing found on {found.pages} pages.")
        return
    table(
        ("KIND", "FOUND", "VALID", "VALUES", "WHAT"),
        [
            (one.kind, str(one.found), str(one.valid), str(one.values), one.title)
            for one in found.counts
        ],
    )
    say("Names and addresses are found by lists and words around them; there may be more.")
    if not counts:
        for one in found.findings:
            say(_line(one))


def _line(one: Finding) -> str:
    remark = f"  ({_VALID[one.valid]})" if one.valid is not None else ""
    if one.confidence is not None:
        remark = f"  ({one.evidence}, {one.confidence:.0%})"
    place = f"{one.document}, page {one.page} [{one.start}:{one.end}]"
    return f"{place}  {one.kind}: {' '.join(one.text.split())}{remark}"


@privacy.command()
@click.argument("case")
@click.option(
    "--hide",
    type=click.Choice(EXTENTS),
    help="Where: nowhere, on the screen, in exports too, or in what models read too.",
)
@click.option("--kind", "kinds", multiple=True, help="Hide this kind only; may be repeated.")
@common
def rule(options: Options, case: str, hide: str | None, kinds: tuple[str, ...]) -> None:
    """Show what CASE hides, or change it."""
    with office(options) as opened:
        known = opened.privacy.masking(case)
        if hide is not None or kinds:
            extent = known.extent if hide is None else cast("Extent", hide)
            known = MaskingRule(extent, kinds)
            opened.privacy.set_masking(case, known)
    if options.json:
        emit_json(known)
    else:
        say(f"Hidden: {known.extent}; kinds: {', '.join(known.kinds) or 'all'}")


@privacy.command()
@click.argument("case")
@click.argument("document")
@click.argument("page", type=click.IntRange(min=1))
@common
def mask(options: Options, case: str, document: str, page: int) -> None:
    """Print PAGE of DOCUMENT as the rule of CASE lets the screen show it."""
    with office(options) as opened:
        masked = opened.privacy.page(case, document, page)
    if options.json:
        emit_json(masked)
    else:
        say(masked.text, lines=True)


@privacy.command()
@click.argument("case")
@click.argument("token")
@common
def reveal(options: Options, case: str, token: str) -> None:
    """Say what TOKEN, such as IBAN-1, stands for in CASE. This is recorded."""
    with office(options) as opened:
        known = opened.privacy.reveal(case, token)
    if options.json:
        emit_json(known)
    else:
        say(f"{known.token}  {known.shown}")


@privacy.command()
@click.argument("case")
@click.argument("document")
@click.argument("file", type=click.Path(path_type=Path))
@common
def export(options: Options, case: str, document: str, file: Path) -> None:
    """Write the masked text of DOCUMENT to a new FILE."""
    with office(options) as opened, working(options) as job:
        pages, tokens = opened.privacy.export(case, document, file, job)
    if options.json:
        emit_json({"file": str(file), "pages": pages, "tokens": tokens})
    else:
        say(f"{pages} pages with {tokens} tokens were written to {file}.")


COMMANDS: tuple[click.Command, ...] = (privacy,)
