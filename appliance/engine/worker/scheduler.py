"""Which request computes the next step: people before batches, and nobody waits for ever."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from appliance.engine.protocol import (
    Cancel,
    Cancelled,
    CountTokens,
    Failed,
    Generate,
    Score,
    Trouble,
)
from appliance.engine.records import Priority
from appliance.engine.worker.wire import HEARTBEAT_S, Ended, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.engine.protocol import Reply, Request
    from appliance.engine.worker.wire import Wire
    from appliance.engine.worker.works import Work

# While the desk is busy the batch lane gets this share of the time, and at most each eighth step.
DESK_STEPS = 7
_MOST_WAITING = 4096


class Scheduler:
    """Two queues, one per lane; the first of each is at work. Used by one thread."""

    def __init__(self, wire: Wire) -> None:
        """Nothing waits yet."""
        self._wire = wire
        self._queues: dict[Priority, deque[Work]] = {priority: deque() for priority in Priority}
        self._inbox: deque[Request] = deque()
        self._at_work: Work | None = None
        self._desk_was_busy = False
        self._desk_steps = 0
        self._desk_s = self._batch_step_s = 0.0
        self._beat_s = time.monotonic()
        self._ended = False

    @property
    def busy(self) -> bool:
        """True if a request is at work or waits."""
        return any(self._queues.values())

    def requests(self) -> Iterator[Request]:
        """What has come; waits for it if there is nothing else to do. Raises: Ended."""
        if not self.busy and not self._inbox:
            yield self._wire.receive()
        while self._inbox or self._wire.waiting():
            yield self._inbox.popleft() if self._inbox else self._wire.receive()

    def add(self, work: Work) -> None:
        """Put a request at the end of its queue. Raises: Ended: its number is in use."""
        known = {other.number for queue in self._queues.values() for other in queue}
        if work.number in known:
            raise Ended
        queue = self._queues[work.priority]
        if len(queue) >= _MOST_WAITING:
            self._wire.send(Failed(work.number, Trouble.REQUEST_INVALID))
        else:
            queue.append(work)

    def cancel(self, number: int) -> None:
        """Stop a request that works or waits; a late one meets nothing."""
        for queue in self._queues.values():
            for work in list(queue):
                if work.number == number:
                    queue.remove(work)
                    work.steps.close()
                    self._wire.send(Cancelled(number))

    def step(self) -> None:
        """Compute one step of one request. Raises: Ended."""
        self._beat()
        priority = self._next()
        if priority is None:
            return
        queue = self._queues[priority]
        work = queue[0]
        self._desk_was_busy = bool(self._queues[Priority.INTERACTIVE])
        began_s = time.monotonic()
        self._at_work = work
        reply = self._advance(work)
        self._at_work = None
        self._account(priority, time.monotonic() - began_s)
        if self._ended:
            raise Ended
        if reply is not None:
            queue.popleft()
            self._wire.send(reply)

    def go_on(self) -> bool:
        """True unless the step at work should stop; called from native code, must not raise."""
        try:
            while self._wire.waiting():
                self._inbox.append(self._wire.receive())
            self._beat()
        except Ended:
            self._ended = True
            return False
        work = self._at_work
        if work is None:
            return True
        if any(isinstance(item, Cancel) and item.number == work.number for item in self._inbox):
            return False
        waits = work.priority == Priority.BATCH and not self._desk_was_busy
        return not (waits and any(map(_urgent, self._inbox)))

    def _advance(self, work: Work) -> Reply | None:
        """One step; returns the last reply if it was the last step."""
        try:
            next(work.steps)
        except StopIteration as end:
            reply: Reply = end.value
            return reply
        except Refused as error:
            return Failed(work.number, error.trouble, error.needed, error.limit)
        return None

    def _next(self) -> Priority | None:
        desk, batch = self._queues[Priority.INTERACTIVE], self._queues[Priority.BATCH]
        if not desk or not batch:
            return Priority.INTERACTIVE if desk else Priority.BATCH if batch else None
        waited = self._desk_steps >= DESK_STEPS
        if waited and self._desk_s >= DESK_STEPS * self._batch_step_s:
            return Priority.BATCH
        return Priority.INTERACTIVE

    def _account(self, priority: Priority, seconds: float) -> None:
        if priority == Priority.INTERACTIVE:
            self._desk_steps += 1
            self._desk_s += seconds
        else:
            self._desk_steps, self._desk_s, self._batch_step_s = 0, 0.0, seconds

    def _beat(self) -> None:
        """Show each second how far every request is."""
        now_s = time.monotonic()
        if now_s - self._beat_s >= HEARTBEAT_S:
            self._beat_s = now_s
            for queue in self._queues.values():
                for work in queue:
                    self._wire.send(work.progress())


def _urgent(request: Request) -> bool:
    """A person waits for it."""
    if isinstance(request, Generate | Score):
        return request.priority == Priority.INTERACTIVE
    return isinstance(request, CountTokens)
