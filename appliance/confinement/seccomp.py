"""Puts a filter of system calls in force."""

from __future__ import annotations

import ctypes
import platform
import sys
from typing import TYPE_CHECKING

from appliance.confinement import kernel
from appliance.confinement.syscalls import SETUP, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.confinement.program import Instruction
    from appliance.confinement.syscalls import Machine

_SET_FILTER = 1
ALL_THREADS, NEW_LISTENER, ALL_OR_ERROR, WAIT_KILLABLE = 1, 8, 16, 32
FILTERING = 2


class _Program(ctypes.Structure):
    """The kernel's `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def known_machine() -> Machine | None:
    """The kind of machine whose system calls are known here; None on any other."""
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    name = platform.machine()
    if name == "x86_64":
        return "x86_64"
    return "aarch64" if name == "aarch64" else None


def install(machine: Machine, instructions: Sequence[Instruction], flags: int = ALL_THREADS) -> int:
    """Put the filter in force; NO_NEW_PRIVS must be set. Returns what the call returns.

    With `NEW_LISTENER` that is a descriptor, closed on exec, which the caller owns.
    Raises: OSError.
    """
    code = ctypes.create_string_buffer(b"".join(line.packed() for line in instructions))
    program = _Program(len(instructions), ctypes.addressof(code))
    pointer = ctypes.addressof(program)
    return kernel.call(numbers(SETUP, machine)["seccomp"], _SET_FILTER, flags, pointer)
