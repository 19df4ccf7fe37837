"""Buttons of the looks the window uses; each has an accessible name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from gui import icons
from gui.spacing import ICON
from gui.widgets import labels
from gui.widgets.labels import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.theme import Tone

Look = Literal["primary", "plain", "link", "danger"]

_TONES: dict[Look, Tone] = {
    "primary": "on_accent",
    "plain": "text",
    "link": "accent",
    "danger": "danger",
}


def push(
    text: str,
    pressed: Callable[[], None],
    *,
    look: Look = "plain",
    icon: str = "",
    hint: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with a text; `&` marks its mnemonic. `hint` is shown as a tool tip."""
    button = QPushButton(text, parent)
    button.setProperty("look", look)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAutoDefault(False)
    if icon:
        icons.put(button, icon, _TONES[look])
    if hint:
        labels.set_tip(button, hint)
        button.setAccessibleDescription(hint)
    button.clicked.connect(lambda _checked: pressed())
    return button


def set_look(button: QPushButton, look: Look) -> None:
    """Change the look of a button that is already shown, with the tone of its icon."""
    if button.property("look") == look:
        return
    button.setProperty("look", look)
    restyle(button)
    if name := icons.name_of(button):
        icons.put(button, name, _TONES[look])


def tool(
    icon: str, name: str, pressed: Callable[[], None], *, parent: QWidget | None = None
) -> QToolButton:
    """A button with a picture only; `name` is its tool tip and what a screen reader says."""
    button = QToolButton(parent)
    icons.put(button, icon, "text", ICON)
    labels.set_tip(button, name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _checked: pressed())
    return button
