"""Progress over steps of unlike length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import Cancelled
from appliance.jobs import Job
from appliance.review.running.steps import Steps

if TYPE_CHECKING:
    from appliance.jobs import Progress


def eager(told: list[Progress]) -> Job:
    job = Job(told.append)
    job.MIN_INTERVAL_S = 0.0
    return job


def test_progress_never_goes_back_and_ends_at_the_whole() -> None:
    told: list[Progress] = []
    steps = Steps(eager(told), "reviewing", 4.0)
    with steps.step(1.0, "first"):
        pass
    with steps.step(3.0, "second") as job:
        for stage in ("reading", "asking"):
            for done in range(5):
                job.tick(stage, done, 4)
        job.tick("unknown", 7)
    permille = [one.done for one in told]
    assert permille == sorted(permille)
    assert (permille[0], permille[-1]) == (0, 1000)
    assert 250 in permille
    assert any(250 < one < 1000 for one in permille)
    assert {one.unit for one in told} == {"‰"}
    assert [one.note for one in told][-1] == "second"
    assert told[-1].stage == "reviewing"


def test_nothing_to_do_is_no_division_by_nothing() -> None:
    told: list[Progress] = []
    with Steps(eager(told), "reviewing", 0.0).step(0.0, "a") as job:
        job.tick("x", 0, 0)
    assert {one.done for one in told} == {0}


def test_a_step_is_cancelled_with_the_whole_and_the_whole_with_a_step() -> None:
    whole = Job()
    hooked: list[bool] = []
    cancelled: list[bool] = []
    steps = Steps(whole, "reviewing", 1.0)
    with pytest.raises(Cancelled), steps.step(1.0, "a") as job:
        with job.when_cancelled(lambda: hooked.append(True)):
            whole.cancel()
        cancelled.append(job.cancelled)
        job.tick("x", 1, 2)
    assert hooked == cancelled == [True]
    other = Job()
    with pytest.raises(Cancelled), Steps(other, "reviewing", 1.0).step(1.0, "a") as job:
        job.cancel()
        assert other.cancelled
        job.check()
