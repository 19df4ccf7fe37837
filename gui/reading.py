"""The reading of documents as the window started it; it goes on when its page is left."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from appliance.app.office import Office
    from appliance.documents.records import IngestOutcome
    from appliance.jobs import Job, Progress
    from gui.jobs import Lanes, Task

    Outcomes = tuple[IngestOutcome, ...]
    Work = Callable[[Job], Outcomes]


class Reading(QObject):
    """One run at a time; what is asked for meanwhile follows it. Belongs to a session.

    Signals:
        changed: a run began or ended, or more is to follow.
        progressed: a `Progress` of the run.
        ended: the case of a run (None: all cases) and its outcomes.
        failed: the case of a run, and the error that ended it.
    """

    changed = Signal()
    progressed = Signal(object)
    ended = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, office: Office, lanes: Lanes) -> None:
        super().__init__()
        self._office = office
        self._lanes = lanes
        self._waiting: deque[tuple[str | None, Work]] = deque()
        self._task: Task | None = None
        self._case: str | None = None
        self._left_out: dict[str, Outcomes] = {}
        self.stopping = False
        self.progress: Progress | None = None

    @property
    def busy(self) -> bool:
        """True while documents are read, or are about to be."""
        return self._task is not None

    @property
    def case(self) -> str | None:
        """The case of the run; None for all cases, or when nothing is read."""
        return self._case

    def left_out(self, case: str) -> Outcomes:
        """Files of the latest run of a case that did not become documents."""
        return self._left_out.get(case, ())

    def forget(self, case: str, name: str) -> None:
        """Speak no more of a file that did not become a document."""
        self._left_out[case] = tuple(one for one in self.left_out(case) if one.name != name)

    def add(self, case: str, paths: Sequence[Path]) -> None:
        """Read files, and the files below folders, into a case."""
        given = tuple(paths)
        if given:
            self._left_out.pop(case, None)
            self._run(case, lambda job: self._office.documents.add(case, given, job))

    def finish(self, case: str) -> None:
        """Read what of a case was cut off, unless it is being read."""
        if (self.busy and self._case in (None, case)) or case in [one for one, _ in self._waiting]:
            return
        self._run(case, lambda job: self._office.documents.resume(case, job))

    def go_on(self) -> None:
        """End a pause, and read what waits in all cases."""
        self._run(None, self._office.queue.resume)

    def retry(self, case: str, document: str, password: str | None = None) -> None:
        """Read a document again that failed."""
        # Taken once, so that this object does not keep it.
        given = [password]

        def work(job: Job) -> Outcomes:
            return (self._office.queue.retry(case, document, given.pop(), job),)

        self._run(case, work)

    def stop(self) -> None:
        """End this run, and what was to follow; what is read stays, the rest waits."""
        self._waiting.clear()
        if self._task is not None:
            self.stopping = True
            self._task.cancel()
            self.changed.emit()

    def _run(self, case: str | None, work: Work) -> None:
        if self._task is not None:
            self._waiting.append((case, work))
            self.changed.emit()
            return
        self._case, self.stopping, self.progress = case, False, None
        self._task = self._lanes.run(
            self,
            work,
            lane="models",
            on_progress=self._progressed,
            on_done=self._done,
            on_error=lambda error: self._refused(case, error),
            on_end=self._end,
        )
        self.changed.emit()

    def _progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.progressed.emit(progress)

    def _done(self, outcomes: Outcomes) -> None:
        if self._case is not None:
            fresh = tuple(one for one in outcomes if _left_out(one))
            names = {one.name for one in outcomes}
            kept = (one for one in self.left_out(self._case) if one.name not in names)
            self._left_out[self._case] = (*kept, *fresh)
        self.ended.emit(self._case, outcomes)

    def _refused(self, case: str | None, error: object) -> None:
        # What ends a whole run would end the next one, too.
        self._waiting.clear()
        self.failed.emit(case, error)

    def _end(self) -> None:
        self._task, self._case, self.stopping, self.progress = None, None, False, None
        if self._waiting:
            self._run(*self._waiting.popleft())
        self.changed.emit()


def _left_out(outcome: IngestOutcome) -> bool:
    if outcome.status in ("duplicate", "skipped"):
        return True
    return outcome.document is None and outcome.status in ("failed", "cancelled")
