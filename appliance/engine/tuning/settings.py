"""Chooses threads, attention, step and key-value cache, one after the other, on given weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from appliance.engine.machine import processor
from appliance.engine.tuning import rule as tuning_rule
from appliance.engine.tuning import text as tuning_text
from appliance.engine.tuning.bench import REPEATS, SHORT_TOKENS, WRITTEN_TOKENS, as_runs
from appliance.engine.tuning.records import Chosen, Quality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.engine.tuning.bench import Bench, Part
    from appliance.engine.tuning.child import TuningChild
    from appliance.engine.tuning.protocol import Trial
    from appliance.engine.tuning.records import Group
    from appliance.engine.tuning.rule import Run

_STEPS = (128, 256, 512, 1024)
_THREAD_REPEATS = 5


class SettingsStage:
    """Each choice is the starting point of the next; `child` holds the weights at place 0."""

    def __init__(self, bench: Bench, child: TuningChild) -> None:
        self._bench = bench
        self._child = child
        self._now = bench.trial()

    def best(self) -> Chosen:
        """Measure and choose all. Raises: as `TuningChild.measure`."""
        self._threads()
        self._attention()
        self._step()
        self._cache()
        now = self._now
        return Chosen(
            prefill_threads=now.prefill_threads,
            decode_threads=now.decode_threads,
            flash_attention=now.flash_attention,
            step_tokens=now.step_tokens,
            kv_type="q8_0" if now.kv_type == "q8_0" else "f16",
        )

    def _threads(self) -> None:
        """Both numbers from the same runs: reading and writing are timed apart."""
        counts = processor.thread_counts(self._bench.subject.cores)
        if len(counts) == 1:
            self._bench.facts.append("Threads cannot be varied: there is one core.")
            return
        trials = {
            str(count): structs.replace(self._now, prefill_threads=count, decode_threads=count)
            for count in counts
        }
        tokens = min(SHORT_TOKENS, self._bench.long_tokens)
        runs = self._runs("threads", "threads", trials, tokens, repeats=_THREAD_REPEATS)
        default = str(self._now.prefill_threads)
        cores = str(self._bench.subject.cores)
        prefill = int(self._decide("prefill_threads", default, runs, all_cores=cores))
        decode = int(self._decide("decode_threads", default, runs, all_cores=cores))
        self._now = structs.replace(self._now, prefill_threads=prefill, decode_threads=decode)

    def _attention(self) -> None:
        """Decided at the long prompt; the short one is measured to be shown."""
        trials = {
            "on": structs.replace(self._now, flash_attention=True),
            "off": structs.replace(self._now, flash_attention=False),
        }
        bench = self._bench
        runs = self._runs("flash", "flash attention", trials, bench.long_tokens)
        best = self._decide("flash_attention", "on", runs)
        if bench.long_tokens > SHORT_TOKENS:
            short = self._runs("flash", "flash attention", trials, SHORT_TOKENS)
            verdicts = tuning_rule.choose("flash_attention", "on", short)
            for value, found in short.items():
                verdict = verdicts[value]._replace(
                    chosen=value == best, why="for comparison, at a short prompt"
                )
                bench.note("flash_attention", value, found, verdict, default=value == "on")
        self._now = trials[best]

    def _step(self) -> None:
        most = max(self._bench.long_tokens, _STEPS[0])
        trials = {
            str(step): structs.replace(self._now, step_tokens=step)
            for step in _STEPS
            if step <= most or step == self._now.step_tokens
        }
        runs = self._runs(
            "step", "tokens per step", trials, self._bench.long_tokens, written_tokens=0
        )
        best = self._decide("step", str(self._now.step_tokens), runs)
        self._now = trials[best]

    def _cache(self) -> None:
        """A smaller cache changes results, so its quality is compared when it is faster."""
        if not self._now.flash_attention:
            why = "the engine has it only with flash attention"
            self._bench.facts.append(f"A key-value cache of q8_0 was not tried: {why}.")
            return
        trials = {
            "f16": self._now,
            "q8_0": structs.replace(self._now, kv_type="q8_0"),
        }
        runs = self._runs("kv", "key-value cache", trials, self._bench.long_tokens)
        qualities: dict[str, Quality] = {}
        if tuning_rule.choose("kv", "f16", runs)["q8_0"].chosen:
            found = self._child.compare(
                trials["f16"], trials["q8_0"], tuning_text.prose(), lambda _done, _total: None
            )
            qualities["q8_0"] = Quality(
                tokens=found.tokens,
                perplexity_before=found.perplexity_one,
                perplexity_after=found.perplexity_other,
                mean_kl=found.mean_kl,
                max_kl=found.max_kl,
                same_top=found.same_top,
            )
        self._now = trials[self._decide("kv", "f16", runs, qualities)]

    def _runs(
        self,
        part: Part,
        note: str,
        trials: Mapping[str, Trial],
        prompt_tokens: int,
        *,
        written_tokens: int = WRITTEN_TOKENS,
        repeats: int = REPEATS,
    ) -> dict[str, list[Run]]:
        timed = self._child.measure(
            tuple(trials.values()),
            prompt_tokens=prompt_tokens,
            written_tokens=written_tokens,
            repeats=repeats,
            on_sign=self._bench.part(part, note),
        )
        return {
            value: as_runs(found, prompt_tokens, written_tokens)
            for value, found in zip(trials, timed, strict=True)
        }

    def _decide(
        self,
        group: Group,
        default: str,
        runs: Mapping[str, list[Run]],
        qualities: Mapping[str, Quality] | None = None,
        *,
        all_cores: str = "",
    ) -> str:
        """The chosen value; all are noted down."""
        verdicts = tuning_rule.choose(group, default, runs, qualities, all_cores=all_cores)
        for value, found in runs.items():
            self._bench.note(
                group,
                value,
                found,
                verdicts[value],
                default=value == default,
                quality=(qualities or {}).get(value),
            )
        return next(value for value, verdict in verdicts.items() if verdict.chosen)
