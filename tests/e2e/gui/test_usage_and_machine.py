"""What the models did, and what this machine can do, as a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from appliance.engine.machine import calibrating
from appliance.engine.machine.prediction import Sample
from gui.pages.administration import AdministrationPage
from gui.pages.models import ModelsPage
from gui.widgets.bars import Bars

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.engine.machine.calibrating import Run
    from gui.pages.machine import MachineScreen
    from gui.pages.usage import UsagePage
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def words(screen: MachineScreen | UsagePage) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def shown_usage(driver: Driver) -> UsagePage:
    driver.station.show_administration()
    page = driver.page(AdministrationPage)
    assert page.usage is not None
    page.tabs.setCurrentWidget(page.usage)
    driver.settle()
    return page.usage


def test_work_is_counted_by_reference_and_written_to_a_file(
    empty_case: Driver, tmp_path: Path
) -> None:
    driver = empty_case
    usage = shown_usage(driver)
    assert usage.report is not None
    before = usage.report.whole.requests
    driver.office.cases.new("Nobody may read this name")
    letter = tmp_path / "letter.txt"
    letter.write_text("The repayment is due on 3 March.", "utf-8")
    driver.office.documents.add("Nobody may read this name", [letter])
    driver.office.searches.find("Nobody may read this name", "repayment")
    usage.by.setCurrentIndex(usage.by.findData("case"))
    driver.settle()
    assert usage.report.by == "case"
    assert usage.report.whole.requests > before
    ref = driver.office.cases.show("Nobody may read this name").summary.ref
    assert ref[:12] in usage.bars.accessibleDescription()
    assert "Nobody may read" not in driver.texts()
    usage.by.setCurrentIndex(usage.by.findData("purpose"))
    driver.settle()
    assert "Reading documents" in usage.bars.accessibleDescription()
    usage.write(tmp_path / "usage.csv")
    driver.settle()
    assert "add_documents" in (tmp_path / "usage.csv").read_text("utf-8-sig")
    driver.until(lambda: "usage.csv" in words(usage))


def test_what_the_machine_can_do_is_measured_and_said_in_words(
    empty_case: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quick(run: Run, **_: object) -> Sample:
        """As if the machine read 10,000 million numbers a second, and wrote 1,000 million."""
        numbers = 12 * run.shape.layers * run.shape.width**2
        return Sample(
            type=run.type,
            numbers=numbers,
            size_bytes=numbers,
            layers=run.shape.layers,
            width=run.shape.width,
            step_numbers=run.shape.layers * run.shape.width,
            attention_numbers=2 * run.shape.layers * run.shape.width,
            kv_bytes=run.shape.layers * run.shape.width,
            prompt_tokens=run.prompt_tokens,
            prefill_s=run.prompt_tokens * numbers / 10e9,
            answer_tokens=64,
            decode_s=64 * numbers / 1e9,
        )

    monkeypatch.setattr(calibrating, "measure", quick)
    driver = empty_case
    driver.station.show_models()
    models = driver.page(ModelsPage)
    driver.settle()
    models.machine_button.setFocus()
    driver.press(Qt.Key.Key_Space, on=models.machine_button)
    driver.settle()
    screen = models.machine
    assert screen.report is not None
    driver.until(lambda: "measure this machine to see its speed" in words(screen))
    assert all(one.decode_rate is None for one in screen.report.models)
    assert {one.fits for one in screen.report.models} == {"with_others"}
    driver.press(Qt.Key.Key_Space, on=screen.measure)
    driver.settle()
    driver.until(lambda: "writes an answer of some sentences in about" in words(screen))
    pictures = [bars for bars in screen.findChildren(Bars) if bars.isVisible()]
    assert [bool(bars.accessibleDescription()) for bars in pictures] == [True, True]
    (language,) = [one for one in screen.report.models if one.kind == "language"]
    assert language.decode_rate is not None
    assert 2 < language.decode_rate < 200  # of about a hundred million numbers
    driver.press(Qt.Key.Key_Space, on=screen.back)
    assert models.screens.currentIndex() == 0
