"""A line of text that opens something; a long one is shortened instead of widening its pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST_PX = 60


class Link(QPushButton):
    """The tool tip and a screen reader have the whole text."""

    def __init__(self, text: str, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._whole = text
        self.setProperty("look", "link")
        self.setProperty("flat", "true")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        labels.set_tip(self, text)
        self._fit(1 << 16)
        self.clicked.connect(lambda _checked: pressed())

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self._whole)
        return QSize(wide + 6, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(_LEAST_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less fits now."""
        super().resizeEvent(event)
        self._fit(self.width() - 4)

    def _fit(self, room_px: int) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideMiddle, room_px
        )
        # An ampersand in a name is no mnemonic.
        self.setText(shown.replace("&", "&&"))
