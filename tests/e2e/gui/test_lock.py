from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from appliance.children import running
from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

QUESTION = "What is the amount of the term loan facility?"
# Words of the customer, of a question and of file names.
MARKS = ("Alderbrook", "1,250,000", "term loan facility", "loan_agreement", "Sample")


def test_locking_leaves_nothing_on_screen_and_no_child(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    page.ask.question.setPlainText(QUESTION)
    page.ask.submit()
    driver.settle()
    QGuiApplication.clipboard().setText("Alderbrook Joinery Limited")
    page.ask.question.setPlainText(QUESTION)
    page.ask.submit()
    driver.until(lambda: page.ask.draft is not None and page.ask.draft.draft.text())
    before = driver.texts()
    assert all(mark in before for mark in MARKS)
    driver.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.station is None
    assert driver.window.unlock.isVisible()
    assert driver.window.status.vault.text.text() == "Vault locked"
    assert QGuiApplication.clipboard().text() == ""
    QApplication.sendPostedEvents(None, 0)
    driver.settle()
    QApplication.processEvents()
    after = driver.texts()
    assert [mark for mark in MARKS if mark in after] == []
    assert driver.window.windowTitle() == "Cofferdam"
    driver.until(lambda: not running())
    driver.unlock()


def test_the_vault_locks_itself_when_nobody_is_there(sample_case: Driver) -> None:
    driver = sample_case
    window = driver.window
    window.idle.set_limit(20)
    window.idle.look()
    assert "locks in" in window.status.notice.text()
    driver.bot.keyClick(window, Qt.Key.Key_Shift)
    assert window.status.notice.text() == ""
    window.idle.set_limit(0)
    window.idle.look()
    assert window.station is None
    assert window.unlock.isVisible()
    driver.settle()


def test_an_open_dialog_does_not_survive_the_lock(sample_case: Driver) -> None:
    driver = sample_case

    def lock_meanwhile(dialog: object) -> None:
        driver.window.lock()

    driver.answer_dialog(lock_meanwhile)
    driver.page(WorkspacePage).documents.remove_selected()
    assert QApplication.activeModalWidget() is None
    assert driver.window.station is None
    driver.settle()


def test_reading_goes_on_after_the_next_unlock(empty_case: Driver) -> None:
    from appliance.app.demo import sample_documents
    from gui.pages.cases import CasesPage

    driver = empty_case
    driver.page(CasesPage)._make("Bakery", sample_documents())
    driver.until(lambda: isinstance(driver.station.current(), WorkspacePage))
    page = driver.page(WorkspacePage)
    driver.until(lambda: "ready" in [entry.state for entry in page.documents.model.entries])
    driver.window.lock()
    driver.settle()
    driver.unlock()
    driver.station.open_case("Bakery")
    page = driver.page(WorkspacePage)
    driver.until(lambda: page.documents.model.entries)
    driver.settle()
    states = {entry.state for entry in page.documents.model.entries}
    assert states == {"ready"}


def test_the_status_line_is_there_on_every_page_and_tells_the_truth(sample_case: Driver) -> None:
    driver = sample_case
    status = driver.window.status
    page = driver.page(WorkspacePage)
    page.ask.question.setPlainText(QUESTION)
    page.ask.submit()
    driver.settle()
    for place in ("cases", "risk", "models", "settings"):
        driver.station.show_place(place)
        driver.settle()
        assert status.isVisible()
        assert status.vault.text.text() == f"Vault open: {driver.office.folder.name}"
        assert status.device.text.text() == "CPU"
        assert status.network.text.text() == "No connection opened"
    loaded = driver.office.models.loaded()
    assert {child.kind for child in loaded} >= {"language", "embedding"}
    driver.until(lambda: all(child.name in status.models.text.text() for child in loaded))
