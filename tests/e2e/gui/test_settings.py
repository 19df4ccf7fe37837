from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from appliance.errors import DiskFull
from appliance.settings import load
from gui.pages.settings import SettingsPage
from gui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.settings import Settings
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def test_the_theme_changes_at_once_and_is_kept(empty_case: Driver) -> None:
    driver = empty_case
    driver.station.show_settings()
    page = driver.page(SettingsPage)
    window = QPalette.ColorRole.Window
    assert QApplication.palette().color(window).name() == LIGHT.window
    page.theme.setCurrentIndex(page.theme.findData("dark"))
    assert QApplication.palette().color(window).name() == DARK.window
    picture = driver.window.grab().toImage()
    assert picture.pixelColor(picture.width() - 4, 300).name() == DARK.window
    assert load(driver.window._settings.path).theme == "dark"


def test_the_language_changes_at_once_and_the_vault_stays_open(sample_case: Driver) -> None:
    driver = sample_case
    driver.station.show_settings()
    page = driver.page(SettingsPage)
    page.language.setCurrentIndex(page.language.findData("zh_CN"))
    driver.until(lambda: driver.station.place == "settings")
    driver.until(lambda: driver.page(SettingsPage) is not page)
    driver.settle()
    shown = driver.texts()
    assert "设置" in shown
    assert "Settings" not in shown
    assert driver.station.case == "Sample"
    page = driver.page(SettingsPage)
    page.language.setCurrentIndex(page.language.findData("en"))
    driver.until(lambda: "设置" not in driver.texts())
    driver.settle()


def test_the_name_on_reports_is_kept(empty_case: Driver) -> None:
    driver = empty_case
    driver.station.show_settings()
    page = driver.page(SettingsPage)
    page.organisation.setText(" Harbour Bank plc ")
    page.organisation.editingFinished.emit()
    driver.settle()
    assert load(driver.window._settings.path).organisation == "Harbour Bank plc"


def test_numbers_are_saved_as_they_are_meant(empty_case: Driver) -> None:
    driver = empty_case
    driver.station.show_settings()
    page = driver.page(SettingsPage)
    page.idle.setValue(3)
    page.passages.setValue(6)
    page.document.setValue(64)
    kept = load(driver.window._settings.path)
    assert (kept.idle_lock_s, kept.passages, kept.document_limit_bytes) == (180, 6, 64 * 1024**2)


def test_a_settings_file_that_cannot_be_written_is_an_error_not_a_crash(
    empty_case: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = empty_case
    driver.station.show_settings()
    page = driver.page(SettingsPage)

    def full(path: Path, values: Settings) -> None:
        raise DiskFull(name=path.name)

    monkeypatch.setattr("appliance.settings.save", full)
    page.idle.setValue(4)
    assert page.banner.isVisible()
    assert page.banner.told.code == "G103"
    assert driver.window._settings.values.idle_lock_s != 240
