"""Who computes next: people first, batches never starve, everything that waits shows life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.engine.protocol import (
    Cancel,
    Cancelled,
    CountTokens,
    Done,
    Failed,
    Generate,
    Progress,
    Trouble,
)
from appliance.engine.records import Priority
from appliance.engine.worker import scheduler as scheduler_module
from appliance.engine.worker.scheduler import DESK_STEPS, Scheduler
from appliance.engine.worker.wire import Ended, Refused
from appliance.engine.worker.works import Work
from tests.unit.engine.in_process import Queues

if TYPE_CHECKING:
    from collections.abc import Generator

    from appliance.engine.protocol import Reply

DESK, BATCH = Priority.INTERACTIVE, Priority.BATCH


class Clock:
    """Each step takes as long as the test says."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s


class House:
    """A scheduler with works that only write down who was at work."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.wire = Queues()
        self.scheduler = Scheduler(self.wire)
        self.order: list[int] = []
        self.closed: list[int] = []

    def add(self, number: int, priority: Priority, steps: int, *, step_s: float = 1 / 64) -> Work:
        work = Work(number, priority)
        work.steps = self._steps(number, steps, step_s)
        self.scheduler.add(work)
        return work

    def _steps(self, number: int, steps: int, step_s: float) -> Generator[None, None, Reply]:
        try:
            for _ in range(steps):
                self.order.append(number)
                self.clock.now_s += step_s
                yield
        finally:
            self.closed.append(number)
        return Done(number)

    def run(self, steps: int = 10_000) -> list[int]:
        for _ in range(steps):
            if not self.scheduler.busy:
                break
            self.scheduler.step()
        return self.order


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    clock = Clock()
    monkeypatch.setattr(scheduler_module, "time", clock)
    return House(clock)


def test_requests_of_a_lane_come_one_after_the_other(house: House) -> None:
    for number in (1, 2, 3):
        house.add(number, BATCH, 4)
    assert house.run() == [1] * 4 + [2] * 4 + [3] * 4
    assert house.wire.replies == [Done(1), Done(2), Done(3)]


def test_a_person_goes_first(house: House) -> None:
    house.add(1, BATCH, 5)
    house.run(2)
    house.add(2, DESK, 5)
    assert house.run() == [1] * 2 + [2] * 5 + [1] * 3


def test_a_batch_gets_an_eighth_while_people_are_busy(house: House) -> None:
    house.add(1, BATCH, 10)
    house.add(2, DESK, 10_000)
    order = house.run(160)
    assert order.count(1) == 10
    assert all(order[8 * n : 8 * n + 8].count(1) == 1 for n in range(10))


def test_a_slow_step_of_a_batch_costs_people_an_eighth_of_the_time(house: House) -> None:
    house.add(1, BATCH, 1000, step_s=1.0)
    house.add(2, DESK, 100_000, step_s=0.01)
    order = house.run(7000)
    share = order.count(1) / (order.count(1) + 0.01 * order.count(2))
    assert 0.1 < share < 0.15
    assert order[DESK_STEPS] == 1


def test_cancel_closes_work_at_once_and_only_that(house: House) -> None:
    for number in (1, 2, 3):
        house.add(number, BATCH, 3)
    house.run(1)
    house.scheduler.cancel(1)
    house.scheduler.cancel(3)
    house.scheduler.cancel(77)
    assert house.closed == [1]
    assert house.run() == [1, 2, 2, 2]
    assert house.wire.replies == [Cancelled(1), Cancelled(3), Done(2)]


def test_a_step_is_stopped_for_its_own_cancel_or_for_people(house: House) -> None:
    answers: list[bool] = []
    batch = Generate(9, (), BATCH)

    def steps() -> Generator[None, None, Reply]:
        for request in (Cancel(8), batch, CountTokens(7, []), Generate(6, (), DESK), Cancel(1)):
            house.wire.inbox.append(request)
            answers.append(house.scheduler.go_on())
            house.scheduler._inbox.clear()
        yield
        return Done(1)

    house.add(1, BATCH, 1).steps = steps()
    house.scheduler.step()
    assert answers == [True, True, False, False, False]


def test_a_step_that_already_waited_for_people_is_not_stopped_by_them(house: House) -> None:
    house.add(1, BATCH, 1).steps = (_ for _ in ())  # type: ignore[assignment]
    house.scheduler._desk_was_busy = True
    house.scheduler._at_work = Work(1, BATCH)
    house.wire.inbox.append(Generate(6, (), DESK))
    assert house.scheduler.go_on()


def test_everything_that_works_or_waits_shows_life(house: House) -> None:
    busy = house.add(1, BATCH, 100, step_s=0.3)
    house.add(2, BATCH, 1)
    house.add(3, DESK, 1)
    busy.begin(50)
    busy.count(20)
    house.run(20)
    shown = [reply for reply in house.wire.replies if isinstance(reply, Progress)]
    assert shown[:2] == [Progress(1, 20, 50), Progress(2, 0, 0)]
    assert 4 <= len([reply for reply in shown if reply.number == 2]) <= 6


def test_a_failure_ends_one_request(house: House) -> None:
    def steps() -> Generator[None, None, Reply]:
        yield
        raise Refused(Trouble.CONTEXT_TOO_LONG, needed=9, limit=8)

    house.add(1, DESK, 1).steps = steps()
    house.add(2, DESK, 2)
    assert house.run() == [2, 2]
    assert house.wire.replies == [Failed(1, Trouble.CONTEXT_TOO_LONG, 9, 8), Done(2)]


def test_a_number_in_use_breaks_the_protocol(house: House) -> None:
    house.add(1, BATCH, 3)
    with pytest.raises(Ended):
        house.add(1, DESK, 3)


def test_the_end_of_the_parent_inside_a_step_ends_all(house: House) -> None:
    def steps() -> Generator[None, None, Reply]:
        house.wire.waiting = lambda: True  # type: ignore[method-assign]
        assert not house.scheduler.go_on()
        yield
        return Done(1)

    house.add(1, DESK, 1).steps = steps()
    with pytest.raises(Ended):
        house.scheduler.step()
