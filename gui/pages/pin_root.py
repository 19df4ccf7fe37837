"""Begin to trust head office: a file, and its fingerprint typed from another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.dialogs import run_dialog
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.theme import fixed_font
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.folder import FileEdit

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT_CHARACTERS = 500
_FINGERPRINT_DIGITS = 40


@dataclass(frozen=True)
class Pin:
    """What was typed. `because` is empty for a first root."""

    path: Path
    typed: str
    because: str


class PinDialog(QDialog):
    """The fingerprint of the file is never shown here: typing what head office said compares it."""

    def __init__(self, parent: QWidget, trusted: str = "") -> None:
        """`trusted` names the publisher that is trusted now and would be replaced."""
        super().__init__(parent)
        self._replaces = bool(trusted)
        self.setWindowTitle(self.tr("Trust head office"))
        self.setMinimumWidth(CARD_WIDTH + 80)
        self.file = FileEdit(self.tr("Root of head office"))
        self.typed = QLineEdit()
        self.typed.setFont(fixed_font(10))
        self.typed.setMaxLength(120)
        self.because = QLineEdit()
        self.because.setMaxLength(_LIMIT_CHARACTERS)
        words = self.tr("&Replace what is trusted") if trusted else self.tr("&Trust head office")
        self.go_on = buttons.push(words, self.accept, look="danger" if trusted else "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(
            labels.body(
                self.tr(
                    "Ask head office for the fingerprint by telephone or on paper, not on the way"
                    " the file came. Type it here; only if it belongs to the file is the file"
                    " trusted."
                )
            )
        )
        if trusted:
            column.addWidget(
                labels.note(
                    self.tr(
                        "This vault trusts {publisher} already. Replacing it is for the case that"
                        " head office lost its keys; otherwise bring its news as an update."
                    ).format(publisher=trusted),
                    tone="warning",
                )
            )
        column.addWidget(Field(self.tr("&File"), self.file))
        column.addWidget(
            Field(
                self.tr("Finger&print, as head office told it"),
                self.typed,
                self.tr("Ten groups of four; spaces and capitals do not matter."),
            )
        )
        if trusted:
            column.addWidget(
                Field(
                    self.tr("Reaso&n"), self.because, self.tr("It is kept in the vault's record.")
                )
            )
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Cancel"), self.reject))
        row.addWidget(self.go_on)
        column.addLayout(row)
        for edit in (self.file.edit, self.typed, self.because):
            edit.textChanged.connect(self._judge)
        self.file.edit.setFocus()
        self._judge()

    def pin(self) -> Pin:
        """What was typed."""
        path = self.file.file()
        assert path is not None  # noqa: S101 - the button is off without one
        return Pin(path, self.typed.text(), self.because.text().strip())

    def _judge(self) -> None:
        digits = sum(letter.isalnum() for letter in self.typed.text())
        ready = self.file.file() is not None and digits == _FINGERPRINT_DIGITS
        if self._replaces:
            ready = ready and bool(self.because.text().strip())
        self.go_on.setEnabled(ready)


def ask_pin(parent: QWidget, trusted: str = "") -> Pin | None:
    """What was typed; None if the person thought better of it."""
    dialog = PinDialog(parent, trusted)
    typed: list[Pin] = []
    dialog.accepted.connect(lambda: typed.append(dialog.pin()))
    return typed[0] if run_dialog(dialog) else None
