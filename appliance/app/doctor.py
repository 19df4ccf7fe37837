"""What this machine can do for the program, without opening a vault."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from appliance import __version__
from appliance import settings as places
from appliance.app import ocr
from appliance.app.proof import gather
from appliance.app.records import Check, Report
from appliance.crypto.self_test import self_test
from appliance.engine.machine.hardware import BACKENDS
from appliance.errors import ApplianceError, NotConfined, ReportFontMissing
from appliance.review.reports import fonts
from appliance.vault.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.proof_facts import Proof

MINIMUM_MEMORY_BYTES = 4 * 1024**3


def examine(vault: Path) -> Report:
    """Look at machine, engine, GPU, fences, vault folder, starter models and the system's settings.

    Never raises for trouble it finds: trouble is a line of the report.
    """
    proof = gather(vault, places.Settings())
    looks: tuple[Callable[[], Check], ...] = (
        _program,
        _machine,
        _memory,
        _encryption,
        _engine,
        _gpu,
        lambda: _confinement(proof),
        lambda: _console(proof),
        lambda: _vault(vault),
        _starters,
        lambda: _ocr(proof),
        _chinese_reports,
        lambda: _swap(proof),
        lambda: _tracing(proof),
        lambda: _crash_images(proof),
        lambda: _namespaces(proof),
    )
    checks = tuple(look() for look in looks)
    return Report(all(check.ok is not False for check in checks), checks, proof.processes)


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
    engines = places.engine_folder().parent
    built = [
        name for name in BACKENDS if name != "cpu" and (engines / name / "libllama.so").exists()
    ]
    if not built:
        return Check("gpu", None, f"found {names}; no engine for it is installed")
    advice = "“cofferdam models plan” says what a model takes of it."
    return Check("gpu", None, f"found {names}; engine for {', '.join(built)} installed", advice)


def _confinement(proof: Proof) -> Check:
    """The worst of the children decides; each layer is in the table below."""
    children = proof.processes[1:]
    troubled = [child for child in children if child.level == "none"]
    if troubled:
        value = "; ".join(f"{child.name}: {child.trouble}" for child in troubled)
        return Check("confinement", False, value, NotConfined.hint)
    refused = min(len(child.refused) for child in children)
    reduced = [child for child in children if child.level == "reduced"]
    value = f"{'reduced' if reduced else 'full'}: {refused} of {refused} probes refused in each of "
    advice = ""
    if reduced:
        advice = "A newer kernel (6.12 or later) also fences off signals and abstract sockets."
    value += f"{len(children)} kinds of child, Landlock {proof.host.landlock}"
    return Check("confinement", True, value, advice)


def _console(proof: Proof) -> Check:
    """What the console gave up, and what it was refused since."""
    if not proof.attempts.tested:
        return Check("connections", None, "not looked at: this is not the program's own process")
    refused = proof.attempts.refused
    lacking = [
        f"{layer.name} ({layer.reason})"
        for layer in proof.processes[0].layers
        if not layer.enforced
    ]
    opened = not proof.attempts.test_refused
    value = "NOT given up" if opened else f"given up by the program; {refused} attempts refused"
    if lacking:
        value += f"; not in force: {', '.join(lacking)}"
    return Check("connections", not opened, value, NotConfined.hint if opened else "")


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


def _ocr(proof: Proof) -> Check:
    """Whether the networks that read scans are there, are the right ones, and their child holds."""
    if not ocr.installed():
        advice = "Run “make run”; it prepares them. Until then scans are not read."
        return Check("scans", False, "the networks that read them are not installed", advice)
    try:
        for descriptor in ocr.weights().values():
            os.close(descriptor)
    except ApplianceError as error:
        return Check("scans", False, error.message, "Run “make run”; it prepares them again.")
    level = next((child.level for child in proof.processes if child.name == "ocr"), "none")
    value = f"{ocr.NAME}, as pinned (digest {ocr.digest()[:16]}), child fenced in: {level}"
    return Check("scans", level != "none", value, "" if level != "none" else NotConfined.hint)


def _chinese_reports() -> Check:
    """Whether a report can be written as PDF in Chinese; nothing else needs the font."""
    found = fonts.where()
    if found is not None:
        return Check("Chinese PDF", True, f"reports can be written, with the font {found}")
    value = "reports cannot be written: no TrueType font with Chinese letters is installed"
    lacking = ReportFontMissing(folder=fonts.own_folder())
    return Check("Chinese PDF", None, value, lacking.next_step)


def _swap(proof: Proof) -> Check:
    plain = proof.host.plain_swap
    if not plain:
        return Check("swap", True, "none, or encrypted or compressed in memory")
    return Check(
        "swap",
        None,
        f"in use: {', '.join(plain)}",
        "Memory with decrypted weights may be written there; use encrypted swap or none.",
    )


def _tracing(proof: Proof) -> Check:
    advice = ""
    if not proof.host.tracing_restricted:
        advice = (
            "Another program of yours may attach to a child for a moment after its start; "
            "set kernel.yama.ptrace_scope to 1 or higher."
        )
    restricted = True if proof.host.tracing_restricted else None
    return Check("tracing", restricted, f"allowed to {proof.host.tracing}", advice)


def _crash_images(proof: Proof) -> Check:
    pattern = proof.host.crash_images
    if not pattern.startswith("|"):
        return Check("crash images", True, "written as files; the program makes none")
    return Check(
        "crash images",
        True,
        f"handed to {pattern[1:].split()[0]}; the program gives it none, its memory is closed",
    )


def _namespaces(proof: Proof) -> Check:
    return Check("user namespaces", None, proof.host.user_namespaces)
