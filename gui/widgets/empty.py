"""What a list shows when there is nothing in it: what belongs here and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.spacing import ICON_LARGE, L, M, S
from gui.widgets import labels

_TEXT_WIDTH = 400


class EmptyState(QWidget):
    """An icon, a sentence, an explanation and the buttons to begin with, in the middle."""

    def __init__(self, icon: str, headline: str, explanation: str, *actions: QPushButton) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(M)
        column.addStretch(2)
        column.addWidget(
            labels.icon(icon, "muted", ICON_LARGE), alignment=Qt.AlignmentFlag.AlignHCenter
        )
        self.headline = labels.heading(headline)
        self.headline.setWordWrap(True)
        self.explanation = labels.note(explanation)
        for label in (self.headline, self.explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(_TEXT_WIDTH)
            label.setMinimumWidth(min(_TEXT_WIDTH, 180))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 100)
            row.addStretch(1)
            column.addLayout(row)
        if actions:
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addStretch(1)
            for action in actions:
                row.addWidget(action)
            row.addStretch(1)
            column.addSpacing(S)
            column.addLayout(row)
        column.addStretch(3)
