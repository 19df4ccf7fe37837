"""How fast a model will read and write on this machine, from its head and a calibration. Pure.

Time is taken to be a sum: for each type of weights the numbers (reading a prompt) or the bytes
(writing a token) that a token is multiplied with, at the pace that this machine has for that type;
for each layer the steps between its tables; and for the text before a token the attention to it.
The paces were measured with models of random weights (`calibrating`), at rows of two widths, for
narrow rows compute less efficiently and small models stay in the processor's cache.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, NamedTuple

from msgspec import Meta, Struct

from appliance.engine.tuning.records import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.engine.gguf.work import Matrices, ModelWork

# What is predicted: reading a page or two, and answering in a few sentences.
PROMPT_TOKENS, ANSWER_TOKENS = 512, 64

_Seconds = Annotated[float, Meta(ge=0, le=1e6)]
_Count = Annotated[int, Meta(ge=0, le=2**53)]


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """One measured run of a model of random weights; seconds are the best of several.

    Attributes:
        type: of all its weights.
        numbers: weights in the tables of its blocks.
        size_bytes: of these tables.
        layers: blocks.
        width: numbers per token between blocks.
        step_numbers: numbers per token that steps between the tables touch (`step_numbers`).
        attention_numbers: as `ModelWork`.
        kv_bytes: per token, as `ModelWork`.
        prompt_tokens: that were read.
        prefill_s: reading them.
        answer_tokens: that were written after them.
        decode_s: writing them.
    """

    type: str
    numbers: _Count
    size_bytes: _Count
    layers: _Count
    width: _Count
    step_numbers: _Count
    attention_numbers: _Count
    kv_bytes: _Count
    prompt_tokens: _Count
    prefill_s: _Seconds
    answer_tokens: _Count
    decode_s: _Seconds


class Pace(Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds per number (reading) and per byte (writing) at rows of some width."""

    type: str
    width: _Count
    size_bytes: _Count
    prefill_s: _Seconds
    decode_s: _Seconds


class Calibration(Struct, frozen=True, forbid_unknown_fields=True):
    """What this machine needs for each part of the work.

    Attributes:
        fingerprint: of machine and engine; another one makes it worthless.
        threads: that computed.
        measured_at: ISO 8601 in UTC.
        prefill_step_s: per number that a step between tables touches.
        prefill_attention_s: per number of the heads and earlier token.
        decode_layer_s: per layer and written token.
        decode_cache_s: per byte of KV cache and written token.
        paces: for each type that was measured, at one or two widths.
        samples: what all this was found from.
    """

    fingerprint: Fingerprint
    threads: _Count
    measured_at: str
    prefill_step_s: _Seconds
    prefill_attention_s: _Seconds
    decode_layer_s: _Seconds
    decode_cache_s: _Seconds
    paces: tuple[Pace, ...]
    samples: tuple[Sample, ...]


class Speed(NamedTuple):
    """Tokens per second, of a prompt and of an answer after it."""

    prefill_rate: float
    decode_rate: float


def step_numbers(layers: int, width: int, ffn: int) -> int:
    """Numbers per token that norms, additions and the gate touch, over all layers."""
    return layers * (8 * width + 3 * ffn)


def types_of(shape: ModelWork) -> frozenset[str]:
    """Types of weights whose pace must be known to predict this model."""
    return frozenset(one.type for one in (*shape.blocks, shape.output))


def predict(
    shape: ModelWork,
    calibration: Calibration,
    *,
    prompt_tokens: int = PROMPT_TOKENS,
    answer_tokens: int = ANSWER_TOKENS,
) -> Speed | None:
    """The speed on the calibrated machine; None if a type of its weights was never measured."""
    if not types_of(shape) <= {pace.type for pace in calibration.paces}:
        return None
    total_bytes = sum(one.size_bytes for one in shape.blocks) + shape.output.size_bytes
    prefill_s = calibration.prefill_step_s * step_numbers(shape.layers, shape.width, shape.ffn)
    prefill_s += calibration.prefill_attention_s * shape.attention_numbers * prompt_tokens / 2
    decode_s = calibration.decode_layer_s * shape.layers
    before = prompt_tokens + answer_tokens / 2
    decode_s += calibration.decode_cache_s * shape.kv_bytes_per_token * before
    for one in shape.blocks:
        prefill_s += one.numbers * _prefill_pace(calibration, one, shape.width)
        decode_s += one.size_bytes * _decode_pace(calibration, one, total_bytes)
    # The next token is chosen once per prompt, but once per written token.
    head = shape.output
    prefill_s += head.numbers * _prefill_pace(calibration, head, shape.width) / prompt_tokens
    decode_s += head.size_bytes * _decode_pace(calibration, head, total_bytes)
    return Speed(1 / prefill_s, 1 / decode_s)


def _prefill_pace(calibration: Calibration, of: Matrices, width: int) -> float:
    paces = [pace for pace in calibration.paces if pace.type == of.type]
    return _between([(pace.width, pace.prefill_s) for pace in paces], width)


def _decode_pace(calibration: Calibration, of: Matrices, total_bytes: int) -> float:
    paces = [pace for pace in calibration.paces if pace.type == of.type]
    return _between([(pace.size_bytes, pace.decode_s) for pace in paces], total_bytes)


def _between(points: Sequence[tuple[int, float]], at: int) -> float:
    """Straight between the points over the logarithm; beyond them the nearest one's value."""
    points = sorted(points)
    (low, first), (high, last) = points[0], points[-1]
    if at <= low or low == high:
        return first
    if at >= high:
        return last
    share = (math.log(at) - math.log(low)) / (math.log(high) - math.log(low))
    return first + share * (last - first)


# From samples to paces --------------------------------------------------------------------------


def solve(
    samples: Sequence[Sample],
    *,
    fingerprint: Fingerprint,
    threads: int,
    measured_at: str,
) -> Calibration:
    """The calibration from samples, in order: thin with a short and with a long prompt, then wider.

    The thin model's many layers and long prompt show what layers and attention take; the wider
    ones, of one or more types, the paces of weights. Raises: ValueError: fewer than three.
    """
    if len(samples) < 3:
        raise ValueError("a calibration needs a thin model twice and a wider one")
    short, long, *wider = samples
    attention_s = _slope(
        (short.prompt_tokens / 2 * short.attention_numbers, _prefill_s(short)),
        (long.prompt_tokens / 2 * long.attention_numbers, _prefill_s(long)),
    )
    cache_s = _slope(
        (_before(short) * short.kv_bytes, _decode_s(short)),
        (_before(long) * long.kv_bytes, _decode_s(long)),
    )

    def net_prefill(one: Sample) -> float:
        return _prefill_s(one) - attention_s * one.attention_numbers * one.prompt_tokens / 2

    def net_decode(one: Sample) -> float:
        return _decode_s(one) - cache_s * _before(one) * one.kv_bytes

    # Two unknowns, the pace of weights and that of what stands between, from a thin and a wider
    # model of one type.
    same = next(one for one in wider if one.type == short.type)
    step_s = _second(
        (short.numbers, short.step_numbers, net_prefill(short)),
        (same.numbers, same.step_numbers, net_prefill(same)),
    )
    layer_s = _second(
        (short.size_bytes, short.layers, net_decode(short)),
        (same.size_bytes, same.layers, net_decode(same)),
    )
    paces = tuple(
        Pace(
            one.type,
            one.width,
            one.size_bytes,
            max(0.0, net_prefill(one) - step_s * one.step_numbers) / one.numbers,
            max(0.0, net_decode(one) - layer_s * one.layers) / one.size_bytes,
        )
        for one in wider
    )
    return Calibration(
        fingerprint=fingerprint,
        threads=threads,
        measured_at=measured_at,
        prefill_step_s=step_s,
        prefill_attention_s=attention_s,
        decode_layer_s=layer_s,
        decode_cache_s=cache_s,
        paces=paces,
        samples=tuple(samples),
    )


def errors(predicted: Speed, measured: Speed) -> Mapping[str, float]:
    """By how much each rate is off, as a share of what was measured."""
    return {
        "prefill": predicted.prefill_rate / measured.prefill_rate - 1,
        "decode": predicted.decode_rate / measured.decode_rate - 1,
    }


def _prefill_s(one: Sample) -> float:
    return one.prefill_s / one.prompt_tokens


def _decode_s(one: Sample) -> float:
    return one.decode_s / one.answer_tokens


def _before(one: Sample) -> float:
    """Tokens before the average written one."""
    return one.prompt_tokens + one.answer_tokens / 2


def _slope(first: tuple[float, float], second: tuple[float, float]) -> float:
    return max(0.0, (second[1] - first[1]) / (second[0] - first[0]))


def _second(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """`y` of a·x + b·y = c, twice; at least 0, at most what the first one leaves for it."""
    (a1, b1, c1), (a2, b2, c2) = first, second
    found = (a2 * c1 - a1 * c2) / (a2 * b1 - a1 * b2)
    return min(max(0.0, found), c1 / b1)
