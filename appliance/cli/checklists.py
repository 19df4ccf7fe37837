"""`cofferdam checklist`: the shelf, files in and out, signatures, trying a list on a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.app.checklist_files import demand, look_at
from appliance.app.covering import Cover
from appliance.cli import shapes_checklists as shapes
from appliance.cli.offline import without_vault
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working
from appliance.errors import ChecklistInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.app.office import Office
    from appliance.errors.review import Wrong
    from appliance.review.checklists.records import Checklist, Problem, Shelved
    from appliance.review.records import Proposal


@click.group()
def checklist() -> None:
    """Checklists that cases are reviewed against: those here, own ones, signed files."""


@checklist.command("list")
@common
def list_checklists(options: Options) -> None:
    """List all checklists, the newest version of each first."""
    with office(options) as opened:
        found, troubles = opened.checklists.list(), opened.checklists.troubles()
    if options.json:
        emit_json(
            {
                "checklists": [shapes.line(one) for one in found],
                "troubles": [
                    {"title": title, "problems": [shapes.problem(one) for one in wrong]}
                    for title, wrong in troubles
                ],
            }
        )
        return
    table(
        ("NAME", "VERSION", "TITLE", "中文", "ITEMS", "FROM", "SIGNED BY", "IN FORCE"),
        [_row(one) for one in found],
    )
    for title, wrong in troubles:
        say(f"“{title}” cannot be used: {wrong[0].where}: {wrong[0].why}.", error=True)


def _row(one: Shelved) -> tuple[str, ...]:
    checklist = one.checklist
    signers = ", ".join(
        signer.name + ("" if signer.trusted else " (not trusted)") for signer in one.signers
    )
    return (
        checklist.name,
        checklist.version,
        checklist.title,
        checklist.title_zh,
        str(len(checklist.items)),
        "program" if one.origin == "shipped" else one.origin,
        signers,
        "yes" if one.in_force else "no",
    )


@checklist.command()
@click.argument("name", required=False)
@click.option("--version", "version", help="By default the newest that is in force.")
@click.option("--item", help="Only the item of this id.")
@click.option("--toml", is_flag=True, help="Print its file, letter by letter.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a checklist's file.")
@common
def show(
    options: Options,
    name: str | None,
    version: str | None,
    item: str | None,
    toml: bool,
    schema: bool,
) -> None:
    """Show the checklist NAME: its items and what counts as met."""
    with office(options) as opened:
        if schema:
            emit_json(opened.checklists.schema())
            return
        if name is None:
            raise click.UsageError("Name a checklist, or ask for the schema with --schema.")
        found = opened.checklists.show(name, version)
        content = opened.checklists.content(name, found.checklist.version) if toml else ""
    if options.json:
        shaped = shapes.shown(found)
        emit_json({**shaped, "toml": content} if toml else shaped)
    elif toml:
        say(content.rstrip("\n"), lines=True)
    else:
        _print(found, item)


def _print(found: Shelved, wanted: str | None) -> None:
    checklist = found.checklist
    items = [one for one in checklist.items if wanted in (None, one.id)]
    if not items:
        raise click.UsageError(f"“{checklist.name}” has no item “{wanted}”.")
    if wanted is None:
        say(f"{checklist.title}  {checklist.title_zh}  {checklist.version}")
        say(checklist.source.strip(), lines=True)
        if checklist.licence:
            say(f"Licence: {checklist.licence.strip()}")
        table(
            ("ITEM", "KIND", "SEVERITY", "TITLE", "中文", "OWNER", "DAYS", "MAY BE WAIVED BY"),
            [
                (
                    one.id,
                    one.kind,
                    one.severity,
                    one.title,
                    one.title_zh,
                    one.owner,
                    str(one.due_days or ""),
                    ", ".join(one.waive),
                )
                for one in items
            ],
        )
        return
    one = items[0]
    say(f"{one.title}  {one.title_zh}")
    for label, text in (
        ("Question", one.question),
        ("问题", one.question_zh),
        ("Met when", one.met_when),
        ("符合", one.met_when_zh),
        ("Papers", ", ".join(one.documents) or "all"),
        ("Where to look", ", ".join(one.look)),
        ("For", "  ".join(one.patterns)),
        ("Against", "  ".join(one.against)),
    ):
        if text:
            say(f"{label}: {text}")


@checklist.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", default="", help="The public key (hexadecimal) that must have signed it.")
@without_vault
def validate(options: Options, file: Path, key: str) -> None:
    """Say all that is wrong with FILE, each with its place; nothing is kept. Needs no vault.

    Ends with the error's code if anything is. What may be met by any paper is a warning.
    """
    looked, _, note = look_at(file)
    if not looked.problems:
        demand(note, key)
    if options.json:
        emit_json(shapes.looked(looked))
        if looked.problems:
            raise SystemExit(ChecklistInvalid.exit_code)
        return
    if looked.problems:
        _tell(looked.problems)
        raise ChecklistInvalid(
            name=file.name,
            why=f"{len(looked.problems)} problems" if len(looked.problems) > 1 else "1 problem",
            problems=looked.problems,
        )
    found = looked.checklist
    assert found is not None  # noqa: S101 - without problems there is one
    say(f"{found.name} {found.version}: {len(found.items)} items, nothing wrong.")
    _warn(looked.warnings)
    if looked.signed is not None:
        say(f"Signed by {looked.signed.name}, key {looked.signed.public}.")
        if not key:
            say("WHOSE key that is, the file cannot say itself: compare it, or give it with --key.")


def _warn(warnings: Iterable[Wrong]) -> None:
    for one in warnings:
        say(f"Warning: {one.where}: {one.why}.")


def _tell(problems: Iterable[Wrong]) -> None:
    for one in problems:
        say(f"{one.where}: {one.why}")


@checklist.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", default="", help="Take it only if this public key (hexadecimal) signed it.")
@common
def import_checklist(options: Options, file: Path, key: str) -> None:
    """Keep the checklist of FILE, with the signature that lies beside it as FILE.sig."""
    with office(options) as opened:
        kept = opened.checklists.import_(file, key=key)
        weak = opened.checklists.weaknesses(kept.checklist)
    _kept(options, kept, weak)


@checklist.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def save(options: Options, file: Path) -> None:
    """Keep the checklist of FILE as an own one, written in the program's own order."""
    with office(options) as opened:
        kept = opened.checklists.save(_read(opened, file))
        weak = opened.checklists.weaknesses(kept.checklist)
    _kept(options, kept, weak)


def _kept(options: Options, kept: Shelved, weak: tuple[Problem, ...]) -> None:
    if options.json:
        emit_json({**shapes.line(kept), "warnings": [shapes.problem(one) for one in weak]})
        return
    checklist = kept.checklist
    say(f"{checklist.name} {checklist.version} is on the shelf, with {len(checklist.items)} items.")
    for signer in kept.signers:
        trust = "" if signer.trusted else ", whom this vault does not know"
        say(f"Signed by {signer.name}{trust}.")
    _warn(weak)


def _read(opened: Office, file: Path) -> Checklist:
    looked = opened.checklists.look(file)
    if looked.checklist is None or looked.problems:
        first = looked.problems[0]
        raise ChecklistInvalid(
            name=file.name, why=f"{first.where}: {first.why}", problems=looked.problems
        )
    return looked.checklist


@checklist.command()
@click.argument("name")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option("--version", "version", help="By default the newest that is in force.")
@click.option("--replace", is_flag=True, help="Write over files of these names.")
@common
def export(
    options: Options, name: str, output: Path, version: str | None, *, replace: bool
) -> None:
    """Write the checklist NAME to a file, with the signature that it came with."""
    with office(options) as opened:
        found = opened.checklists.export(name, output, version, replace=replace)
    if options.json:
        emit_json({**shapes.line(found), "path": str(output)})
    else:
        say(f"Written to {output}: {found.checklist.name} {found.checklist.version}.")


@checklist.command()
@click.argument("name")
@click.argument("version")
@common
def remove(options: Options, name: str, version: str) -> None:
    """Take VERSION of the own or imported checklist NAME off the shelf; reviews keep theirs."""
    with office(options) as opened:
        opened.checklists.remove(name, version)
    if options.json:
        emit_json({"removed": name, "version": version})
    else:
        say(f"{name} {version} is no longer on the shelf.")


@checklist.command()
@click.argument("name", required=False)
@click.option(
    "--output", type=click.Path(path_type=Path), help="File to write the checklist NAME to."
)
@click.option(
    "--file", "file", type=click.Path(path_type=Path), help="Sign this file in place of NAME."
)
@common
def sign(options: Options, name: str | None, output: Path | None, file: Path | None) -> None:
    """Sign the checklist NAME, or a file, with this vault's own key.

    The signature lies beside the file, as FILE.sig; another branch imports both.
    """
    # A file is signed where it lies: its note stands beside it.
    if (name is None) == (file is None) or (name is None) == (output is not None):
        raise click.UsageError("Give NAME and --output, or --file.")
    with office(options) as opened:
        signed = opened.checklists.sign(name if name is not None else file or Path(), output)
    written = output or file
    if options.json:
        emit_json({"path": str(written), "signature": f"{written}.sig", "key": signed.key,
                   "public_key": signed.public, "name": signed.name, "at": signed.at})  # fmt: skip
    else:
        say(f"Signed as {signed.name}: {written} and {written}.sig")
        say(f"Public key: {signed.public}")


@checklist.command("dry-run")
@click.argument("case")
@click.argument("name", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="A file in place of NAME.")
@click.option("--version", "version", help="By default the newest that is in force.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be repeated.")
@common
def dry_run(
    options: Options,
    case: str,
    name: str | None,
    file: Path | None,
    version: str | None,
    documents: tuple[str, ...],
) -> None:
    """Try the checklist NAME on CASE: what code alone proposes. Nothing is kept."""
    if (name is None) == (file is None):
        raise click.UsageError("Give NAME or --file.")
    with office(options) as opened, working(options) as job:
        tried = (
            opened.checklists.show(name, version).checklist
            if name is not None
            else _read(opened, file or Path())
        )
        found = opened.checklists.dry_run(case, tried, job, documents=documents or None)
        shaped = shapes.tried(found, Cover(opened.privacy, case))
    options.line.done()
    if options.json:
        emit_json({"case": case, "checklist": tried.name, "version": tried.version,
                   "items": shaped})  # fmt: skip
        return
    table(
        ("ITEM", "SEVERITY", "VERDICT", "WHY"),
        [
            (one.item.id, one.item.severity, *_verdict(one.proposal, shape))
            for one, shape in zip(found, shaped, strict=True)
        ],
    )
    for one in found:
        if one.remark:
            say(f"{one.item.id}: {one.remark}")


def _verdict(proposal: Proposal | None, shape: dict[str, object]) -> tuple[str, str]:
    if proposal is None:
        return "a model reads it", ""
    made = shape["proposal"]
    why = made["why"] if isinstance(made, dict) else ()
    return proposal.verdict, " ".join(why)[:160]


COMMANDS: tuple[click.Command, ...] = (checklist,)
