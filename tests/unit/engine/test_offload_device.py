"""The real thing on a Vulkan driver: `COFFERDAM_VULKAN=1`, `make gpu-engine KIND=vulkan`, lavapipe.

Minutes where the driver is Mesa's lavapipe, which translates every shader at first use.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.engine.machine.hardware import look
from appliance.engine.protocol import Trouble
from appliance.engine.records import RunSettings
from appliance.settings import engine_folder

if TYPE_CHECKING:
    from types import ModuleType

ENGINES = engine_folder().parent
BENCHMARKS = Path(__file__).parents[3] / "benchmarks"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.environ.get("COFFERDAM_VULKAN") != "1" or not (ENGINES / "vulkan").is_dir(),
        reason="needs COFFERDAM_VULKAN=1 and the Vulkan engine",
    ),
]


@pytest.fixture
def offload(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("offload")


def test_two_layers_give_the_processors_answer(offload: ModuleType) -> None:
    facts = look(ENGINES, software=True)
    backend, device = facts.devices()[0]
    result = offload.measure(facts, backend, device, 2)
    assert result["layers_offloaded"] == 2
    assert result["ratio"] <= 1
    assert result["processor_repeats"]["max_difference"] == 0
    for one in result["bills"]:
        assert abs(one["off"]) <= 0.1, one
    ladder = result["ladder"]
    assert ladder[0]["engine_bytes"] > result["plan"]["budget_bytes"]
    assert ladder[-1]["engine_bytes"] <= result["plan"]["budget_bytes"]
    assert not ladder[-1]["trouble"]


def test_too_little_memory_is_said_as_such(offload: ModuleType) -> None:
    """The child's own limit refuses the KV cache; the driver and the engine must take it well."""
    there = RunSettings(
        device="Vulkan0", gpu_layers=31, lane_tokens=65536, batch_tokens=2048, step_tokens=64
    )
    wanted = offload.Wanted(there, (65536,))
    ran = offload.run(
        there, "vulkan", "vulkan-software", wanted, address_space_bytes=1500 * 1024**2
    )
    assert Trouble(ran.answer.trouble) is Trouble.OUT_OF_MEMORY


def test_a_device_that_is_not_there(offload: ModuleType) -> None:
    there = replace(RunSettings(), device="Vulkan9", gpu_layers=2)
    ran = offload.run(there, "vulkan", "vulkan-software", offload.Wanted(there, (2048,)))
    assert Trouble(ran.answer.trouble) is Trouble.DEVICE_FAILED
