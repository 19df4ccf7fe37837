"""Language models of any size with random weights, to measure how fast a machine computes.

A network of such a size and type takes as long as a trained one: the arithmetic does not depend on
what the numbers are. Nothing that such a model writes is ever shown.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.engine.gguf.check import WEIGHT_TYPES
from appliance.engine.gguf.values import Value, ValueType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Protocol

    class Sink(Protocol):
        """Where the file goes, from its beginning on."""

        def write(self, data: bytes, /) -> object:
            """Take the next bytes."""


TYPE_NUMBERS = {"F32": 0, "F16": 1, "Q4_0": 2, "Q4_1": 3, "Q5_0": 6, "Q5_1": 7, "Q8_0": 8}
TYPE_NUMBERS |= {"Q4_K": 12, "Q5_K": 13, "Q6_K": 14}
FILE_TYPES = {"F32": 0, "F16": 1, "Q4_0": 2, "Q4_1": 3, "Q5_0": 8, "Q5_1": 9, "Q8_0": 7}
FILE_TYPES |= {"Q4_K": 15, "Q5_K": 17, "Q6_K": 18}
ALIGNMENT = 32
CONTROL_TOKEN, UNUSED_TOKEN = 3, 5
# Blocks made at once; keeps the memory of the generator below 100 MB.
BLOCKS_AT_ONCE = 1 << 18
_CODES = {
    ValueType.UINT8: "B",
    ValueType.INT8: "b",
    ValueType.UINT32: "I",
    ValueType.INT32: "i",
    ValueType.FLOAT32: "f",
    ValueType.BOOL: "?",
    ValueType.UINT64: "Q",
    ValueType.INT64: "q",
}


class Shape(NamedTuple):
    """Sizes of the network, as its header names them."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    ffn: int
    vocab: int
    tied: bool


class Table(NamedTuple):
    """One table of weights: rows of `columns` numbers."""

    name: str
    columns: int
    rows: int
    type: str
    size_bytes: int


def tables(shape: Shape, kind: str, output_kind: str) -> list[Table]:
    """Every table in the order of the file. Raises: ValueError: rows that are no whole blocks."""
    head = shape.width // shape.heads

    def of(name: str, columns: int, rows: int, stored: str = kind) -> Table:
        per_block, block_bytes = WEIGHT_TYPES[TYPE_NUMBERS[stored]]
        if columns % per_block:
            raise ValueError(f"{name}: {columns} columns are no multiple of {per_block}")
        return Table(name, columns, rows, stored, columns * rows // per_block * block_bytes)

    found = [of("token_embd.weight", shape.width, shape.vocab, output_kind)]
    for layer in range(shape.layers):
        begin = f"blk.{layer}."
        found += [
            of(f"{begin}attn_norm.weight", shape.width, 1, "F32"),
            of(f"{begin}attn_q.weight", shape.width, shape.width),
            of(f"{begin}attn_k.weight", shape.width, head * shape.kv_heads),
            of(f"{begin}attn_v.weight", shape.width, head * shape.kv_heads),
            of(f"{begin}attn_output.weight", shape.width, shape.width),
            of(f"{begin}ffn_norm.weight", shape.width, 1, "F32"),
            of(f"{begin}ffn_gate.weight", shape.width, shape.ffn),
            of(f"{begin}ffn_up.weight", shape.width, shape.ffn),
            of(f"{begin}ffn_down.weight", shape.ffn, shape.width),
        ]
    found.append(of("output_norm.weight", shape.width, 1, "F32"))
    if not shape.tied:
        found.append(of("output.weight", shape.width, shape.vocab, output_kind))
    return found


# Blocks -------------------------------------------------------------------------------------------


def _scales(value: float, blocks: int) -> np.ndarray:
    return np.full(blocks, value, "<f2").view(np.uint8).reshape(blocks, 2)


def _random(rng: np.random.Generator, blocks: int, size: int) -> np.ndarray:
    return rng.integers(0, 256, (blocks, size), np.uint8)


def _f32(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    del rng, spread  # only norms are stored so, and theirs are ones
    return np.ones(blocks, "<f4").view(np.uint8).reshape(blocks, 4)


def _f16(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    numbers = rng.standard_normal(blocks, np.float32) * spread
    return numbers.astype("<f2").view(np.uint8).reshape(blocks, 2)


def _q4_0(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    # Even numbers from -8 to 7 have a standard deviation of 4.6.
    return np.hstack([_scales(spread / 4.6, blocks), _random(rng, blocks, 16)])


def _q4_1(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    step = spread / 4.6
    least = _scales(-7.5 * step, blocks)
    return np.hstack([_scales(step, blocks), least, _random(rng, blocks, 16)])


def _q8_0(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    return np.hstack([_scales(spread / 73.9, blocks), _random(rng, blocks, 32)])


def _q4_k(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    # Number = scale x q - least x m with q from 0 to 15 and both six-bit factors near 32.
    step = spread / 240
    return np.hstack(
        [_scales(step, blocks), _scales(7.5 * step, blocks), _random(rng, blocks, 140)]
    )


def _q5_0(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    return np.hstack([_scales(spread / 9.2, blocks), _random(rng, blocks, 20)])


def _q5_1(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    step = spread / 9.2
    least = _scales(-15.5 * step, blocks)
    return np.hstack([_scales(step, blocks), least, _random(rng, blocks, 20)])


def _q5_k(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    step = spread / 480
    return np.hstack(
        [_scales(step, blocks), _scales(15.5 * step, blocks), _random(rng, blocks, 172)]
    )


def _q6_k(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    step = spread / (18.5 * 73.9)
    return np.hstack([_random(rng, blocks, 208), _scales(step, blocks)])


BLOCKS: dict[str, Callable[[np.random.Generator, int, float], np.ndarray]] = {
    "F32": _f32,
    "F16": _f16,
    "Q4_0": _q4_0,
    "Q4_1": _q4_1,
    "Q8_0": _q8_0,
    "Q5_0": _q5_0,
    "Q5_1": _q5_1,
    "Q4_K": _q4_k,
    "Q5_K": _q5_k,
    "Q6_K": _q6_k,
}


def weights(
    table: Table, rng: np.random.Generator, silent_rows: Sequence[int]
) -> Iterator[np.ndarray]:
    """The table's bytes, a piece at a time; `silent_rows` are all zero."""
    per_block, _ = WEIGHT_TYPES[TYPE_NUMBERS[table.type]]
    per_row = table.columns // per_block
    step = max(1, BLOCKS_AT_ONCE // per_row)
    for begin in range(0, table.rows, step):
        rows = min(step, table.rows - begin)
        data = BLOCKS[table.type](rng, rows * per_row, table.columns**-0.5)
        silent = [row - begin for row in silent_rows if begin <= row < begin + rows]
        data.reshape(rows, -1)[silent] = 0
        yield data


# The file -----------------------------------------------------------------------------------------


def text(value: str) -> bytes:
    """A text with its length before it."""
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def field(key: str, value: Value) -> bytes:
    """One field of the header."""
    begin = text(key) + struct.pack("<I", value.type)
    content = value.content
    if value.item is None:
        if isinstance(content, str):
            return begin + text(content)
        return begin + struct.pack(f"<{_CODES[value.type]}", content)
    assert not isinstance(content, int | float)  # noqa: S101 - an array's content
    begin += struct.pack("<IQ", value.item, len(content))
    if value.item is ValueType.STRING:
        return begin + b"".join(text(str(item)) for item in content)
    return begin + struct.pack(f"<{len(content)}{_CODES[value.item]}", *content)


def settings(shape: Shape, kind: str, context_tokens: int) -> dict[str, Value]:
    """What the network is."""
    numbers = {
        "vocab_size": shape.vocab,
        "context_length": context_tokens,
        "embedding_length": shape.width,
        "block_count": shape.layers,
        "feed_forward_length": shape.ffn,
        "rope.dimension_count": shape.width // shape.heads,
        "attention.head_count": shape.heads,
        "attention.head_count_kv": shape.kv_heads,
    }
    return {
        "general.architecture": Value(ValueType.STRING, None, "llama"),
        "general.name": Value(ValueType.STRING, None, "random weights"),
        "general.file_type": Value(ValueType.UINT32, None, FILE_TYPES[kind]),
        **{f"llama.{key}": Value(ValueType.UINT32, None, n) for key, n in numbers.items()},
        "llama.rope.freq_base": Value(ValueType.FLOAT32, None, 10_000.0),
        "llama.attention.layer_norm_rms_epsilon": Value(ValueType.FLOAT32, None, 1e-5),
    }


def write(
    out: Sink,
    fields: Mapping[str, Value],
    found: Sequence[Table],
    seed: int,
    silent_rows: Sequence[int],
) -> None:
    """Header, descriptions of the tables, and the tables; `silent_rows` of tokens are zero."""
    head = [b"GGUF" + struct.pack("<IQQ", 3, len(found), len(fields))]
    head += [field(key, value) for key, value in fields.items()]
    offset = 0
    for table in found:
        shape = (table.columns,) if table.type == "F32" else (table.columns, table.rows)
        head.append(text(table.name) + struct.pack("<I", len(shape)))
        head.append(struct.pack(f"<{len(shape)}QIQ", *shape, TYPE_NUMBERS[table.type], offset))
        offset += -(-table.size_bytes // ALIGNMENT) * ALIGNMENT
    described = b"".join(head)
    out.write(described + b"\0" * (-len(described) % ALIGNMENT))
    rng = np.random.default_rng(seed)
    for table in found:
        silent = silent_rows if table.name in ("token_embd.weight", "output.weight") else ()
        for data in weights(table, rng, silent):
            out.write(data.tobytes())
        out.write(b"\0" * (-table.size_bytes % ALIGNMENT))


def byte_vocabulary() -> dict[str, Value]:
    """The smallest vocabulary that takes every text: one token per byte, and ChatML's marks."""
    # As the tokenizers of GPT-2 write bytes: those that print stand for themselves.
    plain = {*range(33, 127), *range(161, 173), *range(174, 256)}
    other = (number for number in range(256) if number not in plain)
    letters = {number: chr(number) for number in plain}
    letters |= {number: chr(256 + place) for place, number in enumerate(other)}
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    tokens = [letters[number] for number in range(256)]
    kinds = [1] * (len(tokens) + 2) + [CONTROL_TOKEN] * len(marks)
    tokens += ["th", "the", *marks]

    def of(kind: ValueType, content: int | str) -> Value:
        return Value(kind, None, content)

    return {
        "tokenizer.ggml.model": of(ValueType.STRING, "gpt2"),
        "tokenizer.ggml.pre": of(ValueType.STRING, "gpt-2"),
        "tokenizer.ggml.tokens": Value(ValueType.ARRAY, ValueType.STRING, tokens),
        "tokenizer.ggml.token_type": Value(ValueType.ARRAY, ValueType.INT32, kinds),
        "tokenizer.ggml.merges": Value(ValueType.ARRAY, ValueType.STRING, ["t h", "th e"]),
        "tokenizer.ggml.bos_token_id": of(ValueType.UINT32, tokens.index(marks[1])),
        "tokenizer.ggml.eos_token_id": of(ValueType.UINT32, tokens.index(marks[2])),
    }


def silent_rows(vocabulary: Mapping[str, Value]) -> list[int]:
    """The control tokens: with rows of zeros a greedy text does not end before its limit."""
    types: Sequence[int] = vocabulary["tokenizer.ggml.token_type"].content  # type: ignore[assignment]  # an array of numbers in every checked file
    return [number for number, kind in enumerate(types) if kind == CONTROL_TOKEN]
