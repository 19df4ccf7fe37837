"""What every benchmark shares: the machine, the commit, medians, and one JSON object on stdout.

A benchmark is a script that ends with `report(...)`. Ratios are always ours over the bare thing,
measured in the same run and interleaved, because the speed of a shared machine drifts.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# The official ONNX Runtime collects for its maker from the moment of import; every benchmark that
# compares with it bare imports this module first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"


def machine() -> dict[str, object]:
    """Processor, cores, memory, kernel and Python of this machine."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_average_1_min": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def commit() -> str:
    """The commit that was measured, with “+changes” if the working tree differs from it."""
    try:
        head = _git("rev-parse", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", "appliance", "gui")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head + ("+changes" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def timed_s(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


def interleaved_s(
    works: Mapping[str, Callable[[], object]], *, repeats: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Wall seconds of each call, the candidates taking turns so that drift hits all alike.

    The order is turned around every second round, so that none always runs first.
    """
    names = list(works)
    for name in names * warm_up:
        works[name]()
    taken_s: dict[str, list[float]] = {name: [] for name in names}
    for round_number in range(repeats):
        for name in names if round_number % 2 == 0 else reversed(names):
            taken_s[name].append(timed_s(works[name]))
    return taken_s


def medians(samples: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Median of each list of samples."""
    return {name: statistics.median(values) for name, values in samples.items()}


def report(name: str, ratio: float, result: Mapping[str, Any], *, save: bool) -> None:
    """Print one JSON object; with `save` also keep it as `benchmarks/results/<name>.json`.

    Args:
        name: the benchmark's file name without `.py`.
        ratio: ours over the bare thing in the unit of work per second; 1 means no loss.
        result: the raw medians, samples and sizes.
        save: write the result with commit and machine.
    """
    found = {"benchmark": name, "ratio": round(ratio, 4), **result}
    found |= {"commit": commit(), "machine": machine()}
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if save:
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{name}.json").write_text(text + "\n", "utf-8")
    sys.stdout.write(text + "\n")
