"""Terms and values under each other, in two columns that line up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from gui.spacing import L, S
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.theme import Tone

# A term, its value and the tone of the value.
Fact = tuple[str, str, "Tone"]


_LONGEST_ON_ONE_LINE = 40


def facts_grid(facts: Iterable[Fact], *, terms_px: int = 0) -> QGridLayout:
    """A grid with a row for each fact; a screen reader hears term and value together.

    `terms_px` is the least width of the terms, so that several grids on a page line up.
    """
    grid = QGridLayout()
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(S)
    grid.setColumnMinimumWidth(0, terms_px)
    grid.setColumnStretch(1, 1)
    for row, (term, value, tone) in enumerate(facts):
        shown = labels.note(value, tone=tone)
        shown.setAccessibleName(f"{term}: {value}")
        name = labels.note(term)
        name.setWordWrap(len(term) > _LONGEST_ON_ONE_LINE)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)
    return grid
