"""Opening the vault for one command: options, passphrase, signals, errors."""

from __future__ import annotations

import functools
import os
import signal
import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from appliance import settings as places
from appliance.cli.output import ProgressLine, emit_json, make_job, say
from appliance.confinement import console
from appliance.errors import ApplianceError, Cancelled, FileUnreadable
from appliance.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from appliance.app.office import Office
    from appliance.jobs import Job

EXIT_CANCELLED = 130
EXIT_BUG = 70
# As a shell says it of a program that was ended by SIGTERM.
EXIT_ENDED = 128 + signal.SIGTERM
PASSPHRASE_LIMIT_BYTES = 64 * 1024

R = TypeVar("R")


@dataclass
class Options:
    """The options that every command takes, before or after its name."""

    vault: Path | None = None
    passphrase_file: Path | None = None
    json: bool = False
    user: str | None = None
    key_file: Path | None = None
    line: ProgressLine = field(default_factory=ProgressLine)

    def folder(self) -> Path:
        """The vault folder named, or the person's own."""
        return self.vault or places.default_vault()


def common(command: Callable[..., R]) -> Callable[..., R]:
    """Accept the options of every command here too, and pass `Options` first."""

    @functools.wraps(command)
    def accept(
        *args: object,
        vault: Path | None,
        passphrase_file: Path | None,
        user: str | None,
        key_file: Path | None,
        as_json: bool,
        **kwargs: object,
    ) -> R:
        options = click.get_current_context().ensure_object(Options)
        options.vault = vault or options.vault
        options.passphrase_file = passphrase_file or options.passphrase_file
        options.user = user or options.user
        options.key_file = key_file or options.key_file
        options.json = as_json or options.json
        return command(options, *args, **kwargs)

    for add_option in (
        click.option("--vault", type=click.Path(path_type=Path), help="Folder of the vault."),
        click.option(
            "--passphrase-file",
            type=click.Path(path_type=Path),
            help="File whose first line is the passphrase.",
        ),
        click.option("--user", help="Your name, in a vault of several users."),
        click.option(
            "--key-file",
            type=click.Path(path_type=Path),
            help="The key file, if your passphrase needs one.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout."),
    ):
        accept = add_option(accept)
    return accept


def passphrase(options: Options, *, new: bool = False) -> str:
    """The passphrase from the file named, else from a prompt that does not echo.

    Raises: FileUnreadable: the file cannot be read, is not UTF-8, or has no first line.
    """
    if options.passphrase_file is not None:
        return first_line(options.passphrase_file)
    answer: str = click.prompt(
        "New passphrase" if new else "Passphrase or recovery code",
        hide_input=True,
        err=True,
        confirmation_prompt=new,
    )
    return answer


def first_line(path: Path) -> str:
    """The secret that a file holds in its first line.

    Raises: FileUnreadable: the file cannot be read, is not UTF-8, or has no first line.
    """
    try:
        text = read_limited(path, PASSPHRASE_LIMIT_BYTES).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileUnreadable(name=path.name, why="it is not UTF-8 text") from error
    first = text.removeprefix("\ufeff").split("\n", 1)[0].removesuffix("\r")
    if not first:
        raise FileUnreadable(name=path.name, why="its first line is empty")
    return first


@contextmanager
def office(options: Options, secret: str | None = None) -> Iterator[Office]:
    """The open vault; locked again when the block ends, however it ends.

    `secret` None means to read it from the file named or the prompt.
    """
    from appliance.app.office import Office  # keeps `--help` fast

    opened = Office.open(
        options.folder(),
        passphrase(options) if secret is None else secret,
        settings=places.load(places.settings_path()),
        user=options.user,
        key_file=options.key_file,
    )
    try:
        if opened.accounts.me().must_change:
            say(
                "Somebody else chose this passphrase: change it with “cofferdam passphrase”.",
                error=True,
            )
        yield opened
        for child in opened.status().loaded:
            for remark in child.remarks:
                say(f"{child.name}: {remark}", error=True)
    finally:
        opened.lock()


@contextmanager
def working(options: Options) -> Iterator[Job]:
    """A job whose progress is on stderr; one Ctrl-C cancels it, a second ends the program."""
    job = make_job(options.line)

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if job.cancelled:
            raise KeyboardInterrupt
        # Not through `sys.stderr`, in whose middle the signal may have come.
        os.write(2, "Stopping… press again to end at once.\n".encode())
        job.cancel()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield job
    finally:
        signal.signal(signal.SIGINT, before)
        options.line.done()


def _end_in_order(_number: int, _frame: FrameType | None) -> None:
    """Asked to end: close the vault and clear up first; asked again, end at once."""
    for number in _ENDINGS:
        signal.signal(number, signal.SIG_DFL)
    raise SystemExit(EXIT_ENDED)


_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def run(group: click.Group) -> None:
    """Run the command line and exit.

    0, 2 for wrong usage, 130 cancelled, 143 told to end, else the error's code.
    """
    for number in _ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end_in_order)
    # First of all: from here on no other program of this person can read our memory, and nothing
    # here or in what we start can reach another machine.
    console.give_up(console.Use.COMMAND)
    options = Options()
    try:
        # Outside its standalone mode click returns the code of `Exit` instead of raising it.
        sys.exit(group.main(prog_name="cofferdam", standalone_mode=False, obj=options))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (Cancelled, KeyboardInterrupt, click.Abort):
        options.line.done()
        say("Cancelled.", error=True)
        sys.exit(EXIT_CANCELLED)
    except ApplianceError as error:
        _report(options, error.code, error.message, error.next_step)
        sys.exit(error.exit_code)
    except Exception as error:
        # A bug. Its message may quote a document, so only its kind and its places are shown.
        places = " < ".join(
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in reversed(traceback.extract_tb(error.__traceback__))
        )
        say(f"{type(error).__name__} at {places}", error=True)
        _report(options, ApplianceError.code, ApplianceError.summary, ApplianceError.hint)
        sys.exit(EXIT_BUG)


def _report(options: Options, code: str, message: str, next_step: str) -> None:
    options.line.done()
    if options.json:
        emit_json({"error": {"code": code, "message": message, "next_step": next_step}})
    say(f"error {code}: {message}", error=True)
    say(f"hint: {next_step}", error=True)
