"""Filters of a search as chips with counts; a chosen one stays until it is pressed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui import texts
from gui.spacing import XS
from gui.widgets import labels
from gui.widgets.flow import FlowLayout
from gui.widgets.fold import Fold
from gui.widgets.frame import clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.retrieval.records import Facet, Facets

_MOST_CHIPS = 6
_LONGEST = 34

# Words of the core that reach the screen.
VALUES = {
    "text": QT_TRANSLATE_NOOP("facets", "Text"),
    "table": QT_TRANSLATE_NOOP("facets", "Tables"),
    "heading": QT_TRANSLATE_NOOP("facets", "Headings"),
}


class FacetChips(QWidget):
    """Documents are always in sight, the rest under a fold.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chosen: dict[str, str] = {}
        self._documents = FlowLayout(gap=XS)
        self._more = FlowLayout(gap=XS)
        inner = QWidget()
        inner.setLayout(self._more)
        self._fold = Fold(self.tr("More filters"), inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(self._documents)
        column.addWidget(self._fold)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What is chosen of each facet."""
        return {
            name: (self._chosen[name],) if name in self._chosen else ()
            for name in ("documents", "kinds", "sections", "parts")
        }

    def forget(self) -> None:
        """Choose nothing."""
        self._chosen = {}

    def show_facets(self, facets: Facets) -> None:
        """Offer what the places found have in common; what is chosen stays in sight."""
        clear(self._documents)
        clear(self._more)
        self._offer("documents", facets.documents, self._documents)
        for name, found in (
            ("parts", facets.parts),
            ("kinds", facets.kinds),
            ("sections", facets.sections),
        ):
            self._offer(name, found, self._more)
        self._fold.setVisible(self._more.count() > 0)

    def _offer(self, name: str, found: Sequence[Facet], row: FlowLayout) -> None:
        chosen = self._chosen.get(name)
        if chosen is None and len(found) < 2:
            return
        counts = {facet.value: facet.passages for facet in found[:_MOST_CHIPS]}
        if chosen is not None:
            counts = {chosen: next((f.passages for f in found if f.value == chosen), 0), **counts}
        for value, count in counts.items():
            row.addWidget(self._chip(name, value, count))

    def _chip(self, name: str, value: str, count: int) -> QToolButton:
        word = (
            QCoreApplication.translate("facets", str(VALUES[value])) if value in VALUES else value
        )
        short = word if len(word) <= _LONGEST else f"…{word[-_LONGEST:]}"
        chip = QToolButton()
        chip.setProperty("look", "chip")
        chip.setCheckable(True)
        chip.setChecked(self._chosen.get(name) == value)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # An ampersand in a name is no mnemonic.
        chip.setText(f"{short} {texts.number(count)}".replace("&", "&&"))
        chip.setAccessibleName(
            self.tr("Only {name}: {count} places").format(name=word, count=texts.number(count))
        )
        labels.set_tip(chip, word)
        chip.toggled.connect(lambda on: self._toggled(name, value, on=on))
        return chip

    def _toggled(self, name: str, value: str, *, on: bool) -> None:
        if on:
            self._chosen[name] = value
        else:
            self._chosen.pop(name, None)
        self.changed.emit()
