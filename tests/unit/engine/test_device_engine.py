"""The whole engine over a Vulkan driver: a question on the device, and down to the processor.

Opt-in like `test_offload_device.py`; minutes with lavapipe.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appliance.children import sealed_memory
from appliance.engine.client import LanguageEngine
from appliance.engine.records import Message, Prompt, Rung, RunSettings, Sampling
from appliance.settings import engine_folder, starter_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

VULKAN = engine_folder().parent / "vulkan"
MODEL = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
CELLS = 2048

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.environ.get("COFFERDAM_VULKAN") != "1" or not VULKAN.is_dir(),
        reason="needs COFFERDAM_VULKAN=1 and the Vulkan engine",
    ),
]


def source() -> Mapping[str, int]:
    def copy(file: int) -> None:
        os.write(file, MODEL.read_bytes())

    return {"model.gguf": sealed_memory("weights", copy)}


def engine(device: str, *rungs: Rung, required: tuple[str, ...] = ()) -> LanguageEngine:
    return LanguageEngine(
        source,
        name="starter",
        context_tokens=CELLS,
        template="chatml",
        threads=2,
        settings=RunSettings(
            device=device, gpu_layers=2, lane_tokens=CELLS, batch_tokens=CELLS, step_tokens=64
        ),
        rungs=rungs,
        device_libraries=VULKAN,
        fence="vulkan-software",
        required_layers=required,
    )


PROCESSOR = Rung(RunSettings(lane_tokens=CELLS, batch_tokens=CELLS), "The processor is used.")


def test_a_question_on_the_device() -> None:
    used = engine("Vulkan0")
    try:
        loaded = used.load()
        assert loaded.device == "Vulkan0"
        assert loaded.confinement == "reduced"
        assert not loaded.remarks
        assert {"Vulkan0", "CPU"} == {where for where, _, _ in loaded.buffers}
        prompt = Prompt((Message("user", "Say yes."),), "chatml")
        answer = used.generate(prompt, Sampling(max_tokens=2))
        assert answer.text
    finally:
        used.close()


@pytest.mark.parametrize(("device", "required"), [("Vulkan9", ()), ("Vulkan0", ("fixed-code",))])
def test_a_device_that_fails_or_is_refused_gives_way(
    device: str, required: tuple[str, ...]
) -> None:
    used = engine(device, PROCESSOR, required=required)
    try:
        loaded = used.load()
        assert loaded.device == "CPU"
        assert loaded.remarks == ("The processor is used.",)
        assert {where for where, _, _ in loaded.buffers} == {"CPU"}
    finally:
        used.close()
