from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.documents.pace import Course, Pace
from appliance.documents.progress import Run
from appliance.documents.records import Document
from appliance.jobs import Job

if TYPE_CHECKING:
    from datetime import datetime

    from appliance.jobs import Progress


class Ticking:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def monotonic(self) -> float:
        return self.at_s

    def now(self) -> datetime:
        raise NotImplementedError


def document(number: int, size_bytes: int = 40_000) -> Document:
    return Document(
        number, 1, f"{number}.pdf", "a" * 64, size_bytes, "", 0, "waiting", None, None, ""
    )


@pytest.fixture(autouse=True)
def _every_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Job, "MIN_INTERVAL_S", 0)


def test_what_is_left_follows_what_was_seen() -> None:
    clock, pace = Ticking(), Pace()
    run = Run(Job(), pace, clock, [document(1), document(2)])
    guessed_s = run.left_s()
    with run.next(document(1)) as share:
        for number in range(1, 201):
            clock.at_s += 1
            run.page_read(number, 200, recognised=False)
            share.tick("reading", number, 200, unit="pages")
        run.pages_done()
    # A page took a second, not 20 ms, and 40 kB turned out to be 200 pages.
    assert run.left_s() > 50 * guessed_s
    assert pace.read_s.mean == pytest.approx(1, abs=0.2)
    assert pace.pages_of(40_000) > 5


def test_a_scan_is_expected_to_go_on_as_one() -> None:
    pace = Pace()
    text, scan = Course(100, read=10), Course(100, read=10, recognised=10)
    assert scan.left_s(pace) > 10 * text.left_s(pace)
    assert Course(100).left_s(pace) == pytest.approx(pace.whole_s(100))
    assert Course(100, read=100, indexed=1.0).left_s(pace) == 0


def test_progress_never_goes_back_and_ends_whole() -> None:
    seen: list[Progress] = []
    clock = Ticking()
    run = Run(Job(seen.append), Pace(), clock, [document(1)])
    with run.next(document(1)) as share:
        for number in range(1, 31):  # far more than its size promised
            clock.at_s += 0.1
            run.page_read(number, None, recognised=number > 20)
            share.tick("reading", number, None, unit="pages")
        run.pages_done()
        run.join([document(2)])
        for done in range(1, 11):
            clock.at_s += 0.1
            share.tick("indexing", done, 10, unit="passages")
    with run.next(document(2)) as share:
        run.page_read(1, 1, recognised=False)
        run.pages_done()
        share.tick("indexing", 5, 5, unit="passages")
    done_steps = [one.done for one in seen]
    assert done_steps == sorted(done_steps)
    assert done_steps[-1] == seen[-1].total
    assert seen[-1].note == "2.pdf: 5/5 passages (2/2)"
    assert run.left_s() == 0


def test_how_far_the_one_under_way_is() -> None:
    run = Run(Job(), Pace(), Ticking(), [document(1)])
    assert run.reached(1) is None
    with run.next(document(1)):
        run.page_read(3, 9, recognised=False)
        assert run.reached(1) == (3, 9)
        assert run.reached(2) is None
    assert run.reached(1) is None


def test_cancelling_the_whole_cancels_its_part() -> None:
    job = Job()
    run = Run(job, Pace(), Ticking(), [document(1)])
    with run.next(document(1)) as share:
        job.cancel()
        assert share.cancelled
