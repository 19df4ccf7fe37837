"""A run over many cases in this window; it goes on when its page is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.errors import ApplianceError
    from appliance.jobs import Job, Progress
    from gui.jobs import Lanes, Task


class CaseRuns(QObject):
    """Belongs to a session; at most one run is under way.

    Signals:
        begun: a run is under way.
        progressed: its `Progress`. Its note names cases, so it is for nobody but who is signed in.
        ended: after whatever ending; `error` says what ended it, until that was shown.
        away_wanted: the person leaves, and wants the screen locked now.
    """

    begun = Signal()
    progressed = Signal(object)
    ended = Signal()
    away_wanted = Signal()

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes
        self.task: Task | None = None
        self.error: ApplianceError | None = None
        self.stays = False

    def start(self, work: Callable[[Job], object], *, stays: bool) -> None:
        """Begin; nothing if one is under way.

        With `stays` it was allowed to go on while nobody is here: after the idle time the screen is
        locked and the vault only when the run has ended.
        """
        if self.task is not None:
            return
        self.error, self.stays = None, stays
        self.task = self._lanes.run(
            self,
            work,
            lane="models",
            on_progress=self._progressed,
            on_error=self._failed,
            on_end=self._ended,
        )
        self.begun.emit()

    def take_error(self) -> ApplianceError | None:
        """What ended the last run, once."""
        error, self.error = self.error, None
        return error

    def _progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _failed(self, error: ApplianceError) -> None:
        self.error = error

    def _ended(self) -> None:
        self.task, self.stays = None, False
        self.ended.emit()
