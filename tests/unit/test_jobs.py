import threading

import pytest

from appliance.errors import Cancelled
from appliance.jobs import Job, Progress


class FakeTime:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_reports_at_most_ten_a_second_but_always_the_last() -> None:
    time, seen = FakeTime(), list[Progress]()
    job = Job(seen.append, monotonic=time)
    for done in range(1, 101):
        time.now_s += 0.01
        job.tick("reading", done, 100)
    assert 10 <= len(seen) <= 12
    assert seen[-1].done == 100


def test_estimates_the_remaining_time_of_the_stage() -> None:
    time, seen = FakeTime(), list[Progress]()
    job = Job(seen.append, monotonic=time)
    job.tick("reading", 0, 10)
    time.now_s = 4.0
    job.tick("reading", 4, 10)
    assert seen[-1].remaining_s == pytest.approx(6.0)
    time.now_s = 100.0
    job.tick("indexing", 0, 10)
    assert seen[-1].remaining_s is None


def test_a_cancelled_job_stops_the_work_at_its_next_tick() -> None:
    job = Job()
    job.tick("reading", 1)
    job.cancel()
    with pytest.raises(Cancelled):
        job.tick("reading", 2)
    with pytest.raises(Cancelled):
        job.check()


def test_hooks_run_when_cancelled_inside_the_block_only() -> None:
    job, calls = Job(), list[str]()
    with job.when_cancelled(lambda: calls.append("first")):
        pass
    with job.when_cancelled(lambda: calls.append("second")):
        thread = threading.Thread(target=job.cancel)
        thread.start()
        thread.join()
    assert calls == ["second"]
    with job.when_cancelled(lambda: calls.append("late")):
        pass
    assert calls == ["second", "late"]
