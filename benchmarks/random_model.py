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
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.engine.gguf.check import check
from appliance.engine.gguf.values import BytesSource, Cursor, DescriptorSource
from appliance.engine.machine import random_weights
from appliance.engine.machine.random_weights import TYPE_NUMBERS, UNUSED_TOKEN, Shape
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from appliance.engine.gguf.values import Value


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
    tokens = words["tokenizer.ggml.tokens"].content
    assert isinstance(tokens, list)
    shape = shape._replace(vocab=len(tokens))
    found = random_weights.tables(shape, kind, output_kind or kind)
    fields = {**random_weights.settings(shape, kind, context_tokens), **words}
    with path.open("wb") as out:
        random_weights.write(out, fields, found, seed, random_weights.silent_rows(words))
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
