"""The right pane of a review: the question, the proposal, and what a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from appliance.app.review_items import makes_exception
from gui import review_words as words
from gui import texts
from gui.pages.review.decided_card import DecidedCard
from gui.pages.review.decision_editor import DecisionEditor, Wish
from gui.pages.review.proposal_card import ProposalCard
from gui.side_words import titled
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.flow import FlowLayout
from gui.widgets.frame import scrolling

if TYPE_CHECKING:
    from appliance.errors import ApplianceError
    from appliance.review.records import ReviewItem

# What the present user may do with items: decide them, look at them as the checker, only read.
Part = Literal["decide", "check", "read"]


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
        self._part: Part = "read"
        self.title = labels.heading("")
        self.title.setWordWrap(True)
        self.severity = labels.pill("")
        self.question = labels.body()
        self.met_when = labels.note()
        self.proposal = ProposalCard()
        self.proposed = labels.heading(self.tr("Proposed was"))
        self.decided = DecidedCard()
        self.frozen = labels.note(tone="warning")
        self.looked = labels.note(tone="text")
        self.editor = DecisionEditor()
        self.accept = buttons.push(self.tr("Accept (A)"), self.accept_it, look="primary")
        self.correct = buttons.push(self.tr("Correct… (E)"), lambda: self.edit("corrected"))
        self.reject = buttons.push(self.tr("Reject… (R)"), lambda: self.edit("rejected"))
        self.next = buttons.push(self.tr("Next (N)"), self.next_wanted.emit)
        self._pressed = QWidget()
        self._build()
        self.proposal.place_wanted.connect(self.place_wanted)
        self.decided.place_wanted.connect(self.place_wanted)
        self.editor.wished.connect(self.wished)
        self.editor.left.connect(self.stop_editing)
        self.show_item(None)
        self.allow("read")

    def _build(self) -> None:
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
        column.addWidget(self.decided)
        column.addWidget(self.proposed)
        column.addWidget(self.proposal)
        column.addStretch(1)
        self._area = scrolling(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(self.tr("Item and proposal"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._below())

    def _below(self) -> QWidget:
        below = QFrame()
        below.setProperty("look", "sunken")
        column = QVBoxLayout(below)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        column.addWidget(self.frozen)
        column.addWidget(self.looked)
        row = FlowLayout(self._pressed, gap=XS)
        for button in (self.accept, self.correct, self.reject, self.next):
            button.setProperty("tight", "true")
            row.addWidget(button)
        column.addWidget(self.editor)
        column.addWidget(self._pressed)
        return below

    def begin(self) -> None:
        """Take the focus, at what can be done."""
        if self.editing:
            self.editor.reason.setFocus()
        else:
            free = [one for one in (self.next, self.accept, self.correct) if one.isVisible()]
            (free[0] if free else self._area).setFocus()

    def allow(self, part: Part, why_not: str = "") -> None:
        """What may be done with items now, and if they cannot be decided, why as a sentence."""
        self._part = part
        self.frozen.setText(why_not)
        self.frozen.setVisible(bool(why_not))
        checking = part == "check"
        self.next.setText(self.tr("Next not opened (N)") if checking else self.tr("Next (N)"))
        labels.set_tip(
            self.next,
            self.tr("The next item whose evidence you have not opened")
            if checking
            else self.tr("The next open item"),
        )
        self._judge()

    @property
    def editing(self) -> bool:
        """True while something is typed."""
        return not self.editor.isHidden()

    @property
    def shown(self) -> ReviewItem | None:
        """The item on screen."""
        return self._item

    def show_item(self, item: ReviewItem | None) -> None:
        """Show an item; what was being typed for another one is dropped."""
        other = self._item is None or item is None or item.place != self._item.place
        self._item = item
        self._close()
        self.setEnabled(item is not None)
        self.decided.show_item(item)
        self.severity.setVisible(item is not None)
        self.proposal.setVisible(item is not None)
        self.proposed.setVisible(item is not None and item.decision is not None)
        if item is None:
            for label in (self.title, self.question, self.met_when, self.looked):
                label.clear()
            self._judge()
            return
        one = item.item
        self.title.setText(words.item_title(one))
        self.severity.setText(words.word(words.SEVERITIES, one.severity))
        labels.set_tone(self.severity, words.SEVERITY_TONES[one.severity])
        self.question.setText(titled(one.question, one.question_zh))
        met_when = titled(one.met_when, one.met_when_zh)
        self.met_when.setText(self.tr("Met when: {text}").format(text=met_when))
        self.met_when.setVisible(bool(met_when))
        self.proposal.show_proposal(one, item.proposal)
        if other:
            self._area.verticalScrollBar().setValue(0)
        self._judge()

    def tell_looked(self, opened: int, pages: int) -> None:
        """As the checker: on how many of the item's pages with evidence the person has been."""
        if not pages:
            text = self.tr("This item has no evidence to open.")
        elif opened >= pages:
            text = self.tr("You have opened its evidence.")
        else:
            text = self.tr("{opened} of {pages} pages with evidence opened; J opens the next.")
        self.looked.setText(text.format(opened=texts.number(opened), pages=texts.number(pages)))
        labels.set_tone(self.looked, "good" if opened >= pages else "warning")

    # Deciding ------------------------------------------------------------------------------------

    def accept_it(self) -> None:
        """Take the proposal as it is; an exception is asked for its owner and date first."""
        item = self._item
        if item is None or not self.accept.isEnabled() or item.proposal is None or self.editing:
            return
        if makes_exception(item.item, item.proposal.verdict):
            self.edit("accepted")
        else:
            self.wished.emit(Wish("accepted"))

    def edit(self, kind: str) -> None:
        """Open the fields that this decision needs."""
        item = self._item
        if item is None or not self._ready or self.editing:
            return
        self.editor.show()
        self._pressed.hide()
        self.editor.begin(item, kind)
        self.editing_changed.emit(True)

    def stop_editing(self) -> None:
        """Leave without deciding."""
        if self.editing:
            self._close()
            self.editing_changed.emit(False)

    def refuse(self, error: ApplianceError) -> None:
        """Say why a decision was refused, beside what was typed."""
        if self.editing:
            self.editor.refuse(error)

    def _close(self) -> None:
        self.editor.hide()
        self._pressed.show()

    @property
    def _ready(self) -> bool:
        item = self._item
        return item is not None and item.proposal is not None and self._part == "decide"

    def _judge(self) -> None:
        item, ready = self._item, self._ready
        for button in (self.accept, self.correct, self.reject):
            button.setVisible(self._part == "decide")
            button.setEnabled(ready)
        proposal = item.proposal if item is not None else None
        self.accept.setEnabled(
            ready and proposal is not None and proposal.verdict != "needs a person"
        )
        self.next.setVisible(self._part != "read")
        self.looked.setVisible(self._part == "check" and item is not None)
