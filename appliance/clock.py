"""The only source of time, so that tests can fix it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for records, monotonic time for durations."""

    def now(self) -> datetime:
        """Current time with UTC as its zone."""

    def monotonic(self) -> float:
        """Seconds that only ever grow; the origin means nothing."""


@dataclass(frozen=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Current time with UTC as its zone."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only ever grow; the origin means nothing."""
        return time.monotonic()


def stamp(clock: Clock) -> str:
    """ISO 8601 in UTC with milliseconds, as stored in every record."""
    return clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
