from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.audit.records import Selection
from gui.pages import audit_record
from gui.pages.audit import AuditPage
from tests.e2e.gui.speaking import nameless, reached_by_tab

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gui.pages.audit_record import RecordPage
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def shown(driver: Driver) -> AuditPage:
    driver.station.show_audit()
    driver.settle()
    return driver.page(AuditPage)


def read(driver: Driver, reason: str = "quarterly review") -> RecordPage:
    """Open the record with a reason."""
    record = shown(driver).record
    assert record is not None
    record.reason.setText(reason)
    record.submit()
    driver.settle()
    return record


def test_the_record_is_read_with_the_keyboard_and_only_after_a_reason(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="Li Wei")
    # An auditor begins here.
    assert driver.station.place == "audit"
    record = driver.page(AuditPage).record
    assert record is not None
    assert not record.table.rows.rows
    assert not record.begin.isEnabled()
    driver.bot.keyClicks(record.reason, "no")
    assert not record.begin.isEnabled()
    driver.bot.keyClicks(record.reason, "t without a reason")
    driver.bot.keyClick(record.reason, Qt.Key.Key_Return)
    driver.settle()
    entries = record.table.rows.rows
    assert entries[0].event == "vault opened"
    assert [entry.seq for entry in entries] == list(range(entries[0].seq, 0, -1))
    assert record.table.hasFocus()
    assert nameless(driver.page(AuditPage)) == []
    inside = reached_by_tab(record)
    assert {record.table, record.filter.about, record.filter.show_button} <= inside
    driver.bot.keyClick(record.table, Qt.Key.Key_Down)
    assert record.table.record().seq == entries[1].seq
    # An auditor learns no name of a case.
    assert "Bakery" not in driver.texts()
    (viewing,) = driver.office.audit.entries(Selection(event="audit viewed"), because="to see")
    assert viewing.details["because"] == "not without a reason"
    assert viewing.actor.endswith(" Li Wei")
    # Another place closes it; the next look needs a reason of its own.
    driver.station.show_settings()
    record = shown(driver).record
    assert record is not None
    assert not record.table.rows.rows
    assert record.reason.text() == ""


def test_filters_pages_and_following_an_object(
    open_window: Callable[..., Driver], branch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_record, "PAGE_ENTRIES", 4)
    driver = open_window(branch)
    driver.unlock(name="owner")
    record = read(driver)
    newest = record.table.rows.rows[0].seq
    assert [entry.seq for entry in record.table.rows.rows] == [newest - at for at in range(4)]
    assert not record.newer.isEnabled()
    record.older.click()
    driver.settle()
    assert record.table.rows.rows[0].seq == newest - 4
    record.newer.click()
    driver.settle()
    assert not record.newer.isEnabled()
    # Who may see cases reads their names; a case that is gone keeps its number.
    record.filter.what.setCurrentIndex(record.filter.what.findData("case created"))
    record.filter.show_button.click()
    driver.settle()
    assert len(list(record.table.rows.rows)) == 2
    assert "“Bakery”" in driver.texts()
    gone = min(record.table.rows.rows, key=lambda entry: -entry.seq)
    record.table.selectRow(record.table.rows.rows.index(gone))
    record.entry.follow[0].click()  # type: ignore[attr-defined]  # it is a button
    driver.settle()
    events = [entry.event for entry in record.table.rows.rows if entry.subject == gone.subject]
    assert events == ["case removed", "case created"]
    assert record.filter.about.text() == gone.subject
    record.filter.clear_button.click()
    driver.settle()
    record.filter.person.setText("Nobody")
    record.filter.since.setText("2026-13-01")
    assert bool(record.filter.since.property("bad"))
    assert not record.filter.acceptable()
    assert not record.filter.show_button.isEnabled()
    record.filter.since.setText("2000-01-01")
    record.filter.show_button.click()
    driver.settle()
    assert not record.table.rows.rows
    assert "Nothing was recorded" in record.place.text()
    record.filter.clear_button.click()
    driver.settle()
    record.filter.until.setText("2000-01-01")
    record.filter.show_button.click()
    driver.settle()
    assert not record.table.rows.rows


def test_checking_signing_and_handing_over(
    open_window: Callable[..., Driver], branch: Path, tmp_path: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    page = shown(driver)
    page.tabs.setCurrentWidget(page.check)
    check = page.check
    check.verify.click()
    driver.settle()
    assert "The record is whole" in check.verdict.text()
    assert nameless(page) == []
    stick = tmp_path / "stick"
    stick.mkdir()
    check.prepare(stick, "a stick of its own")
    driver.settle()
    assert "Write its key down" in check.verdict.text()
    check.sign_now(stick, "a stick of its own")
    driver.settle()
    assert "Countersigned by" in check.verdict.text()
    check.check(stick)
    driver.settle()
    assert "The medium vouches" in check.verdict.text()
    target = tmp_path / "export"
    check.export_to(target)
    driver.settle()
    assert "are in export" in check.verdict.text()
    key = driver.office.audit.key()
    ended = subprocess.run(
        [sys.executable, target / "verify_audit.py", "--key", key], check=False, cwd=target
    )
    assert ended.returncode == 0
    check.export_to(target)
    driver.settle()
    assert check.banner.told.code == "G108"


def test_a_changed_entry_is_told_with_its_code(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="owner")
    connection = driver.office._vault.connection()
    connection.execute("DROP TRIGGER audit_no_change")
    connection.execute("UPDATE audit SET subject = 'user:Mallory' WHERE seq = 3")
    page = shown(driver)
    page.tabs.setCurrentWidget(page.check)
    page.check.verify.click()
    driver.settle()
    assert not page.check.result.isVisible()
    assert page.check.banner.told.code == "A402"
    assert "3" in page.check.banner.told.message


def test_who_may_not_read_it_may_still_check_it(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="Anna")
    page = shown(driver)
    assert page.record is None
    assert page.tabs.count() == 1
    assert not page.check.sign.isVisible()
    assert not page.check.export.isVisible()
    page.check.verify.click()
    driver.settle()
    assert "The record is whole" in page.check.verdict.text()
