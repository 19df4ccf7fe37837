from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.pages.administration import AdministrationPage
from gui.pages.codes import CodesDialog
from gui.pages.models import ModelsPage
from gui.pages.passphrase import PassphraseDialog
from gui.pages.user_form import ReadmitDialog, RolesDialog, UserDialog
from tests.e2e.gui.conftest import PASSPHRASE
from tests.e2e.gui.speaking import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.pages.users import UsersPage
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

FIRST = "a first passphrase"


def users_of(driver: Driver) -> UsersPage:
    driver.station.show_administration()
    driver.settle()
    return driver.page(AdministrationPage).users


def select(page: UsersPage, name: str) -> None:
    names = [user.name for user in page.table.rows.rows]
    page.table.selectRow(names.index(name))


def test_a_user_added_by_the_administrator_waits_and_is_let_in(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="Ruth")
    # An administrator begins with the users, and has no way to cases.
    assert driver.station.place == "administration"
    assert "cases" not in driver.station._buttons
    page = users_of(driver)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, UserDialog)
        assert nameless(dialog) == []
        driver.bot.keyClicks(dialog.name, "Noor")
        assert not dialog.add.isEnabled()
        dialog.secret.first.setText(FIRST)
        dialog.secret.second.setText(FIRST)
        driver.bot.keyClick(dialog.add, Qt.Key.Key_Space)

    driver.answer_dialog(fill)
    driver.press(Qt.Key.Key_Space, on=page.add)
    driver.settle()
    select(page, "Noor")
    assert "waits to be let in" in driver.texts()
    assert nameless(driver.page(AdministrationPage)) == []
    # The keys of the cases are not Ruth's to change: the page says who must.
    select(page, "Tomasz")
    driver.answer_dialog(lambda dialog: dialog.yes.click())  # type: ignore[attr-defined]
    page.remove.click()
    driver.settle()
    assert "a user who holds them must make new keys" in page.notice.text()
    # Ruth has not the key herself: letting in changes nothing for Noor.
    driver.window.lock()
    driver.settle()
    driver.unlock(name="Anna")
    assert driver.station.waiting.isVisible()
    assert driver.station.waiting.words.text().startswith("1 user waits to be let in.")
    driver.station.waiting.show_users.click()
    driver.settle()
    page = driver.page(AdministrationPage).users
    assert not page.add.isVisible()
    assert not page.remove.isVisible()
    select(page, "Noor")
    page.confirm.click()
    driver.settle()
    assert not page.table.record().waiting
    driver.until(lambda: not driver.station.waiting.show_users.isVisible())
    driver.window.lock()
    driver.settle()
    driver.unlock(FIRST, name="Noor")
    driver.until(lambda: "Bakery" in driver.texts())
    # Whoever added Noor knows this passphrase: Noor is told, and changes it from there.
    assert "the first one" in driver.station.waiting.words.text()

    def change(dialog: QWidget) -> None:
        assert isinstance(dialog, PassphraseDialog)
        dialog.old.setText(FIRST)
        dialog.new.first.setText(PASSPHRASE)
        dialog.new.second.setText(PASSPHRASE)
        dialog.submit()

    driver.answer_dialog(change)
    driver.station.waiting.change.click()
    driver.until(lambda: not driver.station.waiting.isVisible())
    assert not driver.office.accounts.me().must_change


def test_other_roles_mean_other_places_at_once(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    driver.until(lambda: driver.window._roles)
    page = users_of(driver)
    assert "risk" in driver.station._buttons
    select(page, "owner")

    def fewer(dialog: QWidget) -> None:
        assert isinstance(dialog, RolesDialog)
        for role in ("officer", "reviewer", "model_owner"):
            dialog.choice.ticks[role].setChecked(False)
        dialog.change.click()

    driver.answer_dialog(fewer)
    page.roles.click()
    driver.until(lambda: "risk" not in driver.station._buttons)
    assert driver.station.place == "administration"
    assert "cases" not in driver.station._buttons
    menus = driver.window._menus
    assert menus is not None
    menu = {action.text(): action.isVisible() for action in menus._actions}
    assert not menu["&Cases"]
    assert not menu["&New case…"]
    assert menu["&Audit record"]
    driver.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert driver.station.place == "administration"
    driver.settle()


def test_removing_a_user_makes_new_keys_and_a_forgotten_passphrase_a_new_first_one(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    page = users_of(driver)
    select(page, "Tomasz")
    driver.answer_dialog(lambda dialog: dialog.yes.click())  # type: ignore[attr-defined]
    page.remove.click()
    driver.settle()
    assert "Tomasz" not in [user.name for user in page.table.rows.rows]
    assert "no longer opens" in page.notice.text()
    select(page, "owner")
    assert not page.remove.isEnabled()
    assert not page.readmit.isEnabled()
    select(page, "Anna")

    def readmit(dialog: QWidget) -> None:
        assert isinstance(dialog, ReadmitDialog)
        dialog.secret.first.setText(FIRST)
        dialog.secret.second.setText(FIRST)
        dialog.change.click()

    driver.answer_dialog(readmit)
    page.readmit.click()
    driver.settle()
    assert not page.banner.isVisible()
    driver.window.lock()
    driver.settle()
    driver.unlock(FIRST, name="Anna")
    driver.until(lambda: "Bakery" in driver.texts())


def test_codes_for_three_are_shown_once_and_two_of_them_open(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    page = users_of(driver)
    codes: list[str] = []

    def write_down(dialog: QWidget) -> None:
        assert isinstance(dialog, CodesDialog)
        codes.extend(shown.text() for shown in dialog.codes)
        dialog.reject()
        assert dialog.isVisible(), "not before they were written down"
        dialog.written.setChecked(True)
        dialog.close_button.click()

    def agree(dialog: QWidget) -> None:
        dialog.yes.click()  # type: ignore[attr-defined]
        driver.answer_dialog(write_down)

    driver.answer_dialog(agree)
    page.shares.click()
    driver.settle()
    assert len(codes) == 3
    assert not [code for code in codes if code in driver.texts()]
    driver.window.lock()
    driver.settle()
    driver.unlock(f"{codes[0]} {codes[2]}")
    driver.until(lambda: "Bakery" in driver.texts())


def test_a_key_file_is_asked_for_from_then_on(
    open_window: Callable[..., Driver], branch: Path, tmp_path: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="Mei")
    # A model owner begins with the models.
    driver.page(ModelsPage)
    assert driver.window.session is not None
    dialog = PassphraseDialog(driver.window, driver.window.session)
    dialog.show()
    dialog.old.setText(PASSPHRASE)
    dialog.new.first.setText(FIRST)
    dialog.new.second.setText(FIRST)
    assert dialog.change.isEnabled()
    dialog.with_key_file.setChecked(True)
    assert not dialog.change.isEnabled()
    file = tmp_path / "mei.key"
    dialog.write_key_file(file)
    driver.settle()
    assert file.stat().st_mode & 0o777 == 0o600
    assert nameless(dialog) == []
    dialog.submit()
    driver.settle()
    assert not dialog.isVisible(), dialog.banner.told
    driver.window.lock()
    driver.settle()
    window = driver.window
    window.unlock.name.setText("Mei")
    window.unlock.secret.setText(FIRST)
    window.unlock.submit()
    driver.until(window.unlock.banner.isVisible)
    assert window.unlock.banner.told.code == "V214"
    assert window.unlock.key_file.isVisible()
    driver.settle()
    window.unlock.key_file.edit.setText(str(file))
    driver.unlock(FIRST, name="Mei")
    # Later changes need the present file too; without the tick it is no longer asked for.
    assert driver.window.session is not None
    dialog = PassphraseDialog(driver.window, driver.window.session)
    dialog.show()
    dialog.old_key_file.edit.setText(str(file))
    dialog.with_key_file.setChecked(False)
    dialog.old.setText(FIRST)
    dialog.new.first.setText(PASSPHRASE)
    dialog.new.second.setText(PASSPHRASE)
    dialog.submit()
    driver.settle()
    assert not dialog.isVisible(), dialog.banner.told
    assert not driver.office.accounts.me().key_file
