r"""Makes a language model of any size with random weights, to measure speed, never answers.

The file has the layout of a Llama model and the vocabulary of a given GGUF, passes our own check of
weights, and runs at the speed of a trained model of that size and type: the arithmetic does not
depend on what the numbers are. Control tokens have rows of zeros, so that a greedy text does not
end before its limit. The same arguments give the same bytes.

    .venv/bin/python benchmarks/random_model.py --layers 24 --width 2048 --heads 32 --kv-heads 8 \
        --ffn 5632 --type Q4_0 --seed 1 /tmp/random-1.2b.gguf

`--vocab` larger than the vocabulary of `--like` (the starter model, unless given) is filled up with
unused tokens. The last line printed is one JSON object with the number of weights and bytes.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.engine.gguf_check import WEIGHT_TYPES, check
from appliance.engine.gguf_values import BytesSource, Cursor, DescriptorSource, Value, ValueType
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO

TYPE_NUMBERS = {"F32": 0, "F16": 1, "Q4_0": 2, "Q4_1": 3, "Q8_0": 8, "Q4_K": 12, "Q6_K": 14}
FILE_TYPES = {"F32": 0, "F16": 1, "Q4_0": 2, "Q4_1": 3, "Q8_0": 7, "Q4_K": 15, "Q6_K": 18}
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
    """Every table in the order of the file."""
    head = shape.width // shape.heads

    def of(name: str, columns: int, rows: int, stored: str = kind) -> Table:
        per_block, block_bytes = WEIGHT_TYPES[TYPE_NUMBERS[stored]]
        if columns % per_block:
            raise SystemExit(f"{name}: {columns} columns are no multiple of {per_block}")
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


def _q6_k(rng: np.random.Generator, blocks: int, spread: float) -> np.ndarray:
    step = spread / (18.5 * 73.9)
    return np.hstack([_random(rng, blocks, 208), _scales(step, blocks)])


BLOCKS: dict[str, Callable[[np.random.Generator, int, float], np.ndarray]] = {
    "F32": _f32,
    "F16": _f16,
    "Q4_0": _q4_0,
    "Q4_1": _q4_1,
    "Q8_0": _q8_0,
    "Q4_K": _q4_k,
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
    assert not isinstance(content, int | float)  # an array's content
    begin += struct.pack("<IQ", value.item, len(content))
    if value.item is ValueType.STRING:
        return begin + b"".join(text(str(item)) for item in content)
    return begin + struct.pack(f"<{len(content)}{_CODES[value.item]}", *content)


def vocabulary(like: Path, size: int | None) -> dict[str, Value]:
    """The fields of the tokenizer of `like`, filled up with unused tokens to `size`."""
    cursor = Cursor(BytesSource(like.read_bytes()))
    cursor.take(16)
    fields = {}
    for _ in range(cursor.unsigned(8)):
        key = cursor.key()
        value = cursor.value()
        if key.startswith("tokenizer.ggml."):
            fields[key] = value
    tokens = list(fields["tokenizer.ggml.tokens"].content)  # type: ignore[arg-type]  # a list
    more = 0 if size is None else size - len(tokens)
    if more < 0:
        raise SystemExit(f"the vocabulary of {like} has {len(tokens)} tokens, more than {size}")
    filler = {
        "tokens": [f"[unused {number}]" for number in range(more)],
        "token_type": [UNUSED_TOKEN] * more,
        "scores": [0.0] * more,
    }
    for name, items in filler.items():
        old = fields.get(f"tokenizer.ggml.{name}")
        if old is not None:
            fields[f"tokenizer.ggml.{name}"] = old._replace(content=[*old.content, *items])  # type: ignore[misc]  # a list
    return fields


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
    out: BinaryIO,
    fields: Mapping[str, Value],
    found: Sequence[Table],
    seed: int,
    silent_rows: Sequence[int],
) -> None:
    """Header, descriptions of the tables, and the tables."""
    out.write(b"GGUF" + struct.pack("<IQQ", 3, len(found), len(fields)))
    for key, value in fields.items():
        out.write(field(key, value))
    offset = 0
    for table in found:
        shape = (table.columns,) if table.type == "F32" else (table.columns, table.rows)
        out.write(text(table.name) + struct.pack("<I", len(shape)))
        out.write(struct.pack(f"<{len(shape)}QIQ", *shape, TYPE_NUMBERS[table.type], offset))
        offset += -(-table.size_bytes // ALIGNMENT) * ALIGNMENT
    rng = np.random.default_rng(seed)
    for table in found:
        out.write(b"\0" * (-out.tell() % ALIGNMENT))
        silent = silent_rows if table.name in ("token_embd.weight", "output.weight") else ()
        for data in weights(table, rng, silent):
            out.write(data.tobytes())
    out.write(b"\0" * (-out.tell() % ALIGNMENT))


def make(
    path: Path,
    shape: Shape,
    *,
    kind: str,
    output_kind: str | None = None,
    seed: int = 1,
    like: Path | None = None,
    context_tokens: int = 8192,
) -> dict[str, int]:
    """Write the model to `path`; returns how many weights and bytes it has.

    `shape.vocab` 0 takes the vocabulary as it is. Raises: WeightsRefused: the shape is no model.
    """
    like = like or starter_folder() / "smollm2-135m-instruct" / "model.gguf"
    words = vocabulary(like, shape.vocab or None)
    types: Sequence[int] = words["tokenizer.ggml.token_type"].content  # type: ignore[assignment]  # ids
    shape = shape._replace(vocab=len(types))
    found = tables(shape, kind, output_kind or kind)
    silent = [number for number, type_ in enumerate(types) if type_ == CONTROL_TOKEN]
    with path.open("wb") as out:
        write(out, {**settings(shape, kind, context_tokens), **words}, found, seed, silent)
    with path.open("rb") as file:
        check(DescriptorSource(file.fileno()))
    count = sum(table.rows * table.columns for table in found)
    return {"weights": count, "size_bytes": path.stat().st_size}


def main() -> None:
    """Make one file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, required=True)
    parser.add_argument("--width", type=int, required=True)
    parser.add_argument("--heads", type=int, required=True)
    parser.add_argument("--kv-heads", type=int, required=True)
    parser.add_argument("--ffn", type=int, required=True)
    parser.add_argument("--vocab", type=int, default=0, help="0: as in --like")
    parser.add_argument("--type", choices=sorted(TYPE_NUMBERS.keys() - {"F32"}), default="Q4_0")
    parser.add_argument("--output-type", choices=sorted(TYPE_NUMBERS.keys() - {"F32"}))
    parser.add_argument("--untied", action="store_true", help="an output table of its own")
    parser.add_argument("--context", type=int, default=8192, metavar="TOKENS")
    parser.add_argument("--like", type=Path, help="GGUF whose vocabulary is taken")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    shape = Shape(
        given.layers,
        given.width,
        given.heads,
        given.kv_heads,
        given.ffn,
        given.vocab,
        not given.untied,
    )
    made = make(
        given.out,
        shape,
        kind=given.type,
        output_kind=given.output_type,
        seed=given.seed,
        like=given.like,
        context_tokens=given.context,
    )
    sys.stdout.write(json.dumps({"file": str(given.out), **made}) + "\n")


if __name__ == "__main__":
    main()
