"""Tuning a model in the window: what is measured is played, everything else is real."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from appliance.app import tuning
from appliance.engine.tuning.profile import Tuned
from appliance.engine.tuning.records import Chosen
from gui.dialogs import Question
from gui.pages.models import ModelsPage
from gui.widgets.bars import Bars
from tests.unit.packs.test_derived import FIGURES

if TYPE_CHECKING:
    from appliance.engine.records import WeightsSource
    from appliance.jobs import Job
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def play(source: WeightsSource, _subject: object, *, requantize: bool, job: Job) -> Tuned:
    assert requantize
    for descriptor in source().values():
        os.close(descriptor)
    job.tick("measuring", 500, 1000, unit="‰", note="Q4_1 → Q8_0")
    settings = Chosen(1, 2, False, 256, "f16")
    fact = "Threads cannot be varied: there is one core."
    return Tuned(settings, FIGURES, (fact,), "llama.cpp 1, cpu-x", None, 12.0)


def test_a_model_is_tuned_shown_and_put_back_by_keyboard(
    empty_case: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning, "tune", play)
    driver = empty_case
    driver.station.show_models()
    page = driver.page(ModelsPage)
    driver.settle()
    place = next(
        number
        for number, record in enumerate(driver.office.models.list())
        if record.manifest.kind == "language"
    )
    page.table.selectRow(place)
    driver.settle()
    driver.press(Qt.Key.Key_Space, on=page.tune_button)
    driver.settle()
    screen = page.tuning

    def texts() -> str:
        return "\n".join(label.text() for label in screen.findChildren(QLabel))

    driver.until(lambda: "Not measured yet" in texts())
    assert not screen.undo.isEnabled()
    driver.press(Qt.Key.Key_Space, on=screen.measure)
    driver.until(lambda: "The result is used from now on" in texts())
    driver.until(lambda: "there is one core" in texts())
    driver.settle()

    def pictures() -> list[Bars]:
        return [bars for bars in screen.findChildren(Bars) if bars.isVisible()]

    driver.until(pictures)  # Qt shows what was added when it next lays the sheet out
    weights = pictures()[0]
    assert weights.accessibleName() == "Type of the weights"
    assert "Q8_0: 300 tokens/s · used" in weights.accessibleDescription()
    assert "Q4_0: 300 tokens/s · changes too much" in weights.accessibleDescription()
    assert "2 of 8 answers differ" in texts()

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        dialog.yes.click()

    driver.answer_dialog(agree)
    driver.press(Qt.Key.Key_Space, on=screen.undo)
    driver.until(lambda: "Not measured yet" in texts())
    driver.press(Qt.Key.Key_Space, on=screen.back)
    assert page.screens.currentIndex() == 0
