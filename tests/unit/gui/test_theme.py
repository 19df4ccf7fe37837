from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.pages.viewer_bar import ViewerBar
from gui.stylesheet import stylesheet
from gui.theme import DARK, LIGHT, Tones, contrast, palette

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXTS = ("text", "muted", "accent", "good", "warning", "danger")
GROUNDS = ("window", "surface", "raised", "selection")
PAIRS = [
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "accent_soft"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("good", "good_soft"),
    ("warning", "warning_soft"),
    ("text", "warning_soft"),
    ("danger", "danger_soft"),
    ("text", "danger_soft"),
    ("muted", "danger_soft"),
    ("muted", "sunken"),
]


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [*((text, ground) for text in TEXTS for ground in GROUNDS), *PAIRS]
)
def test_text_can_be_read_on_its_ground(tones: Tones, text: str, ground: str) -> None:
    assert contrast(getattr(tones, text), getattr(tones, ground)) >= 4.5


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_frames_of_fields_and_focus_can_be_seen(tones: Tones) -> None:
    for line in (tones.strong_border, tones.accent):
        assert contrast(line, tones.surface) >= 3.0
        assert contrast(line, tones.window) >= 3.0


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_of_the_palette_is_set(tones: Tones) -> None:
    made = palette(tones)
    for role in QPalette.ColorRole:
        if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole):
            assert made.isBrushSet(QPalette.ColorGroup.Active, role), role


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert QColor(LIGHT.text).isValid()


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen screen has none
def test_the_page_number_has_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(stylesheet(LIGHT))
    bar = ViewerBar()
    QVBoxLayout(window).addWidget(bar)
    window.show()
    line = bar.page.findChild(QLineEdit)
    assert line is not None
    assert line.width() >= bar.page.fontMetrics().horizontalAdvance("1600")
