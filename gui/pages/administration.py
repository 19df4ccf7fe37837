"""What an administrator does, in tabs: users, backups, limits, keeping and deleting, usage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.pages.backups import BackupsPage
from gui.pages.retention import RetentionPage
from gui.pages.review_limits import ReviewLimitsPage
from gui.pages.usage import UsagePage
from gui.pages.users import UsersPage
from gui.widgets import labels
from gui.widgets.frame import page_column

if TYPE_CHECKING:
    from gui.session import Session


class AdministrationPage(QWidget):
    """Tabs that this user's roles allow something in. Signals: `users_changed`."""

    users_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = page_column(self)
        column.addWidget(labels.title(self.tr("Administration")))
        self.tabs = QTabWidget()
        self.users = UsersPage(session)
        self.backups = BackupsPage(session)
        self.users.changed.connect(self.users_changed)
        for page, text, actions in (
            (self.users, self.tr("Users and &keys"), ("VIEW_USERS",)),
            (self.backups, self.tr("&Backups"), ("BACK_UP", "VERIFY_BACKUP")),
        ):
            if any(map(session.may, actions)):
                self.tabs.addTab(page, text)
            else:
                page.setParent(self)
                page.hide()
        self.limits: ReviewLimitsPage | None = None
        if session.may("VIEW_USERS"):
            self.limits = ReviewLimitsPage(session)
            self.tabs.addTab(self.limits, self.tr("Limits in reviews"))
        self.retention: RetentionPage | None = None
        if session.may("SET_RETENTION") or session.may("APPLY_RETENTION"):
            self.retention = RetentionPage(session)
            self.tabs.addTab(self.retention, self.tr("Keeping an&d deleting"))
        self.usage: UsagePage | None = None
        if session.may("VIEW_USAGE"):
            self.usage = UsagePage(session)
            self.tabs.addTab(self.usage, self.tr("Us&age"))
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Read again what the tab shows."""
        page = self.tabs.currentWidget()
        if isinstance(page, (UsersPage, BackupsPage, ReviewLimitsPage, RetentionPage, UsagePage)):
            page.refresh()
