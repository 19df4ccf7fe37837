"""Keeps the models in memory within one budget: who waits, who leaves, and in what order.

A model is in use while a request to it runs. The requests for room stand in one queue, so that a
model that is asked again and again does not keep another one out for ever. Nothing here wakes up
by itself: without a request there is no thread and no timer.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from appliance.app.eviction import Admit, Budget, Never, Resident, decide
from appliance.errors import ModelsInUse, ModelTooLarge, VaultLocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.app.eviction import Need
    from appliance.jobs import Job

# A request to a model that is at work joins it although others wait for room; but not for longer,
# because joining again and again would keep them out for ever.
PATIENCE_S = 30.0
# Without a job nobody could stop the waiting.
UNWATCHED_LIMIT_S = 600.0
_LOOK_EVERY_S = 0.1  # for a cancelled job, while somebody waits


@dataclass
class _Place:
    """A model that has room, and who uses it: the threads of its requests, each as often."""

    need: Need
    users: list[int] = field(default_factory=list)
    last_used: int = 0
    leaving: bool = False


class Residency:
    """Hands out room for models. Thread-safe."""

    def __init__(
        self,
        budget: Callable[[int], Budget],
        stop: Callable[[str], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`stop` ends the model of that key; its memory is free when it returns.

        `budget` gets the memory that the models take now, in bytes.
        """
        self._budget = budget
        self._stop = stop
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._places: dict[str, _Place] = {}
        self._queue: list[tuple[object, float]] = []
        self._uses = 0
        self._closed = False

    @contextmanager
    def using(
        self, key: str, need: Callable[[], Need], *, name: str, job: Job | None = None
    ) -> Iterator[None]:
        """Room for the model during the block, in which it does not leave.

        Within a block of the same thread there is no waiting, because it could be for oneself.

        Raises:
            ModelTooLarge: it does not fit even alone.
            ModelsInUse: within a block of the same thread, or without a job and after ten minutes:
                those at work leave no room.
            VaultLocked, Cancelled.
        """
        me = threading.get_ident()
        self._enter(key, need, name, job, me)
        try:
            yield
        finally:
            with self._changed:
                place = self._places.get(key)
                if place is not None and me in place.users:
                    place.users.remove(me)
                    place.need = place.need.loaded
                self._changed.notify_all()

    def settle(self, key: str, need: Need) -> None:
        """What the model takes in truth, once it is loaded."""
        with self._changed:
            place = self._places.get(key)
            if place is not None:
                place.need = need

    def forget(self, key: str) -> None:
        """The model was ended from outside."""
        with self._changed:
            self._places.pop(key, None)
            self._changed.notify_all()

    def residents(self) -> tuple[Resident, ...]:
        """Every model that has room now, the least recently used one first."""
        with self._changed:
            return tuple(sorted(self._residents(), key=lambda one: one.last_used))

    def close(self) -> None:
        """Whoever waits gets `VaultLocked`, and so does everybody from now on."""
        with self._changed:
            self._closed = True
            self._places.clear()
            self._changed.notify_all()

    def _enter(
        self, key: str, need: Callable[[], Need], name: str, job: Job | None, me: int
    ) -> None:
        ticket = object()
        began_s = self._monotonic()
        with self._changed:
            nested = any(me in place.users for place in self._places.values())
            self._queue.append((ticket, began_s))
        wanted: Need | None = None
        try:
            while True:
                with self._changed:
                    if self._closed:
                        raise VaultLocked
                    if self._may_join(key, ticket, nested=nested):
                        self._take(key, self._places[key].need, me)
                        return
                wanted = wanted or need()  # may read the head of a file: not under the lock
                with self._changed:
                    leaving = None
                    if nested or self._queue[0][0] is ticket:
                        leaving = self._make_room(key, wanted, name)
                    if leaving is None and nested:
                        raise ModelsInUse(name=name)
                    if leaving is None:
                        self._pause(name, job, began_s)
                        continue
                    if not leaving:
                        self._take(key, wanted, me)
                        return
                self._send_away(leaving)
        finally:
            with self._changed:
                self._queue = [one for one in self._queue if one[0] is not ticket]
                self._changed.notify_all()

    def _send_away(self, leaving: list[tuple[str, _Place]]) -> None:
        """Outside the lock: ending a child takes a moment, and nobody else may have its room."""
        try:
            for key, _ in leaving:
                self._stop(key)
        finally:
            with self._changed:
                for key, place in leaving:
                    if self._places.get(key) is place:
                        del self._places[key]
                self._changed.notify_all()

    def _may_join(self, key: str, ticket: object, *, nested: bool) -> bool:
        """True if the model is there and nobody has waited too long for its room."""
        place = self._places.get(key)
        if place is None or place.leaving:
            return False
        first, since_s = self._queue[0]
        if nested or first is ticket:
            return True
        return bool(place.users) and self._monotonic() - since_s < PATIENCE_S

    def _make_room(self, key: str, need: Need, name: str) -> list[tuple[str, _Place]] | None:
        """Who must leave first; None: no room now. Raises: ModelTooLarge, VaultLocked."""
        if self._closed:
            raise VaultLocked
        if key in self._places:  # it is just leaving, or just came
            return None
        residents = self._residents()
        budget = self._budget(sum(one.need.memory_bytes for one in residents))
        decision = decide(budget, residents, key, need)
        if isinstance(decision, Never):
            on_device = need.device_bytes > budget.device_bytes
            raise ModelTooLarge(
                name=name,
                needed_mb=_mb(need.device_bytes if on_device else need.peak_bytes),
                budget_mb=_mb(budget.device_bytes if on_device else budget.memory_bytes),
            )
        if not isinstance(decision, Admit):
            return None
        leaving = [(one, self._places[one]) for one in decision.leaving]
        for _, place in leaving:
            place.leaving = True
        return leaving

    def _pause(self, name: str, job: Job | None, began_s: float) -> None:
        """Wait for a change, under the lock. Raises: Cancelled, ModelsInUse."""
        if job is not None:
            job.tick("waiting for memory", 0, None, note=name)
        elif self._monotonic() - began_s > UNWATCHED_LIMIT_S:
            raise ModelsInUse(name=name)
        self._changed.wait(_LOOK_EVERY_S)

    def _take(self, key: str, need: Need, me: int) -> None:
        place = self._places.setdefault(key, _Place(need))
        self._uses += 1
        place.last_used = self._uses
        place.users.append(me)

    def _residents(self) -> list[Resident]:
        return [
            Resident(key, place.need, bool(place.users) or place.leaving, place.last_used)
            for key, place in self._places.items()
        ]


def _mb(count_bytes: int) -> int:
    return -(-count_bytes // 10**6)
