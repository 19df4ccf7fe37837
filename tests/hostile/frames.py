"""Hostile frames: replies of a captured child to the console, and bytes that a child must bear."""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from appliance.children import Child, ChildSpec
from appliance.documents.limits import Limits
from appliance.documents.opened import OpenDocument
from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.engine.line import Line
from appliance.engine.prefix_copies import packed
from appliance.engine.protocol import Cancel, Embed, Reply, Run
from appliance.engine.records import Ask, LoadedModel, Message, Prompt, Sampling, ScoreAsk
from appliance.engine.starting import MODULE
from appliance.errors import ApplianceError, ChildTimeout, ModelStopped, ProtocolBroken
from appliance.frames import EndOfStream, read_frame
from tests.fuzz.seeds import seeds
from tests.hostile import frame_mutations
from tests.hostile.outcomes import Outcome, settle

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from tests.hostile.damage import Case

REPLY_LIMIT_S = 30.0
# One case in so many goes to a real child; the others come from one, to the console's readers.
ONE_IN = 8
_PROMPT = Prompt((Message("user", "What?"),), "chatml")
_LOADED = LoadedModel("risk", "m", 0, "build", "CPU", 1, "full", 0.0)


class Captured(Child):
    """A child in somebody else's hands: whatever is in `stream` comes from it."""

    def __init__(self, stream: io.BytesIO, kind: str, frame_bytes: int = 2**20) -> None:
        self.spec = ChildSpec(kind, MODULE, 0)
        self._stream = stream
        self._kind = kind
        self._frame_bytes = frame_bytes

    @property
    def alive(self) -> bool:
        """It goes on talking."""
        return True

    def send(self, body: bytes, *, timeout_s: float | None = None) -> None:
        """It does not listen."""

    def kill(self) -> None:
        """It is nobody."""

    def stop(self, grace_s: float = 2.0) -> None:
        """It is nobody."""

    def receive(self, timeout_s: float | None) -> bytes:
        """The next frame, by the reader that real children go through."""
        try:
            return read_frame(
                self._stream,
                kind=self._kind,
                limit_bytes=self._frame_bytes,
            )
        except EndOfStream as error:
            raise ModelStopped(why="end") from error


class Answering(Captured):
    """One that says nothing until it is asked; for the engine that listens all the time."""

    def __init__(self, stream: io.BytesIO, kind: str) -> None:
        super().__init__(stream, kind)
        self._asked = threading.Event()

    def send(self, body: bytes, *, timeout_s: float | None = None) -> None:
        """It speaks now."""
        self._asked.set()

    def kill(self) -> None:
        """It is nobody, but it stops waiting."""
        self._asked.set()

    def receive(self, timeout_s: float | None) -> bytes:
        """As its parent, after the first request."""
        self._asked.wait(REPLY_LIMIT_S)
        return super().receive(timeout_s)


class FrameRun:
    """Both directions; every reply that is taken must be one that the request could have."""

    limit_s = 2 * REPLY_LIMIT_S

    def __init__(self) -> None:
        self._replies = seeds("child-messages")
        self._pages = seeds("parser-replies")
        rows = np.zeros((1, 3), dtype="<f4").tobytes()
        sent = [Embed(1, ["text"]), Cancel(1), Run(2, rows, 1, 3)]
        self._requests = [frame_mutations.joined([msgspec.msgpack.encode(one) for one in sent])]

    def make(self, chance: random.Random) -> Case:
        """One hostile stream; the first word of `how` says in which direction."""
        towards = chance.choice(["child", *["console"] * (ONE_IN - 1)])
        good = self._requests if towards == "child" else [*self._replies, *self._pages]
        case = frame_mutations.make(good, chance)
        return case._replace(how=f"{towards} {case.how}")

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""
        for case in cases:
            if case.how.startswith("child"):
                yield settle(partial(_to_child, case.data), (ModelStopped, ChildTimeout))
            else:
                yield settle(partial(_to_console, case.data))


def _to_console(data: bytes) -> Outcome:
    """All four readers of replies; the first error with a code is the outcome."""
    error: ApplianceError | None = None
    taken = 0
    for ask in engines(data):
        try:
            ask()
            taken += 1
        except ApplianceError as trouble:
            error = trouble
    document = OpenDocument(Captured(io.BytesIO(data), "parser"), "x.pdf", Limits(), 1.0, None)
    try:
        document.start()
        for page in document.pages():
            if any(not 0 <= word.start <= word.end <= len(page.text) for word in page.words):
                return Outcome("believed", detail="a word outside its page")
        taken += 1
    except ApplianceError as trouble:
        error = trouble
    if taken or error is None:
        return Outcome("accepted")
    raise error


def engines(data: bytes) -> Iterator[Callable[[], object]]:
    """Each kind of request to an engine, answered by `data`."""
    language = LanguageEngine(
        dict, name="m", context_tokens=64, template="chatml", threads=1, libraries=Path("/")
    )
    ask = Ask(_PROMPT, Sampling(4, logprobs=True))
    copy = packed("key", 5, b"state")
    for put in (
        partial(language.generate, _PROMPT, Sampling(4)),
        partial(language.generate_many, [ask, ask]),
        partial(language.score, [ScoreAsk(_PROMPT, ("yes", "no"))]),
        partial(language.count_tokens, ["one", "two", "three"]),
        partial(language.take_prefix, "key"),
        partial(language.give_prefix, "key", 5, copy),
    ):
        language._channel._number = 0
        line = Line(Answering(io.BytesIO(data), "language"), _LOADED)
        language._channel._line = line
        yield put
        line.close()
    embedding = EmbeddingEngine(dict, name="m", dimensions=2, max_tokens=8, threads=1)
    tabular = TabularEngine(dict, name="m", threads=1)
    for host, run in (
        (embedding._host, partial(embedding.embed, ["one"])),
        (tabular._host, partial(tabular.run, np.zeros((1, 3), dtype=np.float32))),
    ):
        host._child, host._loaded, host._number = Captured(io.BytesIO(data), host.kind), _LOADED, 0
        yield run


def _to_child(data: bytes) -> Outcome:
    """A real child gets the bytes and must end, or answer in its protocol, and end at the close."""
    child = Child.start(ChildSpec("risk", MODULE, 4 * 1024**3))
    try:
        child._sink.deadline(REPLY_LIMIT_S)
        with suppress(BrokenPipeError):
            child._sink.file.write(data)
        child._sink.close()
        while True:
            untrusted = child.receive(REPLY_LIMIT_S)
            try:
                msgspec.msgpack.decode(untrusted, type=Reply)
            except (msgspec.MsgspecError, ValueError) as error:
                raise ProtocolBroken("not a reply", kind="risk") from error
    finally:
        child.stop(grace_s=0)
