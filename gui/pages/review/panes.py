"""The three panes of a review: items, evidence on its page, decision; looking, and what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from appliance.app.review_items import evidence_of
from gui.announcing import announce
from gui.keys import KEYS, bind
from gui.pages.review import filtering
from gui.pages.review.decision import DecisionPane
from gui.pages.review.items import ItemsPane
from gui.pages.review.looking import Opened
from gui.pages.viewer import Place, Viewer
from gui.spacing import PANE_ASK, PANE_DOCUMENTS, PANE_VIEWER, S

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.documents.records import Document
    from appliance.review.records import Evidence, Review, ReviewItem
    from gui.session import Session


class ReviewPanes(QSplitter):
    """Shows a review; nothing is kept or decided here.

    Signals:
        wished: a `Wish` for the item on screen.
        seen: the place of an item all of whose evidence the checker has had on screen.
    """

    wished = Signal(object)
    seen = Signal(int)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.review: Review | None = None
        self._at = -1
        self._opened = Opened()
        self.items = ItemsPane()
        self.viewer = Viewer(session, case)
        self.decision = DecisionPane()
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane in (self.items, self.viewer, self.decision):
            self.addWidget(pane)
        self.setSizes([PANE_DOCUMENTS + S, PANE_VIEWER - S, PANE_ASK])
        self.setStretchFactor(1, 1)
        self._connect()

    def _connect(self) -> None:
        self.items.chosen.connect(self.show_item)
        self.items.entered.connect(self.decision.accept_it)
        self.decision.wished.connect(self.wished)
        self.decision.next_wanted.connect(self.next_open)
        self.decision.place_wanted.connect(self.open_evidence)
        self.decision.editing_changed.connect(self._typing)
        self.viewer.arrived.connect(self._arrived)
        letters: dict[str, Callable[[], None]] = {
            "field_accept": self.decision.accept_it,
            "field_correct": lambda: self.decision.edit("corrected"),
            "field_reject": lambda: self.decision.edit("rejected"),
            "field_next": self.next_open,
            "evidence": self.next_evidence,
        }
        # Letters are keys in the lists and buttons, and never while something is typed.
        self._letters = [
            bind(KEYS[name], pane, call, "inside")
            for name, call in letters.items()
            for pane in (self.items.tree, self.decision, self.viewer)
        ]

    def show_review(self, review: Review) -> None:
        """Show it anew; the item on screen stays, and what is typed for it, unless it changed."""
        first, self.review = self.review is None, review
        self._opened.follow(review)
        if first:
            self._at = self._next(-1) or 0
        self.items.show_review(review, self._at)
        if first or self.decision.shown != self.current:
            self.show_item(self._at)
        if first:
            self.items.tree.setFocus()
        self._tell_looked()

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """The documents of the case, for their pages."""
        self.viewer.set_documents(documents)

    def select(self, place: int) -> None:
        """Choose an item in the list."""
        self.items.select(place)

    @property
    def place(self) -> int:
        """The place of the item on screen."""
        return self._at

    @property
    def current(self) -> ReviewItem | None:
        """The item on screen."""
        if self.review is None:
            return None
        return next((one for one in self.review.items if one.place == self._at), None)

    # Looking -------------------------------------------------------------------------------------

    def show_item(self, place: int) -> None:
        """Show an item and its first evidence."""
        self._at = place
        item = self.current
        self.decision.show_item(item)
        evidence = evidence_of(item) if item is not None else ()
        if evidence:
            self.open_evidence(evidence[0])
        elif item is not None:
            self.viewer.clear()
        self._tell_looked()

    def open_evidence(self, evidence: Evidence) -> None:
        """Open a place, with all places of the item marked."""
        item = self.current
        places = tuple(dict.fromkeys(map(_place, evidence_of(item) if item is not None else ())))
        wanted = _place(evidence)
        if wanted in places:
            self.viewer.show_places(places, places.index(wanted))
        else:
            self.viewer.show_place(wanted)

    def next_evidence(self) -> None:
        """The next place of the item."""
        item = self.current
        evidence = evidence_of(item) if item is not None else ()
        if self.viewer.place is None and evidence:
            self.open_evidence(evidence[0])
        else:
            self.viewer.step_mark(1)

    def _arrived(self, place: Place) -> None:
        """A page is on screen; for the checker, its item counts as opened after the last one."""
        review, item = self.review, self.current
        if review is None or item is None or review.state != "submitted":
            return
        whole = self._opened.note(item, place.document, place.page)
        self._tell_looked()
        if not whole or item.place in review.seen:
            return
        self.seen.emit(item.place)

    def _tell_looked(self) -> None:
        review, item = self.review, self.current
        if review is not None and item is not None:
            opened = self._opened.count(item, review.seen)
            self.decision.tell_looked(opened, len(filtering.pages_of(item)))

    def _next(self, after: int) -> int | None:
        review = self.review
        if review is None:
            return None
        if review.state == "submitted":
            return filtering.next_unseen(review, after)
        return filtering.next_open(review.items, after)

    def next_open(self) -> None:
        """The next item that nobody has decided; of the checker, one that is not opened yet."""
        if self.review is None:
            return
        place = self._next(self._at)
        if place is None and self.review.state == "submitted":
            announce(self, self.tr("All evidence was opened."))
        elif place is None:
            announce(self, self.tr("Every item is decided."))
        elif place == self._at:
            self.show_item(place)
        else:
            self.items.select(place)
        self.items.tree.setFocus()

    def next_pane(self) -> None:
        """Move the focus: items, page, decision, items."""
        panes: tuple[tuple[QWidget, Callable[[], None]], ...] = (
            (self.items, self.items.tree.setFocus),
            (self.viewer, self.viewer.bar.page.setFocus),
            (self.decision, self.decision.begin),
        )
        focused = QApplication.focusWidget()
        here = next(
            (
                index
                for index, (pane, _) in enumerate(panes)
                if focused is not None and pane.isAncestorOf(focused)
            ),
            -1,
        )
        panes[(here + 1) % len(panes)][1]()

    def _typing(self, on: bool) -> None:
        for letter in self._letters:
            letter.setEnabled(not on)
        if not on:
            self.items.tree.setFocus()


def _place(evidence: Evidence) -> Place:
    return Place(evidence.document, evidence.page, evidence.start, evidence.end)
