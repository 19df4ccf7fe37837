"""An engine child as it is, except that it may load one model after the other.

With the option `unread` our own readers say yes to everything, so that the native libraries see
what they would never see, and the fence shows what it is worth.
"""

import os
from types import SimpleNamespace

from appliance.confinement.childside import ChildSide
from appliance.engine.protocol import Reply, Request
from appliance.engine.worker import llama, session
from appliance.engine.worker.language import LanguageWorker
from appliance.engine.worker.tabular import TabularWorker
from appliance.engine.worker.wire import Ended, Wire, answered

side = ChildSide.begin()
if "unread" in side.options:
    vars(llama)["check"] = lambda _: SimpleNamespace(has_program=False)
    vars(session)["check"] = lambda _, *, kind: None


class Reloading(LanguageWorker):
    """Frees the model before it loads the next one."""

    def handle(self, request: Request) -> Reply:
        self.close()
        return super().handle(request)


wire = Wire(side)
language = Reloading(side, wire) if side.kind == "language" else None
tabular = None if language else TabularWorker(side, wire)
side.confine()
try:
    while True:
        if language is not None:
            language.serve()
        if tabular is not None:
            wire.send(answered(tabular.handle, wire.receive()))
except Ended:
    os._exit(0)
