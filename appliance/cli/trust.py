"""`cofferdam trust …`: whom a vault trusts, and head office's work on trust documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.offline import unlocked, without_vault
from appliance.cli.output import emit_json, plain, say
from appliance.cli.session import Options, common, office
from appliance.errors import BadInput

if TYPE_CHECKING:
    from appliance.packs.trust_records import Role, SignedDocument, TrustView

_PATH = click.Path(path_type=Path)


@click.group()
def trust() -> None:
    """Whom this vault trusts, and trust documents of head office."""


def _show(options: Options, view: TrustView) -> None:
    if options.json:
        emit_json(view)
        return
    if view.pinned:
        limits = ", ".join(f"{role} {count}" for role, count in view.thresholds.items())
        age = view.revocation_age_days
        lines = [
            ("publisher", view.publisher),
            ("root", f"{view.root_version}, until {view.root_expires[:10]}"),
            ("fingerprint", view.fingerprint),
            ("signatures", limits),
            *[("key", f"{key.id}  {key.holder}") for key in view.keys],
            ("list", f"{view.revocation_version}, {age} days old" if age is not None else "none"),
            *[("revoked", f"key {one.id}: {one.reason}") for one in view.revoked_keys],
            *[("revoked", f"pack {one.id}: {one.reason}") for one in view.revoked_packs],
            *[("revoked", f"model {one.digest}: {one.reason}") for one in view.revoked_models],
            ("bare models", "refused" if view.require_signed_models else "taken"),
        ]
        for name, value in lines:
            say(f"{name:>12}  {value}")
    for warning in view.warnings:
        say(f"Note: {warning}")


@trust.command()
@common
def show(options: Options) -> None:
    """Show the pinned root, the revocation list and their ages."""
    with office(options) as opened:
        view = opened.trust.show()
    _show(options, view)


@trust.command()
@click.argument("root", type=_PATH)
@click.option("--fingerprint", "typed", help="As head office told it on another way than ROOT.")
@click.option("--replace", is_flag=True, help="In the place of the root that is pinned.")
@click.option("--because", default="", help="Why it is replaced; kept in the audit chain.")
@common
def pin(options: Options, root: Path, typed: str | None, replace: bool, because: str) -> None:
    """Trust the publisher in ROOT after comparing its fingerprint.

    The fingerprint is never shown by this command: typing what head office said is the comparison.
    """
    with office(options) as opened:
        if typed is None:
            typed = click.prompt("Fingerprint, as head office told it", err=True)
        view = opened.trust.pin(root, str(typed), replace=replace, because=because)
    _show(options, view)


@trust.command()
@click.argument("file", type=_PATH)
@common
def update(options: Options, file: Path) -> None:
    """Follow newer roots and revocation lists in FILE; all of them or none."""
    with office(options) as opened:
        accepted = opened.trust.update(file)
        aside = opened.trust.set_aside()
    if options.json:
        emit_json({"accepted": list(accepted), "set_aside": [list(one) for one in aside]})
        return
    for name in accepted:
        say(f"Accepted: {name}")
    if not accepted:
        say("Nothing in it is newer than what this vault has.")
    for name, version, why in aside:
        say(f"Set aside: {name} {version} ({why})")


@trust.command("revoke-check")
@common
def revoke_check(options: Options) -> None:
    """Show which models are set aside, and why."""
    with office(options) as opened:
        aside = opened.trust.set_aside()
    if options.json:
        emit_json([{"name": one[0], "version": one[1], "why": one[2]} for one in aside])
        return
    for name, version, why in aside:
        say(f"{name} {version}: {why}")
    if not aside:
        say("No model is set aside.")


@trust.command("start-clock-again")
@click.option("--because", required=True, help="Why; kept in the audit chain.")
@common
def start_clock_again(options: Options, because: str) -> None:
    """Compare dates with the machine's clock again, after it had once run ahead."""
    with office(options) as opened:
        view = opened.trust.start_clock_again(because)
    _show(options, view)


def _written(options: Options, document: SignedDocument, output: Path) -> None:
    from appliance.files import new_file
    from appliance.packs import trust_documents

    with new_file(output, mode=0o644) as out:
        out.write(trust_documents.encode(document))
    _document(options, document, f"Wrote {output}.")


def _document(options: Options, document: SignedDocument, done: str) -> None:
    from appliance.packs import trust_documents

    fingerprint = trust_documents.fingerprint(document.signed)
    signers = [one.key for one in document.signatures]
    if options.json:
        facts = {"fingerprint": fingerprint, "signers": signers, "signed": plain(document.signed)}
        emit_json(facts)
        return
    say(done)
    say(f"{'what':>12}  {trust_documents.name_of(document.signed)}")
    say(f"{'until':>12}  {document.signed.expires[:10]}")
    say(f"{'fingerprint':>12}  {fingerprint}")
    for one in signers:
        say(f"{'signed by':>12}  {one}")
    if not signers:
        say("Nobody signed it yet; sign it with “cofferdam trust sign”.")


@trust.command("new-root")
@click.option("--publisher", required=True, help="Name of head office: a-z 0-9 . _ -")
@click.option("--root-key", type=_PATH, multiple=True, required=True, help="May sign roots.")
@click.option("--packs-key", type=_PATH, multiple=True, required=True, help="May sign packs.")
@click.option(
    "--revocation-key", type=_PATH, multiple=True, required=True, help="May sign revocation lists."
)
@click.option("--root-threshold", type=click.IntRange(1, 32), default=1, show_default=True)
@click.option("--packs-threshold", type=click.IntRange(1, 32), default=1, show_default=True)
@click.option("--revocation-threshold", type=click.IntRange(1, 32), default=1, show_default=True)
@click.option("--days", type=click.IntRange(1, 3660), default=730, show_default=True)
@click.option("--after", type=_PATH, help="The root that it follows.")
@click.option("--output", type=_PATH, required=True, help="The file to write; must not exist.")
@without_vault
def new_root(
    options: Options,
    publisher: str,
    root_key: tuple[Path, ...],
    packs_key: tuple[Path, ...],
    revocation_key: tuple[Path, ...],
    root_threshold: int,
    packs_threshold: int,
    revocation_threshold: int,
    days: int,
    after: Path | None,
    output: Path,
) -> None:
    """Make a root from publishers' .pub files; sign it with old and new root keys afterwards."""
    from appliance.clock import SystemClock
    from appliance.crypto.key_files import PUBLISHER_PUBLIC, read_public
    from appliance.packs import trust_making

    files: dict[Role, tuple[Path, ...]] = {
        "root": root_key,
        "packs": packs_key,
        "revocation": revocation_key,
    }
    document = trust_making.new_root(
        publisher,
        {
            role: [read_public(one, PUBLISHER_PUBLIC) for one in paths]
            for role, paths in files.items()
        },
        {
            "root": root_threshold,
            "packs": packs_threshold,
            "revocation": revocation_threshold,
        },
        days=days,
        clock=SystemClock(),
        before=None if after is None else trust_making.read_root(after),
    )
    _written(options, document, output)


@trust.command()
@click.argument("file", type=_PATH)
@click.option("--key", type=_PATH, required=True, help="A publisher's key file.")
@click.option("--key-passphrase-file", type=_PATH, help="First line: passphrase of the key.")
@without_vault
def sign(options: Options, file: Path, key: Path, key_passphrase_file: Path | None) -> None:
    """Add a publisher's signature to the root or list in FILE."""
    from appliance.files import atomic_write
    from appliance.packs import trust_documents, trust_making

    document = trust_making.read(file)
    signed = trust_documents.sign(document, [unlocked(key, key_passphrase_file)])
    with atomic_write(file, mode=0o644) as out:
        out.write(trust_documents.encode(signed))
    _document(options, signed, f"Signed {file}.")


@trust.command()
@click.option("--root", type=_PATH, required=True, help="The root in force.")
@click.option("--after", type=_PATH, help="The list that it follows; its entries are kept.")
@click.option("--key", "keys", multiple=True, help="ID=REASON of a key; may be repeated.")
@click.option("--pack", "packs", multiple=True, help="ID=REASON of a pack.")
@click.option("--model", "models", multiple=True, help="SHA256=REASON of a model.")
@click.option("--days", type=click.IntRange(1, 3660), default=365, show_default=True)
@click.option("--output", type=_PATH, required=True, help="The file to write; must not exist.")
@without_vault
def revoke(
    options: Options,
    root: Path,
    after: Path | None,
    keys: tuple[str, ...],
    packs: tuple[str, ...],
    models: tuple[str, ...],
    days: int,
    output: Path,
) -> None:
    """Make a revocation list; without anything to revoke it says that all is well."""
    from appliance.clock import SystemClock
    from appliance.packs import trust_making

    document = trust_making.new_list(
        trust_making.read_root(root),
        keys=_reasons(keys),
        packs=_reasons(packs),
        models=_reasons(models),
        days=days,
        clock=SystemClock(),
        before=None if after is None else trust_making.read_list(after),
    )
    _written(options, document, output)


@trust.command()
@click.argument("files", type=_PATH, nargs=-1, required=True)
@click.option("--output", type=_PATH, required=True, help="The file to write; must not exist.")
@without_vault
def bundle(options: Options, files: tuple[Path, ...], output: Path) -> None:
    """Put FILES, such as all roots since the first and the newest list, into one file."""
    from appliance.files import new_file
    from appliance.packs import trust_documents, trust_making

    documents = [trust_making.read(one) for one in files]
    with new_file(output, mode=0o644) as out:
        for document in documents:
            out.write(trust_documents.encode(document))
    names = [trust_documents.name_of(one.signed) for one in documents]
    if options.json:
        emit_json({"file": str(output), "documents": names})
    else:
        say(f"Wrote {output}: {', '.join(names)}.")


def _reasons(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, reason = pair.partition("=")
        if not sign or not reason.strip():
            raise BadInput(what=f"“{pair}”", why="it is not of the form ID=REASON")
        found[name.strip()] = reason.strip()
    return found


COMMANDS: tuple[click.Command, ...] = (trust,)
