"""How slow work reports and stops, the same for window, command and tests.

Slow functions take a `Job` and call `tick` at least a few times a second. They know nothing of
threads or widgets.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Progress:
    """One report; `total` is None while unknown, `remaining_s` until it can be estimated."""

    stage: str
    done: int
    total: int | None
    unit: str
    note: str
    elapsed_s: float
    remaining_s: float | None


class Job:
    """Progress and cancellation of one piece of slow work.

    `tick`, `check` and `cancelled` may be called from any thread; `cancel` is usually called from
    another thread than the work. The report callback runs on the thread that ticks.
    """

    # People cannot read faster, and the window would drown in repaints.
    MIN_INTERVAL_S = 0.1

    def __init__(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._on_progress = on_progress
        self._monotonic = monotonic
        self._stop = threading.Event()
        self._hooks: list[Callable[[], None]] = []
        self._hooks_lock = threading.Lock()
        self._stage = ""
        self._stage_began_s = self._began_s = monotonic()
        self._last_report_s = float("-inf")

    @property
    def cancelled(self) -> bool:
        """True once `cancel` was called."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with `Cancelled` at its next tick. May be called twice."""
        self._stop.set()
        with self._hooks_lock:
            hooks = list(self._hooks)
        for hook in hooks:
            hook()

    def check(self) -> None:
        """Raise `Cancelled` if the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    @contextmanager
    def when_cancelled(self, hook: Callable[[], None]) -> Iterator[None]:
        """Call `hook` (from the cancelling thread) if the job is cancelled inside the block."""
        with self._hooks_lock:
            self._hooks.append(hook)
        try:
            if self._stop.is_set():
                hook()
            yield
        finally:
            with self._hooks_lock:
                self._hooks.remove(hook)

    def tick(
        self, stage: str, done: int, total: int | None = None, *, unit: str = "", note: str = ""
    ) -> None:
        """Report `done` of `total` units of a stage; at most ten reports a second are passed on.

        Raises: Cancelled: the person asked to stop.
        """
        self.check()
        now_s = self._monotonic()
        new_stage = stage != self._stage
        if new_stage:
            self._stage, self._stage_began_s = stage, now_s
        finished = total is not None and done >= total
        if self._on_progress is None:
            return
        if not (new_stage or finished) and now_s - self._last_report_s < self.MIN_INTERVAL_S:
            return
        self._last_report_s = now_s
        remaining_s = None
        if total and 0 < done <= total:
            remaining_s = (now_s - self._stage_began_s) / done * (total - done)
        self._on_progress(
            Progress(stage, done, total, unit, note, now_s - self._began_s, remaining_s)
        )
