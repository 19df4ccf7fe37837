"""Starts the process of a child: arguments, environment, channels, and the thread to start it."""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from appliance.confinement.passing import channel
from appliance.confinement.surroundings import CHILD_ENVIRONMENT
from appliance.frames import MAX_FRAME_BYTES
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger("appliance.children")

_LINE_BYTES = 4096


@dataclass(frozen=True)
class ChildSpec:
    """What kind of child to start and what it may use.

    Attributes:
        kind: “language”, “embedding”, “risk” or “parser”; shown to people.
        module: the child's main module.
        address_space_bytes: cap on its memory; None for no cap.
        cpu_s: cap on its processor time; None for no cap.
        threads: how many threads its work may use.
        frame_bytes: the largest message that it may send.
        options: further `name=value` arguments.
        required: layers of `appliance.confinement.layers` that its fence must have beside the
            essential ones; it does not serve without.
        fence: one of `appliance.confinement.fences.FENCES`: what it computes with.
    """

    kind: str
    module: str
    address_space_bytes: int | None
    cpu_s: int | None = None
    threads: int = 1
    frame_bytes: int = MAX_FRAME_BYTES
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    fence: str = "cpu"


def command_line(spec: ChildSpec) -> list[str]:
    """The program and its first arguments; the one place that knows how we were installed."""
    return [sys.executable, "-I", "-X", "utf8", "-m", spec.module]


class Launched(NamedTuple):
    """A process that has not said hello yet; who takes it owns the two descriptors."""

    process: subprocess.Popen[bytes]
    source: int
    sink: int


def launch(spec: ChildSpec, handed: int) -> Launched:
    """Start the process with channels, an empty folder, a clean environment and its own group.

    It inherits nothing else; it will wait for `handed` open files.
    """
    ours: list[int] = []
    theirs: list[int] = []
    try:
        for _ in range(3):
            here, there = channel()
            ours.append(here)
            theirs.append(there)
        process = _spawn(spec, handed, theirs)
    except BaseException:
        for descriptor in ours:
            os.close(descriptor)
        raise
    finally:
        for descriptor in theirs:
            os.close(descriptor)
    from_child, to_child, complaints = ours
    listener = threading.Thread(
        target=_listen, args=(complaints, spec.kind), name=f"{spec.kind} stderr", daemon=True
    )
    listener.start()
    return Launched(process, from_child, to_child)


def _spawn(spec: ChildSpec, handed: int, theirs: list[int]) -> subprocess.Popen[bytes]:
    to_parent, from_parent, complaints = theirs
    command = [
        *command_line(spec),
        *("--kind", spec.kind, "--in", str(from_parent), "--out", str(to_parent)),
        *("--parent", str(os.getpid()), "--threads", str(spec.threads), "--handed", str(handed)),
    ]
    if spec.address_space_bytes is not None:
        command += ["--address-space", str(spec.address_space_bytes)]
    if spec.cpu_s is not None:
        command += ["--cpu", str(spec.cpu_s)]
    if spec.fence != "cpu":
        command += ["--fence", spec.fence]
    for name in spec.required:
        command += ["--require", name]
    for option in spec.options:
        command += ["--option", option]
    # ONNX Runtime looks for side files in the working folder; a folder that was removed has none
    # and can get none.
    folder = tempfile.mkdtemp(prefix="cofferdam-child-")
    try:
        return _spawner.start(
            lambda: subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=complaints,
                stderr=complaints,
                env=_environment(),
                cwd=folder,
                close_fds=True,
                pass_fds=(from_parent, to_parent),
                process_group=0,
            )
        )
    finally:
        Path(folder).rmdir()


def _environment() -> dict[str, str]:
    """All that a child inherits of our environment; nothing in it steers a library."""
    given = {name: value for name, value in CHILD_ENVIRONMENT.items() if value is not None}
    return {"HOME": os.environ.get("HOME", "/"), **given}


def _listen(descriptor: int, kind: str) -> None:
    """Log what a child prints, cleaned and line by line, until it ends."""
    with os.fdopen(descriptor, "rb") as complaints:
        while line := complaints.readline(_LINE_BYTES):
            _log.debug("%s: %s", kind, clean(line.decode("utf-8", "replace").rstrip("\r\n")))


class _Spawner:
    """One thread that starts every child and lives as long as the program.

    The kernel ties a child to the *thread* that started it (PR_SET_PDEATHSIG), so a child started
    by a short-lived worker thread would die with that thread. A process that was forked has none of
    its parent's threads, so it begins anew.
    """

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._orders: queue.SimpleQueue[
            tuple[Callable[[], subprocess.Popen[bytes]], Future[subprocess.Popen[bytes]]]
        ] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, order: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="children", daemon=True)
                self._thread.start()
        answer: Future[subprocess.Popen[bytes]] = Future()
        self._orders.put((order, answer))
        return answer.result()

    def _run(self) -> None:
        while True:
            order, answer = self._orders.get()
            try:
                answer.set_result(order())
            except BaseException as error:  # the asking thread raises it
                answer.set_exception(error)


_spawner = _Spawner()
