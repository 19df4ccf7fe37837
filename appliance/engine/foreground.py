"""Lets work for which a person waits go before long work on the same cores."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.jobs import Job

# However busy the person is, the long work takes one small step in so many seconds.
LONGEST_PAUSE_S = 10.0
_POLL_S = 0.1


class Foreground:
    """Counts who waits for an answer now. Thread-safe; one for all engines of a program.

    Long work asks before each of its small steps and pauses while anybody waits. Fewer threads
    instead of a pause would not do: threads of a language model meet at barriers many times per
    token, and one that has to share its core keeps all of them waiting.
    """

    def __init__(
        self,
        *,
        longest_pause_s: float = LONGEST_PAUSE_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`longest_pause_s` bounds each pause, so that long work always ends one day."""
        self._longest_pause_s = longest_pause_s
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """True while somebody waits."""
        return self._waiting > 0

    @contextmanager
    def someone_waits(self) -> Iterator[None]:
        """A person waits for what is done in the block; blocks may overlap."""
        with self._changed:
            self._waiting += 1
        try:
            yield
        finally:
            with self._changed:
                self._waiting -= 1
                self._changed.notify_all()

    def give_way(self, job: Job | None = None) -> float:
        """Return once nobody waits, or after the longest pause; seconds that it took.

        Raises: Cancelled: by `job`, within a tenth of a second.
        """
        began_s = self._monotonic()
        while True:
            paused_s = self._monotonic() - began_s
            left_s = self._longest_pause_s - paused_s
            with self._changed:
                if not self._waiting or left_s <= 0:
                    return paused_s
                self._changed.wait(min(_POLL_S, left_s))
            if job is not None:
                job.check()
