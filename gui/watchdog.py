"""Notices when the GUI thread was blocked, which a person sees as a frozen window."""

from __future__ import annotations

import logging
import time

from PySide6.QtCore import QObject, QTimer

_log = logging.getLogger(__name__)

BEAT_MS = 100
LIMIT_S = 0.2


class Watchdog(QObject):
    """A heartbeat on the GUI thread; a late beat is logged with how late it was.

    Logged at INFO: on a busy machine the desktop itself may hold the window up, which is worth
    knowing but is not a fault.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worst_s = 0.0
        self.blocks = 0
        self.beats = 0
        self._due_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen; a late beat before this is not counted."""
        self.worst_s, self.blocks, self.beats = 0.0, 0, 0
        self._due_s = time.monotonic() + BEAT_MS / 1000
        self._timer.start()

    def _beat(self) -> None:
        now_s = time.monotonic()
        late_s = now_s - self._due_s
        self._due_s = now_s + BEAT_MS / 1000
        self.beats += 1
        self.worst_s = max(self.worst_s, late_s)
        if late_s > LIMIT_S:
            self.blocks += 1
            _log.info("the window did not respond for %.0f ms", late_s * 1000)
