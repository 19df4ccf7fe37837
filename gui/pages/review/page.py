"""A review of a case in three panes: items, evidence on its page, decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from appliance.app.covering import Cover
from appliance.review.records import Quote
from gui.announcing import announce
from gui.dialogs import run_dialog
from gui.keys import KEYS, bind
from gui.pages.review import filtering
from gui.pages.review.bar import ReviewBar
from gui.pages.review.decision import DecisionPane, Wish
from gui.pages.review.items import ItemsPane
from gui.pages.review.replaying import ReplayDialog
from gui.pages.review.report import ReportDialog
from gui.pages.review.signing import SigningDialog
from gui.pages.review.start import StartPane
from gui.pages.viewer import Place, Viewer
from gui.spacing import PANE_ASK, PANE_DOCUMENTS, PANE_VIEWER, S
from gui.widgets.banner import ErrorBanner
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.documents.records import Document
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.review.records import Evidence, Review, ReviewItem
    from gui.jobs import Task
    from gui.session import Session


class ReviewPage(QWidget):
    """Connects the panes.

    Signals:
        left: back to the reviews of all cases.
        case_wanted: open the case itself.
    """

    left = Signal()
    case_wanted = Signal(str)

    def __init__(self, session: Session, case: str, number: int) -> None:
        """`number` 0: no review yet, one is begun here."""
        super().__init__()
        self._session, self._case, self._number = session, case, number
        self.review: Review | None = None
        self._at = -1
        self._task: Task | None = None
        self._deciding = False
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.start = StartPane(session, case)
        self.items = ItemsPane()
        self.viewer = Viewer(session, case)
        self.decision = DecisionPane()
        self.bar = ReviewBar(session, case)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for pane in (self.items, self.viewer, self.decision):
            splitter.addWidget(pane)
        splitter.setSizes([PANE_DOCUMENTS + S, PANE_VIEWER - S, PANE_ASK])
        splitter.setStretchFactor(1, 1)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.start)
        self._stack.addWidget(splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.left.connect(self.left)
        self.bar.case_wanted.connect(lambda: self.case_wanted.emit(self._case))
        self.bar.resume_wanted.connect(self.go_on)
        self.bar.again_wanted.connect(self.run_again)
        self.bar.report_wanted.connect(self.show_report)
        self.bar.sign_wanted.connect(self.sign_off)
        self.start.begun.connect(self._begun)
        self.items.chosen.connect(self.show_item)
        self.items.entered.connect(self.decision.accept_it)
        self.decision.wished.connect(self._decide)
        self.decision.next_wanted.connect(self.next_open)
        self.decision.place_wanted.connect(self.open_evidence)
        self.decision.editing_changed.connect(self._typing)
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
        bind(KEYS["stop"], self, self._escape, "inside")
        bind(KEYS["back"], self, self.left.emit)
        bind(KEYS["panes"], self, self.next_pane)

    # Loading -------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Load the review, or ask which checklist."""
        self._judge()
        if self._number == 0:
            self._stack.setCurrentWidget(self.start)
            self.start.refresh()
        else:
            self._load()

    def _begun(self, number: int) -> None:
        self._number = number
        self._load()

    def _load(self) -> None:
        office, case, number = self._session.office, self._case, self._number

        def work(job: Job) -> tuple[Review, tuple[Document, ...]]:
            found = office.reviews.show(case, number)
            return Cover(office.privacy, case).review(found), office.cases.show(case).documents

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, review: Review, documents: tuple[Document, ...]) -> None:
        first = self.review is None
        self.review = review
        self._stack.setCurrentWidget(self._splitter)
        self.viewer.set_documents(documents)
        if first:
            opened = filtering.next_open(review.items, -1)
            self._at = 0 if opened is None else opened
        self.items.show_review(review, self._at)
        self._judge()
        if first:
            self.show_item(self._at)
            self.items.tree.setFocus()
        else:
            self.decision.show_item(self.current)

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
        evidence = self._evidence()
        if evidence:
            self.open_evidence(evidence[0])
        elif item is not None:
            self.viewer.clear()

    def _evidence(self) -> tuple[Evidence, ...]:
        item = self.current
        if item is None:
            return ()
        decided = item.decision.evidence if item.decision is not None else ()
        proposed = item.proposal.evidence if item.proposal is not None else ()
        return tuple(dict.fromkeys((*decided, *proposed)))

    def open_evidence(self, evidence: Evidence) -> None:
        """Open a place with all places of the item marked; it counts as looked at."""
        places = tuple(dict.fromkeys(map(_place, self._evidence())))
        wanted = _place(evidence)
        if wanted in places:
            self.viewer.show_places(places, places.index(wanted))
        else:
            self.viewer.show_place(wanted)
        self._note_seen()

    def next_evidence(self) -> None:
        """The next place of the item."""
        self.viewer.step_mark(1)
        self._note_seen()

    def _note_seen(self) -> None:
        review, place = self.review, self._at
        # What was opened before the maker signed may have been decided otherwise since.
        if review is None or place in review.seen or review.state != "submitted":
            return
        office, case, number = self._session.office, self._case, self._number
        self._session.lanes.run(
            self,
            lambda job: office.decisions.seen(case, number, place),
            on_done=lambda _: self._saw(place),
            on_error=self.banner.show_error,
        )

    def _saw(self, place: int) -> None:
        if self.review is not None:
            self.review = structs.replace(self.review, seen=self.review.seen | {place})
            self.items.show_review(self.review, self._at)

    def next_open(self) -> None:
        """The next item that nobody has decided."""
        if self.review is None:
            return
        place = filtering.next_open(self.review.items, self._at)
        if place is None:
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
            (self.decision, self.decision.next.setFocus),
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

    # Deciding ------------------------------------------------------------------------------------

    def _decide(self, wish: Wish) -> None:
        if self._deciding or self.review is None:
            return
        office, case, number, place = self._session.office, self._case, self._number, self._at
        item, shown = self.current, self.viewer.place
        after = 0 if item is None else len(item.before) + (item.decision is not None)
        quotes: tuple[Quote, ...] = ()
        if wish.quote and shown is not None:
            quotes = (Quote(document=shown.document, page=shown.page, text=wish.quote),)

        def work(job: Job) -> Review:
            office.decisions.decide(
                case,
                number,
                place,
                wish.kind,
                verdict=wish.verdict or None,
                reason=wish.reason,
                waive=wish.waive,
                owner=wish.owner,
                due=wish.due,
                evidence=quotes or None,
                keep=wish.kind == "corrected" and not quotes,
                after=after,
            )
            return Cover(office.privacy, case).review(office.reviews.show(case, number))

        self._deciding = True
        self.banner.clear()
        self._session.lanes.run(
            self,
            work,
            on_done=lambda review: self._decided(review, place),
            on_error=self._refused,
            on_end=self._free,
        )

    def _free(self) -> None:
        self._deciding = False

    def _decided(self, review: Review, place: int) -> None:
        self.review = review
        self.decision.stop_editing()
        self.items.show_review(review, self._at)
        self._judge()
        announce(self, self.items.told.text())
        if place == self._at:
            self.decision.show_item(self.current)
            item = self.current
            if item is not None and item.state not in filtering.UNDECIDED:
                self.next_open()
        self.items.tree.setFocus()

    def _refused(self, error: ApplianceError) -> None:
        if self.decision.editing:
            self.decision.refuse(error)
        else:
            self.banner.show_error(error)

    def _typing(self, on: bool) -> None:
        for letter in self._letters:
            letter.setEnabled(not on)
        if not on:
            self.items.tree.setFocus()

    def _escape(self) -> None:
        if self.decision.editing:
            self.decision.stop_editing()
        elif self._task is not None:
            self._task.cancel()

    # The whole review ----------------------------------------------------------------------------

    def go_on(self) -> None:
        """Propose what was not looked at before it was stopped."""
        if self._task is not None:
            return
        office, case, number = self._session.office, self._case, self._number
        self.banner.clear()
        self._task = self._session.lanes.run(
            self,
            lambda job: office.reviews.resume(case, number, job=job),
            lane="models",
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(self._task, self.tr("Reading the papers"))
        self._judge()

    def _ended(self) -> None:
        self._task = None
        self._load()

    def sign_off(self) -> None:
        """The sign-off screen."""
        if self.review is not None:
            dialog = SigningDialog(self, self._session, self._case, self.review)
            dialog.item_wanted.connect(self.items.select)
            run_dialog(dialog)
            self._load()

    def show_report(self) -> None:
        """A look at the report, and writing it to a file."""
        if self.review is not None:
            run_dialog(ReportDialog(self, self._session, self._case, self.review))

    def run_again(self) -> None:
        """Review once more and compare."""
        if self.review is not None:
            dialog = ReplayDialog(self, self._session, self._case, self.review)
            dialog.item_wanted.connect(self.items.select)
            run_dialog(dialog)

    def _judge(self) -> None:
        review = self.review
        self.bar.show_review(review, busy=self._task is not None)
        why = ""
        if review is None:
            why = ""
        elif review.state in ("submitted", "signed"):
            why = self.tr("This review is signed, so its items are not changed.")
        elif review.state == "proposing":
            why = self.tr("Items can be decided when all of them have been looked at.")
        elif not self._session.may("DECIDE_ITEM"):
            why = self.tr("Your role does not allow deciding items.")
        self.decision.allow(decide=review is not None and not why, why_not=why)


def _place(evidence: Evidence) -> Place:
    return Place(evidence.document, evidence.page, evidence.start, evidence.end)
