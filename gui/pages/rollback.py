"""A vault whose audit record says that it is an older or cut state: stay out, or go on knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.errors import tell
from gui.spacing import CARD_WIDTH, XL, L, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from appliance.errors import ApplianceError

REASON_LEAST, REASON_MOST = 3, 500
_WIDTH = CARD_WIDTH + 40
_ICON = 32


class RollbackDialog(QDialog):
    """The safe answer has the focus; going on needs a reason and the passphrase once more."""

    def __init__(self, parent: QWidget, error: ApplianceError) -> None:
        super().__init__(parent)
        told = tell(error)
        self.setWindowTitle(self.tr("This vault is not in its newest state"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON_MOST)
        self.secret = SecretEdit(self.tr("Passphrase"))
        self.no = buttons.push(self.tr("&Keep it closed"), self.reject, look="primary")
        self.yes = buttons.push(self.tr("&Go on on purpose"), self.accept, look="danger")
        words = QVBoxLayout()
        words.setSpacing(S)
        headline = labels.heading(told.message)
        headline.setWordWrap(True)
        words.addWidget(headline)
        words.addWidget(labels.note(self.tr("Code {code}").format(code=told.code)))
        explanation = labels.body(
            self.tr(
                "Somebody may have put an old copy in its place, to make later entries"
                " disappear. Or it was restored for a good reason: then open it and say why."
                " What was expected, what is there, your name and the reason are recorded for"
                " good. If you do not know the reason, keep it closed and tell your auditor."
            )
        )
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(labels.icon("warning", "danger", _ICON), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        answers = QHBoxLayout()
        answers.setSpacing(S)
        answers.addStretch(1)
        answers.addWidget(self.yes)
        answers.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addLayout(row)
        # Of a fixed width, because a dialog is not made higher for text that wraps.
        for label, width in ((headline, _WIDTH - L - _ICON), (explanation, _WIDTH)):
            label.setFixedWidth(width)
            label.setMinimumHeight(label.heightForWidth(width))
        column.addWidget(explanation)
        column.addWidget(
            Field(
                self.tr("&Reason for going on"),
                self.reason,
                self.tr("For example: restored from the backup of Monday after a disk failure."),
            )
        )
        column.addWidget(Field(self.tr("&Passphrase, once more"), self.secret))
        column.addLayout(answers)
        self.no.setDefault(True)
        self.reason.textChanged.connect(lambda _: self._judge())
        self.secret.textChanged.connect(lambda _: self._judge())
        self.no.setFocus()
        self._judge()

    def taken(self) -> tuple[str, str]:
        """Reason and passphrase; the line forgets the passphrase."""
        return " ".join(self.reason.text().split()), self.secret.take()

    def _judge(self) -> None:
        reason = " ".join(self.reason.text().split())
        ready = len(reason) >= REASON_LEAST and reason.isprintable() and bool(self.secret.text())
        self.yes.setEnabled(ready)
