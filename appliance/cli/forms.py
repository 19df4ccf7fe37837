"""`cofferdam form`: forms, what they were filled with, decisions, exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.app.covering import Cover
from appliance.assistant.forms.exporting import shown
from appliance.cli import shapes_forms as shapes
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working
from appliance.errors import FieldUnknown

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.assistant.forms.records import Fill


@click.group()
def form() -> None:
    """Forms: what is to be found in documents, what was found, who accepted it."""


@form.command("list")
@common
def list_forms(options: Options) -> None:
    """List the forms that come with the program and own ones."""
    with office(options) as opened:
        forms = opened.forms.list()
    if options.json:
        emit_json([shapes.form_line(one) for one in forms])
        return
    table(
        ("NAME", "TITLE", "中文", "FIELDS", "FROM"),
        [
            (
                one.name,
                one.title,
                one.title_zh,
                str(len(one.fields)),
                "program" if one.shipped else "own",
            )
            for one in forms
        ],
    )


@form.command()
@click.argument("name", required=False)
@click.option("--case", help="Show what the form was filled with in this case.")
@click.option("--schema", is_flag=True, help="Print the form as JSON Schema.")
@common
def show(options: Options, name: str | None, case: str | None, schema: bool) -> None:
    """Show the form NAME, or what was filled in a case."""
    with office(options) as opened:
        if case is not None:
            cover = Cover(opened.privacy, case)
            fills = tuple(map(cover.fill, opened.forms.fills(case, name)))
            conflicts = [
                cover.conflict(found)
                for one in dict.fromkeys(fill.form.name for fill in fills)
                for found in opened.forms.conflicts(case, one)
            ]
            if options.json:
                emit_json({"fills": [shapes.fill(opened, case, one) for one in fills],
                           "conflicts": [shapes.conflict(one) for one in conflicts]})  # fmt: skip
            else:
                for one in fills:
                    _print_fill(one)
                for clash in conflicts:
                    values = ", ".join(
                        f"{shown(value.value)} ({value.document})" for value in clash.values
                    )
                    say(f"Documents differ in “{clash.name}”: {values}.")
            return
        if name is None:
            raise click.UsageError("Name a form, or a case with --case.")
        if schema:
            emit_json(opened.forms.schema(name))
            return
        found_form = opened.forms.show(name)
    if options.json:
        emit_json(found_form)
        return
    say(f"{found_form.title}  {found_form.title_zh}")
    if found_form.help:
        say(found_form.help)
    table(
        ("PLACE", "FIELD", "KIND", "TITLE", "中文", "REQUIRED"),
        [
            (str(n), one.name, one.kind, one.title, one.title_zh, "yes" if one.required else "")
            for n, one in enumerate(found_form.fields)
        ],
    )


@form.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def save(options: Options, file: Path) -> None:
    """Keep an own form from FILE: TOML, JSON or JSON Schema."""
    with office(options) as opened:
        kept = opened.forms.save(opened.forms.read(file))
    if options.json:
        emit_json(shapes.form_line(kept))
    else:
        say(f"The form “{kept.name}” is kept, with {len(kept.fields)} fields.")


@form.command()
@click.argument("name")
@common
def remove(options: Options, name: str) -> None:
    """Delete the own form NAME; what was filled with it stays."""
    with office(options) as opened:
        opened.forms.remove(name)
    if options.json:
        emit_json({"removed": name})
    else:
        say(f"The form “{name}” was deleted.")


@form.command("fill")
@click.argument("case")
@click.argument("names", nargs=-1, required=True)
@click.option("--document", "documents", multiple=True, help="Only this document; may be repeated.")
@common
def fill_forms(
    options: Options, case: str, names: tuple[str, ...], documents: tuple[str, ...]
) -> None:
    """Fill the forms NAMES from the documents of CASE; every field waits for a person."""
    with office(options) as opened, working(options) as job:
        filled = opened.forms.fill(case, names, documents or None, job)
        fills = tuple(map(Cover(opened.privacy, case).fill, filled))
        shaped = [shapes.fill(opened, case, one) for one in fills] if options.json else []
    if options.json:
        emit_json(shaped)
        return
    options.line.done()
    for one in fills:
        _print_fill(one)


def _print_fill(fill: Fill) -> None:
    say(f"\n== {fill.id}: {fill.form.title} from {fill.document} ({fill.pages} pages)")
    rows = [
        (
            str(one.place),
            one.name,
            f"{shown(one.value)} {one.unit}".strip()[:60],
            one.state,
            f"{one.confidence:.0%}" if one.value is not None else "",
            f"page {one.page}" if one.page else "",
            one.note,
        )
        for one in fill.fields
    ]
    table(("PLACE", "FIELD", "VALUE", "STATE", "SURE", "WHERE", "NOTE"), rows)


@form.command()
@click.argument("case")
@click.argument("fill", type=int)
@click.argument("field")
@click.argument("decision", type=click.Choice(["accepted", "corrected", "rejected"]))
@click.option("--value", help="The right value, for “corrected”.")
@common
def decide(
    options: Options, case: str, fill: int, field: str, decision: str, value: str | None
) -> None:
    """Accept, correct or reject FIELD (its name or place) of the filled form number FILL."""
    with office(options) as opened:
        place = _place(opened, case, fill, field)
        decided = opened.forms.decide(case, fill, place, decision, value)
        made = Cover(opened.privacy, case).field(decided)
        shaped = shapes.field(made, opened.forms.boxes(case, made)) if options.json else {}
    if options.json:
        emit_json(shaped)
    else:
        say(f"{made.name}: {shown(made.value) or 'empty'}, {made.state} by {made.decided_by}.")


def _place(opened: Office, case: str, number: int, field: str) -> int:
    if field.isdecimal():
        return int(field)
    for fill in opened.forms.fills(case):
        if fill.id == number:
            for one in fill.fields:
                if one.name == field:
                    return one.place
    raise FieldUnknown(number=number, field=field)


@form.command()
@click.argument("case")
@click.argument("name")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["csv", "xlsx", "json"]),
    help="By default the file's ending.",
)
@click.option(
    "--reveal", is_flag=True, help="Write what the case hides in files as it is; it is recorded."
)
@common
def export(
    options: Options, case: str, name: str, output: Path, wanted: str | None, *, reveal: bool
) -> None:
    """Write what the form NAME was filled with in CASE to a file, with its evidence."""
    chosen = wanted or output.suffix.lower().removeprefix(".")
    with office(options) as opened:
        masked = opened.forms.hides_in_files(case) and not reveal
        documents = opened.forms.export(case, name, output, chosen, revealed=reveal)
    if options.json:
        emit_json({"path": str(output), "format": chosen, "documents": documents, "masked": masked})
        return
    say(f"Written to {output}: {documents} documents.")
    if masked:
        say("Tokens such as [IBAN-1] stand for what the case hides in files (--reveal).")


COMMANDS: tuple[click.Command, ...] = (form,)
