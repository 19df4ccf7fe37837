"""Who gets room when several threads ask for models that do not fit together."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from appliance.app.eviction import Budget, Need
from appliance.app.residency import Residency
from appliance.errors import Cancelled, ModelsInUse, ModelTooLarge, VaultLocked
from appliance.jobs import Job, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WAIT_S = 10.0


class House:
    """Models of 60 under a budget of 100 each; counts what is in memory at the worst moment."""

    def __init__(self, budget: int = 100, size: int = 60) -> None:
        self.size = size
        self.there: set[str] = set()
        self.worst = 0
        self.stopped: list[str] = []
        self.guard = threading.Lock()
        self.residency = Residency(lambda _taken: Budget(budget), self.stop)

    def stop(self, key: str) -> None:
        time.sleep(0.001)  # as a child takes a moment to end
        with self.guard:
            self.there.discard(key)
            self.stopped.append(key)

    @contextmanager
    def using(self, key: str, job: Job | None = None) -> Iterator[None]:
        with self.residency.using(key, lambda: Need(self.size), name=key, job=job):
            with self.guard:
                self.there.add(key)
                self.worst = max(self.worst, self.size * len(self.there))
            yield

    def keys(self) -> list[str]:
        return [one.key for one in self.residency.residents()]


def started(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_model_stays_until_its_room_is_needed() -> None:
    house = House()
    with house.using("a"):
        pass
    with house.using("a"):
        assert house.stopped == []
    with house.using("b"):
        assert house.stopped == ["a"]
    assert house.keys() == ["b"]


def test_the_least_recently_used_leaves() -> None:
    house = House(budget=130)
    for key in ("a", "b", "a", "c"):
        with house.using(key):
            pass
    assert house.stopped == ["b"]
    assert house.keys() == ["a", "c"]


def test_one_at_work_is_waited_for_and_the_job_says_so() -> None:
    house = House()
    said: list[Progress] = []
    done = threading.Event()

    def second() -> None:
        with house.using("b", Job(said.append)):
            done.set()

    with house.using("a"):
        thread = started(second)
        assert not done.wait(0.2)
        assert house.stopped == []
    assert done.wait(WAIT_S)
    thread.join(WAIT_S)
    assert {(one.stage, one.note) for one in said} == {("waiting for memory", "b")}


def test_waiting_can_be_cancelled() -> None:
    house = House()
    job = Job()
    begun, finish = threading.Event(), threading.Event()

    def first() -> None:
        with house.using("a"):
            begun.set()
            finish.wait(WAIT_S)

    thread = started(first)
    assert begun.wait(WAIT_S)
    timer = threading.Timer(0.1, job.cancel)
    timer.start()
    with pytest.raises(Cancelled), house.using("b", job):
        raise AssertionError
    timer.join()
    finish.set()
    thread.join(WAIT_S)
    with house.using("b"):  # the one that gave up does not stand in the queue any more
        assert house.stopped == ["a"]


def test_what_never_fits_is_said_at_once_and_nobody_leaves_for_it() -> None:
    house = House(budget=70)
    with house.using("a"):
        pass
    house.size = 71
    with pytest.raises(ModelTooLarge) as caught, house.using("b"):
        raise AssertionError
    assert caught.value.code == "E411"
    assert house.stopped == []


def test_within_a_block_of_its_own_thread_nobody_waits_for_itself() -> None:
    house = House()
    with house.using("a"):
        with house.using("a"):
            pass
        with pytest.raises(ModelsInUse), house.using("b"):
            raise AssertionError
    with house.using("b"):
        assert house.stopped == ["a"]


def test_after_loading_only_what_stays_counts() -> None:
    residency = Residency(lambda _taken: Budget(100), lambda _key: None)
    with residency.using("a", lambda: Need(40, loading_bytes=40), name="a"):
        assert [one.need.peak_bytes for one in residency.residents()] == [80]
    assert [one.need.peak_bytes for one in residency.residents()] == [40]


def test_closing_wakes_who_waits() -> None:
    house = House()
    ended: list[type] = []

    def second() -> None:
        try:
            with house.using("b"):
                pass
        except VaultLocked as error:
            ended.append(type(error))

    with house.using("a"):
        thread = started(second)
        time.sleep(0.1)
        house.residency.close()
        thread.join(WAIT_S)
    assert ended == [VaultLocked]
    with pytest.raises(VaultLocked), house.using("a"):
        raise AssertionError


def test_two_that_do_not_fit_together_take_turns_and_never_exceed_the_budget() -> None:
    house = House()
    rounds = dict.fromkeys("ab", 0)

    def work(key: str) -> None:
        for _ in range(25):
            with house.using(key, Job()):
                time.sleep(0.0005)
            with house.guard:
                rounds[key] += 1

    threads = [started(lambda key=key: work(key)) for key in "aabb"]  # type: ignore[misc]  # bound now
    for thread in threads:
        thread.join(60)
    assert rounds == {"a": 50, "b": 50}
    assert house.worst == 60
    assert house.stopped


def test_one_that_is_asked_again_and_again_does_not_keep_another_out() -> None:
    house = House()
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            with house.using("a", Job()):
                time.sleep(0.001)

    thread = started(busy)
    try:
        time.sleep(0.02)
        began_s = time.monotonic()
        with house.using("b", Job()):
            pass
        assert time.monotonic() - began_s < 5
    finally:
        stop.set()
        thread.join(WAIT_S)


def test_without_a_request_there_is_no_thread() -> None:
    before = threading.active_count()
    house = House()
    with house.using("a"):
        pass
    assert threading.active_count() == before
