from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.audit.records import Selection
from gui.pages.restore import RestoreDialog
from gui.pages.rollback import RollbackDialog
from tests.e2e.gui.conftest import PASSPHRASE
from tests.e2e.gui.speaking import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.pages.backups import BackupsPage
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def backups_of(driver: Driver) -> BackupsPage:
    from gui.pages.administration import AdministrationPage

    driver.station.show_administration()
    page = driver.page(AdministrationPage)
    page.tabs.setCurrentWidget(page.backups)
    driver.settle()
    return page.backups


def test_wrong_tries_are_slowed_down_and_the_button_counts(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    page = driver.window.unlock
    assert page.name.isVisible()
    assert not page.key_file.isVisible()
    page.name.setText("Anna")
    for _ in range(5):
        page.secret.setText("not the passphrase")
        page.submit()
        driver.settle()
        if page.banner.told.code == "V213":
            break
    assert page.banner.told.code == "V213"
    assert page.unlock.text().startswith("Unlock in ")
    assert not page.unlock.isEnabled()
    assert nameless(page) == []
    page.secret.setText(PASSPHRASE)
    page.submit()
    assert page.secret.text() == PASSPHRASE, "not even tried"
    driver.until(page.unlock.isEnabled)
    assert page.unlock.text() == "&Unlock"
    assert not page.banner.isVisible()
    driver.bot.keyClick(page.secret, Qt.Key.Key_Return)
    driver.until(lambda: driver.window.station is not None)
    driver.settle()


def test_an_older_copy_stays_closed_until_a_reason_is_given(
    open_window: Callable[..., Driver], branch: Path, tmp_path: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    driver.window.lock()
    driver.settle()
    shutil.copytree(branch, tmp_path / "old")
    driver.unlock(name="owner")
    driver.office.cases.new("Quarry")
    driver.window.lock()
    driver.settle()
    shutil.rmtree(branch)
    shutil.copytree(tmp_path / "old", branch)
    page = driver.window.unlock

    def keep_closed(dialog: QWidget) -> None:
        assert isinstance(dialog, RollbackDialog)
        assert dialog.focusWidget() is dialog.no
        assert not dialog.yes.isEnabled()
        driver.bot.keyClick(dialog, Qt.Key.Key_Return)

    driver.answer_dialog(keep_closed)
    page.secret.setText(PASSPHRASE)
    page.submit()
    driver.settle()
    assert driver.window.station is None
    assert page.banner.told.code == "A407"

    def go_on(dialog: QWidget) -> None:
        assert isinstance(dialog, RollbackDialog)
        assert nameless(dialog) == []
        dialog.reason.setText("restored after a disk failure")
        dialog.secret.setText(PASSPHRASE)
        dialog.yes.click()

    driver.answer_dialog(go_on)
    page.secret.setText(PASSPHRASE)
    page.submit()
    driver.until(lambda: driver.window.station is not None)
    driver.settle()
    (accepted,) = driver.office.audit.entries(
        Selection(event="rollback accepted"), because="to see"
    )
    assert accepted.details["reason"] == "restored after a disk failure"


def test_a_backup_is_made_tried_and_restored(
    open_window: Callable[..., Driver], branch: Path, tmp_path: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    page = backups_of(driver)
    assert nameless(page) == []
    file = tmp_path / "monday.cofferbackup"
    page.write(base=None, path=file)
    driver.settle()
    assert "Written: monday.cofferbackup" in page.notice.text()
    assert "cofferdam " not in driver.texts(), "no command to type where there are buttons"
    page.try_out(file, "not the passphrase")
    driver.settle()
    assert page.banner.told.code == "V203"
    page.try_out(file, PASSPHRASE)
    driver.settle()
    assert "The backup is good" in page.notice.text(), page.banner.told
    later = tmp_path / "tuesday.cofferbackup"
    page.write(base=file, path=later)
    driver.settle()
    driver.window.lock()
    driver.settle()

    def restore(dialog: QWidget) -> None:
        assert isinstance(dialog, RestoreDialog)
        assert nameless(dialog) == []
        assert not dialog.restore.isEnabled()
        dialog.file.edit.setText(str(later))
        driver.settle()
        assert "builds on an earlier one" in dialog.about.text()
        dialog.folder.edit.setText(str(branch))
        dialog.name.setText("owner")
        dialog.secret.setText(PASSPHRASE)
        dialog.submit()
        driver.settle()
        assert dialog.banner.told.code == "V202", "a vault is never overwritten"
        dialog.folder.edit.setText(str(tmp_path / "again"))
        dialog.secret.setText(PASSPHRASE)
        dialog.submit()
        driver.until(lambda: driver.window.station is not None)

    driver.answer_dialog(restore)
    driver.window.unlock.restore_button.click()
    driver.settle()
    assert driver.office.folder == tmp_path / "again"
    driver.until(lambda: "Bakery" in driver.texts())
    (restored,) = driver.office.audit.entries(Selection(event="vault restored"), because="to see")
    assert restored.details["outcome"] == "done"


def test_the_rail_fits_a_low_window(open_window: Callable[..., Driver], branch: Path) -> None:
    driver = open_window(branch)
    driver.window.resize(1024, 600)
    driver.unlock(name="owner")
    driver.settle()
    for name, button in driver.station._buttons.items():
        button.setFocus()
        place = button.mapTo(driver.window, button.rect().center())
        assert driver.window.rect().contains(place), name
        assert button.visibleRegion().boundingRect() == button.rect(), name
