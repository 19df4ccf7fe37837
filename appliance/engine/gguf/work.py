"""What the head of a GGUF file says about how much a model computes for each token. Pure.

Only the head is read, and as strictly as in the child that loads the file (`gguf.check`): the
console reads it too, to say before loading how much memory and time a model takes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.engine.gguf.check import MAGIC, MOST_FIELDS, MOST_TENSORS, VERSIONS, WEIGHT_TYPES
from appliance.engine.gguf.settings import check_settings
from appliance.engine.gguf.values import LONGEST_NAME_BYTES, Cursor
from appliance.engine.weights_faults import WeightsFault, WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.engine.gguf.values import Source, Value

TYPE_NAMES = {0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0"}
TYPE_NAMES |= {10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 20: "IQ4_NL"}
TYPE_NAMES |= {23: "IQ4_XS", 30: "BF16"}
_EMBEDDING, _OUTPUT = "token_embd.weight", "output.weight"
_KV_NUMBER_BYTES = 2  # float16


@dataclass(frozen=True)
class Matrices:
    """Tables of one type that a token is multiplied with: how many numbers and bytes."""

    type: str
    numbers: int
    size_bytes: int


@dataclass(frozen=True)
class ModelWork:
    """Sizes of a network.

    Attributes:
        architecture: its name.
        layers: blocks.
        width: numbers per token between blocks.
        ffn: width inside a block's feed-forward part, of the widest block.
        vocabulary: tokens.
        heads: of attention, per block.
        kv_numbers: numbers that one token leaves in the KV cache, over all blocks.
        attention_numbers: numbers of all heads together, over all blocks: with how many each
            earlier token is multiplied.
        blocks: tables of the blocks, by type, largest first.
        output: the table that chooses the next token: used once per written token, and once per
            prompt.
        tensor_bytes: all tables.
    """

    architecture: str
    layers: int
    width: int
    ffn: int
    vocabulary: int
    heads: int
    kv_numbers: int
    attention_numbers: int
    blocks: tuple[Matrices, ...]
    output: Matrices
    tensor_bytes: int

    @property
    def kv_bytes_per_token(self) -> int:
        """Bytes of KV cache per token, in float16."""
        return _KV_NUMBER_BYTES * self.kv_numbers


def read(source: Source) -> ModelWork:
    """The work from the head of a file. Raises: WeightsRefused."""
    cursor = Cursor(source)
    if source.size_bytes < len(MAGIC) or cursor.take(len(MAGIC)) != MAGIC:
        raise WeightsRefused(WeightsFault.OTHER_FORMAT)
    if cursor.unsigned(4) not in VERSIONS:
        raise WeightsRefused(WeightsFault.VERSION)
    table_count = cursor.count(MOST_TENSORS, "tensors")
    fields = {}
    for _ in range(cursor.count(MOST_FIELDS, "fields")):
        key = cursor.key()
        fields[key] = cursor.value()
    tables = [_table(cursor) for _ in range(table_count)]
    found = fields.get("general.architecture")
    if found is None or not isinstance(found.content, str):
        raise WeightsRefused(WeightsFault.MISSING, "general.architecture")
    return _work(found.content, fields, tables)


def _work(
    architecture: str, fields: Mapping[str, Value], tables: Sequence[tuple[str, int, int, int]]
) -> ModelWork:
    sizes = check_settings(fields, architecture)

    def each(name: str, usual: Sequence[int]) -> list[int]:
        value = fields.get(f"{architecture}.{name}")
        if value is None:
            return list(usual)
        if isinstance(value.content, int | float):
            return [int(value.content)] * sizes.blocks
        return [int(number) for number in value.content]

    heads = each("attention.head_count", ())
    kv_heads = each("attention.head_count_kv", heads)
    head = [sizes.embedding // count for count in heads]
    keys = each("attention.key_length", head)
    values = each("attention.value_length", keys)
    blocks: dict[str, Matrices] = {}
    output = None
    for name, rank, numbers, kind in tables:
        per_block, block_bytes = WEIGHT_TYPES[kind]
        made = Matrices(TYPE_NAMES[kind], numbers, numbers // per_block * block_bytes)
        # Without a table of its own the output is computed with the embedding's.
        if name == _OUTPUT or (name == _EMBEDDING and output is None):
            output = made
        elif rank > 1 and name != _EMBEDDING:
            before = blocks.get(made.type, Matrices(made.type, 0, 0))
            blocks[made.type] = Matrices(
                made.type, before.numbers + numbers, before.size_bytes + made.size_bytes
            )
    if output is None:
        raise WeightsRefused(WeightsFault.MISSING, _EMBEDDING)
    return ModelWork(
        architecture=architecture,
        layers=sizes.blocks,
        width=sizes.embedding,
        ffn=max(each("feed_forward_length", ())),
        vocabulary=sizes.vocabulary,
        heads=max(heads),
        kv_numbers=sum(
            count * (key + value) for count, key, value in zip(kv_heads, keys, values, strict=True)
        ),
        attention_numbers=sum(
            count * (key + value) for count, key, value in zip(heads, keys, values, strict=True)
        ),
        blocks=tuple(sorted(blocks.values(), key=lambda one: -one.size_bytes)),
        output=output,
        tensor_bytes=sum(
            numbers // WEIGHT_TYPES[kind][0] * WEIGHT_TYPES[kind][1]
            for _, _, numbers, kind in tables
        ),
    )


def _table(cursor: Cursor) -> tuple[str, int, int, int]:
    """Name, number of dimensions, numbers in it, type."""
    name = cursor.text(LONGEST_NAME_BYTES)
    count = cursor.unsigned(4)
    if not 1 <= count <= 4:
        raise WeightsRefused(WeightsFault.SHAPE, f"{count} dimensions")
    numbers = math.prod(cursor.unsigned(8) for _ in range(count))
    kind = cursor.unsigned(4)
    if kind not in WEIGHT_TYPES:
        raise WeightsRefused(WeightsFault.WEIGHT_TYPE, f"type {kind}")
    cursor.unsigned(8)
    return name, count, numbers, kind
