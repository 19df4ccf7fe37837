"""A table as the window shows it: whole rows, sortable, Return opens, Tab leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.tables.rows import RECORD_ROLE, SORT_ROLE, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from gui.tables.rows import Column

_ROW_HEIGHT = 38


class RecordTable(QTableView):
    """Signals: `opened` and `selected` carry the record; `selected` None when there is none."""

    opened = Signal(object)
    selected = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], *, stretch: int = 0) -> None:
        super().__init__()
        self.rows = RowsModel(columns, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.rows)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setFilterKeyColumn(0)
        self.setModel(self._proxy)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSortingEnabled(True)
        self._proxy.sort(-1)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._selected)

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace the rows; the selection stays on the row with the same place, if it exists."""
        row = self.currentIndex().row()
        self.rows.show_rows(records)
        if records:
            self.selectRow(min(max(row, 0), len(records) - 1))
        else:
            self.selected.emit(None)

    def filter(self, text: str) -> None:
        """Show only rows whose first column holds the text."""
        self._proxy.setFilterFixedString(text)

    def record(self) -> Any:  # noqa: ANN401 - a table holds records of one kind, of any kind
        """The selected record, or None."""
        index = self.currentIndex()
        return index.data(RECORD_ROLE) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(RECORD_ROLE))

    def _selected(self, current: QModelIndex, _: QModelIndex) -> None:
        self.selected.emit(current.data(RECORD_ROLE) if current.isValid() else None)
