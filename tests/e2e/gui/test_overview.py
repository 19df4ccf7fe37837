from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.pages.workspace import WorkspacePage
from gui.widgets.chip import chips_in

if TYPE_CHECKING:
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def test_a_case_at_a_glance_with_a_summary_tied_to_its_pages(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    driver.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    found = page.overview.overview
    assert found is not None
    assert found.summary is None
    shown = driver.texts()
    for document in found.documents:
        assert document.name in shown
    assert found.facts
    page.overview.make.click()
    driver.settle()
    found = page.overview.overview
    assert found is not None
    assert found.summary is not None
    shown = driver.texts()
    for sentence in found.summary.sentences:
        assert sentence.text in shown
        assert sentence.citations
    read = found.summary.coverage
    assert f"{read.read} of {read.total} pages read" in shown
    chip = chips_in(page.overview)[0]
    chip.setFocus()
    driver.bot.keyClick(chip, Qt.Key.Key_Space)
    driver.settle()
    place = page.viewer.place
    assert place is not None
    assert (place.document, place.page) == (chip.source.document, chip.source.page)


def test_an_empty_case_says_what_belongs_there(empty_case: Driver) -> None:
    driver = empty_case
    driver.office.cases.new("Empty")
    driver.station.open_case("Empty")
    page = driver.page(WorkspacePage)
    driver.settle()
    page.side.open("overview")
    driver.settle()
    assert "Add documents; what they are and say is then gathered here." in driver.texts()
    assert not page.overview.make.isVisible()
