"""`cofferdam pack build|sign|inspect|verify`: the work of head office, without a vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.offline import secret, unlocked, without_vault
from appliance.cli.output import emit_json, plain, say, size
from appliance.cli.session import Options, working
from appliance.errors import BadInput, PackSignersShort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from appliance.packs.pack_records import PackInfo, Recipient, Terms

_PATH = click.Path(path_type=Path)


@click.group()
def pack() -> None:
    """Packs: models, checklists, prompts and policies in one sealed, signed file."""


def facts_of(info: PackInfo) -> dict[str, object]:
    """What `--json` says about a pack's head."""
    return {
        "digest": info.digest,
        "format": f"1.{info.minor}",
        "size_bytes": info.file_bytes,
        "manifest": plain(info.manifest),
        "recipients": [_recipient(one) for one in info.recipients],
        "signatures": [signature.key_id for signature in info.signatures],
    }


def _recipient(one: Recipient) -> dict[str, object]:
    from appliance.packs.pack_records import PassphraseRecipient

    if isinstance(one, PassphraseRecipient):
        costs = {"memory_kib": one.memory_kib, "iterations": one.iterations, "lanes": one.lanes}
        return {"kind": "passphrase", **costs}
    return {"kind": "appliance", "id": one.key_id}


def _terms(terms: Terms | None) -> list[tuple[str, str]]:
    """The limits of a licence, of which there may be none."""
    if terms is None:
        return []
    lines = [
        ("use until", terms.until or ""),
        ("branches", ", ".join(terms.branches)),
        ("purposes", ", ".join(terms.purposes)),
        ("runs", "" if terms.runs is None else str(terms.runs)),
    ]
    return [(name, value) for name, value in lines if value]


def _report(options: Options, info: PackInfo, done: str, **more: object) -> None:
    if options.json:
        emit_json({**facts_of(info), **more})
        return
    manifest = info.manifest
    say(done)
    lines = [
        ("title", manifest.title),
        ("content", f"{manifest.kind} {manifest.name} {manifest.version}"),
        ("number", f"{manifest.sequence} of {manifest.publisher}"),
        ("licence", manifest.licence),
        *_terms(manifest.terms),
        ("made", manifest.created),
        ("import until", manifest.expires),
        ("changes", manifest.changes),
        ("needs", f"{size(manifest.needs.memory_bytes)} of memory"),
        ("size", size(info.file_bytes)),
        *[("file", f"{one.name}, {size(one.size_bytes)}") for one in manifest.components],
        *[("for", str(one.get("id", "a passphrase"))) for one in map(_recipient, info.recipients)],
        *[("signed by", signature.key_id) for signature in info.signatures],
        ("id", manifest.id),
        ("sha256", info.digest),
    ]
    for name, value in lines:
        say(f"{name:>12}  {value}")
    if not info.signatures:
        say("Nobody signed it yet; sign it with “cofferdam pack sign”.")


@pack.command()
@click.argument("folder", type=_PATH)
@click.option("--output", type=_PATH, required=True, help="The pack to write; must not exist.")
@click.option("--to", type=_PATH, multiple=True, help="Key file of an appliance; may be repeated.")
@click.option("--passphrase-file", type=_PATH, help="First line: passphrase that opens the pack.")
@click.option("--with-passphrase", is_flag=True, help="Ask for a passphrase that opens the pack.")
@click.option("--key", type=_PATH, multiple=True, help="Publisher's key file to sign with at once.")
@click.option(
    "--key-passphrase-file", type=_PATH, multiple=True, help="First line: passphrase of the key."
)
@without_vault
def build(
    options: Options,
    folder: Path,
    output: Path,
    to: tuple[Path, ...],
    passphrase_file: Path | None,
    with_passphrase: bool,
    key: tuple[Path, ...],
    key_passphrase_file: tuple[Path, ...],
) -> None:
    """Seal FOLDER (pack.toml and its files) for appliances, or under a passphrase."""
    from appliance.clock import SystemClock
    from appliance.crypto.kdf import calibrate
    from appliance.crypto.key_files import APPLIANCE_PUBLIC, read_public
    from appliance.packs import pack_writer

    by_passphrase = with_passphrase or passphrase_file is not None
    if by_passphrase == bool(to):
        raise BadInput(what="A pack", why="it needs either --to or a passphrase")
    publics = [read_public(path, APPLIANCE_PUBLIC).raw for path in to]
    private = _keys(key, key_passphrase_file)
    chosen = secret(passphrase_file, "New passphrase of the pack", new=True) if not to else None
    with working(options) as job:
        info = pack_writer.build(
            folder,
            output,
            to=publics,
            passphrase=chosen,
            kdf=calibrate(1.0) if by_passphrase else None,
            keys=private,
            clock=SystemClock(),
            job=job,
        )
    _report(options, info, f"Built {output}.")


@pack.command()
@click.argument("file", type=_PATH)
@click.option("--key", type=_PATH, required=True, help="Publisher's key file.")
@click.option("--key-passphrase-file", type=_PATH, help="First line: passphrase of the key.")
@click.option("--output", type=_PATH, help="Write the signed pack here and leave FILE as it is.")
@without_vault
def sign(
    options: Options, file: Path, key: Path, key_passphrase_file: Path | None, output: Path | None
) -> None:
    """Add a publisher's signature to a pack; what it says is shown with “pack inspect”."""
    from appliance.packs import pack_writer

    info = pack_writer.add_signature(file, unlocked(key, key_passphrase_file), target=output)
    _report(options, info, f"Signed {output or file}.")


@pack.command()
@click.argument("file", type=_PATH)
@without_vault
def inspect(options: Options, file: Path) -> None:
    """Show what a pack says about itself. Nothing is proved by that: see “pack verify”."""
    from appliance.packs.pack_reader import inspect as look

    _report(options, look(file), f"{file} says about itself, unproved:")


@pack.command()
@click.argument("file", type=_PATH)
@click.option("--key", type=_PATH, multiple=True, required=True, help="A publisher's .pub file.")
@click.option(
    "--threshold", type=click.IntRange(1, 8), default=1, help="How many must have signed."
)
@click.option("--passphrase-file", type=_PATH, help="First line: the pack's passphrase.")
@click.option("--with-passphrase", is_flag=True, help="Ask for the pack's passphrase.")
@without_vault
def verify(
    options: Options,
    file: Path,
    key: tuple[Path, ...],
    threshold: int,
    passphrase_file: Path | None,
    with_passphrase: bool,
) -> None:
    """Check the signatures of a pack and, with its passphrase, every byte of its payload."""
    from appliance.crypto.key_files import PUBLISHER_PUBLIC, read_public
    from appliance.packs.pack_reader import open_pack, valid_signers

    publics = [read_public(path, PUBLISHER_PUBLIC).raw for path in key]
    opens = with_passphrase or passphrase_file is not None
    with open_pack(file) as opened:
        signers = valid_signers(opened.info, publics, name=file.name)
        if len(signers) < threshold:
            raise PackSignersShort(name=file.name, found=len(signers), needed=threshold)
        if opens:
            chosen = secret(passphrase_file, "Passphrase of the pack")
            with working(options) as job, opened.unlock(passphrase=chosen) as payload:
                payload.verify(
                    lambda name, done: job.tick("verifying", done, unit="bytes", note=name)
                )
        info = opened.info
    checked = "every byte" if opens else "signatures; the payload was not opened"
    _report(
        options,
        info,
        f"Genuine ({checked}), signed by {', '.join(signers)}.",
        signers=list(signers),
        payload_verified=opens,
    )


def _keys(files: Sequence[Path], passphrase_files: Sequence[Path]) -> list[Ed25519PrivateKey]:
    """Keys with their passphrase files in the same order; without any, each is asked for."""
    if passphrase_files and len(passphrase_files) != len(files):
        raise BadInput(what="--key-passphrase-file", why="give one for each --key, or none")
    chosen: list[Path | None] = [*passphrase_files] if passphrase_files else [None] * len(files)
    return [unlocked(file, path) for file, path in zip(files, chosen, strict=True)]


COMMANDS: tuple[click.Command, ...] = (pack,)
