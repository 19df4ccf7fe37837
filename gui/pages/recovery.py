"""The recovery code of a new vault: shown once, and only left when it has been written down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gui.spacing import XL, L
from gui.theme import fixed_font
from gui.widgets import buttons, labels
from gui.widgets.brand import Brand
from gui.widgets.field import Field
from gui.widgets.frame import card, in_the_middle

_GROUPS_A_LINE = 3


class RecoveryPage(QWidget):
    """Shows the code; the person types its last group back to go on.

    Typing a part back is asked for because a tick alone is given without reading.

    Signals:
        confirmed: the code was written down.
    """

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recovery")
        self._last = ""
        self.code = labels.plain()
        self.code.setProperty("look", "code")
        self.code.setFont(fixed_font(14))
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setWordWrap(True)
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.code.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.typed = QLineEdit()
        self.typed.setFont(fixed_font(11))
        self.go_on = buttons.push(
            self.tr("I have &written it down"), self._confirm, look="primary", icon="check"
        )
        self._build()
        self.typed.textChanged.connect(self._compare)
        self.typed.returnPressed.connect(self._confirm)

    def _build(self) -> None:
        column = in_the_middle(self)
        column.addWidget(Brand())
        frame, inside = card(margin=XL, spacing=L)
        inside.addWidget(labels.heading(self.tr("Write down the recovery code")))
        inside.addWidget(
            labels.body(
                self.tr(
                    "If the passphrase is lost, this code is the only way to open the vault. It is"
                    " shown once and kept nowhere. Write it on paper and store it where only"
                    " authorised people can reach it."
                )
            )
        )
        inside.addWidget(self.code)
        inside.addWidget(
            Field(
                self.tr("&Type the last group of the code"),
                self.typed,
                self.tr("This makes sure that it was written down before it disappears."),
            )
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go_on)
        inside.addLayout(row)
        column.addWidget(frame)

    def arrive(self, code: str) -> None:
        """Show the code of the vault just made."""
        self._last = code.replace(" ", "-").split("-")[-1]
        self.code.setText(_in_lines(code))
        self.code.setAccessibleDescription(" ".join(code))
        self.typed.clear()
        self._compare()
        self.typed.setFocus()

    def forget(self) -> None:
        """Take the code off the screen and out of the widgets."""
        self._last = ""
        self.code.clear()
        self.code.setAccessibleDescription("")
        self.typed.clear()

    def _compare(self) -> None:
        typed = self.typed.text().strip().upper()
        self.go_on.setEnabled(bool(self._last) and typed == self._last.upper())

    def _confirm(self) -> None:
        if self.go_on.isEnabled():
            self.forget()
            self.confirmed.emit()


def _in_lines(code: str) -> str:
    """Three groups a line, so that no line breaks in the middle of one."""
    groups = code.split("-")
    lines = [groups[at : at + _GROUPS_A_LINE] for at in range(0, len(groups), _GROUPS_A_LINE)]
    return "-\n".join("-".join(line) for line in lines)
