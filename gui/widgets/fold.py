"""Details that are there when wanted: a small button that shows or hides what lies under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui import icons
from gui.spacing import XS, S


class Fold(QWidget):
    """Closed at first."""

    def __init__(self, text: str, content: QWidget) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setText(text)
        self.button.setProperty("look", "fold")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setAccessibleName(text)
        self.button.toggled.connect(self._toggled)
        self._content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content)
        content.setContentsMargins(S, 0, 0, 0)
        self._toggled(False)

    def _toggled(self, shown: bool) -> None:
        icons.put(self.button, "open" if shown else "closed", "muted", 14)
        self.button.setAccessibleDescription(self.tr("Shown") if shown else self.tr("Hidden"))
        self._content.setVisible(shown)
