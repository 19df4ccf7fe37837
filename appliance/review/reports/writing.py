"""The console's side of the child that writes reports.

What the child sends is a stranger's: each piece is counted, and what comes back is only ever
written to a file.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from appliance.children import Child, ChildSpec, sealed_memory
from appliance.errors import (
    Cancelled,
    ChildTimeout,
    ModelStopped,
    OutOfMemory,
    ProtocolBroken,
    ReportFontMissing,
    ReportNotWritten,
)
from appliance.frames import MAX_FRAME_BYTES
from appliance.review.reports import fonts
from appliance.review.reports.protocol import (
    PIECE_BYTES,
    Begin,
    Done,
    Encode,
    Failed,
    Fault,
    Piece,
    Reply,
    Taken,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from appliance.jobs import Job
    from appliance.review.reports.protocol import Crop, Request
    from appliance.review.reports.records import Report

KIND = "writer"
MODULE = "appliance.review.reports.writer.main"
# The largest honest file: three hundred pictures of half a megabyte, and text.
LIMIT_BYTES = 256 * 1024 * 1024
_FRAME_BYTES = PIECE_BYTES + 64 * 1024
_CPU_S = 900
_REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
_WHY = {
    Fault.BROKEN: "the writer gave it up",
    Fault.UNKNOWN_PICTURE: "a picture is missing",
}


class WritingReport:
    """One report in a child. Use it from one thread at a time."""

    def __init__(self, child: Child, job: Job, *, timeout_s: float) -> None:
        self._child = child
        self._job = job
        self._timeout_s = timeout_s

    def begin(self, report: Report, *, font: bool) -> None:
        """Hand the report over. Raises: as `file`."""
        self._taken(Begin(report, font))

    def add(self, crop: Crop) -> None:
        """Hand one picture over; before the file is asked for. Raises: as `file`."""
        self._taken(crop)

    def file(self, format: Literal["pdf", "docx"]) -> tuple[bytes, int]:
        """The report, and how many pages it has; 0 where it has none of its own.

        Raises: ReportNotWritten: the child gave it up, ended, needed too long or wrote too much;
            OutOfMemory, ProtocolBroken, Cancelled.
        """
        return self._received(Write(format))

    def picture(self, name: str) -> bytes:
        """A picture as PNG, with its marks. Raises: as `file`."""
        return self._received(Encode(name))[0]

    def _taken(self, request: Request) -> None:
        self._send(request)
        if not isinstance(self._receive(), Taken):
            raise ProtocolBroken("not taken", kind=KIND)

    def _received(self, request: Request) -> tuple[bytes, int]:
        self._send(request)
        data = bytearray()
        while isinstance(reply := self._receive(), Piece):
            data += reply.data
            if len(data) > LIMIT_BYTES or not reply.data:
                self._child.kill()
                raise ReportNotWritten(why="it would be far larger than any report")
            self._job.check()
        if not isinstance(reply, Done) or reply.size_bytes != len(data) or reply.pages < 0:
            raise ProtocolBroken("no whole file", kind=KIND)
        return bytes(data), reply.pages

    def _send(self, request: Request) -> None:
        self._job.check()
        body = msgspec.msgpack.encode(request)
        if len(body) > MAX_FRAME_BYTES:
            raise ReportNotWritten(why="the review has more text than a report takes")
        with _reported(self._job):
            self._child.send(body)

    def _receive(self) -> Reply:
        with _reported(self._job):
            untrusted = self._child.receive(self._timeout_s)
        try:
            reply = _REPLIES.decode(untrusted)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise ProtocolBroken(type(error).__name__, kind=KIND) from error
        if isinstance(reply, Failed):
            if reply.fault == Fault.OUT_OF_MEMORY:
                raise OutOfMemory(name="the report")
            if reply.fault == Fault.NO_FONT:
                raise ReportFontMissing(folder=fonts.own_folder())
            raise ReportNotWritten(reply.fault.name, why=_WHY[reply.fault])
        return reply


@contextmanager
def writing(
    report: Report,
    job: Job,
    *,
    memory_bytes: int,
    font: bytes = b"",
    required: Sequence[str] = (),
    timeout_s: float = 300.0,
) -> Iterator[WritingReport]:
    """A child with the report, ended with the block.

    Args:
        report: what is written.
        job: a cancelled one ends the child.
        memory_bytes: what the child may take.
        font: a TrueType font or collection with Chinese letters; b"" for none.
        required: layers that its fence must have beside the essential ones.
        timeout_s: for each of its answers.

    Raises: ReportNotWritten, NotConfined, OutOfMemory, ProtocolBroken, Cancelled.
    """
    spec = ChildSpec(
        kind=KIND,
        module=MODULE,
        address_space_bytes=memory_bytes,
        cpu_s=_CPU_S,
        frame_bytes=_FRAME_BYTES,
        required=tuple(required),
    )
    fds = (sealed_memory("font", lambda handle: _fill(handle, font)),) if font else ()
    try:
        with _reported(job):
            child = Child.start(spec, fds=fds)
    finally:
        for handle in fds:
            os.close(handle)
    try:
        with job.when_cancelled(child.kill):
            made = WritingReport(child, job, timeout_s=timeout_s)
            made.begin(report, font=bool(font))
            yield made
    finally:
        child.stop(grace_s=0)


def _fill(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


@contextmanager
def _reported(job: Job) -> Iterator[None]:
    """Say what a child's death means for the report; a cancelled job ends it on purpose."""
    try:
        yield
    except ModelStopped as error:
        if job.cancelled:
            raise Cancelled from error
        why = f"the writer stopped ({error.facts.get('why', '')})"
        raise ReportNotWritten(error.detail, why=why) from error
    except ChildTimeout as error:
        why = f"the writer needed more than {error.facts.get('limit_s', '')} s"
        raise ReportNotWritten(error.detail, why=why) from error
