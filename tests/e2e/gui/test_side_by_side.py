from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.pages.viewer import Place
from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def test_two_pages_are_turned_each_by_itself(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    page.open_places((Place("loan_agreement.pdf", 2),), 0)
    driver.settle()
    driver.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    second = page.second
    first_place = page.viewer.place
    assert first_place is not None
    assert second.viewer.place is not None
    assert second.viewer.place.document == "loan_agreement.pdf"
    at = second.document.findData("annual_accounts_2026.pdf")
    second.document.setCurrentIndex(at)
    driver.settle()
    second.viewer._area.setFocus()
    driver.bot.keyClick(second.viewer, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert second.viewer.place == Place("annual_accounts_2026.pdf", 9)
    assert second.viewer.loaded is not None
    assert page.viewer.place == first_place
    sizes = page._splitter.sizes()
    assert abs(sizes[1] - sizes[2]) < 40
    driver.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert page.viewer.bar.page.hasFocus(), "going to a page by its number is the first page's"
    driver.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.side.current == "ask"
    sizes = page._splitter.sizes()
    assert sizes[1] > sizes[2]
