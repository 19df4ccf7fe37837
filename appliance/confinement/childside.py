"""The child's half of a child process: start, fence, and frames in and out.

The order in a child's `main` is always the same::

    side = ChildSide.begin()        # first line: closes its memory, takes the files, ties itself
    import heavy_library            # nothing can be imported later
    side.confine()                  # gives everything up, probes, says hello; ends if not fenced
    while (body := side.receive()) is not None:
        side.send(answer(body))

Nothing untrusted may be looked at before `confine` returns.
"""

from __future__ import annotations

import argparse
import os
import select
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from appliance.confinement.fences import FENCES
from appliance.confinement.hardening import die_with, harden
from appliance.confinement.hello import CLOSED, PROTOCOL_VERSION, Hello
from appliance.confinement.limits import Caps
from appliance.confinement.lockdown import lock_down
from appliance.confinement.passing import take_over
from appliance.confinement.surroundings import Given
from appliance.frames import EndOfStream, read_frame, write_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_NOT_CONFINED = 3


@dataclass(frozen=True)
class ChildSide:
    """The two channels to the parent, and what the parent allowed this child.

    Attributes:
        kind: which kind of child this is, as the parent calls it.
        threads: how many threads the work may use, at least 1.
        options: further `name=value` arguments from the parent.
        handed: the open files that the parent handed over, in its order.
        caps: limits on its memory, processor time and threads.
        environment: the variables it was started with, before any library adds its own.
        required: layers that must be in force beside the essential ones.
        fence: name of the kind of fence, one of `fences.FENCES`.
    """

    kind: str
    threads: int
    options: dict[str, str]
    handed: tuple[int, ...]
    caps: Caps
    required: tuple[str, ...]
    environment: dict[str, str]
    source: BinaryIO
    sink: BinaryIO
    poller: select.poll
    fence: str = "cpu"

    @classmethod
    def begin(cls, arguments: Sequence[str] | None = None) -> ChildSide:
        """Close this process to others, take what the parent hands over, close stdout.

        Raises: SystemExit: the arguments are wrong, or the parent is gone.
        """
        environment = dict(os.environ)
        given = _parser().parse_args(arguments)
        harden()
        die_with(given.parent)
        poller = select.poll()
        poller.register(given.source, select.POLLIN)
        os.dup2(2, 1)  # a library that prints must not reach anything but the log
        sink = os.fdopen(given.sink, "wb")
        try:
            write_frame(sink, CLOSED)
            handed = take_over(given.source, given.handed) if given.handed else ()
        except OSError as error:
            raise SystemExit(1) from error
        return cls(
            kind=given.kind,
            threads=given.threads,
            options=dict(item.split("=", 1) for item in given.option),
            handed=handed,
            caps=Caps(given.address_space, given.cpu, given.threads),
            required=tuple(given.require),
            environment=environment,
            source=os.fdopen(given.source, "rb", buffering=0),
            sink=sink,
            poller=poller,
            fence=given.fence,
        )

    def confine(self) -> None:
        """Lock this process down, say hello, and end it here if anything is still possible."""
        descriptors = {0, 1, 2, self.source.fileno(), self.sink.fileno(), *self.handed}
        given = Given(descriptors, self.environment)
        report = lock_down(self.caps, given, required=self.required, fence=self.fence)
        self.send(msgspec.msgpack.encode(Hello(PROTOCOL_VERSION, self.kind, report)))
        if not report.holds:
            sys.exit(EXIT_NOT_CONFINED)

    def receive(self) -> bytes | None:
        """The next frame's body, waiting for it; None when the parent closed the pipe."""
        try:
            return read_frame(self.source, kind="parent")
        except (EndOfStream, ConnectionResetError):
            return None

    def waiting(self) -> bool:
        """True if `receive` would find something (or the end) at once. Never blocks."""
        return bool(self.poller.poll(0))

    def send(self, body: bytes) -> None:
        """Send one frame. Raises: BrokenPipeError: the parent is gone."""
        write_frame(self.sink, body)


def read_descriptor(descriptor: int) -> bytes:
    """The whole content of a memory file that was handed over, below 2 GiB; closes it.

    `mmap` and `open` ask the system for the file's size in a way that is refused after the
    lock-down, so the bytes are read.

    Raises: OSError: it cannot be read whole.
    """
    try:
        size_bytes = os.lseek(descriptor, 0, os.SEEK_END)
        data = os.pread(descriptor, size_bytes, 0)
        if len(data) != size_bytes:
            raise OSError(0, "the memory file ended early")
        return data
    finally:
        os.close(descriptor)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--kind", required=True)
    parser.add_argument("--in", dest="source", type=int, required=True)
    parser.add_argument("--out", dest="sink", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--handed", type=int, default=0)
    parser.add_argument("--address-space", type=int)
    parser.add_argument("--cpu", type=int)
    parser.add_argument("--require", action="append", default=[])
    parser.add_argument("--fence", choices=sorted(FENCES), default="cpu")
    parser.add_argument("--option", action="append", default=[])
    return parser
