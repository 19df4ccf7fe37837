"""What this machine has, to be held against what a pack says it needs."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.packs.pack_records import Needs

_PROCESSOR = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Machine:
    """Memory and free disk in bytes; instruction sets as the kernel names them.

    `instruction_sets` is None where the system does not tell.
    """

    memory_bytes: int
    disk_free_bytes: int
    instruction_sets: frozenset[str] | None
    engine: str

    def missing_sets(self, needs: Needs) -> tuple[str, ...]:
        """Instruction sets that are needed and not there."""
        if self.instruction_sets is None:
            return ()
        return tuple(one for one in needs.instruction_sets if one not in self.instruction_sets)

    def engine_too_old(self, needs: Needs) -> bool:
        """True if the pack needs a newer release than this one."""
        return bool(needs.engine) and _numbers(self.engine) < _numbers(needs.engine)


def here(folder: Path, *, engine: str) -> Machine:
    """This machine, with the free space of the disk on which `folder` is; `engine` is ours."""
    return Machine(
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        disk_free_bytes=shutil.disk_usage(folder).free,
        instruction_sets=_instruction_sets(),
        engine=engine,
    )


def _instruction_sets() -> frozenset[str] | None:
    try:
        text = _PROCESSOR.read_text("utf-8", "replace")
    except OSError:
        return None
    line = re.search(r"^(?:flags|Features)\s*:(.*)$", text, re.MULTILINE)
    return None if line is None else frozenset(line[1].split())


def _numbers(version: str) -> tuple[int, ...]:
    """1.2 and 1.2.0 are the same version."""
    found = [int(one) for one in re.findall(r"[0-9]+", version)[:4]]
    return tuple([*found, 0, 0, 0, 0][:4])
