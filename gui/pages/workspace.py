"""The workspace of a case: documents, page, and what is done beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gui import texts
from gui.keys import KEYS, bind
from gui.pages.ask import AskPane
from gui.pages.documents import DocumentsPane
from gui.pages.form_pane import FormPane
from gui.pages.overview_pane import OverviewPane
from gui.pages.privacy_pane import PrivacyPane
from gui.pages.search import SearchPane
from gui.pages.second import SecondPane
from gui.pages.side import Side, SideBySide
from gui.pages.viewer import Place, Viewer
from gui.spacing import PANE_ASK, PANE_DOCUMENTS, PANE_VIEWER, XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.frame import clear

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from appliance.app.records import CaseSummary
    from appliance.assistant.records import Citation, Passage
    from appliance.documents.records import Document
    from gui.session import Session
    from gui.tables.documents import Entry

_UNFINISHED = ("waiting", "reading", "indexing")


class WorkspacePage(QWidget):
    """Connects the three panes; each of them works alone.

    Signals:
        left: back to the list of cases.
        review_wanted: go through a checklist with this case.
    """

    left = Signal()
    review_wanted = Signal()

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._resumed = False
        # How the room was shared before two pages were side by side.
        self._before: list[int] = []
        self._session, self._case = session, case
        self.documents = DocumentsPane(session, case)
        self.viewer = Viewer(session, case)
        self.ask = AskPane(session, case)
        self.search = SearchPane(session, case)
        self.form = FormPane(session, case)
        self.overview = OverviewPane(session, case)
        self.privacy = PrivacyPane(session, case)
        self.second = SecondPane(session, case)
        self.side = SideBySide()
        bar = QFrame()
        bar.setProperty("look", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(S, XS, M, XS)
        row.setSpacing(S)
        back = buttons.push(self.tr("&All cases"), self.left.emit, look="link", icon="previous")
        row.addWidget(back)
        name = labels.heading(case)
        name.setObjectName("caseName")
        row.addWidget(name)
        self._extent = labels.note()
        self._extent.setWordWrap(False)
        row.addSpacing(S)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(S)
        row.addLayout(self._badges)
        row.addWidget(self._extent, 1)
        if session.may("REVIEW"):
            self.review = buttons.push(
                self.tr("Review…"), self.review_wanted.emit, look="link", icon="review"
            )
            row.addWidget(self.review)
            bind(KEYS["review"], self, self.review_wanted.emit)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for pane in (self.documents, self.viewer, self.side):
            splitter.addWidget(pane)
        for side in self._sides():
            self.side.add(side)
        splitter.setSizes([PANE_DOCUMENTS, PANE_VIEWER, PANE_ASK])
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(splitter, 1)
        self.documents.selected.connect(self._selected)
        self.documents.changed.connect(self._changed)
        self.documents.place_wanted.connect(lambda place: self.open_places((place,), 0))
        self.viewer.retry_wanted.connect(self.documents.retry)
        self.ask.source_wanted.connect(self.open_source)
        for beside in (self.ask, self.search, self.form, self.overview, self.privacy):
            beside.places_wanted.connect(self.open_places)
        self.overview.pane_wanted.connect(self.side.open)
        self.side.changed.connect(self._share_room)
        self.privacy.rule_changed.connect(self._reload)
        for key, call in (
            ("panes", self.next_pane),
            ("question", lambda: self.side.open("ask")),
            ("back", self.left.emit),
        ):
            bind(KEYS[key], self, call)

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Load everything; `files` are added at once (the sample customer)."""
        if files:
            self._resumed = True
            self.documents.add(files)
        self.documents.refresh()
        self._read_state()
        self.ask.load()
        self.ask.question.setFocus()

    def _sides(self) -> tuple[Side, ...]:
        ask, search, form = self.ask, self.search, self.form
        overview, privacy, second = self.overview, self.privacy, self.second
        return (
            Side("ask", self.tr("Ask"), "ask", ask, ask.question.setFocus),
            Side("search", self.tr("Search"), "search", search, search.box.setFocus),
            Side("form", self.tr("Form"), "form", form, form.begin, form.refresh),
            Side(
                "overview",
                self.tr("Overview"),
                "overview",
                overview,
                overview.begin,
                overview.refresh,
            ),
            Side("privacy", self.tr("Privacy"), "eye-off", privacy, privacy.begin, privacy.refresh),
            Side(
                "second",
                self.tr("Side by side"),
                "columns",
                second,
                second.document.setFocus,
                lambda: second.follow(self.viewer.place),
            ),
        )

    def _share_room(self, name: str) -> None:
        """Two pages side by side are equally wide; otherwise the page on the left has the room."""
        if name == "second":
            self._before = self._splitter.sizes()
            left, *both = self._before
            half = sum(both) // 2
            self._splitter.setSizes([left, half, sum(both) - half])
        elif self._before:
            self._splitter.setSizes(self._before)
            self._before = []

    def _reload(self) -> None:
        """What may be shown has changed: nothing that was on screen before may stay there."""
        place = self.viewer.place
        if place is not None:
            self.viewer.clear()
            self.viewer.show_place(place)
        self.second.reload()
        self.ask.reload()
        self.search.reload()
        self.form.refresh()
        self.overview.refresh()

    def open_source(self, source: Citation | Passage) -> None:
        """Open the page of a citation with its passage marked."""
        self.documents.select(source.document)
        self.viewer.show_place(Place(source.document, source.page, source.start, source.end))

    def open_places(self, places: Sequence[Place], current: int) -> None:
        """Open one of several places, with all of them marked."""
        self.documents.select(places[current].document)
        self.viewer.show_places(places, current)

    def next_pane(self) -> None:
        """Move the focus: documents, page, what is beside it, documents."""
        panes: tuple[tuple[QWidget, Callable[[], None], bool], ...] = (
            (self.documents, self.documents.list.setFocus, self.documents.list.isVisible()),
            (self.viewer, self.viewer.bar.page.setFocus, self.viewer.bar.page.isVisible()),
            (self.side, self.side.begin, True),
        )
        focused = QApplication.focusWidget()
        here = next(
            (
                index
                for index, (pane, _, _) in enumerate(panes)
                if focused is not None and pane.isAncestorOf(focused)
            ),
            -1,
        )
        for step in range(1, len(panes) + 1):
            _, focus, visible = panes[(here + step) % len(panes)]
            if visible:
                focus()
                return

    def _read_state(self) -> None:
        office, case = self._session.office, self._case
        self._session.lanes.run(
            self,
            lambda job: office.cases.show(case).summary,
            on_done=self._show_state,
            on_error=self.documents.banner.show_error,
        )

    def _show_state(self, summary: CaseSummary) -> None:
        clear(self._badges)
        if summary.held_at is not None:
            self._badges.addWidget(labels.pill(self.tr("on hold"), "warning"))
        if summary.closed_at is not None:
            self._badges.addWidget(labels.pill(self.tr("closed")))

    def _selected(self, entry: Entry | None) -> None:
        if entry is None:
            self.viewer.clear()
        elif entry.told is not None:
            told, again = entry.told, self.documents.retry_words(entry)
            self.viewer.show_reason(entry.name, told.message, told.next_step, again)
        elif entry.document is not None and entry.pages:
            self.viewer.show_place(Place(entry.name, 1))
        else:
            self.viewer.clear()

    def _changed(self, documents: tuple[Document, ...]) -> None:
        self.viewer.set_documents(documents)
        pages = sum(document.page_count for document in documents)
        self._extent.setText(
            f"{texts.documents(len(documents))}, {texts.pages(pages)}" if documents else ""
        )
        self.ask.set_documents(documents)
        for beside in (self.search, self.form, self.overview, self.privacy, self.second):
            beside.set_documents(documents)
        if not self._resumed:
            self._resumed = True
            if any(document.state in _UNFINISHED for document in documents):
                self.documents.resume()
