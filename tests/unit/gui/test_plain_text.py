"""Text from documents and models is shown letter by letter, never taken for markup by Qt."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from gui.widgets import labels

GUI = Path(__file__).parents[3] / "gui"
HOSTILE = 'Approved <img src="/dev/zero"> <b>by head office</b> & others\nsecond line'


def test_a_tool_tip_shows_exactly_the_letters() -> None:
    document = QTextDocument()
    document.setHtml(labels.tip(HOSTILE))
    assert document.toPlainText() == HOSTILE
    assert "<img" not in labels.tip(HOSTILE)
    assert labels.tip("") == ""


def test_labels_take_no_markup(qtbot: object) -> None:
    for make in (labels.title, labels.heading, labels.body, labels.note, labels.pill, labels.plain):
        label = make(HOSTILE)
        assert label.textFormat() == Qt.TextFormat.PlainText
        label.deleteLater()


def test_nothing_goes_around_them() -> None:
    around = re.compile(r"\.setToolTip\(|= QLabel\(")
    found = [
        str(path.relative_to(GUI))
        for path in GUI.rglob("*.py")
        if path.name != "labels.py" and around.search(path.read_text("utf-8"))
    ]
    assert not found, f"use labels.set_tip and labels.plain instead: {found}"
