"""One request to a child that serves several, as its caller sees it."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.engine import limits
from appliance.engine.failures import error_of
from appliance.engine.protocol import Cancel, Cancelled, Failed, Generated, Progress
from appliance.engine.replies import Unfit
from appliance.errors import Cancelled as JobCancelled
from appliance.errors import ChildTimeout, ModelStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from appliance.engine.line import Line
    from appliance.engine.protocol import Reply, Request
    from appliance.engine.replies import Expected
    from appliance.jobs import Job

# Whoever had not begun when its child died is sent to the next child, but not for ever: perhaps it
# is this request that kills them.
MOST_RESENDS = 2


class Call:
    """One request: its caller's thread waits for replies that the line's thread brings.

    Args:
        number: what the replies must repeat.
        requests: makes the frames of the request, each time it is sent.
        expected: what the replies must be.
        job: cancelling it stops the request.
        connect: puts the call on the line of a running child.

    Attributes:
        number: as given.
        job: as given.
        resends: how often it was sent again because a child died before it began.
    """

    def __init__(
        self,
        number: int,
        requests: Callable[[int], Iterable[Request]],
        expected: Expected,
        job: Job | None,
        connect: Callable[[Call], Line],
    ) -> None:
        self.number = number
        self.job = job
        self.resends = 0
        self._requests = requests
        self._expected = expected
        self._connect = connect
        self._changed = threading.Condition()
        self._line: Line | None = None
        self._waiting: deque[Reply] = deque()
        self._fate: Exception | None = None
        self._last_chance: threading.Timer | None = None
        # Frames were sent; all of them; at this moment.
        self._reached = self._sent = False
        self._sent_s = self._heard_s = 0.0
        # A reply came that is more than a sign of life; the last one came; the child died before.
        self._begun = self._over = self._lost = False
        # Stopping is wanted; the child was told; nobody wants the replies any more.
        self._stopping = self._told = self._left = False

    # The caller's side ----------------------------------------------------------------------

    def replies(self) -> Iterator[Reply]:
        """Send the request and give every reply up to and with the last one.

        Raises: Cancelled, ModelRefused, GrammarInvalid, ContextTooLong, OutOfMemory, ModelStopped,
            ChildTimeout, ProtocolBroken, and what starting a child raises.
        """
        try:
            line = self._send()
            while (reply := self._next(line)) is not None:
                if isinstance(reply, Failed):
                    raise error_of(reply, line.loaded.name)
                if isinstance(reply, Cancelled):
                    raise JobCancelled
                yield reply
                line = self._line or line
        except (ModelStopped, ChildTimeout):
            if self.job is not None:
                self.job.check()
            raise

    def tick(self, stage: str, done: int, total: int | None, unit: str) -> None:
        """Report progress without raising: the child's own answer ends a cancelled request."""
        if self.job is not None:
            with suppress(JobCancelled):
                self.job.tick(stage, done, total, unit=unit)

    def leave(self) -> None:
        """No more replies are wanted; a request still at work is stopped."""
        with self._changed:
            self._left = True
            self._waiting.clear()
            line = self._line
            if line is None or self._over or self._lost or self._fate is not None:
                return
            if not self._reached:
                line.forget(self.number)
                return
            self._sent = True
        self.cancel()

    def cancel(self) -> None:
        """Tell the child to stop this request, once; from any thread.

        One that has not stopped it within `CANCEL_GRACE_S` is ended, with all that it does.
        """
        with self._changed:
            self._stopping = True
            line = self._line
            if line is None or not self._sent or self._told or self._over or self._lost:
                return
            self._told = True
            self._last_chance = threading.Timer(limits.CANCEL_GRACE_S, self._give_up, (line,))
            self._last_chance.daemon = True
            self._last_chance.start()
        line.send(Cancel(self.number), timeout_s=limits.CANCEL_SEND_S)

    def _send(self) -> Line:
        """Put the request on a line. Raises: Cancelled, and what starting a child raises."""
        while True:
            line = self._connect(self)
            with self._changed:
                if self._stopping and not self._left:
                    line.forget(self.number)
                    raise JobCancelled
                self._sent_s = self._heard_s = time.monotonic()
            for request in self._requests(self.number):
                with self._changed:
                    if self._over or self._lost or self._fate is not None:
                        break
                    self._reached = True
                line.send(request)
            with self._changed:
                self._sent = True
                self._sent_s = self._heard_s = time.monotonic()
                stopping = self._stopping
            if stopping:
                self.cancel()
            return line

    def _next(self, line: Line) -> Reply | None:
        """The next reply, or None after the last one."""
        limit_s = limits.SILENCE_LIMIT_S
        while True:
            with self._changed:
                while not (self._waiting or self._over or self._lost or self._fate):
                    left_s, limit_s = self._patience(line)
                    if left_s <= 0:
                        break
                    self._changed.wait(left_s)
                if self._waiting:
                    return self._waiting.popleft()
                if self._over:
                    return None
                if self._fate is not None:
                    raise self._fate
                lost = self._lost
            if not lost:
                line.give_up(ChildTimeout(kind=line.child.spec.kind, limit_s=limit_s))
                line.join()
                raise ChildTimeout(kind=line.child.spec.kind, limit_s=limit_s)
            line.join()
            line = self._send_again()

    def _send_again(self) -> Line:
        with self._changed:
            self._line = None
            self._reached = self._sent = self._told = self._lost = False
            self.resends += 1
        return self._send()

    def _patience(self, line: Line) -> tuple[float, float]:
        """Seconds that the child may say nothing of this call, and the limit they come from.

        A healthy child shows a sign of life for each call that it has, also for those that wait.
        """
        now_s = time.monotonic()
        limit_s = limits.SILENCE_LIMIT_S
        left_s = self._heard_s + limit_s - now_s
        if self.job is None:
            whole_s = limits.UNWATCHED_LIMIT_S
            whole_left_s = max(line.worked_s, self._sent_s) + whole_s - now_s
            if whole_left_s < left_s:
                return whole_left_s, whole_s
        return left_s, limit_s

    def _give_up(self, line: Line) -> None:
        """Runs on the timer's thread; a call that is over leaves the child alone."""
        with self._changed:
            if self._over or self._lost or self._fate is not None:
                return
        line.give_up(ModelStopped(why="it did not stop when it was asked to"))

    # The line's side ------------------------------------------------------------------------

    def put_on(self, line: Line) -> None:
        """The call is on this line now."""
        with self._changed:
            self._line = line

    @property
    def begun(self) -> bool:
        """True if some of the answer came, so that it cannot be asked for again in silence."""
        return self._begun

    def judge(self, untrusted: Reply) -> bool:
        """True if this is the last reply. Raises: Unfit: this request cannot have it."""
        if isinstance(untrusted, Failed):
            return True
        stopped = isinstance(untrusted, Generated) and untrusted.finish == "cancelled"
        if (stopped or isinstance(untrusted, Cancelled)) and not self._told:
            raise Unfit("stopped without being told")
        return isinstance(untrusted, Cancelled) or self._expected.take(untrusted)

    def bring(self, reply: Reply, *, last: bool) -> None:
        """Hand a judged reply to the caller."""
        with self._changed:
            self._heard_s = time.monotonic()
            if isinstance(reply, Progress):
                if reply.total == 0:  # only a sign of life
                    return
                if self._waiting and isinstance(self._waiting[-1], Progress):
                    self._waiting.pop()  # a newer one says it all
            self._begun = True
            if not self._left:
                self._waiting.append(reply)
            if last:
                self._over = True
                self._calm()
            self._changed.notify_all()

    def lose(self, fate: Exception | None) -> None:
        """The child is gone; the call ends with `fate`, or is sent again if there is none."""
        with self._changed:
            self._fate, self._lost = fate, fate is None
            self._calm()
            self._changed.notify_all()

    def _calm(self) -> None:
        if self._last_chance is not None:
            self._last_chance.cancel()
            self._last_chance = None
