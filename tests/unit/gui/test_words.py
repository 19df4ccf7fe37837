from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from appliance.assistant import checking, drafting, quotes, store
from appliance.engine.gguf.shape import shape_of
from appliance.engine.gguf.values import BytesSource
from appliance.engine.machine.offload import ladder
from appliance.engine.records import RunSettings
from appliance.packs.records import Feature
from appliance.risk import schema
from appliance.risk.records import ValueProblem
from appliance.settings import starter_folder
from gui.language import Languages
from gui.words import TEMPLATES, core, pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

MODEL = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
FEATURE = Feature("PAY", "Months behind", "", "months", -2.0, 8.0, True, "It is behind.")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    languages = Languages(qapp)
    languages.choose("zh_CN")
    yield
    languages.close()


def remarks() -> list[str]:
    """What the core writes, with an invented fact in each place."""
    texts = [drafting.FROM_MODEL, "Stands under: Balance sheet.", "The figure for 2026 is 1.5."]
    for value in ("", "late", "1,000", "1e99999", "1.5", "1e15"):
        found = schema.read_value(value, FEATURE)
        assert isinstance(found, ValueProblem)
        texts.append(f"{found.label} {found.why}.")
    for number in (-9.0, 99.0):
        warning = schema.range_warning(number, FEATURE)
        assert warning is not None
        texts.append(warning.text)
    return texts


@pytest.mark.parametrize("text", remarks())
def test_english_stays_as_the_core_wrote_it(qapp: QApplication, text: str) -> None:
    assert core(text) == text


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("text", remarks())
def test_every_remark_is_translated(text: str) -> None:
    assert core(text) != text


def test_the_templates_are_those_of_the_core() -> None:
    written = "".join(
        inspect.getsource(module) for module in (checking, drafting, quotes, store)
    ).replace('"\n        "', "")
    for template in map(str, TEMPLATES[:14]):
        fixed = max(template.replace("{", "}").split("}")[::2], key=len).strip()
        assert fixed in written, template


@pytest.mark.usefixtures("chinese")
def test_remarks_in_a_row_are_told_apart() -> None:
    told = core("Stands under: Accounts · Note 3. 1. The figure for 2026 is 375,975.")
    assert "Accounts · Note 3. 1" in told
    assert "375,975" in told
    assert "The figure for" not in told
    assert "Stands under" not in told


@pytest.mark.usefixtures("chinese")
def test_facts_are_translated_too_where_the_starter_models_have_them() -> None:
    label = "Months behind, latest month"
    assert pack(label) != label
    assert pack(label) in core(f"{label} is missing.")


@pytest.mark.usefixtures("chinese")
def test_what_is_not_known_is_shown_as_it_is() -> None:
    assert core("Something else.") == "Something else."
    assert pack("Another bank's input") == "Another bank's input"
    assert core("") == ""
    assert QCoreApplication.translate("core", "Something else.") == "Something else."


@pytest.mark.usefixtures("chinese")
def test_whatever_is_given_up_to_load_a_model_is_translated() -> None:
    shape = shape_of(BytesSource(MODEL.read_bytes()))
    first = RunSettings(device="Vulkan0", gpu_layers=shape.layers + 1)
    rungs = ladder(shape, first)
    assert len(rungs) > 5
    for rung in rungs:
        assert core(rung.why) != rung.why
