"""How likely a language model finds "Yes", "No" and "Not mentioned" for each statement.

Nothing is written by the model: the likelihood of three fixed answers is compared, so that no text
of a document can bring anything else about than a shift between them. Every statement is also put
without a document; what the model prefers then is its habit, not knowledge, and is divided out
(contextual calibration, Zhao et al. 2021, with the statement kept in place).
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from appliance.assistant.forms.asking import Unmasked
from appliance.engine.records import Priority, ScoreAsk
from appliance.review.asking import prompting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.forms.asking import PromptMask
    from appliance.engine.records import Likelihood, LoadedModel, Prompt
    from appliance.jobs import Job
    from appliance.review.asking.passages import Reading

# Marks of turns, the answers, and what masks make longer, beside the counted texts.
_SPARE_TOKENS = 96


class Scorer(Protocol):
    """The part of a language engine that weighs answers; `engine.client.LanguageEngine` is one."""

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory, if it is."""

    def load(self, job: Job | None = None) -> LoadedModel:
        """Load the model now instead of at first use."""

    def score(
        self,
        asks: Sequence[ScoreAsk],
        *,
        job: Job | None = None,
        priority: Priority = ...,
    ) -> list[list[Likelihood]]:
        """How likely the continuations of each prompt are."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text."""


class Answered(NamedTuple):
    """What the model finds likely, its habit divided out; the three sum to 1."""

    yes: float
    no: float
    unmentioned: float


@dataclass
class Asked:
    """A language model as statements are put to it; for one review, one thread.

    Attributes:
        language: weighs answers.
        name, digest: of the model.
        template: the prompt format that its manifest names.
        mask: hides the case's identifiers from it.
        priority: who goes first; a person who waits for one review, or work of the night.
        habits: what it prefers without a document, by all statements of a batch.
    """

    language: Scorer
    name: str
    digest: str
    template: str
    mask: PromptMask = field(default_factory=Unmasked)
    priority: Priority = Priority.BATCH
    habits: dict[tuple[str, ...], list[tuple[Answered, ...]]] = field(default_factory=dict)

    def most_tokens(self, wanted: int, statements: Sequence[str], job: Job) -> int:
        """Tokens of passages for one reading: `wanted`, or what the model's context leaves.

        It leaves what the longest of the prompts does not need without a document; 0 or less where
        a statement is too long for the model.
        """
        limit = self.language.load(job).limit_tokens
        if not limit:
            return wanted
        frames = [
            "".join(turn.text for turn in one.messages)
            for statement in statements
            for one in prompting.prompts(statement, "", template=self.template)
        ]
        return min(wanted, limit - _SPARE_TOKENS - max(self.language.count_tokens(frames)))


class Weighing(NamedTuple):
    """Answers by the item's id, and a digest of all prompts in their order.

    `in_part` are items about which only a part of the document was put to the model.
    """

    answers: dict[str, Answered]
    schedule: str
    in_part: frozenset[str] = frozenset()


def likelihoods(readings: Sequence[Reading], model: Asked, job: Job) -> Weighing:
    """Put every statement of every reading to the model, all in one batch.

    The model's habits are a batch of their own, computed once for the same statements: so each
    batch has the same content, and the same bits come out, however often the work was interrupted.
    Raises: what `LanguageEngine.score` raises; Cancelled.
    """
    job.check()
    items = [item for reading in readings for item in reading.items]
    if not items:
        return Weighing({}, "")
    statements = tuple(model.mask.mask(prompting.one_line(item.question)) for item in items)
    if statements not in model.habits:
        nothing = prompting.words().nothing
        model.habits[statements] = _said([(one, nothing) for one in statements], model, job)[0]
    documents = [model.mask.mask(one.text) for one in readings for _ in one.items]
    said, schedule = _said(list(zip(statements, documents, strict=True)), model, job)
    answers = {
        item.id: calibrated(one, habit)
        for item, one, habit in zip(items, said, model.habits[statements], strict=True)
    }
    in_part = frozenset(item.id for one in readings if not one.whole for item in one.items)
    return Weighing(answers, schedule, in_part)


def _said(
    pairs: Sequence[tuple[str, str]], model: Asked, job: Job
) -> tuple[list[tuple[Answered, ...]], str]:
    """For each statement and document what each wording brings about; and the batch's name."""
    asked = [
        one
        for statement, document in pairs
        for one in prompting.prompts(statement, document, template=model.template)
    ]
    answers = prompting.words().answers
    rows = model.language.score(
        [ScoreAsk(one, answers) for one in asked], job=job, priority=model.priority
    )
    weighed = [normalised(one.logprob for one in row) for row in rows]
    per = len(asked) // len(pairs)
    together = [tuple(weighed[n : n + per]) for n in range(0, len(weighed), per)]
    return together, _schedule(asked)


def normalised(logs: Iterable[float]) -> Answered:
    """Softmax of three natural logarithms."""
    found = list(logs)
    most = max(found)
    parts = [math.exp(one - most) for one in found]
    return Answered(*(part / sum(parts) for part in parts))


def calibrated(said: Sequence[Answered], habit: Sequence[Answered]) -> Answered:
    """What was said by each wording over what that wording brings about by habit.

    The mean over wordings is geometric, so that one wording on which the model always says the same
    does not decide.
    """
    tiny = 1e-9
    logs = [
        sum(
            math.log(max(one[place], tiny)) - math.log(max(usual[place], tiny))
            for one, usual in zip(said, habit, strict=True)
        )
        / len(said)
        for place in range(3)
    ]
    return normalised(logs)


def _schedule(asked: Sequence[Prompt]) -> str:
    """Names the batch: the prompts in their order determine its arithmetic."""
    digest = hashlib.sha256()
    for one in asked:
        for turn in one.messages:
            raw = turn.text.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return f"score:{digest.hexdigest()[:16]}"
