"""Everything can be reached with keys, and everything has a name for a screen reader."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget

from gui.keys import KEYS
from gui.pages.workspace import WorkspacePage
from gui.shortcuts import ShortcutsDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Command
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

PLACES = ("list", "cases", "reviews", "risk", "models", "settings")


def go(driver: Driver, place: str) -> None:
    if place == "list":
        driver.station.show_case_list()
    else:
        if place == "cases":
            driver.station.open_case("Sample")
        driver.station.show_place(place)
    driver.settle()


def reachable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def unnamed(window: QWidget) -> list[str]:
    found = []
    for widget in reachable(window):
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name)
        if not name.strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def mnemonics(window: QWidget) -> list[str]:
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QTabBar):
            found += [widget.tabText(index) for index in range(widget.count())]
        elif isinstance(widget, QAbstractButton) or (
            isinstance(widget, QLabel) and widget.buddy() is not None
        ):
            found.append(widget.text())
    return found


def letters(texts: list[str]) -> list[str]:
    return [
        match.group(1).upper() for text in texts if (match := re.search(r"(?<!&)&([^&\s])", text))
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_control_has_a_name_and_no_two_share_a_letter(
    open_window: Callable[..., Driver], filled: Command, language: str
) -> None:
    driver = open_window(filled.vault, language=language)
    window = driver.window
    menus = [action.text() for action in window.menuBar().actions()]
    assert unnamed(window) == []
    assert [k for k, n in Counter(letters(mnemonics(window) + menus)).items() if n > 1] == []
    driver.unlock()
    for place in PLACES:
        go(driver, place)
        assert unnamed(window) == [], place
        shared = Counter(letters(mnemonics(window) + menus))
        assert [letter for letter, count in shared.items() if count > 1] == [], place


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_panes_beside_the_page_have_names_and_letters_of_their_own(
    open_window: Callable[..., Driver], filled: Command, language: str
) -> None:
    driver = open_window(filled.vault, language=language)
    menus = [action.text() for action in driver.window.menuBar().actions()]
    driver.unlock()
    driver.station.open_case("Sample")
    driver.settle()
    page = driver.page(WorkspacePage)
    for name in ("ask", "search", "form", "overview", "privacy", "second"):
        page.side.open(name)
        driver.settle()
        assert unnamed(driver.window) == [], name
        shared = Counter(letters(mnemonics(driver.window) + menus))
        assert [letter for letter, count in shared.items() if count > 1] == [], name


def test_tab_reaches_every_control_of_every_page(sample_case: Driver) -> None:
    driver = sample_case
    for place in PLACES:
        go(driver, place)
        wanted = set(reachable(driver.window))
        driver.window.activateWindow()
        driver.until(driver.window.isActiveWindow)
        first = next(iter(wanted))
        first.setFocus()
        met: set[QWidget] = set()
        for _ in range(3 * len(wanted) + 10):
            focused = QApplication.focusWidget()
            assert focused is not None
            met.add(focused)
            driver.bot.keyClick(focused, Qt.Key.Key_Tab)
        missed = [type(widget).__name__ for widget in wanted - met]
        assert missed == [], place


def test_the_places_are_reached_with_control_and_a_number(sample_case: Driver) -> None:
    driver = sample_case
    for key, place in (
        (Qt.Key.Key_2, "risk"),
        (Qt.Key.Key_3, "models"),
        (Qt.Key.Key_4, "audit"),
        (Qt.Key.Key_5, "protection"),
        (Qt.Key.Key_6, "administration"),
        (Qt.Key.Key_7, "settings"),
        (Qt.Key.Key_8, "reviews"),
        (Qt.Key.Key_1, "cases"),
    ):
        driver.press(key, Qt.KeyboardModifier.ControlModifier)
        assert driver.station.place == place
        driver.settle()
    driver.page(WorkspacePage)


def test_f6_goes_round_the_panes_and_control_k_to_the_question(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    driver.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert page.ask.question.hasFocus()
    for expected in (page.documents.list, page.viewer.bar.page, page.ask.question):
        driver.press(Qt.Key.Key_F6)
        assert expected.hasFocus()


def test_f1_lists_every_key_there_is(sample_case: Driver) -> None:
    driver = sample_case
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, ShortcutsDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    driver.answer_dialog(read)
    driver.press(Qt.Key.Key_F1)
    for name, keys in KEYS.items():
        assert keys in seen, name
