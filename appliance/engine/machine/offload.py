"""Plans where a language model's layers are computed, and what to give up when memory runs out.

Pure: looks at facts, never at a device. The plan is what is expected to work; the ladder is what is
tried when the engine nevertheless runs out of memory, one rung after the other, down to the
processor alone. Each rung needs less of the device's memory than the one before.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from appliance.engine.machine.memory_bill import MEMORY, USUAL_CELLS, Bill, bill, cells_of
from appliance.engine.records import Rung, RunSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.engine.gguf.shape import ModelShape
    from appliance.engine.machine.hardware import Device

# Left free on a device: the driver's own buffers and pipelines, and the display's.
HEADROOM_BYTES = 256 * 1024**2
_HEADROOM_SHARE = 0.05
# Left free in the machine's memory for everything else that runs.
MEMORY_HEADROOM_BYTES = 1024**3
_LEAST_CELLS = 2048
# Loading again takes seconds; a rung that needs hardly less would fail like the one before.
_WORTHWHILE = 0.95
_LEAST_STEP_TOKENS = 128
_GIB, _MIB = 1024**3, 1024**2


@dataclass(frozen=True)
class Plan:
    """How a model would be run.

    Attributes:
        settings: what to run it with.
        bill: what that takes.
        fits: it fits into what is free now, the device's memory and the machine's.
        why: how it came to be, as sentences for people.
    """

    settings: RunSettings
    bill: Bill
    fits: bool
    why: str


def budget_bytes(device: Device) -> int:
    """What may be used of a device's memory."""
    headroom = max(HEADROOM_BYTES, int(device.total_bytes * _HEADROOM_SHARE))
    return max(0, device.free_bytes - headroom)


def on_processor(shape: ModelShape, wanted: RunSettings, memory_bytes: int) -> Plan:
    """The plan without a device; `memory_bytes` are free now."""
    settings = replace(wanted, device="", gpu_layers=0)
    taken = bill(shape, settings)
    fits = taken.total(MEMORY) + MEMORY_HEADROOM_BYTES <= memory_bytes
    why = "The processor computes all layers."
    if not fits:
        why += f" {_size(taken.total(MEMORY))} are needed, {_size(memory_bytes)} are free."
    return Plan(settings, taken, fits, why)


def plan(
    shape: ModelShape,
    wanted: RunSettings,
    device: Device | None,
    memory_bytes: int,
    *,
    limit_bytes: int | None = None,
) -> Plan:
    """As many layers on the device as fit, with as little given up as possible.

    If all layers fit at once, or after some cells of the batch context, a part of the step, or half
    of the KV cache's precision are given up, in this order, then so; else as many layers as fit
    with cells and steps given up, but not precision.

    Args:
        shape: of the model.
        wanted: what to run it with where memory allows.
        device: where to; None plans for the processor.
        memory_bytes: free now in the machine.
        limit_bytes: memory of the device that may be used; what is free less a reserve if None.
    """
    if device is None:
        return on_processor(shape, wanted, memory_bytes)
    limit = budget_bytes(device) if limit_bytes is None else limit_bytes
    start = replace(
        wanted,
        device=device.name,
        flash_attention=True,  # without it, the weights of all heads would fill the device
        lane_tokens=cells_of(wanted.lane_tokens),
        batch_tokens=cells_of(wanted.batch_tokens),
    )
    best: RunSettings | None = None
    for settings in _cheaper(start):
        layers = most_layers(shape, settings, limit)
        found = replace(settings, gpu_layers=layers)
        if layers > shape.layers:
            best = found
            break
        precise = settings.kv_type == start.kv_type
        if precise and layers > (best.gpu_layers if best is not None else 0):
            best = found
    if best is None:
        rest = on_processor(shape, wanted, memory_bytes)
        why = f"Not one layer fits into the {_size(limit)} that may be used of {device.name}."
        return replace(rest, why=f"{why} {rest.why}")
    taken = bill(shape, best)
    fits = taken.total(MEMORY) + MEMORY_HEADROOM_BYTES <= memory_bytes
    return Plan(best, taken, fits, _story(shape, start, best, taken, device))


def most_layers(shape: ModelShape, settings: RunSettings, limit_bytes: int) -> int:
    """The most layers, the output counted as one, whose bill on the device is within the limit."""

    def fits(layers: int) -> bool:
        taken = bill(shape, replace(settings, gpu_layers=layers))
        return taken.total(settings.device) <= limit_bytes

    # All at once can need less than all but one: the device then computes no copies of the others.
    if fits(shape.layers + 1):
        return shape.layers + 1
    return bisect.bisect_left(range(1, shape.layers + 1), True, key=lambda n: not fits(n))


def ladder(shape: ModelShape, first: RunSettings) -> tuple[Rung, ...]:
    """What to try after `first` did not fit, in order; the last rung has the processor only.

    Cells of the batch context go first, because only nightly work is slower without them; then
    those of the person's context, the step, half the precision of the KV cache, and layers.
    """
    rungs: list[Rung] = []
    now = first
    if on_device_bytes(shape, now):
        for settings, why in _descents(first):
            if on_device_bytes(shape, settings) <= _WORTHWHILE * on_device_bytes(shape, now):
                rungs.append(Rung(settings, why))
                now = settings
        while (fewer := now.gpu_layers * 3 // 4) > 0:
            step = replace(now, gpu_layers=min(fewer, shape.layers * 3 // 4 or 1))
            if on_device_bytes(shape, step) >= on_device_bytes(shape, now):
                break
            now = step
            why = f"The device has not enough memory: it computes {now.gpu_layers} layers only."
            rungs.append(Rung(now, why))
    kept = replace(now, device="", gpu_layers=0, kv_type=first.kv_type)
    if first.device:
        kept = replace(kept, lane_tokens=first.lane_tokens, batch_tokens=first.batch_tokens)
        why = f"The device {first.device} cannot be used: the processor computes everything."
        rungs.append(Rung(kept, why))
    rungs += _processor_rungs(kept)
    return tuple(rungs)


def on_device_bytes(shape: ModelShape, settings: RunSettings) -> int:
    """What the device gives."""
    if not settings.device or not settings.gpu_layers:
        return 0
    return bill(shape, settings).total(settings.device)


def _processor_rungs(settings: RunSettings) -> list[Rung]:
    """Shorter contexts on the processor, down to the shortest that answers a question."""
    rungs = []
    batch = cells_of(settings.batch_tokens or USUAL_CELLS)
    while batch > _LEAST_CELLS:
        batch = max(_LEAST_CELLS, cells_of(batch // 2))
        settings = replace(settings, batch_tokens=batch)
        why = f"There is not enough memory: questions are answered {batch} tokens at a time."
        rungs.append(Rung(settings, why))
    return rungs


def _cheaper(start: RunSettings) -> Iterator[RunSettings]:
    """`start` and what is left after giving up one thing after the other."""
    yield start
    for settings, _ in _descents(start, person=False):
        yield settings


def _descents(start: RunSettings, *, person: bool = True) -> Iterator[tuple[RunSettings, str]]:
    """One thing less each time; `person` also shortens the context that people wait for."""
    now = start
    lacking = "The device has not enough memory: "
    least = _LEAST_CELLS if person else max(_LEAST_CELLS, cells_of(start.lane_tokens))
    while (cells := cells_of(now.batch_tokens)) > least:
        now = replace(now, batch_tokens=max(least, cells_of(cells // 2)))
        yield now, f"{lacking}work in batches has {now.batch_tokens} tokens of context."
    while person and (cells := cells_of(now.lane_tokens)) > _LEAST_CELLS:
        now = replace(now, lane_tokens=max(_LEAST_CELLS, cells_of(cells // 2)))
        yield now, f"{lacking}a question and its document may have {now.lane_tokens} tokens."
    while now.step_tokens > _LEAST_STEP_TOKENS:
        now = replace(now, step_tokens=max(_LEAST_STEP_TOKENS, now.step_tokens // 2))
        yield now, f"{lacking}prompts are read {now.step_tokens} tokens at a time."
    if now.kv_type == "f16":
        now = replace(now, kv_type="q8_0", flash_attention=True)
        yield now, f"{lacking}what was read is kept with half the precision (q8_0)."


def _story(
    shape: ModelShape, start: RunSettings, best: RunSettings, taken: Bill, device: Device
) -> str:
    """What the plan does, and what it gave up for it."""
    used = _size(taken.total(device.name))
    free = _size(device.free_bytes)
    if best.gpu_layers > shape.layers:
        parts = [f"{device.name} computes all {shape.layers} layers with {used} of {free} free."]
    else:
        parts = [
            f"{device.name} computes {best.gpu_layers} of {shape.layers + 1} layers with {used} of "
            f"{free} free; the processor computes the rest."
        ]
    if best.batch_tokens != start.batch_tokens:
        parts.append(f"Work in batches has {best.batch_tokens} tokens of context.")
    if best.step_tokens != start.step_tokens:
        parts.append(f"Prompts are read {best.step_tokens} tokens at a time.")
    if best.kv_type != start.kv_type:
        parts.append("What was read is kept with half the precision (q8_0).")
    return " ".join(parts)


def _size(size_bytes: int) -> str:
    if size_bytes >= _GIB:
        return f"{size_bytes / _GIB:.1f} GiB"
    return f"{size_bytes / _MIB:.0f} MiB"
