"""Reviews of all cases with their ages, and many cases in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.app.demo import sample_documents
from appliance.jobs import Job
from gui.pages.administration import AdministrationPage
from gui.pages.review.batch_dialog import BatchDialog
from gui.pages.review.page import ReviewPage
from gui.pages.reviews import ReviewsPage
from tests.e2e.gui.reviewed import CASE, CHECKLIST, decide_all, enter
from tests.e2e.gui.speaking import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from appliance.jobs import Progress
    from gui.pages.review.batches import BatchesPage
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(driver: Driver) -> ReviewsPage:
    driver.press(Qt.Key.Key_8, CONTROL)
    driver.settle()
    return driver.page(ReviewsPage)


def batches(driver: Driver) -> BatchesPage:
    page = shown(driver)
    assert page.batches is not None
    page.tabs.setCurrentWidget(page.batches)
    driver.settle()
    return page.batches


def outcome(page: BatchesPage) -> dict[str, str]:
    return {one.case: one.state for one in page.table.rows.rows}


def test_reviews_of_all_cases_are_listed_with_how_far_and_how_old_they_are(
    open_window: Callable[..., Driver], begun: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Anna")
    page = shown(driver).list
    assert page is not None
    (line,) = page.table.rows.rows
    assert (line.case, line.state, line.counts.decided) == (CASE, "open", 0)
    assert "0 days" in driver.texts()
    assert page.summary.text() == "1 of 1 reviews are unfinished, 0 exceptions overdue"
    assert nameless(page) == []
    for state, count in (("signed", 0), ("open", 1), ("overdue", 0), ("all", 1)):
        page.state.setCurrentIndex(page.state.findData(state))
        assert len(page.table.rows.rows) == count, state
    decide_all(driver.office, 1)
    driver.office.decisions.submit(CASE, 1)
    page.refresh()
    driver.settle()
    (line,) = page.table.rows.rows
    assert (line.state, line.maker) == ("submitted", "Anna")
    assert line.counts.decided == line.counts.total
    page.table.selectRow(0)
    driver.press(Qt.Key.Key_Return, on=page.table)
    driver.until(lambda: isinstance(driver.station.current(), ReviewPage))
    driver.settle()
    driver.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    driver.page(ReviewsPage)


def test_many_cases_are_reviewed_in_one_run_that_goes_on_after_a_stop(
    open_window: Callable[..., Driver], staffed: Path
) -> None:
    office = enter(staffed, "Anna")
    office.cases.new("Bakery")
    office.cases.new("Empty")
    letters = [one for one in sample_documents() if one.suffix in (".txt", ".csv")]
    office.documents.add("Bakery", letters, Job())
    office.lock()
    driver = open_window(staffed)
    driver.unlock(name="Anna")
    page = batches(driver)
    assert "No run over many cases yet" in driver.texts()

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, BatchDialog)
        assert nameless(dialog) == []
        assert dialog.cases.count() == 3
        dialog.checklist.setCurrentIndex(dialog.checklist.findData(CHECKLIST))
        for at in range(3):
            dialog.cases.item(at).setCheckState(Qt.CheckState.Unchecked)
        assert not dialog.start.isEnabled(), "no case, no run"
        for at in range(3):
            dialog.cases.item(at).setCheckState(Qt.CheckState.Checked)
        dialog.start.click()

    told: list[str] = []

    def stop_at_first(progress: Progress) -> None:
        told.append(progress.stage)
        if progress.stage == "reviewing cases":
            page.progress.stop()

    driver.answer_dialog(choose)
    page.begin.click()
    driver.until(lambda: page.runs.task is not None)
    assert page.runs.task is not None
    page.runs.task.progressed.connect(stop_at_first)
    driver.settle()
    assert "reviewing cases" in told
    assert page.current is not None
    assert page.current.ended_at == ""
    assert "waiting" in outcome(page).values()
    assert page.resume.isVisible()
    assert page.resume.text() == "Go &on"
    # It goes on; a case without anything to read fails and stops nothing.
    page.resume.click()
    driver.settle()
    assert outcome(page) == {"Bakery": "done", "Empty": "failed", CASE: "done"}
    assert page.current.ended_at
    failed = next(one for one in page.table.rows.rows if one.state == "failed")
    assert failed.error
    assert page.heading.text() == "2 of 3 cases reviewed"
    page.table.selectRow(page.table.rows.rows.index(failed))
    assert "no document that can be searched" in page.trouble.text()
    # What failed is tried again with one key, and nothing else is; how it failed stays.
    driver.office.documents.add("Empty", letters, Job())
    assert page.resume.text() == "Tr&y the failed ones again"
    page.resume.setFocus()
    driver.press(Qt.Key.Key_Space, on=page.resume)
    driver.until(lambda: page.runs.task is None)
    driver.settle()
    assert outcome(page) == {"Bakery": "done", "Empty": "done", CASE: "done"}
    assert not page.resume.isVisible(), "nothing is left to try"
    mended = next(one for one in page.table.rows.rows if one.case == "Empty")
    assert {one.state for one in mended.files} == {"read"}
    page.table.selectRow(page.table.rows.rows.index(mended))
    assert page.trouble.text().startswith("Tried before, ")
    assert "no document that can be searched" in page.trouble.text()
    assert page.heading.text() == "3 of 3 cases reviewed"
    # Each review opens from there.
    place = [one.case for one in page.table.rows.rows].index("Bakery")
    page.table.selectRow(place)
    page.open.click()
    driver.until(lambda: isinstance(driver.station.current(), ReviewPage))
    driver.settle()
    review = driver.page(ReviewPage).review
    assert review is not None
    assert (review.case, review.state) == ("Bakery", "open")


def test_the_administrator_sets_what_a_role_may_do_in_reviews(
    open_window: Callable[..., Driver], begun: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Ruth")
    driver.station.show_administration()
    page = driver.page(AdministrationPage)
    limits = page.limits
    assert limits is not None
    page.tabs.setCurrentWidget(limits)
    driver.settle()
    assert nameless(page) == []
    assert limits.choices["check", "reviewer"].currentData() == "critical"
    assert not limits.keep.isEnabled()
    choice = limits.choices["decide", "officer"]
    choice.setCurrentIndex(choice.findData("low"))
    limits.keep.click()
    driver.settle()
    assert limits.notice.isVisible()
    driver.window.lock()
    driver.settle()
    # It holds for Anna, who can see it and not change it.
    driver.unlock(name="Anna")
    assert driver.office.decisions.limits().decide["officer"] == "low"
    driver.station.show_administration()
    page = driver.page(AdministrationPage)
    assert page.limits is not None
    page.tabs.setCurrentWidget(page.limits)
    driver.settle()
    assert not page.limits.choices["decide", "officer"].isEnabled()
    assert not page.limits.keep.isVisible()
    driver.station.open_review(CASE, 1)
    review = driver.page(ReviewPage)
    driver.until(lambda: review.review is not None)
    driver.settle()
    assert review.review is not None
    place = next(
        one.place
        for one in review.review.items
        if one.item.severity != "low" and one.proposal is not None and one.proposal.verdict == "met"
    )
    review.panes.select(place)
    driver.settle()
    driver.press(Qt.Key.Key_A, on=review.items.tree)
    driver.settle()
    assert review.banner.told.code == "C811"
    assert review.review.items[place].state == "open"
