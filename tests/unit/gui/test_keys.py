from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.keys import KEYS, bind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# Offscreen there is no window manager to tell the sizes of windows to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_key_reaches_only_as_far_as_it_should(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inside, beside = QWidget(window), QLineEdit(window)
    field = QLineEdit(inside)
    column = QVBoxLayout(window)
    column.addWidget(inside)
    column.addWidget(beside)
    pressed: list[str] = []
    bind("F7", inside, lambda: pressed.append("inside"), "inside")
    bind("F8", field, lambda: pressed.append("alone"), "alone")
    bind("F9", inside, lambda: pressed.append("window"))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    for focused in (field, beside):
        focused.setFocus()
        for key in (Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9):
            qtbot.keyClick(focused, key)
    assert pressed == ["inside", "alone", "window", "window"]


def test_qt_still_ignores_the_reach_of_a_key_made_in_one_step(qtbot: QtBot) -> None:
    # Should this fail, `bind` may go.
    owner = QWidget()
    qtbot.addWidget(owner)
    made = QShortcut(
        QKeySequence("F7"), owner, lambda: None, context=Qt.ShortcutContext.WidgetShortcut
    )
    assert made.context() == Qt.ShortcutContext.WindowShortcut


def test_pages_bind_their_keys_in_that_way_only() -> None:
    gui = Path(__file__).parents[3] / "gui"
    around = [
        path
        for path in gui.rglob("*.py")
        if path.name != "keys.py" and "QShortcut(" in path.read_text("utf-8")
    ]
    assert not around


def test_letters_are_keys_only_where_nothing_is_typed() -> None:
    letters = {name for name, key in KEYS.items() if len(key) == 1}
    assert letters == {
        "evidence",
        "field_accept",
        "field_correct",
        "field_reject",
        "field_next",
    }
