"""Keeps one child that serves many requests at a time: starts it, sorts its replies, restarts it.

When the child dies, requests whose answer had begun end with `ModelStopped`; those that had not
begun are sent to the next child and their callers notice nothing but the time.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.engine import limits
from appliance.engine.call import MOST_RESENDS, Call
from appliance.engine.line import Line
from appliance.engine.turns import take_turn
from appliance.errors import ModelStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from appliance.children import Child
    from appliance.confinement.report import ConfinementReport
    from appliance.engine.line import Kept
    from appliance.engine.protocol import Request
    from appliance.engine.records import LoadedModel
    from appliance.engine.replies import Expected
    from appliance.engine.starting import Starter
    from appliance.jobs import Job


class Channel:
    """One model in one child, used by requests of any threads at a time."""

    def __init__(self, starter: Starter) -> None:
        self._starter = starter
        self._lock = threading.Lock()  # whoever holds it may start a child
        self._line: Line | None = None
        self._starting: Child | None = None
        self._numbers = threading.Lock()
        self._number = 0
        self._closings = 0

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, with the memory that it takes at this moment."""
        line = self._line
        if line is None or line.over:
            return None
        return replace(line.loaded, memory_bytes=line.child.memory_bytes())

    @property
    def confinement(self) -> ConfinementReport | None:
        """What the running child's self-probe said; None while none runs."""
        line = self._line
        return line.child.confinement if line is not None and not line.over else None

    @property
    def kept(self) -> Kept:
        """Prefixes that the running child keeps: name, tokens, bytes; most recently used first."""
        line = self._line
        return line.kept if line is not None and not line.over else ()

    @contextmanager
    def call(
        self,
        requests: Callable[[int], Iterable[Request]],
        expected: Expected,
        job: Job | None,
    ) -> Iterator[Call]:
        """One request; it is sent, to a child started if need be, when `Call.replies` is read.

        Args:
            requests: makes the frames for a request number; called again for another child.
            expected: what the replies must be.
            job: cancelling it stops this request alone.

        Raises: as `Call.replies`.
        """
        with self._numbers:
            self._number += 1
            number, closings = self._number, self._closings
        call = Call(number, requests, expected, job, lambda one: self._connect(one, closings))
        try:
            with job.when_cancelled(call.cancel) if job is not None else nullcontext():
                yield call
        finally:
            call.leave()

    def ensure_loaded(self, job: Job | None) -> LoadedModel:
        """Load the model if it is not. Raises: as `Starter.start`."""
        take_turn(self._lock, job)
        try:
            line = self._running(job)
        finally:
            self._lock.release()
        return replace(line.loaded, memory_bytes=line.child.memory_bytes())

    def close(self) -> None:
        """End the child; every request at work or waiting ends with `ModelStopped`."""
        with self._numbers:
            self._closings += 1
        line = self._line
        if line is not None:
            line.close()
        while not self._lock.acquire(timeout=limits.LOCK_POLL_S):
            child = self._starting
            if child is not None:
                child.kill()
        try:
            line, self._line = self._line, None
            if line is not None:
                line.close()
        finally:
            self._lock.release()

    def _connect(self, call: Call, closings: int) -> Line:
        """Put a call on the line of the running child, started if need be."""
        for _ in range(MOST_RESENDS + 1):
            take_turn(self._lock, call.job)
            try:
                if closings != self._closings:
                    raise ModelStopped(why="it was stopped")
                line = self._running(call.job)
            finally:
                self._lock.release()
            if line.open(call):
                return line
        raise ModelStopped(why="it ended right after it was loaded")

    def _running(self, job: Job | None) -> Line:
        """The line of the running child; the lock is held."""
        line = self._line
        if line is not None and not line.over:
            return line
        if line is not None:
            line.child.kill()  # it is ending; its thread may not have noticed yet
            line.join()
            self._line = None
        try:
            child, loaded = self._starter.start(job, self._watch)
        finally:
            self._starting = None
        self._line = Line(child, loaded)
        return self._line

    def _watch(self, child: Child) -> None:
        self._starting = child
