"""Fields that the forms of an item and of its rule share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QWidget

from gui import review_sentences
from gui.spacing import S
from gui.widgets import labels
from gui.widgets.ticklist import TickList

if TYPE_CHECKING:
    from collections.abc import Callable

_BOX_PX = 66


def box(changed: Callable[[], object]) -> QPlainTextEdit:
    """A box of some lines."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(_BOX_PX)
    made.textChanged.connect(changed)
    return made


def papers(changed: Callable[[], object]) -> TickList:
    """The types of papers that the program knows."""
    known = {name: review_sentences.paper_type(name) for name in review_sentences.paper_types()}
    made = TickList(dict(sorted(known.items(), key=lambda one: one[1].casefold())))
    made.ticked.connect(changed)
    return made


def form(*rows: tuple[str, QWidget]) -> QFormLayout:
    """Each control under its label; an empty label is for a control that names itself."""
    made = QFormLayout()
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    made.setVerticalSpacing(S)
    for text, control in rows:
        if text:
            control.setAccessibleName(text)
            made.addRow(labels.plain(text), control)
        else:
            made.addRow(control)
    return made
