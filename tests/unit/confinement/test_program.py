from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.confinement.program import (
    ABSENT,
    ALLOW,
    AUDIT_ARCH,
    DENY,
    KILL_PROCESS,
    Instruction,
    build,
)
from appliance.confinement.syscalls import ALLOWED, CHECKED, CONNECTING, REFUSED, SETUP, numbers

if TYPE_CHECKING:
    from appliance.confinement.syscalls import Machine

PID = 4321
MACHINES: tuple[Machine, ...] = ("x86_64", "aarch64")
HEADERS: dict[Machine, str] = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}
# The generic header calls these by the name of the system call's implementation.
HEADER_NAMES = {"newfstatat": "fstatat"}


def decide(program: list[Instruction], arch: int, number: int, *arguments: int) -> int:
    """What the kernel would answer: runs the filter as the kernel does."""
    words = {0: number & 0xFFFFFFFF, 4: arch}
    for position, value in enumerate([*arguments, 0, 0, 0, 0, 0, 0][:6]):
        words[16 + 8 * position] = value & 0xFFFFFFFF
        words[20 + 8 * position] = (value >> 32) & 0xFFFFFFFF
    place = accumulator = 0
    while True:
        code, when_true, when_false, value = program[place]
        place += 1
        if code == 0x20:
            accumulator = words[value]
        elif code == 0x06:
            return value
        else:
            holds = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
                0x45: bool(accumulator & value),
            }[code]
            place += when_true if holds else when_false


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> Machine:
    chosen: Machine = request.param
    return chosen


def test_every_listed_call_gets_its_answer(machine: Machine) -> None:
    program, arch = build(machine, PID), AUDIT_ARCH[machine]
    for number in numbers(ALLOWED, machine).values():
        assert decide(program, arch, number) == ALLOW
    for number in numbers(REFUSED, machine).values():
        assert decide(program, arch, number) == DENY
    listed = {
        number
        for table in (ALLOWED, CHECKED, REFUSED)
        for number in numbers(table, machine).values()
    }
    for number in set(range(600)) - listed:
        assert decide(program, arch, number) == KILL_PROCESS


def test_a_list_has_no_call_twice(machine: Machine) -> None:
    names = [name for table in (ALLOWED, CHECKED, REFUSED) for name in numbers(table, machine)]
    values = [
        number
        for table in (ALLOWED, CHECKED, REFUSED)
        for number in numbers(table, machine).values()
    ]
    assert len(set(names)) == len(names)
    assert len(set(values)) == len(values)


def test_threads_but_no_processes(machine: Machine) -> None:
    program, arch = build(machine, PID), AUDIT_ARCH[machine]
    call = numbers(CHECKED, machine)
    thread, process = 0x003D0F00, 0x01200011
    assert decide(program, arch, call["clone"], thread) == ALLOW
    assert decide(program, arch, call["clone"], process) == DENY
    assert decide(program, arch, call["clone3"], 0) == ABSENT
    assert ABSENT & 0xFFFF == errno.ENOSYS


def test_memory_but_none_that_runs(machine: Machine) -> None:
    program, arch = build(machine, PID), AUDIT_ARCH[machine]
    call = numbers(CHECKED, machine)
    for name in ("mmap", "mprotect", "pkey_mprotect"):
        assert decide(program, arch, call[name], 0, 4096, 3) == ALLOW
        assert decide(program, arch, call[name], 0, 4096, 7) == DENY
        assert decide(program, arch, call[name], 0, 4096, 4) == DENY


def test_signals_reach_only_the_process_itself(machine: Machine) -> None:
    program, arch = build(machine, PID), AUDIT_ARCH[machine]
    call = numbers(CHECKED, machine)
    assert decide(program, arch, call["tgkill"], PID, PID, 6) == ALLOW
    assert decide(program, arch, call["tgkill"], 1, 1, 9) == DENY
    assert decide(program, arch, call["prlimit64"], 0) == ALLOW
    assert decide(program, arch, call["prlimit64"], 1) == DENY
    assert decide(program, arch, call["fcntl"], 5, 3) == ALLOW
    assert decide(program, arch, call["fcntl"], 5, 8) == DENY  # F_SETOWN


def test_the_process_cannot_loosen_its_own_fence(machine: Machine) -> None:
    program, arch = build(machine, PID), AUDIT_ARCH[machine]
    prctl = numbers(CHECKED, machine)["prctl"]
    for option in (1, 4, 8, 22, 38, 59):
        assert decide(program, arch, prctl, option) == DENY
    assert decide(program, arch, prctl, 15) == ALLOW


def test_matrix_units_may_be_asked_for_and_nothing_else_of_the_processor() -> None:
    program, arch = build("x86_64", PID), AUDIT_ARCH["x86_64"]
    arch_prctl = numbers(CHECKED, "x86_64")["arch_prctl"]
    assert decide(program, arch, arch_prctl, 0x1023, 18) == ALLOW
    assert decide(program, arch, arch_prctl, 0x1002) == DENY  # ARCH_SET_FS


def test_other_sets_of_numbers_are_deadly(machine: Machine) -> None:
    program, arch = build(machine, PID), AUDIT_ARCH[machine]
    assert decide(program, 0x40000003, 1) == KILL_PROCESS  # 32-bit x86
    read = numbers(ALLOWED, machine)["read"]
    if machine == "x86_64":
        assert decide(program, arch, 0x40000000 | read) == KILL_PROCESS  # x32
    assert decide(program, arch, -1) == KILL_PROCESS


def test_the_numbers_are_the_kernels(machine: Machine) -> None:
    header = Path(HEADERS[machine])
    if not header.exists():
        pytest.skip("the kernel's headers are not installed")
    text = header.read_text("utf-8")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+) (\d+)\b", text))
    for table in (ALLOWED, CHECKED, REFUSED, SETUP, CONNECTING):
        for name, number in numbers(table, machine).items():
            known = found.get(name) or found[HEADER_NAMES[name]]
            assert int(known) == number, name
