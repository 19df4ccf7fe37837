"""The wheel over a field scrolls the page; over a field with the focus it changes the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget

from gui.wheel import WheelGuard
from gui.widgets import numbers
from gui.widgets.frame import scrolling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QScrollArea, QSpinBox
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # offscreen: no window manager


@pytest.fixture(autouse=True)
def guard(qapp: QApplication) -> Iterator[WheelGuard]:
    made = WheelGuard()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def page(qtbot: QtBot) -> tuple[QScrollArea, QSpinBox, QComboBox]:
    inner = QWidget()
    column = QVBoxLayout(inner)
    number, choice, far = numbers.whole(0, 99), QComboBox(), QLabel("below")
    number.setValue(50)
    choice.addItems(["a", "b", "c"])
    choice.setCurrentIndex(1)
    far.setFixedHeight(2000)
    for widget in (number, choice, far):
        column.addWidget(widget)
    area = scrolling(inner)
    area.resize(300, 200)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitExposed(area)
    return area, number, choice


def turn(widget: QWidget) -> None:
    """One notch towards the person, as a mouse sends it."""
    middle = widget.rect().center()
    event = QWheelEvent(
        QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    # A mouse's own event goes on to the parents by itself; one that is sent does not.
    parent = widget.parentWidget()
    if not event.isAccepted() and parent is not None and not parent.isWindow():
        turn(parent)


def test_over_a_field_the_page_scrolls(page: tuple[QScrollArea, QSpinBox, QComboBox]) -> None:
    area, number, choice = page
    area.setFocus()
    for field in (number, choice):
        before = area.verticalScrollBar().value()
        turn(field)
        assert area.verticalScrollBar().value() > before
    assert (number.value(), choice.currentIndex()) == (50, 1)


def test_a_field_with_the_focus_keeps_its_wheel(
    page: tuple[QScrollArea, QSpinBox, QComboBox],
) -> None:
    area, number, choice = page
    number.setFocus()
    turn(number)
    choice.setFocus()
    turn(choice)
    assert (number.value(), choice.currentIndex()) == (49, 2)
    assert area.verticalScrollBar().value() == 0


def test_without_the_guard_the_wheel_would_change_it(
    guard: WheelGuard, qapp: QApplication, page: tuple[QScrollArea, QSpinBox, QComboBox]
) -> None:
    area, number, _ = page
    qapp.removeEventFilter(guard)
    area.setFocus()
    turn(number)
    assert number.value() == 49
