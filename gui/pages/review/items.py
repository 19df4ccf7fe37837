"""The left pane of a review: its items, filters, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
)

from gui import review_words as words
from gui import texts
from gui.pages.review import filtering
from gui.pages.review.filtering import Choice
from gui.pages.review.item_tree import ItemTree
from gui.spacing import XS, M, S
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.review.records import Review


class ItemsPane(QFrame):
    """Signals: `chosen` the place of the item that is selected, `entered` after Return."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "pane")
        self.setMinimumWidth(232)
        self._review: Review | None = None
        self.told = labels.note(tone="text")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.severity = QComboBox()
        self.severity.setAccessibleName(self.tr("Severity"))
        self.severity.addItem(self.tr("all levels"), "")
        for severity in list(words.SEVERITIES)[:-1]:
            known = words.word(words.SEVERITIES, severity)
            self.severity.addItem(
                known if severity == "critical" else self.tr("{name} and above").format(name=known),
                severity,
            )
        self.state = QComboBox()
        self.state.setAccessibleName(self.tr("State"))
        for name, text in (
            ("", self.tr("all items")),
            ("open", self.tr("to be decided")),
            ("uncertain", self.tr("not certain")),
            ("exceptions", self.tr("exceptions")),
            ("decided", self.tr("decided")),
            ("unseen", self.tr("evidence not opened")),
        ):
            self.state.addItem(text, name)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find an item"))
        self.search.setAccessibleName(self.tr("Find an item"))
        self.search.setClearButtonEnabled(True)
        self.tree = ItemTree()
        self.none = labels.note(self.tr("No item fits these filters."))
        self._build()
        for box in (self.severity, self.state):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(lambda _index: self._filter())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.tree.place_chosen.connect(self.chosen)
        self.tree.entered.connect(self.entered)

    def _build(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(XS)
        filters.addWidget(self.severity, 1)
        filters.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addWidget(self.told)
        column.addWidget(self.bar)
        column.addLayout(filters)
        column.addWidget(self.search)
        column.addWidget(self.none)
        column.addWidget(self.tree, 1)
        self.none.hide()

    @property
    def choice(self) -> Choice:
        """The filters as they are set."""
        return Choice(
            severity=str(self.severity.currentData()),
            state=str(self.state.currentData()),
            text=self.search.text(),
        )

    def show_review(self, review: Review, current: int) -> None:
        """Show the items anew; `current` is selected if the filters let it through."""
        self._review = review
        count, done = len(review.items), filtering.decided(review)
        self.told.setText(
            self.tr("{done} of {count} decided").format(
                done=texts.number(done), count=texts.number(count)
            )
        )
        self.bar.setRange(0, max(1, count))
        self.bar.setValue(done)
        self.bar.setAccessibleName(self.told.text())
        self._filter(current)

    def select(self, place: int) -> None:
        """Choose an item; filters that hide it are taken away."""
        if not self.tree.select(place):
            for box in (self.severity, self.state):
                box.setCurrentIndex(0)
            self.search.clear()
            self.tree.select(place)

    def _filter(self, current: int | None = None) -> None:
        if self._review is None:
            return
        at = self.tree.place if current is None else current
        items = filtering.listed(self._review, self.choice)
        checking = self._review.state == "submitted"
        self.tree.show_items(items, at, self._review.seen, checking=checking)
        self.none.setVisible(not items)
