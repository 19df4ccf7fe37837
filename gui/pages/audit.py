"""The audit record: reading it, and whether it is whole, in tabs by what the roles allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from gui.pages.audit_check import CheckPage
from gui.pages.audit_record import RecordPage
from gui.widgets import labels
from gui.widgets.frame import page_column

if TYPE_CHECKING:
    from gui.session import Session


class AuditPage(QWidget):
    """`record` is None for those who may only check the record, not read it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = page_column(self)
        column.addWidget(labels.title(self.tr("Audit record")))
        self.record = RecordPage(session) if session.may("VIEW_AUDIT") else None
        self.check = CheckPage(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        if self.record is not None:
            self.tabs.addTab(self.record, self.tr("&Entries"))
        self.tabs.addTab(self.check, self.tr("&Whole and signed"))
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Read again what the tab shows."""
        if self.tabs.currentWidget() is self.check:
            self.check.refresh()
        elif self.record is not None:
            self.record.arrive()

    def leave(self) -> None:
        """Another place is shown: the next look at the entries needs a reason of its own."""
        if self.record is not None:
            self.record.leave()
