"""Questions about removable media that countersign checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.spacing import CARD_WIDTH, XL, L, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.folder import FolderEdit
from gui.widgets.newsecret import NewSecret
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class CheckpointDialog(QDialog):
    """Which medium countersigns, if any, and the passphrase of its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign a checkpoint"))
        self.medium = FolderEdit(self.tr("Medium"), Path())
        self.medium.edit.clear()
        self.secret = SecretEdit(self.tr("Passphrase of the medium"))
        self.sign = buttons.push(self.tr("&Sign"), self.accept, look="primary", icon="key")
        column = _column(self)
        column.addWidget(
            Field(
                self.tr("&Medium"),
                self.medium,
                self.tr("Leave it empty for those that are plugged in, or for none."),
            )
        )
        column.addWidget(
            Field(
                self.tr("&Passphrase of the medium"),
                self.secret,
                self.tr("Leave it empty to put the checkpoint there without its signature."),
            )
        )
        column.addLayout(_answers(buttons.push(self.tr("C&ancel"), self.reject), self.sign))
        self.sign.setDefault(True)
        self.medium.setFocus()

    def taken(self) -> tuple[Path | None, str | None]:
        """What was typed; the line of the passphrase forgets it."""
        typed = self.medium.edit.text().strip()
        return self.medium.folder() if typed else None, self.secret.take() or None


class WitnessDialog(QDialog):
    """A medium and a new passphrase for the key that will lie on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Prepare a medium"))
        self.medium = FolderEdit(self.tr("Removable medium"), Path())
        self.medium.edit.clear()
        self.secret = NewSecret()
        self.make = buttons.push(self.tr("&Prepare it"), self.accept, look="primary", icon="key")
        column = _column(self)
        column.addWidget(
            labels.body(
                self.tr(
                    "The medium gets a key of its own and countersigns checkpoints from now on."
                    " Somebody other than the administrator should keep it."
                )
            )
        )
        column.addWidget(Field(self.tr("Removable me&dium"), self.medium))
        column.addWidget(self.secret)
        column.addStretch(1)
        column.addLayout(_answers(buttons.push(self.tr("C&ancel"), self.reject), self.make))
        self.medium.edit.textChanged.connect(lambda _: self._judge())
        self.secret.changed.connect(self._judge)
        self.medium.setFocus()
        self._judge()

    def taken(self) -> tuple[Path, str]:
        """What was typed; the lines of the passphrase forget it."""
        return self.medium.folder(), self.secret.take()

    def _judge(self) -> None:
        named = bool(self.medium.edit.text().strip())
        self.make.setEnabled(named and self.secret.acceptable())


def _column(dialog: QDialog) -> QVBoxLayout:
    dialog.setMinimumWidth(CARD_WIDTH)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(XL, XL, XL, L)
    column.setSpacing(L)
    return column


def _answers(no: QPushButton, yes: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S)
    row.addStretch(1)
    row.addWidget(no)
    row.addWidget(yes)
    return row
