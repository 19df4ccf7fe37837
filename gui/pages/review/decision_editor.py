"""The fields of a decision: verdict, reason, own quote, waiving, who clears an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from appliance.app.review_items import makes_exception
from gui import review_words as words
from gui.errors import tell
from gui.keys import KEYS, bind
from gui.spacing import S
from gui.widgets import buttons, labels, numbers
from gui.widgets.field import Field

if TYPE_CHECKING:
    from appliance.errors import ApplianceError
    from appliance.review.records import ReviewItem

_REASON_LIMIT_CP, _OWNER_LIMIT_CP = 1000, 100
_VERDICTS = ("met", "not met", "contradicted", "not found")
# Where the checklist names no time to clear an exception.
_USUAL_DAYS = 30


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


class DecisionEditor(QWidget):
    """Signals: `wished` a `Wish`; `left` when the person wants to decide nothing now."""

    wished = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item: ReviewItem | None = None
        self._kind = ""
        # Of the present user; what none of them may waive is not offered to be waived.
        self.roles: frozenset[str] = frozenset()
        self.asks = labels.note(tone="text")
        self.verdict = QComboBox()
        self.reason = _box(64)
        self.quote = _box(50)
        self.quote.setPlaceholderText(self.tr("Leave empty to keep the places that were found"))
        self.waive = QCheckBox(self.tr("&Waive: it is accepted as it is"))
        self.owner = QLineEdit()
        self.owner.setMaxLength(_OWNER_LIMIT_CP)
        self.due = QDateEdit()
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy-MM-dd")
        numbers.padded(self.due)
        self.trouble = labels.note(tone="danger")
        self.save = buttons.push(
            self.tr("Decide"), self.submit, look="primary", hint=self.tr("Ctrl+Return")
        )
        self.leave = buttons.push(self.tr("Cancel"), self.left.emit, hint=self.tr("Esc"))
        self._build()
        self.verdict.currentIndexChanged.connect(lambda _index: self._judge())
        bind(KEYS["score"], self, self.submit, "inside")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.asks)
        self._verdict_field = Field(self.tr("Ver&dict"), self.verdict)
        column.addWidget(self._verdict_field)
        column.addWidget(Field(self.tr("Reason"), self.reason))
        self._quote_field = Field(self.tr("&Quote from the page on screen"), self.quote)
        column.addWidget(self._quote_field)
        column.addWidget(self.waive)
        clearing = QHBoxLayout()
        clearing.setSpacing(S)
        clearing.setContentsMargins(0, 0, 0, 0)
        clearing.addWidget(Field(self.tr("Who clears it"), self.owner), 1)
        clearing.addWidget(Field(self.tr("By"), self.due))
        self._clearing = QWidget()
        self._clearing.setLayout(clearing)
        column.addWidget(self._clearing)
        column.addWidget(self.trouble)
        ends = QHBoxLayout()
        ends.setSpacing(S)
        ends.addStretch(1)
        ends.addWidget(self.leave)
        ends.addWidget(self.save)
        column.addLayout(ends)

    def begin(self, item: ReviewItem, kind: str) -> None:
        """Ask for what this kind of decision needs."""
        self._item, self._kind = item, kind
        self.trouble.hide()
        self.asks.setText(
            {
                "accepted": self.tr("You accept that something is not in order. Who clears it?"),
                "corrected": self.tr("You decide otherwise than was proposed."),
                "rejected": self.tr("The proposal is of no use; the item stays open."),
            }[kind]
        )
        corrected = kind == "corrected"
        self._verdict_field.setVisible(corrected)
        self._quote_field.setVisible(corrected)
        self.quote.clear()
        self._fill_verdicts(item)
        self.reason.clear()
        self.waive.setChecked(False)
        self.owner.setText(item.item.owner)
        self.due.setDate(QDate.currentDate().addDays(item.item.due_days or _USUAL_DAYS))
        self._judge()
        (self.verdict if corrected else self.reason).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill_verdicts(self, item: ReviewItem) -> None:
        proposed = item.proposal.verdict if item.proposal is not None else ""
        self.verdict.blockSignals(True)
        self.verdict.clear()
        for verdict in _VERDICTS:
            self.verdict.addItem(words.verdict(item.item, verdict), verdict)
        # What was proposed is accepted, not corrected; so another verdict is the likelier one.
        other = next(one for one in ("met", "not met") if one != proposed)
        known = item.decision.verdict if item.decision is not None else other
        self.verdict.setCurrentIndex(max(0, self.verdict.findData(known)))
        self.verdict.blockSignals(False)

    def submit(self) -> None:
        """Wish what was typed."""
        corrected = self._kind == "corrected"
        exception = self.exception
        self.wished.emit(
            Wish(
                self._kind,
                verdict=str(self.verdict.currentData()) if corrected else "",
                reason=self.reason.toPlainText().strip()[:_REASON_LIMIT_CP],
                waive=exception and self.waive.isChecked(),
                owner=self.owner.text().strip() if exception else "",
                due=self.due.date().toString("yyyy-MM-dd") if exception else "",
                quote=self.quote.toPlainText().strip() if corrected else "",
            )
        )

    def refuse(self, error: ApplianceError) -> None:
        """Say why a decision was refused, beside what was typed."""
        told = tell(error)
        self.trouble.setText(f"{told.message} {told.next_step}")
        self.trouble.show()

    @property
    def exception(self) -> bool:
        """True if what is chosen leaves something to be cleared or waived."""
        item = self._item
        if item is None or self._kind == "rejected":
            return False
        verdict = str(self.verdict.currentData())
        if self._kind == "accepted":
            verdict = item.proposal.verdict if item.proposal is not None else ""
        return makes_exception(item.item, verdict)

    def _judge(self) -> None:
        self._clearing.setVisible(self.exception)
        item = self._item
        may = item is not None and bool(self.roles & set(item.item.waive))
        self.waive.setVisible(self.exception and may)


def _box(height_px: int) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setMaximumHeight(height_px)
    return box
