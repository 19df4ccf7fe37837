"""The right pane of a review: the question, the proposal, and what a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui import review_words as words
from gui import texts
from gui.errors import tell
from gui.pages.review import filtering
from gui.pages.review.proposal_card import ProposalCard
from gui.side_words import titled
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.fold import Fold
from gui.widgets.frame import clear, scrolling

if TYPE_CHECKING:
    from appliance.errors import ApplianceError
    from appliance.review.records import Decision, ReviewItem

_REASON_LIMIT_CP = 1000
_VERDICTS = ("met", "not met", "contradicted", "not found")
_EXCEPTIONS = ("not met", "contradicted", "not found")


@dataclass(frozen=True)
class Wish:
    """What a person wants to decide; `verdict` "" keeps the proposed one.

    `quote` stands on the page on screen; without one a correction keeps the proposal's places.
    """

    kind: str
    verdict: str = ""
    reason: str = ""
    waive: bool = False
    owner: str = ""
    due: str = ""
    quote: str = ""


class DecisionPane(QFrame):
    """Nothing is decided here, only wished.

    Signals: `wished` a `Wish`; `next_wanted`; `place_wanted` evidence to open; `editing_changed`
    true while a correction or reason is typed.
    """

    wished = Signal(object)
    next_wanted = Signal()
    place_wanted = Signal(object)
    editing_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "pane")
        self.setMinimumWidth(330)
        self._item: ReviewItem | None = None
        self._kind = ""
        self._may = True
        self._frozen = ""
        self.title = labels.heading("")
        self.title.setWordWrap(True)
        self.severity = labels.pill("")
        self.question = labels.body()
        self.met_when = labels.note()
        self.proposal = ProposalCard()
        self.decided = labels.note(tone="good")
        self.frozen = labels.note(tone="warning")
        self.accept = buttons.push(self.tr("Accept (A)"), self.accept_it, look="primary")
        self.correct = buttons.push(self.tr("Correct… (E)"), lambda: self.edit("corrected"))
        self.reject = buttons.push(self.tr("Reject… (R)"), lambda: self.edit("rejected"))
        self.next = buttons.push(
            self.tr("Next (N)"), self.next_wanted.emit, hint=self.tr("The next open item")
        )
        self.verdict = QComboBox()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(72)
        self.quote = QPlainTextEdit()
        self.quote.setTabChangesFocus(True)
        self.quote.setMaximumHeight(52)
        self.quote.setPlaceholderText(self.tr("Leave empty to keep the places that were found"))
        self.waive = QCheckBox(self.tr("&Waive: it is not met, and that is accepted"))
        self.owner = QLineEdit()
        self.owner.setMaxLength(120)
        self.due = QDateEdit()
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        self.trouble = labels.note(tone="danger")
        self.save = buttons.push(self.tr("&Save"), self._save, look="primary")
        self.leave = buttons.push(self.tr("Cance&l"), self.stop_editing)
        self._editor = QWidget()
        self._pressed = QWidget()
        self._before = QVBoxLayout()
        self._build()
        self.verdict.currentIndexChanged.connect(lambda _index: self._judge_verdict())
        self.show_item(None)

    def _build(self) -> None:
        for verdict in _VERDICTS:
            self.verdict.addItem(words.word(words.VERDICTS, verdict), verdict)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.title, 1)
        head.addWidget(self.severity)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self.question)
        column.addWidget(self.met_when)
        column.addWidget(labels.line())
        column.addWidget(self.proposal)
        column.addLayout(self._before)
        column.addStretch(1)
        area: QScrollArea = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._below())

    def _below(self) -> QWidget:
        below = QFrame()
        below.setProperty("look", "sunken")
        column = QVBoxLayout(below)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        column.addWidget(self.decided)
        column.addWidget(self.frozen)
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(S)
        self._verdict_field = Field(self.tr("&Verdict"), self.verdict)
        inside.addWidget(self._verdict_field)
        inside.addWidget(Field(self.tr("&Reason"), self.reason))
        self._quote_field = Field(self.tr("&Quote from the page on screen"), self.quote)
        inside.addWidget(self._quote_field)
        inside.addWidget(self.waive)
        clearing = QHBoxLayout()
        clearing.setSpacing(S)
        clearing.addWidget(Field(self.tr("&Owner"), self.owner), 1)
        clearing.addWidget(Field(self.tr("D&ue"), self.due))
        self._clearing = QWidget()
        clearing.setContentsMargins(0, 0, 0, 0)
        self._clearing.setLayout(clearing)
        inside.addWidget(self._clearing)
        inside.addWidget(self.trouble)
        ends = QHBoxLayout()
        ends.setSpacing(S)
        ends.addStretch(1)
        ends.addWidget(self.leave)
        ends.addWidget(self.save)
        inside.addLayout(ends)
        row = QHBoxLayout(self._pressed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        for button in (self.accept, self.correct, self.reject, self.next):
            button.setProperty("tight", "true")
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(self._editor)
        column.addWidget(self._pressed)
        return below

    def allow(self, *, decide: bool, why_not: str = "") -> None:
        """Whether items may be decided now, and if not, why as a sentence."""
        self._may, self._frozen = decide, why_not
        self._judge()

    @property
    def editing(self) -> bool:
        """True while something is typed."""
        return not self._editor.isHidden()

    def show_item(self, item: ReviewItem | None) -> None:
        """Show an item; what was being typed for another one is dropped."""
        self._item = item
        self._close()
        self.setEnabled(item is not None)
        clear(self._before)
        if item is None:
            for label in (self.title, self.question, self.met_when, self.decided):
                label.clear()
            self.severity.hide()
            self.proposal.hide()
            self._judge()
            return
        one = item.item
        self.title.setText(words.item_title(one))
        self.severity.show()
        self.proposal.show()
        self.severity.setText(words.word(words.SEVERITIES, one.severity))
        labels.set_tone(self.severity, words.SEVERITY_TONES[one.severity])
        self.question.setText(titled(one.question, one.question_zh))
        met_when = titled(one.met_when, one.met_when_zh)
        self.met_when.setText(self.tr("Met when: {text}").format(text=met_when))
        self.met_when.setVisible(bool(met_when))
        self.proposal.show_proposal(item.proposal)
        self.decided.setText(self._decision_text(item.decision) if item.decision else "")
        if item.before:
            told = "\n".join(self._decision_text(was) for was in item.before)
            self._before.addWidget(Fold(self.tr("Earlier decisions"), labels.note(told)))
        self._judge()

    def _decision_text(self, made: Decision) -> str:
        said = self.tr("{by} {kind} “{verdict}” on {at}").format(
            by=made.by,
            kind=words.word(words.ITEM_STATES, made.kind),
            verdict=words.word(words.VERDICTS, made.verdict),
            at=texts.moment(made.at),
        )
        if made.waived:
            said += "; " + self.tr("waived")
        if made.owner or made.due:
            said += "; " + self.tr("to be cleared by {owner} until {due}").format(
                owner=made.owner or "-", due=made.due or "-"
            )
        return f"{said}: {made.reason}" if made.reason else f"{said}."

    # Deciding ------------------------------------------------------------------------------------

    def accept_it(self) -> None:
        """Take the proposal as it is; an exception is asked for its owner and date first."""
        item = self._item
        if item is None or not self.accept.isEnabled() or item.proposal is None:
            return
        if item.proposal.verdict in _EXCEPTIONS:
            self.edit("accepted")
        else:
            self.wished.emit(Wish("accepted"))

    def edit(self, kind: str) -> None:
        """Open the fields that this decision needs."""
        item = self._item
        if item is None or not self._pressed.isEnabled() or item.proposal is None:
            return
        self._kind = kind
        self.trouble.hide()
        self._verdict_field.setVisible(kind == "corrected")
        self._quote_field.setVisible(kind == "corrected")
        self.quote.clear()
        verdict = filtering.verdict_of(item)
        self.verdict.setCurrentIndex(max(0, self.verdict.findData(verdict)))
        self.reason.clear()
        self.waive.setChecked(False)
        self.owner.setText(item.item.owner)
        days = item.item.due_days or 30
        self.due.setDate(QDate.currentDate().addDays(days))
        self._editor.show()
        self._pressed.hide()
        self._judge_verdict()
        self.editing_changed.emit(True)
        (self.verdict if kind == "corrected" else self.reason).setFocus()

    def stop_editing(self) -> None:
        """Leave without deciding."""
        if self.editing:
            self._close()
            self.editing_changed.emit(False)

    def refuse(self, error: ApplianceError) -> None:
        """Say why a decision was refused, beside what was typed."""
        if self.editing:
            told = tell(error)
            self.trouble.setText(f"{told.message} {told.next_step}")
            self.trouble.show()

    def _close(self) -> None:
        self._editor.hide()
        self._pressed.show()
        self.trouble.hide()

    def _save(self) -> None:
        exception = self._clearing.isVisibleTo(self._editor)
        self.wished.emit(
            Wish(
                self._kind,
                verdict=str(self.verdict.currentData()) if self._kind == "corrected" else "",
                reason=self.reason.toPlainText().strip()[:_REASON_LIMIT_CP],
                waive=exception and self.waive.isChecked(),
                owner=self.owner.text().strip() if exception else "",
                due=self.due.date().toString("yyyy-MM-dd") if exception else "",
                quote=self.quote.toPlainText().strip() if self._kind == "corrected" else "",
            )
        )

    def _judge_verdict(self) -> None:
        item = self._item
        verdict = str(self.verdict.currentData())
        if self._kind == "accepted" and item is not None and item.proposal is not None:
            verdict = item.proposal.verdict
        exception = self._kind != "rejected" and verdict in _EXCEPTIONS
        self._clearing.setVisible(exception)
        self.waive.setVisible(exception and item is not None and bool(item.item.waive))

    def _judge(self) -> None:
        item = self._item
        ready = item is not None and item.proposal is not None
        self._pressed.setEnabled(ready and self._may)
        self.accept.setEnabled(ready and self._may and item is not None and self._acceptable(item))
        self.frozen.setText(self._frozen)
        self.frozen.setVisible(bool(self._frozen))
        self.decided.setVisible(bool(self.decided.text()))

    @staticmethod
    def _acceptable(item: ReviewItem) -> bool:
        return item.proposal is not None and item.proposal.verdict != "needs a person"
