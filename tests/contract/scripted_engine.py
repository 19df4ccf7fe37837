"""An engine without a model: answers from a queue, for tests of what is built on engines.

It keeps the contract of `language_contract.py`, so a test that passes with it passes with a model.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.records import (
    Ask,
    Generation,
    Likelihood,
    LoadedModel,
    Priority,
    Timings,
)
from appliance.errors import Cancelled, ContextTooLong, GrammarInvalid, ModelStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from appliance.engine.records import Finish, Prompt, Sampling, ScoreAsk
    from appliance.jobs import Job

_BYTES_OF_TOKEN = 16
DEFAULT_ANSWER = "The agreement says so on its first page, in plain words, and again at the end."


@dataclass
class ScriptedLanguageEngine:
    """Gives the queued answers in order, then `default`, one word per piece.

    One request at a time, whatever its priority; the answers of a batch are written one after the
    other, so it keeps the contract of `language_contract`, not that of `busy_contract`.

    Attributes:
        prompts: every prompt it was given, oldest first.
        pace: waited for before each piece; lets a test hold an answer half-way.
    """

    answers: Iterable[str] = ()
    default: str = DEFAULT_ANSWER
    context_tokens: int = 4096
    pace: Callable[[], None] = lambda: None
    prompts: list[Prompt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._queue = deque(self.answers)
        self._lock = threading.Lock()
        self._dead = False
        self._kept: dict[str, int] = {}
        self.loaded: LoadedModel | None = None

    def die(self) -> None:
        """End the imaginary child: the request at work, or else the next, fails."""
        self._dead = True

    def load(self, job: Job | None = None) -> LoadedModel:
        if job is not None:
            job.check()
        self.loaded = LoadedModel("language", "scripted", 1, "scripted", "CPU", 1, "full")
        return self.loaded

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> Generation:
        (answer,) = self.generate_many(
            [Ask(prompt, sampling)],
            job=job,
            on_text=None if on_text is None else lambda _, text: on_text(text),
            priority=priority,
        )
        return answer

    def generate_many(
        self,
        asks: Sequence[Ask],
        *,
        job: Job | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Generation], None] | None = None,
        priority: Priority = Priority.BATCH,
    ) -> list[Generation]:
        with self._lock:
            self.load(job)
            for ask in asks:
                self._check(ask)
            schedule = "alone" if len(asks) == 1 else f"batch:{len(asks):016x}"
            answers = []
            for place, ask in enumerate(asks):
                shown: Callable[[str], None] = partial(on_text or _ignore, place)
                answers.append(self._write(ask, schedule, shown, job))
                if on_done is not None:
                    on_done(place, answers[-1])
                if job is not None and len(asks) > 1:
                    job.tick("writing the answers", place + 1, len(asks), unit="answers")
            return answers

    def score(
        self,
        asks: Sequence[ScoreAsk],
        *,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> list[list[Likelihood]]:
        """A continuation is likely if it is how the next answer begins."""
        self.load(job)
        said = (self._queue[0] if self._queue else self.default).split()
        return [[_likelihood(said, text) for text in ask.continuations] for ask in asks]

    def kept(self) -> tuple[tuple[str, int, int], ...]:
        kept = reversed(self._kept.items())
        return tuple((key, tokens, tokens * _BYTES_OF_TOKEN) for key, tokens in kept)

    def take_prefix(self, key: str, job: Job | None = None) -> tuple[int, bytes]:
        self.load(job)
        tokens = self._kept.get(key, 0)
        return tokens, _kept_bytes(key, tokens)

    def give_prefix(self, key: str, tokens: int, data: bytes, job: Job | None = None) -> bool:
        self.load(job)
        fits = tokens > 0 and data == _kept_bytes(key, tokens)
        if fits:
            self._kept[key] = tokens
        return fits

    def forget_prefixes(self) -> None:
        self._kept.clear()

    def _check(self, ask: Ask) -> None:
        needed = self._tokens(ask.prompt) + ask.sampling.max_tokens
        if needed > self.context_tokens:
            raise ContextTooLong(needed=needed, limit=self.context_tokens)
        if ask.sampling.grammar and "root" not in ask.sampling.grammar:
            raise GrammarInvalid(name="scripted")

    def _tokens(self, prompt: Prompt) -> int:
        return sum(self.count_tokens([message.text for message in prompt.messages]))

    def _write(
        self, ask: Ask, schedule: str, shown: Callable[[str], None], job: Job | None
    ) -> Generation:
        self.prompts.append(ask.prompt)
        asked, kept = self._tokens(ask.prompt), self._kept.get(ask.prompt.keep, 0)
        if ask.prompt.keep:
            self._kept[ask.prompt.keep] = asked - self._tokens_after_cut(ask.prompt)
        pieces, finish = self._cut(ask.sampling)
        text = ""
        for piece in pieces:
            self.pace()
            if self._dead:
                self._dead, self.loaded = False, None
                raise ModelStopped(why="the test ended it")
            if job is not None and job.cancelled:
                raise Cancelled
            text += piece
            shown(piece)
        timings = Timings(0.0, 0.0, asked - kept, 0.0, len(pieces), 0.0, kept)
        logprobs = (-0.5,) * len(pieces) if ask.sampling.logprobs else ()
        return Generation(text, finish, timings, schedule, logprobs)

    def _tokens_after_cut(self, prompt: Prompt) -> int:
        last = prompt.messages[-1]
        return len(last.text[last.cuts[-1] :].split()) if last.cuts else 0

    def _cut(self, sampling: Sampling) -> tuple[list[str], Finish]:
        text = self._queue.popleft() if self._queue else self.default
        finish: Finish = "stop"
        words = text.split(" ")
        if len(words) > sampling.max_tokens:
            words, finish = words[: sampling.max_tokens], "length"
        text = " ".join(words)
        places = [place for item in sampling.stop if (place := text.find(item)) >= 0]
        if places:
            text, finish = text[: min(places)], "stop"
        pieces = [word + " " for word in text.split(" ")]
        return [*pieces[:-1], pieces[-1][:-1]], finish

    def close(self) -> None:
        self.loaded = None
        self._kept.clear()


def _ignore(_: int, __: str) -> None:
    """Nobody watches."""


def _likelihood(said: list[str], text: str) -> Likelihood:
    words = text.split()
    same = said[: len(words)] == words
    return Likelihood((-0.1 if same else -5.0) * len(words), len(words), same)


def _kept_bytes(key: str, tokens: int) -> bytes:
    return key.encode()[:_BYTES_OF_TOKEN].ljust(_BYTES_OF_TOKEN) * tokens


@dataclass
class ScriptedEmbeddingEngine:
    """Vectors of words: texts that share words are near, and nothing is learned or loaded."""

    dimensions: int = 384

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            if job is not None:
                job.tick(stage, place, len(texts), unit="passages")
            rows[place, 0] = 0.01
            for word in text.lower().split():
                rows[place, sum(word.encode()) % self.dimensions] += 1.0
            rows[place] /= np.linalg.norm(rows[place])
        return rows

    def close(self) -> None:
        """Nothing is held."""
