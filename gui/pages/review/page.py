"""A review of a case in three panes: items, evidence on its page, decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from appliance.app.covering import Cover
from appliance.app.review_items import is_undecided
from appliance.errors import DecidedMeanwhile, ReviewUnknown
from appliance.review.records import Quote
from gui.announcing import announce
from gui.dialogs import run_dialog
from gui.keys import KEYS, bind
from gui.pages.review import filtering
from gui.pages.review.bar import ReviewBar
from gui.pages.review.panes import ReviewPanes
from gui.pages.review.replaying import ReplayDialog
from gui.pages.review.report import ReportDialog
from gui.pages.review.signing import SigningDialog
from gui.pages.review.start import StartPane
from gui.spacing import S
from gui.widgets import labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.progress import ProgressStrip
from gui.words import core

if TYPE_CHECKING:
    from appliance.accounts.records import Account
    from appliance.documents.records import Document
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.review.records import Review
    from gui.jobs import Task
    from gui.pages.review.decision import Part
    from gui.pages.review.decision_editor import Wish
    from gui.session import Session

# Between two looks at a review whose items are being proposed.
_LOOK_MS = 1200


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
        self._deciding = False
        self._loading = False
        self._me = ""
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notes = labels.note(tone="warning")
        self.notes.setContentsMargins(S, S, S, S)
        self.start = StartPane(session, case)
        self.panes = ReviewPanes(session, case)
        self.items, self.viewer = self.panes.items, self.panes.viewer
        self.decision = self.panes.decision
        self.bar = ReviewBar(session, case)
        self._stack = QStackedWidget()
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.banner, self.notes, self.progress):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self.notes.hide()

    def _connect(self) -> None:
        self.bar.left.connect(self.left)
        self.bar.case_wanted.connect(lambda: self.case_wanted.emit(self._case))
        self.bar.resume_wanted.connect(self.go_on)
        self.bar.again_wanted.connect(self.run_again)
        self.bar.report_wanted.connect(self.show_report)
        self.bar.sign_wanted.connect(self.sign_off)
        self.start.wished.connect(self._start)
        self.start.chosen_earlier.connect(self._number_known)
        self.start.failed.connect(self.banner.show_error)
        self.panes.wished.connect(self._decide)
        self.panes.seen.connect(self._saw)
        self._look.timeout.connect(self._load)
        reviewing = self._session.reviewing
        reviewing.begun.connect(self._begun)
        reviewing.failed.connect(self._failed)
        reviewing.ended.connect(self._ended)
        bind(KEYS["stop"], self, self._escape, "inside")
        bind(KEYS["back"], self, self.left.emit)
        bind(KEYS["panes"], self, self.panes.next_pane)

    # Loading -------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Load the review, or ask which checklist."""
        self._watch()
        self._judge()
        if self._number == 0:
            self._stack.setCurrentWidget(self.start)
            self.start.refresh()
        else:
            self._load()

    def _number_known(self, number: int) -> None:
        self._number = number
        self._watch()
        self._load()

    def _load(self) -> None:
        if self._loading:
            return
        self._loading = True
        office, case, number = self._session.office, self._case, self._number

        def work(job: Job) -> tuple[Review, tuple[Document, ...], Account]:
            found = Cover(office.privacy, case).review(office.reviews.show(case, number))
            return found, office.cases.show(case).documents, office.accounts.me()

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self._not_loaded,
            on_end=self._loaded,
        )

    def _not_loaded(self, error: ApplianceError) -> None:
        # Just begun, it may not be there for another thread yet.
        if self._task is None or not isinstance(error, ReviewUnknown):
            self.banner.show_error(error)

    def _loaded(self) -> None:
        self._loading = False
        if self._task is not None:
            self._look.start()

    def _show(self, review: Review, documents: tuple[Document, ...], me: Account) -> None:
        first = self.review is None
        self._me = me.name
        self.decision.editor.roles = frozenset(me.roles)
        self._stack.setCurrentWidget(self.panes)
        if first:
            self.panes.set_documents(documents)
        self.notes.setText("\n".join(core(one) for one in review.notes))
        self.notes.setVisible(bool(review.notes))
        self._put(review)

    def _put(self, review: Review) -> None:
        self.review = review
        self._judge()
        self.panes.show_review(review)

    # Looking -------------------------------------------------------------------------------------

    def _saw(self, place: int) -> None:
        office, case, number = self._session.office, self._case, self._number
        self._session.lanes.run(
            self,
            lambda job: office.decisions.seen(case, number, place),
            on_done=self._seen,
            on_error=self.banner.show_error,
        )

    def _seen(self, seen: frozenset[int]) -> None:
        if self.review is not None:
            self._put(structs.replace(self.review, seen=seen))

    def next_open(self) -> None:
        """The next item to decide, or to open."""
        self.panes.next_open()

    # Deciding ------------------------------------------------------------------------------------

    def _decide(self, wish: Wish) -> None:
        item, shown = self.panes.current, self.viewer.place
        if self._deciding or self.review is None or item is None:
            return
        office, case, number, place = (
            self._session.office,
            self._case,
            self._number,
            self.panes.place,
        )
        after = len(item.before) + (item.decision is not None)
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
        self.decision.stop_editing()
        self._put(review)
        announce(self, self.items.told.text())
        decided = next(one for one in review.items if one.place == place)
        if place == self.panes.place and not is_undecided(decided):
            self.next_open()
        self.items.tree.setFocus()

    def _refused(self, error: ApplianceError) -> None:
        if isinstance(error, DecidedMeanwhile):
            self.decision.stop_editing()
            self._load()
        if self.decision.editing:
            self.decision.refuse(error)
        else:
            self.banner.show_error(error)

    def _escape(self) -> None:
        if self.decision.editing:
            self.decision.stop_editing()
        else:
            self.progress.stop()

    # The whole review ----------------------------------------------------------------------------

    @property
    def _task(self) -> Task | None:
        return self._session.reviewing.task(self._case, self._number)

    def _watch(self) -> None:
        task = self._task
        if task is not None and not self.progress.watches(task):
            self.progress.watch(task, self.tr("Reading the papers"))
        self.start.allow(task is None)

    def _start(self, checklist: str, version: str) -> None:
        self.banner.clear()
        self._session.reviewing.start(self._case, checklist, version)
        self._watch()

    def go_on(self) -> None:
        """Propose what was not looked at before it was stopped."""
        self.banner.clear()
        self._session.reviewing.go_on(self._case, self._number)
        self._watch()
        self._judge()
        self._look.start()

    def _begun(self, case: str, number: int) -> None:
        if case == self._case and self._number == 0:
            self._number_known(number)

    def _failed(self, case: str, number: int, error: ApplianceError) -> None:
        if (case, number) == (self._case, self._number):
            self.banner.show_error(error)

    def _ended(self, case: str, number: int) -> None:
        if (case, number) != (self._case, self._number):
            return
        self._look.stop()
        self.start.allow(True)
        if number:
            self._load()
        else:
            self.start.refresh()

    def sign_off(self) -> None:
        """The sign-off screen."""
        if self.review is not None:
            dialog = SigningDialog(self, self._session, self._case, self.review)
            dialog.item_wanted.connect(self.panes.select)
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
            dialog.item_wanted.connect(self.panes.select)
            run_dialog(dialog)

    def _judge(self) -> None:
        self.bar.show_review(self.review, busy=self._task is not None)
        self.decision.allow(*self._part())

    def _part(self) -> tuple[Part, str]:
        """What the person may do with the items, and why not decide them."""
        review, may = self.review, self._session.may
        if review is None:
            return "read", ""
        if review.state == "submitted" and may("CHECK_REVIEW"):
            if filtering.took_part(review, self._me):
                return "read", self.tr("You took part in this review; another person checks it.")
            return "check", self.tr("You check this review: open the evidence of every item.")
        if review.state in ("submitted", "signed"):
            return "read", self.tr("This review is signed, so its items are not changed.")
        if review.state == "proposing":
            return "read", self.tr("Items can be decided when all of them have been looked at.")
        if not may("DECIDE_ITEM"):
            return "read", self.tr("Your role does not allow deciding items.")
        return "decide", ""
