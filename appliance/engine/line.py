"""A loaded child that serves several requests, and the thread that sorts its replies."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import msgspec

from appliance.engine.call import MOST_RESENDS
from appliance.engine.failures import decoded
from appliance.engine.protocol import Done, Loaded, Progress
from appliance.engine.replies import Unfit
from appliance.errors import ApplianceError, ChildTimeout, ModelStopped, ProtocolBroken

if TYPE_CHECKING:
    from appliance.children import Child
    from appliance.engine.call import Call
    from appliance.engine.protocol import Reply, Request
    from appliance.engine.records import LoadedModel

Kept = tuple[tuple[str, int, int], ...]

_JOIN_S = 30.0


class Line:
    """The child's one reader thread, from the load until the child's end.

    Nothing but that thread reads from the child or frees it; others only send and kill.

    Attributes:
        child: whose replies they are.
        loaded: the model in it.
        kept: prefixes that the child keeps, as it last said.
        worked_s: when it last sent more than a sign of life (`time.monotonic`).
    """

    def __init__(self, child: Child, loaded: LoadedModel) -> None:
        self.child = child
        self.loaded = loaded
        self.kept: Kept = ()
        self.worked_s = time.monotonic()
        self._lock = threading.Lock()
        self._calls: dict[int, Call] = {}
        self._over = False
        self._cause: ApplianceError | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._read, name="replies", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """True once the child is gone or is about to go."""
        return self._over or self._cause is not None or not self.child.alive

    def open(self, call: Call) -> bool:
        """Take replies for a call from now on; False if the child is gone."""
        with self._lock:
            if self._over or self._cause is not None:
                return False
            call.put_on(self)
            self._calls[call.number] = call
            return True

    def forget(self, number: int) -> None:
        """A call that was never sent is not waited for."""
        with self._lock:
            self._calls.pop(number, None)

    def send(self, request: Request, *, timeout_s: float | None = None) -> None:
        """Send one frame; if the child is gone, the calls learn of it from the thread."""
        try:
            self.child.send(msgspec.msgpack.encode(request), timeout_s=timeout_s)
        except ChildTimeout as error:
            self.give_up(error)
        except ModelStopped:
            pass

    def give_up(self, cause: ApplianceError) -> None:
        """End the child; calls that have begun end with `cause`, the others are sent again."""
        with self._lock:
            if self._over:
                return
            self._cause = self._cause or cause
        self.child.kill()

    def close(self) -> None:
        """End the child and all its calls, and wait until it is gone."""
        with self._lock:
            self._closing = True
        self.give_up(ModelStopped(why="it was stopped"))
        self.join()

    def join(self) -> None:
        """Wait until the child is gone, if it is ending."""
        self._thread.join(_JOIN_S)

    def _read(self) -> None:
        offender, ended = 0, ApplianceError()
        bug: Exception | None = None
        try:
            while True:
                untrusted = self.child.receive(None)
                reply = decoded(untrusted, self.child.spec.kind)
                offender = 0 if isinstance(reply, Loaded) else reply.number
                self._hand(reply)
                offender = 0
        except ApplianceError as error:
            ended = error
        except Exception as error:  # a bug of ours: those who wait must raise it
            bug = error
        self.child.kill()
        self.child.stop(grace_s=0)
        with self._lock:
            self._over = True
            calls = [self._calls[number] for number in sorted(self._calls)]
            offender = offender if offender in self._calls else 0
            self._calls.clear()
        for call in calls:
            call.lose(bug or self._fate(call, ended, offender))

    def _hand(self, untrusted: Reply) -> None:
        """Give a reply to the call that it belongs to. Raises: ProtocolBroken."""
        kind = self.child.spec.kind
        if isinstance(untrusted, Loaded):
            raise ProtocolBroken("loaded again", kind=kind)
        with self._lock:
            call = self._calls.get(untrusted.number)
        if call is None:
            raise ProtocolBroken("reply to no request", kind=kind)
        try:
            last = call.judge(untrusted)
        except Unfit as error:
            raise ProtocolBroken(str(error), kind=kind) from error
        if isinstance(untrusted, Done):
            self.kept = untrusted.kept
        if not isinstance(untrusted, Progress):
            self.worked_s = time.monotonic()
        if last:
            self.forget(untrusted.number)
        call.bring(untrusted, last=last)

    def _fate(self, call: Call, ended: ApplianceError, offender: int) -> Exception | None:
        """How a call ends whose child is gone; None if it shall be sent to the next one.

        `offender` is the call that was answered wrongly, or 0 if it cannot be known.
        """
        if self._closing:
            return ModelStopped(why="it was stopped")
        if self._cause is not None:
            ended = self._cause
        elif isinstance(ended, ProtocolBroken):
            if offender in (0, call.number):
                return _another(ended)
            ended = ModelStopped(why="it answered another request in an unexpected way")
        if not call.begun and call.resends < MOST_RESENDS:
            return None
        return _another(ended)


def _another(error: ApplianceError) -> ApplianceError:
    """The same error for another thread to raise."""
    return type(error)(error.detail, **error.facts)
