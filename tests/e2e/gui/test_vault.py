from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.pages.cases import CasesPage
from gui.pages.create import CreatePage
from gui.pages.models import ModelsPage
from gui.pages.recovery import RecoveryPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.conftest import Command
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def test_a_vault_is_made_its_code_written_down_and_used(
    open_window: Callable[..., Driver], tmp_path: Path
) -> None:
    vault = tmp_path / "branch"
    driver = open_window(vault)
    window, bot = driver.window, driver.bot
    assert window.unlock.create_button.property("look") == "primary"
    window.unlock.create_button.click()
    create = driver.find(CreatePage)
    bot.keyClicks(create.secret.first, "harbour maple seven trombone")
    assert not create.make.isEnabled()
    bot.keyClicks(create.secret.second, "harbour maple seven trombon")
    assert "different" in create.secret.same.text()
    bot.keyClicks(create.secret.second, "e")
    assert create.make.isEnabled()
    bot.keyClick(create.secret.second, Qt.Key.Key_Return)
    assert create.secret.first.text() == ""
    recovery = driver.find(RecoveryPage)
    code = recovery.code.text().replace("\n", "")
    # The lock is refused while the code is on screen: it cannot be shown again.
    bot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert recovery.code.text()
    assert not recovery.go_on.isEnabled()
    bot.keyClicks(recovery.typed, code.split("-")[-1].lower())
    assert recovery.go_on.isEnabled()
    bot.keyClick(recovery.typed, Qt.Key.Key_Return)
    assert code not in driver.texts()
    driver.station.show_models()
    models = driver.page(ModelsPage)
    driver.until(lambda: len(models.table.rows.rows) == 3)
    assert all(record.active and record.vouched for record in models.table.rows.rows)
    driver.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.station is None
    driver.unlock(code)
    driver.page(CasesPage)


def test_models_that_cannot_be_imported_never_cost_the_recovery_code(
    open_window: Callable[..., Driver], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starters = tmp_path / "starters" / "broken"
    starters.mkdir(parents=True)
    (starters / "manifest.toml").write_text("format = 1\nname = 'broken'\n")
    monkeypatch.setattr("appliance.settings.starter_folder", lambda: starters.parent)
    driver = open_window(tmp_path / "branch")
    driver.window.unlock.create_button.click()
    create = driver.find(CreatePage)
    for line in (create.secret.first, create.secret.second):
        driver.bot.keyClicks(line, "harbour maple seven trombone")
    create.submit()
    recovery = driver.find(RecoveryPage)
    recovery.typed.setText(recovery.code.text().split("-")[-1])
    recovery.go_on.click()
    driver.settle()
    page = driver.page(ModelsPage)
    assert page.banner.told.code == "P301"
    assert "Import the starter models" in driver.texts().replace("&", "")


def test_a_wrong_passphrase_says_what_to_do_and_the_field_forgets_it(
    open_window: Callable[..., Driver], made: Command
) -> None:
    driver = open_window(made.vault)
    page = driver.window.unlock
    driver.bot.keyClicks(page.secret, "not the passphrase")
    driver.bot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    assert page.secret.text() == ""
    driver.until(page.banner.isVisible)
    assert page.banner.told.code == "V203"
    assert "capitals" in page.banner.told.next_step
    assert driver.window.station is None
    page.banner._copy.click()
    assert QGuiApplication.clipboard().text().startswith("V203\n")
    driver.unlock()


def test_a_folder_without_a_vault_is_named_before_anything_is_typed(
    open_window: Callable[..., Driver], tmp_path: Path
) -> None:
    driver = open_window(tmp_path / "nothing")
    assert "no vault" in driver.texts()
    driver.bot.keyClicks(driver.window.unlock.secret, "something")
    driver.bot.keyClick(driver.window.unlock.secret, Qt.Key.Key_Return)
    driver.until(driver.window.unlock.banner.isVisible)
    assert driver.window.unlock.banner.told.code == "V201"


def test_a_damaged_header_is_told_in_plain_words(
    open_window: Callable[..., Driver], made: Command
) -> None:
    header = made.vault / "header.json"
    fields = json.loads(header.read_text())
    fields["slots"] = []
    header.write_text(json.dumps(fields))
    driver = open_window(made.vault)
    driver.bot.keyClicks(driver.window.unlock.secret, "something")
    driver.bot.keyClick(driver.window.unlock.secret, Qt.Key.Key_Return)
    driver.until(driver.window.unlock.banner.isVisible)
    assert driver.window.unlock.banner.told.code == "V204"


def test_the_passphrase_is_changed(empty_case: Driver) -> None:
    from gui.pages.passphrase import PassphraseDialog
    from gui.pages.settings import SettingsPage
    from tests.e2e.gui.conftest import PASSPHRASE

    driver = empty_case
    driver.station.show_settings()

    def change(dialog: object) -> None:
        assert isinstance(dialog, PassphraseDialog)
        dialog.old.insert(PASSPHRASE)
        driver.bot.keyClicks(dialog.new.first, "glacier violin seven trombone")
        driver.bot.keyClicks(dialog.new.second, "glacier violin seven trombone")
        dialog.submit()

    driver.answer_dialog(change)
    driver.page(SettingsPage).passphrase.click()
    driver.window.lock()
    driver.settle()
    driver.unlock("glacier violin seven trombone")
