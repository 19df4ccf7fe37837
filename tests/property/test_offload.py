"""The planner never promises more than there is, and the ladder always goes down to its end."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engine.gguf.shape import ModelShape
from appliance.engine.machine.hardware import Device
from appliance.engine.machine.memory_bill import MEMORY, bill, cells_of
from appliance.engine.machine.offload import budget_bytes, ladder, on_device_bytes, plan
from appliance.engine.records import RunSettings

MIB = 1024**2


@st.composite
def shapes(draw: st.DrawFn) -> ModelShape:
    layers = draw(st.integers(1, 80))
    heads = draw(st.sampled_from((4, 9, 16, 32)))
    kv_heads = draw(st.sampled_from([n for n in (1, 3, 4, 8, 32) if heads % n == 0]))
    per_head = draw(st.sampled_from((32, 64, 128, 256)))
    width = heads * per_head
    inner = draw(st.integers(width, 6 * width))
    vocabulary = draw(st.integers(1_000, 260_000))
    per_layer = draw(st.integers(1, 400)) * 100_000
    shared = draw(st.booleans())
    table = vocabulary * width
    return ModelShape(
        architecture="llama",
        context_tokens=8192,
        width=width,
        feed_forward=inner,
        heads=heads,
        key_numbers=(kv_heads * per_head,) * layers,
        value_numbers=(kv_heads * per_head,) * layers,
        vocabulary=vocabulary,
        layer_bytes=tuple(per_layer + 1000 * n for n in range(layers)),
        input_bytes=table,
        output_bytes=table + 4 * width,
        shared_table=shared,
        reordered_output=draw(st.booleans()),
        largest_table_bytes=per_layer // 3,
    )


WANTED = st.builds(
    RunSettings,
    step_tokens=st.sampled_from((64, 128, 256, 512, 1024)),
    flash_attention=st.booleans(),
    lane_tokens=st.sampled_from((0, 2048, 4096, 8192)),
    batch_tokens=st.sampled_from((0, 4096, 8192, 16384, 65536)),
)


def device(free_mib: int) -> Device:
    return Device("Vulkan0", "a device", "gpu", 2 * free_mib * MIB, free_mib * MIB)


FREE = st.integers(0, 96 * 1024)


@settings(deadline=None)
@given(shapes(), WANTED, FREE)
def test_a_plan_is_within_the_budget(shape: ModelShape, wanted: RunSettings, free: int) -> None:
    there = device(free)
    made = plan(shape, wanted, there, 64 * 1024**3)
    assert made.bill.total(there.name) <= budget_bytes(there)
    assert made.bill == bill(shape, made.settings)
    if made.settings.device:
        assert 1 <= made.settings.gpu_layers <= shape.layers + 1
        assert cells_of(made.settings.lane_tokens) >= cells_of(wanted.lane_tokens)


@settings(deadline=None)
@given(shapes(), WANTED, FREE, FREE)
def test_more_memory_never_gives_fewer_layers(
    shape: ModelShape, wanted: RunSettings, one: int, other: int
) -> None:
    less, more = sorted((one, other))
    with_less = plan(shape, wanted, device(less), 64 * 1024**3)
    with_more = plan(shape, wanted, device(more), 64 * 1024**3)
    assert with_less.settings.gpu_layers <= with_more.settings.gpu_layers


@settings(deadline=None)
@given(shapes(), WANTED, st.integers(1, 90))
def test_the_ladder_goes_down_to_the_processor(
    shape: ModelShape, wanted: RunSettings, layers: int
) -> None:
    first = replace(wanted, device="Vulkan0", gpu_layers=layers)
    rungs = ladder(shape, first)
    taken = [on_device_bytes(shape, first)] + [on_device_bytes(shape, r.settings) for r in rungs]
    on_device = [size for size in taken if size]
    assert on_device == sorted(set(on_device), reverse=True)
    alone = taken.index(0)
    assert not any(taken[alone:])
    assert not rungs[-1].settings.device
    in_memory = [bill(shape, r.settings).total(MEMORY) for r in rungs[alone - 1 :]]
    assert in_memory == sorted(set(in_memory), reverse=True)
    assert all(rung.why.endswith(".") for rung in rungs)
    assert len({rung.settings for rung in rungs}) == len(rungs)


@settings(deadline=None)
@given(shapes(), WANTED)
def test_without_a_device_only_contexts_shrink(shape: ModelShape, wanted: RunSettings) -> None:
    for rung in ladder(shape, wanted):
        changed = replace(rung.settings, batch_tokens=wanted.batch_tokens)
        assert changed == wanted


@settings(max_examples=50, deadline=None)
@given(shapes(), WANTED, FREE, st.integers(0, 64 * 1024))
def test_it_says_when_the_machine_is_too_small(
    shape: ModelShape, wanted: RunSettings, free: int, memory_mib: int
) -> None:
    made = plan(shape, wanted, device(free), memory_mib * MIB)
    enough = made.bill.total(MEMORY) + 1024 * MIB <= memory_mib * MIB
    assert made.fits == enough
