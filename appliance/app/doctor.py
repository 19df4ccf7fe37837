"""What this machine can do for the program, without opening a vault."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from appliance import __version__
from appliance import settings as places
from appliance.app.records import Check, Report
from appliance.crypto.self_test import self_test
from appliance.documents.parsing import ParserClient
from appliance.errors import ApplianceError
from appliance.vault.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

MINIMUM_MEMORY_BYTES = 4 * 1024**3


def examine(vault: Path) -> Report:
    """Look at machine, engine, GPU, confinement, vault folder, starter models and swap.

    Never raises for trouble it finds: trouble is a line of the report.
    """
    looks: tuple[Callable[[], Check], ...] = (
        _program,
        _machine,
        _memory,
        _encryption,
        _engine,
        _gpu,
        _confinement,
        lambda: _vault(vault),
        _starters,
        _swap,
        _connections,
    )
    checks = tuple(look() for look in looks)
    return Report(all(check.ok is not False for check in checks), checks)


def _program() -> Check:
    return Check("program", None, f"Cofferdam {__version__}, Python {platform.python_version()}")


def _machine() -> Check:
    cores = len(os.sched_getaffinity(0))
    known = sys.platform == "linux" and platform.machine() == "x86_64"
    return Check(
        "machine",
        known,
        f"{platform.system()} {platform.release()}, {platform.machine()}, {cores} cores",
        "" if known else "Only Linux on x86-64 was tested.",
    )


def _memory() -> Check:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    enough = total >= MINIMUM_MEMORY_BYTES
    advice = "" if enough else "The starter models need about 1 GiB; 4 GiB in all is the least."
    return Check("memory", enough, f"{total / 1024**3:.1f} GiB", advice)


def _encryption() -> Check:
    try:
        self_test()
    except ApplianceError as error:
        return Check("encryption", False, error.message, error.next_step)
    return Check("encryption", True, "every part gives the published values")


def _engine() -> Check:
    folder = places.engine_folder()
    variants = sorted(path.stem.rsplit("-", 1)[-1] for path in folder.glob("libggml-cpu-*.so"))
    whole = (folder / "libllama.so").exists() and bool(variants)
    value = f"processor builds: {', '.join(variants)}" if whole else "not installed"
    return Check("engine", whole, value, "" if whole else "Run “make run”; it builds the engine.")


def _gpu() -> Check:
    nodes = [*Path("/dev").glob("nvidia[0-9]*"), *Path("/dev/dri").glob("renderD*")]
    if not nodes:
        return Check("gpu", None, "none found; models run on the processor")
    names = ", ".join(node.name for node in nodes)
    return Check("gpu", None, f"found {names}, not used by this engine build")


def _confinement() -> Check:
    try:
        report = ParserClient(places.Settings()).confinement()
    except ApplianceError as error:
        return Check("confinement", False, error.message, error.next_step)
    value = f"{report.level}: {len(report.refused)} of {len(report.refused)} probes refused"
    advice = ""
    if report.level != "full":
        advice = "A newer kernel (6.12 or later) also fences off signals and abstract sockets."
    return Check("confinement", True, f"{value}, Landlock {report.landlock_abi}", advice)


def _vault(folder: Path) -> Check:
    try:
        value = inspect(folder)
    except ApplianceError as error:
        missing = error.code == "V201"
        return Check("vault", None if missing else False, error.message, error.next_step)
    return Check("vault", True, value)


def _starters() -> Check:
    names = sorted(path.parent.name for path in places.starter_folder().glob("*/manifest.toml"))
    if names:
        return Check("starter models", True, ", ".join(names))
    return Check("starter models", False, "not prepared", "Run “make run”; it prepares them.")


def _swap() -> Check:
    try:
        lines = Path("/proc/swaps").read_text("ascii").splitlines()[1:]
    except OSError:
        lines = []
    plain = [line.split()[0] for line in lines if not line.startswith(("/dev/dm-", "/dev/zram"))]
    if not plain:
        return Check("swap", True, "none, or encrypted or compressed in memory")
    return Check(
        "swap",
        None,
        f"in use: {', '.join(plain)}",
        "Memory with decrypted weights may be written there; use encrypted swap or none.",
    )


def _connections() -> Check:
    return Check("connections", True, "the program opens none; children are refused sockets")
