"""A request at work in a lane, as the scheduler sees it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from appliance.engine.protocol import Done, Progress

if TYPE_CHECKING:
    from collections.abc import Generator

    from appliance.engine.protocol import Reply
    from appliance.engine.records import Priority


class Work:
    """One request: a generator of steps that returns the last reply, and how far it is.

    `done` and `total` are tokens of prompts and answers; a token that was there already counts as
    done, and so does the rest of an answer that ended early.
    """

    def __init__(self, number: int, priority: Priority) -> None:
        """It begins when its steps are asked for the first time."""
        self.number = number
        self.priority = priority
        self.arrived_s = time.monotonic()
        self.began_s = 0.0
        self.done = 0
        self.total = 0
        self.steps: Generator[None, None, Reply] = _nothing(self.number)

    def begin(self, total: int) -> None:
        """Its work starts now."""
        self.began_s = time.monotonic()
        self.total = total

    def count(self, tokens: int) -> None:
        """So many tokens more are done."""
        self.done = min(self.done + tokens, self.total)

    def progress(self) -> Progress:
        """How far it is; 0 of 0 before it begins."""
        return Progress(self.number, self.done, self.total)


def _nothing(number: int) -> Generator[None, None, Reply]:
    yield
    return Done(number)
