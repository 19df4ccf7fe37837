"""The only bridge from threads to widgets.

A `Task` runs one plain function, which takes a `Job`, on a lane of threads and reports back with
signals. The signals arrive on the GUI thread because the task was made there; made in a worker,
a lambda would run in the worker, so that is refused.
"""

from __future__ import annotations

import logging
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal
from shiboken6 import isValid

from appliance.errors import ApplianceError, Cancelled
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

Lane = Literal["vault", "pages", "models", "status", "door"]

# One thread for the vault, so that small steps keep their order; pages apart, so that turning a
# page never waits behind a list; models apart, because they take seconds; the status line apart,
# because it must stay true; the door (unlock, lock) apart, because locking never waits in a queue.
_THREADS: dict[Lane, int] = {"vault": 1, "pages": 1, "models": 4, "status": 1, "door": 1}


def on_gui_thread() -> bool:
    """True on the thread that owns the widgets."""
    app = QCoreApplication.instance()
    return app is not None and QThread.currentThread() is app.thread()


class Task(QObject):
    """One piece of slow work. Exactly one of the four endings is emitted, then `finished`.

    Signals:
        progressed: a `Progress`, at most ten a second.
        streamed: a piece of text, for work that writes while it goes.
        succeeded: what the function returned.
        failed: the `ApplianceError`; a person can act on it.
        crashed: a report of a bug: exception type and code places, no values.
        cancelled: the person stopped the work.
        finished: after any ending.
    """

    progressed = Signal(object)
    streamed = Signal(str)
    succeeded = Signal(object)
    failed = Signal(object)
    crashed = Signal(str)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Callable[[Job], Any]) -> None:
        if not on_gui_thread():
            raise RuntimeError("a Task must be made on the GUI thread")
        super().__init__()
        self._work = work
        self.job = Job(on_progress=self.progressed.emit)

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` follows when it has."""
        self.job.cancel()

    def run(self) -> None:
        """Do the work and emit its ending. Called once, on a worker thread."""
        try:
            self.job.check()
            result = self._work(self.job)
        except Cancelled:
            self.cancelled.emit()
        except ApplianceError as error:
            _log.info("task ended with %s %s", error.code, error.detail)
            self.failed.emit(error)
        except Exception as error:  # a bug, by definition
            report = crash_report(error)
            _log.error("task crashed: %s", report)
            self.crashed.emit(report)
        else:
            self.succeeded.emit(result)
        self.finished.emit()


class Lanes(QObject):
    """The threads of the window. Owns running tasks; `close` waits for them.

    Signals:
        crashed: the report of a bug in any task.
        busy_changed: how many tasks of the models lane are under way.
    """

    crashed = Signal(str)
    busy_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {
            lane: ThreadPoolExecutor(count, thread_name_prefix=f"lane-{lane}")
            for lane, count in _THREADS.items()
        }
        self._closed = False
        self._running: dict[Task, Lane] = {}
        self._futures: dict[Task, Future[None]] = {}

    def run(
        self,
        owner: QObject,
        work: Callable[[Job], Any],
        *,
        lane: Lane = "vault",
        **calls: Callable[..., None],
    ) -> Task:
        """Run `work` when its lane is free.

        `on_progress`, `on_done`, `on_error`, `on_cancel` and `on_end` are called on the GUI thread,
        and no more once `owner` is gone. The task stays alive until it has ended.
        """
        return self.start(Task(work), owner, lane, calls)

    def stream(
        self,
        owner: QObject,
        work: Callable[[Job, Callable[[str], None]], Any],
        **calls: Callable[..., None],
    ) -> Task:
        """Like `run` in the models lane, for work that hands out text (`on_text`) while it goes."""
        # The task is made first, because the work needs its signal.
        task = Task(lambda job: work(job, task.streamed.emit))
        return self.start(task, owner, "models", calls)

    def start(
        self, task: Task, owner: QObject, lane: Lane, calls: dict[str, Callable[..., None]]
    ) -> Task:
        """Connect the calls and hand the task to its lane; after `close` nothing runs any more."""
        unknown = set(calls) - set(_CALLS)
        if unknown:
            raise TypeError(f"unknown calls: {sorted(unknown)}")
        if self._closed:  # a timer of a page may fire between the closing and the end
            return task
        for name, call in calls.items():
            getattr(task, _CALLS[name]).connect(_while_alive(owner, call))
        task.crashed.connect(self.crashed)
        task.finished.connect(lambda: self._forget(task))
        self._running[task] = lane
        self._futures[task] = self._pools[lane].submit(task.run)
        self.busy_changed.emit(self.busy("models"))
        return task

    def busy(self, lane: Lane | None = None) -> int:
        """How many tasks wait or run, in one lane or in all."""
        return sum(1 for used in self._running.values() if lane in (None, used))

    def cancel_all(self, *, but: Lane | None = "door", keep: Task | None = None) -> None:
        """Ask every task to stop, except those of one lane and the one to keep."""
        for task, lane in list(self._running.items()):
            if lane != but and task is not keep:
                task.cancel()

    def close(self) -> None:
        """Cancel what runs and wait for the threads to end."""
        self._closed = True
        self.cancel_all(but=None)
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()
        self._futures.clear()

    def _forget(self, task: Task) -> None:
        self._running.pop(task, None)
        self._sweep()
        self.busy_changed.emit(self.busy("models"))

    def _sweep(self) -> None:
        """Delete ended tasks, but none whose worker may still be inside the emitting of its end."""
        for task, future in list(self._futures.items()):
            if future.done() and task not in self._running:
                del self._futures[task]
                task.deleteLater()


_CALLS = {
    "on_progress": "progressed",
    "on_text": "streamed",
    "on_done": "succeeded",
    "on_error": "failed",
    "on_cancel": "cancelled",
    "on_end": "finished",
}


def _while_alive(owner: QObject, call: Callable[..., None]) -> Callable[..., None]:
    """The call, unless the widget that asked is gone by then."""

    def forward(*values: object) -> None:
        if isValid(owner):
            call(*values)

    return forward


def crash_report(error: BaseException) -> str:
    """Exception types and code places, without messages: those may quote a document."""
    lines = []
    chain: BaseException | None = error
    while chain is not None:
        frames = traceback.extract_tb(chain.__traceback__)
        places = "\n".join(f"  {frame.name} ({frame.filename}:{frame.lineno})" for frame in frames)
        lines.append(f"{type(chain).__name__}\n{places}")
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines)
