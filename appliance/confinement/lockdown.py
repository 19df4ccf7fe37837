"""Puts the layers in force, in the one order that works.

NO_NEW_PRIVS comes first: without it Landlock and seccomp are refused and everything would stay
allowed. Each layer that fails is named in `missing`, never skipped in silence.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.confinement import kernel
from appliance.confinement.probes import probe, still_readable
from appliance.confinement.program import build
from appliance.confinement.report import ConfinementReport

if TYPE_CHECKING:
    from appliance.confinement.report import Level
    from appliance.confinement.syscalls import Machine

_SECCOMP_NUMBER: dict[Machine, int] = {"x86_64": 317, "aarch64": 277}
_SET_FILTER, _ALL_THREADS = 1, 1
_FILTERING = 2

# Newest Landlock whose rights are known here; a newer kernel is asked for no more than this.
_KNOWN_ABI = 7
# Rights over files grew with each version: 13 in the first, 16 since the fifth.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NETWORK_ABI, _SCOPE_ABI = 4, 6


def harden() -> None:
    """No core file, no reading of this process's memory by others of the same user.

    For every process that holds secrets, children and console alike. It counts from here on: `exec`
    makes a process readable again, so a child has nothing to take before it called this (see
    `passing`). Who may trace processes of the same user (where the system's `ptrace_scope` is 0)
    can attach before that and stays attached.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def die_with(parent_pid: int) -> None:
    """End this process when the thread that started it ends, even by `kill -9`.

    Raises: SystemExit: the parent was gone before the kernel was told.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        raise SystemExit(1)


def limit(*, address_space_bytes: int | None, cpu_s: int | None) -> None:
    """Cap memory and processor time for good, at most at the limits already in force."""
    if address_space_bytes is not None:
        _lower(resource.RLIMIT_AS, address_space_bytes, address_space_bytes)
    if cpu_s is not None:
        # One second apart, so that the parent can tell the end of the time from other killing.
        _lower(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)


def _lower(kind: int, soft: int, hard: int) -> None:
    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    resource.setrlimit(kind, (soft, hard))


def lock_down() -> ConfinementReport:
    """Give up files, network, processes and new privileges for good, then try them all.

    Call it after every import and before the first untrusted byte, with no second thread running:
    Landlock binds the calling thread and its later threads only. Afterwards no module can be
    imported and no file opened; descriptors that are already open stay usable.
    """
    missing: list[str] = []
    machine = _machine()
    landlock_abi = _landlock_abi() if machine else 0
    if machine is None:
        missing.append("a known machine")
    elif _thread_count() != 1:
        missing.append("a single thread at lock-down")
    else:
        missing += _apply(machine, landlock_abi)
    refused, allowed = probe() if not missing else ([], [])
    return ConfinementReport(
        level=_level(landlock_abi, whole=not missing and not allowed),
        landlock_abi=landlock_abi,
        refused=refused,
        allowed=allowed,
        missing=missing,
    )


def _level(landlock_abi: int, *, whole: bool) -> Level:
    if not whole:
        return "none"
    return "full" if landlock_abi >= _SCOPE_ABI else "reduced"


def _apply(machine: Machine, landlock_abi: int) -> list[str]:
    """Each layer in turn, then a look whether all are really in force. Returns what is missing.

    The look is apart from the doing, so that a layer that was left out is noticed, too. Seccomp
    answers for every later `open`, so Landlock can be tested only before it.
    """
    try:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        for start, size_bytes in _changeable_code():
            kernel.protect(start, size_bytes, kernel.PROT_READ | kernel.PROT_EXEC)
        if _changeable_code():
            return ["fixed code (not in force)"]
        _landlock(landlock_abi)
        if still_readable():
            return ["Landlock (not in force)"]
        _seccomp(machine)
    except OSError as error:
        return [f"the lock-down failed ({error.args[1]})"]
    states = {
        "no new privileges": kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) == 1,
        "closed memory": kernel.prctl(kernel.PR_GET_DUMPABLE) == 0,
        "seccomp": kernel.prctl(kernel.PR_GET_SECCOMP) == _FILTERING,
    }
    return [f"{name} (not in force)" for name, in_force in states.items() if not in_force]


def _machine() -> Machine | None:
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    name = platform.machine()
    if name == "x86_64":
        return "x86_64"
    return "aarch64" if name == "aarch64" else None


def _thread_count() -> int:
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def _changeable_code() -> list[tuple[int, int]]:
    """Start and size of each stretch of memory that can be written and run.

    Python functions that a C library calls back (llama.cpp's log, progress and abort) leave such
    pages. They work without the right to write; only making or freeing one needs it, so after the
    lock-down a new callback ends the process, and a process that has some ends without tidying up.
    """
    found = []
    for line in Path("/proc/self/maps").read_text("ascii", "replace").splitlines():
        span, rights = line.split(" ", 2)[:2]
        if "w" in rights and "x" in rights:
            start, end = (int(place, 16) for place in span.split("-"))
            found.append((start, end - start))
    return found


def _landlock_abi() -> int:
    """Version of Landlock, 0 if this kernel has none; asking needs no right and no file."""
    try:
        return kernel.call(kernel.LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def _landlock(found_abi: int) -> None:
    """A rule set with every right handled and no exception at all: nothing can be opened."""
    if found_abi == 0:
        raise OSError(0, "no Landlock in this kernel")
    abi = min(found_abi, _KNOWN_ABI)
    words = [(1 << _FILE_RIGHTS.get(abi, 16)) - 1]
    if abi >= _NETWORK_ABI:
        words.append(0b11)  # TCP bind and connect
    if abi >= _SCOPE_ABI:
        words.append(0b11)  # abstract unix sockets and signals
    attributes = ctypes.create_string_buffer(struct.pack(f"={len(words)}Q", *words))
    rules = kernel.call(kernel.LANDLOCK_CREATE_RULESET, attributes, 8 * len(words), 0)
    try:
        kernel.call(kernel.LANDLOCK_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


class _Program(ctypes.Structure):
    """The kernel's `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _seccomp(machine: Machine) -> None:
    instructions = build(machine, os.getpid())
    code = ctypes.create_string_buffer(b"".join(line.packed() for line in instructions))
    program = _Program(len(instructions), ctypes.addressof(code))
    pointer = ctypes.addressof(program)
    kernel.call(_SECCOMP_NUMBER[machine], _SET_FILTER, _ALL_THREADS, pointer)
