"""What the stages of a tuning share: children, progress, and the figures that they note down."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.engine.tuning.child import TuningChild
from appliance.engine.tuning.protocol import Trial
from appliance.engine.tuning.records import Figure
from appliance.engine.tuning.rule import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.engine.tuning.protocol import Timed
    from appliance.engine.tuning.records import Group, Quality
    from appliance.engine.tuning.rule import Verdict
    from appliance.jobs import Job

Part = Literal["requantize", "compare", "answers", "weights", "threads", "flash", "step", "kv"]

REPEATS = 3
SHORT_TOKENS, WRITTEN_TOKENS = 256, 24
_STAGE = "measuring"
# About how long the parts take beside each other.
_EFFORTS: dict[Part, int] = {"requantize": 4, "compare": 8, "answers": 4, "weights": 8}
_EFFORTS |= {"threads": 8, "flash": 10, "step": 16, "kv": 12}
_CANDIDATE_PARTS: tuple[Part, ...] = ("requantize", "compare", "answers", "weights")
_PER_CANDIDATE = sum(_EFFORTS[part] for part in _CANDIDATE_PARTS)
_SETTINGS = _EFFORTS["threads"] + 2 * _EFFORTS["flash"] + _EFFORTS["step"] + _EFFORTS["kv"]


class Subject(NamedTuple):
    """Which model is tuned, and what its children may use.

    Attributes:
        name: of the model, for messages to people.
        template: of its prompts.
        context_tokens: the most that the program gives this model.
        default_threads: what is used without a profile.
        cores: the most threads that are tried.
        required_layers: what the children's fence must have beside the essential layers.
    """

    name: str
    template: str
    context_tokens: int
    default_threads: int
    cores: int
    required_layers: tuple[str, ...]


class Bench:
    """Notes of one tuning. `long_tokens` is the length of the long prompt, once it is known."""

    def __init__(self, subject: Subject, job: Job) -> None:
        self.subject = subject
        self.job = job
        self.figures: list[Figure] = []
        self.facts: list[str] = []
        self.long_tokens = SHORT_TOKENS
        self._total = _SETTINGS
        self._done = self._current = 0

    def expect(self, candidates: int) -> None:
        """So many candidates of weights will be measured before the settings."""
        self._total = _SETTINGS + _PER_CANDIDATE * candidates

    def child(self, files: Sequence[int]) -> TuningChild:
        """A child over memory files; the caller closes it. Raises: as `TuningChild`."""
        subject = self.subject
        return TuningChild(
            subject.name,
            files,
            threads=subject.cores,
            required_layers=subject.required_layers,
            job=self.job,
        )

    def trial(self, place: int = 0) -> Trial:
        """How weights are run without a profile."""
        threads = min(self.subject.default_threads, self.subject.cores)
        return Trial(place, threads, threads)

    def part(self, part: Part, note: str) -> Callable[[int, int], None]:
        """Begin a part of the work; what comes back gets what is done and all of it."""
        self._done += self._current
        self._current = _EFFORTS[part]
        base, effort = self._done, self._current

        def show(done: int, total: int) -> None:
            share = base + effort * min(done, total) / max(total, 1)
            permille = min(1000, int(1000 * share / self._total))
            self.job.tick(_STAGE, permille, 1000, unit="‰", note=note)

        show(0, 1)
        return show

    def note(
        self,
        group: Group,
        value: str,
        runs: Sequence[Run],
        verdict: Verdict,
        *,
        default: bool,
        quality: Quality | None = None,
    ) -> None:
        """Keep the medians of what was measured."""
        prefill = median(run.read_tokens / run.prefill_s for run in runs)
        written = [run.written_tokens / run.decode_s for run in runs if run.written_tokens]
        self.figures.append(
            Figure(
                group=group,
                value=value,
                prompt_tokens=runs[0].read_tokens,
                prefill_rate=prefill,
                decode_rate=median(written) if written else 0.0,
                default=default,
                chosen=verdict.chosen,
                gain=verdict.gain,
                verdict=verdict.why,
                quality=quality,
            )
        )


def as_runs(timed: Sequence[Timed], read_tokens: int, written_tokens: int) -> list[Run]:
    """The child's times with what they were taken for."""
    return [Run(read_tokens, written_tokens, one.prefill_s, one.decode_s) for one in timed]
