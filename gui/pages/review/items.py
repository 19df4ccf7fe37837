"""The left pane of a review: its items, filters, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from gui import icons, texts
from gui import review_words as words
from gui.pages.review import filtering
from gui.pages.review.filtering import Choice
from gui.spacing import XS, M, S
from gui.theme import tones
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.review.records import Review, ReviewItem

_PLACE = Qt.ItemDataRole.UserRole


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
        self.severity.addItem(self.tr("all severities"), "")
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
        self.tree.show_items(items, at, self._review.seen)
        self.none.setVisible(not items)


class ItemTree(QTreeWidget):
    """Signals: `place_chosen` an item's place in the checklist, `entered` after Return."""

    place_chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Items of the checklist"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda item, _before: self._chosen(item))

    @property
    def place(self) -> int:
        """The place of the selected item, -1 if none is."""
        item = self.currentItem()
        return int(item.data(0, _PLACE)) if item is not None else -1

    def show_items(self, items: tuple[ReviewItem, ...], current: int, seen: frozenset[int]) -> None:
        """Replace the lines; nothing is told of the selection that this makes."""
        self.blockSignals(True)
        self.clear()
        for one in items:
            line = QTreeWidgetItem(self)
            line.setData(0, _PLACE, one.place)
            self._write(line, one, one.place in seen)
            if one.place == current:
                self.setCurrentItem(line)
        self.blockSignals(False)
        chosen = self.currentItem()
        if chosen is not None:
            self.scrollToItem(chosen)

    def select(self, place: int) -> bool:
        """Choose an item; False if it is not listed."""
        for at in range(self.topLevelItemCount()):
            line = self.topLevelItem(at)
            if line is not None and line.data(0, _PLACE) == place:
                self.setCurrentItem(line)
                self.scrollToItem(line)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is told, not used to edit."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _write(self, line: QTreeWidgetItem, one: ReviewItem, seen: bool) -> None:
        title = words.item_title(one.item)
        verdict = filtering.verdict_of(one)
        undecided = one.state in filtering.UNDECIDED
        shown = words.verdict(one.item, verdict) if verdict else self.tr("waiting")
        severity = words.word(words.SEVERITIES, one.item.severity)
        state = words.word(words.ITEM_STATES, one.state)
        line.setText(0, title)
        line.setText(1, shown)
        name = "waiting" if undecided else "check"
        tone = "muted" if undecided else "good"
        if one.state == "open" and one.proposal is not None and not one.proposal.certain:
            name, tone = "warning", "warning"
        line.setIcon(0, QIcon(icons.pixmap(name, getattr(tones(), tone), 14)))
        if verdict:
            colour = getattr(tones(), words.verdict_tone(one.item, verdict))
            line.setForeground(1, QBrush(QColor(colour)))
            line.setIcon(1, QIcon(icons.pixmap(words.verdict_icon(one.item, verdict), colour, 14)))
        if undecided:
            font = self.font()
            font.setWeight(font.Weight.DemiBold)
            line.setFont(0, font)
        parts = [f"{title}: {shown}", severity, state]
        if seen:
            parts.append(self.tr("evidence opened"))
        said = ", ".join(parts)
        line.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        for column in (0, 1):
            labels.set_item_tip(line, column, said)

    def _chosen(self, line: QTreeWidgetItem | None) -> None:
        if line is not None:
            self.place_chosen.emit(int(line.data(0, _PLACE)))
