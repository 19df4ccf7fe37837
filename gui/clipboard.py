"""What was copied in this window does not outlive the lock."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


class Clipboard(QObject):
    """Knows whether what is on the clipboard was put there while this window was in use."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._copied_here = False
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take away what was copied here; what another program put there stays."""
        clipboard = QGuiApplication.clipboard()
        if self._copied_here or clipboard.ownsClipboard():
            clipboard.clear()
        self._copied_here = False

    def _changed(self) -> None:
        self._copied_here = QApplication.activeWindow() is not None
