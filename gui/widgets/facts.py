"""Terms and values under each other, in two columns that line up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from gui.spacing import L, S
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.theme import Tone

# A term, its value and the tone of the value.
Fact = tuple[str, str, "Tone"]


def facts_grid(facts: Iterable[Fact]) -> QGridLayout:
    """A grid with a row for each fact; a screen reader hears term and value together."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    for row, (term, value, tone) in enumerate(facts):
        shown = labels.note(value, tone=tone)
        shown.setAccessibleName(f"{term}: {value}")
        grid.addWidget(labels.note(term), row, 0)
        grid.addWidget(shown, row, 1)
    return grid
