"""What leaves the command: one JSON document or plain lines on stdout, progress on stderr."""

from __future__ import annotations

import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import click
import msgspec

from appliance.errors.one_line import one_line
from appliance.jobs import Job
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.jobs import Progress

# A redrawn line is for a terminal; a log file gets one line a few seconds.
LOG_INTERVAL_S = 5.0
# JSON leaves these as they are. They end lines, drive a terminal or turn the direction of writing.
_LATE_CONTROLS = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Records, tuples and enums as the values that JSON has."""
    return msgspec.to_builtins(value)


def json_text(value: object) -> str:
    """A JSON document that a person can read."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False)
    return _LATE_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_bytes(value: object) -> bytes:
    """The same for a file: UTF-8 with a newline at its end."""
    return json_text(value).encode() + b"\n"


def emit_json(value: object) -> None:
    """Print the one JSON document of this command."""
    click.echo(json_text(value))


def say(text: str = "", *, error: bool = False, lines: bool = False) -> None:
    """Print a line for people; nothing in it, such as a file's name, makes a line of its own.

    Newlines at its beginning and end are the caller's empty lines, others are shown as escapes;
    with `lines` each begins a line. Whatever else would drive a terminal is shown as an escape.
    """
    inner = text.strip("\n")
    before = len(text) - len(text.lstrip("\n"))
    after = len(text) - len(inner) - before
    shown = inner.split("\n") if lines else [inner]
    for line in ["" for _ in range(before)] + shown + ["" for _ in range(after)]:
        click.echo(clean(one_line(line)), err=error)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print columns, padded; numbers are the caller's business. A cell stays in its line."""
    rows = [tuple(one_line(cell) for cell in row) for row in rows]
    widths = [max(len(line[i]) for line in [header, *rows]) for i in range(len(header))]
    for line in [header, *rows]:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())


def size(count_bytes: int) -> str:
    """Bytes for people: 512 B, 93.8 MiB."""
    amount = float(count_bytes)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024 or unit == "GiB":
            break
        amount /= 1024
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


class ProgressLine:
    """Shows progress on stderr: one redrawn line on a terminal, spaced lines elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._last_s = float("-inf")
        self._stage = ""
        self._width = 0

    def show(self, progress: Progress) -> None:
        """Show one report."""
        new_stage = progress.stage != self._stage
        now_s = time.monotonic()
        if not self._terminal and not new_stage and now_s - self._last_s < LOG_INTERVAL_S:
            return
        self._last_s, self._stage = now_s, progress.stage
        text = progress.stage
        if progress.total and progress.unit in ("‰", "bytes"):
            text += f" {progress.done / progress.total:.0%}"
        elif progress.total:
            text += f" {progress.done}/{progress.total} {progress.unit}".rstrip()
        if progress.note:
            text += f" · {progress.note}"
        if progress.remaining_s is not None and progress.remaining_s >= 1:
            text += f" · about {progress.remaining_s:.0f} s left"
        text = clean(text)
        if self._terminal:
            self._width = max(self._width, len(text))
            sys.stderr.write("\r" + text.ljust(self._width))
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def done(self) -> None:
        """End the redrawn line."""
        if self._terminal and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0


def make_job(line: ProgressLine) -> Job:
    """A job whose progress goes to the line."""
    return Job(line.show)
