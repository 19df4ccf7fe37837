"""Looks through a GGUF file before llama.cpp sees it. Pure; reads only the head of the file.

llama.cpp has had memory errors in this very place every few weeks, and several impossible values
make it abort. So the whole structure is read here first, strictly: counts, lengths, names, types,
settings (`gguf.settings`), the tables of weights and where they lie. What cannot be seen in the
head, a weight that is no number, llama.cpp checks itself while it loads (`llama.py`).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.engine.gguf.settings import ARCHITECTURES, check_settings
from appliance.engine.gguf.values import (
    LONGEST_NAME_BYTES,
    BytesSource,
    Cursor,
    Value,
    ValueType,
)
from appliance.engine.weights_faults import WeightsFault, WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.engine.gguf.settings import Sizes
    from appliance.engine.gguf.values import Source

MAGIC = b"GGUF"
VERSIONS = (2, 3)
# Real models: up to 60 fields and 1,500 tables.
MOST_FIELDS, MOST_TENSORS = 1024, 16_384
_ALIGNMENTS = frozenset({8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096})
_USUAL_ALIGNMENT = 32
_MOST_DIMENSIONS = 4
_LONGEST_DIMENSION = 2**31 - 1

# How weights may be stored: numbers per block, bytes per block (ggml-common.h).
WEIGHT_TYPES: dict[int, tuple[int, int]] = {
    0: (1, 4),  # F32
    1: (1, 2),  # F16
    2: (32, 18),  # Q4_0
    3: (32, 20),  # Q4_1
    6: (32, 22),  # Q5_0
    7: (32, 24),  # Q5_1
    8: (32, 34),  # Q8_0
    10: (256, 84),  # Q2_K
    11: (256, 110),  # Q3_K
    12: (256, 144),  # Q4_K
    13: (256, 176),  # Q5_K
    14: (256, 210),  # Q6_K
    20: (32, 18),  # IQ4_NL
    23: (256, 136),  # IQ4_XS
    30: (1, 2),  # BF16
}
_NAME = re.compile(r"(?:blk\.(0|[1-9][0-9]{0,2})\.|(?!blk\.))[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_NEEDED = ("token_embd.weight", "output_norm.weight")

# Fields that make of a file something else than one whole model of text.
_FORBIDDEN = (
    ("split.", WeightsFault.SPLIT),
    ("adapter.", WeightsFault.ADAPTER),
    ("training.", WeightsFault.TRAINING),
    ("clip.", WeightsFault.VISION),
    ("mmproj.", WeightsFault.VISION),
)
_FORBIDDEN_NAMES = (
    (re.compile(r"lora"), WeightsFault.ADAPTER),
    (re.compile(r"^(v|a|mm|mmproj|resampler)\."), WeightsFault.VISION),
)
_PROGRAM = "tokenizer.chat_template"


class GgufFacts(NamedTuple):
    """What a file that passed says of itself.

    Attributes:
        architecture: name of the network, one of `ARCHITECTURES`.
        sizes: of the network.
        tensors: how many tables of weights.
        has_program: it carries a prompt program (a Jinja template), which is never run.
    """

    architecture: str
    sizes: Sizes
    tensors: int
    has_program: bool


class _Tensor(NamedTuple):
    name: str
    dimensions: tuple[int, ...]
    offset: int
    size_bytes: int


def check(data: bytes | Source) -> GgufFacts:
    """Refuse a file that is not one whole, consistent model of a known kind.

    Raises: WeightsRefused: with the fault, never the file's own text.
    """
    source = BytesSource(data) if isinstance(data, bytes) else data
    cursor = Cursor(source)
    if source.size_bytes < len(MAGIC) or cursor.take(len(MAGIC)) != MAGIC:
        raise WeightsRefused(WeightsFault.OTHER_FORMAT)
    if cursor.unsigned(4) not in VERSIONS:
        raise WeightsRefused(WeightsFault.VERSION)
    tensor_count = cursor.count(MOST_TENSORS, "tensors")
    field_count = cursor.count(MOST_FIELDS, "fields")
    fields = _fields(cursor, field_count)
    alignment = _alignment(fields)
    architecture = _architecture(fields)
    tensors = [_tensor(cursor) for _ in range(tensor_count)]
    _check_layout(tensors, cursor, alignment, source)
    sizes = check_settings(fields, architecture)
    _check_names(tensors, sizes)
    program = any(key.startswith(_PROGRAM) for key in fields)
    return GgufFacts(architecture, sizes, len(tensors), program)


def _fields(cursor: Cursor, count: int) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for _ in range(count):
        key = cursor.key()
        if key in fields:
            raise WeightsRefused(WeightsFault.TWICE, "field")
        for beginning, fault in _FORBIDDEN:
            if key.startswith(beginning):
                raise WeightsRefused(fault)
        fields[key] = cursor.value()
    return fields


def _architecture(fields: Mapping[str, Value]) -> str:
    kind = fields.get("general.type")
    if kind is not None and kind.content != "model":
        fault = WeightsFault.ADAPTER if kind.content == "adapter" else WeightsFault.ARCHITECTURE
        raise WeightsRefused(fault, "general.type")
    found = fields.get("general.architecture")
    if found is None:
        raise WeightsRefused(WeightsFault.MISSING, "general.architecture")
    if found.content == "clip":
        raise WeightsRefused(WeightsFault.VISION)
    if not isinstance(found.content, str) or found.content not in ARCHITECTURES:
        raise WeightsRefused(WeightsFault.ARCHITECTURE)
    for key, value in fields.items():
        group = key.partition(".")[0]
        if group in ARCHITECTURES and group != found.content:
            raise WeightsRefused(WeightsFault.DISAGREE, "settings of two networks")
        if key.startswith(_PROGRAM) and value.type is not ValueType.STRING:
            raise WeightsRefused(WeightsFault.VALUE_TYPE, "prompt program")
    return found.content


def _alignment(fields: Mapping[str, Value]) -> int:
    found = fields.get("general.alignment")
    if found is None:
        return _USUAL_ALIGNMENT
    if found.type is not ValueType.UINT32 or found.content not in _ALIGNMENTS:
        raise WeightsRefused(WeightsFault.ALIGNMENT)
    return int(found.content)


def _tensor(cursor: Cursor) -> _Tensor:
    name = cursor.text(LONGEST_NAME_BYTES)
    for pattern, fault in _FORBIDDEN_NAMES:
        if pattern.search(name):
            raise WeightsRefused(fault, "name of a table")
    if not _NAME.fullmatch(name):
        raise WeightsRefused(WeightsFault.NAME, "name of a table")
    count = cursor.unsigned(4)
    if not 1 <= count <= _MOST_DIMENSIONS:
        raise WeightsRefused(WeightsFault.SHAPE, f"{count} dimensions")
    dimensions = tuple(cursor.unsigned(8) for _ in range(count))
    if not all(1 <= length <= _LONGEST_DIMENSION for length in dimensions):
        raise WeightsRefused(WeightsFault.SHAPE, "dimension")
    kind = cursor.unsigned(4)
    if kind not in WEIGHT_TYPES:
        raise WeightsRefused(WeightsFault.WEIGHT_TYPE, f"type {kind}")
    per_block, block_bytes = WEIGHT_TYPES[kind]
    if dimensions[0] % per_block:
        raise WeightsRefused(WeightsFault.SHAPE, "rows of part of a block")
    size_bytes = math.prod(dimensions) // per_block * block_bytes
    return _Tensor(name, dimensions, cursor.unsigned(8), size_bytes)


def _check_layout(tensors: list[_Tensor], cursor: Cursor, alignment: int, source: Source) -> None:
    """Each table begins right behind the one before, and the last one ends the file."""
    begin = _padded(cursor.place, alignment)
    if not tensors:
        raise WeightsRefused(WeightsFault.MISSING, "weights")
    if begin > source.size_bytes or cursor.take(begin - cursor.place).strip(b"\0"):
        raise WeightsRefused(WeightsFault.LAYOUT, "before the weights")
    expected = end = 0
    for tensor in tensors:
        if tensor.offset != expected:
            raise WeightsRefused(WeightsFault.LAYOUT, "offset")
        end = tensor.offset + tensor.size_bytes
        if end > source.size_bytes - begin:
            raise WeightsRefused(WeightsFault.CUT, "weights")
        expected = _padded(end, alignment)
    rest = source.size_bytes - begin - end
    if rest > expected - end:
        raise WeightsRefused(WeightsFault.EXTRA)
    if source.read(begin + end, rest).strip(b"\0"):
        raise WeightsRefused(WeightsFault.EXTRA, "padding")


def _check_names(tensors: list[_Tensor], sizes: Sizes) -> None:
    """Every block has weights, none beyond the last, and the vocabulary fits its table."""
    by_name = {tensor.name: tensor for tensor in tensors}
    if len(by_name) != len(tensors):
        raise WeightsRefused(WeightsFault.TWICE, "table of weights")
    blocks = {int(match[1]) for name in by_name if (match := _NAME.fullmatch(name)) and match[1]}
    if blocks != set(range(sizes.blocks)):
        raise WeightsRefused(WeightsFault.DISAGREE, "blocks")
    for name in _NEEDED:
        if name not in by_name:
            raise WeightsRefused(WeightsFault.MISSING, name)
    wanted = (sizes.embedding, sizes.vocabulary)
    for name in ("token_embd.weight", "output.weight"):
        if name in by_name and by_name[name].dimensions != wanted:
            raise WeightsRefused(WeightsFault.DISAGREE, name)


def _padded(place: int, alignment: int) -> int:
    return -(-place // alignment) * alignment
