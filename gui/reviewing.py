"""Reviews under way in this window; they go on when their page is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from appliance.app.office import Office
    from gui.jobs import Lanes, Task

# A review that has no number yet, because its papers are still being read.
UNNUMBERED = 0


class Reviewing(QObject):
    """Belongs to a session. A case has at most one review that is only just being begun.

    Signals:
        begun: the case and the number of a review whose items can be looked at from now on.
        failed: the case, the number and the error that ended it; what is proposed is kept.
        ended: the case and the number, after whatever ending.
    """

    begun = Signal(str, int)
    failed = Signal(str, int, object)
    ended = Signal(str, int)

    def __init__(self, office: Office, lanes: Lanes) -> None:
        super().__init__()
        self._office, self._lanes = office, lanes
        self._tasks: dict[tuple[str, int], Task] = {}

    def task(self, case: str, number: int) -> Task | None:
        """What is under way for this review; None if nothing is."""
        return self._tasks.get((case, number))

    def start(self, case: str, checklist: str, version: str) -> Task:
        """Begin a review; one that is just beginning is given as it is."""
        known = self.task(case, UNNUMBERED)
        if known is not None:
            return known
        office = self._office
        task = self._lanes.stream(
            self,
            lambda job, say: office.reviews.start(
                case,
                checklist,
                version=version,
                job=job,
                on_begun=lambda number: say(str(number)),
            ),
            on_text=lambda number: self._numbered(case, int(number)),
            on_error=lambda error: self._refused(task, error),
            on_end=lambda: self._end(task),
        )
        self._tasks[case, UNNUMBERED] = task
        return task

    def go_on(self, case: str, number: int) -> Task:
        """Go on with a review that was stopped; one that is under way is given as it is."""
        known = self.task(case, number)
        if known is not None:
            return known
        office = self._office
        task = self._lanes.run(
            self,
            lambda job: office.reviews.resume(case, number, job=job),
            lane="models",
            on_error=lambda error: self._refused(task, error),
            on_end=lambda: self._end(task),
        )
        self._tasks[case, number] = task
        return task

    def _numbered(self, case: str, number: int) -> None:
        task = self._tasks.pop((case, UNNUMBERED), None)
        if task is not None:
            self._tasks[case, number] = task
            self.begun.emit(case, number)

    def _key(self, task: Task) -> tuple[str, int] | None:
        return next((key for key, one in self._tasks.items() if one is task), None)

    def _refused(self, task: Task, error: object) -> None:
        key = self._key(task)
        if key is not None:
            self.failed.emit(*key, error)

    def _end(self, task: Task) -> None:
        key = self._key(task)
        if key is not None:
            del self._tasks[key]
            self.ended.emit(*key)
