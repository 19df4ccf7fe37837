"""From facts and a model's shape to what is shown and tried: plan, bill and ladder. Pure.

A device whose fence leaves out a layer that the settings demand is not used; the plan says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from appliance.confinement.fences import FENCES
from appliance.engine.machine.memory_bill import MEMORY, Bill, bill
from appliance.engine.machine.offload import ladder, on_processor, plan

if TYPE_CHECKING:
    from collections.abc import Collection

    from appliance.engine.gguf.shape import ModelShape
    from appliance.engine.machine.hardware import Backend, BackendName, Device, MachineFacts
    from appliance.engine.records import Rung, RunSettings

NO_DEVICE, ANY_DEVICE = "none", ""


@dataclass(frozen=True)
class Offload:
    """How a model is to be run, and what else is tried.

    Attributes:
        settings: to load it with.
        bill: what that takes.
        fits: into what is free now.
        why: how it came to be, as sentences for people.
        rungs: tried in order when memory runs out nevertheless; `bills` has theirs.
        bills: of the rungs.
        backend: whose engine folder is loaded.
        fence: name of the child's kind of fence.
        free_bytes: place to what is free there now.
    """

    settings: RunSettings
    bill: Bill
    fits: bool
    why: str
    rungs: tuple[Rung, ...]
    bills: tuple[Bill, ...]
    backend: BackendName
    fence: str
    free_bytes: tuple[tuple[str, int], ...]


def choose(
    facts: MachineFacts,
    shape: ModelShape,
    wanted: RunSettings,
    *,
    required: Collection[str] = (),
    device: str = ANY_DEVICE,
) -> Offload:
    """Plan for the best device that may be used, or for the processor.

    Args:
        facts: of the machine.
        shape: of the model.
        wanted: what to run it with where memory allows.
        required: layers of the fence that the settings demand.
        device: name of the only device to look at; empty for the best, `none` for none.
    """
    remarks = []
    for backend, there in facts.devices():
        if device == NO_DEVICE or (device and there.name != device):
            continue
        name = fence_of(backend, there)
        demanded = sorted(FENCES[name].relaxed.keys() & set(required))
        if demanded:
            layers = ", ".join(demanded)
            remarks.append(
                f"{there.name} is not used: the settings demand {layers}, it needs less."
            )
            continue
        found = plan(shape, wanted, there, facts.available_bytes)
        rungs = ladder(shape, found.settings)
        used = bool(found.settings.device)
        free = ((there.name, there.free_bytes),) if used else ()
        return Offload(
            found.settings,
            found.bill,
            found.fits,
            " ".join([*remarks, found.why]),
            rungs,
            tuple(bill(shape, rung.settings) for rung in rungs),
            backend.name if used else "cpu",
            name if used else "cpu",
            (*free, (MEMORY, facts.available_bytes)),
        )
    if device not in (ANY_DEVICE, NO_DEVICE) and not remarks:
        remarks.append(f"There is no device {device}.")
    found = on_processor(shape, replace(wanted, device=""), facts.available_bytes)
    rungs = ladder(shape, found.settings)
    return Offload(
        found.settings,
        found.bill,
        found.fits,
        " ".join([*remarks, found.why]),
        rungs,
        tuple(bill(shape, rung.settings) for rung in rungs),
        "cpu",
        "cpu",
        ((MEMORY, facts.available_bytes),),
    )


def fence_of(backend: Backend, device: Device) -> str:
    """The kind of fence for a child that computes with a device."""
    if backend.name == "vulkan" and device.kind == "software":
        return "vulkan-software"
    return backend.name
