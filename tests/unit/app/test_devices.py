"""Which language models get a graphics device, and how; the machine is invented."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appliance.app.devices import Devices
from appliance.app.model_memory import CONTEXT_TOKENS
from appliance.engine.gguf.values import BytesSource
from appliance.engine.machine.hardware import Backend, Device, MachineFacts
from appliance.engine.records import RunSettings
from appliance.packs.manifest import read
from appliance.packs.records import ModelRecord
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.engine.gguf.values import Source

FOLDER = starter_folder() / "smollm2-135m-instruct"
MIB = 1024**2
GIB = 1024**3
CARD = Device("Vulkan0", "A card", "gpu", 8 * GIB, 8 * GIB)
RUN = RunSettings(prefill_threads=3, decode_threads=2)


class Machine:
    """One card, looked at through `Devices`."""

    def __init__(self, folder: Path, settings: Settings, card: Device | None = CARD) -> None:
        self.looks = 0
        self.peeks = 0
        self._card = card
        for name in ("cpu", "vulkan"):
            (folder / name).mkdir(parents=True)
            (folder / name / "libllama.so").touch()
        self.devices = Devices(settings, engines=folder, look=self._look)
        self.record = record()

    def _look(self, _: Path) -> MachineFacts:
        self.looks += 1
        cards = (self._card,) if self._card else ()
        return MachineFacts(
            "a processor", 4, 4, (), 16 * GIB, 12 * GIB, (Backend("vulkan", True, cards),)
        )

    def peek(self) -> AbstractContextManager[Source]:
        self.peeks += 1
        return nullcontext(BytesSource((FOLDER / "model.gguf").read_bytes()))


def record() -> ModelRecord:
    size_bytes = (FOLDER / "model.gguf").stat().st_size
    return ModelRecord(read(FOLDER), "d1", "2026-01-02", True, size_bytes, size_bytes, True)


def test_a_card_computes_all_layers_with_its_own_engine_and_fence(tmp_path: Path) -> None:
    machine = Machine(tmp_path, Settings())
    found = machine.devices.plan(machine.record, machine.peek, RUN)
    assert found is not None
    assert found.settings.device == "Vulkan0"
    assert found.settings.gpu_layers == 31
    assert found.settings.lane_tokens == CONTEXT_TOKENS
    assert (found.settings.prefill_threads, found.settings.decode_threads) == (3, 2)
    assert machine.devices.folder(found) == tmp_path / "vulkan"
    assert found.fence == "vulkan"
    assert found.rungs[-1].settings.device == ""


def test_machine_and_model_are_looked_at_once(tmp_path: Path) -> None:
    machine = Machine(tmp_path, Settings())
    first = machine.devices.plan(machine.record, machine.peek, RUN)
    assert machine.devices.plan(machine.record, machine.peek, RUN) is first
    assert (machine.looks, machine.peeks) == (1, 1)
    machine.devices.forget("d1")
    other = machine.devices.plan(machine.record, machine.peek, replace(RUN, step_tokens=256))
    assert other is not None
    assert other.settings.step_tokens == 256
    assert (machine.looks, machine.peeks) == (1, 2)


def test_without_an_engine_for_devices_nothing_is_looked_at(tmp_path: Path) -> None:
    machine = Machine(tmp_path, Settings())
    (tmp_path / "vulkan" / "libllama.so").unlink()
    assert machine.devices.plan(machine.record, machine.peek, RUN) is None
    assert machine.devices.share_bytes() == 0
    assert (machine.looks, machine.peeks) == (0, 0)


def test_without_a_card_the_processor_computes(tmp_path: Path) -> None:
    machine = Machine(tmp_path, Settings(), card=None)
    assert machine.devices.plan(machine.record, machine.peek, RUN) is None
    assert machine.peeks == 0


def test_a_layer_that_is_demanded_leaves_the_card_unused(tmp_path: Path) -> None:
    machine = Machine(tmp_path, Settings(required_layers=("fixed-code",)))
    assert machine.devices.plan(machine.record, machine.peek, RUN) is None


@pytest.mark.parametrize(("chosen_bytes", "share_bytes"), [(0, round(0.8 * 8 * GIB)), (GIB, GIB)])
def test_models_may_take_a_share_of_the_card(
    tmp_path: Path, chosen_bytes: int, share_bytes: int
) -> None:
    machine = Machine(tmp_path, Settings(device_memory_bytes=chosen_bytes))
    assert machine.devices.share_bytes() == share_bytes


def test_a_plan_stays_within_the_share(tmp_path: Path) -> None:
    machine = Machine(tmp_path, Settings(device_memory_bytes=700 * MIB))
    found = machine.devices.plan(machine.record, machine.peek, RUN)
    assert found is not None
    assert found.settings.gpu_layers > 0
    assert found.bill.total("Vulkan0") <= 700 * MIB
    other = Machine(tmp_path / "other", Settings())
    unlimited = other.devices.plan(other.record, other.peek, RUN)
    assert unlimited is not None
    assert unlimited.bill.total("Vulkan0") > found.bill.total("Vulkan0")
