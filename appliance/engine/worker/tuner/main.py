"""The main module of the tuner child: import, lock down, then measure what the parent asks for.

Fenced in like every child. It is started for one tuning; a parent that wants no more ends it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from appliance.confinement.childside import ChildSide
from appliance.engine.gguf import layout as gguf_layout
from appliance.engine.protocol import Trouble
from appliance.engine.tuning.protocol import (
    Answer,
    Answered,
    Compare,
    Failed,
    Held,
    Hold,
    Inspect,
    Inspected,
    Measure,
    Measured,
    Reply,
    Requantize,
    Requantized,
    Request,
    Sign,
)
from appliance.engine.worker.bindings import EngineUnusable, load_bindings
from appliance.engine.worker.tuner import runs as tuner_runs
from appliance.engine.worker.tuner.requantize import Requantizer
from appliance.engine.worker.tuner.weights import HeldWeights, checked
from appliance.engine.worker.wire import HEARTBEAT_S, Refused

if TYPE_CHECKING:
    from appliance.engine.worker.bindings import Bindings


class Gone(Exception):
    """The parent wants no more, or broke the protocol."""


class Tuner:
    """Weights by their place among the files that were handed over."""

    def __init__(self, side: ChildSide) -> None:
        """Loads the libraries; must run before the lock-down."""
        self._side = side
        self._handed = side.handed
        self._held: dict[int, HeldWeights] = {}
        self._number = 0
        self._sent_s = 0.0
        self._bindings: Bindings | None = None
        libraries = Path(side.options["engine"])
        try:
            self._bindings = load_bindings(libraries)
            self._requantizer = Requantizer(libraries)
        except (EngineUnusable, OSError) as error:
            sys.stderr.write(f"engine: {error}\n")

    def handle(self, request: Request) -> Reply:
        """Do one request and return its last reply. Raises: Gone."""
        self._number = request.number
        try:
            return self._answer(request)
        except Refused as error:
            return Failed(self._number, error.trouble, error.fault)
        except IndexError:  # no such place among the files
            return Failed(self._number, Trouble.REQUEST_INVALID)

    def _answer(self, request: Request) -> Reply:
        if self._bindings is None:
            raise Refused(Trouble.ENGINE_UNUSABLE)
        if isinstance(request, Inspect):
            return self._inspect(request)
        if isinstance(request, Hold):
            return self._hold(request, self._bindings)
        if isinstance(request, Requantize):
            weights, output = self._handed[request.weights], self._handed[request.output]
            checked(weights)
            written = self._requantizer.write(
                weights, output, request.type_name, on_table=self._beat
            )
            return Requantized(request.number, *written)
        if isinstance(request, Measure):
            runs = tuner_runs.measure(self._held, request, self._beat)
            return Measured(request.number, runs)
        if isinstance(request, Compare):
            return tuner_runs.compare(self._held, request, self._beat)
        assert isinstance(request, Answer)  # noqa: S101 - the last of the union
        return Answered(request.number, tuner_runs.answers(self._held, request, self._beat))

    def _inspect(self, request: Inspect) -> Inspected:
        weights = self._handed[request.weights]
        source = checked(weights)
        layout = gguf_layout.read(source)
        matrices = [table for table in layout.tables if gguf_layout.is_matrix(table)]
        needed = {}
        for name in gguf_layout.WRITABLE:
            _, tables = gguf_layout.replanned(layout, name)
            needed[name] = gguf_layout.file_bytes(tables, layout.alignment)
        return Inspected(
            request.number,
            gguf_layout.bytes_by_type(layout),
            sorted({table.dimensions[0] for table in matrices}),
            needed,
        )

    def _hold(self, request: Hold, bindings: Bindings) -> Held:
        began_s = time.monotonic()
        weights = self._handed[request.weights]
        if request.weights in self._held:
            raise Refused(Trouble.REQUEST_INVALID)
        held = HeldWeights(bindings.native, weights)
        self._held[request.weights] = held
        load_s = time.monotonic() - began_s
        return Held(request.number, bindings.build, load_s, held.context_tokens)

    def _beat(self, done: int, total: int) -> None:
        """Show a sign of life if none was sent for a second. Raises: Gone."""
        if time.monotonic() - self._sent_s >= HEARTBEAT_S:
            self.send(Sign(self._number, done, total))

    def send(self, reply: Reply) -> None:
        """Send one reply. Raises: Gone: nobody reads any more."""
        self._sent_s = time.monotonic()
        try:
            self._side.send(msgspec.msgpack.encode(reply))
        except BrokenPipeError as error:
            raise Gone from error


def main() -> None:
    """Serve until the parent closes the pipe or breaks the protocol."""
    side = ChildSide.begin()
    tuner = Tuner(side)
    decoder = msgspec.msgpack.Decoder(Request)
    side.confine()
    try:
        while (body := side.receive()) is not None:
            tuner.send(tuner.handle(decoder.decode(body)))
    except (Gone, msgspec.DecodeError):
        pass
    # Freeing gigabytes page by page helps nobody: the system takes all back at once.
    os._exit(0)


if __name__ == "__main__":
    main()
