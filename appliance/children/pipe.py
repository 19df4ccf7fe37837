"""One end of a channel to a child that gives up at a deadline."""

from __future__ import annotations

import os
import select
import time
from typing import TYPE_CHECKING, cast

from appliance.confinement.passing import hand_over
from appliance.errors import ChildTimeout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO


class TimedPipe:
    """One end of a channel that gives up at a deadline, as a file for `appliance.frames`."""

    def __init__(self, descriptor: int, kind: str) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._kind = kind
        self._limit_s: float | None = None
        self._until_s = float("inf")
        self._closed = False

    @property
    def file(self) -> BinaryIO:
        """This object, which has the three methods of a file that frames need."""
        return cast("BinaryIO", self)

    def deadline(self, limit_s: float | None) -> None:
        """Reads and writes from now on must end within `limit_s`."""
        self._limit_s = limit_s
        self._until_s = float("inf") if limit_s is None else time.monotonic() + limit_s

    def read(self, size_bytes: int) -> bytes:
        """At least one byte, or nothing at the end. Raises: ChildTimeout."""
        while True:
            self._wait(select.POLLIN)
            try:
                return os.read(self._descriptor, min(size_bytes, 1024 * 1024))
            except ConnectionResetError:  # it ended before it read all that we sent
                return b""
            except BlockingIOError:
                continue

    def write(self, data: bytes) -> int:
        """All of `data`. Raises: BrokenPipeError, ChildTimeout."""
        rest = memoryview(data)
        while rest:
            self._wait(select.POLLOUT)
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:
                continue
        return len(data)

    def hand_over(self, descriptors: Sequence[int]) -> None:
        """Send open files to the other end. Raises: OSError: it is closed."""
        hand_over(self._descriptor, descriptors)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Close the descriptor; later use raises ValueError."""
        if not self._closed:
            self._closed = True
            os.close(self._descriptor)

    def _wait(self, event: int) -> None:
        if self._closed:
            raise ValueError("the pipe is closed")
        poller = select.poll()
        poller.register(self._descriptor, event)
        left_s = self._until_s - time.monotonic()
        if not poller.poll(None if left_s == float("inf") else max(0.0, left_s) * 1000):
            raise ChildTimeout(kind=self._kind, limit_s=self._limit_s)
