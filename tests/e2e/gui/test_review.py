"""A review in the window: begun, decided, signed by two, reported, run again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.pages.review.page import ReviewPage
from gui.pages.reviews import ReviewsPage
from gui.pages.workspace import WorkspacePage
from tests.e2e.gui.reviewed import CASE, CHECKLIST, opened
from tests.e2e.gui.speaking import nameless, reached_by_tab
from tests.e2e.gui.test_keyboard import letters, mnemonics, reachable, unnamed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.review.records import ReviewItem
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(driver: Driver, page: ReviewPage, key: Qt.Key) -> None:
    """A key in the list of items."""
    driver.press(key, on=page.items.tree)
    driver.settle()


def current(page: ReviewPage) -> ReviewItem:
    item = page.panes.current
    assert item is not None
    return item


def at(page: ReviewPage, verdict: str) -> int:
    """The place of the first open item with that proposal."""
    assert page.review is not None
    return next(
        one.place
        for one in page.review.items
        if one.state == "open" and one.proposal is not None and one.proposal.verdict == verdict
    )


def test_a_review_is_begun_from_the_case_and_shows_each_verdict_with_its_place(
    open_window: Callable[..., Driver], staffed: Path
) -> None:
    driver = open_window(staffed)
    driver.unlock(name="Anna")
    driver.station.open_case(CASE)
    driver.settle()
    driver.page(WorkspacePage)
    driver.press(Qt.Key.Key_R, CONTROL)
    driver.settle()
    page = driver.page(ReviewPage)
    assert nameless(page) == []
    start = page.start
    names = [one.checklist.name for one in start._shelf]
    start.checklist.setCurrentIndex(names.index(CHECKLIST))
    assert "items" in start.about.text()
    told: list[str] = []
    start.start.setFocus()
    driver.press(Qt.Key.Key_Space, on=start.start)
    assert not page.progress.isHidden()
    task = driver.window.session.reviewing.task(CASE, 0)  # type: ignore[union-attr]
    assert task is not None
    task.progressed.connect(lambda one: told.append(one.stage))
    driver.until(lambda: page.review is not None and page.review.state == "open")
    driver.settle()
    assert "reviewing" in told
    assert page.progress.isHidden()
    review = page.review
    assert review is not None
    assert page.items.tree.topLevelItemCount() == len(review.items)
    assert all(one.proposal is not None for one in review.items)
    assert page.items.tree.hasFocus()
    assert nameless(page) == []
    # The first item is open beside the page where its evidence stands.
    first = current(page)
    assert first.proposal is not None
    place, evidence = page.viewer.place, first.proposal.evidence[0]
    assert place is not None
    assert (place.document, place.page, place.start) == (
        evidence.document,
        evidence.page,
        evidence.start,
    )
    driver.until(lambda: page.viewer.loaded is not None and page.viewer.loaded.marks)
    assert evidence.document in driver.texts()


def test_items_are_filtered_and_decided_with_the_keyboard(
    open_window: Callable[..., Driver], begun: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Anna")
    page = opened(driver)
    review = page.review
    assert review is not None
    items, tree = page.items, page.items.tree
    # Filters.
    items.severity.setCurrentIndex(items.severity.findData("critical"))
    critical = [one for one in review.items if one.item.severity == "critical"]
    assert 0 < tree.topLevelItemCount() == len(critical) < len(review.items)
    items.state.setCurrentIndex(items.state.findData("decided"))
    assert tree.topLevelItemCount() == 0
    assert not items.none.isHidden()
    items.select(0)
    assert tree.topLevelItemCount() == len(review.items), "a chosen item is never hidden"
    # Accept.
    page.panes.select(at(page, "met"))
    accepted = page.panes.place
    press(driver, page, Qt.Key.Key_A)
    assert page.review is not None
    assert page.review.items[accepted].state == "accepted"
    assert page.panes.place != accepted, "the next open item follows"
    # An exception has somebody who clears it and a day.
    page.panes.select(at(page, "not met"))
    exception = page.panes.place
    driver.settle()
    press(driver, page, Qt.Key.Key_A)
    editor = page.decision.editor
    assert page.decision.editing
    assert editor.exception
    assert editor.owner.text() == current(page).item.owner
    driver.bot.keyClicks(editor.reason, "near the end")
    assert editor.reason.toPlainText() == "near the end", "letters are letters while typing"
    editor.owner.setText("")
    driver.bot.keyClicks(editor.owner, "Branch 12")
    driver.bot.keyClick(editor.owner, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    decision = page.review.items[exception].decision
    assert decision is not None
    assert (decision.kind, decision.owner, bool(decision.due)) == ("accepted", "Branch 12", True)
    # Reject with a reason; it stays open.
    page.panes.select(at(page, "contradicted"))
    rejected = page.panes.place
    driver.settle()
    press(driver, page, Qt.Key.Key_R)
    driver.bot.keyClick(editor.reason, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert "give a reason" in editor.trouble.text()
    driver.bot.keyClicks(editor.reason, "another table")
    driver.bot.keyClick(editor.reason, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert page.review.items[rejected].state == "rejected"
    # Correct it with a quote of one's own from the page on screen.
    page.panes.select(rejected)
    driver.settle()
    assert "Earlier" not in driver.texts()
    press(driver, page, Qt.Key.Key_E)
    editor.verdict.setCurrentIndex(editor.verdict.findData("met"))
    assert not editor.owner.isVisible()
    driver.bot.keyClicks(editor.reason, "the page says so")
    editor.quote.setPlainText("no such words stand here")
    driver.bot.keyClick(editor.quote, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert page.decision.editing
    assert not editor.trouble.isHidden()
    view = page.viewer.loaded
    assert view is not None
    line = next(one.strip() for one in view.view.text.splitlines() if len(one.strip()) > 20)
    editor.quote.setPlainText(line)
    driver.bot.keyClick(editor.quote, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    decision = page.review.items[rejected].decision
    assert decision is not None, editor.trouble.text()
    assert (decision.kind, decision.verdict) == ("corrected", "met")
    assert decision.evidence[0].quote.split() == line.split()
    page.panes.select(rejected)
    driver.settle()
    assert "Earlier decisions" in driver.texts()
    # Next open, next evidence, Esc, F6.
    press(driver, page, Qt.Key.Key_N)
    assert current(page).state == "open"
    several = next(
        one.place
        for one in page.review.items
        if one.proposal is not None
        and len({(e.document, e.page, e.start) for e in one.proposal.evidence}) > 1
    )
    page.panes.select(several)
    driver.settle()
    before = page.viewer.place
    press(driver, page, Qt.Key.Key_J)
    assert page.viewer.place != before
    again = page.viewer.place
    press(driver, page, Qt.Key.Key_F3)
    assert page.viewer.place != again
    for expected in (page.viewer.bar.page, page.decision.next, page.items.tree):
        driver.press(Qt.Key.Key_F6)
        assert expected.hasFocus()
    assert "decided" in items.told.text()


def test_an_exception_is_waived_and_nobody_overwrites_what_they_have_not_seen(
    open_window: Callable[..., Driver], begun: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Tomasz")
    page = opened(driver)
    assert page.review is not None
    place = next(
        one.place
        for one in page.review.items
        if one.proposal is not None
        and one.proposal.verdict in ("not met", "not found")
        and "reviewer" in one.item.waive
        and one.item.severity != "critical"
    )
    page.panes.select(place)
    driver.settle()
    press(driver, page, Qt.Key.Key_A)
    editor = page.decision.editor
    editor.waive.setChecked(True)
    driver.bot.keyClick(editor.owner, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert "give a reason" in editor.trouble.text()
    driver.bot.keyClicks(editor.reason, "the branch knows this customer")
    driver.bot.keyClick(editor.reason, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    decision = page.review.items[place].decision
    assert decision is not None, editor.trouble.text()
    assert decision.waived
    page.panes.select(place)
    driver.settle()
    assert "Waived" in page.decision.decided.rest.text()
    # Meanwhile somebody else decides an item that is on screen as open.
    other = at(page, "met")
    page.panes.select(other)
    driver.settle()
    driver.office.decisions.decide(CASE, 1, other, "rejected", reason="another page is meant")
    press(driver, page, Qt.Key.Key_A)
    assert page.banner.told.code == "C814"
    assert page.review.items[other].state == "rejected", "and shows what was decided"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_pages_of_reviews_have_names_and_letters_of_their_own(
    open_window: Callable[..., Driver], begun: Path, language: str
) -> None:
    driver = open_window(begun, language=language)
    menus = [action.text() for action in driver.window.menuBar().actions()]

    def look(what: str) -> None:
        driver.settle()
        assert unnamed(driver.window) == [], what
        shared = Counter(letters(mnemonics(driver.window) + menus))
        assert [letter for letter, count in shared.items() if count > 1] == [], what

    # Whoever has every role sees every button.
    driver.unlock(name="owner")
    driver.station.open_review(CASE, 0)
    look("beginning")
    page = opened(driver)
    look("review")
    for kind in ("accepted", "corrected", "rejected"):
        page.decision.edit(kind)
        look(kind)
        page.decision.stop_editing()
    driver.station.show_review_list()
    reviews = driver.page(ReviewsPage)
    for index in range(reviews.tabs.count()):
        reviews.tabs.setCurrentIndex(index)
        look(reviews.tabs.tabText(index))
    wanted = set(reachable(driver.window))
    assert reached_by_tab(driver.window) >= wanted
