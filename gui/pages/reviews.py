"""Reviews, in tabs: those of all cases, many cases at once, and the checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.pages.checklists.shelf import ChecklistsPage
from gui.pages.review.batches import BatchesPage
from gui.pages.review.listing import ReviewsList
from gui.widgets import labels
from gui.widgets.frame import page_column

if TYPE_CHECKING:
    from gui.session import Session


class ReviewsPage(QWidget):
    """Tabs that this user's roles allow something in.

    Signals:
        chosen: the case and the number of the review to open.
    """

    chosen = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = page_column(self)
        column.addWidget(labels.title(self.tr("Reviews")))
        self.tabs = QTabWidget()
        self.list: ReviewsList | None = None
        self.batches: BatchesPage | None = None
        if session.may("VIEW_CASES"):
            self.list = ReviewsList(session)
            self.list.chosen.connect(self.chosen)
            self.tabs.addTab(self.list, self.tr("&All reviews"))
        if session.may("REVIEW"):
            self.batches = BatchesPage(session)
            self.batches.chosen.connect(self.chosen)
            self.tabs.addTab(self.batches, self.tr("Many cases at o&nce"))
        self.checklists = ChecklistsPage(session)
        self.tabs.addTab(self.checklists, self.tr("Chec&klists"))
        column.addWidget(self.tabs, 1)
        if self.batches is not None and session.runs.task is not None:
            self.tabs.setCurrentWidget(self.batches)
        self.tabs.currentChanged.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Read again what the tab shows."""
        page = self.tabs.currentWidget()
        if isinstance(page, (ReviewsList, BatchesPage, ChecklistsPage)):
            page.refresh()
