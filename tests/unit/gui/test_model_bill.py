"""The bill of memory in the window: a line for each place and kind, and what it means in words."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from appliance.app.planning import Line, ModelPlan, Step
from gui.pages.model_bill import ModelBill
from gui.widgets.bars import Bars

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

MIB = 1024**2
FIRST = Step("", "Vulkan0", 15, 4096, 8192, 512, "f16", (("Vulkan0", 60 * MIB), ("memory", MIB)))
LAST = replace(FIRST, device="", layers=0, taken=(("memory", 900 * MIB),))
PLAN = ModelPlan(
    name="starter",
    version="1",
    network_layers=31,
    first=FIRST,
    fits=True,
    lines=(
        Line("weights", "Vulkan0", "", 40 * MIB),
        Line("kv", "Vulkan0", "desk", 20 * MIB),
        Line("program", "memory", "", MIB),
    ),
    free=(("Vulkan0", 2048 * MIB), ("memory", 4096 * MIB)),
    steps=(LAST,),
    fence="vulkan",
)


class Lanes:
    """Does the work at once."""

    def run(
        self,
        _: object,
        work: Callable[[object], object],
        *,
        on_done: Callable[[Any], None],
        **__: object,
    ) -> None:
        on_done(work(None))


@pytest.fixture
def bill(qtbot: QtBot) -> ModelBill:
    models = SimpleNamespace(plan=lambda name, version: replace(PLAN, name=name, version=version))
    session = SimpleNamespace(lanes=Lanes(), office=SimpleNamespace(models=models))
    widget = ModelBill(session)  # type: ignore[arg-type]  # only these two are used
    page = QWidget()
    QVBoxLayout(page).addWidget(widget)
    qtbot.addWidget(page)
    widget.destroyed_with = page  # type: ignore[attr-defined]  # or Python drops the page
    return widget


def record(language: object) -> Any:  # noqa: ANN401 - stands in for a record
    return SimpleNamespace(manifest=SimpleNamespace(name="starter", version="2", language=language))


def said(bill: ModelBill) -> str:
    return "\n".join(label.text() for label in bill.findChildren(QLabel))


def test_only_language_models_have_a_bill(bill: ModelBill) -> None:
    bill.choose(record(None))
    assert bill.isHidden()
    bill.choose(record(object()))
    assert not bill.isHidden()
    bill.look.click()
    assert bill.plan == replace(PLAN, version="2")
    bill.choose(record(object()))
    assert bill.plan != replace(PLAN, version="2")
    assert not [bars for bars in bill.findChildren(Bars) if bars.isVisibleTo(bill)]


def test_a_line_for_each_place_and_kind(bill: ModelBill) -> None:
    bill.show_plan(PLAN)
    device, memory = bill.findChildren(Bars)
    assert device.accessibleDescription() == "Weights: 41.9 MB; Readings, questions: 21.0 MB"
    assert memory.accessibleDescription() == "The program: 1.0 MB"
    words = said(bill)
    assert "Vulkan0: 62.9 MB of 2.1 GB free" in words
    assert "Vulkan0 computes 15 of 31 layers." in words
    assert "down to 944 MB" in words
    assert "close other programs" not in words


def test_what_does_not_fit_is_said(bill: ModelBill) -> None:
    bill.show_plan(replace(PLAN, fits=False, steps=(), first=replace(FIRST, layers=31)))
    words = said(bill)
    assert "Vulkan0 computes everything." in words
    assert "close other programs first" in words
    assert "memory runs out" not in words
