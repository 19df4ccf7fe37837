"""What code finds out about a question before the model is asked: parts, quotations, is it there.

The same for one question and for each of a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.assistant import calibration, candidates, passages, questions, quotes, relevance
from appliance.assistant.arithmetic.answering import looked_up
from appliance.assistant.candidates import Span
from appliance.assistant.records import MOST_QUESTION_CP
from appliance.errors import BadInput, CaseEmpty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.assistant.answers import Assistant
    from appliance.assistant.arithmetic.answering import Stated
    from appliance.assistant.candidates import Candidate
    from appliance.assistant.ports import Embedder
    from appliance.assistant.questions import Question
    from appliance.assistant.quotes import Quotation
    from appliance.assistant.records import Answer, Passage
    from appliance.documents.store import PageText
    from appliance.jobs import Job


class Findings(NamedTuple):
    """What code found out before the model is asked; `cell` is the one cell that is asked for."""

    question: Question
    spans: list[Span]
    ranked: list[Candidate]
    quotations: list[Quotation]
    passages: list[Passage]
    confidence: float
    found: bool
    pages: int
    search_s: float
    compare_s: float
    cell: Stated | None = None


class RememberingEmbedder:
    """Embeds each text once, however many questions are compared with it. For one thread."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._rows: dict[str, NDArray[np.float32]] = {}

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One row per text, in order. Raises: as the embedder."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            rows = self._embedder.embed(new, job=job, stage=stage)
            self._rows.update(zip(new, rows, strict=True))
        return np.stack([self._rows[text] for text in texts])


def checked(question: str) -> Question:
    """The question, read. Raises: BadInput: empty, or longer than `MOST_QUESTION_CP`."""
    asked = questions.read(question)
    if not asked.text:
        raise BadInput(what="The question", why="it is empty")
    if len(asked.text) > MOST_QUESTION_CP:
        why = f"it has more than {MOST_QUESTION_CP} characters"
        raise BadInput(what="The question", why=why)
    return asked


def searchable(assistant: Assistant, case_id: int, document: str | None) -> list[PageText]:
    """The pages that are asked. Raises: CaseEmpty: there are none."""
    pages = list(assistant.pages.texts(case_id, document))
    if not pages:
        raise CaseEmpty(name=document or "")
    return pages


def search(
    asked: Question, case_id: int, document: str | None, assistant: Assistant, job: Job
) -> list[Span]:
    """Where the search says that the answer may stand."""
    job.check()
    hits = assistant.index.search(case_id, asked.text, top=assistant.limits.hits, document=document)
    return [Span(h.document_id, h.page, h.start, h.end, h.chunk_id, h.score) for h in hits]


def places_of(before: Answer) -> list[Span]:
    """Where the search said so when a kept answer was made."""
    places = before.provenance.places
    return [Span(p.document_id, p.page, p.start, p.end, p.chunk_id, 0.0) for p in places]


def find(
    asked: Question,
    spans: list[Span],
    pages: Sequence[PageText],
    *,
    search_s: float,
    assistant: Assistant,
    job: Job,
) -> Findings:
    """Weigh all parts of the spans. Raises: Cancelled, ModelStopped."""
    began_s = assistant.clock.monotonic()
    fitted = calibration.load()
    job.check()
    ranked = candidates.rank(
        asked,
        spans,
        candidates.pages_of(pages, spans),
        weights=candidates.weights_for(asked, (page.text for page in pages)),
        embedder=assistant.embedder,
        calibration=fitted,
        job=job,
    )
    confidence = relevance.confidence(fitted, relevance.facts(asked, ranked, fitted))
    cell = looked_up(asked, pages, spans, assistant, job)
    chosen = quotes.choose(asked, ranked)
    quoted = quotes.ranking(asked, chosen)
    # Nothing is said to be the greatest: the places are shown, but they are no answer.
    unranked = bool(chosen) and not quoted
    given = passages.choose(ranked, assistant.limits.passages)
    return Findings(
        asked,
        spans,
        ranked,
        quoted or chosen,
        given,
        confidence,
        (confidence >= fitted.threshold and not unranked) or cell is not None,
        len(pages),
        search_s,
        assistant.clock.monotonic() - began_s,
        cell,
    )
