"""The right side of a case: questions, search and whatever else is done beside a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
)

from gui import icons
from gui.keys import KEYS, bind
from gui.spacing import XS
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


_ICON = 16


@dataclass(frozen=True)
class Side:
    """One of the panes; `focus` is where work in it begins, `shown` is called when it appears.

    `icon` stands for the title where there is no room for it.
    """

    name: str
    title: str
    icon: str
    pane: QWidget
    focus: Callable[[], None]
    shown: Callable[[], None] = lambda: None


class SideBySide(QFrame):
    """A row of tabs over the panes; each tab has a key of its own.

    Signals:
        changed: the name of the pane that appeared.
    """

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "pane")
        self._sides: dict[str, Side] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(XS, XS, XS, XS)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        bar = QFrame()
        bar.setProperty("look", "bar")
        bar.setLayout(self._row)
        # The titles give way before they take room from the page.
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def add(self, side: Side) -> None:
        """One more pane, to the right of the others."""
        button = QToolButton()
        button.setText(side.title)
        button.setCheckable(True)
        icons.put(button, side.icon, "muted", _ICON)
        button.setProperty("look", "tab")
        font = button.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        button.setFont(font)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(side.title)
        key = KEYS[f"side_{side.name}"]
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        labels.set_tip(button, f"{side.title} ({shown})")
        button.clicked.connect(lambda _checked: self.open(side.name))
        self._group.addButton(button)
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons[side.name] = button
        self._sides[side.name] = side
        self._stack.addWidget(side.pane)
        bind(key, self, lambda: self.open(side.name))
        if len(self._sides) == 1:
            button.setChecked(True)
        self._fit()

    @property
    def current(self) -> str:
        """The name of the pane on screen."""
        pane = self._stack.currentWidget()
        return next((side.name for side in self._sides.values() if side.pane is pane), "")

    def open(self, name: str) -> None:
        """Show a pane and go to where its work begins."""
        side = self._sides[name]
        before = self.current
        self._buttons[name].setChecked(True)
        self._stack.setCurrentWidget(side.pane)
        self._fit()
        side.focus()
        if before != name:
            side.shown()
            self.changed.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All titles, or only that of the pane on screen where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        style = Qt.ToolButtonStyle
        for button in self._buttons.values():
            button.setToolButtonStyle(style.ToolButtonTextOnly)
        wide = sum(button.sizeHint().width() + 2 for button in self._buttons.values())
        if wide + 2 * XS <= self.width():
            return
        for name, button in self._buttons.items():
            chosen = name == self.current
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if chosen else style.ToolButtonIconOnly
            )

    def begin(self) -> None:
        """Go to where the work of the pane on screen begins."""
        self._sides[self.current].focus()
