"""Recovery codes, shown once and then forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.spacing import CARD_WIDTH, XL, L, M
from gui.theme import fixed_font
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent


class CodesDialog(QDialog):
    """One code, or one for each of several people. It closes only when they were written down."""

    def __init__(self, parent: QWidget, codes: Sequence[str]) -> None:
        super().__init__(parent)
        several = len(codes) > 1
        self.setWindowTitle(
            self.tr("Write down the codes") if several else self.tr("Write down the recovery code")
        )
        self.setMinimumWidth(CARD_WIDTH + 60)
        self.codes: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        words = (
            self.tr(
                "Give each code to another person. To open the vault, two of them type their codes"
                " one after the other where the passphrase is asked for."
            )
            if several
            else self.tr("Write it on paper and keep it away from this computer.")
        )
        column.addWidget(labels.body(words))
        for number, code in enumerate(codes, start=1):
            if several:
                column.addWidget(labels.heading(self.tr("Person {number}").format(number=number)))
            shown = labels.plain(code)
            shown.setFont(fixed_font(12))
            shown.setProperty("look", "code")
            shown.setWordWrap(True)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            shown.setAccessibleName(self.tr("Recovery code {number}").format(number=number))
            shown.setAccessibleDescription(" ".join(code))
            self.codes.append(shown)
            column.addWidget(shown)
        self.written = QCheckBox(self.tr("&I have written down all of it"))
        self.close_button = buttons.push(self.tr("&Close"), self.accept, look="primary")
        self.written.toggled.connect(self.close_button.setEnabled)
        self.close_button.setEnabled(False)
        column.addWidget(self.written)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def reject(self) -> None:
        """Escape does nothing before the codes were written down."""
        if self.written.isChecked():
            super().reject()

    def done(self, result: int) -> None:
        """Take the codes out of the widgets at the end, whichever it is."""
        self._forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same when it is closed from outside, as locking does."""
        self._forget()
        super().closeEvent(event)

    def _forget(self) -> None:
        for shown in self.codes:
            shown.clear()
            shown.setAccessibleDescription("")
