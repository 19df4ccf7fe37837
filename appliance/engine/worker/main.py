"""The main module of every engine child: import, lock down, then serve requests."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from appliance.confinement.childside import ChildSide
from appliance.engine.protocol import Cancel
from appliance.engine.worker.wire import Ended, Wire, answered

if TYPE_CHECKING:
    from appliance.engine.protocol import Reply, Request

# Imported by name, so that a child loads only the libraries of its own kind.
_WORKERS = {
    "language": ("appliance.engine.worker.language", "LanguageWorker"),
    "embedding": ("appliance.engine.worker.embedding", "EmbeddingWorker"),
    "risk": ("appliance.engine.worker.tabular", "TabularWorker"),
    "ocr": ("appliance.engine.worker.ocr", "OcrWorker"),
}


class Worker(Protocol):
    """What each kind of child offers; its constructor runs before the lock-down."""

    def __init__(self, side: ChildSide, wire: Wire) -> None:
        """Import libraries and prepare; nothing untrusted is looked at yet."""

    def handle(self, request: Request) -> Reply:
        """Do one request and return its last reply. Raises: Ended, Refused."""


@runtime_checkable
class ManyAtOnce(Protocol):
    """A worker that takes requests while others are at work."""

    def serve(self) -> None:
        """Serve until the end. Raises: Ended."""


def main() -> None:
    """Serve until the parent says stop, closes the pipe, or breaks the protocol."""
    side = ChildSide.begin()
    wire = Wire(side)
    module, name = _WORKERS[side.kind]
    make: type[Worker] = getattr(importlib.import_module(module), name)
    worker = make(side, wire)
    side.confine()
    try:
        if isinstance(worker, ManyAtOnce):
            worker.serve()
        while True:
            request = wire.receive()
            # A late Cancel crossed with the end of the request that it meant.
            if not isinstance(request, Cancel):
                wire.send(answered(worker.handle, request))
    except Ended:
        # Freeing gigabytes page by page helps nobody: the system takes all back at once.
        os._exit(0)


if __name__ == "__main__":
    main()
