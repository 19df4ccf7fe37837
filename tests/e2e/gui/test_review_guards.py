"""What can go wrong with a review, and what must never be seen in one."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from appliance.children import running
from appliance.privacy.records import MaskingRule
from gui.pages.review.page import ReviewPage
from gui.pages.review.replaying import ReplayDialog
from gui.pages.review.signing import SigningDialog
from tests.e2e.gui.reviewed import CASE, decide_all, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from appliance.children import Child
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

ACCOUNT = "GB39TDWL99990120441736"
# Words of the customer, of file names, of a checklist that is gone through.
MARKS = ("Alderbrook", "loan_agreement", "Ryde", ACCOUNT[:8], "Sample")


def held(driver: Driver) -> list[Child]:
    """The models' children, stopped where they are, so that nothing is over before it is seen."""
    at_work: list[Child] = []

    def look() -> bool:
        at_work[:] = [one for one in running() if one.spec.kind in ("language", "embedding")]
        return bool(at_work)

    driver.until(look)
    tell(at_work, signal.SIGSTOP)
    return at_work


def state(page: ReviewPage) -> str:
    assert page.review is not None
    return page.review.state


def tell(children: list[Child], word: signal.Signals) -> None:
    for child in children:
        os.kill(child.pid, word)


def every_item(driver: Driver, page: ReviewPage) -> str:
    """All that the window shows and tells while one goes through the whole review."""
    assert page.review is not None
    found = []
    for one in page.review.items:
        page.panes.select(one.place)
        driver.settle()
        found.append(driver.texts())
    return "\n".join(found)


def test_what_a_case_hides_is_hidden_in_every_pane_and_after_the_lock_all_is_gone(
    open_window: Callable[..., Driver], begun: Path
) -> None:
    driver = open_window(begun)
    driver.unlock(name="Anna")
    page = opened(driver)
    assert ACCOUNT in every_item(driver, page)
    driver.office.privacy.set_masking(CASE, MaskingRule("screen"))
    decide_all(driver.office, 1)
    assert page.review is not None
    driver.station.show_case_list()
    driver.settle()
    page = opened(driver)
    page.viewer.bar.as_text.setChecked(True)
    shown = every_item(driver, page)
    assert ACCOUNT not in shown
    assert "[IBAN-1]" in shown

    def sign(dialog: QWidget) -> None:
        assert isinstance(dialog, SigningDialog)
        driver.settle()
        dialog.note.setText(f"the account {ACCOUNT} is theirs")
        dialog.make.click()
        driver.settle()
        found.append(driver.texts())
        dialog.reject()

    found: list[str] = []
    driver.answer_dialog(sign)
    page.sign_off()
    driver.settle()
    assert ACCOUNT not in found[0]
    assert "[IBAN-1]" in found[0], "a note is covered like all else"

    def again(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplayDialog)
        driver.until(lambda: dialog.replay is not None)
        found.append(driver.texts())
        # Locked while a dialog is open: it goes with everything else.
        driver.window.lock()

    driver.answer_dialog(again)
    page.run_again()
    driver.settle()
    assert ACCOUNT not in found[1]
    assert driver.window.station is None
    QApplication.sendPostedEvents(None, 0)
    driver.settle()
    QApplication.processEvents()
    after = driver.texts()
    assert [mark for mark in MARKS if mark in after] == []


def test_a_review_goes_on_after_a_crash_and_after_a_stop(
    open_window: Callable[..., Driver], staffed: Path
) -> None:
    driver = open_window(staffed)
    driver.unlock(name="Anna")
    driver.station.open_review(CASE, 0)
    driver.settle()
    page = driver.page(ReviewPage)
    page.start.wished.emit("nda", "1.0")
    # Items are there to be looked at while others are still asked for.
    children = held(driver)
    driver.until(lambda: page.review is not None)
    assert page.review is not None
    assert state(page) == "proposing"
    assert not page.decision.accept.isVisible()
    tell(children, signal.SIGKILL)
    driver.until(lambda: page.banner.isVisible() or state(page) == "open")
    assert page.banner.told.code == "E401"
    driver.settle()
    assert state(page) == "proposing"
    assert page.bar.resume.isVisible()
    # It goes on, also while somebody looks at other pages.
    driver.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    driver.until(lambda: not page.bar.resume.isEnabled())
    assert not page.progress.isHidden()
    children = held(driver)
    driver.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    driver.station.open_review(CASE, 1)
    page = driver.page(ReviewPage)
    driver.until(lambda: page.review is not None)
    assert not page.progress.isHidden(), "found again where it is under way"
    assert not page.bar.resume.isEnabled()
    driver.press(Qt.Key.Key_Escape, on=page.items.tree)
    tell(children, signal.SIGCONT)
    driver.settle()
    assert page.review is not None
    assert state(page) == "proposing"
    assert page.bar.resume.isEnabled()
    page.go_on()
    driver.settle()
    assert state(page) == "open"
    assert all(one.proposal is not None for one in page.review.items)
    assert page.bar.sign.isVisible()
