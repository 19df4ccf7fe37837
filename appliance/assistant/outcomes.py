"""What an answer without a draft consists of, and how it becomes an answer.

Kinds of question that code answers alone give an `Outcome`. The language model is not asked, so
that the provenance names no prompt and no draft; `method` names the rules instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import calibration, prompting
from appliance.assistant.records import Answer, Place, Provenance, Sentence
from appliance.assistant.writing import SEED
from appliance.clock import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.candidates import Span
    from appliance.assistant.finishing import Asked
    from appliance.assistant.questions import Question
    from appliance.assistant.records import Calculation, Coverage, Passage


class Outcome(NamedTuple):
    """What code found out.

    `found` False makes the answer “not found” with `text` as its words; otherwise the supported
    sentences are the answer. `spans` are the places the search gave, if one was made.
    """

    method: str
    found: bool
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    coverage: Coverage | None = None
    calculation: Calculation | None = None
    warnings: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0
    search_s: float = 0.0


def answered(
    question: Question, outcome: Outcome, pages: int, asked: Asked, assistant: Assistant
) -> Answer:
    """The answer of an outcome."""
    clock, models = assistant.clock, assistant.models
    said = " ".join(one.text for one in outcome.sentences if one.supported)
    total_s = clock.monotonic() - asked.began_s
    hidden = (
        (f"{question.hidden} invisible characters in the question were left out.",)
        if question.hidden
        else ()
    )
    return Answer(
        id=None,
        question=question.text,
        document=asked.document,
        status="answered" if outcome.found else "not_found",
        answer=said if outcome.found and not outcome.text else outcome.text,
        sentences=noted(outcome.sentences, assistant) if outcome.found else (),
        passages=outcome.passages,
        pages_searched=pages,
        timings={"search_s": outcome.search_s, "total_s": total_s},
        provenance=Provenance(
            language_model=models.language_model,
            language_digest=models.language_digest,
            embedding_model=models.embedding_model,
            embedding_digest=models.embedding_digest,
            prompt_version=prompting.VERSION,
            seed=SEED,
            temperature=0.0,
            max_tokens=assistant.limits.answer_tokens,
            chunk_ids=tuple(span.chunk_id for span in outcome.spans),
            engine_build="",
            template=models.template,
            calibration=calibration.VERSION,
            confidence=round(outcome.confidence, 4),
            places=tuple(
                Place(s.chunk_id, s.document_id, s.page, s.start, s.end) for s in outcome.spans
            ),
            list_id=asked.list_id,
            list_place=asked.place,
            list_size=asked.size,
            method=outcome.method,
        ),
        asked_at=stamp(clock),
        warnings=(*hidden, *outcome.warnings, *noticed(outcome.sentences, assistant)),
        kind=question.kind,
        coverage=outcome.coverage,
        calculation=outcome.calculation,
    )


def noted(sentences: Sequence[Sentence], assistant: Assistant) -> tuple[Sentence, ...]:
    """The sentences, those from badly read places with a note that says so."""
    if assistant.facts is None:
        return tuple(sentences)
    return tuple(_with_reading(one, assistant) for one in sentences)


def _with_reading(sentence: Sentence, assistant: Assistant) -> Sentence:
    assert assistant.facts is not None  # noqa: S101 - told by the caller
    low = [p for c in sentence.citations if (p := assistant.facts.read_with(c)) is not None]
    if not low:
        return sentence
    note = f"Read from a scan with {min(low):.0f} % confidence; compare it with the page."
    return Sentence(
        sentence.text, sentence.supported, sentence.citations, f"{sentence.note} {note}".strip()
    )


def noticed(sentences: Sequence[Sentence], assistant: Assistant) -> tuple[str, ...]:
    """What was noticed about the places that an answer cites."""
    if assistant.facts is None:
        return ()
    return assistant.facts.notices([c for one in sentences for c in one.citations])
