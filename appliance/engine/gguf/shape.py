"""What of a GGUF file decides how much memory the model needs: sizes per layer, heads, vocabulary.

Pure; reads only the head of the file, which `gguf.check` has to pass first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.engine.gguf.check import MAGIC, MOST_FIELDS, MOST_TENSORS, check
from appliance.engine.gguf.layout import TYPE_NUMBERS, Table, read
from appliance.engine.gguf.values import Cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.engine.gguf.values import Source, Value

_BLOCK = re.compile(r"blk\.(\d+)\.")
# What ggml stores anew, in the order that the processor's kernels like best (x86 with AVX2; the
# others stay as they are). Such a table cannot also be looked up row by row.
_REORDERED = frozenset(TYPE_NUMBERS[name] for name in ("Q4_0", "Q4_K", "IQ4_NL"))
_ROWS_TOGETHER = 8


@dataclass(frozen=True)
class ModelShape:
    """Sizes of a language model.

    Attributes:
        architecture: name of the network.
        context_tokens: what it was made for.
        width: numbers per token between layers.
        feed_forward: numbers per token inside the largest layer.
        heads: of attention, in the layer that has most.
        key_numbers: per layer, what one cell of the KV cache keeps for the keys.
        value_numbers: the same for the values.
        vocabulary: tokens.
        layer_bytes: weights of each layer as stored.
        input_bytes: the table that tokens are looked up in, and what belongs to no layer.
        output_bytes: the table that tokens are chosen with, and the norm before it.
        shared_table: the output uses the input's table; it is counted in both.
        reordered_output: the processor keeps a reordered copy of a shared table.
        largest_table_bytes: the largest single table of a layer.
    """

    architecture: str
    context_tokens: int
    width: int
    feed_forward: int
    heads: int
    key_numbers: tuple[int, ...]
    value_numbers: tuple[int, ...]
    vocabulary: int
    layer_bytes: tuple[int, ...]
    input_bytes: int
    output_bytes: int
    shared_table: bool
    reordered_output: bool
    largest_table_bytes: int

    @property
    def layers(self) -> int:
        """Layers of the network, the output not counted."""
        return len(self.layer_bytes)


def shape_of(source: Source) -> ModelShape:
    """Sizes of the model in `source`. Raises: WeightsRefused: it is not one that is run here."""
    facts = check(source)
    sizes = facts.sizes
    settings = {
        key.removeprefix(f"{facts.architecture}."): value
        for key, value in _fields(source).items()
        if key.startswith(f"{facts.architecture}.")
    }
    layers = sizes.blocks
    heads = _per_layer(settings, "attention.head_count", layers, 1)
    kv_heads = _per_layer(settings, "attention.head_count_kv", layers, 0)
    kv_heads = [own or of_all for own, of_all in zip(kv_heads, heads, strict=True)]
    usual = sizes.embedding // max(1, heads[0])
    key_length = _number(settings, "attention.key_length", usual)
    value_length = _number(settings, "attention.value_length", usual)
    tables = read(source).tables
    by_layer = [0] * layers
    named: dict[str, Table] = {}
    other_bytes = largest = 0
    for table in tables:
        match = _BLOCK.match(table.name)
        if match is not None:
            by_layer[int(match[1])] += table.size_bytes
            largest = max(largest, table.size_bytes)
        else:
            named[table.name] = table
            other_bytes += table.size_bytes
    token_table = named["token_embd.weight"]
    shared = "output.weight" not in named
    output = token_table if shared else named["output.weight"]
    output_bytes = output.size_bytes + named["output_norm.weight"].size_bytes
    return ModelShape(
        architecture=facts.architecture,
        context_tokens=sizes.context_tokens,
        width=sizes.embedding,
        feed_forward=max(_per_layer(settings, "feed_forward_length", layers, 0)),
        heads=max(heads),
        key_numbers=tuple(number * key_length for number in kv_heads),
        value_numbers=tuple(number * value_length for number in kv_heads),
        vocabulary=sizes.vocabulary,
        layer_bytes=tuple(by_layer),
        input_bytes=other_bytes
        - named["output_norm.weight"].size_bytes
        - (0 if shared else output.size_bytes),
        output_bytes=output_bytes,
        shared_table=shared,
        reordered_output=output.type in _REORDERED and output.rows % _ROWS_TOGETHER == 0,
        largest_table_bytes=largest,
    )


def _fields(source: Source) -> Mapping[str, Value]:
    cursor = Cursor(source)
    cursor.take(len(MAGIC) + 4)
    cursor.count(MOST_TENSORS, "tensors")
    count = cursor.count(MOST_FIELDS, "fields")
    return {cursor.key(): cursor.value() for _ in range(count)}


def _number(settings: Mapping[str, Value], name: str, usual: int) -> int:
    value = settings.get(name)
    return value.content if value is not None and isinstance(value.content, int) else usual


def _per_layer(settings: Mapping[str, Value], name: str, layers: int, usual: int) -> list[int]:
    """One number for each layer, whether the file has one for all or a list."""
    value = settings.get(name)
    if value is None:
        return [usual] * layers
    if isinstance(value.content, int):
        return [value.content] * layers
    if isinstance(value.content, float | str):
        return [usual] * layers
    numbers = [number for number in value.content if isinstance(number, int)]
    return numbers if len(numbers) == layers else [usual] * layers
