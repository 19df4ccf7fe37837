"""The bill of memory against the engine's own numbers, and against sums done by hand."""

from __future__ import annotations

import ctypes
import os
import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appliance.engine.gguf.shape import ModelShape, shape_of
from appliance.engine.gguf.values import DescriptorSource
from appliance.engine.machine.memory_bill import MEMORY, OUTPUTS, SEQUENCES, Row, bill
from appliance.engine.records import RunSettings
from appliance.engine.worker import devices
from appliance.engine.worker.bindings import Bindings, load_bindings
from appliance.settings import engine_folder, starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
MIB = 1024**2
KV_TYPES = {"f16": 1, "q8_0": 8}

# 24 layers of 2048 with 32 heads and 8 for keys, 4-bit weights: a model of 1.2 B.
LARGE = ModelShape(
    architecture="llama",
    context_tokens=8192,
    width=2048,
    feed_forward=5632,
    heads=32,
    key_numbers=(512,) * 24,
    value_numbers=(512,) * 24,
    vocabulary=49152,
    layer_bytes=(25_362_432,) * 24,
    input_bytes=56_623_104,
    output_bytes=56_631_296,
    shared_table=True,
    reordered_output=True,
    largest_table_bytes=6_488_064,
)


@pytest.fixture(scope="module")
def starter() -> ModelShape:
    descriptor = os.open(MODEL, os.O_RDONLY)
    try:
        return shape_of(DescriptorSource(descriptor))
    finally:
        os.close(descriptor)


@pytest.fixture(scope="module")
def engine() -> Iterator[tuple[Bindings, object]]:
    bindings = load_bindings(engine_folder())
    parameters = bindings.native.llama_model_default_params()
    parameters.load_mode = 0
    keep = devices.apply(bindings, parameters, RunSettings())
    model = bindings.native.llama_model_load_from_file(os.fsencode(MODEL), parameters)
    assert model
    assert keep
    yield bindings, model
    bindings.native.llama_model_free(model)


def contexts(bindings: Bindings, model: object, settings: RunSettings) -> dict[str, int]:
    """What the engine says both contexts took, by kind, with the weights."""
    weights = [line for line in bindings.log if "model buffer" in line]
    bindings.log.clear()
    native = bindings.native
    made = []
    for cells in (settings.lane_tokens, settings.batch_tokens):
        parameters = native.llama_context_default_params()
        parameters.n_ctx = cells
        parameters.n_batch = parameters.n_ubatch = settings.step_tokens
        parameters.n_seq_max = SEQUENCES
        parameters.n_outputs_max = min(OUTPUTS, settings.step_tokens)
        parameters.kv_unified = True
        parameters.flash_attn_type = int(settings.flash_attention)
        parameters.type_k = parameters.type_v = KV_TYPES[settings.kv_type]
        made.append(native.llama_init_from_model(model, parameters))
    for context in made:
        native.llama_free(ctypes.c_void_p(context) if isinstance(context, int) else context)
    found = devices.buffers([*weights, *bindings.log])
    bindings.log.extendleft(reversed(weights))
    assert {where for where, _, _ in found} == {"CPU"}
    return {what: size for _, what, size in found}


@pytest.mark.model
@pytest.mark.parametrize("cells", [(2048, 4096), (4096, 8192)])
@pytest.mark.parametrize("step_tokens", [128, 512])
@pytest.mark.parametrize(("flash", "kv_type"), [(True, "f16"), (True, "q8_0"), (False, "f16")])
def test_the_bill_is_the_engines_own_within_a_tenth(
    starter: ModelShape,
    engine: tuple[Bindings, object],
    cells: tuple[int, int],
    step_tokens: int,
    flash: bool,
    kv_type: str,
) -> None:
    wanted = RunSettings(
        lane_tokens=cells[0],
        batch_tokens=cells[1],
        step_tokens=step_tokens,
        flash_attention=flash,
        kv_type=kv_type,
    )
    taken = bill(starter, wanted)
    found = contexts(*engine, wanted)
    assert set(found) == {"weights", "kv", "compute", "output"}
    for what in ("weights", "kv", "output"):
        assert taken.total(MEMORY, what) == pytest.approx(found[what], rel=0.005)
    assert taken.total(MEMORY, "compute") == pytest.approx(found["compute"], rel=0.1)


def test_the_head_of_the_starter(starter: ModelShape) -> None:
    assert starter.layers == 30
    assert (starter.width, starter.feed_forward, starter.heads) == (576, 1536, 9)
    assert set(starter.key_numbers) == set(starter.value_numbers) == {3 * 64}
    assert starter.shared_table
    assert not starter.reordered_output  # Q8_0 stays as it is
    size = MODEL.stat().st_size
    stored = sum(starter.layer_bytes) + starter.output_bytes
    assert size - 3 * MIB < stored < size


def test_sums_of_a_large_model() -> None:
    wanted = RunSettings(lane_tokens=4096, batch_tokens=8192)
    taken = bill(LARGE, wanted)
    per_cell = 24 * (512 + 512) * 2
    assert taken.total(MEMORY, "kv") == (4096 + 8192) * per_cell
    halved = bill(LARGE, replace(wanted, kv_type="q8_0"))
    assert halved.total(MEMORY, "kv") == (4096 + 8192) * per_cell * 34 // 64
    stored = sum(LARGE.layer_bytes) + LARGE.input_bytes
    # The processor keeps a reordered copy of the one table that is used twice.
    assert taken.total(MEMORY, "weights") == stored + LARGE.output_bytes


def test_layers_go_from_the_last_on() -> None:
    shape = replace(LARGE, layer_bytes=tuple(range(1000, 1024)))
    one = bill(shape, RunSettings(device="Vulkan0", gpu_layers=1))
    three = bill(shape, RunSettings(device="Vulkan0", gpu_layers=3))
    every = bill(shape, RunSettings(device="Vulkan0", gpu_layers=25))
    assert one.total("Vulkan0", "weights") == shape.output_bytes
    assert three.total("Vulkan0", "weights") == shape.output_bytes + 1023 + 1022
    assert every.total("Vulkan0", "weights") == shape.output_bytes + sum(shape.layer_bytes)
    assert one.total("Vulkan0", "kv") == 0
    assert every.total(MEMORY, "kv") == 0
    assert bill(shape, RunSettings(gpu_layers=25)).places == (MEMORY,)


def test_what_is_kept_and_the_program_are_in_the_bill() -> None:
    rows = bill(LARGE, RunSettings(kept_bytes=7)).rows
    assert Row("kept", MEMORY, "", 7) in rows
    assert [row.lane for row in rows if row.what == "kv"] == ["desk", "batch"]


def test_a_cut_head_is_no_shape(tmp_path: object) -> None:
    from appliance.engine.gguf.values import BytesSource
    from appliance.engine.weights_faults import WeightsRefused

    head = b"GGUF" + struct.pack("<IQQ", 3, 1, 1)
    with pytest.raises(WeightsRefused):
        shape_of(BytesSource(head))
