"""A second page beside the first: another document, or another page of the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout

from gui.pages.viewer import Place, Viewer
from gui.spacing import XS, M, S
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.documents.records import Document
    from gui.session import Session


class SecondPane(QFrame):
    """Its keys work while the focus is in it; going to a page by Ctrl+G is the first page's."""

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self.setProperty("look", "pane")
        self.setMinimumWidth(316)
        self._place: Place | None = None
        self.document = QComboBox()
        self.document.setAccessibleName(self.tr("Document beside the page"))
        self.document.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.viewer = Viewer(session, case, beside=True)
        self.viewer.setMinimumWidth(316)
        # Two of the same key in one window would cancel each other.
        for shortcut in self.viewer.bar.findChildren(QShortcut):
            shortcut.setEnabled(False)
        # Its name is chosen above.
        self.viewer.bar.name.hide()
        row = QHBoxLayout()
        row.setContentsMargins(M, S, M, XS)
        row.setSpacing(S)
        row.addWidget(labels.plain(self.tr("Beside:")))
        row.addWidget(self.document, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.viewer, 1)
        self.document.currentIndexChanged.connect(lambda _index: self._open())

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """Which documents have pages; the choice stays if it still exists."""
        chosen = self.document.currentData()
        self.document.blockSignals(True)
        self.document.clear()
        for document in documents:
            if document.page_count:
                self.document.addItem(document.name, document.name)
        at = self.document.findData(chosen) if chosen else -1
        self.document.setCurrentIndex(at)
        self.document.blockSignals(False)
        self.viewer.set_documents(documents)

    def follow(self, place: Place | None) -> None:
        """Show something as soon as the pane is opened: the page after the one beside it."""
        if self.viewer.place is not None or place is None:
            return
        self.document.blockSignals(True)
        self.document.setCurrentIndex(self.document.findData(place.document))
        self.document.blockSignals(False)
        self.viewer.show_place(Place(place.document, place.page))

    def reload(self) -> None:
        """Show the page anew, because what may be shown of it has changed."""
        place = self.viewer.place
        if place is not None:
            self.viewer.clear()
            self.viewer.show_place(place)

    def _open(self) -> None:
        name = self.document.currentData()
        if name is not None:
            self.viewer.show_place(Place(name, 1))
