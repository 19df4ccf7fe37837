"""Judging an agreement with the shipped model and without it, with the real embedding model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from appliance.documents.store import PageText
from appliance.errors import Cancelled, ProtocolBroken
from appliance.jobs import Job
from appliance.review.checklists.records import Item
from appliance.review.statements.judging import StatementJudge
from appliance.review.statements.splitting import units
from tests.unit.review.statements.agreement import PAGES, QUESTIONS, item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from appliance.engine.client import EmbeddingEngine, TabularEngine
    from appliance.review.statements.records import Judged, Span

pytestmark = pytest.mark.model
MET = ("nda-3", "nda-4", "nda-5", "nda-7", "nda-8", "nda-12", "nda-13", "nda-15", "nda-16")
UNMENTIONED = ("nda-11", "nda-18")
WORDS = {
    "nda-3": "orally",
    "nda-4": "no\nother purpose",
    "nda-8": "prompt written notice",
    "nda-12": "independently developed",
    "nda-15": "licence",
    "nda-16": "return or destroy",
    "nda-19": "survives",
}


def quote(span: Span) -> str:
    return PAGES[span.page - 1].text[span.start : span.end]


@pytest.fixture(scope="module")
def judged(embedder: EmbeddingEngine, tabular: TabularEngine) -> dict[str, Judged]:
    judge = StatementJudge(embedder, tabular)
    return {one.item_id: one for one in judge.judge([item(key) for key in QUESTIONS], PAGES)}


def test_verdicts_of_an_agreement_are_sensible(judged: dict[str, Judged]) -> None:
    for key in MET:
        assert judged[key].met > 0.5, judged[key]
    for key in UNMENTIONED:
        assert judged[key].not_mentioned > 0.5, judged[key]
    assert judged["nda-2"].contradicted > 0.5
    assert judged["nda-1"].met < 0.5
    for one in judged.values():
        assert one.met + one.contradicted + one.not_mentioned == pytest.approx(1, abs=1e-5)
        assert one.trained


def test_the_sentences_that_show_it_come_first(judged: dict[str, Judged]) -> None:
    for key, words in WORDS.items():
        assert any(words in quote(span) for span in judged[key].spans[:2]), key
    for one in judged.values():
        scores = [span.score for span in one.spans]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_only_confident_verdicts_are_certain(judged: dict[str, Judged]) -> None:
    certain = [one for one in judged.values() if one.certain]
    assert certain
    for one in certain:
        assert max(one.met, one.contradicted, one.not_mentioned) > 0.5


def test_other_papers_mention_nothing(embedder: EmbeddingEngine, tabular: TabularEngine) -> None:
    text = "Minutes of the board\nThe board met at noon.\nIt approved the accounts of the year.\n"
    judge = StatementJudge(embedder, tabular)
    found = judge.judge([item(key) for key in ("nda-11", "nda-18")], [PageText("m", 2, 1, text)])
    assert all(one.not_mentioned > 0.5 for one in found)


def test_the_same_paper_is_judged_the_same(
    embedder: EmbeddingEngine, tabular: TabularEngine, judged: dict[str, Judged]
) -> None:
    judge = StatementJudge(embedder, tabular)
    again = judge.judge([item("nda-8"), item("nda-3")], PAGES, job=Job())
    assert again == (judged["nda-8"], judged["nda-3"])


def test_statements_without_a_model_get_the_sentences_nearest_to_their_words(
    embedder: EmbeddingEngine, tabular: TabularEngine
) -> None:
    law = Item("law", "statement", "Law", "The agreement is governed by English law.", "low")
    for judge in (StatementJudge(embedder, None), StatementJudge(embedder, tabular)):
        first, second = judge.judge([law, item("nda-8", trained=False)], PAGES, job=Job())
        assert "law of England" in quote(first.spans[0])
        assert any("court" in quote(span) for span in second.spans[:2])
        for one in (first, second):
            assert not one.certain
            assert not one.trained
            assert one.met + one.contradicted + one.not_mentioned == pytest.approx(1)
        assert first.not_mentioned < 0.5


def test_without_the_model_its_statements_are_judged_by_likeness(
    embedder: EmbeddingEngine,
) -> None:
    judge = StatementJudge(embedder, None)
    assert not judge.knows(item("nda-8"))
    assert (judge.model, judge.digest) == ("", "")
    (found,) = judge.judge([item("nda-8")], PAGES, job=Job())
    assert not found.trained
    assert not found.certain


def test_a_statement_unknown_to_the_model_is_judged_by_likeness(
    embedder: EmbeddingEngine, tabular: TabularEngine
) -> None:
    judge = StatementJudge(embedder, tabular)
    assert judge.model
    assert len(judge.digest) == 64
    for model in ("nda-statements/nda-99", "others/nda-8"):
        other = Item("x", "statement", "X", "Notice of disclosure.", "low", model=model)
        assert not judge.knows(other)
        assert not judge.judge([other], PAGES)[0].trained


def test_a_model_named_beside_another_question_answers_nothing(
    embedder: EmbeddingEngine, tabular: TabularEngine
) -> None:
    """Or a checklist could have “The customer was never sanctioned” confirmed by nda-12."""
    judge = StatementJudge(embedder, tabular)
    good = item("nda-12")
    assert judge.knows(good)
    for question in ("The customer was never sanctioned.", f"Not true: {good.question}"):
        other = msgspec.structs.replace(good, question=question)
        assert not judge.knows(other)
        (one,) = judge.judge([other], PAGES)
        assert not one.trained
        assert not one.certain


def test_an_empty_paper_mentions_nothing(embedder: EmbeddingEngine, tabular: TabularEngine) -> None:
    judge = StatementJudge(embedder, tabular)
    for pages in ([], [PageText("scan.pdf", 1, 1, " \n ")]):
        (one,) = judge.judge([item("nda-8")], pages)
        assert (one.not_mentioned, one.spans, one.certain) == (1.0, (), False)
    assert judge.judge([], PAGES) == ()


def test_a_paper_of_one_sentence_is_judged(
    embedder: EmbeddingEngine, tabular: TabularEngine
) -> None:
    judge = StatementJudge(embedder, tabular)
    (one,) = judge.judge([item("nda-8")], [PageText("a.txt", 1, 1, "It rains.")])
    assert len(one.spans) == 1


def test_cancelling_stops(embedder: EmbeddingEngine, tabular: TabularEngine) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        StatementJudge(embedder, tabular).judge([item("nda-8")], PAGES, job=job)


class _Counting:
    """Passes on to the real model and counts the texts."""

    def __init__(self, embedder: EmbeddingEngine) -> None:
        self._embedder = embedder
        self.texts: list[str] = []

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        self.texts += texts
        return self._embedder.embed(texts, job=job, stage=stage)


def test_each_sentence_is_embedded_once_for_all_statements(
    embedder: EmbeddingEngine, tabular: TabularEngine
) -> None:
    counting = _Counting(embedder)
    StatementJudge(counting, tabular).judge([item(key) for key in QUESTIONS], PAGES)
    for unit in units(PAGES):
        assert counting.texts.count(unit.text) == 1
    assert len(counting.texts) < 2 * len(units(PAGES))


class _Wrong:
    """A model whose outputs are not those of this program's model."""

    def __init__(self, values: float, width: int) -> None:
        self._values, self._width = values, width

    def run(
        self, rows: NDArray[np.floating[Any]], *, job: Job | None = None
    ) -> dict[str, NDArray[Any]]:
        made = np.full((len(rows), self._width), self._values, np.float32)
        return {"first": made, "near": made, "evidence": made, "verdict": made}


@pytest.mark.parametrize(("values", "width"), [(0.0, 3), (float("nan"), 85)])
def test_outputs_of_another_model_are_refused(
    embedder: EmbeddingEngine, values: float, width: int
) -> None:
    judge = StatementJudge(embedder, _Wrong(values, width))
    with pytest.raises(ProtocolBroken):
        judge.judge([item("nda-8")], PAGES)
