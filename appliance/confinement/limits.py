"""Resource limits of a child: memory, processor time, threads, files. Lowered for good."""

from __future__ import annotations

import resource
from dataclasses import dataclass

from appliance.confinement.layers import Layer

# After the lock-down nothing can be opened; the few descriptors that exist may be duplicated.
OPEN_FILES = 64
# Engines start a pool or two of as many threads as they were given, and one or two of their own.
_POOLS, _SPARE_THREADS = 4, 16


@dataclass(frozen=True)
class Caps:
    """What the parent allows: `None` is no cap. `threads` is at least 1."""

    address_space_bytes: int | None = None
    cpu_s: int | None = None
    threads: int = 1


def apply(
    caps: Caps, *, own_user_namespace: bool, administrator: bool, open_files: int = OPEN_FILES
) -> list[Layer]:
    """Lower every limit, at most to what is in force already, and look what it is then.

    The limit on threads counts all processes of a person, so it is of use only in a user namespace
    of our own, where it counts ours alone; and the kernel never applies it to the administrator.
    """
    layers = [
        _memory(caps.address_space_bytes),
        _processor(caps.cpu_s),
        _threads(caps.threads, own_user_namespace, administrator),
        _zero("file-size-limit", resource.RLIMIT_FSIZE),
        _lowered("open-files-limit", resource.RLIMIT_NOFILE, open_files, unit="open files"),
        _zero("locked-memory-limit", resource.RLIMIT_MEMLOCK),
    ]
    core = resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    layers.append(Layer("no-core-file", enforced=core, reason="" if core else "not in force"))
    return layers


def lower(kind: int, soft: int, hard: int | None = None) -> None:
    """Lower a limit for good, at most to the one in force. Raises: OSError, ValueError."""
    hard = soft if hard is None else hard
    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    resource.setrlimit(kind, (soft, hard))


def _memory(size_bytes: int | None) -> Layer:
    if size_bytes is None:
        return _not_asked("memory-limit")
    return _lowered("memory-limit", resource.RLIMIT_AS, size_bytes, unit="bytes")


def _processor(cpu_s: int | None) -> Layer:
    if cpu_s is None:
        return _not_asked("cpu-limit")
    # One second apart, so that the parent can tell the end of the time from other killing.
    return _lowered("cpu-limit", resource.RLIMIT_CPU, cpu_s, hard=cpu_s + 1, unit="s")


def _threads(count: int, own_user_namespace: bool, administrator: bool) -> Layer:
    name = "process-limit"
    if not own_user_namespace:
        why = "without the user namespace it would count all of the person's processes; new "
        return Layer(name, enforced=False, reason=why + "processes are refused by system-calls")
    if administrator:
        why = "the kernel does not apply it to the administrator, as whom this runs; new processes "
        return Layer(name, enforced=False, reason=why + "are refused by system-calls")
    highest = _POOLS * count + _SPARE_THREADS
    return _lowered(name, resource.RLIMIT_NPROC, highest, unit="threads")


def _not_asked(name: str) -> Layer:
    return Layer(name, enforced=False, reason="none was asked for")


def _zero(name: str, kind: int) -> Layer:
    return _lowered(name, kind, 0, unit="")


def _lowered(name: str, kind: int, soft: int, *, unit: str, hard: int | None = None) -> Layer:
    try:
        lower(kind, soft, hard)
    except (OSError, ValueError) as error:
        return Layer(name, enforced=False, reason=f"this system refuses it ({error})")
    now, _ = resource.getrlimit(kind)
    enforced = now != resource.RLIM_INFINITY and now <= soft
    return Layer(name, enforced=enforced, reason=f"{now} {unit}".strip() if enforced else "")
