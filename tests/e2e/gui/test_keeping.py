"""Cases that are closed, held, due and deleted, and the administrator who sees none of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import RetentionPolicy
from appliance.settings import Settings
from gui.dialogs import Question
from gui.pages.administration import AdministrationPage
from gui.pages.cases import CasesPage
from gui.pages.certificate import CertificateDialog
from gui.pages.reason import ReasonDialog
from gui.pages.workspace import WorkspacePage
from tests.e2e.gui.conftest import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.pages.retention import RetentionPage
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

FAST = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
ADA = "quiet river under seven bridges"


@dataclass
class LongAgo:
    """The time when the vault was made and its cases were last used."""

    at: datetime = datetime(2020, 5, 4, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A vault of 2020: two cases, the second on hold, and an administrator beside the owner."""
    settings = Settings(threads=1)
    folder = tmp_path / "vault"
    office, _ = Office.create(
        folder, PASSPHRASE, settings=settings, clock=LongAgo(), starters=False, kdf=FAST
    )
    try:
        office.cases.new("Harbour Bakery")
        office.cases.new("Orchard Lane")
        office.cases.hold("Orchard Lane", "court order 17/2020")
        office.accounts.add("ada", ADA, ("administrator",))
    finally:
        office.lock()
    return folder


def states(page: CasesPage) -> dict[str, str]:
    return {case.name: page._state(case) for case in page.table.rows.rows}


def choose(driver: Driver, page: CasesPage, name: str) -> None:
    names = [case.name for case in page.table.rows.rows]
    page.table.selectRow(names.index(name))
    driver.settle()


def owner(driver: Driver) -> CasesPage:
    driver.window.unlock.name.setText("owner")
    driver.unlock()
    return driver.page(CasesPage)


def retention(driver: Driver) -> RetentionPage:
    driver.station.show_administration()
    page = driver.page(AdministrationPage)
    assert page.retention is not None
    page.tabs.setCurrentWidget(page.retention)
    driver.settle()
    return page.retention


def test_a_case_is_closed_and_opened_again_and_its_workspace_says_so(
    open_window: Callable[..., Driver], old: Path
) -> None:
    driver = open_window(old)
    page = owner(driver)
    choose(driver, page, "Harbour Bakery")
    assert states(page) == {"Harbour Bakery": "open", "Orchard Lane": "on hold"}
    page.steps.closing.click()
    driver.settle()
    assert states(page)["Harbour Bakery"] == "closed"
    choose(driver, page, "Harbour Bakery")
    driver.station.open_case("Harbour Bakery")
    driver.settle()
    pills = [label.text() for label in driver.page(WorkspacePage).findChildren(QLabel)]
    assert "closed" in pills
    assert "on hold" not in pills
    driver.station.show_case_list()
    driver.settle()
    page = driver.page(CasesPage)
    choose(driver, page, "Harbour Bakery")
    assert "Open" in page.steps.closing.text()
    page.steps.closing.click()
    driver.settle()
    assert states(page)["Harbour Bakery"] == "open"


def test_a_held_case_says_why_it_stays_until_the_hold_is_lifted(
    open_window: Callable[..., Driver], old: Path, tmp_path: Path
) -> None:
    driver = open_window(old)
    page = owner(driver)
    choose(driver, page, "Orchard Lane")
    assert "court order 17/2020" in page.steps.notice.text()
    driver.press(Qt.Key.Key_Delete, on=page.table)
    driver.settle()
    assert page.banner.told.code == "A607"
    assert "court order 17/2020" in page.banner.told.message
    assert "Lift the hold" in page.banner.told.next_step
    assert len(page.table.rows.rows) == 2

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        dialog.yes.click()

    driver.answer_dialog(agree)
    page.steps.holding.click()
    driver.settle()
    assert states(page)["Orchard Lane"] == "open"
    target = tmp_path / "certificate.json"

    def keep(dialog: QWidget) -> None:
        assert isinstance(dialog, CertificateDialog)
        dialog.save(target)
        assert dialog.saved.isVisible()
        dialog.save(target)  # a second time it is there already
        assert dialog.banner.told.code == "G108"
        dialog.close_button.click()

    def delete(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        driver.answer_dialog(keep)
        dialog.yes.click()

    choose(driver, page, "Orchard Lane")
    driver.answer_dialog(delete)
    page.steps.remove.click()
    driver.until(lambda: len(page.table.rows.rows) == 1 and target.exists())
    driver.settle()
    kept = json.loads(target.read_text("utf-8"))
    assert len(kept["name_hash"]) == 64
    assert kept["reason"]
    assert "Orchard" not in target.read_text("utf-8")


def test_a_hold_needs_a_reason(open_window: Callable[..., Driver], old: Path) -> None:
    driver = open_window(old)
    page = owner(driver)
    choose(driver, page, "Harbour Bakery")

    def give(dialog: QWidget) -> None:
        assert isinstance(dialog, ReasonDialog)
        assert not dialog.go_on.isEnabled()
        driver.bot.keyClicks(dialog.reason, "  ")
        assert not dialog.go_on.isEnabled()
        driver.bot.keyClicks(dialog.reason, "audit of the branch")
        driver.bot.keyClick(dialog.reason, Qt.Key.Key_Return)

    driver.answer_dialog(give)
    page.steps.holding.click()
    driver.settle()
    assert states(page)["Harbour Bakery"] == "on hold"
    assert driver.office.cases.hold_reason("Harbour Bakery") == "audit of the branch"


def test_an_administrator_keeps_the_rules_without_seeing_a_name(
    open_window: Callable[..., Driver], old: Path
) -> None:
    driver = open_window(old)
    driver.window.unlock.name.setText("ada")
    driver.unlock(ADA)
    page = retention(driver)
    assert not page.table.rows.rows
    assert not page.apply.isEnabled()
    page.after_use.setValue(30)
    assert page.keep.isEnabled()
    assert not page.apply.isEnabled()
    page.keep.click()
    driver.settle()
    assert driver.office.cases.retention() == RetentionPolicy(30, 0)
    (due,) = tuple(page.table.rows.rows)  # the other one is on hold
    assert page.apply.isEnabled()
    shown = driver.texts()
    assert due.ref[:12] in shown
    assert "not used for 30 days" in shown
    assert "Harbour" not in shown
    assert "Orchard" not in shown
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, CertificateDialog)
        seen.extend(one.ref for one in dialog._certificates)
        dialog.close_button.click()

    def vouch_for_the_clock(dialog: QWidget) -> None:
        # The vault saw 2020 last, so the program doubts the clock before it deletes by it.
        assert isinstance(dialog, Question)
        assert page.banner.told.code == "A609"
        assert len(page.table.rows.rows) == 1
        driver.answer_dialog(read)
        dialog.yes.click()

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        driver.answer_dialog(vouch_for_the_clock)
        dialog.yes.click()

    driver.answer_dialog(agree)
    page.apply.click()
    driver.until(lambda: seen)
    driver.settle()
    assert seen == [due.ref]
    assert page.table.rows.rows == ()
    assert "No case is due." in driver.texts()


def test_the_list_of_cases_says_what_is_due(open_window: Callable[..., Driver], old: Path) -> None:
    driver = open_window(old)
    page = owner(driver)
    driver.office.cases.set_retention(RetentionPolicy(after_use_days=30))
    page.refresh()
    driver.settle()
    assert states(page) == {"Harbour Bakery": "due for deletion", "Orchard Lane": "on hold"}
    choose(driver, page, "Harbour Bakery")
    assert "not used for 30 days" in page.steps.notice.text()
