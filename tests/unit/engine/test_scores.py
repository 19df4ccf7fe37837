"""Likelihoods of given continuations are those that writing reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.engine.protocol import Failed, Scored, Trouble
from appliance.engine.records import Likelihood, Sampling, ScoreAsk
from tests.unit.engine.in_process import QUESTIONS, InProcess, about, ask, in_process

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.model
# Steps of other shapes round differently (one row goes another way than many); per token the
# starter model stays below this.
ROUNDING = 0.2


@pytest.fixture(scope="module")
def engine() -> Iterator[InProcess]:
    with in_process() as worker:
        yield worker


def score(engine: InProcess, *asks: ScoreAsk) -> list[list[Likelihood]]:
    reply = engine.score(asks)
    assert isinstance(reply, Scored)
    return reply.rows


def test_a_written_answer_has_the_likelihood_of_its_tokens(engine: InProcess) -> None:
    rows = engine.generate([ask(q, Sampling(12, logprobs=True)) for q in QUESTIONS[:4]])
    asks = [ScoreAsk(about(q), (row.text,)) for q, row in zip(QUESTIONS, rows, strict=False)]
    for row, (likelihood,) in zip(rows, score(engine, *asks), strict=True):
        assert likelihood.tokens == len(row.end.logprobs) == row.end.timings.decode_tokens
        assert likelihood.logprob == pytest.approx(sum(row.end.logprobs), abs=ROUNDING * 4)


def test_many_at_once_are_as_one_by_one(engine: InProcess) -> None:
    words = ("Yes", "No", "The document does not mention it", "Yes, the borrower may do that.")
    asks = [ScoreAsk(about(question), words) for question in QUESTIONS]
    together = score(engine, *asks)
    assert together == score(engine, *asks)
    for alone, rows in zip(asks[:3], together, strict=False):
        (expected,) = score(engine, alone)
        for one, other in zip(expected, rows, strict=True):
            assert one.tokens == other.tokens
            assert one.logprob == pytest.approx(other.logprob, abs=ROUNDING * one.tokens)


def test_single_tokens_share_one_distribution(engine: InProcess) -> None:
    office = engine.worker._office
    assert office is not None
    words = tuple(
        {
            text
            for token in range(20, office._model.vocabulary)
            if (text := (office._model.piece(token) or b"").decode("utf-8", "ignore"))
            and office._model.tokenize(text) == [token]
        }
    )[:250]
    (rows,) = score(engine, ScoreAsk(about("Why?"), words))
    assert all(row.tokens == 1 for row in rows)
    total = sum(pow(2.718281828, row.logprob) for row in rows)
    assert 0 < total <= 1


def test_the_likeliest_is_called_greedy(engine: InProcess) -> None:
    (answer,) = engine.generate([ask(QUESTIONS[0], Sampling(1))])
    ((likely, unlikely),) = score(engine, ScoreAsk(about(QUESTIONS[0]), (answer.text, "zebra")))
    assert likely.greedy
    assert not unlikely.greedy
    assert likely.logprob > unlikely.logprob


def test_a_continuation_may_be_longer_than_a_step(engine: InProcess) -> None:
    long = " ".join(f"The amount of year {year} is {year * 7}." for year in range(30))
    (both,) = score(engine, ScoreAsk(about("Why?"), (long, long[:40])))
    assert both[0].tokens > 128
    assert both[0].logprob < both[1].logprob < 0


@pytest.mark.parametrize(
    "asks",
    [(), (ScoreAsk(about("Why?"), ()),), (ScoreAsk(about("Why?"), ("Yes", "")),)],
)
def test_nothing_to_score_is_refused(engine: InProcess, asks: tuple[ScoreAsk, ...]) -> None:
    reply = engine.score(asks)
    assert isinstance(reply, Failed)
    assert reply.trouble == Trouble.REQUEST_INVALID
