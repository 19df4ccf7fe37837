"""Two persons sign a review, its report is checked without the vault, and it is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.app.review_items import evidence_of
from appliance.review.reports.verifying import verify
from gui.pages.review import filtering
from gui.pages.review.page import ReviewPage
from gui.pages.review.replaying import ReplayDialog
from gui.pages.review.report import ReportDialog
from gui.pages.review.signing import SigningDialog
from gui.pages.reviews import ReviewsPage
from tests.e2e.gui.reviewed import CASE, decide_all, opened
from tests.e2e.gui.speaking import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def in_dialog(driver: Driver, act: Callable[[SigningDialog], None]) -> None:
    """Do this in the sign-off screen, which Alt+N opens, and close it."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, SigningDialog)
        driver.settle()
        assert nameless(dialog) == []
        act(dialog)
        driver.settle()
        dialog.reject()

    by_letter(driver, Qt.Key.Key_N, answer)


def letter(driver: Driver, dialog: QWidget, key: Qt.Key) -> None:
    """Alt and a letter in a dialog; offscreen nobody else activates it."""
    dialog.activateWindow()
    driver.until(dialog.isActiveWindow)
    driver.bot.keyClick(dialog, key, ALT)


def by_letter(driver: Driver, key: Qt.Key, answer: Callable[[QWidget], None]) -> None:
    """Open a dialog with Alt and a letter, and wait until it was answered."""
    answered: list[bool] = []

    def note(dialog: QWidget) -> None:
        try:
            answer(dialog)
        finally:
            answered.append(True)

    driver.answer_dialog(note)
    driver.press(key, ALT)
    # A button that is pressed by its letter stays down for a moment.
    driver.until(lambda: answered)
    driver.settle()


def state(page: ReviewPage) -> str:
    assert page.review is not None
    return page.review.state


def look_at_everything(driver: Driver, page: ReviewPage) -> None:
    """As the checker, with two keys: the next item, and the next page of its evidence."""
    for _ in range(200):
        review = page.review
        assert review is not None
        if not filtering.unseen(review):
            return
        item = page.panes.current
        assert item is not None
        fresh = bool(evidence_of(item)) and item.place not in review.seen
        driver.press(Qt.Key.Key_J if fresh else Qt.Key.Key_N, on=page.items.tree)
        driver.settle()
    raise AssertionError("the evidence never ends")


def test_two_persons_sign_and_anybody_can_check_the_report(
    open_window: Callable[..., Driver], begun: Path, tmp_path: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Anna")
    page = opened(driver)
    # Nobody signs what is not decided.
    told: list[str] = []

    def look(dialog: SigningDialog) -> None:
        told.append(driver.texts())
        assert not dialog.make.isEnabled()

    in_dialog(driver, look)
    assert "not decided" in told[0]
    decide_all(driver.office, 1)
    page = opened(driver)
    assert page.items.told.text().startswith("23 of 23")

    def sign(dialog: SigningDialog) -> None:
        assert dialog.exceptions.isVisible()
        dialog.note.setText("all papers looked at")
        letter(driver, dialog, Qt.Key.Key_S)
        driver.until(lambda: dialog.review.state == "submitted")

    in_dialog(driver, sign)
    assert state(page) == "submitted"
    assert not page.decision.accept.isVisible()

    # The maker is no checker, and an officer neither.
    def look_again(dialog: SigningDialog) -> None:
        assert dialog.check.isHidden()
        assert dialog.back.isHidden()
        told.append(driver.texts())

    in_dialog(driver, look_again)
    assert "You took part in it" in told[1]
    driver.press(Qt.Key.Key_L, CONTROL)
    driver.settle()
    # Tomasz finds it in the list and opens it, without a mouse.
    driver.unlock(name="Tomasz")
    driver.press(Qt.Key.Key_8, CONTROL)
    driver.settle()
    reviews = driver.page(ReviewsPage)
    assert reviews.list is not None
    table = reviews.list.table
    assert [line.state for line in table.rows.rows] == ["submitted"]
    table.selectRow(0)
    driver.press(Qt.Key.Key_Return, on=table)
    driver.until(lambda: isinstance(driver.station.current(), ReviewPage))
    page = driver.page(ReviewPage)
    driver.until(lambda: page.review is not None)
    driver.settle()
    assert not page.decision.accept.isVisible()
    assert page.decision.next.isVisible()

    def too_early(dialog: SigningDialog) -> None:
        assert not dialog.check.isEnabled()
        told.append(driver.texts())

    in_dialog(driver, too_early)
    assert "You have not opened the evidence of" in told[2]
    look_at_everything(driver, page)
    assert "You have opened its evidence." in page.decision.looked.text()

    def check(dialog: SigningDialog) -> None:
        assert dialog.check.isEnabled()
        letter(driver, dialog, Qt.Key.Key_S)
        driver.until(lambda: dialog.review.state == "signed")

    in_dialog(driver, check)
    assert state(page) == "signed"
    assert page.review is not None
    assert [one.by for one in page.review.signatures] == ["Anna", "Tomasz"]
    # The report: a look at it, and a file that is checked without the vault.
    file = tmp_path / "report.pdf"

    def report(dialog: QWidget) -> None:
        assert isinstance(dialog, ReportDialog)
        driver.until(lambda: dialog.pages or dialog.banner.isVisible())
        assert len(dialog.pages) > 2
        assert nameless(dialog) == []
        dialog.write(file)
        driver.until(lambda: dialog.told.isVisible() or dialog.banner.isVisible())
        assert "report.pdf" in dialog.told.text()
        dialog.reject()

    by_letter(driver, Qt.Key.Key_E, report)
    found = verify(file)
    assert found.holds
    file.write_bytes(file.read_bytes() + b" ")
    assert not verify(file).holds

    # Run again with the same models: nothing differs.
    def again(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplayDialog)
        driver.until(lambda: dialog.replay is not None or dialog.banner.isVisible())
        assert dialog.replay is not None, dialog.banner.told
        assert dialog.replay.changes == ()
        assert dialog.told.text() == "Every proposal came out the same."
        dialog.reject()

    by_letter(driver, Qt.Key.Key_I, again)

    # Opened again with a reason: a new round, in which nothing was opened yet.
    def reopen(dialog: SigningDialog) -> None:
        dialog.reopen.click()
        driver.settle()
        assert dialog.banner.isVisible(), "a reason is asked for"
        dialog.note.setText("the guarantor sent another page")
        dialog.reopen.click()

    in_dialog(driver, reopen)
    assert state(page) == "open"
    assert page.review.round == 2
    assert page.review.signatures == ()
    happened = [one.what for one in driver.office.decisions.history(CASE, 1)]
    assert happened[-4:] == ["submitted", "signed", "run again", "reopened"]


def test_a_checker_sends_back_and_the_maker_decides_again(
    open_window: Callable[..., Driver], begun: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Anna")
    decide_all(driver.office, 1)
    driver.office.decisions.submit(CASE, 1)
    driver.window.lock()
    driver.settle()
    driver.unlock(name="Tomasz")
    page = opened(driver)

    def send_back(dialog: SigningDialog) -> None:
        dialog.note.setText("page 3 of the debenture is another one")
        dialog.back.click()

    in_dialog(driver, send_back)
    assert state(page) == "open"
    # He decides an item now, so that he cannot be the checker of this round.
    assert page.review is not None
    place = next(
        one.place
        for one in page.review.items
        if one.proposal is not None and one.proposal.verdict == "met"
    )
    page.panes.select(place)
    driver.settle()
    driver.press(Qt.Key.Key_A, on=page.items.tree)
    driver.settle()
    decision = page.review.items[place].decision
    assert decision is not None
    assert decision.by == "Tomasz"
    driver.window.lock()
    driver.settle()
    driver.unlock(name="Anna")
    driver.office.decisions.submit(CASE, 1)
    driver.window.lock()
    driver.settle()
    driver.unlock(name="Tomasz")
    page = opened(driver)
    look_at_everything(driver, page)

    assert "another person checks it" in page.decision.frozen.text()
    told: list[str] = []

    def refused(dialog: SigningDialog) -> None:
        assert dialog.check.isHidden()
        told.append(driver.texts())
        # Whoever gets past the button is told, and nothing is signed.
        dialog._sign()
        driver.until(dialog.banner.isVisible)
        assert dialog.banner.told.code == "C809"

    in_dialog(driver, refused)
    assert "You took part in it" in told[0]
    assert state(page) == "submitted"
