"""An error beside the work it stopped: what happened, what to do, its code, a Copy button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.announcing import announce
from gui.errors import Told, tell
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from appliance.errors import ApplianceError


class ErrorBanner(QFrame):
    """Hidden until there is something to tell; the person closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "danger")
        self._told = Told("", "", "")
        self._message = labels.body()
        self._message.setObjectName("errorMessage")
        self._step = labels.note(tone="text")
        self._step.setObjectName("errorNextStep")
        self._code = labels.note(tone="muted")
        self._copy = buttons.tool("copy", self.tr("Copy the message"), self._to_clipboard)
        self._close = buttons.tool("close", self.tr("Close the message"), self.clear)
        words = QVBoxLayout()
        words.setSpacing(XS)
        for label in (self._message, self._step, self._code):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, S, S)
        row.setSpacing(M)
        row.addWidget(labels.icon("failed", "danger"))
        row.addLayout(words, 1)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        self.hide()

    def show_error(self, error: ApplianceError) -> None:
        """Show a core error in the language of the window."""
        self.show_told(tell(error))

    def show_told(self, told: Told) -> None:
        """Show the words and have a screen reader say them."""
        self._told = told
        self._message.setText(told.message)
        self._step.setText(told.next_step)
        self._step.setVisible(bool(told.next_step))
        self._code.setText(self.tr("Code {code}").format(code=told.code))
        self.setAccessibleName(told.message)
        self.setAccessibleDescription(told.next_step)
        self.show()
        announce(self, f"{told.message} {told.next_step}")

    def clear(self) -> None:
        """Take the message away."""
        self._told = Told("", "", "")
        for label in (self._message, self._step, self._code):
            label.clear()
        self.hide()

    @property
    def told(self) -> Told:
        """What is shown; empty texts when nothing is."""
        return self._told

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._told.as_text())
