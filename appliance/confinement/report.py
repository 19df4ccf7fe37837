"""What a child says about its own fence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from appliance.confinement.fences import FENCES
from appliance.confinement.layers import ESSENTIAL, Layer, lacking
from appliance.confinement.surroundings import Library

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["full", "reduced", "none"]

_NEWEST = ("landlock-tcp", "landlock-scopes")


class ConfinementReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The result of one child's lock-down and self-probe.

    Attributes:
        landlock_abi: version of Landlock in this kernel, 0 if there is none.
        refused: names of the probes that the kernel refused, as it must.
        allowed: names of the probes that went through; a child with any of them does not serve,
            those apart that its kind of fence is known to let through.
        missing: layers that must be in force and are not, each with its reason; a child with any
            of them does not serve.
        layers: every layer by name.
        libraries: files whose code was in memory at lock-down; none can be loaded later.
        network_modules: Python modules for networks that were imported by then.
        fence: name of the kind of fence.
    """

    landlock_abi: int
    refused: list[str]
    allowed: list[str]
    missing: list[str]
    layers: list[Layer]
    libraries: list[Library] = []
    network_modules: list[str] = []
    fence: str = "cpu"

    @property
    def level(self) -> Level:
        """How good the fence is, in one word.

        “full” if Landlock is new enough to hold TCP, signals and named sockets, too; “reduced” if
        these rest on seccomp alone, or if a graphics driver needs layers to be left out; “none” if
        something is missing or still possible.
        """
        if not self.holds:
            return "none"
        if FENCES[self.fence].relaxed:
            return "reduced"
        return "full" if all(self.enforces(name) for name in _NEWEST) else "reduced"

    @property
    def holds(self) -> bool:
        """True if every layer that must be is in force and every probe was refused."""
        fence = FENCES.get(self.fence)
        return (
            fence is not None
            and bool(self.refused)
            and not self._unexpected()
            and not self.missing
            and not self.lacking(ESSENTIAL - fence.relaxed.keys())
        )

    @property
    def weakness(self) -> str:
        """What is wrong, in words for a person; empty if the fence holds."""
        parts = []
        if self.missing:
            parts.append("missing protection: " + ", ".join(self.missing))
        if unexpected := self._unexpected():
            parts.append("still possible: " + ", ".join(unexpected))
        return "; ".join(parts)

    def _unexpected(self) -> list[str]:
        fence = FENCES.get(self.fence)
        return [name for name in self.allowed if fence is None or name not in fence.possible]

    def enforces(self, name: str) -> bool:
        """True if the layer of this name is in force."""
        return any(layer.name == name and layer.enforced for layer in self.layers)

    def lacking(self, names: Iterable[str]) -> list[str]:
        """The layers among `names` that are not in force, sorted, each with its reason."""
        return lacking(self.layers, names)
