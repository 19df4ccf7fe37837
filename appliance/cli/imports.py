"""`cofferdam pack look|import|list|show|export` and `models roll-back`: packs in a vault."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from appliance.cli.models import models
from appliance.cli.offline import secret
from appliance.cli.output import emit_json, plain, say, size, table
from appliance.cli.packs import pack
from appliance.cli.session import Options, common, office, working

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.packs.pack_items import ItemKind
    from appliance.packs.trust_records import Imported, PackPreview

_PATH = click.Path(path_type=Path)
_KIND = click.Choice(["checklist", "prompts", "policy"])


def show_preview(preview: PackPreview) -> None:
    """The import screen on a terminal."""
    say(f"{preview.title}\n")
    signed = f"{sum(one.standing == 'trusted' for one in preview.signers)} of "
    signed += f"{preview.signatures_needed} trusted signatures"
    limits = [
        f"until {preview.until}" if preview.until else "",
        f"branches {', '.join(preview.branches)}" if preview.branches else "",
        f"for {', '.join(preview.purposes)}" if preview.purposes else "",
        f"{preview.runs} runs" if preview.runs else "",
    ]
    terms = "; ".join(one for one in limits if one) or "no limits"
    lines = [
        ("content", f"{preview.kind} {preview.name} {preview.version}, number {preview.sequence}"),
        ("publisher", f"{preview.publisher}, {signed}"),
        *[("signed by", f"{one.key}  {one.standing}  {one.holder}") for one in preview.signers],
        ("licence", f"{preview.licence}; {terms}"),
        ("import until", preview.expires[:10]),
        ("size", size(preview.clear_bytes)),
        ("memory", f"{size(preview.memory_needed_bytes)} of {size(preview.memory_here_bytes)}"),
        ("disk", f"{size(preview.disk_needed_bytes)} of {size(preview.disk_free_bytes)}"),
        ("installed", preview.installed_version or "nothing of this name"),
        *[("changes", line) for line in preview.changes.split("\n") if line],
        *[("differs", line) for line in preview.differences],
        ("sha256", preview.digest),
    ]
    for name, value in lines:
        say(f"{name:>12}  {value}")
    for warning in preview.warnings:
        say(f"Note: {warning}")
    for refusal in preview.refusals:
        say(f"Refused {refusal.code}: {refusal.message} {refusal.next_step}")


@pack.command()
@click.argument("file", type=_PATH)
@common
def look(options: Options, file: Path) -> None:
    """Show what importing FILE into this vault would bring, change, or be refused for."""
    with office(options) as opened:
        preview = opened.packs.look(file)
    if options.json:
        emit_json(preview)
    else:
        show_preview(preview)


@pack.command("import")
@click.argument("file", type=_PATH)
@click.option("--pack-passphrase-file", type=_PATH, help="First line: passphrase of the pack.")
@click.option("--digest", help="Import only if the pack has this sha256, such as “look” showed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def import_pack(
    options: Options, file: Path, pack_passphrase_file: Path | None, digest: str | None, yes: bool
) -> None:
    """Import a signed pack: model, checklist, prompts, policy or trust documents.

    On a terminal it shows what it would bring and asks first.
    """
    asks = sys.stdin.isatty() and not (yes or options.json or digest)
    with office(options) as opened:
        imported = bring(options, opened, file, pack_passphrase_file, digest, asks=asks)
    show_imported(options, imported)


def bring(
    options: Options,
    opened: Office,
    file: Path,
    passphrase_file: Path | None,
    digest: str | None,
    *,
    asks: bool = False,
) -> Imported:
    """Import a pack, asking for its passphrase only if it has one."""
    preview = opened.packs.look(file)
    if asks:
        show_preview(preview)
        if preview.importable:
            click.confirm("Import it?", abort=True, err=True)
    chosen = None
    if preview.needs_passphrase and preview.importable:
        chosen = secret(passphrase_file, "Passphrase of the pack")
    with working(options) as job:
        return opened.packs.import_pack(file, chosen, job, shown=digest or preview.digest)


def show_imported(options: Options, imported: Imported) -> None:
    """What an import brought."""
    if options.json:
        emit_json(imported)
        return
    what = f"{imported.kind} {imported.name} {imported.version}"
    by = f", signed by {', '.join(imported.signers)}" if imported.signers else ""
    say(f"Imported: {what}, number {imported.sequence} of {imported.publisher}{by}")
    for name in imported.accepted:
        say(f"Accepted: {name}")


@pack.command("list")
@click.option("--kind", type=_KIND)
@common
def list_items(options: Options, kind: str | None) -> None:
    """List imported checklists, prompts and policies."""
    with office(options) as opened:
        items = opened.packs.items(cast("ItemKind | None", kind))
    if options.json:
        emit_json([{**plain(one), "text": None} for one in items])
        return
    if not items:
        say("Nothing was imported yet but models.")
        return
    rows = [
        (one.kind, one.name, one.version, one.publisher, "set aside" if one.quarantine else "")
        for one in items
    ]
    table(("KIND", "NAME", "VERSION", "PUBLISHER", ""), rows)


@pack.command("show")
@click.argument("kind", type=_KIND)
@click.argument("name")
@click.option("--version", "version")
@common
def show_item(options: Options, kind: str, name: str, version: str | None) -> None:
    """Print an imported text."""
    with office(options) as opened:
        item = opened.packs.item(cast("ItemKind", kind), name, version)
    if options.json:
        emit_json(item)
    else:
        say(item.text.removesuffix("\n"), lines=True)


@pack.command("export")
@click.argument("kind", type=_KIND)
@click.argument("name")
@click.option("--version", "version")
@click.option("--output", type=_PATH, required=True, help="The file to write; must not exist.")
@common
def export_item(options: Options, kind: str, name: str, version: str | None, output: Path) -> None:
    """Write an imported text to a file."""
    with office(options) as opened:
        item = opened.packs.export_item(cast("ItemKind", kind), name, output, version)
    if options.json:
        emit_json({**plain(item), "text": None, "file": str(output)})
    else:
        say(f"Wrote {output}: {item.kind} {item.name} {item.version}")


@models.command("roll-back")
@click.argument("name")
@click.argument("version")
@click.option("--because", required=True, help="Why; kept in the audit chain.")
@common
def roll_back(options: Options, name: str, version: str, because: str) -> None:
    """Go back on purpose to an older version that came in a signed pack."""
    with office(options) as opened:
        record = opened.models.roll_back(name, version, because=because)
    if options.json:
        emit_json({"name": name, "version": version, "active": record is not None})
    elif record is None:
        say(f"{name} {version} is no longer here; its pack can be imported again now.")
    else:
        say(f"Active: {name} {version}")


# They are parts of `pack` and `models`.
COMMANDS: tuple[click.Command, ...] = ()
