"""What set-up says: plain lines, and one live line with percent and estimate on a terminal."""

from __future__ import annotations

import re
import shutil
import sys
import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

# Without a terminal (a log of a build server) one line per this share of the work is enough.
PLAIN_STEP_PERCENT = 10
REDRAW_S = 0.1
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class SetupFailed(Exception):
    """Set-up cannot go on. The text says what happened and what to do; it is shown as it is."""


def say(text: str) -> None:
    """One line to the person."""
    print(text, flush=True)


def without_addresses(text: str) -> str:
    """Output of a tool with every address replaced and control characters removed.

    Where packages come from is the machine's own business: an address may name an internal host or
    carry a password, and set-up's output ends up in logs and bug reports.
    """
    return _CONTROL.sub("", _ADDRESS.sub("<address>", text))


def duration(seconds: float) -> str:
    """`40 s`, `3 min 20 s`."""
    whole = max(0, round(seconds))
    return f"{whole} s" if whole < 90 else f"{whole // 60} min {whole % 60:02} s"


class Progress:
    """Steps done of steps known, with an estimate of the time left from the pace so far."""

    def __init__(
        self,
        title: str,
        *,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title = title
        self._out = out or sys.stdout
        self._clock = clock
        self._live = self._out.isatty()
        self._started_s = clock()
        self._drawn_s = -1.0
        self._plain_percent = -PLAIN_STEP_PERCENT
        self._width = 0

    def at(self, done: int, total: int, detail: str = "") -> None:
        """Show `done` of `total` steps; `detail` only on a terminal."""
        percent = 100 * done // max(total, 1)
        left = self._left_s(done, total)
        estimate = f", about {duration(left)} left" if left is not None else ""
        if self._live:
            self._redraw(f"{self._title}: {percent:3} %{estimate}  {detail}", last=done >= total)
        elif percent >= self._plain_percent + PLAIN_STEP_PERCENT:
            self._plain_percent = percent - percent % PLAIN_STEP_PERCENT
            print(f"{self._title}: {percent} %{estimate}", file=self._out, flush=True)

    def end(self, text: str = "done") -> None:
        """Close the live line with the time it took."""
        line = f"{self._title}: {text} in {duration(self._clock() - self._started_s)}"
        if self._live:
            self._redraw(line, last=True)
        print(file=self._out) if self._live else print(line, file=self._out, flush=True)

    def _left_s(self, done: int, total: int) -> float | None:
        """Seconds left, once a little of the work shows the pace."""
        if done <= 0 or done * 20 < total or done >= total:
            return None
        return (self._clock() - self._started_s) / done * (total - done)

    def _redraw(self, line: str, *, last: bool) -> None:
        now_s = self._clock()
        if not last and now_s - self._drawn_s < REDRAW_S:
            return
        self._drawn_s = now_s
        line = line[: shutil.get_terminal_size().columns - 1].rstrip()
        print("\r" + line.ljust(self._width), end="", file=self._out, flush=True)
        self._width = len(line)
