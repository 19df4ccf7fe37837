"""What a child says about its own fence."""

from __future__ import annotations

from typing import Literal

import msgspec

Level = Literal["full", "reduced", "none"]


class ConfinementReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The result of one child's lock-down and self-probe.

    Attributes:
        level: “full” if every layer is the newest known; “reduced” if the kernel's Landlock is
            older than version 6 (signals and abstract sockets are then held by seccomp alone);
            “none” if a layer is missing.
        landlock_abi: version of Landlock in this kernel, 0 if there is none.
        refused: names of the probes that the kernel refused, as it must.
        allowed: names of the probes that went through; a child with any of them does not serve.
        missing: layers that could not be put in force; a child with any of them does not serve.
    """

    level: Level
    landlock_abi: int
    refused: list[str]
    allowed: list[str]
    missing: list[str]

    @property
    def holds(self) -> bool:
        """True if every layer is in force and every probe was refused."""
        return self.level != "none" and not self.allowed and not self.missing

    @property
    def weakness(self) -> str:
        """What is wrong, in words for a person; empty if the fence holds."""
        parts = []
        if self.missing:
            parts.append("missing protection: " + ", ".join(self.missing))
        if self.allowed:
            parts.append("still possible: " + ", ".join(self.allowed))
        return "; ".join(parts)
