"""The name of the program as it stands on the screens before the vault is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.spacing import ICON_LARGE, S
from gui.widgets import labels


class Brand(QWidget):
    """Mark, name and one line on what the program promises."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(labels.icon("mark", "accent", ICON_LARGE), alignment=middle)
        column.addWidget(labels.title(self.tr("Cofferdam")), alignment=middle)
        promise = labels.note(self.tr("Documents, answers and models stay on this computer."))
        promise.setAlignment(middle)
        column.addWidget(promise)
