"""Which machine and engine this is, and which types of weights its engine likes best."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.engine.tuning.records import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_CPU = Path("/proc/cpuinfo")
_MEMORY = Path("/proc/meminfo")
_GIB = 1024**3
# What llama.cpp rearranges while it loads, so that many rows are computed at once, needs one of
# these (`ggml_repack_get_optimal_repack_type`, ggml 0.25.3).
_REPACKING_SETS = frozenset({"avx2", "asimddp"})
REPACKED = ("Q4_0", "IQ4_NL", "Q4_K")
# Computed straight, but with the processor's own products of bytes; nearly without loss from
# any type of fewer bits.
STRAIGHT = "Q8_0"
# Searching the codes of IQ4_NL takes half a minute for 100 MB.
_IQ4_NL_MOST_BYTES = 256 * 1024**2


def fingerprint(libraries: Path) -> Fingerprint:
    """Of this machine with the engine in that folder."""
    text = _read(_CPU)
    name = re.search(r"^(?:model name|Model|CPU part)\s*:\s*(.*)$", text, re.MULTILINE)
    total_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Fingerprint(
        processor=" ".join(name[1].split())[:100] if name else "unknown",
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(total_bytes / _GIB),
        instruction_sets=_short(" ".join(sorted(instruction_sets()))),
        engine=engine_digest(libraries),
    )


def difference(kept: Fingerprint, here: Fingerprint) -> str:
    """What is not as it was when the profile was made, in words; empty if all is."""
    changed = [
        word
        for word, before, now in (
            ("the processor", kept.processor, here.processor),
            ("the number of cores", kept.cores, here.cores),
            ("the memory", kept.memory_gib, here.memory_gib),
            ("the instruction sets", kept.instruction_sets, here.instruction_sets),
            ("the engine", kept.engine, here.engine),
        )
        if before != now
    ]
    return ", ".join(changed)


@lru_cache(maxsize=4)
def engine_digest(libraries: Path) -> str:
    """SHA-256 over the names and contents of the engine's libraries."""
    whole = hashlib.sha256()
    for path in sorted(libraries.glob("lib*.so")):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{path.name} {digest}\n".encode())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def instruction_sets() -> frozenset[str]:
    """Instruction sets of the processor, as the kernel names them."""
    line = re.search(r"^(?:flags|Features)\s*:(.*)$", _read(_CPU), re.MULTILINE)
    return frozenset(line[1].split()) if line else frozenset()


def available_memory_bytes() -> int:
    """Memory that the kernel can give without swapping; all of it where it does not say."""
    line = re.search(r"^MemAvailable:\s*(\d+) kB", _read(_MEMORY), re.MULTILINE)
    if line:
        return int(line[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def thread_counts(cores: int) -> tuple[int, ...]:
    """Numbers of threads worth trying: all up to 8 cores, then some."""
    if cores <= 8:
        return tuple(range(1, cores + 1))
    return tuple(sorted({1, 2, 4, cores // 4, cores // 2, cores * 3 // 4, cores - 1, cores}))


def candidates(
    types: Mapping[str, int],
    row_lengths: Collection[int],
    sets: Collection[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Types to try for weights stored as `types` (bytes of each), and why others are left out."""
    facts: list[str] = []
    total = sum(types.values())
    repacks = bool(_REPACKING_SETS & set(sets))
    liked = sum(size for name, size in types.items() if name in REPACKED)
    if repacks and liked * 2 > total:
        return (), ("The weights are stored in a type that the engine already rearranges.",)
    chosen = [STRAIGHT] if types.get(STRAIGHT, 0) * 2 <= total else []
    if not repacks:
        facts.append("On this processor the engine rearranges no type of weights.")
        return tuple(chosen), tuple(facts)
    chosen.append("Q4_0")
    if total <= _IQ4_NL_MOST_BYTES:
        chosen.append("IQ4_NL")
    else:
        facts.append("IQ4_NL was not tried: for weights of this size it takes many minutes.")
    if all(length % 256 == 0 for length in row_lengths):
        chosen.append("Q4_K")
    else:
        facts.append("Q4_K was not tried: not all rows of these weights are whole blocks of 256.")
    return tuple(chosen), tuple(facts)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
