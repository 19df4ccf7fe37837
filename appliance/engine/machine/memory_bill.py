"""What a language model takes of memory before it is loaded: weights, KV cache, work space. Pure.

Weights and KV cache follow from the file. The work space ("compute buffer") is an arena that ggml
plans itself; its size is the largest of the moments below. The factors were read off the engine's
own numbers for five shapes of model, two builds, steps of 64 to 512 tokens and up to 8192 cells;
`tests/unit/engine/test_memory_bill.py` holds the whole bill to those numbers within 10 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.gguf.shape import ModelShape
    from appliance.engine.records import RunSettings

What = Literal["weights", "kv", "compute", "output", "kept", "program"]
MEMORY = "memory"
# Python, libraries and tokens of the child, measured with the starter model.
PROGRAM_BYTES = 96 * 1024**2
# Sequences of a context and rows of logits per step, as the worker makes its contexts.
SEQUENCES, OUTPUTS = 64, 128
# Cells of a context that the settings leave open.
USUAL_CELLS = 8192
_CELLS_STEP = 1024
_FLOAT_BYTES, _HALF_BYTES = 4, 2
# Bytes per number as (bytes, numbers): f16 is plain, q8_0 has 32 numbers and a scale.
_KV_BYTES = {"f16": (2, 1), "q8_0": (34, 32)}


@dataclass(frozen=True)
class Row:
    """One line of the bill.

    Attributes:
        what: `weights`, `kv` (what was read is kept in it), `compute` (work space), `output` (rows
            of logits), `kept` (prefixes that are kept), `program`.
        where: `memory`, or the name of a device.
        lane: `desk` or `batch` for what each of the two contexts has of its own, else empty.
        size_bytes: how much.
    """

    what: What
    where: str
    lane: str
    size_bytes: int


@dataclass(frozen=True)
class Bill:
    """All lines; what is kept and the program are upper bounds, the rest is what will be taken."""

    rows: tuple[Row, ...]

    def total(self, where: str, *whats: What) -> int:
        """Bytes in one place, of everything or of some kinds."""
        return sum(
            row.size_bytes for row in self.rows if row.where == where and what_fits(row, whats)
        )

    @property
    def places(self) -> tuple[str, ...]:
        """Where something lies, devices first."""
        return tuple(sorted({row.where for row in self.rows}, key=lambda name: name == MEMORY))


def what_fits(row: Row, whats: Sequence[What]) -> bool:
    """True for a line of one of the kinds, or for any if none is named."""
    return not whats or row.what in whats


def cells_of(wanted: int) -> int:
    """Cells that a context really has: whole steps of 1024, at least two."""
    return max(2 * _CELLS_STEP, -(-(wanted or USUAL_CELLS) // _CELLS_STEP) * _CELLS_STEP)


def bill(shape: ModelShape, settings: RunSettings) -> Bill:
    """What a model takes with these settings once both of its contexts are in use."""
    layers = on_device(shape, settings)
    device = settings.device if layers else ""
    rows = _weights(shape, layers, device)
    for lane, cells in (("desk", settings.lane_tokens), ("batch", settings.batch_tokens)):
        rows += _context(shape, settings, cells_of(cells), lane, device)
    rows.append(Row("kept", MEMORY, "", settings.kept_bytes))
    rows.append(Row("program", MEMORY, "", PROGRAM_BYTES))
    return Bill(tuple(row for row in rows if row.size_bytes))


def on_device(shape: ModelShape, settings: RunSettings) -> int:
    """How many layers the device computes, the output counted as one: 0 to `layers + 1`."""
    return min(settings.gpu_layers, shape.layers + 1) if settings.device else 0


def _weights(shape: ModelShape, layers: int, device: str) -> list[Row]:
    """The output is the first to go to the device, then the layers from the last on."""
    first = shape.layers + 1 - layers
    there = sum(shape.layer_bytes[first:])
    here = sum(shape.layer_bytes[:first]) + shape.input_bytes
    if layers:
        there += shape.output_bytes
    elif not shape.shared_table or shape.reordered_output:
        here += shape.output_bytes
    return [Row("weights", device, "", there), Row("weights", MEMORY, "", here)]


def _context(
    shape: ModelShape, settings: RunSettings, cells: int, lane: str, device: str
) -> list[Row]:
    layers = on_device(shape, settings)
    first = max(0, shape.layers + 1 - layers) if layers else shape.layers
    here = sum(kv_bytes(shape, n, cells, settings.kv_type) for n in range(first))
    there = sum(kv_bytes(shape, n, cells, settings.kv_type) for n in range(first, shape.layers))
    rows = [Row("kv", device, lane, there), Row("kv", MEMORY, lane, here)]
    rows.append(Row("output", MEMORY, lane, SEQUENCES * shape.vocabulary * _FLOAT_BYTES))
    if layers:
        rows.append(Row("compute", device, lane, _device_bytes(shape, settings, cells, layers)))
        rows.append(Row("compute", MEMORY, lane, _hand_over_bytes(shape, settings, cells)))
    else:
        rows.append(Row("compute", MEMORY, lane, _processor_bytes(shape, settings, cells)))
    return rows


def kv_bytes(shape: ModelShape, layer: int, cells: int, kv_type: str) -> int:
    """What one layer's cells take."""
    size_bytes, numbers = _KV_BYTES[kv_type]
    per_cell = shape.key_numbers[layer] + shape.value_numbers[layer]
    return cells * per_cell * size_bytes // numbers


# The moments at which the work space is largest. `tokens` are those of one step. ----------------


def _mask_bytes(settings: RunSettings, cells: int) -> int:
    """Which cell each token may see: half a float with fused attention, else a whole one."""
    size = _HALF_BYTES if settings.flash_attention else _FLOAT_BYTES
    return cells * settings.step_tokens * size


def _choosing_bytes(shape: ModelShape, settings: RunSettings, widths: int) -> int:
    """Logits of some rows, and the last layer's numbers of all."""
    rows = min(OUTPUTS, settings.step_tokens)
    return _FLOAT_BYTES * (rows * shape.vocabulary + widths * shape.width * settings.step_tokens)


def _feeding_bytes(shape: ModelShape, settings: RunSettings, cells: int, widths: float) -> int:
    """Three times the inner width of a layer and some times the width between layers."""
    numbers = 3 * shape.feed_forward + widths * shape.width
    step = int(_FLOAT_BYTES * settings.step_tokens * numbers)
    return step + cells * settings.step_tokens * _HALF_BYTES


def _attending_bytes(shape: ModelShape, settings: RunSettings, cells: int) -> int:
    """Without fused attention: every head's weight for every cell, and the mask."""
    if settings.flash_attention:
        return 0
    per_token = shape.heads * cells + 5 * shape.width + 2 * max(shape.key_numbers)
    return _FLOAT_BYTES * settings.step_tokens * per_token + _mask_bytes(settings, cells)


def _processor_bytes(shape: ModelShape, settings: RunSettings, cells: int) -> int:
    widths = 4.4 if settings.kv_type == "f16" else 3.4
    return max(
        _choosing_bytes(shape, settings, 2),
        _feeding_bytes(shape, settings, cells, widths),
        _attending_bytes(shape, settings, cells),
    )


def _device_bytes(shape: ModelShape, settings: RunSettings, cells: int, layers: int) -> int:
    """A device that has not all layers also computes long steps of the others, from copies."""
    feeding = _feeding_bytes(shape, settings, cells, 2.33)
    copying = 0
    if layers <= shape.layers:
        feeding = _feeding_bytes(shape, settings, cells, 4.4) + shape.largest_table_bytes
        copying = max(kv_bytes(shape, n, cells, settings.kv_type) for n in range(shape.layers))
        copying += _mask_bytes(settings, cells)
        copying += 3 * shape.width * settings.step_tokens * _FLOAT_BYTES
    return max(
        _choosing_bytes(shape, settings, 1),
        feeding,
        copying,
        _attending_bytes(shape, settings, cells),
    )


def _hand_over_bytes(shape: ModelShape, settings: RunSettings, cells: int) -> int:
    """What lies in memory while a device computes: the mask and what goes in."""
    passed = 2 * shape.width * settings.step_tokens * _FLOAT_BYTES
    return passed + _mask_bytes(settings, cells)
