"""A citation as a small button: where it is from; pressing it opens the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from gui import icons
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.assistant.records import Citation, Passage

_NAME_LIMIT = 28
_LEAST_PX = 80
_QUOTE_LIMIT = 300


class SourceChip(QToolButton):
    """Signals: `pressed_source` carries the citation or passage."""

    pressed_source = Signal(object)

    def __init__(self, source: Citation | Passage, quote: str, *, label: str = "") -> None:
        super().__init__()
        self.source = source
        place = self.tr("{name}, p. {page}").format(
            name=_shortened(source.document), page=source.page
        )
        self.setText(f"{label} {place}".strip().replace("&", "&&"))
        self.setProperty("look", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A long name is shortened in a narrow pane instead of widening it.
        self.setMinimumWidth(_LEAST_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.put(self, "document", "accent", 13)
        quote = " ".join(quote.split())
        shown = quote if len(quote) <= _QUOTE_LIMIT else quote[:_QUOTE_LIMIT] + "…"
        labels.set_tip(self, f"“{shown}”")
        self.setAccessibleName(
            self.tr("Open {name}, page {page}").format(name=source.document, page=source.page)
        )
        self.setAccessibleDescription(shown)
        self.clicked.connect(lambda: self.pressed_source.emit(self.source))


def _shortened(name: str) -> str:
    if len(name) <= _NAME_LIMIT:
        return name
    half = (_NAME_LIMIT - 1) // 2
    return f"{name[:half]}…{name[-half:]}"


def chips_in(parent: QWidget) -> list[SourceChip]:
    """All chips below a widget, in their order."""
    return parent.findChildren(SourceChip)
