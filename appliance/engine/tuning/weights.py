"""Makes weights of other types and holds each against the original, in one confined child each."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from appliance.engine.machine import processor
from appliance.engine.tuning import rule as tuning_rule
from appliance.engine.tuning import text as tuning_text
from appliance.engine.tuning.bench import REPEATS, SHORT_TOKENS, WRITTEN_TOKENS, as_runs
from appliance.engine.tuning.child import finish_memory, writable_memory
from appliance.engine.tuning.records import Quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.tuning.bench import Bench
    from appliance.engine.tuning.child import TuningChild
    from appliance.engine.tuning.protocol import Inspected, Trial
    from appliance.engine.tuning.rule import Run, Verdict

_ANSWER_TOKENS = 24
# Contexts, logits and work space of two models.
_WORK_BYTES = 1024**3


class DerivedWeights(NamedTuple):
    """Weights that were made here. `descriptor` is a sealed memory file; who takes it closes it."""

    descriptor: int
    size_bytes: int
    type_name: str
    quality: Quality


class _Measured(NamedTuple):
    """A candidate, with the runs of the original that belong to it."""

    before: list[Run]
    after: list[Run]
    verdicts: dict[str, Verdict]
    quality: Quality


class WeightsStage:
    """Tries the types one after the other, so that only one candidate is in memory with the best.

    Args:
        bench: gets the figures.
        original: memory file of the weights as they are; stays open.
        found: what they are stored as.
    """

    def __init__(self, bench: Bench, original: int, found: Inspected) -> None:
        self._bench = bench
        self._original = original
        self._needed_bytes = found.needed_bytes
        self.stored = max(found.types, key=lambda name: found.types[name], default="as published")
        self._rounding: int | None = None

    def best(self, types: Sequence[str]) -> DerivedWeights | None:
        """The best allowed candidate; None if the original is best. Raises: as `TuningChild`."""
        best: DerivedWeights | None = None
        best_gain = 0.0
        measured: dict[str, _Measured] = {}
        try:
            for type_name in types:
                if not self._has_room(type_name):
                    continue
                output = writable_memory("cofferdam-derived", self._needed_bytes[type_name])
                try:
                    one = measured[type_name] = self._measure(output, type_name)
                    size_bytes = os.fstat(output).st_size
                except BaseException:
                    os.close(output)
                    raise
                made = DerivedWeights(output, size_bytes, type_name, one.quality)
                verdict = one.verdicts[type_name]
                loser: DerivedWeights | None = made
                if verdict.chosen and verdict.gain > best_gain:
                    best, loser, best_gain = made, best, verdict.gain
                if loser is not None:
                    os.close(loser.descriptor)
        except BaseException:
            if best is not None:
                os.close(best.descriptor)
            raise
        self._note(measured, best)
        return best

    def _has_room(self, type_name: str) -> bool:
        """Original and candidate are in memory twice for a time: as memory file and loaded."""
        wanted = os.fstat(self._original).st_size + 2 * self._needed_bytes[type_name] + _WORK_BYTES
        enough = processor.available_memory_bytes() >= wanted
        if not enough:
            why = "there is not enough free memory for it"
            self._bench.facts.append(f"{type_name} was not tried: {why}.")
        return enough

    def _measure(self, output: int, type_name: str) -> _Measured:
        bench = self._bench
        note = f"{self.stored} → {type_name}"
        one, other = bench.trial(0), bench.trial(1)
        tokens = min(2 * SHORT_TOKENS, bench.long_tokens)
        with closing(bench.child((self._original, output))) as child:
            written = child.requantize(0, 1, type_name, bench.part("requantize", note))
            finish_memory(output, written.size_bytes)
            child.hold(0)
            child.hold(1)
            quality = self._compare(child, one, other, note)
            before, after = child.measure(
                (one, other),
                prompt_tokens=tokens,
                written_tokens=WRITTEN_TOKENS,
                repeats=REPEATS,
                on_sign=bench.part("weights", note),
            )
        runs = {
            self.stored: as_runs(before, tokens, WRITTEN_TOKENS),
            type_name: as_runs(after, tokens, WRITTEN_TOKENS),
        }
        verdicts = tuning_rule.choose("weights", self.stored, runs, {type_name: quality})
        return _Measured(runs[self.stored], runs[type_name], verdicts, quality)

    def _compare(self, child: TuningChild, one: Trial, other: Trial, note: str) -> Quality:
        """What the other weights change, and how much of that rounding alone would change."""
        bench = self._bench
        found = child.compare(one, other, tuning_text.prose(), bench.part("compare", note))
        questions = tuning_text.questions()
        show = bench.part("answers", note)

        def ask(trial: Trial) -> list[list[int]]:
            return child.answer(
                trial,
                tuning_text.passage(),
                questions,
                template=bench.subject.template,
                written_tokens=_ANSWER_TOKENS,
                on_sign=show,
            )

        before = ask(one)
        if self._rounding is None:
            turned = structs.replace(one, flash_attention=not one.flash_attention)
            self._rounding = _differing(before, ask(turned))
        return Quality(
            tokens=found.tokens,
            perplexity_before=found.perplexity_one,
            perplexity_after=found.perplexity_other,
            mean_kl=found.mean_kl,
            max_kl=found.max_kl,
            same_top=found.same_top,
            answers=len(questions),
            answers_changed=_differing(before, ask(other)),
            answers_changed_by_rounding=self._rounding,
        )

    def _note(self, measured: dict[str, _Measured], best: DerivedWeights | None) -> None:
        """One figure each; what was allowed but lost to another candidate is told so."""
        for number, (type_name, one) in enumerate(measured.items()):
            if number == 0:
                original = one.verdicts[self.stored]._replace(
                    chosen=best is None,
                    why="as without a profile" if best is None else "another is faster",
                )
                self._bench.note("weights", self.stored, one.before, original, default=True)
            verdict = one.verdicts[type_name]
            if verdict.chosen and (best is None or best.type_name != type_name):
                verdict = verdict._replace(chosen=False, why="another is faster")
            self._bench.note(
                "weights", type_name, one.after, verdict, default=False, quality=one.quality
            )


def _differing(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> int:
    return sum(1 for before, after in zip(one, other, strict=True) if list(before) != list(after))
