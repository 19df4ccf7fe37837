"""Long work pauses while a person waits, and still comes to an end."""

from __future__ import annotations

import threading

import pytest

from appliance.engine.foreground import Foreground
from appliance.errors import Cancelled
from appliance.jobs import Job


def test_long_work_goes_on_at_once_while_nobody_waits() -> None:
    assert Foreground(longest_pause_s=60).give_way() < 1


def test_long_work_waits_until_the_last_person_has_an_answer() -> None:
    foreground = Foreground(longest_pause_s=60)
    went_on = threading.Event()

    def long_work() -> None:
        foreground.give_way()
        went_on.set()

    with foreground.someone_waits():
        with foreground.someone_waits():
            worker = threading.Thread(target=long_work)
            worker.start()
            assert not went_on.wait(0.2)
        assert foreground.busy
        assert not went_on.wait(0.2)
    assert went_on.wait(10)
    worker.join()
    assert not foreground.busy


def test_a_person_who_asks_all_day_does_not_stop_it_for_ever() -> None:
    now_s = [0.0]

    def clock() -> float:
        now_s[0] += 0.5
        return now_s[0]

    foreground = Foreground(longest_pause_s=2, monotonic=clock)
    with foreground.someone_waits():
        assert foreground.give_way() == pytest.approx(2, abs=0.5)


def test_an_error_ends_the_waiting_too() -> None:
    foreground = Foreground(longest_pause_s=60)
    with pytest.raises(KeyError), foreground.someone_waits():
        raise KeyError
    assert not foreground.busy


def test_a_cancelled_job_does_not_wait() -> None:
    foreground = Foreground(longest_pause_s=60)
    job = Job()
    job.cancel()
    with foreground.someone_waits(), pytest.raises(Cancelled):
        foreground.give_way(job)
