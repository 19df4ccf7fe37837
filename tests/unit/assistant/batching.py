"""A scripted engine that answers many prompts together and keeps readings, without a model.

Answers come by the question in the prompt, so that the order of work does not matter. A reading's
bytes are made of its name, and the engine takes back only what it gave out.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from appliance.engine.records import Ask, Generation, Priority, Timings
from appliance.errors import Cancelled
from tests.contract.scripted_engine import ScriptedLanguageEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from appliance.engine.records import Prompt, Sampling
    from appliance.jobs import Job

_QUESTION = re.compile(r"Question: (.*)\nAnswer:$")
_STATE_BYTES = 3000


@dataclass
class BatchingEngine(ScriptedLanguageEngine):
    """Attributes:
    by_question: a draft for each question; `default` for others.
    batches: priority and asks of each call of `generate_many`.
    readings: what is in the imaginary child's memory, by name.
    given: names that were brought back by `give_prefix`.
    backwards: the last ask of a batch is finished first.
    """

    by_question: Mapping[str, str] = field(default_factory=dict)
    batches: list[tuple[Priority, tuple[Ask, ...]]] = field(default_factory=list)
    readings: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    backwards: bool = True

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> Generation:
        self._queue.appendleft(self._draft(prompt))
        kept = self._read(prompt)
        shown = None if on_text is None else lambda _, text: on_text(text)
        (made,) = super().generate_many(
            [Ask(prompt, sampling)], job=job, on_text=shown, priority=priority
        )
        return replace(made, timings=self._timings(prompt, kept))

    def generate_many(
        self,
        asks: Sequence[Ask],
        *,
        job: Job | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Generation], None] | None = None,
        priority: Priority = Priority.BATCH,
    ) -> list[Generation]:
        self.load(job)
        self.batches.append((priority, tuple(asks)))
        digest = hashlib.sha256(repr(asks).encode()).hexdigest()[:16]
        schedule = "alone" if len(asks) == 1 else f"batch:{digest}"
        made: dict[int, Generation] = {}
        places = range(len(asks))
        for place in reversed(places) if self.backwards else places:
            if job is not None and job.cancelled:
                raise Cancelled
            prompt = asks[place].prompt
            self.prompts.append(prompt)
            text, kept = self._draft(prompt), self._read(prompt)
            for piece in text.split(" "):
                self.pace()
                if on_text is not None:
                    on_text(place, piece + " ")
            timings = self._timings(prompt, kept)
            made[place] = Generation(text, "stop", timings, schedule=schedule)
            if on_done is not None:
                on_done(place, made[place])
        return [made[place] for place in places]

    def kept(self) -> tuple[tuple[str, int, int], ...]:
        return tuple((name, tokens, len(data)) for name, (tokens, data) in self.readings.items())

    def take_prefix(self, key: str, job: Job | None = None) -> tuple[int, bytes]:
        return self.readings.get(key, (0, b""))

    def give_prefix(self, key: str, tokens: int, data: bytes, job: Job | None = None) -> bool:
        self.load(job)
        if data != _state(key):
            return False
        self.given.append(key)
        self.readings[key] = (tokens, data)
        return True

    def close(self) -> None:
        super().close()
        self.readings.clear()

    def _draft(self, prompt: Prompt) -> str:
        found = _QUESTION.search(prompt.messages[-1].text)
        return self.by_question.get(found[1] if found else "", self.default)

    def _read(self, prompt: Prompt) -> int:
        """Tokens of the prompt that need not be computed."""
        if not prompt.keep:
            return 0
        here = self.readings.get(prompt.keep, (0, b""))[0]
        cut = prompt.messages[-1].cuts[-1]
        self.readings[prompt.keep] = (
            len(prompt.messages[-1].text[:cut].split()),
            _state(prompt.keep),
        )
        return here

    def _timings(self, prompt: Prompt, kept: int) -> Timings:
        tokens = sum(len(message.text.split()) for message in prompt.messages)
        return Timings(0.0, 0.0, tokens - kept, 0.0, 1, 0.0, kept_tokens=kept)


def _state(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest() * (_STATE_BYTES // 32)
