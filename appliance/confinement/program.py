"""Builds the seccomp filter: a list of allowed system calls, death for the rest. Pure."""

from __future__ import annotations

import errno
import struct
from typing import TYPE_CHECKING, NamedTuple

from appliance.confinement.fences import FENCES
from appliance.confinement.kernel import (
    PR_GET_DUMPABLE,
    PR_GET_NO_NEW_PRIVS,
    PR_GET_PDEATHSIG,
    PR_GET_SECCOMP,
    PR_SET_NAME,
    PR_SET_VMA,
)
from appliance.confinement.syscalls import ALLOWED, CHECKED, DRIVER, REFUSED, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.confinement.fences import Fence
    from appliance.confinement.syscalls import Machine

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
DENY = _ERRNO | errno.EACCES
ABSENT = _ERRNO | errno.ENOSYS

# The kernel's names for the two machines in `seccomp_data.arch`.
AUDIT_ARCH: dict[Machine, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000  # a second set of numbers on x86-64 that would walk around the list

# Offsets in `struct seccomp_data`; arguments are 64 bits, low half first on both machines.
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_LOAD, EQUAL, _AT_LEAST, ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06

_CLONE_THREAD = 0x00010000
_PROT_EXEC = 0x4
_MAPPING = ("mmap", "mprotect", "pkey_mprotect")
# Duplicate, close-on-exec flags, status flags, seals: nothing that makes signals or leases.
_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030, 1034)
_PRCTL_OPTIONS = (
    *(PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_SECCOMP, PR_GET_NO_NEW_PRIVS),
    PR_SET_VMA,
)

# Asking for the matrix units (AMX) of newer Xeons, which llama.cpp does while it loads a model.
_MATRIX_UNITS = (0x1021, 0x1022, 0x1023)


class Instruction(NamedTuple):
    """One classic BPF instruction."""

    code: int
    when_true: int
    when_false: int
    value: int

    def packed(self) -> bytes:
        """As the kernel's `struct sock_filter`."""
        return struct.pack("=HBBI", *self)


def build(machine: Machine, own_pid: int, fence: Fence = FENCES["cpu"]) -> list[Instruction]:
    """The filter for a child with process number `own_pid`.

    Executable memory is refused, new processes are refused while threads are allowed, signals
    reach only the process itself. `clone3` hides its flags behind a pointer, so it is “not there”
    and the C library falls back to `clone`. A fence with `makes_code` lets memory be executable;
    one with `opens` lets a driver open what Landlock leaves it and control its device, and answers
    calls in no list “permission denied”, because drivers try many things and go on without.
    """
    checked = numbers(CHECKED, machine)
    allowed = numbers(ALLOWED, machine)
    if fence.opens:
        allowed |= numbers(DRIVER, machine)
    if fence.makes_code:
        allowed |= {name: checked.pop(name) for name in _MAPPING if name in checked}
    lines = opening(AUDIT_ARCH[machine], x32=machine == "x86_64", foreign=KILL_PROCESS)
    for number in allowed.values():
        lines += [Instruction(EQUAL, 0, 1, number), answer(ALLOW)]
    for name, body in _bodies(own_pid).items():
        if name in checked:
            lines += rule(checked[name], body)
    for name, number in numbers(REFUSED, machine).items():
        if name not in allowed:
            lines += [Instruction(EQUAL, 0, 1, number), answer(DENY)]
    return [*lines, answer(DENY if fence.opens else KILL_PROCESS)]


def opening(arch: int, *, x32: bool, foreign: int) -> list[Instruction]:
    """Answer `foreign` to calls by another machine's numbers, then load the number of the call."""
    lines = [_load(_ARCH), Instruction(EQUAL, 1, 0, arch), answer(foreign), _load(_NUMBER)]
    if x32:
        lines += [Instruction(_AT_LEAST, 0, 1, _X32_BIT), answer(foreign)]
    return lines


def _bodies(own_pid: int) -> dict[str, list[Instruction]]:
    """For each call that depends on its arguments, what to test and answer."""
    no_execution = _if_bits(2, _PROT_EXEC, then=DENY, otherwise=ALLOW)
    return {
        "clone3": [answer(ABSENT)],
        "clone": _if_bits(0, _CLONE_THREAD, then=ALLOW, otherwise=DENY),
        "mmap": no_execution,
        "mprotect": no_execution,
        "pkey_mprotect": no_execution,
        "prctl": _if_one_of(0, _PRCTL_OPTIONS),
        "arch_prctl": _if_one_of(0, _MATRIX_UNITS),
        "fcntl": _if_one_of(1, _FCNTL_COMMANDS),
        "tgkill": _if_one_of(0, (own_pid,)),
        "prlimit64": _if_one_of(0, (0, own_pid)),
    }


def _load(offset: int) -> Instruction:
    return Instruction(_LOAD, 0, 0, offset)


def load_argument(position: int) -> Instruction:
    """The low half: every argument checked here is an `int` or has its flags there."""
    return _load(_ARGUMENTS + 8 * position)


def answer(action: int) -> Instruction:
    """The end: what the kernel does with the call."""
    return Instruction(_RETURN, 0, 0, action)


def rule(number: int, body: list[Instruction]) -> list[Instruction]:
    """`body`, which must end in an answer, for one system call; otherwise go on after it."""
    return [Instruction(EQUAL, 0, len(body), number), *body]


def _if_bits(position: int, bits: int, *, then: int, otherwise: int) -> list[Instruction]:
    test = Instruction(ANY_BIT, 0, 1, bits)
    return [load_argument(position), test, answer(then), answer(otherwise)]


def _if_one_of(position: int, values: Iterable[int]) -> list[Instruction]:
    lines = [load_argument(position)]
    for value in values:
        lines += [Instruction(EQUAL, 0, 1, value), answer(ALLOW)]
    return [*lines, answer(DENY)]
