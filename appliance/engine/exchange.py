"""One request to a child that serves nobody else meanwhile, and its replies."""

from __future__ import annotations

import threading
import time
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import msgspec

from appliance.engine import limits
from appliance.engine.failures import decoded, error_of
from appliance.engine.protocol import Cancel, Cancelled, Failed, Loaded, Piece, Progress
from appliance.errors import Cancelled as JobCancelled
from appliance.errors import ChildTimeout, ModelStopped, ProtocolBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.children import Child
    from appliance.engine.protocol import Reply, Request
    from appliance.jobs import Job


class Exchange:
    """One request and its replies.

    Args:
        child: which must serve nobody else until the exchange is settled.
        number: what the replies must repeat.
        job: cancelling it stops the request.
        name: of the model, for messages to people.

    Attributes:
        number: as given.
        settled: True once the request came to an end that leaves the child usable.
    """

    def __init__(self, child: Child, number: int, job: Job | None, name: str) -> None:
        self.number = number
        self.settled = False
        self._child = child
        self._kind = child.spec.kind
        self._name = name
        self._job = job
        self._over = False
        self._last_chance: threading.Timer | None = None
        self._ending = threading.Lock()

    def send(self, request: Request) -> None:
        """Send the request. Raises: ModelStopped, ChildTimeout."""
        self._child.send(msgspec.msgpack.encode(request))

    def replies(self) -> Iterator[Reply]:
        """Every reply up to and with the last one; the caller checks the types.

        When the job is cancelled, the child is told once and answers with its last reply; one
        that does not within `CANCEL_GRACE_S` is ended. Without a job all must be over within
        `UNWATCHED_LIMIT_S`.

        Raises: Cancelled, ModelRefused, ContextTooLong, OutOfMemory, EngineMissing, ModelStopped,
            ChildTimeout, ProtocolBroken.
        """
        if self._job is None:
            yield from self._read(limits.SILENCE_LIMIT_S, whole_s=limits.UNWATCHED_LIMIT_S)
            return
        try:
            with self._job.when_cancelled(self._cancel):
                yield from self._read(limits.SILENCE_LIMIT_S)
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
                for reply in self._read(limits.LOAD_LIMIT_S, whole_s=limits.LOAD_LIMIT_S):
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
        return ProtocolBroken(detail, kind=self._kind)

    def _read(self, limit_s: float, *, whole_s: float = float("inf")) -> Iterator[Reply]:
        until_s = time.monotonic() + whole_s
        while not self.settled:
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                raise ChildTimeout(kind=self._kind, limit_s=whole_s)
            untrusted = self._child.receive(limit_s if left_s > limit_s else round(left_s, 1))
            reply = decoded(untrusted, self._kind)
            if not isinstance(reply, Loaded) and reply.number != self.number:
                raise self.broken("reply to another request")
            self.settled = not isinstance(reply, Progress | Piece)
            if isinstance(reply, Failed):
                raise error_of(reply, self._name)
            if isinstance(reply, Cancelled):
                raise JobCancelled
            yield reply

    def _cancel(self) -> None:
        """Runs on the cancelling thread; if the child is gone the reading thread finds out."""
        with self._ending:
            if self._over or self._last_chance is not None:
                return
            self._last_chance = threading.Timer(limits.CANCEL_GRACE_S, self._give_up)
            self._last_chance.daemon = True
            self._last_chance.start()
        with suppress(ModelStopped, ChildTimeout):
            body = msgspec.msgpack.encode(Cancel(self.number))
            self._child.send(body, timeout_s=limits.CANCEL_SEND_S)

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
