"""Keeps one child with one loaded model: starts it at first use, notices its end, starts it again.

Shared by the three engines. Every reply of a child is untrusted: it is decoded strictly, checked
against the request, and anything odd ends the child.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from appliance.children import Child, ChildSpec
from appliance.engine.protocol import (
    Cancel,
    Cancelled,
    Failed,
    Loaded,
    Piece,
    Progress,
    Reply,
    Trouble,
)
from appliance.engine.records import LoadedModel
from appliance.engine.weights_faults import WORDS
from appliance.errors import (
    ApplianceError,
    ChildTimeout,
    ContextTooLong,
    EngineMissing,
    ModelRefused,
    ModelStopped,
    OutOfMemory,
    ProtocolBroken,
)
from appliance.errors import Cancelled as JobCancelled
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from appliance.confinement.report import ConfinementReport
    from appliance.engine.protocol import Load, Request
    from appliance.engine.records import EngineKind, WeightsSource
    from appliance.jobs import Job

MODULE = "appliance.engine.worker.main"

# A child at work shows a sign of life each second; only loading and one batch of rows are silent.
SILENCE_LIMIT_S = 120.0
LOAD_LIMIT_S = 600.0
# A request without a job cannot be cancelled, so signs of life must not keep it up for ever.
UNWATCHED_LIMIT_S = 600.0
# A healthy child stops within one token or one text; one that goes on is ended.
CANCEL_GRACE_S = 5.0
_CANCEL_SEND_S = 1.0
_LOCK_POLL_S = 0.1

_REASONS = {
    Trouble.WEIGHTS_DAMAGED: "the file is damaged or of a kind that the engine does not know",
    Trouble.WEIGHTS_UNSAFE: "the file asks for something that a model may not do",
    Trouble.WEIGHTS_UNSUITABLE: "it is not a model of this kind",
    Trouble.TEMPLATE_UNSUITABLE: "its vocabulary does not have the marks of its prompt format",
    Trouble.TOKENIZER_DAMAGED: "its tokenizer is damaged",
    Trouble.REQUEST_INVALID: "it was asked for something impossible",
    Trouble.COMPUTATION_FAILED: "the computation failed",
}


class Host:
    """One model in one child, used by one request at a time, from any thread.

    Args:
        kind: which worker to start.
        name: the model's name, for messages to people.
        source: gives the weights as memory files, at each start anew.
        load: makes the load request from component names and places in what is handed over.
        threads: for the child's work.
        headroom_bytes: memory that the child may take beyond twice its weights; a damaged model
            that asks for more gets an error instead of the whole machine.
        frame_bytes: the largest reply that a request may have.
        required_layers: what its fence must have beside the essential layers.
        options: further arguments for the child.
    """

    def __init__(
        self,
        kind: EngineKind,
        *,
        name: str,
        source: WeightsSource,
        load: Callable[[Mapping[str, int]], Load],
        threads: int,
        headroom_bytes: int,
        frame_bytes: int,
        required_layers: tuple[str, ...] = (),
        options: tuple[str, ...] = (),
    ) -> None:
        self.kind: EngineKind = kind
        self.name = name
        self._source = source
        self._load = load
        self._threads = threads
        self._headroom_bytes = headroom_bytes
        self._frame_bytes = frame_bytes
        self._required_layers = required_layers
        self._options = options
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._loaded: LoadedModel | None = None
        self._number = 0

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, with the memory that it takes at this moment."""
        child, loaded = self._child, self._loaded
        if child is None or loaded is None or not child.alive:
            return None
        return replace(loaded, memory_bytes=child.memory_bytes())

    @property
    def confinement(self) -> ConfinementReport | None:
        """What the running child's self-probe said; None while none runs."""
        child = self._child
        return child.confinement if child is not None and child.alive else None

    def close(self) -> None:
        """End the child; a request at work elsewhere ends with `ModelStopped`."""
        self._kill()
        while not self._lock.acquire(timeout=_LOCK_POLL_S):
            self._kill()  # the request at work may only now have started its child
        try:
            self._drop()
        finally:
            self._lock.release()

    def _kill(self) -> None:
        child = self._child
        if child is not None:
            child.kill()

    @contextmanager
    def exchange(self, job: Job | None) -> Iterator[Exchange]:
        """Have the loaded child for one request; others wait.

        After an error the child is dropped unless it said itself what is wrong; the next request
        starts a new one.

        Raises: ModelRefused, ModelStopped, NotConfined, OutOfMemory, EngineMissing, ChildTimeout,
            ProtocolBroken, Cancelled.
        """
        self._wait_for_turn(job)
        try:
            child = self._child
            if child is None or self._loaded is None or not child.alive:
                child = self._start(job)
            self._number += 1
            exchange = Exchange(self, child, self._number, job)
            try:
                yield exchange
            finally:
                if not exchange.settled:
                    self._drop()
        finally:
            self._lock.release()

    def ensure_loaded(self, job: Job | None) -> LoadedModel:
        """Load the model if it is not. Raises: as `exchange`."""
        self._wait_for_turn(job)
        try:
            if self.loaded is None:
                self._start(job)
            loaded = self.loaded
        finally:
            self._lock.release()
        if loaded is None:
            raise ModelStopped(why="it ended right after it was loaded")
        return loaded

    def _wait_for_turn(self, job: Job | None) -> None:
        while not self._lock.acquire(timeout=_LOCK_POLL_S):
            if job is not None:
                job.check()
        if job is not None and job.cancelled:
            self._lock.release()
            raise JobCancelled

    def _start(self, job: Job | None) -> Child:
        self._drop()
        if job is not None:
            job.tick("loading the model", 0, None)
        weights = dict(self._source())
        try:
            request = self._request({name: place for place, name in enumerate(weights)})
            child = Child.start(self._spec(weights), fds=tuple(weights.values()))
            self._child = child
            exchange = Exchange(self, child, 0, job)
            exchange.send(request)
        except BaseException:
            self._drop()
            raise
        finally:
            for descriptor in weights.values():
                os.close(descriptor)
        try:
            loaded = exchange.loaded()
        except BaseException:
            self._drop()
            raise
        build = clean(loaded.engine_build, 200)
        self._loaded = LoadedModel(
            kind=self.kind,
            name=self.name,
            memory_bytes=child.memory_bytes(),
            engine_build=build,
            device="CPU",
            threads=self._threads,
            confinement=child.confinement.level,
            load_s=loaded.load_s,
        )
        return child

    def _request(self, places: Mapping[str, int]) -> Load:
        try:
            return self._load(places)
        except KeyError as error:
            why = f"its part {error.args[0]} is missing"
            raise ModelRefused(name=self.name, why=why) from error

    def _spec(self, weights: Mapping[str, int]) -> ChildSpec:
        size_bytes = sum(os.fstat(descriptor).st_size for descriptor in weights.values())
        return ChildSpec(
            kind=self.kind,
            module=MODULE,
            address_space_bytes=2 * size_bytes + self._headroom_bytes,
            threads=self._threads,
            frame_bytes=self._frame_bytes,
            options=self._options,
            required=self._required_layers,
        )

    def _drop(self) -> None:
        child, self._child, self._loaded = self._child, None, None
        if child is not None:
            child.stop(grace_s=0)


class Exchange:
    """One request and its replies.

    Attributes:
        number: what the replies must repeat.
        settled: True once the request came to an end that leaves the child usable.
    """

    def __init__(self, host: Host, child: Child, number: int, job: Job | None) -> None:
        self.number = number
        self.settled = False
        self._host = host
        self._child = child
        self._job = job
        self._over = False
        self._last_chance: threading.Timer | None = None
        self._ending = threading.Lock()

    def send(self, request: Request) -> None:
        """Send the request. Raises: ModelStopped, ChildTimeout."""
        self._child.send(msgspec.msgpack.encode(request))

    def replies(self, *, limit_s: float = SILENCE_LIMIT_S) -> Iterator[Reply]:
        """Every reply up to and with the last one; the caller checks the types.

        When the job is cancelled, the child is told once and answers with its last reply; one
        that does not within `CANCEL_GRACE_S` is ended. Without a job all must be over within
        `UNWATCHED_LIMIT_S`.

        Raises: Cancelled, ModelRefused, ContextTooLong, OutOfMemory, EngineMissing, ModelStopped,
            ChildTimeout, ProtocolBroken.
        """
        if self._job is None:
            yield from self._read(limit_s, whole_s=UNWATCHED_LIMIT_S)
            return
        try:
            with self._job.when_cancelled(self._cancel):
                yield from self._read(limit_s)
        except (ModelStopped, ChildTimeout):
            self._job.check()
            raise
        finally:
            self._calm()

    def tick(self, stage: str, done: int, total: int | None, unit: str) -> None:
        """Report progress without raising: the child's own answer ends a cancelled request."""
        if self._job is not None:
            with suppress(JobCancelled):
                self._job.tick(stage, done, total, unit=unit)

    def loaded(self) -> Loaded:
        """The answer to a load request; a cancelled job ends the child instead of asking it.

        Raises: as `replies`.
        """
        try:
            with self._job.when_cancelled(self._child.kill) if self._job else nullcontext():
                for reply in self._read(LOAD_LIMIT_S, whole_s=LOAD_LIMIT_S):
                    if isinstance(reply, Loaded):
                        return reply
        except ModelStopped:
            if self._job is not None:
                self._job.check()
            raise
        raise self.broken("no answer to a load request")

    def broken(self, detail: str) -> ProtocolBroken:
        """The error for a reply that does not fit the request."""
        self.settled = False
        return ProtocolBroken(detail, kind=self._host.kind)

    def _read(self, limit_s: float, *, whole_s: float = float("inf")) -> Iterator[Reply]:
        until_s = time.monotonic() + whole_s
        while not self.settled:
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                raise ChildTimeout(kind=self._host.kind, limit_s=whole_s)
            untrusted = self._child.receive(limit_s if left_s > limit_s else round(left_s, 1))
            try:
                reply: Reply = _DECODER.decode(untrusted)
            except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                # Text that is not UTF-8; lists nested deeper than the stack of this program.
                raise self.broken("not a reply") from error
            if not isinstance(reply, Loaded) and reply.number != self.number:
                raise self.broken("reply to another request")
            self.settled = not isinstance(reply, Progress | Piece)
            if isinstance(reply, Failed):
                raise _error(reply, self._host.name)
            if isinstance(reply, Cancelled):
                raise JobCancelled
            yield reply

    def _cancel(self) -> None:
        """Runs on the cancelling thread; if the child is gone the reading thread finds out."""
        with self._ending:
            if self._over or self._last_chance is not None:
                return
            self._last_chance = threading.Timer(CANCEL_GRACE_S, self._give_up)
            self._last_chance.daemon = True
            self._last_chance.start()
        with suppress(ModelStopped, ChildTimeout):
            body = msgspec.msgpack.encode(Cancel(self.number))
            self._child.send(body, timeout_s=_CANCEL_SEND_S)

    def _give_up(self) -> None:
        """Runs on the timer's thread; the next request's child is not touched."""
        with self._ending:
            if not self._over:
                self._child.kill()

    def _calm(self) -> None:
        """The request is over: the child may serve the next one."""
        with self._ending:
            self._over = True
            if self._last_chance is not None:
                self._last_chance.cancel()


_DECODER = msgspec.msgpack.Decoder(Reply)


def _error(failed: Failed, name: str) -> ApplianceError:
    if failed.trouble is Trouble.CONTEXT_TOO_LONG:
        return ContextTooLong(needed=failed.needed, limit=failed.limit)
    if failed.trouble is Trouble.OUT_OF_MEMORY:
        return OutOfMemory(name=name)
    if failed.trouble is Trouble.ENGINE_UNUSABLE:
        return EngineMissing(why="its libraries do not run on this machine")
    found = WORDS[failed.fault]
    why = _REASONS[failed.trouble] + (f" ({found})" if found else "")
    return ModelRefused(failed.fault.name, name=name, why=why)
