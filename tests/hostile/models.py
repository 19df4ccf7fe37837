"""Hostile weights through the real engine children."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from appliance.children import Child, ChildSpec
from appliance.engine import language, tabular
from appliance.engine.failures import error_of
from appliance.engine.protocol import (
    Failed,
    Generate,
    Generated,
    Load,
    LoadLanguage,
    LoadTabular,
    Outputs,
    Piece,
    Progress,
    Reply,
    Request,
    Run,
)
from appliance.engine.records import Ask, Message, Prompt, Sampling
from appliance.engine.starting import MODULE
from appliance.errors import ChildTimeout, ModelStopped, ProtocolBroken
from appliance.settings import engine_folder
from tests.hostile import children, gguf_mutations, onnx_mutations
from tests.hostile.gguf_file import tiny
from tests.hostile.outcomes import Outcome, settle

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from tests.hostile.damage import Case

REPLY_LIMIT_S = 60.0
_DIED = (ModelStopped, ChildTimeout)
_ROWS = np.linspace(0, 50, 30, dtype="<f4").reshape(3, 10)


class ModelRun:
    """One kind of weights: loads each file, lets it work once, compares with the good one.

    Unless `read`, our own readers are left out and the native libraries see everything.
    """

    def __init__(self, kind: str, *, read: bool = True) -> None:
        without = () if read else ("unread=yes",)
        self.limit_s = 2 * REPLY_LIMIT_S + 30
        if kind == "gguf":
            options = (f"engine={engine_folder()}", *without)
            self._spec = ChildSpec("language", MODULE, language._HEADROOM_BYTES, options=options)
            self._make: Callable[[random.Random], Case] = gguf_mutations.make
            self._good = tiny().encode()
        else:
            self._spec = ChildSpec("risk", MODULE, tabular._HEADROOM_BYTES, options=without)
            self._make = onnx_mutations.make
            self._good = onnx_mutations.good()
        self._gguf = kind == "gguf"
        self._wanted = b""

    def make(self, chance: random.Random) -> Case:
        """One hostile file."""
        return self._make(chance)

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""
        with children.program("many_models.py"):
            if not self._wanted:
                self._wanted = self._baseline()
            left = list(cases)
            while left:
                part = left[: children.IN_ONE_CHILD]
                child = children.start(self._spec, [case.data for case in part])
                try:
                    for place in range(len(part)):
                        outcome = settle(partial(self._one, child, place), _DIED)
                        left.pop(0)
                        yield outcome
                        if not child.alive or outcome.code.endswith("ProtocolBroken"):
                            break
                finally:
                    child.stop(grace_s=0)

    def _baseline(self) -> bytes:
        child = children.start(self._spec, [self._good])
        try:
            self._ask(child, self._load(0))
            return self._work(child)
        finally:
            child.stop(grace_s=0)

    def _load(self, place: int) -> Load:
        return LoadLanguage(place, 256, "chatml") if self._gguf else LoadTabular(place)

    def _one(self, child: Child, place: int) -> Outcome:
        self._ask(child, self._load(place))
        return Outcome("same" if self._work(child) == self._wanted else "accepted")

    def _work(self, child: Child) -> bytes:
        """What the model makes of a fixed question."""
        if self._gguf:
            prompt = Prompt((Message("user", "the rate"),), "chatml")
            return self._ask(child, Generate(1, (Ask(prompt, Sampling(4)),)))
        rows, features = _ROWS.shape
        return self._ask(child, Run(1, _ROWS.tobytes(), rows, features))

    def _ask(self, child: Child, request: Request) -> bytes:
        """All of the answer. Raises: what the console raises for a failure."""
        child.send(msgspec.msgpack.encode(request))
        parts: list[bytes] = []
        while True:
            untrusted = child.receive(REPLY_LIMIT_S)
            try:
                reply: Reply = msgspec.msgpack.decode(untrusted, type=Reply)
            except (msgspec.MsgspecError, ValueError) as error:
                raise ProtocolBroken("not a reply", kind=self._spec.kind) from error
            if isinstance(reply, Failed):
                raise error_of(reply, "hostile")
            if isinstance(reply, Piece):
                parts.append(reply.text.encode("utf-8", "surrogatepass"))
            elif isinstance(reply, Outputs):
                return msgspec.msgpack.encode(reply.columns)
            elif not isinstance(reply, Progress | Generated):
                return b"".join(parts)
