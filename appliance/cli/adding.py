"""`cofferdam add` and `cofferdam queue …`: files into cases, and what waits to be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.cli.output import emit_json, say, size, table
from appliance.cli.session import Options, common, first_line, office, working
from appliance.errors import BadInput, SomeFilesFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import IngestOutcome

_PATH = click.Path(path_type=Path)
_ANY_FILE = "*"
_password_stdin = click.option(
    "--password-stdin", is_flag=True, help="The first line of stdin is the password of the PDF."
)


@click.command()
@click.argument("name", metavar="CASE")
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option(
    "--password-file",
    "password_files",
    multiple=True,
    metavar="PATTERN=FILE",
    help="The first line of FILE opens PDFs whose names fit PATTERN, such as *.pdf.",
)
@_password_stdin
@common
def add(
    options: Options,
    name: str,
    files: tuple[Path, ...],
    password_files: tuple[str, ...],
    password_stdin: bool,
) -> None:
    """Read FILES, and the files below folders, into CASE. One bad file never stops the rest.

    Passwords of PDFs are kept in the case, sealed as everything in it.
    """
    passwords = dict(_password_of(one) for one in password_files)
    if password_stdin:
        passwords[_ANY_FILE] = _from_stdin(options)
    with office(options) as opened, working(options) as job:
        opened.documents.resume(name, job)
        outcomes = opened.documents.add(name, files, job, passwords)
    _report(options, outcomes)


@click.group()
def queue() -> None:
    """What waits to be read, in all cases."""


@queue.command("show")
@click.argument("name", metavar="[CASE]", required=False)
@common
def show_queue(options: Options, name: str | None) -> None:
    """Show what waits and what could not be read, in CASE or wherever something waits."""
    with office(options) as opened:
        state = opened.queue.state(name)
    if options.json:
        emit_json(state)
        return
    if state.paused:
        say("The queue is paused. Let it go on with “cofferdam queue resume”.")
    if not state.items:
        say("Nothing waits.")
        return
    table(
        ("CASE", "DOCUMENT", "STATE", "PAGES", ""),
        [
            (one.case, one.document, one.state, str(one.pages), one.error or "")
            for one in state.items
        ],
    )
    if state.seconds_left is not None:
        limit = size(state.memory_limit_bytes)
        say(f"About {state.seconds_left:.0f} s of reading, in up to {limit} of memory.")


@queue.command()
@common
def pause(options: Options) -> None:
    """Read nothing more until “resume”; files that are added are taken in and wait."""
    with office(options) as opened:
        opened.queue.pause()
    if options.json:
        emit_json({"paused": True})
    else:
        say("The queue is paused.")


@queue.command()
@common
def resume(options: Options) -> None:
    """Let the queue go on and read what waits, in all cases."""
    with office(options) as opened, working(options) as job:
        outcomes = opened.queue.resume(job)
    _report(options, outcomes)


@queue.command()
@click.argument("name", metavar="CASE")
@click.argument("document")
@click.option("--password-file", type=_PATH, help="Its first line is the password of the PDF.")
@_password_stdin
@common
def retry(
    options: Options,
    name: str,
    document: str,
    password_file: Path | None,
    password_stdin: bool,
) -> None:
    """Read DOCUMENT of CASE again, with a password if one is given."""
    password = None
    if password_file is not None:
        password = first_line(password_file)
    elif password_stdin:
        password = _from_stdin(options)
    with office(options) as opened, working(options) as job:
        outcome = opened.queue.retry(name, document, password, job)
    _report(options, (outcome,))


def _report(options: Options, outcomes: Sequence[IngestOutcome]) -> None:
    """Say what became of the files; an attachment that cannot be read is no failed file.

    Raises: Exit: at least one file was not added.
    """
    if options.json:
        emit_json([_outcome(item) for item in outcomes])
    else:
        for item in outcomes:
            say(_line(item))
    files = [item for item in outcomes if not item.parent]
    failed = sum(item.status in ("failed", "cancelled") for item in files)
    if failed:
        error = SomeFilesFailed(failed=failed, total=len(files))
        say(f"error {error.code}: {error.message}", error=True)
        raise click.exceptions.Exit(SomeFilesFailed.exit_code)


def _line(item: IngestOutcome) -> str:
    if item.status == "added":
        note = f" {item.error_message}" if item.error_message else ""
        return f"added      {item.name} ({item.pages} pages, {item.seconds:.1f} s){note}"
    if item.status == "duplicate":
        return f"duplicate  {item.name} is already in the case"
    if item.status == "waiting":
        return f"waiting    {item.name} is in the case and is read when the queue goes on"
    if item.status == "skipped":
        return f"left out   {item.error_message}"
    if item.status == "cancelled":
        return f"cancelled  {item.name}"
    return f"failed     {item.name}: {item.error_message} {item.next_step or ''}".rstrip()


def _outcome(item: IngestOutcome) -> dict[str, object]:
    return {
        "document": item.name,
        "status": item.status,
        "pages": item.pages,
        "seconds": round(item.seconds, 3),
        "parent": item.parent or None,
        "note": None if item.error_code else item.error_message,
        "error": None
        if item.error_code is None
        else {
            "code": item.error_code,
            "message": item.error_message,
            "next_step": item.next_step,
        },
    }


def _password_of(given: str) -> tuple[str, str]:
    """Pattern and password. Raises: BadInput, FileUnreadable."""
    pattern, equals, path = given.partition("=")
    if not pattern or not equals or not path:
        why = "it must be PATTERN=FILE, such as *.pdf=password.txt"
        raise BadInput(what="The option --password-file", why=why)
    return pattern, first_line(Path(path))


def _from_stdin(options: Options) -> str:
    """The first line of stdin. Raises: BadInput: there is none, or a prompt would take it."""
    if options.passphrase_file is None:
        why = "it needs --passphrase-file, as only one of the two can come from stdin"
        raise BadInput(what="The option --password-stdin", why=why)
    line = sys.stdin.readline().removesuffix("\n").removesuffix("\r")
    if not line:
        raise BadInput(what="The password", why="the first line of stdin is empty")
    return line


COMMANDS: tuple[click.Command, ...] = (add, queue)
