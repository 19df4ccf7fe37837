"""The fields of filled forms, document by document, with what was found and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gui import icons, side_words
from gui.spacing import M
from gui.theme import tones
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.pages.triage import Row

_LEAST_FIT = 0.3
_ROW = Qt.ItemDataRole.UserRole


class FormTree(QTreeWidget):
    """Signals: `row_chosen` the number of the row that is selected, `entered` after Return."""

    row_chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(M)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Fields of the form"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.currentItemChanged.connect(lambda item, _before: self._chosen(item))

    def show_rows(self, rows: Sequence[Row], current: int) -> None:
        """Replace the fields; nothing is told of the selection that this makes."""
        self.blockSignals(True)
        self.clear()
        group: QTreeWidgetItem | None = None
        for place, row in enumerate(rows):
            if group is None or rows[place - 1].fill != row.fill:
                group = self._group(row.document, row.fit)
            item = QTreeWidgetItem(group)
            item.setData(0, _ROW, place)
            self._write(item, row)
            if place == current:
                self.setCurrentItem(item)
        self.expandAll()
        self.setColumnWidth(0, max(140, self.viewport().width() * 46 // 100))
        self.blockSignals(False)

    def select(self, place: int) -> None:
        """Choose a row."""
        for item in self._items():
            if item.data(0, _ROW) == place:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def rewrite(self, place: int, row: Row) -> None:
        """A row has changed."""
        for item in self._items():
            if item.data(0, _ROW) == place:
                self._write(item, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is told, not used to edit."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _items(self) -> list[QTreeWidgetItem]:
        found = []
        for place in range(self.topLevelItemCount()):
            group = self.topLevelItem(place)
            if group is not None:
                found += [group.child(at) for at in range(group.childCount())]
        return [item for item in found if item is not None]

    def _group(self, document: str, fit: float) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self)
        remark = self.tr("{name} (has little of this form)").format(name=document)
        group.setText(0, remark if fit < _LEAST_FIT else document)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        group.setFont(0, font)
        group.setFirstColumnSpanned(True)
        labels.set_item_tip(group, 0, document)
        return group

    def _write(self, item: QTreeWidgetItem, row: Row) -> None:
        title = side_words.titled(row.field.title, row.field.title_zh)
        value = side_words.value(row.value.value, row.value.unit)
        state = side_words.word(side_words.FIELD_STATES, row.value.state)
        doubtful = row.rivals and row.open
        name = "warning" if doubtful or row.missing else side_words.STATE_ICONS[row.value.state]
        tone = "warning" if name == "warning" else side_words.STATE_TONES[row.value.state]
        item.setText(0, title)
        item.setText(1, value or "—")
        item.setIcon(0, QIcon(icons.pixmap(name, getattr(tones(), tone), 14)))
        muted = QBrush(QColor(tones().muted))
        item.setForeground(1, QBrush(QColor(tones().text)) if value else muted)
        said = f"{title}: {value or self.tr('nothing found')} ({state})"
        if doubtful:
            said += ". " + self.tr("Other documents say otherwise.")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        for column in (0, 1):
            labels.set_item_tip(item, column, said)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, _ROW) if item is not None else None
        if place is not None:
            self.row_chosen.emit(place)
