"""Rows are added, removed, moved and typed in; the form shows the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from gui.widgets.arrangedlist import ArrangedList, RowForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class TitleForm(RowForm[str]):
    def __init__(self) -> None:
        super().__init__()
        self.title = QLineEdit()
        self.title.textEdited.connect(lambda _text: self.changed.emit())
        QVBoxLayout(self).addWidget(self.title)

    def show_row(self, row: str) -> None:
        self.title.setText(row)

    def row(self) -> str:
        return self.title.text()


@pytest.fixture
def arranged(qtbot: QtBot) -> ArrangedList[str]:
    made: ArrangedList[str] = ArrangedList(
        TitleForm(),
        name="Rows",
        add="Add a row",
        drop="Remove the row",
        width_px=200,
        shown=lambda row: row or "(empty)",
        fresh=lambda rows: f"new {len(rows)}",
    )
    qtbot.addWidget(made)
    made.show_rows(["one", "two", "three"])
    return made


def listed(arranged: ArrangedList[str]) -> list[str]:
    return [arranged.list.item(place).text() for place in range(arranged.list.count())]


def test_the_first_row_is_shown_and_can_only_go_down(arranged: ArrangedList[str]) -> None:
    assert arranged.form.title.text() == "one"
    assert not arranged.up.isEnabled()
    arranged.down.click()
    assert arranged.rows == listed(arranged) == ["two", "one", "three"]
    assert arranged.form.title.text() == "one"
    assert arranged.up.isEnabled()
    arranged.down.click()
    assert arranged.rows == ["two", "three", "one"]
    assert not arranged.down.isEnabled()


def test_what_is_typed_is_taken_over_and_listed(arranged: ArrangedList[str], qtbot: QtBot) -> None:
    arranged.choose(1)
    with qtbot.waitSignal(arranged.typed):
        qtbot.keyClicks(arranged.form.title, "!")
    assert arranged.rows == listed(arranged) == ["one", "two!", "three"]
    arranged.form.title.clear()
    arranged.form.changed.emit()
    assert listed(arranged)[1] == "(empty)"


def test_all_rows_can_go_and_new_ones_come(arranged: ArrangedList[str]) -> None:
    arranged.choose(2)
    arranged.drop.click()
    assert arranged.form.title.text() == "two"
    arranged.drop.click()
    arranged.drop.click()
    assert arranged.rows == []
    for part in (arranged.form, arranged.drop, arranged.up, arranged.down):
        assert not part.isEnabled()
    arranged.add.click()
    assert arranged.rows == listed(arranged) == ["new 0"]
    assert arranged.form.isEnabled()
