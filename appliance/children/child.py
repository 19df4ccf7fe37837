"""One child process as its owner sees it: frames, deadlines, how it ended."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from appliance.children.pipe import TimedPipe
from appliance.children.spawning import launch
from appliance.confinement.hello import CLOSED, PROTOCOL_VERSION, Hello
from appliance.errors import ChildTimeout, ModelStopped, NotConfined, ProtocolBroken
from appliance.frames import EndOfStream, read_frame, write_frame
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.children.spawning import ChildSpec, Launched
    from appliance.confinement.report import ConfinementReport

# A healthy child reads its pipe at once; one that does not for so long is stuck.
SEND_TIMEOUT_S = 60.0
_REAP_S = 5.0
# A hello names every layer and library: some 10 KiB.
HELLO_BYTES = 256 * 1024

# What ends a child, in words for a person.
_SIGNALS = {
    signal.SIGKILL: "it was ended from outside, perhaps for lack of memory",
    signal.SIGSEGV: "it crashed",
    signal.SIGBUS: "it crashed",
    signal.SIGFPE: "it crashed",
    signal.SIGILL: "it uses instructions that this processor does not have",
    signal.SIGABRT: "it found an inconsistency and gave up",
    signal.SIGSYS: "it tried something that it may not do",
    signal.SIGXCPU: "it used up its processor time",
}


class Child:
    """One confined process.

    Use it from one thread at a time; only `send` and `kill` may be called from others.

    Attributes:
        confinement: what the child's lock-down and probe said; it holds unless `judge` was off.
        spec: what it was started as.
    """

    def __init__(self, spec: ChildSpec, launched: Launched) -> None:
        """Only `start` calls this; the descriptors belong to the object from here on."""
        self.spec = spec
        self.confinement: ConfinementReport
        self._process = launched.process
        self._source = TimedPipe(launched.source, spec.kind)
        self._sink = TimedPipe(launched.sink, spec.kind)
        self._send_lock = threading.Lock()
        self._stopped = False

    @classmethod
    def start(
        cls,
        spec: ChildSpec,
        *,
        fds: Sequence[int] = (),
        hello_timeout_s: float = 60.0,
        judge: bool = True,
    ) -> Child:
        """Start a child, let it lock itself down, and wait for its hello.

        Args:
            spec: what to start.
            fds: open files for the child, which finds them in `ChildSide.handed`, in this order;
                the caller still closes its own.
            hello_timeout_s: how long start, imports and lock-down may take.
            judge: refuse a child whose fence does not hold. Without it the caller only wants to
                look at `confinement`; such a child has ended itself and serves nobody.

        Raises:
            NotConfined: something is still possible for the child; it was ended.
            ChildTimeout: no hello in time.
            ModelStopped: it ended before its hello.
            ProtocolBroken: the hello is not one, or of another release.
        """
        child = cls(spec, launch(spec, len(fds)))
        with _registry_lock:
            _registry.add(child)
        try:
            child._hand_over(fds, hello_timeout_s)
            child.confinement = child._greet(hello_timeout_s, judge=judge)
        except BaseException:
            child.stop(grace_s=0)
            raise
        return child

    def _hand_over(self, fds: Sequence[int], timeout_s: float) -> None:
        """Give the child its files as soon as no other program can take them from it."""
        if self.receive(timeout_s) != CLOSED:
            raise ProtocolBroken("not the word that its memory is closed", kind=self.spec.kind)
        if fds:
            try:
                self._sink.hand_over(fds)
            except BrokenPipeError as error:
                raise self._ended() from error

    def _greet(self, timeout_s: float, *, judge: bool) -> ConfinementReport:
        untrusted = self._receive(timeout_s, HELLO_BYTES)
        try:
            hello = msgspec.msgpack.decode(untrusted, type=Hello)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            # Text that is not UTF-8; lists nested deeper than the stack of this program.
            raise ProtocolBroken(str(error), kind=self.spec.kind) from error
        expected = (PROTOCOL_VERSION, self.spec.kind, self.spec.fence)
        if (hello.version, hello.kind, hello.confinement.fence) != expected:
            raise ProtocolBroken("hello of another program", kind=self.spec.kind)
        if not judge:
            return hello.confinement
        if not hello.confinement.holds:
            why = clean(hello.confinement.weakness) or "the protection is not in force"
            raise NotConfined(kind=self.spec.kind, why=why)
        if lacking := hello.confinement.lacking(self.spec.required):
            why = "missing protection: " + clean(", ".join(lacking))
            raise NotConfined(kind=self.spec.kind, why=why)
        return hello.confinement

    def send(self, body: bytes, *, timeout_s: float | None = None) -> None:
        """Send one frame; may be called while another thread waits in `receive`.

        Args:
            body: of the frame.
            timeout_s: for the whole frame; a minute unless given.

        Raises:
            ModelStopped: the child has ended.
            ChildTimeout: the child did not read in time; it was ended.
        """
        try:
            with self._send_lock:
                self._sink.deadline(SEND_TIMEOUT_S if timeout_s is None else timeout_s)
                write_frame(self._sink.file, body)
        except (BrokenPipeError, ValueError) as error:
            if self._stopped or isinstance(error, BrokenPipeError):
                raise self._ended() from error
            raise
        except ChildTimeout:
            self.kill()
            raise

    def receive(self, timeout_s: float | None) -> bytes:
        """The next frame's body. What is in it is untrusted.

        Args:
            timeout_s: for the whole frame; None waits for ever.

        Raises:
            ModelStopped: the child has ended.
            ChildTimeout: no frame in time; the child was ended, because half a frame may be read.
            ProtocolBroken: a frame of no or more than the allowed size; the child was ended.
        """
        return self._receive(timeout_s, self.spec.frame_bytes)

    def _receive(self, timeout_s: float | None, limit_bytes: int) -> bytes:
        self._source.deadline(timeout_s)
        try:
            return read_frame(self._source.file, kind=self.spec.kind, limit_bytes=limit_bytes)
        except (EndOfStream, ValueError) as error:
            raise self._ended() from error
        except (ChildTimeout, ProtocolBroken):
            self.kill()
            raise

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return not self._stopped and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Process number."""
        return self._process.pid

    def memory_bytes(self) -> int:
        """Memory that the child holds now, as the kernel counts it; 0 when it has ended."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1])
        except (OSError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def kill(self) -> None:
        """End the process now; a thread waiting in `receive` gets `ModelStopped`."""
        self._process.kill()

    def join(self) -> None:
        """Wait until a process that was told to end has ended, five seconds at most."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAP_S)

    def stop(self, grace_s: float = 2.0) -> None:
        """Ask by closing the pipe, wait `grace_s`, then kill. May be called again."""
        if self._stopped:
            return
        self._stopped = True
        with self._send_lock:
            self._sink.close()
        try:
            self._process.wait(grace_s or 0.001)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait(_REAP_S)
        self._source.close()
        with _registry_lock:
            _registry.discard(self)

    def _ended(self) -> ModelStopped:
        """The error that says, in plain words, how the child ended."""
        if self._stopped:
            return ModelStopped(why="it was stopped")
        try:
            status = self._process.wait(_REAP_S)
        except subprocess.TimeoutExpired:  # it closed its pipe but lives on
            self.kill()
            status = self._process.wait(_REAP_S)
        return ModelStopped(f"{self.spec.kind} child: status {status}", why=_why(status))


def _why(status: int) -> str:
    if status >= 0:
        return "it ended by itself"
    try:
        return _SIGNALS.get(signal.Signals(-status), "it was ended from outside")
    except ValueError:
        return "it was ended from outside"


def running() -> tuple[Child, ...]:
    """The children that are alive, oldest first."""
    with _registry_lock:
        return tuple(sorted((c for c in _registry if c.alive), key=lambda c: c.pid))


def stop_all() -> None:
    """End every child now and wait for it; whoever owns it learns of it as `ModelStopped`.

    Children hold no state worth a grace period. Called at exit, and when the vault is locked.
    """
    ending = running()
    for child in ending:
        child.kill()
    for child in ending:
        child.join()


_registry: set[Child] = set()
_registry_lock = threading.Lock()
atexit.register(stop_all)
