"""`cofferdam keys …`: key pairs of publishers, and the appliance's own public key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.offline import secret, unlocked, without_vault
from appliance.cli.output import emit_json, say
from appliance.cli.session import Options, common, office

if TYPE_CHECKING:
    from appliance.crypto.key_files import PublicKey

_PATH = click.Path(path_type=Path)
PUBLIC_SUFFIX = ".pub"


@click.group()
def keys() -> None:
    """Keys of publishers and of this appliance."""


def _facts(public: PublicKey, kind: str) -> dict[str, object]:
    return {"kind": kind, "name": public.name, "id": public.id, "public": public.raw.hex()}


def _show(options: Options, facts: dict[str, object], done: str) -> None:
    if options.json:
        emit_json(facts)
        return
    say(done)
    for name in ("name", "id", "public"):
        say(f"{name:>8}  {facts[name]}")


@keys.command()
@click.argument("file", type=_PATH)
@click.option("--name", required=True, help="Whose key it is, such as “Head office, key 1”.")
@click.option("--passphrase-file", type=_PATH, help="First line: passphrase of the new key.")
@without_vault
def new(options: Options, file: Path, name: str, passphrase_file: Path | None) -> None:
    """Make a publisher's key pair: FILE, locked by a passphrase, and FILE.pub for everybody."""
    from appliance.crypto.kdf import calibrate
    from appliance.crypto.key_files import PUBLISHER_PUBLIC, encode_public, new_key
    from appliance.files import new_file

    chosen = secret(passphrase_file, "New passphrase of the key", new=True)
    locked = new_key(name, chosen, kdf=calibrate(1.0))
    public_file = file.with_name(file.name + PUBLIC_SUFFIX)
    # The public half first: if its name is taken, no private key is left behind.
    with new_file(public_file, mode=0o644) as out:
        out.write(encode_public(locked.public, PUBLISHER_PUBLIC).encode())
    try:
        with new_file(file) as out:
            out.write(locked.encode().encode())
    except BaseException:
        public_file.unlink(missing_ok=True)
        raise
    facts = _facts(locked.public, "publisher") | {
        "file": str(file),
        "public_file": str(public_file),
    }
    _show(options, facts, f"Made {file} and {public_file}.")


@keys.command()
@click.argument("file", type=_PATH)
@without_vault
def show(options: Options, file: Path) -> None:
    """Show whose key is in FILE; a private key stays locked."""
    from appliance.crypto import key_files

    form = key_files.form_of(file)
    if form == key_files.PUBLISHER_PRIVATE:
        public, kind = key_files.read_locked(file).public, "publisher, private"
    elif form == key_files.APPLIANCE_PUBLIC:
        public, kind = key_files.read_public(file, form), "appliance"
    else:
        public, kind = key_files.read_public(file, key_files.PUBLISHER_PUBLIC), "publisher"
    _show(options, _facts(public, kind), f"Key of kind: {kind}")


@keys.command("change-passphrase")
@click.argument("file", type=_PATH)
@click.option("--passphrase-file", type=_PATH, help="First line: the passphrase until now.")
@click.option("--new-passphrase-file", type=_PATH, help="First line: the new passphrase.")
@without_vault
def change_passphrase(
    options: Options, file: Path, passphrase_file: Path | None, new_passphrase_file: Path | None
) -> None:
    """Lock a publisher's key with another passphrase; the key stays the same.

    Copies of the file that were made before still open with the old one.
    """
    from appliance.crypto.kdf import calibrate
    from appliance.crypto.key_files import lock, read_locked
    from appliance.files import atomic_write

    private = unlocked(file, passphrase_file)
    chosen = secret(new_passphrase_file, "New passphrase of the key", new=True)
    locked = lock(read_locked(file).public.name, private, chosen, kdf=calibrate(1.0))
    with atomic_write(file) as out:
        out.write(locked.encode().encode())
    _show(options, _facts(locked.public, "publisher, private"), f"{file} has a new passphrase.")


@keys.command()
@click.option("--name", required=True, help="What head office will call this appliance.")
@click.option("--output", type=_PATH, help="Write the key file here instead of printing it.")
@common
def appliance(options: Options, name: str, output: Path | None) -> None:
    """Give out the public key that packs for this appliance are sealed to. Needs the vault."""
    from appliance.files import new_file

    with office(options) as opened:
        public, text = opened.keys.appliance(name), opened.keys.appliance_file(name)
    if output is not None:
        with new_file(output, mode=0o644) as out:
            out.write(text.encode())
    if options.json or output is not None:
        _show(options, _facts(public, "appliance"), f"Wrote {output}.")
    else:
        say(text.removesuffix("\n"), lines=True)


COMMANDS: tuple[click.Command, ...] = (keys,)
