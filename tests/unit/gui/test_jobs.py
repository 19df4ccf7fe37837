from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from appliance.errors import DiskFull
from gui.jobs import Lanes, Task, crash_report, on_gui_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from appliance.jobs import Job, Progress


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def settle(lanes: Lanes, qtbot: QtBot) -> None:
    """Wait until every task has ended and has been forgotten."""
    qtbot.waitUntil(lambda: lanes.busy() == 0)


def test_results_and_progress_arrive_on_the_gui_thread(lanes: Lanes, qtbot: QtBot) -> None:
    owner = QObject()
    seen: list[tuple[str, bool]] = []

    def work(job: Job) -> int:
        assert not on_gui_thread()
        job.tick("reading", 1, 2)
        return 7

    def progressed(progress: Progress) -> None:
        seen.append((progress.stage, on_gui_thread()))

    def done(value: int) -> None:
        seen.append((str(value), on_gui_thread()))

    lanes.run(owner, work, on_progress=progressed, on_done=done)
    settle(lanes, qtbot)
    assert seen == [("reading", True), ("7", True)]


def test_known_trouble_reaches_on_error_and_is_no_crash(lanes: Lanes, qtbot: QtBot) -> None:
    owner = QObject()
    crashes: list[str] = []
    errors: list[DiskFull] = []
    lanes.crashed.connect(crashes.append)

    def work(job: Job) -> None:
        raise DiskFull(name="vault")

    lanes.run(owner, work, on_error=errors.append)
    settle(lanes, qtbot)
    assert [error.code for error in errors] == ["G103"]
    assert crashes == []


def test_a_bug_is_reported_without_its_message(
    lanes: Lanes, qtbot: QtBot, expected_log: list[str]
) -> None:
    expected_log.append("task crashed")
    owner = QObject()
    errors: list[object] = []

    def work(job: Job) -> None:
        raise ValueError("text of a customer's document")

    with qtbot.waitSignal(lanes.crashed) as caught:
        lanes.run(owner, work, on_error=errors.append)
    report = caught.args[0]
    assert report.startswith("ValueError")
    assert "work" in report
    assert "customer" not in report
    assert errors == []


def test_cancelling_ends_the_work_at_its_next_tick(lanes: Lanes, qtbot: QtBot) -> None:
    owner, ends, began = QObject(), [], threading.Event()

    def work(job: Job) -> None:
        began.set()
        while True:
            job.tick("reading", 0)

    task = lanes.run(owner, work, on_cancel=lambda: ends.append("cancelled"))
    began.wait()
    task.cancel()
    settle(lanes, qtbot)
    assert ends == ["cancelled"]


def test_a_task_cancelled_before_its_turn_never_runs(lanes: Lanes, qtbot: QtBot) -> None:
    owner, gate, ran = QObject(), threading.Event(), []
    lanes.run(owner, lambda job: gate.wait())
    second = lanes.run(owner, lambda job: ran.append(1))
    second.cancel()
    gate.set()
    settle(lanes, qtbot)
    assert ran == []


def test_nothing_is_called_for_a_widget_that_is_gone(lanes: Lanes, qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    calls: list[object] = []
    lanes.run(owner, lambda job: gate.wait(), on_done=calls.append)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    settle(lanes, qtbot)
    assert calls == []


def test_streamed_text_keeps_its_order(lanes: Lanes, qtbot: QtBot) -> None:
    owner = QObject()
    pieces: list[str] = []

    def work(job: Job, on_text: Callable[[str], None]) -> None:
        for number in range(50):
            on_text(str(number))

    lanes.stream(owner, work, on_text=pieces.append)
    settle(lanes, qtbot)
    assert pieces == [str(number) for number in range(50)]


def test_the_lock_never_waits_for_the_vault_lane(lanes: Lanes, qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    lanes.run(owner, lambda job: gate.wait())
    lanes.run(owner, lambda job: None, lane="door")
    qtbot.waitUntil(lambda: lanes.busy("door") == 0)
    assert lanes.busy("vault") == 1
    gate.set()
    settle(lanes, qtbot)


def test_a_task_made_on_another_thread_is_refused(qtbot: QtBot) -> None:
    refused: list[BaseException] = []

    def make() -> None:
        try:
            Task(lambda job: None)
        except RuntimeError as error:
            refused.append(error)

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert len(refused) == 1


def test_unknown_calls_are_refused(lanes: Lanes) -> None:
    with pytest.raises(TypeError, match="on_fnish"):
        lanes.run(QObject(), lambda job: None, on_fnish=lambda: None)


def test_the_crash_report_names_the_whole_chain() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise RuntimeError("secret") from error
    except RuntimeError as error:
        report = crash_report(error)
    assert report.index("RuntimeError") < report.index("KeyError")
    assert "secret" not in report
