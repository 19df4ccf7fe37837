"""A step that needs a reason in words before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.dialogs import run_dialog
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field

_LIMIT_CHARACTERS = 500


class ReasonDialog(QDialog):
    """One line that must not stay empty. `reason` is the line, `go_on` the button."""

    def __init__(
        self, parent: QWidget, headline: str, consequence: str, yes: str, *, danger: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(headline)
        self.setAccessibleDescription(consequence)
        self.setMinimumWidth(CARD_WIDTH)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LIMIT_CHARACTERS)
        self.go_on = buttons.push(yes, self.accept, look="danger" if danger else "primary")
        self.go_on.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.go_on.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self._entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        name = labels.heading(headline)
        name.setWordWrap(True)
        column.addWidget(name)
        column.addWidget(labels.body(consequence))
        column.addSpacing(S)
        column.addWidget(Field(self.tr("&Reason"), self.reason))
        column.addSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Cancel"), self.reject))
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.reason.setFocus()

    def _entered(self) -> None:
        if self.go_on.isEnabled():
            self.accept()


def ask_reason(
    parent: QWidget, headline: str, consequence: str, yes: str, *, danger: bool = False
) -> str:
    """The reason that was typed; empty if the person thought better of it."""
    dialog = ReasonDialog(parent, headline, consequence, yes, danger=danger)
    typed: list[str] = []
    dialog.accepted.connect(lambda: typed.append(dialog.reason.text().strip()))
    return typed[0] if run_dialog(dialog) else ""
