"""The strip between bar and page: what a reader should know before trusting the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.announcing import announce
from gui.spacing import XS, M, S
from gui.widgets import labels
from gui.words import core

if TYPE_CHECKING:
    from appliance.app.records import PageView

_MOST_LINES = 3


class PageRemarks(QFrame):
    """Hidden when there is nothing to say of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "warning")
        self._words = QVBoxLayout()
        self._words.setSpacing(XS)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(M)
        row.addWidget(labels.icon("warning", "warning"))
        row.addLayout(self._words, 1)
        self.hide()

    def lines(self) -> list[str]:
        """What is said now."""
        found = []
        for index in range(self._words.count()):
            item = self._words.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                found.append(widget.property("words"))
        return found

    def show_view(self, view: PageView | None) -> None:
        """Say what is special about a page; None for no page."""
        before = self.lines()
        while (item := self._words.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        said = self._said(view) if view is not None else []
        for line in said:
            label = labels.body(line)
            label.setProperty("words", line)
            self._words.addWidget(label)
        self.setVisible(bool(said))
        self.setAccessibleName(" ".join(said))
        if said and said != before:
            announce(self, " ".join(said))

    def _said(self, view: PageView) -> list[str]:
        said = []
        if view.page.trouble:
            said.append(core(view.page.trouble))
        if view.page.origin == "ocr":
            said.append(self.tr("This page is a picture; its words were recognised."))
        if view.uncertain:
            said.append(
                self.tr(
                    "%n place(s) were hard to recognise; they are underlined with dots.",
                    "",
                    len(view.uncertain),
                )
            )
        notes = list(dict.fromkeys(core(notice.note) for notice in view.notices if notice.note))
        said += notes[:_MOST_LINES]
        if len(notes) > _MOST_LINES:
            said.append(self.tr("There is more like this on the page."))
        return said
