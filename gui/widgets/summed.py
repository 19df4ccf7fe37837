"""A picture of the whole above a table of its parts, or what to do when there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.spacing import M, S
from gui.widgets.frame import card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.widgets.empty import EmptyState


class SummedTable(QStackedWidget):
    """Shows nothing at all until `show_any` was called, so that no list seems empty at first."""

    def __init__(
        self,
        drawn: Sequence[QWidget],
        table: QWidget,
        empty: EmptyState,
        *,
        tools: Sequence[QWidget | None] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """Put it together.

        Args:
            drawn: heading and bars, in a card.
            table: gets the rest of the height.
            empty: shown instead of all of it.
            tools: a row between card and table; None is where it stretches.
            below: lines under the table.
        """
        super().__init__()
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        frame, inside = card(spacing=M)
        for widget in drawn:
            inside.addWidget(widget)
        column.addWidget(frame)
        if tools:
            column.addLayout(tool_row(tools))
        column.addWidget(table, 1)
        for widget in below:
            column.addWidget(widget)
        for page in (QWidget(), filled, empty):
            self.addWidget(page)

    def show_any(self, any_rows: bool) -> None:
        """Show the table, or that there is nothing."""
        self.setCurrentIndex(1 if any_rows else 2)


def tool_row(tools: Sequence[QWidget | None]) -> QHBoxLayout:
    """Buttons and choices beside each other; None is where the row stretches."""
    row = QHBoxLayout()
    row.setSpacing(S)
    for widget in tools:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
