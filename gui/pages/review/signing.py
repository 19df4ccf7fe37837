"""The sign-off screen: what is left, which exceptions stay, who has signed, signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from appliance.app.covering import Cover
from appliance.app.review_items import is_exception, is_undecided, verdict_of
from gui import review_words as words
from gui import texts
from gui.pages.review import filtering
from gui.spacing import FORM_WIDTH, XL, L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.fold import Fold
from gui.widgets.frame import card, clear, scrolling
from gui.widgets.link import Link

if TYPE_CHECKING:
    from appliance.jobs import Job
    from appliance.review.records import Event, Review, ReviewItem, Signature
    from gui.session import Session

_NOTE_LIMIT_CP = 500
_HASH_SHOWN = 16
_ROWS_SHOWN = 6


class SigningDialog(QDialog):
    """Signals: `item_wanted` the place of an item to look at; the dialog closes then."""

    item_wanted = Signal(int)

    def __init__(self, parent: QWidget, session: Session, case: str, review: Review) -> None:
        super().__init__(parent)
        self._session, self._case = session, case
        self.review, self._me = review, ""
        self.setWindowTitle(self.tr("Sign off"))
        self.setMinimumWidth(FORM_WIDTH + 2 * XL)
        self.banner = ErrorBanner()
        self.state = labels.pill("")
        self._left = QVBoxLayout()
        self._left.setSpacing(S)
        self._signed = QVBoxLayout()
        self._signed.setSpacing(S)
        self.exceptions = RecordTable(self.tr("Exceptions"), self._columns())
        self._no_exceptions = labels.note(self.tr("There are no exceptions."), tone="good")
        self._history = labels.note()
        self.note = QLineEdit()
        self.note.setMaxLength(_NOTE_LIMIT_CP)
        self.make = buttons.push(
            self.tr("&Sign as the maker"), self._sign, look="primary", icon="check"
        )
        self.check = buttons.push(
            self.tr("Check and &sign"), self._sign, look="primary", icon="check"
        )
        self.back = buttons.push(self.tr("Send &back"), self._send_back)
        self.reopen = buttons.push(self.tr("&Open again"), self._reopen, look="danger")
        self._build()
        self.exceptions.opened.connect(lambda item: self._go(item.place))
        self._show(review, (), "")
        self._load()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(L)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(words.checklist_title(self.review.checklist)), 1)
        head.addWidget(self.state)
        column.addLayout(head)
        column.addWidget(self.banner)
        for title, layout in (
            (self.tr("What is left"), self._left),
            (self.tr("Signatures of this round"), self._signed),
        ):
            frame, inside = card(spacing=S)
            inside.addWidget(labels.heading(title))
            inside.addLayout(layout)
            column.addWidget(frame)
        column.addWidget(labels.heading(self.tr("Exceptions")))
        column.addWidget(self._no_exceptions)
        column.addWidget(self.exceptions)
        column.addWidget(Fold(self.tr("History"), self._history))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(L)
        whole.addWidget(scrolling(inner), 1)
        self._note = Field(
            self.tr("&Note or reason"),
            self.note,
            self.tr("Sending back and opening again need a reason; with a signature it is free."),
        )
        whole.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.reopen)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Close"), self.reject))
        for button in (self.back, self.make, self.check):
            row.addWidget(button)
        whole.addLayout(row)
        self.resize(FORM_WIDTH + 6 * XL, 680)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Item"), lambda one: words.item_title(one.item)),
            Column(
                self.tr("Verdict"),
                lambda one: words.verdict(one.item, verdict_of(one) or ""),
            ),
            Column(
                self.tr("Severity"),
                lambda one: words.word(words.SEVERITIES, one.item.severity),
                lambda one: words.SEVERITY_ORDER[one.item.severity],
            ),
            Column(self.tr("Owner"), self._owner),
            Column(self.tr("Due"), lambda one: one.decision.due if one.decision else ""),
        ]

    def _owner(self, one: ReviewItem) -> str:
        if one.decision is None:
            return ""
        return self.tr("waived") if one.decision.waived else one.decision.owner

    # Loading -------------------------------------------------------------------------------------

    def _load(self) -> None:
        office, case, number = self._session.office, self._case, self.review.id

        def work(job: Job) -> tuple[Review, tuple[Event, ...], str]:
            cover = Cover(office.privacy, case)
            found = cover.review(office.reviews.show(case, number))
            me = office.accounts.me().name
            return found, cover.events(office.decisions.history(case, number)), me

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, review: Review, history: tuple[Event, ...], me: str) -> None:
        self.review, self._me = review, me
        self.state.setText(words.word(words.REVIEW_STATES, review.state))
        labels.set_tone(self.state, words.REVIEW_STATE_TONES[review.state])
        self._show_left(review)
        clear(self._signed)
        for part, title in (("maker", self.tr("Maker")), ("checker", self.tr("Checker"))):
            one = next((sign for sign in review.signatures if sign.part == part), None)
            self._signed.addWidget(self._signature(title, one))
        exceptions = [one for one in review.items if is_exception(one)]
        self.exceptions.show_records(exceptions)
        self.exceptions.setVisible(bool(exceptions))
        rows = min(len(exceptions), _ROWS_SHOWN) + 1
        self.exceptions.setFixedHeight(rows * self.exceptions.rowHeight(0) + M)
        self._no_exceptions.setVisible(not exceptions)
        self._history.setText("\n".join(map(self._event, history)))
        self._judge()

    def _show_left(self, review: Review) -> None:
        clear(self._left)
        undecided = [one for one in review.items if is_undecided(one)]
        unseen = filtering.unseen(review) if self._checks else ()
        if undecided:
            text = self.tr("%n item(s) are not decided.", "", len(undecided))
            self._left.addWidget(Link(text, lambda: self._go(undecided[0].place)))
        if unseen:
            text = self.tr("You have not opened the evidence of %n item(s).", "", len(unseen))
            self._left.addWidget(Link(text, lambda: self._go(unseen[0].place)))
        if not undecided and not unseen:
            self._left.addWidget(labels.note(self._nothing_left(review), tone="good"))

    def _nothing_left(self, review: Review) -> str:
        if review.state == "signed":
            return self.tr("Nothing: the review is signed by two persons.")
        if review.state == "open":
            return self.tr("Every item is decided; the maker can sign.")
        if self._checks:
            return self.tr("You have opened all evidence, and can sign as the checker.")
        if self._took_part:
            return self.tr("You took part in it; another person with the role reviewer signs.")
        return self.tr("A person with the role reviewer opens the evidence and signs.")

    @property
    def _took_part(self) -> bool:
        return bool(self._me) and filtering.took_part(self.review, self._me)

    @property
    def _checks(self) -> bool:
        """True if this person may be the checker."""
        submitted = self.review.state == "submitted"
        # Nobody is known before the review was read.
        known = bool(self._me) and not self._took_part
        return submitted and known and self._session.may("CHECK_REVIEW")

    def _signature(self, title: str, one: Signature | None) -> QWidget:
        if one is None:
            return labels.note(self.tr("{part}: has not signed").format(part=title))
        text = self.tr("{part}: {by}, {at}, content {digest}").format(
            part=title,
            by=one.by,
            at=texts.moment(one.at),
            digest=one.content_sha256[:_HASH_SHOWN],
        )
        made = labels.note(text + (f"\n“{one.note}”" if one.note else ""), tone="good")
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _event(self, event: Event) -> str:
        what = words.word(words.HAPPENED, event.what)
        line = f"{texts.moment(event.at)}  {event.by}: {what}"
        if event.place >= 0 and event.place < len(self.review.items):
            line += f" ({words.item_title(self.review.items[event.place].item)})"
        return f"{line}: {event.note}" if event.note else line

    def _judge(self) -> None:
        review, may = self.review, self._session.may
        undecided = any(is_undecided(one) for one in review.items)
        self.make.setVisible(review.state == "open" and may("SUBMIT_REVIEW"))
        self.make.setEnabled(not undecided)
        self.check.setVisible(self._checks)
        self.check.setEnabled(not filtering.unseen(review))
        self.back.setVisible(self._checks and may("REOPEN_REVIEW"))
        again = review.state == "signed" or (review.state == "submitted" and self._took_part)
        self.reopen.setVisible(again and may("REOPEN_REVIEW"))
        acts = (self.make, self.check, self.back, self.reopen)
        self._note.setVisible(any(not button.isHidden() for button in acts))

    # Signing -------------------------------------------------------------------------------------

    def _sign(self) -> None:
        decisions, case, number = self._session.office.decisions, self._case, self.review.id
        note, state = self.note.text().strip(), self.review.state
        if state == "open":
            self._run(lambda job: decisions.submit(case, number, note))
        else:
            self._run(lambda job: decisions.check(case, number, note))

    def _send_back(self) -> None:
        decisions, case, number = self._session.office.decisions, self._case, self.review.id
        reason = self.note.text().strip()
        self._run(lambda job: decisions.send_back(case, number, reason))

    def _reopen(self) -> None:
        decisions, case, number = self._session.office.decisions, self._case, self.review.id
        reason = self.note.text().strip()
        self._run(lambda job: decisions.reopen(case, number, reason))

    def _run(self, work: object) -> None:
        self.banner.clear()
        for button in (self.make, self.check, self.back, self.reopen):
            button.setEnabled(False)
        self._session.lanes.run(
            self,
            work,  # type: ignore[arg-type]  # a function of a job
            on_done=lambda _: self.note.clear(),
            on_error=self.banner.show_error,
            on_end=self._ended,
        )

    def _ended(self) -> None:
        self.back.setEnabled(True)
        self.reopen.setEnabled(True)
        self._judge()
        self._load()

    def _go(self, place: int) -> None:
        self.accept()
        self.item_wanted.emit(place)
