"""The console's filter, decided as the kernel decides, for both machines."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from appliance.confinement.console_program import ASK, build
from appliance.confinement.program import ABSENT, ALLOW, AUDIT_ARCH, DENY, KILL_PROCESS
from appliance.confinement.syscalls import ALLOWED, CONNECTING, REFUSED, numbers

if TYPE_CHECKING:
    from appliance.confinement.program import Instruction
    from appliance.confinement.syscalls import Machine

MACHINES: tuple[Machine, ...] = ("x86_64", "aarch64")
UNIX, INET, INET6, NETLINK, PACKET, VSOCK = 1, 2, 10, 16, 17, 40
FAST_OPEN = 0x20000000


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
        elif code == 0x54:
            accumulator &= value
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


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("ask", [False, True])
def test_only_sockets_of_this_machine(machine: Machine, named: bool, ask: bool) -> None:
    program = build(machine, named_sockets=named, listen=False, ask=ask)
    arch, call = AUDIT_ARCH[machine], numbers(CONNECTING, machine)
    no = ASK if ask else DENY
    for family in (0, *range(2, 64), 255, 2**32 - 1):
        assert decide(program, arch, call["socket"], family, 1) == no
        assert decide(program, arch, call["socketpair"], family, 1) == no
    assert decide(program, arch, call["socket"], UNIX, 1) == (ALLOW if named else DENY)
    assert decide(program, arch, call["socketpair"], UNIX, 1) == ALLOW
    # The kernel takes the low half only, so the upper half must not hide the family.
    assert decide(program, arch, call["socket"], (1 << 32) | INET, 1) == no


def test_no_rings_and_nothing_else_is_touched(machine: Machine) -> None:
    program = build(machine, named_sockets=True, listen=False, ask=True)
    arch, call = AUDIT_ARCH[machine], numbers(CONNECTING, machine)
    for name in ("io_uring_setup", "io_uring_enter", "io_uring_register"):
        assert decide(program, arch, call[name]) == ABSENT
    assert ABSENT & 0xFFFF == errno.ENOSYS
    others = {**numbers(ALLOWED, machine), **numbers(REFUSED, machine)}
    for name, number in others.items():
        if name not in ("socket", "socketpair"):
            assert decide(program, arch, number) == ALLOW, name


def test_a_service_takes_streams_and_never_connects(machine: Machine) -> None:
    program = build(machine, named_sockets=False, listen=True, ask=True)
    arch, call = AUDIT_ARCH[machine], numbers(CONNECTING, machine)
    stream_not_blocking, datagram, raw = 1 | 0o4000 | 0o2000000, 2, 3
    for family in (INET, INET6):
        assert decide(program, arch, call["socket"], family, 1) == ALLOW
        assert decide(program, arch, call["socket"], family, stream_not_blocking) == ALLOW
        assert decide(program, arch, call["socket"], family, datagram) == ASK
        assert decide(program, arch, call["socket"], family, raw) == ASK
    for family in (NETLINK, PACKET, VSOCK):
        assert decide(program, arch, call["socket"], family, 1) == ASK
    assert decide(program, arch, call["connect"], 3) == DENY
    for name, position in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3)):
        flags = [3, 0, 0, 0]
        assert decide(program, arch, call[name], *flags) == ALLOW
        flags[position] = FAST_OPEN | 0x4000
        assert decide(program, arch, call[name], *flags) == DENY


def test_other_sets_of_numbers_are_deadly(machine: Machine) -> None:
    program = build(machine, named_sockets=True, listen=True, ask=True)
    arch = AUDIT_ARCH[machine]
    assert decide(program, 0x40000003, 102) == KILL_PROCESS  # 32-bit x86, all of sockets
    if machine == "x86_64":
        assert decide(program, arch, 0x40000000 | 41, INET) == KILL_PROCESS  # x32
