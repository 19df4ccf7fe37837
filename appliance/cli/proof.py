"""`cofferdam proof`: what shows that this program reaches no other machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance import settings as places
from appliance.cli.offline import without_vault
from appliance.cli.output import emit_json, say, table
from appliance.cli.session import Options, common, office, working

if TYPE_CHECKING:
    from appliance.app.proof_facts import ProcessFacts, Proof

EXIT_OPEN = 1


@click.group(invoke_without_command=True)
@click.option(
    "--export", "target", type=click.Path(path_type=Path), help="Write the proof, signed, to FILE."
)
@common
@click.pass_context
def proof(context: click.Context, options: Options, target: Path | None) -> None:
    """Show what the kernel enforces, open sockets, refused attempts and loaded libraries.

    Without --export no vault is opened. The export is signed with the appliance's own key.
    """
    if context.invoked_subcommand is not None:
        return
    from appliance.app.proof import gather

    key = fingerprint = ""
    if target is None:
        with working(options) as job:
            found = gather(options.folder(), places.load(places.settings_path()), job=job)
    else:
        with office(options) as opened, working(options) as job:
            found = opened.proof.export(target, job)
            key, fingerprint = opened.proof.key()
    if options.json:
        emit_json({"proof": found, "file": str(target or ""), "key": key})
    else:
        show(found)
        if target is not None:
            say(f"\nWritten to {target}, signed by the key {key}")
            say(f"with the fingerprint {fingerprint}.")
    if not found.holds:
        context.exit(EXIT_OPEN)


@proof.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", default="", help="The appliance's key, from another place than the file.")
@without_vault
def verify(options: Options, file: Path, key: str) -> None:
    """Check the signature of an exported proof. Needs no vault."""
    from appliance.app.proof_file import check

    found = check(file, expected_key=key)
    if options.json:
        emit_json(found)
        return
    say(f"The signature is genuine: nothing was changed since {found.proof.get('made_at')}.")
    say(f"Vault       {found.vault}")
    say(f"Key         {found.key}")
    say(f"Fingerprint {found.fingerprint}")
    if not key:
        say("Compare the key with the one that “cofferdam proof --export” showed on the appliance.")
    say(f"It says: {_verdict(found.proof.get('holds') is True)}")


def show(found: Proof) -> None:
    """The page of facts, for people."""
    say(f"{found.program} on {found.host.system}, {found.host.machine}, {found.made_at}")
    say(_verdict(found.holds))
    for remark in found.remarks:
        say(f"  - {remark}")
    say()
    attempts = found.attempts
    say(f"Refused attempts since the start: {attempts.refused}")
    if attempts.tested:
        refused = "refused" if attempts.test_refused else "NOT refused"
        counted = "counted" if attempts.test_counted else "not counted"
        say(f"A real attempt, made for this page, was {refused} and {counted}.")
    say(f"Network interfaces of the machine: {', '.join(found.host.interfaces) or 'none'}")
    say(f"Tracing allowed to: {found.host.tracing}")
    say(f"User namespaces: {found.host.user_namespaces}; disk: {found.host.disk}")
    say()
    layers(found.processes)
    say()
    table(
        ("PROCESS", "SOCKETS", "LIBRARIES", "OF THEM FOR NETWORKS"),
        [_row(process) for process in found.processes],
    )


def layers(processes: tuple[ProcessFacts, ...]) -> None:
    """A table of layer by process, then the reasons of what is not in force."""
    children = [process for process in processes if process.name != "console"]
    names = [layer.name for process in children[:1] for layer in process.layers]
    states = [{layer.name: layer for layer in process.layers} for process in children]
    table(
        ("LAYER", *(process.name.upper() for process in children)),
        [
            (
                name,
                *("yes" if name in held and held[name].enforced else "no" for held in states),
            )
            for name in names
        ],
    )
    say()
    for process in processes:
        if process.name == "console":
            for layer in process.layers:
                say(f"{layer.name}: {'yes' if layer.enforced else 'no'}".ljust(32) + layer.reason)
    reasons = {
        f"{layer.name}: {layer.reason}"
        for process in children
        for layer in process.layers
        if not layer.enforced
    }
    for reason in sorted(reasons):
        say(f"no {reason}")


def _row(process: ProcessFacts) -> tuple[str, ...]:
    if process.sockets is None:
        sockets = "not shown"
    else:
        reaching = sum(socket.reaches_out for socket in process.sockets)
        sockets = f"{reaching} that reach out, {len(process.sockets) - reaching} others"
    names = ", ".join(Path(item.path).name for item in process.libraries if item.for_networks)
    return process.name, sockets, str(len(process.libraries)), names or "none"


def _verdict(holds: bool) -> str:
    if holds:
        return "Nothing that this program runs can reach another machine."
    return "NOT SHUT: see the remarks."


COMMANDS: tuple[click.Command, ...] = (proof,)
