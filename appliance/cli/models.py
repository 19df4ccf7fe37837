"""`cofferdam models …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.output import emit_json, plain, say, size, table
from appliance.cli.session import Options, common, office, working
from appliance.cli.tuning import tune

if TYPE_CHECKING:
    from appliance.packs.records import ModelRecord


@click.group()
def models() -> None:
    """Models in the vault."""


def _brief(record: ModelRecord) -> dict[str, object]:
    manifest = record.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "kind": manifest.kind,
        "licence": manifest.licence,
        "quantization": manifest.quantization,
        "size_bytes": record.size_bytes,
        "active": record.active,
        "vouched": record.vouched,
        "digest": record.digest,
        "imported_at": record.imported_at,
        "origin": plain(record.origin),
        "derived": plain(record.manifest).get("derived"),
        "quarantine": record.quarantine,
    }


def _show(options: Options, record: ModelRecord, done: str) -> None:
    if options.json:
        emit_json(_brief(record))
    else:
        say(f"{done}: {record.manifest.name} {record.manifest.version}")


@models.command("list")
@common
def list_models(options: Options) -> None:
    """List the models, one a line."""
    with office(options) as opened:
        records = opened.models.list()
    if options.json:
        emit_json([_brief(record) for record in records])
        return
    if not records:
        say("No models yet. Import one with “cofferdam models import”.")
        return
    rows = [
        (
            record.manifest.name,
            record.manifest.version,
            record.manifest.kind,
            record.manifest.quantization,
            size(record.size_bytes),
            record.manifest.licence,
            "set aside" if record.quarantine else "active" if record.active else "",
        )
        for record in records
    ]
    table(("NAME", "VERSION", "KIND", "WEIGHTS", "SIZE", "LICENCE", ""), rows)


def _origin(record: ModelRecord) -> dict[str, str]:
    origin = record.origin
    facts = {"set aside": record.quarantine} if record.quarantine else {}
    if origin is None:
        return facts
    facts["signed by"] = f"{origin.publisher}: {', '.join(origin.signers)}"
    if origin.until is not None:
        facts["licensed"] = f"until {origin.until}"
    if origin.branches:
        facts["branches"] = ", ".join(origin.branches)
    if origin.purposes:
        facts["purposes"] = ", ".join(origin.purposes)
    if origin.runs is not None:
        facts["runs"] = f"{origin.runs_used} of {origin.runs} used"
    return facts


@models.command()
@click.argument("name")
@click.option("--version", "version")
@common
def show(options: Options, name: str, version: str | None) -> None:
    """Show everything known about one model, for a risk model also what a row needs."""
    with office(options) as opened:
        record = opened.models.show(name, version)
    if options.json:
        emit_json({**_brief(record), "manifest": plain(record.manifest)})
        return
    manifest = record.manifest
    say(manifest.title)
    say(f"{manifest.description}\n", lines=True)
    facts = {
        "name": f"{manifest.name} {manifest.version}",
        "kind": manifest.kind,
        "origin": manifest.origin,
        "licence": manifest.licence,
        "weights": f"{manifest.quantization}, {size(record.size_bytes)}",
        "active": "yes" if record.active else "no",
        "vouched for": "yes" if record.vouched else "no",
        **_origin(record),
        "sha256": record.digest,
    }
    for key, value in facts.items():
        say(f"{key:>12}  {value}")
    if manifest.risk is not None:
        say()
        table(
            ("COLUMN", "MEANING", "UNIT", "TRAINED ON"),
            [
                (item.name, item.label, item.unit, f"{item.minimum:g} to {item.maximum:g}")
                for item in manifest.risk.features
            ],
        )


@models.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--pack-passphrase-file",
    type=click.Path(path_type=Path),
    help="First line: passphrase of the pack.",
)
@common
def import_model(options: Options, source: Path, pack_passphrase_file: Path | None) -> None:
    """Seal a model into the vault: a signed pack, or a folder (manifest.toml and weights)."""
    from appliance.cli.imports import bring, show_imported

    with office(options) as opened:
        if source.is_dir():
            with working(options) as job:
                record = opened.models.import_folder(source, job)
        else:
            imported = bring(options, opened, source, pack_passphrase_file, None)
            if imported.kind != "model":
                show_imported(options, imported)
                return
            record = opened.models.show(imported.name, imported.version)
    _show(options, record, "Sealed into the vault")


@models.command()
@click.argument("name")
@click.option("--version", "version")
@common
def activate(options: Options, name: str, version: str | None) -> None:
    """Use this model from now on for its kind."""
    with office(options) as opened:
        record = opened.models.activate(name, version)
    _show(options, record, "Active")


@models.command()
@click.argument("name")
@click.option("--version", "version")
@common
def verify(options: Options, name: str, version: str | None) -> None:
    """Read and authenticate every sealed byte of a model."""
    with office(options) as opened, working(options) as job:
        record = opened.models.verify(name, version, job)
    _show(options, record, "Intact")


@models.command()
@click.argument("name")
@click.option("--version", "version")
@common
def remove(options: Options, name: str, version: str | None) -> None:
    """Delete a model from the vault."""
    with office(options) as opened:
        record = opened.models.show(name, version)
        opened.models.remove(name, record.manifest.version)
    _show(options, record, "Removed")


models.add_command(tune)

COMMANDS: tuple[click.Command, ...] = (models,)
