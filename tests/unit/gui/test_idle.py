from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject

from gui.idle import IdleWatch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Hands:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def watch(qtbot: QtBot, hands: Hands) -> IdleWatch:
    owner = QObject()
    made = IdleWatch(owner, monotonic=hands)
    made.owner = owner  # type: ignore[attr-defined]  # keeps the parent alive
    made.start(600)
    return made


def test_it_warns_in_the_last_half_minute_and_then_expires(watch: IdleWatch, hands: Hands) -> None:
    warned: list[int] = []
    expired: list[bool] = []
    watch.warned.connect(warned.append)
    watch.expired.connect(lambda: expired.append(True))
    for now_s in (1300.0, 1571.0, 1599.0, 1600.0):
        hands.now_s = now_s
        watch.look()
    assert warned == [29, 1, -1]
    assert expired == [True]


def test_a_key_starts_the_time_anew_and_takes_the_warning_away(
    watch: IdleWatch, hands: Hands
) -> None:
    warned: list[int] = []
    watch.warned.connect(warned.append)
    hands.now_s = 1590.0
    watch.look()
    assert not watch.eventFilter(QObject(), QEvent(QEvent.Type.KeyPress))
    hands.now_s = 2100.0
    watch.look()
    assert warned == [10, -1]


def test_repaints_are_not_activity(watch: IdleWatch, hands: Hands) -> None:
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))
    hands.now_s = 1700.0
    watch.eventFilter(QObject(), QEvent(QEvent.Type.Paint))
    watch.look()
    assert expired == [True]


def test_a_shorter_limit_counts_at_once(watch: IdleWatch, hands: Hands) -> None:
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))
    hands.now_s = 1100.0
    watch.set_limit(60)
    watch.look()
    assert expired == [True]
