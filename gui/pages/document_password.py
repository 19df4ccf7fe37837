"""Asks for the password of a document, and says if it is not the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.announcing import announce
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.tables.documents import PASSWORD_CODES
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from appliance.documents.records import IngestOutcome
    from gui.session import Session


class PasswordDialog(QDialog):
    """Tries the password and closes as soon as it opens the document, or when others are read."""

    def __init__(self, parent: QWidget, session: Session, case: str, document: str) -> None:
        super().__init__(parent)
        self._reading = session.reading
        self._case, self._document = case, document
        self._trying = False
        self.setWindowTitle(self.tr("Password of a document"))
        self.setMinimumWidth(CARD_WIDTH)
        self.secret = SecretEdit(self.tr("Password of the document"))
        self.trouble = labels.body()
        self.trouble.setProperty("tone", "danger")
        self.trouble.hide()
        self.open_button = buttons.push(self.tr("&Open and read it"), self.submit, look="primary")
        self.open_button.setDefault(True)
        self.cancel = buttons.push(self.tr("&Cancel"), self.reject)
        self._build(document)
        self.secret.textChanged.connect(self._judge)
        self._reading.progressed.connect(self._opened)
        self._reading.ended.connect(self._ended)
        self._reading.changed.connect(self._changed)
        self.secret.setFocus()
        self._judge()

    def _build(self, document: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(S)
        name = labels.heading(self.tr("“{name}” is protected by a password").format(name=document))
        name.setWordWrap(True)
        words.addWidget(name)
        words.addWidget(
            labels.body(
                self.tr(
                    "Whoever sent the file knows it. It is kept encrypted with the document, so"
                    " that its pages can be shown again, and is deleted with it."
                )
            )
        )
        top = QHBoxLayout()
        top.setSpacing(L)
        top.addWidget(labels.icon("key", "accent", 32), alignment=Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        answers = QHBoxLayout()
        answers.setSpacing(S)
        answers.addStretch(1)
        answers.addWidget(self.cancel)
        answers.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addLayout(top)
        column.addWidget(Field(self.tr("&Password"), self.secret))
        column.addWidget(self.trouble)
        column.addSpacing(S)
        column.addLayout(answers)
        self._grow()

    def _grow(self) -> None:
        # A dialog is not made higher for text that wraps, unless it is told so.
        column = self.layout()
        if column is not None:
            self.setMinimumSize(CARD_WIDTH, column.totalHeightForWidth(CARD_WIDTH))

    def submit(self) -> None:
        """Try what was typed; the line forgets it."""
        if not self.secret.text():
            return
        queued = self._reading.busy
        self._trying = not queued
        self._reading.retry(self._case, self._document, self.secret.take())
        if queued:
            # It may be minutes until its turn comes; the list then tells how it went.
            self.accept()
            return
        self.trouble.hide()
        self.open_button.setText(self.tr("Trying…"))
        self._judge()

    def reject(self) -> None:
        """Nothing of what was typed stays."""
        self.secret.take()
        super().reject()

    def _opened(self, _: object) -> None:
        if self._trying:
            self.accept()

    def _ended(self, case: str | None, outcomes: tuple[IngestOutcome, ...]) -> None:
        if not self._trying or case != self._case:
            return
        if any(one.error_code in PASSWORD_CODES for one in outcomes):
            self._trying = False
            self._say(self.tr("This password does not open it. Check capital letters and digits."))
        else:
            self.accept()

    def _changed(self) -> None:
        if self._trying and not self._reading.busy:
            # It ended with an error, which is shown beside the list.
            self.accept()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        self._grow()
        self.open_button.setText(self.tr("&Open and read it"))
        self._judge()
        self.secret.setFocus()
        announce(self, words)

    def _judge(self) -> None:
        self.open_button.setEnabled(bool(self.secret.text()) and not self._trying)
        self.secret.setEnabled(not self._trying)
