"""An engine without a model: answers from a queue, for tests of what is built on engines.

It keeps the contract of `language_contract.py`, so a test that passes with it passes with a model.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.records import Generation, LoadedModel, Timings
from appliance.errors import Cancelled, ContextTooLong, ModelStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from appliance.engine.records import Finish, Prompt, Sampling
    from appliance.jobs import Job

DEFAULT_ANSWER = "The agreement says so on its first page, in plain words, and again at the end."


@dataclass
class ScriptedLanguageEngine:
    """Gives the queued answers in order, then `default`, one word per piece.

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
    ) -> Generation:
        with self._lock:
            self.load(job)
            self.prompts.append(prompt)
            asked = sum(self.count_tokens([message.text for message in prompt.messages]))
            if asked + sampling.max_tokens > self.context_tokens:
                raise ContextTooLong(needed=asked + sampling.max_tokens, limit=self.context_tokens)
            answer, finish = self._cut(sampling)
            shown = ""
            for piece in answer:
                self.pace()
                if self._dead:
                    self._dead, self.loaded = False, None
                    raise ModelStopped(why="the test ended it")
                if job is not None and job.cancelled:
                    raise Cancelled
                shown += piece
                if on_text is not None:
                    on_text(piece)
            return Generation(shown, finish, Timings(0.0, 0.0, asked, 0.0, len(answer), 0.0))

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
