"""Typed messages on the child's pipes, and how work notices that it should stop."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import msgspec

from appliance.engine.protocol import Cancel, Failed, Progress, Request, Stop, Trouble
from appliance.engine.weights_faults import UNSAFE, WeightsFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.confinement.childside import ChildSide
    from appliance.engine.protocol import Reply
    from appliance.engine.weights_faults import WeightsRefused

# The parent gives a silent child up after a minute or two; this is far below.
HEARTBEAT_S = 1.0
_UNSUITABLE = frozenset({WeightsFault.ENDS, WeightsFault.ARCHITECTURE})


class Ended(Exception):
    """The parent wants no more: it said so, closed the pipe, or broke the protocol."""


class Refused(Exception):
    """The model cannot be loaded, or the request cannot be done; says why as a number."""

    def __init__(
        self,
        trouble: Trouble,
        fault: WeightsFault = WeightsFault.NONE,
        *,
        needed: int = 0,
        limit: int = 0,
    ) -> None:
        super().__init__(trouble.name)
        self.trouble = trouble
        self.fault = fault
        self.needed = needed
        self.limit = limit


def refused_weights(error: WeightsRefused) -> Refused:
    """The trouble for a file that one of our own readers refused; the detail goes to the log."""
    sys.stderr.write(f"weights refused: {error}\n")
    if error.fault in _UNSUITABLE:
        return Refused(Trouble.WEIGHTS_UNSUITABLE, error.fault)
    trouble = Trouble.WEIGHTS_UNSAFE if error.fault in UNSAFE else Trouble.WEIGHTS_DAMAGED
    return Refused(trouble, error.fault)


def answered(handle: Callable[[Request], Reply], request: Request) -> Reply:
    """The last reply; what is refused, and memory that ran out, become one, too. Raises: Ended."""
    number: int = getattr(request, "number", 0)  # nobody counts the requests to load a model
    try:
        return handle(request)
    except Refused as error:
        return Failed(number, error.trouble, fault=error.fault)
    except MemoryError:
        return Failed(number, Trouble.OUT_OF_MEMORY)


class Wire:
    """Requests in, replies out.

    Workers that do one request at a time ask `cancelled` now and then; others read as they go.
    """

    def __init__(self, side: ChildSide) -> None:
        self._side = side
        self._decoder = msgspec.msgpack.Decoder(Request)
        self._encoder = msgspec.msgpack.Encoder()
        self._last_sent_s = 0.0

    def receive(self) -> Request:
        """The next request, waiting for it. Raises: Ended."""
        body = self._side.receive()
        if body is None:
            raise Ended
        try:
            request: Request = self._decoder.decode(body)
        except msgspec.DecodeError as error:
            raise Ended from error
        if isinstance(request, Stop):
            raise Ended
        return request

    def send(self, reply: Reply) -> None:
        """Send one reply. Raises: Ended: nobody reads any more."""
        self._last_sent_s = time.monotonic()
        try:
            self._side.send(self._encoder.encode(reply))
        except BrokenPipeError as error:
            raise Ended from error

    def waiting(self) -> bool:
        """True if `receive` would not have to wait."""
        return self._side.waiting()

    def cancelled(self, number: int) -> bool:
        """True if the parent cancelled request `number`. Never blocks. Raises: Ended."""
        while self._side.waiting():
            request = self.receive()
            if not isinstance(request, Cancel):
                raise Ended
            if request.number == number:
                return True
        return False

    def beat(self, number: int, done: int, total: int) -> None:
        """Show a sign of life if none was sent for a second."""
        if time.monotonic() - self._last_sent_s >= HEARTBEAT_S:
            self.send(Progress(number, done, total))
