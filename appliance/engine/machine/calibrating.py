"""Measures this machine with models of random weights, each in a confined child as any model is."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from appliance.children import sealed_memory
from appliance.engine.language import LanguageEngine
from appliance.engine.machine import random_weights
from appliance.engine.machine.prediction import ANSWER_TOKENS, PROMPT_TOKENS, Sample, step_numbers
from appliance.engine.machine.random_weights import TYPE_NUMBERS, Shape
from appliance.engine.records import Message, Prompt, Sampling
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BASE_TYPE = "Q4_0"
# Types that random weights can be made in; others cannot be predicted.
MEASURABLE = frozenset(TYPE_NUMBERS) - {"F32"}
_LONG_TOKENS = 1_408
_CONTEXT_TOKENS = 2_048
_KV_NUMBER_BYTES = 2
# Other work on the machine only ever makes a run slower, so the best of some is nearest the truth.
_REPEATS = 3
# Many layers of next to nothing; rows as in models of 100-500 million weights; rows as in models of
# 1-3 thousand million, few of them, but more than any cache holds.
_THIN = Shape(layers=28, width=256, heads=4, kv_heads=2, ffn=768, vocab=0, tied=True)
_MIDDLE = Shape(layers=10, width=768, heads=12, kv_heads=4, ffn=2_048, vocab=0, tied=True)
_WIDE = Shape(layers=4, width=2_048, heads=32, kv_heads=8, ffn=5_632, vocab=0, tied=True)


Timed = Callable[[LanguageEngine, int, int, Job], tuple[int, float, float]]


class Run(NamedTuple):
    """One model to measure, and how long its prompt is, in tokens."""

    shape: Shape
    type: str
    prompt_tokens: int = PROMPT_TOKENS


def plan(types: Iterable[str]) -> tuple[Run, ...]:
    """What must be measured to predict models with weights of these types.

    In the order for `prediction.solve`; types that cannot be measured are left out.
    """
    wanted = [BASE_TYPE, *sorted((set(types) & MEASURABLE) - {BASE_TYPE})]
    runs = [Run(_THIN, BASE_TYPE), Run(_THIN, BASE_TYPE, _LONG_TOKENS)]
    for kind in wanted:
        runs += [Run(_MIDDLE, kind), Run(_WIDE, kind)]
    return tuple(runs)


def peak_bytes(runs: Iterable[Run]) -> int:
    """Memory that the largest of them takes, its file beside it while it is loaded."""
    return max(2 * sum(table.size_bytes for table in _tables(run)) for run in runs) + 256 * 2**20


def measure(
    run: Run,
    *,
    threads: int,
    required_layers: tuple[str, ...] = (),
    job: Job,
    timed: Timed | None = None,
) -> Sample:
    """Make the model, run it, and throw it away.

    `timed` runs it once, as `once` does, which is used unless another is given.

    Raises: EngineMissing, ModelStopped, NotConfined, OutOfMemory, Cancelled, ChildTimeout.
    """
    tables = _tables(run)
    words = random_weights.byte_vocabulary()

    def fill(descriptor: int) -> None:
        fields = {**random_weights.settings(_sized(run.shape), run.type, _CONTEXT_TOKENS), **words}
        with os.fdopen(os.dup(descriptor), "wb") as out:
            random_weights.write(out, fields, tables, 1, random_weights.silent_rows(words))

    def source() -> Mapping[str, int]:
        return {"model.gguf": sealed_memory("calibration", fill)}

    engine = LanguageEngine(
        source,
        name="calibration",
        context_tokens=_CONTEXT_TOKENS,
        template="chatml",
        threads=threads,
        required_layers=required_layers,
    )
    try:
        engine.load(job)
        times = [
            (timed or once)(engine, number, run.prompt_tokens, job) for number in range(_REPEATS)
        ]
    finally:
        engine.close()
    blocks = [table for table in tables if table.name.startswith("blk.") and table.rows > 1]
    shape = run.shape
    head = shape.width // shape.heads
    return Sample(
        type=run.type,
        numbers=sum(table.rows * table.columns for table in blocks),
        size_bytes=sum(table.size_bytes for table in blocks),
        layers=shape.layers,
        width=shape.width,
        step_numbers=step_numbers(shape.layers, shape.width, shape.ffn),
        attention_numbers=2 * shape.layers * shape.width,
        kv_bytes=_KV_NUMBER_BYTES * 2 * shape.layers * shape.kv_heads * head,
        prompt_tokens=max(tokens for tokens, _, _ in times),
        prefill_s=min(prefill_s for _, prefill_s, _ in times),
        answer_tokens=ANSWER_TOKENS,
        decode_s=min(decode_s for _, _, decode_s in times),
    )


def once(engine: LanguageEngine, number: int, tokens: int, job: Job) -> tuple[int, float, float]:
    """Read a prompt and write an answer after it.

    Returns: tokens that were read, seconds for them, and for `ANSWER_TOKENS` written ones.
    """
    made = engine.generate(prompt(number, tokens), Sampling(ANSWER_TOKENS), job=job).timings
    per_token_s = made.decode_s / max(1, made.decode_tokens)
    return made.prefill_tokens, made.prefill_s, per_token_s * ANSWER_TOKENS


def prompt(number: int, tokens: int) -> Prompt:
    """A prompt that differs from its first letter on from those of the twelve numbers before."""
    # One letter is one token in a vocabulary that has nothing else.
    letters = "bdfghijklmnop"
    text = (letters[number % len(letters)] + "qrsuvwxyz" * (tokens // 9 + 1))[:tokens]
    return Prompt((Message("user", text),), "chatml")


def _tables(run: Run) -> list[random_weights.Table]:
    return random_weights.tables(_sized(run.shape), run.type, run.type)


def _sized(shape: Shape) -> Shape:
    tokens = random_weights.byte_vocabulary()["tokenizer.ggml.tokens"].content
    assert isinstance(tokens, list)  # noqa: S101 - narrows the union for the checker
    return shape._replace(vocab=len(tokens))
