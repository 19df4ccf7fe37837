"""The mouse wheel moves the page and changes no field under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox


class WheelGuard(QObject):
    """A filter for the whole program.

    Qt lets the wheel change the number or the choice that the pointer happens to be over: who
    scrolls through a form would change it and not see it. A field that has the focus was chosen by
    the person and keeps its wheel.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands the wheel of a field without focus on to what lies behind it."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QAbstractSpinBox | QComboBox)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return False
