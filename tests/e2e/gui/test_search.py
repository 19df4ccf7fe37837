from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def test_hits_are_marked_on_their_pages_and_narrowed_by_what_was_found(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    driver.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.side.current == "search"
    driver.bot.keyClicks(page.search.box, "interest on the loan")
    driver.bot.keyClick(page.search.box, Qt.Key.Key_Return)
    driver.settle()
    places = page.search.places()
    assert len(places) == page.search.list.count() > 3
    assert page.viewer.place == places[0], "the best one is on the page at once"
    assert page.viewer.loaded is not None
    assert any(mark.kind == "current" for mark in page.viewer.loaded.marks)
    driver.press(Qt.Key.Key_F3, on=page.viewer)
    driver.settle()
    assert page.viewer.place == places[1]
    chip = next(
        one
        for one in page.search.facets.findChildren(QToolButton)
        if one.text().startswith("loan_agreement.pdf")
    )
    chip.setFocus()
    driver.bot.keyClick(chip, Qt.Key.Key_Space)
    driver.settle()
    assert {place.document for place in page.search.places()} == {"loan_agreement.pdf"}


def test_nothing_that_fits_says_what_to_do(empty_case: Driver) -> None:
    driver = empty_case
    driver.office.cases.new("Empty")
    driver.station.open_case("Empty")
    page = driver.page(WorkspacePage)
    driver.settle()
    page.side.open("search")
    driver.bot.keyClicks(page.search.box, "interest")
    assert not page.search.go.isEnabled()
    assert "Add a document first" in driver.texts()
