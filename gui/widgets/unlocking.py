"""A button that unlocks, and counts down where the next try has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from appliance.errors import TooManyAttempts
from gui.widgets import buttons

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.errors import ApplianceError

_SECOND_MS = 1000


class Unlocking(QObject):
    """Owns the button; off while a try is under way or the next one has to wait.

    Signals:
        over: the wait is over, so the error that told of it is no longer true.
    """

    over = Signal()

    def __init__(self, pressed: Callable[[], None]) -> None:
        super().__init__()
        self.button = buttons.push(self.tr("&Unlock"), pressed, look="primary", icon="unlock")
        self._wait_s = 0
        self._busy = False
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._count_down)

    @property
    def possible(self) -> bool:
        """Whether a try can be made now."""
        return not self._busy and not self._wait_s

    def set_busy(self, busy: bool) -> None:
        """A try began or ended."""
        self._busy = busy
        self._name()

    def refused(self, error: ApplianceError) -> None:
        """Wait if the error says so."""
        if isinstance(error, TooManyAttempts):
            self.wait(int(error.facts.get("wait_s", "0")))

    def wait(self, seconds: int) -> None:
        """Count down from so many seconds; 0 ends the wait."""
        self._wait_s = seconds
        if seconds > 0:
            self._second.start()
        else:
            self._second.stop()
        self._name()

    def _count_down(self) -> None:
        self.wait(max(0, self._wait_s - 1))
        if not self._wait_s:
            self.over.emit()

    def _name(self) -> None:
        words = self.tr("&Unlock")
        if self._wait_s:
            words = self.tr("Unlock in {seconds} s").format(seconds=self._wait_s)
        self.button.setText(words)
        self.button.setEnabled(self.possible)
