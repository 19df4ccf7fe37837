"""Collects Python's cyclic garbage on the GUI thread only.

Python runs its collector on whichever thread allocates. A widget caught in a cycle would then be
destroyed by a worker thread, which Qt answers with a crash. So the automatic collector is off while
the window lives, and a timer asks whether there is something to do.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000


class Collector(QObject):
    """Works from `start` to `stop`; both on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over from the automatic collector."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Hand back to the automatic collector."""
        self._timer.stop()
        gc.enable()

    def look(self) -> None:
        """Collect each generation that is due, by Python's own thresholds."""
        due = [
            count > threshold > 0
            for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)
        ]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
