"""Measures how a language model runs best on this machine.

First the weights (`weights`), then everything else on the weights that won
(`settings`). What is chosen is said by `rule` alone.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, NamedTuple

from appliance.engine.machine import processor
from appliance.engine.tuning.bench import WRITTEN_TOKENS, Bench
from appliance.engine.tuning.settings import SettingsStage
from appliance.engine.tuning.weights import WeightsStage

if TYPE_CHECKING:
    from appliance.engine.records import WeightsSource
    from appliance.engine.tuning.bench import Subject
    from appliance.engine.tuning.child import TuningChild
    from appliance.engine.tuning.protocol import Inspected
    from appliance.engine.tuning.records import Chosen, Figure
    from appliance.engine.tuning.weights import DerivedWeights
    from appliance.jobs import Job

WEIGHTS = "model.gguf"
_PROBE_TOKENS = 64
_LONG_TOKENS, _LEAST_LONG_TOKENS = 1_696, 384
# One reading of the long prompt may take so long; slower machines get a shorter prompt.
_LONG_RUN_S = 12.0
_FACTS = (
    "Locking the weights in memory cannot be tried: the fence of every child sets its limit for"
    " locked memory to zero.",
    "Reading or mapping cannot be chosen: weights come from memory that is given back after"
    " loading, so they are always read.",
)


class Tuned(NamedTuple):
    """The outcome. `derived` is None when the original weights are best; its taker closes it."""

    settings: Chosen
    figures: tuple[Figure, ...]
    facts: tuple[str, ...]
    engine_build: str
    derived: DerivedWeights | None
    seconds: float


def tune(source: WeightsSource, subject: Subject, *, requantize: bool, job: Job) -> Tuned:
    """Measure all; with `requantize` also other types of weights. Cancelling leaves nothing behind.

    Raises: ModelRefused, OutOfMemory, EngineMissing, NotConfined, ModelStopped, ChildTimeout,
        ProtocolBroken, Cancelled, and what the source raises.
    """
    began_s = time.monotonic()
    bench = Bench(subject, job)
    bench.facts += _FACTS
    with ExitStack() as stack:
        files = source()
        for descriptor in files.values():
            stack.callback(os.close, descriptor)
        original = files[WEIGHTS]
        with closing(bench.child((original,))) as child:
            found = child.inspect(0)
            build = _probe(bench, child)
        types = _types(bench, found) if requantize else ()
        if not requantize:
            bench.facts.append("Other types of weights were not tried, as was asked.")
        bench.expect(len(types))
        derived = WeightsStage(bench, original, found).best(types)
        try:
            best = original if derived is None else derived.descriptor
            with closing(bench.child((best,))) as child:
                child.hold(0)
                settings = SettingsStage(bench, child).best()
        except BaseException:
            if derived is not None:
                os.close(derived.descriptor)
            raise
    seconds = time.monotonic() - began_s
    return Tuned(settings, tuple(bench.figures), tuple(bench.facts), build, derived, seconds)


def _types(bench: Bench, found: Inspected) -> tuple[str, ...]:
    types, facts = processor.candidates(
        found.types, found.row_lengths, processor.instruction_sets()
    )
    bench.facts += facts
    return types


def _probe(bench: Bench, child: TuningChild) -> str:
    """How fast the original is at all, so that a slow machine gets a shorter long prompt.

    Returns the engine's build.
    """
    bench.job.tick("loading the model", 0, None)
    held = child.hold(0)
    ((run,),) = child.measure(
        (bench.trial(),),
        prompt_tokens=_PROBE_TOKENS,
        written_tokens=1,
        repeats=1,
        on_sign=lambda _done, _total: bench.job.tick("loading the model", 0, None),
    )
    affordable = int(_LONG_RUN_S / run.prefill_s * _PROBE_TOKENS)
    most = min(_LONG_TOKENS, bench.subject.context_tokens, held.context_tokens) - WRITTEN_TOKENS
    bench.long_tokens = min(most, max(_LEAST_LONG_TOKENS, affordable)) // 32 * 32
    if bench.long_tokens < most // 32 * 32:
        bench.facts.append(
            f"The long prompt had {bench.long_tokens:,} tokens: longer ones take too long here."
        )
    return held.engine_build
