"""The search pane of a case: a box, what the hits are part of, and the hits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from appliance.app.covering import Cover
from appliance.retrieval.records import SearchScope
from gui import side_words, texts
from gui.announcing import announce
from gui.keys import KEYS, bind
from gui.pages.facet_chips import FacetChips
from gui.pages.viewer import Place
from gui.spacing import M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from appliance.documents.records import Document
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.retrieval.records import Found, Hit
    from gui.jobs import Task
    from gui.session import Session

_TOP = 50
_SHOWN_CHARACTERS = 220
_QUERY_LIMIT = 2000


class SearchPane(QFrame):
    """Searching is a Job; a newer search replaces one under way.

    Signals:
        places_wanted: all places found and which of them to show, (tuple[Place, ...], int).
    """

    places_wanted = Signal(object, int)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session, self._case = session, case
        self._task: Task | None = None
        self._found: Found | None = None
        self._asked = ""
        self._ready = False
        self.setProperty("look", "pane")
        self.setMinimumWidth(316)
        self.box = QLineEdit()
        self.box.setMaxLength(_QUERY_LIMIT)
        self.box.setPlaceholderText(self.tr("Words or a question"))
        self.box.setAccessibleName(self.tr("Search the documents of this case"))
        self.box.setClearButtonEnabled(True)
        self.go = buttons.push(self.tr("Search"), self.submit, look="primary")
        self.banner = ErrorBanner()
        self.summary = labels.note()
        self.facets = FacetChips()
        self.list = QListWidget()
        self.list.setProperty("look", "plain")
        self.list.setProperty("lined", "true")
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Places found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self._build()
        self.box.returnPressed.connect(self.submit)
        self.box.textChanged.connect(self._judge)
        self.facets.changed.connect(self._again)
        self.list.currentRowChanged.connect(self._show_place)
        self.list.itemActivated.connect(lambda _item: self._show_place(self.list.currentRow()))
        bind(KEYS["stop"], self, self.cancel, "inside")
        self._judge()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.box, 1)
        row.addWidget(self.go)
        results = QWidget()
        inside = QVBoxLayout(results)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(S)
        inside.addWidget(self.summary)
        inside.addWidget(self.facets)
        inside.addWidget(self.list, 1)
        self._empty = EmptyState(
            "mark",
            self.tr("Find a place"),
            self.tr(
                "Type words or a question. Every place found is marked on its page; F3 goes"
                " to the next one."
            ),
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(results)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """There is something to search as soon as one document is ready."""
        self._ready = any(document.state == "ready" for document in documents)
        self._judge()

    def submit(self) -> None:
        """Search for what is in the box, everywhere in the case."""
        asked = self.box.text().strip()
        if asked and self._ready:
            self.facets.forget()
            self._asked = asked
            self._again()

    def cancel(self) -> None:
        """Stop searching."""
        if self._task is not None:
            self._task.cancel()

    def places(self) -> tuple[Place, ...]:
        """Every place found, best first."""
        hits = self._found.hits if self._found is not None else ()
        return tuple(Place(hit.document, hit.page, hit.start, hit.end) for hit in hits)

    def _again(self) -> None:
        if not self._asked:
            return
        self.cancel()
        self.banner.clear()
        office, case, asked = self._session.office, self._case, self._asked
        chosen = self.facets.chosen()
        scope = SearchScope(
            documents=chosen["documents"],
            kinds=chosen["kinds"],  # type: ignore[arg-type]  # values that a search gave
            sections=chosen["sections"],
            parts=chosen["parts"],
        )

        def work(job: Job) -> Found:
            cover = Cover(office.privacy, case)
            found = cover.found(office.searches.find(case, asked, _TOP, scope))
            # A filter must be named as the documents name it; a covered name is none.
            named = [one for one in found.facets.sections if not side_words.covered(one.value)]
            return replace(found, facets=replace(found.facets, sections=tuple(named)))

        self.summary.setText(self.tr("Searching…"))
        self._stack.setCurrentIndex(1)
        self._task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=self._show,
            on_error=self._refused,
            on_end=self._ended,
        )

    def reload(self) -> None:
        """Search again, because what may be shown has changed."""
        self._again()

    def _show(self, found: Found) -> None:
        self._found = found
        self.list.clear()
        for hit in found.hits:
            self.list.addItem(_item(hit, self.tr("page {page}")))
        if found.hits:
            said = self.tr("{found} of {searched} passages fit; the best are listed.").format(
                found=texts.number(found.found), searched=texts.number(found.searched)
            )
        else:
            said = self.tr("Nothing fits. Try fewer or other words, or take away a filter.")
        self.summary.setText(said)
        self.facets.show_facets(found.facets)
        announce(self, said)
        if found.hits:
            self.list.setCurrentRow(0)

    def _show_place(self, row: int) -> None:
        places = self.places()
        if 0 <= row < len(places):
            self.places_wanted.emit(places, row)

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        self.summary.setText("")

    def _ended(self) -> None:
        self._task = None

    def _judge(self) -> None:
        self.go.setEnabled(self._ready and bool(self.box.text().strip()))
        hint = "" if self._ready else self.tr("Add a document first; then it can be searched.")
        labels.set_tip(self.go, hint)
        self.go.setAccessibleDescription(hint)


def _item(hit: Hit, page: str) -> QListWidgetItem:
    where = f"{hit.document}, {page.format(page=texts.number(hit.page))}"
    if hit.section:
        where += f"\n{hit.section}"
    words = " ".join(hit.text.split())
    shown = words[:_SHOWN_CHARACTERS] + ("…" if len(words) > _SHOWN_CHARACTERS else "")
    return QListWidgetItem(f"{where}\n{shown}")
