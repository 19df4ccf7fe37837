"""A place that speaks for or against an item: where it is, what stands there, why it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import review_words as words
from gui.spacing import XS, S
from gui.widgets import labels
from gui.widgets.frame import card
from gui.widgets.link import Link
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.review.records import Evidence
    from gui.theme import Tone

_QUOTE_LIMIT_CP = 420
_TONES: dict[str, Tone] = {
    "for": "good",
    "against": "danger",
    "exception": "warning",
    "context": "muted",
}


def quote_card(one: Evidence, opened: Callable[[Evidence], None]) -> QWidget:
    """`opened` is called with the place when its name is pressed."""
    frame, column = card(margin=S, spacing=XS)
    link = Link(words.place(one), lambda: opened(one))
    row = QHBoxLayout()
    row.setSpacing(S)
    row.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
    row.addWidget(labels.pill(words.word(words.SIDES, one.side), _TONES[one.side]))
    column.addLayout(row)
    quote = " ".join(one.quote.split())
    shown = quote if len(quote) <= _QUOTE_LIMIT_CP else quote[:_QUOTE_LIMIT_CP] + "…"
    column.addWidget(labels.body(f"“{shown}”"))
    if one.note:
        column.addWidget(labels.note(core(one.note)))
    return frame
