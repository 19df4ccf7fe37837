"""A bar above every page: users who wait to be let in, a first passphrase not yet changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.spacing import XS, L, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.accounts.records import Account
    from appliance.jobs import Job
    from gui.session import Session


class WaitingUsers(QFrame):
    """Hidden unless the present user should do something about it.

    Signals: `pressed` wants the users shown, `passphrase_wanted` one's own passphrase changed.
    """

    pressed = Signal()
    passphrase_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("look", "bar")
        self.words = labels.body()
        self.show_users = buttons.push(self.tr("Show &users"), self.pressed.emit, look="link")
        self.change = buttons.push(
            self.tr("Change the passphrase…"), self.passphrase_wanted.emit, look="link", icon="key"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, L, XS)
        row.setSpacing(S)
        row.addWidget(labels.icon("waiting", "warning"))
        row.addWidget(self.words, 1)
        row.addWidget(self.show_users)
        row.addWidget(self.change)
        self.hide()

    def refresh(self) -> None:
        """Ask who waits, if this user may let anybody in, and how this user stands."""
        office = self._session.office
        lists = self._session.may("CONFIRM_USER") and self._session.may("VIEW_USERS")

        def work(job: Job) -> tuple[Account, tuple[Account, ...]]:
            return office.accounts.me(), office.accounts.list() if lists else ()

        self._session.lanes.run(self, work, on_done=lambda found: self._show(*found))

    def _show(self, me: Account, users: Sequence[Account]) -> None:
        waiting = [user for user in users if user.waiting]
        words = []
        if me.waiting:
            words.append(
                self.tr("You wait to be let in: another user who holds the keys must do it.")
            )
        elif waiting:
            words.append(self.tr("%n user(s) wait to be let in.", "", len(waiting)))
        if me.must_change:
            words.append(
                self.tr("Your passphrase is the first one, which whoever added you knows.")
            )
        self.words.setText(" ".join(words))
        self.setAccessibleName(self.words.text())
        self.show_users.setVisible(bool(waiting) and not me.waiting)
        self.change.setVisible(me.must_change)
        self.setVisible(bool(words))
