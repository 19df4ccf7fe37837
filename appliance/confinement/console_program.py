"""Builds the filter that takes from the console every socket that could leave the machine. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.confinement.program import (
    ABSENT,
    ALLOW,
    ANY_BIT,
    AUDIT_ARCH,
    DENY,
    EQUAL,
    KILL_PROCESS,
    Instruction,
    answer,
    load_argument,
    opening,
    rule,
)
from appliance.confinement.syscalls import CONNECTING, numbers

if TYPE_CHECKING:
    from appliance.confinement.syscalls import Machine

# The kernel asks whoever holds the listener; `attempts` always says no and counts.
ASK = 0x7FC00000

AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
_STREAM, _KIND_MASK = 1, 0xF
_MASK = 0x54
# Connects while it sends, past the rules on connecting.
_FAST_OPEN = 0x20000000


def build(machine: Machine, *, named_sockets: bool, listen: bool, ask: bool) -> list[Instruction]:
    """The filter.

    Everything that is no socket is allowed: a program with a window needs too many calls to list.

    Args:
        machine: whose numbers to use.
        named_sockets: allow sockets of this machine (display, D-Bus); pairs are always allowed.
        listen: allow TCP sockets, but not to connect them.
        ask: have refusals counted by the holder of the listener; otherwise they are only refused.
    """
    call = numbers(CONNECTING, machine)
    refuse = ASK if ask else DENY
    lines = opening(AUDIT_ARCH[machine], x32=machine == "x86_64", foreign=KILL_PROCESS)
    lines += rule(call["socket"], _socket(refuse, named_sockets=named_sockets, listen=listen))
    lines += rule(call["socketpair"], _if_family(AF_UNIX, ALLOW, refuse))
    for name in ("io_uring_setup", "io_uring_enter", "io_uring_register"):
        lines += rule(call[name], [answer(ABSENT)])  # it would make sockets unseen
    if listen:
        lines += rule(call["connect"], [answer(ALLOW if named_sockets else DENY)])
        lines += rule(call["sendto"], _without_bits(3))
        lines += rule(call["sendmsg"], _without_bits(2))
        lines += rule(call["sendmmsg"], _without_bits(3))
    return [*lines, answer(ALLOW)]


def _socket(refuse: int, *, named_sockets: bool, listen: bool) -> list[Instruction]:
    lines = [load_argument(0)]
    # A look-up of users asks a daemon by name; that is refused where it is not needed, not counted.
    lines += [Instruction(EQUAL, 0, 1, AF_UNIX), answer(ALLOW if named_sockets else DENY)]
    if listen:
        stream = [
            load_argument(1),
            Instruction(_MASK, 0, 0, _KIND_MASK),
            Instruction(EQUAL, 0, 1, _STREAM),
            answer(ALLOW),
        ]
        lines += [
            Instruction(EQUAL, 1, 0, AF_INET),
            Instruction(EQUAL, 0, len(stream), AF_INET6),
            *stream,
        ]
    return [*lines, answer(refuse)]


def _if_family(family: int, then: int, otherwise: int) -> list[Instruction]:
    test = Instruction(EQUAL, 0, 1, family)
    return [load_argument(0), test, answer(then), answer(otherwise)]


def _without_bits(position: int) -> list[Instruction]:
    test = Instruction(ANY_BIT, 0, 1, _FAST_OPEN)
    return [load_argument(position), test, answer(DENY), answer(ALLOW)]
