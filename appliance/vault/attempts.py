"""Failed tries to open a vault, and how long the next one has to wait.

This slows down somebody at the keyboard. It does nothing against somebody who took a copy of the
folder: against him stands the cost of the derivation. The file is counted up before a derivation is
begun, so that killing the program is no way round it.
"""

from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from appliance.errors import TooManyAttempts
from appliance.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

    from appliance.clock import Clock

NAME = "attempts.json"
MAX_BYTES = 64 * 1024
FREE_FAILURES = 3
_FIRST_DELAY_S = 2.0
MAX_DELAY_S = 15 * 60.0
_MOST_FAILURES = 1000

# Beside the ids of users: a name that no user has, no name although there are several users, and
# the two ways of recovery.
UNKNOWN, ANY, CODE, SHARES = "unknown", "any", "code", "shares"
_FIXED = frozenset({UNKNOWN, ANY, CODE, SHARES})


class _Tries(Struct, forbid_unknown_fields=True):
    failures: Annotated[int, Meta(ge=0, le=_MOST_FAILURES)]
    last_s: float  # seconds since 1970 by the wall clock


class _File(Struct, forbid_unknown_fields=True):
    format: Annotated[int, Meta(ge=1, le=1)]
    tries: dict[Annotated[str, Meta(max_length=16)], _Tries]


def delay_s(failures: int) -> float:
    """Seconds to wait after that many failures: 0 below three, then 2, 4, 8 … up to 900."""
    if failures < FREE_FAILURES:
        return 0.0
    return min(MAX_DELAY_S, _FIRST_DELAY_S * 2.0 ** min(failures - FREE_FAILURES, 20))


class Attempts:
    """The counters of one vault folder; only whoever holds the folder's lock may use them."""

    def __init__(self, folder: Path, clock: Clock, *, users: Set[str]) -> None:
        """`users` are the ids that may have a counter of their own."""
        self._path = folder / NAME
        self._clock = clock
        self._known = _FIXED | users

    def begin(self, who: str) -> None:
        """Count a try before it is made.

        Raises: TooManyAttempts, DiskFull, FolderReadOnly.
        """
        now_s = self._clock.now().timestamp()
        tries = self._read(now_s)
        found = tries.get(who, _Tries(0, now_s))
        wait_s = delay_s(found.failures)
        if now_s < found.last_s:
            # The clock was set back: the whole delay counts again, from now.
            found.last_s = now_s
            tries[who] = found
            self._write(tries)
        left_s = found.last_s + wait_s - now_s
        if left_s > 0:
            raise TooManyAttempts(wait_s=math.ceil(left_s))
        failures = min(found.failures + 1, _MOST_FAILURES)
        tries[who] = _Tries(failures, now_s)
        self._write(tries)

    def succeeded(self, who: str) -> None:
        """Forget the failures. Raises: DiskFull, FolderReadOnly."""
        tries = self._read(self._clock.now().timestamp())
        tries.pop(who, None)
        self._write(tries)

    def take_back(self, who: str) -> None:
        """The try did not get as far as comparing a secret: it counts for nothing."""
        tries = self._read(self._clock.now().timestamp())
        found = tries.get(who)
        if found is not None and found.failures > 0:
            found.failures -= 1
            self._write(tries)

    def _read(self, now_s: float) -> dict[str, _Tries]:
        """The counters; those of a damaged file count as if each had just failed."""
        try:
            with self._path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
            if len(raw) > MAX_BYTES:
                raise ValueError("too long")
            tries = msgspec.json.decode(raw, type=_File).tries
            if not all(math.isfinite(found.last_s) for found in tries.values()):
                raise ValueError("no time")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
            tries = {who: _Tries(FREE_FAILURES, now_s) for who in self._known}
            self._write(tries)
        return {who: found for who, found in tries.items() if who in self._known}

    def _write(self, tries: dict[str, _Tries]) -> None:
        kept = {who: found for who, found in tries.items() if found.failures}
        if not kept:
            # It only ever makes the next try wait, so its removal need not be durable.
            with suppress(FileNotFoundError):
                self._path.unlink()
            return
        with atomic_write(self._path) as out:
            out.write(msgspec.json.encode(_File(1, kept), order="sorted") + b"\n")
