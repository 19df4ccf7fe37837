"""A list whose rows are added, removed and moved, beside the form of the row that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from gui.spacing import XS, L
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")


class RowForm(QWidget, Generic[Row]):
    """The form of one row.

    Signals: `changed` after any change by the person. `title` is where typing begins.
    """

    changed = Signal()
    title: QLineEdit

    def show_row(self, row: Row) -> None:
        """Fill the fields; this is not a change."""
        raise NotImplementedError

    def row(self) -> Row:
        """The row as it is typed now; what has no field here stays."""
        raise NotImplementedError


class ArrangedList(QWidget, Generic[Row]):
    """`shown` is the line of a row in the list, `fresh` makes a new one for those there are.

    Signals: `typed` after a change in the form was taken over.
    """

    typed = Signal()

    def __init__(
        self,
        form: RowForm[Row],
        *,
        name: str,
        add: str,
        drop: str,
        width_px: int,
        shown: Callable[[Row], str],
        fresh: Callable[[Sequence[Row]], Row],
    ) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.form = form
        self._shown = shown
        self._fresh = fresh
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFixedWidth(width_px)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(1)
        self.add = buttons.tool("add", add, self.add_row)
        self.drop = buttons.tool("remove", drop, self._drop)
        self.up = buttons.tool("up", self.tr("Move up"), lambda: self.move_row(-1))
        self.down = buttons.tool("down", self.tr("Move down"), lambda: self.move_row(1))
        self._build(name)
        self.list.currentRowChanged.connect(self._show)
        form.changed.connect(self._typed)

    def _build(self, name: str) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(XS)
        for tool in (self.add, self.drop, self.up, self.down):
            tools.addWidget(tool)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(XS)
        left.addWidget(labels.plain(name))
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        whole.addLayout(left)
        whole.addWidget(self.form, 1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the first is chosen."""
        self.rows = list(rows)
        self._list(0)

    def choose(self, place: int) -> None:
        """Show the row at a place, from 0, to type in it."""
        self.list.setCurrentRow(place)
        self.form.title.setFocus()

    def add_row(self) -> None:
        """One more row below the others."""
        self.rows.append(self._fresh(self.rows))
        self._list(len(self.rows) - 1)
        self.form.title.setFocus()

    def move_row(self, step: int) -> None:
        """Move the chosen row by that many places; less than 0 is up."""
        place = self.list.currentRow()
        self.rows.insert(place + step, self.rows.pop(place))
        self._list(place + step)

    def _drop(self) -> None:
        place = self.list.currentRow()
        del self.rows[place]
        self._list(max(0, place - 1))

    def _list(self, current: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for row in self.rows:
            self.list.addItem(self._shown(row))
        self.list.setCurrentRow(min(current, len(self.rows) - 1))
        self.list.blockSignals(False)
        self._show(self.list.currentRow())

    def _show(self, place: int) -> None:
        chosen = 0 <= place < len(self.rows)
        self.form.setEnabled(chosen)
        if chosen:
            self.form.show_row(self.rows[place])
        self.drop.setEnabled(chosen)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(chosen and place < len(self.rows) - 1)

    def _typed(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.rows):
            self.rows[place] = self.form.row()
            self.list.item(place).setText(self._shown(self.rows[place]))
            self.typed.emit()
