"""A bar above every page: users wait for somebody who holds the keys to let them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.spacing import XS, L, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.accounts.records import Account
    from gui.session import Session


class WaitingUsers(QFrame):
    """Hidden unless the present user could do something about it. Signals: `pressed`."""

    pressed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("look", "bar")
        self.words = labels.body()
        self.show_users = buttons.push(self.tr("Show &users"), self.pressed.emit, look="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, L, XS)
        row.setSpacing(S)
        row.addWidget(labels.icon("waiting", "warning"))
        row.addWidget(self.words, 1)
        row.addWidget(self.show_users)
        self.hide()

    def refresh(self) -> None:
        """Ask who waits, if this user may let anybody in."""
        if not (self._session.may("CONFIRM_USER") and self._session.may("VIEW_USERS")):
            return
        office = self._session.office
        self._session.lanes.run(self, lambda job: office.accounts.list(), on_done=self._show)

    def _show(self, users: Sequence[Account]) -> None:
        waiting = [user for user in users if user.waiting]
        me_waits = any(user.me for user in waiting)
        self.words.setText(
            self.tr("You wait to be let in: another user who holds the keys must do it.")
            if me_waits
            else self.tr("%n user(s) wait to be let in.", "", len(waiting))
        )
        self.setAccessibleName(self.words.text())
        self.setVisible(bool(waiting))
