"""Every key of the window in one table, used by the actions and by the Help dialog alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QKeyCombination
    from PySide6.QtWidgets import QWidget

KEYS = {
    "help": "F1",
    "lock": "Ctrl+L",
    "quit": "Ctrl+Q",
    "reveal": "Ctrl+T",
    "cases": "Ctrl+1",
    "risk": "Ctrl+2",
    "models": "Ctrl+3",
    "audit": "Ctrl+4",
    "protection": "Ctrl+5",
    "administration": "Ctrl+6",
    "settings": "Ctrl+7",
    "reviews": "Ctrl+8",
    "review": "Ctrl+R",
    "new_case": "Ctrl+N",
    "back": "Alt+Left",
    "add": "Ctrl+O",
    "add_folder": "Ctrl+Shift+O",
    "remove": "Del",
    "panes": "F6",
    "side_ask": "Alt+1",
    "side_search": "Alt+2",
    "side_form": "Alt+3",
    "side_overview": "Alt+4",
    "side_privacy": "Alt+5",
    "side_second": "Alt+6",
    "question": "Ctrl+K",
    "send": "Return",
    "stop": "Esc",
    "page_next": "PgDown",
    "page_previous": "PgUp",
    "page_first": "Ctrl+Home",
    "page_last": "Ctrl+End",
    "page_go": "Ctrl+G",
    "field_accept": "A",
    "field_correct": "E",
    "field_reject": "R",
    "field_next": "N",
    "evidence": "J",
    "mark_next": "F3",
    "mark_previous": "Shift+F3",
    "zoom_in": "Ctrl++",
    "zoom_out": "Ctrl+-",
    "zoom_fit": "Ctrl+0",
    "score": "Ctrl+Return",
}


def keys(name: str) -> QKeySequence:
    """The key sequence of an action."""
    return QKeySequence(KEYS[name])


# In the whole window, below a widget, or on it alone.
Reach = Literal["window", "inside", "alone"]
_CONTEXTS = {
    "window": Qt.ShortcutContext.WindowShortcut,
    "inside": Qt.ShortcutContext.WidgetWithChildrenShortcut,
    "alone": Qt.ShortcutContext.WidgetShortcut,
}


def bind(
    sequence: str | QKeyCombination,
    owner: QWidget,
    call: Callable[[], object],
    reach: Reach = "window",
) -> QShortcut:
    """Have a key call something where it reaches; the owner keeps it alive.

    PySide 6.12 ignores the context that `QShortcut` is given together with a callable, so that
    every key would reach the whole window. Set afterwards, it holds.
    """
    made = QShortcut(QKeySequence(sequence), owner)
    made.setContext(_CONTEXTS[reach])
    made.activated.connect(call)
    return made
