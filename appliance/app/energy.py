"""How much energy the processor used, where the machine lets an ordinary program read it.

Linux counts it in `/sys/class/powercap` (RAPL), in microjoules per processor package. Since 2020
only the administrator may read the counters on most systems, because of the Platypus attack; then
the reason is shown instead of a number.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

POWERCAP = Path("/sys/class/powercap")
NO_COUNTERS = "this machine has no energy counters that Linux knows"
ONLY_ADMINISTRATOR = "only the administrator may read the energy counters of this machine"
UNREADABLE = "the energy counters of this machine cannot be read"


class Package(NamedTuple):
    """One processor's counter, in microjoules; it begins again after `range_uj`."""

    name: str
    used_uj: int
    range_uj: int


def read(folder: Path = POWERCAP) -> tuple[Package, ...] | str:
    """The counters of all processors, or in words why there are none."""
    found = []
    try:
        # `intel-rapl:0` is a package (AMD's have the same name), `intel-rapl:0:1` a part of it.
        names = sorted(path for path in folder.glob("intel-rapl:*") if path.name.count(":") == 1)
        for path in names:
            used_uj = int((path / "energy_uj").read_text("ascii"))
            range_uj = int((path / "max_energy_range_uj").read_text("ascii"))
            found.append(Package(path.name, used_uj, range_uj))
    except PermissionError:
        return ONLY_ADMINISTRATOR
    except (OSError, ValueError):
        return UNREADABLE
    return tuple(found) or NO_COUNTERS


def used_uj(before: tuple[Package, ...], after: tuple[Package, ...]) -> int:
    """Microjoules between two readings; a counter that began again is taken into account."""
    earlier = {one.name: one for one in before}
    total = 0
    for one in after:
        if one.name in earlier:
            moved = one.used_uj - earlier[one.name].used_uj
            total += moved if moved >= 0 else moved + one.range_uj
    return total


class EnergyShares:
    """Shares what the machine used between the pieces of work under way. Thread-safe.

    The counters are of the whole machine, so work that runs at the same time shares equally, and
    what else runs on the machine is counted, too.
    """

    def __init__(self, reading: Callable[[], tuple[Package, ...] | str] = read) -> None:
        self._reading = reading
        self._guard = threading.Lock()
        self._last: tuple[Package, ...] | str = NO_COUNTERS
        self._under_way: dict[object, float] = {}

    def begin(self) -> object:
        """A piece of work begins; give what this returns to `end`."""
        token = object()
        with self._guard:
            self._account()
            self._under_way[token] = 0.0
        return token

    def end(self, token: object) -> int | None:
        """Its share in millijoules; None where the counters cannot be read."""
        with self._guard:
            self._account()
            share_uj = self._under_way.pop(token)
            return None if isinstance(self._last, str) else round(share_uj / 1000)

    def why_not(self) -> str:
        """Why nothing can be read now, in words; empty if it can."""
        found = self._reading()
        return found if isinstance(found, str) else ""

    def _account(self) -> None:
        now = self._reading()
        if self._under_way and not isinstance(now, str) and not isinstance(self._last, str):
            share_uj = used_uj(self._last, now) / len(self._under_way)
            for token in self._under_way:
                self._under_way[token] += share_uj
        self._last = now
