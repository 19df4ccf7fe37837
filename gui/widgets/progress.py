"""Slow work on screen: what it is doing, how far it is, how long it will take, a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui import texts
from gui.spacing import XS, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from appliance.jobs import Progress
    from gui.jobs import Task


class ProgressStrip(QWidget):
    """Hidden while nothing runs. Watches one task at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._stage = labels.note(tone="text")
        self._rest = labels.note()
        self._rest.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = buttons.push(self.tr("Canc&el"), self.stop)
        self._cancel.setAccessibleName(self.tr("Cancel"))
        words = QHBoxLayout()
        words.setSpacing(S)
        words.addWidget(self._stage, 1)
        words.addWidget(self._rest)
        column = QVBoxLayout()
        column.setSpacing(XS)
        column.addLayout(words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self.hide()

    def watch(self, task: Task, first_words: str, *, stoppable: bool = True) -> None:
        """Show the task from now until it ends; some work cannot be stopped half-way."""
        self._task = task
        self._cancel.setVisible(stoppable)
        self._stage.setText(first_words)
        self._rest.clear()
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        task.progressed.connect(self._progressed)
        task.finished.connect(self._finished)
        self.show()

    def watches(self, task: Task) -> bool:
        """Whether this task is the one that is shown."""
        return self._task is task

    def _progressed(self, progress: Progress) -> None:
        if self.sender() is not self._task:
            return
        words = texts.stage(progress.stage)
        if progress.note:
            words = f"{words}: {progress.note}"
        self._stage.setText(words)
        if progress.total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, round(1000 * progress.done / progress.total)))
        else:
            self._bar.setRange(0, 0)
        self._rest.setText(texts.remaining(progress))

    def stop(self) -> None:
        """Ask what is watched to stop; nothing if nothing runs."""
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._rest.setText(self.tr("stopping…"))
            self._task.cancel()

    def _finished(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self.hide()
