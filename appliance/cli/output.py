"""What leaves the command: one JSON document or plain lines on stdout, progress on stderr."""

from __future__ import annotations

import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import click
import msgspec

from appliance.jobs import Job
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.jobs import Progress

# A redrawn line is for a terminal; a log file gets one line a few seconds.
LOG_INTERVAL_S = 5.0
_LATE_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029]")


def plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Records, tuples and enums as the values that JSON has."""
    return msgspec.to_builtins(value)


def json_text(value: object) -> str:
    """A JSON document that a person can read."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False)
    # JSON escapes C0 control characters by itself; a terminal obeys DEL and C1 ones too.
    return _LATE_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_bytes(value: object) -> bytes:
    """The same for a file: UTF-8 with a newline at its end."""
    return json_text(value).encode() + b"\n"


def emit_json(value: object) -> None:
    """Print the one JSON document of this command."""
    click.echo(json_text(value))


def say(text: str = "", *, error: bool = False) -> None:
    """Print lines for people; nothing in them, such as a document's text, can drive a terminal."""
    for line in text.split("\n"):
        click.echo(clean(line), err=error)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print columns, padded; numbers are the caller's business."""
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
