"""A run over many cases while nobody is at the window: the screen is locked, the run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from appliance.app.demo import sample_documents
from appliance.children import running
from appliance.errors import VaultLocked
from appliance.jobs import Job
from gui.pages.away import AwayPage
from gui.pages.review.batch_dialog import BatchDialog
from tests.e2e.gui.conftest import PASSPHRASE
from tests.e2e.gui.reviewed import CASE, CHECKLIST, enter
from tests.e2e.gui.speaking import nameless
from tests.e2e.gui.test_reviews_many import batches, outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from appliance.app.office import Office
    from gui.pages.review.batches import BatchesPage
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

MARKS = (CASE, "Bakery", "Alderbrook", "loan_agreement")


@pytest.fixture
def two_cases(staffed: Path) -> Path:
    office = enter(staffed, "Anna")
    office.cases.new("Bakery")
    letters = [one for one in sample_documents() if one.suffix in (".txt", ".csv")]
    office.documents.add("Bakery", letters, Job())
    office.lock()
    return staffed


def begin(driver: Driver, *, stays: bool) -> BatchesPage:
    """A run over both cases, begun as a person does."""
    page = batches(driver)

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, BatchDialog)
        assert nameless(dialog) == []
        dialog.checklist.setCurrentIndex(dialog.checklist.findData(CHECKLIST))
        assert not dialog.stay.tick.isChecked(), "off by default"
        dialog.stay.tick.setChecked(stays)
        dialog.start.click()

    driver.answer_dialog(choose)
    page.begin.click()
    driver.until(lambda: page.runs.task is not None)
    driver.until(lambda: page.current is not None)
    return page


def leave(driver: Driver) -> None:
    """The idle time is over."""
    driver.window.idle.set_limit(0)
    driver.window.idle.look()


def left(
    open_window: Callable[..., Driver], vault: Path, *, stays: bool = True
) -> tuple[Driver, Office]:
    """Anna has begun a run over all cases, and left; gives the office that she opened, too."""
    driver = open_window(vault)
    driver.unlock(name="Anna")
    office = driver.office
    page = begin(driver, stays=stays)
    assert page.away.isVisible() == stays
    leave(driver)
    return driver, office


def locked_screen(driver: Driver) -> AwayPage:
    return driver.find(AwayPage)


def somebody(driver: Driver) -> bool:
    """Whether the window is open to a person."""
    return driver.window.session is not None and driver.window.station is not None


def type_secret(driver: Driver, page: AwayPage, secret: str) -> None:
    page.secret.insert(secret)
    driver.bot.keyClick(page.secret, Qt.Key.Key_Return)
    driver.until(lambda: driver.window._lanes.busy("door") == 0)


def test_the_run_ends_behind_a_locked_screen_and_then_the_vault_locks(
    open_window: Callable[..., Driver], two_cases: Path
) -> None:
    driver = open_window(two_cases)
    driver.unlock(name="Anna")
    page = begin(driver, stays=True)
    office = driver.office
    assert page.away.isVisible()
    # Offscreen nobody else makes it the active window after the dialog.
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)
    QGuiApplication.clipboard().setText("Alderbrook Joinery Limited")
    driver.until(lambda: "Bakery" in driver.texts())
    driver.window.idle.set_limit(20)
    driver.window.idle.look()
    assert "the screen locks in" in driver.window.status.notice.text()
    leave(driver)
    away = locked_screen(driver)
    assert nameless(away) == []
    assert not somebody(driver)
    driver.until(lambda: not [mark for mark in MARKS if mark in driver.texts()])
    assert QGuiApplication.clipboard().text() == ""
    assert driver.window.windowTitle() == "Cofferdam"
    status = driver.window.status
    driver.until(lambda: status.vault.text.text() == "Screen locked, vault open for a run")
    assert not office.status().locked, "the run goes on"
    driver.until(lambda: driver.window._lanes.busy("door") == 0)
    with pytest.raises(VaultLocked):
        office.cases.list()
    driver.until(driver.window.unlock.isVisible)
    assert [mark for mark in MARKS if mark in driver.texts()] == []
    driver.settle()
    assert office.status().locked, "locked by itself when the run had ended"
    driver.until(lambda: not running())
    assert "The run over many cases has ended" in driver.texts()
    # The next morning.
    driver.unlock(name="Anna")
    page = batches(driver)
    assert outcome(page) == {"Bakery": "done", CASE: "done"}
    assert page.current is not None
    assert page.current.ended_at


def test_only_who_began_it_comes_back_to_a_run_that_goes_on(
    open_window: Callable[..., Driver], two_cases: Path
) -> None:
    driver = open_window(two_cases)
    driver.unlock(name="Anna")
    page = begin(driver, stays=True)
    task = page.runs.task
    page.leave.click()
    away = locked_screen(driver)
    type_secret(driver, away, "wrong")
    assert away.banner.isVisible()
    assert away.banner.told.code == "V203"
    assert not somebody(driver)
    assert "Bakery" not in driver.texts()
    type_secret(driver, away, PASSPHRASE)
    driver.until(lambda: somebody(driver))
    QApplication.sendPostedEvents(None, 0)
    driver.until(lambda: driver.window.findChild(AwayPage) is None)
    shown = batches(driver)
    assert shown.runs.task in (task, None)
    driver.until(lambda: shown.runs.task is None)
    driver.settle()
    assert somebody(driver), "while somebody is here the vault stays open"
    assert outcome(shown) == {"Bakery": "done", CASE: "done"}
    events = [one.event.value for one in driver.office._audit.entries(limit=1000)]
    assert [one for one in events if one.startswith("screen")] == [
        "screen locked", "screen unlocked", "screen unlocked",
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["button", "after a weekend"])
def test_anybody_may_stop_the_run_and_lock_and_it_goes_on_later(
    open_window: Callable[..., Driver], two_cases: Path, how: str
) -> None:
    driver, office = left(open_window, two_cases)
    page = locked_screen(driver)
    if how == "button":
        page.stop.click()
    else:
        # Its time left may be some milliseconds more than its time: Qt wakes for several at once.
        assert page.most.isActive()
        assert page.most.interval() == 1000 * 72 * 3600
        page.most.timeout.emit()
    assert driver.window.unlock.isVisible()
    driver.settle()
    assert office.status().locked
    driver.until(lambda: not running())
    driver.unlock(name="Anna")
    shown = batches(driver)
    assert shown.resume.isVisible()
    assert not shown.stay.tick.isChecked()
    shown.resume.click()
    driver.until(lambda: shown.runs.task is None)
    driver.settle()
    assert outcome(shown) == {"Bakery": "done", CASE: "done"}


def test_without_the_tick_the_vault_locks_and_the_run_waits(
    open_window: Callable[..., Driver], two_cases: Path
) -> None:
    driver, office = left(open_window, two_cases, stays=False)
    assert driver.window.findChild(AwayPage) is None
    assert driver.window.unlock.isVisible()
    driver.settle()
    assert office.status().locked
    driver.unlock(name="Anna")
    page = batches(driver)
    assert page.current is not None
    assert not page.current.ended_at
    assert page.resume.text() == "Go &on"


def test_closing_the_window_stops_a_run_behind_a_locked_screen(
    open_window: Callable[..., Driver], two_cases: Path
) -> None:
    driver, office = left(open_window, two_cases)
    locked_screen(driver)
    driver.window.close()
    assert office.status().locked
    again = enter(two_cases, "Anna")
    (batch,) = again.reviews.batches()
    assert not batch.ended_at
    again.lock()
