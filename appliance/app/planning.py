"""What a language model will take of memory, where its layers go, and what is tried if it is short.

Nothing is loaded: the sizes come from the sealed file's own head, the rest from the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.app.model_memory import CONTEXT_TOKENS
from appliance.engine.gguf.shape import shape_of
from appliance.engine.machine import hardware
from appliance.engine.machine.gpu_plan import choose
from appliance.engine.machine.memory_bill import cells_of
from appliance.engine.records import RunSettings
from appliance.engine.weights_faults import WeightsRefused
from appliance.errors import BadInput, ModelRefused

if TYPE_CHECKING:
    from collections.abc import Collection

    from appliance.engine.machine.gpu_plan import Offload
    from appliance.engine.machine.memory_bill import Bill
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry

_LEAST_TOKENS, _MOST_TOKENS = 512, 1024 * 1024


@dataclass(frozen=True)
class Line:
    """One line of the bill: what, where (`memory` or a device), which context, how much."""

    what: str
    where: str
    lane: str
    size_bytes: int


@dataclass(frozen=True)
class Step:
    """A way to load the model.

    Attributes:
        why: as sentences for people.
        device: name of the device; empty for the processor alone.
        layers: that the device computes, the output counted as one.
        context_tokens: of the context that people wait for.
        batch_tokens: of the context for work in batches.
        step_tokens: of a prompt that are read at once.
        kv_type: how what was read is kept.
        taken: place to the bytes that it takes there.
    """

    why: str
    device: str
    layers: int
    context_tokens: int
    batch_tokens: int
    step_tokens: int
    kv_type: str
    taken: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ModelPlan:
    """How a model would be loaded now.

    Attributes:
        name, version: of the model.
        network_layers: layers of the network, the output counted as one.
        first: what is tried first.
        fits: into what is free now.
        lines: the bill of it.
        free: place to the bytes that are free there now.
        steps: what is tried after that, in order.
        fence: kind of fence that the child gets.
    """

    name: str
    version: str
    network_layers: int
    first: Step
    fits: bool
    lines: tuple[Line, ...]
    free: tuple[tuple[str, int], ...]
    steps: tuple[Step, ...]
    fence: str


def plan_model(
    registry: Registry,
    record: ModelRecord,
    *,
    required: Collection[str],
    context_tokens: int = 0,
    device: str = "",
) -> ModelPlan:
    """Plan a language model; takes about a second per installed engine with devices.

    Args:
        registry: where the model is.
        record: of the model.
        required: layers of the fence that the settings demand.
        context_tokens: longest prompt with answer; the program's own default if 0.
        device: name of the only device to look at, `none` for none, empty for the best.

    Raises: BadInput: not a language model, or an impossible context; ModelRefused: its file cannot
        be read; PackTampered, FileUnreadable.
    """
    if record.manifest.language is None:
        raise BadInput(what="The plan", why="only language models are planned")
    if context_tokens and not _LEAST_TOKENS <= context_tokens <= _MOST_TOKENS:
        why = f"a context has {_LEAST_TOKENS} to {_MOST_TOKENS} tokens"
        raise BadInput(what="The plan", why=why)
    tokens = context_tokens or min(record.manifest.language.context_tokens, CONTEXT_TOKENS)
    try:
        with registry.peek(record) as source:
            shape = shape_of(source)
    except WeightsRefused as error:
        raise ModelRefused(
            error.fault.name, name=record.manifest.name, why="its file is not what it should be"
        ) from error
    wanted = RunSettings(lane_tokens=tokens, batch_tokens=2 * tokens)
    facts = hardware.look(places.engine_folder().parent)
    found = choose(facts, shape, wanted, required=required, device=device)
    return ModelPlan(
        name=record.manifest.name,
        version=record.manifest.version,
        network_layers=shape.layers + 1,
        first=_step(found.settings, found.bill, found.why),
        fits=found.fits,
        lines=tuple(Line(row.what, row.where, row.lane, row.size_bytes) for row in found.bill.rows),
        free=found.free_bytes,
        steps=_steps(found),
        fence=found.fence,
    )


def _steps(found: Offload) -> tuple[Step, ...]:
    pairs = zip(found.rungs, found.bills, strict=True)
    return tuple(_step(rung.settings, taken, rung.why) for rung, taken in pairs)


def _step(settings: RunSettings, taken: Bill, why: str) -> Step:
    return Step(
        why,
        settings.device,
        settings.gpu_layers if settings.device else 0,
        cells_of(settings.lane_tokens),
        cells_of(settings.batch_tokens),
        settings.step_tokens,
        settings.kv_type,
        tuple((place, taken.total(place)) for place in taken.places),
    )
