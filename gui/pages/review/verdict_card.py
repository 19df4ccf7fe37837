"""A verdict with what is said beside it, and below it all that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import review_words as words
from gui.pages.review.quote_card import quote_card
from gui.spacing import S
from gui.widgets import labels
from gui.widgets.frame import clear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QLabel

    from appliance.review.checklists.records import Item
    from appliance.review.records import Evidence, Verdict


class VerdictCard(QWidget):
    """`beside` is shown right of the verdict. Signals: `place_wanted` carries evidence to open."""

    place_wanted = Signal(object)

    def __init__(self, beside: QLabel) -> None:
        super().__init__()
        self.verdict = labels.pill("")
        self.beside = beside
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(S)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.verdict)
        head.addWidget(beside, 1)
        self.column.addLayout(head)
        self._below = QVBoxLayout()
        self._below.setSpacing(S)
        self.column.addLayout(self._below)

    def show_verdict(self, item: Item, verdict: Verdict) -> None:
        """In words and in the tone it has for that item."""
        self.verdict.setText(words.verdict(item, verdict))
        labels.set_tone(self.verdict, words.verdict_tone(item, verdict))

    def put(self, widget: QWidget) -> None:
        """One more below the verdict."""
        self._below.addWidget(widget)

    def put_quotes(self, evidence: Iterable[Evidence]) -> None:
        """The places, each with a link that opens it."""
        for one in evidence:
            self.put(quote_card(one, self.place_wanted.emit))

    def empty(self) -> None:
        """Take away all that is below the verdict."""
        clear(self._below)
