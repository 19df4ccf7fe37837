"""Changing the passphrase of the open vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.spacing import CARD_WIDTH, XL, L, S
from gui.widgets import buttons
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.newsecret import NewSecret
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from appliance.errors import ApplianceError
    from gui.session import Session


class PassphraseDialog(QDialog):
    """The old passphrase or the recovery code, then a new passphrase twice."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Change the passphrase"))
        self.setMinimumWidth(CARD_WIDTH)
        self.old = SecretEdit(self.tr("Present passphrase or recovery code"))
        self.new = NewSecret()
        self.banner = ErrorBanner()
        self.change = buttons.push(self.tr("&Change it"), self.submit, look="primary", icon="key")
        self._working = QProgressBar()
        self._working.setRange(0, 0)
        self._working.setTextVisible(False)
        self._working.setAccessibleName(self.tr("Changing the passphrase"))
        self._working.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(Field(self.tr("P&resent passphrase or recovery code"), self.old))
        column.addWidget(self.new)
        column.addWidget(self.banner)
        column.addWidget(self._working)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("C&ancel"), self.reject))
        row.addWidget(self.change)
        column.addLayout(row)
        self.new.changed.connect(self._judge)
        self.old.textChanged.connect(self._judge)
        self.old.setFocus()
        self._judge()

    def submit(self) -> None:
        """Wrap the key anew, off the GUI thread."""
        if not self.change.isEnabled():
            return
        office, old, new = self._session.office, self.old.take(), self.new.take()
        self.banner.clear()
        self._set_busy(True)
        self._session.lanes.run(
            self,
            lambda job: office.accounts.change_passphrase(old, new),
            on_done=lambda _: self.accept(),
            on_error=self._refused,
        )

    def _refused(self, error: ApplianceError) -> None:
        self._set_busy(False)
        self.banner.show_error(error)
        self.old.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._working.setVisible(busy)
        self.old.setEnabled(not busy)
        self.new.setEnabled(not busy)
        self._judge()

    def _judge(self) -> None:
        self.change.setEnabled(bool(self.old.text()) and self.new.acceptable())
