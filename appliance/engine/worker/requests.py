"""Checks requests and makes tokens of their prompts; text never becomes a control token."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from appliance.engine.prefixes import Outline, steps_of
from appliance.engine.protocol import Trouble
from appliance.engine.templates import kept_stretches, stretches
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.records import Ask, Prompt, Sampling, ScoreAsk
    from appliance.engine.worker.llama import LlamaModel

MOST_ASKS = 4096
MOST_CONTINUATIONS = 256
_MOST_MESSAGES = 256
_MOST_CUTS = 64
_MOST_STOPS = 16
_MOST_STOP_CHARACTERS = 256
_MOST_GRAMMAR_CHARACTERS = 64 * 1024
_MOST_CONTINUATION_CHARACTERS = 4096
_MOST_KEY_CHARACTERS = 128


class Reader:
    """Makes tokens of prompts; the same text in many prompts of a request is done once."""

    def __init__(self, model: LlamaModel, template: str) -> None:
        self._model = model
        self._template = template
        self._known: dict[tuple[tuple[str, bool], ...], list[int]] = {}

    def stretches(self, prompt: Prompt) -> list[list[int]]:
        """The tokens of each stretch. Raises: Refused."""
        check_prompt(prompt, self._template)
        try:
            parts = stretches(prompt.messages, self._template)
        except ValueError as error:
            raise Refused(Trouble.REQUEST_INVALID) from error
        result = []
        for part in parts:
            key = tuple(part)
            if key not in self._known:
                self._known[key] = [
                    token
                    for segment in part
                    for token in self._model.tokenize(segment.text, control=segment.control)
                ]
            result.append(self._known[key])
        return result

    def outline(self, prompt: Prompt, answer_cells: int) -> Outline:
        """The prompt as the planner sees it. Raises: Refused: it does not fit, or is invalid."""
        rows = self.stretches(prompt)
        needed = sum(map(len, rows)) + answer_cells
        if needed > self._model.limit_tokens:
            limit = self._model.limit_tokens
            raise Refused(Trouble.CONTEXT_TOO_LONG, needed=needed, limit=limit)
        step_tokens = self._model.settings.step_tokens
        kept = len(steps_of(rows[: kept_stretches(prompt.messages)], step_tokens))
        keep = prompt.keep if kept else ""
        return Outline(steps_of(rows, step_tokens), answer_cells, keep, kept)


def outlines_of(model: LlamaModel, template: str, asks: Sequence[Ask]) -> tuple[Outline, ...]:
    """Check all prompts of a request and make tokens of them. Raises: Refused."""
    _allow(1 <= len(asks) <= MOST_ASKS)
    reader = Reader(model, template)
    for ask in asks:
        check_sampling(ask.sampling)
    return tuple(reader.outline(ask.prompt, ask.sampling.max_tokens) for ask in asks)


def check_score(asks: Sequence[ScoreAsk]) -> None:
    """Raises: Refused: there are none, or too many."""
    _allow(1 <= len(asks) <= MOST_ASKS)
    for ask in asks:
        _allow(1 <= len(ask.continuations) <= MOST_CONTINUATIONS)
        longest = max(map(len, ask.continuations))
        _allow(longest <= _MOST_CONTINUATION_CHARACTERS)


def continuations_of(model: LlamaModel, ask: ScoreAsk) -> list[list[int]]:
    """Tokens of each continuation. Raises: Refused."""
    rows = [model.tokenize(text) for text in ask.continuations]
    _allow(all(rows))
    return rows


def check_prompt(prompt: Prompt, template: str) -> None:
    """Raises: Refused: for another format, or larger than any honest prompt."""
    _allow(prompt.template == template)
    _allow(1 <= len(prompt.messages) <= _MOST_MESSAGES)
    _allow(all(len(message.cuts) <= _MOST_CUTS for message in prompt.messages))
    _allow(len(prompt.keep) <= _MOST_KEY_CHARACTERS)


def check_sampling(sampling: Sampling) -> None:
    """Raises: Refused: a number or a text is outside its range."""
    _allow(sampling.max_tokens >= 1 and 0 <= sampling.seed < 2**32)
    _allow(math.isfinite(sampling.temperature) and sampling.temperature >= 0)
    _allow(len(sampling.stop) <= _MOST_STOPS)
    _allow(all(len(stop) <= _MOST_STOP_CHARACTERS for stop in sampling.stop))
    _allow(len(sampling.grammar) <= _MOST_GRAMMAR_CHARACTERS)


def _allow(condition: bool) -> None:
    if not condition:
        raise Refused(Trouble.REQUEST_INVALID)
