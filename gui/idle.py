"""Locks the vault when nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.Drop,
}

WARN_BEFORE_S = 30


class IdleWatch(QObject):
    """Watches the whole program while the vault is open.

    The lock comes also while documents are being read: the person is away, and reading goes on
    after the next unlock where it stopped.

    Signals:
        expired: the idle time is over.
        warned: seconds left, once a second in the last half minute; -1 when activity came back.
    """

    expired = Signal()
    warned = Signal(int)

    def __init__(self, parent: QObject, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._limit_s = 0
        self._last_s = monotonic()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)

    def start(self, limit_s: int) -> None:
        """Begin to count from now."""
        self._limit_s = limit_s
        self._last_s = self._monotonic()
        self._timer.start()

    def set_limit(self, limit_s: int) -> None:
        """Use another idle time from now on, in seconds."""
        self._limit_s = limit_s

    def stop(self) -> None:
        """The vault is locked; nothing to watch."""
        self._timer.stop()
        self._quieten()

    def look(self) -> None:
        """Compare the idle time with the limit; called once a second."""
        left_s = self._limit_s - (self._monotonic() - self._last_s)
        if left_s <= 0:
            self.stop()
            self.expired.emit()
        elif left_s <= WARN_BEFORE_S:
            self._warning = True
            self.warned.emit(round(left_s))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event of the program; never keeps one."""
        if event.type() in _ACTIVITY:
            self._last_s = self._monotonic()
            self._quieten()
        return False

    def _quieten(self) -> None:
        if self._warning:
            self._warning = False
            self.warned.emit(-1)
