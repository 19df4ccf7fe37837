"""What a tuner child measures: speed of trials in turn, and how two ways of running differ."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.protocol import Trouble
from appliance.engine.records import Message
from appliance.engine.tuning.protocol import Compared, Timed
from appliance.engine.worker.tuner.lane import Lane
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from appliance.engine.tuning.protocol import Answer, Compare, Measure
    from appliance.engine.worker.tuner.weights import HeldWeights

    Beat = Callable[[int, int], None]

# Neutral text from which prompts of any length are cut.
_FILLER = (
    "The lender may ask for the annual accounts of the borrower within ninety days after the end "
    "of the financial year, audited and signed, together with a statement of all guarantees. "
)
_WARM_UP_TOKENS = 32
# Rows of logits are large: 64 of 150,000 tokens take 38 MB as floats.
_COMPARED_AT_ONCE = 64
# The first tokens of a text say little: nothing came before them.
_LEAD_TOKENS = 16


def measure(held: Mapping[int, HeldWeights], request: Measure, beat: Beat) -> list[Timed]:
    """Run every trial once, then every trial again, so that a slow minute hits all of them.

    Raises: Refused.
    """
    if request.prompt_tokens < _WARM_UP_TOKENS or not request.trials or request.repeats < 1:
        raise Refused(Trouble.REQUEST_INVALID)
    cells = request.prompt_tokens + request.written_tokens
    runs: list[Timed] = []
    total = request.repeats * len(request.trials)
    with ExitStack() as stack:
        lanes = []
        for trial in request.trials:
            weights = _weights(held, trial.weights)
            lane = stack.enter_context(closing(Lane(weights, trial, cells=cells)))
            prompt = _prompt(weights, request.prompt_tokens)
            lane.timed(prompt[:_WARM_UP_TOKENS], 1)
            lanes.append((lane, prompt))
        for _ in range(request.repeats):
            for lane, prompt in lanes:
                runs.append(Timed(*lane.timed(prompt, request.written_tokens)))
                beat(len(runs), total)
    return runs


def compare(held: Mapping[int, HeldWeights], request: Compare, beat: Beat) -> Compared:
    """Walk through the text with both, a stretch at a time. Raises: Refused."""
    one, other = (_weights(held, trial.weights) for trial in (request.one, request.other))
    tokens = one.tokenize(request.text)
    if one.vocabulary != other.vocabulary or len(tokens) <= _LEAD_TOKENS + 1:
        raise Refused(Trouble.REQUEST_INVALID)
    tokens = tokens[: min(one.context_tokens, other.context_tokens)]
    sums = _Sums()
    with ExitStack() as stack:
        lanes = [
            stack.enter_context(closing(Lane(weights, trial, cells=len(tokens), all_logits=True)))
            for weights, trial in ((one, request.one), (other, request.other))
        ]
        for begin in range(0, len(tokens) - 1, _COMPARED_AT_ONCE):
            stretch = tokens[begin : begin + _COMPARED_AT_ONCE]
            following = tokens[begin + 1 : begin + 1 + len(stretch)]
            logs = [_logarithms(lane.logits(stretch)[: len(following)]) for lane in lanes]
            skip = max(0, _LEAD_TOKENS - begin)
            sums.add(logs[0][skip:], logs[1][skip:], following[skip:])
            beat(begin + len(stretch), len(tokens))
    return sums.result(request.number)


def answers(held: Mapping[int, HeldWeights], request: Answer, beat: Beat) -> list[list[int]]:
    """The likeliest answer to each question, one after the other. Raises: Refused."""
    weights = _weights(held, request.trial.weights)
    prompts = [
        weights.prompt(
            (Message("system", request.passage), Message("user", question)), request.template
        )
        for question in request.questions
    ]
    if not prompts:
        raise Refused(Trouble.REQUEST_INVALID)
    cells = max(len(prompt) for prompt in prompts) + request.written_tokens
    found: list[list[int]] = []
    with closing(Lane(weights, request.trial, cells=cells)) as lane:
        # What all prompts begin with is read once.
        shared = _shared(prompts)
        lane.read(prompts[0][:shared])
        for prompt in prompts:
            lane.forget(shared)
            lane.read(prompt[shared:])
            found.append(_written(weights, lane, request.written_tokens))
            beat(len(found), len(prompts))
    return found


def _shared(prompts: list[list[int]]) -> int:
    """How many tokens all prompts begin with; at least one of each is left over."""
    most = min(len(prompt) for prompt in prompts) - 1
    for place in range(most):
        if any(prompt[place] != prompts[0][place] for prompt in prompts):
            return place
    return most


def _written(weights: HeldWeights, lane: Lane, most: int) -> list[int]:
    written: list[int] = []
    while len(written) < most:
        token = lane.likeliest()
        if weights.ends(token):
            break
        written.append(token)
        lane.read((token,))
    return written


class _Sums:
    """Adds up stretches of log-probabilities."""

    def __init__(self) -> None:
        self._tokens = self._same = 0
        self._loss = [0.0, 0.0]
        self._kl, self._kl_max = 0.0, 0.0

    def add(self, one: np.ndarray, other: np.ndarray, following: list[int]) -> None:
        """Rows of natural logarithms by both, and the tokens that really follow."""
        if not following:
            return
        places = (np.arange(len(following)), np.asarray(following))
        for number, rows in enumerate((one, other)):
            self._loss[number] -= float(rows[places].sum(dtype=np.float64))
        divergences = np.maximum((np.exp(one) * (one - other)).sum(axis=1, dtype=np.float64), 0.0)
        self._kl += float(divergences.sum())
        self._kl_max = max(self._kl_max, float(divergences.max()))
        self._same += int((one.argmax(axis=1) == other.argmax(axis=1)).sum())
        self._tokens += len(following)

    def result(self, number: int) -> Compared:
        count = self._tokens
        one, other = (float(np.exp(loss / count)) for loss in self._loss)
        return Compared(
            number, count, one, other, self._kl / count, self._kl_max, self._same / count
        )


def _logarithms(logits: np.ndarray) -> np.ndarray:
    """Natural logarithms of the probabilities, row by row."""
    rows = logits.astype(np.float32)
    rows -= rows.max(axis=1, keepdims=True)
    rows -= np.log(np.exp(rows).sum(axis=1, keepdims=True))
    return rows


def _prompt(weights: HeldWeights, count: int) -> list[int]:
    once = weights.tokenize(_FILLER)
    return (once * (count // len(once) + 1))[:count]


def _weights(held: Mapping[int, HeldWeights], place: int) -> HeldWeights:
    if place not in held:
        raise Refused(Trouble.REQUEST_INVALID)
    return held[place]
