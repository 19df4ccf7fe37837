"""A read-only table over a tuple of records, one function per column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui import texts
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Column:
    """`text` is shown, `key` sorted by (the text if None); `right` aligns numbers."""

    header: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    right: bool = False


def number_column(header: str, count: Callable[[Any], int | None]) -> Column:
    """Whole numbers; nothing is shown for None, which is sorted first."""

    def key(record: Any) -> int:  # noqa: ANN401 - the columns say what a record is
        found = count(record)
        return -1 if found is None else found

    def text(record: Any) -> str:  # noqa: ANN401
        found = count(record)
        return "" if found is None else texts.number(found)

    return Column(header, text, key, right=True)


class RowsModel(QAbstractTableModel):
    """Rows are replaced as a whole; the records are immutable."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The records shown, in their own order."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """How many records; a record has no children."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns; a record has no children."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, alignment, sort key or the record itself."""
        if not index.isValid():
            return None
        record, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return labels.tip(column.text(record))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == SORT_ROLE:
            return column.text(record) if column.key is None else column.key(record)
        if role == RECORD_ROLE:
            return record
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self._columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
