"""The fence as a picture: layers down, processes across, in force or not in each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui import icons, layer_words
from gui.theme import tones
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.proof_facts import ProcessFacts

_Index = QModelIndex | QPersistentModelIndex
_ROW_PX = 30
_COLUMN_PX = 86
_ICON_PX = 16


class Layer(Protocol):
    """What the window needs of the core's layer."""

    @property
    def name(self) -> str:
        """One of the closed list."""

    @property
    def enforced(self) -> bool:
        """Whether the kernel confirmed it."""

    @property
    def reason(self) -> str:
        """Why it is not in force, or a detail."""


class MatrixModel(QAbstractTableModel):
    """Replaced as a whole. Every field tells a screen reader layer, process, state and reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._processes: tuple[ProcessFacts, ...] = ()
        self._rows: tuple[str, ...] = ()
        self._fields: dict[tuple[str, int], Layer] = {}

    def show_processes(self, processes: Sequence[ProcessFacts]) -> None:
        """Rows in the order in which the processes name their layers, the children's first."""
        self.beginResetModel()
        self._processes = tuple(processes)
        self._fields = {
            (layer_words.row_of(layer.name), place): layer
            for place, process in enumerate(processes)
            for layer in process.layers
        }
        ordered = [
            layer_words.row_of(layer.name)
            for process in (*processes[1:], *processes[:1])
            for layer in process.layers
        ]
        self._rows = tuple(dict.fromkeys(ordered))
        self.endResetModel()

    def layer_at(self, index: _Index) -> Layer | None:
        """The layer of a field; None where it does not apply."""
        return self._fields.get((self._rows[index.row()], index.column()))

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many layers."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many processes."""
        return 0 if parent is not None and parent.isValid() else len(self._processes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A picture, and the same in words."""
        if not index.isValid():
            return None
        layer = self.layer_at(index)
        process = self._processes[index.column()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(layer, process)
        if role == Qt.ItemDataRole.BackgroundRole and layer is not None and not layer.enforced:
            return QColor(tones().warning_soft)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return labels.tip(self.words(index))
        if role in (
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.AccessibleDescriptionRole,
        ):
            return self.words(index)
        return None

    def words(self, index: _Index) -> str:
        """The field in a sentence or two."""
        row, layer = self._rows[index.row()], self.layer_at(index)
        process = self._processes[index.column()]
        head = self.tr("{process}: {layer}").format(
            process=layer_words.process(process.name),
            layer=layer_words.layer(layer.name if layer else row),
        )
        if layer is None:
            state = process.trouble or self.tr("does not apply here")
        elif layer.enforced:
            state = self.tr("in force")
            state += f" ({layer.reason})" if layer.reason else ""
        else:
            state = self.tr("not in force: {reason}").format(reason=layer.reason)
        return f"{head}\n{state}\n{layer_words.meaning(layer.name if layer else row)}"

    def _picture(self, layer: Layer | None, process: ProcessFacts) -> object:
        if layer is None:
            if not process.trouble:
                return None
            return icons.pixmap("failed", tones().danger, _ICON_PX)
        if layer.enforced:
            return icons.pixmap("check", tones().good, _ICON_PX)
        return icons.pixmap("warning", tones().warning, _ICON_PX)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Layers beside, processes above."""
        down = orientation == Qt.Orientation.Vertical
        if section >= (len(self._rows) if down else len(self._processes)):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if down:
                return layer_words.layer(self._rows[section])
            return layer_words.process(self._processes[section].name)
        if role == Qt.ItemDataRole.ToolTipRole and down:
            return labels.tip(layer_words.meaning(self._rows[section]))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if down else Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _InTheMiddle(QStyledItemDelegate):
    """Sets the picture of a field in its middle, where a field without text would have it left."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """As usual, then the place of the picture."""
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Top
        option.decorationAlignment = Qt.AlignmentFlag.AlignCenter
        option.decorationSize = option.rect.size()


class Matrix(QTableView):
    """As high as it needs; arrow keys move from field to field, Tab leaves."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.fields = MatrixModel(self)
        self.setModel(self.fields)
        self.setItemDelegate(_InTheMiddle(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("look", "matrix")
        beside = self.verticalHeader()
        beside.setDefaultSectionSize(_ROW_PX)
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        beside.setSectionsClickable(False)
        above = self.horizontalHeader()
        above.setSectionsClickable(False)
        above.setMinimumSectionSize(_COLUMN_PX)
        above.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_processes(self, processes: Sequence[ProcessFacts]) -> None:
        """Show these; the height follows."""
        self.fields.show_processes(processes)
        frame = 2 * self.frameWidth()
        above = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(self.fields.rowCount() * _ROW_PX + above + frame + 2)
