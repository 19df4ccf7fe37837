"""What the console process gives up at its start: every connection that could leave the machine.

The console opens the vault, so it keeps files and processes. It gives up new privileges, TCP
(Landlock) and the making of any socket that could reach another machine (seccomp), for good and for
everything that it starts. Refused attempts are counted, see `attempts`.
"""

from __future__ import annotations

import ctypes
import enum
import errno
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.confinement import attempts, kernel, landlock, seccomp, surroundings
from appliance.confinement.console_program import AF_INET, build
from appliance.confinement.hardening import harden
from appliance.confinement.layers import CONSOLE_LAYERS, Layer, lacking
from appliance.errors import ConsoleNotConfined

if TYPE_CHECKING:
    from collections.abc import Collection

    from appliance.confinement.syscalls import Machine

_DATAGRAM = 2
# So long an answer of the counting process is waited for before somebody looks whether it runs.
_LOOK_S = 0.25
# Without these the console does not open a vault, whatever the settings say.
_ESSENTIAL = frozenset({"console-no-new-privileges", "console-sockets"})


class Use(enum.Enum):
    """What the process is; the value says what sockets it keeps."""

    COMMAND = "none but pairs"
    WINDOW = "only sockets of this machine, for the display and the desktop"


@dataclass(frozen=True)
class Tested:
    """One real attempt to make a socket for another machine: refused, and counted?"""

    refused: bool
    counted: bool


class ConsoleFence:
    """What was given up, and what was refused since."""

    def __init__(self, use: Use, *, listen: bool) -> None:
        """Only `give_up` calls this."""
        self.use = use
        self.listen = listen
        self._attempts = attempts.Attempts()
        self._counting_pid: int | None = None
        self._self_tests = 0
        self._lock = threading.Lock()
        self._testing = threading.Lock()
        self._layers: dict[str, Layer] = {}

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every layer of `CONSOLE_LAYERS`, in that order, as it is now."""
        found = dict(self._layers)
        if self._counting_ended():
            why = "the counting process was ended or stopped; what is refused now is not counted"
            found["console-count"] = Layer("console-count", enforced=False, reason=why)
        missing = "an earlier layer failed"
        return tuple(
            found.get(name, Layer(name, enforced=False, reason=missing)) for name in CONSOLE_LAYERS
        )

    @property
    def counting_pid(self) -> int | None:
        """Number of the counting process, None if there is none."""
        return self._counting_pid

    def refused(self) -> int:
        """Refused attempts of this process and everything it started, without our own tests."""
        self._counting_ended()  # so that nobody waits for one that was stopped
        with self._lock:
            return max(0, sum(self._attempts.by_family().values()) - self._self_tests)

    def refused_by_family(self) -> dict[int, int]:
        """The same by address family (2 is IPv4, 10 IPv6, 16 netlink), our own tests included."""
        return self._attempts.by_family()

    def self_test(self) -> Tested:
        """Really try to make a UDP socket, which would need no answer to leak something."""
        answers: list[tuple[int, int]] = []

        def attempt() -> None:
            handle = kernel.libc.socket(AF_INET, _DATAGRAM, 0)
            answers.append((handle, ctypes.get_errno()))

        with self._testing:
            with self._lock:
                before = sum(self._attempts.by_family().values())
                self._self_tests += 1
            # In a thread of its own, because the call waits for the counting process.
            trying = threading.Thread(target=attempt, name="socket-test", daemon=True)
            trying.start()
            while trying.is_alive():
                trying.join(_LOOK_S)
                self._counting_ended()
            handle, error = answers[0]
            if handle >= 0:
                os.close(handle)
            counted = handle < 0 and sum(self._attempts.by_family().values()) > before
            with self._lock:
                self._self_tests -= not counted
        # “No such call” is the kernel's own answer when nobody counts any more.
        return Tested(handle < 0 and error in (errno.EACCES, errno.ENOSYS), counted)

    def _counting_ended(self) -> bool:
        pid = self._counting_pid
        return pid is not None and not attempts.is_counting(pid)

    def put_up(self) -> None:
        """Each layer in turn, and a look whether it is in force."""
        machine = seccomp.known_machine()
        if machine is None:
            self._set("console-sockets", why="this machine or system is not known")
            return
        try:
            harden()
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
            self._set("console-closed-memory", held=kernel.prctl(kernel.PR_GET_DUMPABLE) == 0)
            privileged = kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) != 1
            self._set("console-no-new-privileges", held=not privileged)
        except OSError as error:
            self._set("console-no-new-privileges", why=str(error.args[1]))
            return
        self._give_up_tcp()
        _close_inherited_sockets()
        self._give_up_sockets(machine)

    def _give_up_tcp(self) -> None:
        rights = landlock.CONNECT_TCP if self.listen else landlock.CONNECT_TCP | landlock.BIND_TCP
        if surroundings.thread_count() != 1:
            self._set("console-landlock-tcp", why="other threads were running at the start")
            return
        try:
            landlock.give_up_tcp(landlock.version(), rights)
        except OSError as error:
            self._set("console-landlock-tcp", why=str(error.args[1]))
        else:
            detail = "may accept, may not connect" if self.listen else ""
            self._set("console-landlock-tcp", held=True, why=detail)

    def _give_up_sockets(self, machine: Machine) -> None:
        why_uncounted = ""
        try:
            listener = self._filter(machine, ask=True)
            self._counting_pid = attempts.start_counting(machine, listener, self._attempts)
        except OSError as error:
            busy = error.errno == errno.EBUSY
            why_uncounted = "another program counts already" if busy else str(error.args[1])
            try:
                self._filter(machine, ask=False)
            except OSError as second:
                self._set("console-sockets", why=str(second.args[1]))
                return
        tested = self.self_test()
        self._set("console-sockets", held=tested.refused, why=self.use.value)
        self._set("console-count", held=tested.counted, why=why_uncounted)

    def _filter(self, machine: Machine, *, ask: bool) -> int:
        window = self.use is Use.WINDOW
        lines = build(machine, named_sockets=window, listen=self.listen, ask=ask)
        if not ask:
            return seccomp.install(machine, lines)
        flags = seccomp.ALL_THREADS | seccomp.ALL_OR_ERROR | seccomp.NEW_LISTENER
        try:  # so that a signal does not make the caller ask, and be counted, twice
            return seccomp.install(machine, lines, flags | seccomp.WAIT_KILLABLE)
        except OSError as error:
            if error.errno != errno.EINVAL:  # older than Linux 5.19
                raise
            return seccomp.install(machine, lines, flags)

    def _set(self, name: str, *, held: bool = False, why: str = "") -> None:
        self._layers[name] = Layer(name, held, why if held or why else "not in force")


def give_up(use: Use, *, listen: bool = False) -> ConsoleFence:
    """Put the fence of the console up; at the very start, with one thread and nothing secret.

    A second call returns the first fence: nothing can be had back. Never raises; `require` does.

    Args:
        use: what this process is.
        listen: keep TCP sockets that accept but do not connect, for a service of this machine.
    """
    global _current  # noqa: PLW0603 - a process has one fence
    if _current is None:
        fence = ConsoleFence(use, listen=listen)
        fence.put_up()
        _current = fence
    return _current


def current() -> ConsoleFence | None:
    """The fence of this process; None if it never called `give_up` (a library, a test)."""
    return _current


def refused_connections() -> int:
    """Connections that this process and its children were refused; 0 without a fence."""
    return _current.refused() if _current is not None else 0


def require(demanded: Collection[str]) -> None:
    """Go on only if the console's fence holds, with the layers demanded.

    A process that never put one up is asked for the demanded layers only.
    Raises: ConsoleNotConfined.
    """
    fence = _current
    wanted = set(demanded) | (_ESSENTIAL if fence is not None else set())
    if weak := lacking(fence.layers if fence is not None else (), wanted):
        raise ConsoleNotConfined(why=", ".join(weak))


def _close_inherited_sockets() -> None:
    """Whoever started us may have left a connected socket open; standard streams are theirs."""
    for entry in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are enough
        try:
            target = os.readlink(f"/proc/self/fd/{entry}")  # noqa: PTH115 - a name, no path
        except OSError:
            continue
        if int(entry) > 2 and target.startswith("socket:"):
            os.close(int(entry))


_current: ConsoleFence | None = None
