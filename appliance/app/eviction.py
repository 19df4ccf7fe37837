"""Which model leaves memory so that another one can come in. Pure: decides, touches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Need:
    """What a model takes, in bytes.

    Attributes:
        memory_bytes: of the machine, once it is loaded.
        device_bytes: of the graphics device; 0 on the processor.
        loading_bytes: of the machine, on top and only while it is being loaded.
    """

    memory_bytes: int
    device_bytes: int = 0
    loading_bytes: int = 0

    @property
    def peak_bytes(self) -> int:
        """Memory of the machine while it is being loaded."""
        return self.memory_bytes + self.loading_bytes

    @property
    def loaded(self) -> Need:
        """The same once it is loaded."""
        return Need(self.memory_bytes, self.device_bytes)


@dataclass(frozen=True)
class Budget:
    """What all models together may take, in bytes, of the machine and of the graphics device."""

    memory_bytes: int
    device_bytes: int = 0


@dataclass(frozen=True)
class Resident:
    """A model in memory. `last_used` grows with each use; only its order counts."""

    key: str
    need: Need
    in_use: bool
    last_used: int


@dataclass(frozen=True)
class Admit:
    """It may come in once those that are named have left, in this order."""

    leaving: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wait:
    """It fits only when one that is at work has ended."""


@dataclass(frozen=True)
class Never:
    """It does not fit even alone."""


Decision = Admit | Wait | Never


def decide(budget: Budget, residents: Sequence[Resident], key: str, need: Need) -> Decision:
    """What must happen before the model `key` may be used.

    The least recently used idle model leaves first, no more than are needed, and none whose
    leaving would not help. One that is in use never leaves.
    """
    if any(one.key == key for one in residents):
        return Admit()
    if need.peak_bytes > budget.memory_bytes or need.device_bytes > budget.device_bytes:
        return Never()
    memory_short = sum(one.need.peak_bytes for one in residents) + need.peak_bytes
    memory_short -= budget.memory_bytes
    device_short = sum(one.need.device_bytes for one in residents) + need.device_bytes
    device_short -= budget.device_bytes
    # A model that needs nothing of the device does not mind that others overfill it.
    if not need.device_bytes:
        device_short = 0
    leaving: list[str] = []
    for one in sorted(residents, key=lambda found: found.last_used):
        helps = (memory_short > 0 and one.need.peak_bytes) or (
            device_short > 0 and one.need.device_bytes
        )
        if one.in_use or not helps:
            continue
        leaving.append(one.key)
        memory_short -= one.need.peak_bytes
        device_short -= one.need.device_bytes
        if memory_short <= 0 and device_short <= 0:
            break
    if memory_short > 0 or device_short > 0:
        return Wait()
    return Admit(tuple(leaving))
