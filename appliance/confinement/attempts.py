"""Counts the connections that the console was refused.

The kernel stops a refused call and asks whoever holds the filter's listener. A thread of the
console could hold it, but not safely: a library that makes a socket while it holds Python's lock
would wait for a thread that waits for that lock, for ever. So a second process holds it, forked
before the console knows any secret. It has no other open file and reaches no file, answers “no” to
everything, and dies with the console. If it dies first, nobody holds the listener and the kernel
itself says no: refused without being counted, never waiting. One that was stopped counts as dead
and is killed as soon as anybody looks.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import signal
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.confinement import kernel, landlock, limits, namespaces
from appliance.confinement.hardening import die_with

if TYPE_CHECKING:
    from appliance.confinement.syscalls import Machine

# `struct seccomp_notif` up to its first argument, its whole size, and `seccomp_notif_resp`.
_QUESTION, _QUESTION_BYTES = struct.Struct("=QIIiIQQ"), 80
_ANSWER = struct.Struct("=QqiI")
_RECEIVE, _SEND = 0xC0502100, 0xC0182101

# One counter for each family of addresses; families above share the last.
_FAMILIES = 64
_COUNTER = struct.Struct("=Q")


class Attempts:
    """The counters, in memory that the console shares with the counting process."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _FAMILIES * _COUNTER.size)

    def by_family(self) -> dict[int, int]:
        """Number of an address family (`AF_INET` is 2) to refused attempts, without the zeros."""
        counts = {
            family: _COUNTER.unpack_from(self._memory, family * _COUNTER.size)[0]
            for family in range(_FAMILIES)
        }
        return {family: count for family, count in counts.items() if count}

    def add(self, family: int) -> None:
        """One more; only the counting process calls it."""
        place = min(family, _FAMILIES - 1) * _COUNTER.size
        (count,) = _COUNTER.unpack_from(self._memory, place)
        _COUNTER.pack_into(self._memory, place, count + 1)


def start_counting(machine: Machine, listener: int, attempts: Attempts) -> int:
    """Start the process that holds `listener`, and let go of it here. Returns its number.

    Raises: OSError: no process can be started; the listener is closed then, too.
    """
    parent = os.getpid()
    try:
        pid = os.fork()
        if pid == 0:
            _serve(machine, listener, attempts, parent)
    finally:
        os.close(listener)
    return pid


def is_counting(pid: int) -> bool:
    """True while the counting process lives and runs.

    One that somebody stopped is killed: whoever makes a socket would wait for its answer, and
    without it the kernel itself says no.
    """
    looked = os.WEXITED | os.WSTOPPED | os.WNOHANG | os.WNOWAIT
    try:
        found = os.waitid(os.P_PID, pid, looked)
    except ChildProcessError:
        return False
    if found is not None and found.si_code == os.CLD_STOPPED:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return found is None


def _serve(machine: Machine, listener: int, attempts: Attempts, parent: int) -> None:
    """The whole life of the counting process; never returns."""
    try:
        die_with(parent)
        os.setsid()  # Ctrl-C is for the console
        kernel.prctl(kernel.PR_SET_NAME, kernel.address(b"cofferdam-count\0"))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        listener = fcntl.fcntl(listener, fcntl.F_DUPFD_CLOEXEC, 3)  # we may run without stdin
        nothing = os.open("/dev/null", os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        _close_all_but(0, 1, 2, listener)
        limits.apply(limits.Caps(), own_user_namespace=False, administrator=False)
        namespaces.drop_capabilities(machine)
        with suppress(OSError):
            landlock.give_up_everything(landlock.version())
        while True:
            _answer(listener, attempts)
    finally:
        os._exit(1)


def _close_all_but(*kept: int) -> None:
    for entry in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are enough
        if int(entry) not in kept:
            with suppress(OSError):  # that of the listing is closed by now
                os.close(int(entry))


def _answer(listener: int, attempts: Attempts) -> None:
    """Wait for one question, count it, say no. Raises: OSError: the listener is of no use."""
    question = bytearray(_QUESTION_BYTES)
    try:
        fcntl.ioctl(listener, _RECEIVE, question)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.EINTR):  # the asking process ended meanwhile
            return
        raise
    identifier, _, _, _, _, _, family = _QUESTION.unpack_from(question)
    attempts.add(family & 0xFFFFFFFF)
    with suppress(FileNotFoundError):
        fcntl.ioctl(listener, _SEND, _ANSWER.pack(identifier, 0, -errno.EACCES, 0))
