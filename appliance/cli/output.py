"""What leaves the command: one JSON document or plain lines on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

import click

from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.jobs import Progress

# A redrawn line is for a terminal; a log file gets one line a few seconds.
LOG_INTERVAL_S = 5.0


def plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Records, tuples and enums as the values that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def emit_json(value: object) -> None:
    """Print the one JSON document of this command."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print columns, padded; numbers are the caller's business."""
    widths = [max(len(line[i]) for line in [header, *rows]) for i in range(len(header))]
    for line in [header, *rows]:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


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
