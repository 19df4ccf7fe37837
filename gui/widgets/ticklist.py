"""Several of a closed list, each with a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from gui.spacing import CONTROL_HEIGHT, S

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN_ROWS, _ROW_PX = 5, CONTROL_HEIGHT - S


class TickList(QListWidget):
    """`names` are the values with the words that are shown for them, in their order.

    Signals: `ticked` after the person changed a tick.
    """

    ticked = Signal()

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._were: tuple[str, ...] = ()
        for value, shown in names.items():
            self._add(value, shown)
        shown_rows = min(_SHOWN_ROWS, len(names))
        self.setFixedHeight(shown_rows * _ROW_PX + 2 * self.frameWidth())
        self.itemChanged.connect(lambda _item: self.ticked.emit())

    def _add(self, value: str, shown: str) -> None:
        item = QListWidgetItem(shown)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setSizeHint(QSize(0, _ROW_PX))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        self.addItem(item)

    def choose(self, values: Sequence[str]) -> None:
        """Tick these; this is not a change. One that the list does not know is added to it."""
        self.blockSignals(True)
        self._were = tuple(values)
        known = {self._value(row) for row in range(self.count())}
        for value in values:
            if value not in known:
                self._add(value, value)
        for row in range(self.count()):
            ticked = self._value(row) in self._were
            state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            self.item(row).setCheckState(state)
        first = next((row for row in range(self.count()) if self._ticked(row)), 0)
        self.scrollToItem(self.item(first), QListWidget.ScrollHint.PositionAtTop)
        self.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """What is ticked: first what was chosen before, in its order."""
        ticked = [self._value(row) for row in range(self.count()) if self._ticked(row)]
        kept = [value for value in self._were if value in ticked]
        return (*kept, *(value for value in ticked if value not in kept))

    def _ticked(self, row: int) -> bool:
        return self.item(row).checkState() == Qt.CheckState.Checked

    def _value(self, row: int) -> str:
        return str(self.item(row).data(Qt.ItemDataRole.UserRole))
