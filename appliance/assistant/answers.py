"""Answers a question from a case's documents.

Search finds passages; code picks the parts that fit and decides whether the answer is there at
all; the language model drafts; code checks the draft sentence by sentence and quotes the page.
What cannot be checked is marked, and a quotation always stands beside it
(docs/adr/0008-answers-from-quotes.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import (
    calibration,
    candidates,
    drafting,
    passages,
    prompting,
    questions,
    quotes,
    relevance,
)
from appliance.assistant.candidates import Candidate, Span
from appliance.assistant.characters import visible
from appliance.assistant.citations import citations
from appliance.assistant.records import Answer, Models, Place, Provenance, Sentence
from appliance.clock import stamp
from appliance.engine.records import Sampling
from appliance.errors import BadInput, CaseEmpty
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.assistant.passages import Limits
    from appliance.assistant.ports import Embedder, LanguageModel, PageSource, PassageSearch
    from appliance.assistant.questions import Question
    from appliance.assistant.quotes import Quotation
    from appliance.assistant.records import Passage
    from appliance.clock import Clock
    from appliance.documents.store import PageText
    from appliance.engine.records import Generation

# Longer questions are pasted documents; the engine's context and the person's patience end before.
MOST_QUESTION_CP = 2000
SEED = 0
_LEADERS = re.compile(r"[.·_]{4,}")


@dataclass(frozen=True)
class Assistant:
    """What answering needs; made by the composition root for one request or for many."""

    index: PassageSearch
    pages: PageSource
    language: LanguageModel
    embedder: Embedder
    models: Models
    limits: Limits
    clock: Clock


class _Read(NamedTuple):
    """What code found out before the model is asked."""

    question: Question
    ranked: list[Candidate]
    quotations: list[Quotation]
    passages: list[Passage]
    confidence: float
    pages: int
    search_s: float
    compare_s: float


def answer(
    question: str,
    *,
    case_id: int,
    document: str | None = None,
    assistant: Assistant,
    job: Job | None = None,
    on_text: Callable[[str], None] | None = None,
) -> Answer:
    """Answer one question from a case, or from one of its documents.

    `on_text` gets the model's draft as it is written, on this thread. The draft is a preview: what
    counts is the answer that is returned, after checking. The answer is not stored here.

    Raises:
        BadInput: the question is empty or longer than `MOST_QUESTION_CP`.
        CaseEmpty: no document of the case can be searched.
        DocumentUnknown, IndexStale, ModelStopped, Cancelled, and what starting a model raises.
    """
    asked = _checked(question)
    job = job or Job()
    clock = assistant.clock
    began_s = clock.monotonic()
    job.tick("searching", 0, 1)
    hits = assistant.index.search(case_id, asked.text, top=assistant.limits.hits, document=document)
    spans = [Span(h.document_id, h.page, h.start, h.end, h.chunk_id, h.score) for h in hits]
    return _from_spans(asked, spans, case_id, document, assistant, job, on_text, began_s)


def again(before: Answer, *, case_id: int, assistant: Assistant, job: Job | None = None) -> Answer:
    """Make a kept answer again from the same passages, without searching.

    With the same models, documents and engine build the result is the same (greedy, fixed seed).
    Raises: as `answer`.
    """
    asked = _checked(before.question)
    places = before.provenance.places
    spans = [Span(p.document_id, p.page, p.start, p.end, p.chunk_id, 0.0) for p in places]
    job = job or Job()
    began_s = assistant.clock.monotonic()
    return _from_spans(asked, spans, case_id, before.document, assistant, job, None, began_s)


def _checked(question: str) -> Question:
    asked = questions.read(question)
    if not asked.text:
        raise BadInput(what="The question", why="it is empty")
    if len(asked.text) > MOST_QUESTION_CP:
        why = f"it has more than {MOST_QUESTION_CP} characters"
        raise BadInput(what="The question", why=why)
    return asked


def _from_spans(
    asked: Question,
    spans: Sequence[Span],
    case_id: int,
    document: str | None,
    assistant: Assistant,
    job: Job,
    on_text: Callable[[str], None] | None,
    began_s: float,
) -> Answer:
    clock = assistant.clock
    searched_s = clock.monotonic()
    fitted = calibration.load()
    pages = list(assistant.pages.texts(case_id, document))
    if not pages:
        raise CaseEmpty(name=document or "")
    ranked = _ranked(asked, spans, pages, assistant, job)
    confidence = relevance.confidence(fitted, relevance.facts(asked, ranked, fitted))
    quoted = quotes.choose(asked, ranked)
    given = passages.choose(ranked, assistant.limits.passages)
    times_s = (searched_s - began_s, clock.monotonic() - searched_s)
    read = _Read(asked, ranked, quoted, given, confidence, len(pages), *times_s)
    found = confidence >= fitted.threshold
    written = _written(read, assistant, job, on_text) if found else None
    job.tick("checking", 0, 1)
    drafted_s = clock.monotonic()
    sentences = _sentences(read, written, assistant, job) if found else ()
    timings = {
        "search_s": read.search_s,
        "compare_s": read.compare_s,
        "check_s": clock.monotonic() - drafted_s,
        **_engine_timings(written),
        "total_s": clock.monotonic() - began_s,
    }
    job.tick("checking", 1, 1)
    return Answer(
        id=None,
        question=asked.text,
        document=document,
        status="answered" if found else "not_found",
        answer=_text(sentences) if found else _not_found(read.pages),
        sentences=sentences,
        passages=tuple(read.passages),
        pages_searched=read.pages,
        timings=timings,
        provenance=_provenance(read, spans, written, assistant),
        asked_at=stamp(clock),
        warnings=_warnings(read),
    )


def _ranked(
    asked: Question,
    spans: Sequence[Span],
    pages: Sequence[PageText],
    assistant: Assistant,
    job: Job,
) -> list[Candidate]:
    job.tick("comparing", 0, 1)
    return candidates.rank(
        asked,
        spans,
        candidates.pages_of(pages, spans),
        weights=candidates.weights_for(asked, (page.text for page in pages)),
        embedder=assistant.embedder,
        calibration=calibration.load(),
        job=job,
    )


class _Written(NamedTuple):
    """The model's draft and the passages it had room to read."""

    generation: Generation
    passages: list[Passage]
    loaded_now: bool


def _written(
    read: _Read, assistant: Assistant, job: Job, on_text: Callable[[str], None] | None
) -> _Written:
    idle = assistant.language.loaded is None
    given = passages.within(
        read.passages,
        read.question.text,
        assistant.language,
        tokens=assistant.limits.prompt_tokens,
        version=prompting.VERSION,
    )
    prompt = prompting.prompt(
        read.question.text, given, template=assistant.models.template, version=prompting.VERSION
    )
    sampling = Sampling(max_tokens=assistant.limits.answer_tokens, seed=SEED, stop=("\n\n",))

    def shown(piece: str) -> None:
        if on_text is not None:
            on_text(visible(piece)[0])

    generation = assistant.language.generate(prompt, sampling, on_text=shown, job=job)
    return _Written(generation, given, idle)


def _sentences(
    read: _Read, written: _Written | None, assistant: Assistant, job: Job
) -> tuple[Sentence, ...]:
    """Prose that was verified, the quotations, and at the end what was not verified.

    Under verified prose, which has its own citations, stand the first quotation and any that
    gives another figure; without prose the quotations are the answer.
    """
    draft = drafting.Draft((), ())
    if written is not None:
        draft = drafting.check(
            written.generation.text,
            read.question,
            read.ranked,
            passages=written.passages,
            quotations=read.quotations,
            embedder=assistant.embedder,
            job=job,
        )
    quoted = tuple(
        Sentence(f"“{_shown(one.candidate.text)}”", True, citations([one.candidate]), one.note)
        for n, one in enumerate(read.quotations)
        if not draft.supported or n == 0 or one.differs
    )
    return (*draft.supported, *quoted, *draft.unsupported)


def _shown(quote: str) -> str:
    """A quotation on one line, for reading; the citation keeps it letter by letter."""
    return _LEADERS.sub("…", " ".join(visible(quote)[0].split())).replace("\t", "  ")


def _text(sentences: Sequence[Sentence]) -> str:
    """The answer in one piece: what is supported, and nothing else."""
    return " ".join(sentence.text for sentence in sentences if sentence.supported)


def _not_found(pages: int) -> str:
    return f"Not found: {pages} of {pages} pages were searched."


def _warnings(read: _Read) -> tuple[str, ...]:
    """Text that people cannot see is how instructions are hidden; it never reaches the model."""
    found = []
    if read.question.hidden:
        found.append(f"{read.question.hidden} invisible characters in the question were left out.")
    for passage in read.passages:
        hidden = visible(passage.text)[1]
        if hidden:
            found.append(
                f"{hidden} invisible characters on page {passage.page} of “{passage.document}” "
                "were not given to the model."
            )
    return tuple(found)


def _engine_timings(written: _Written | None) -> dict[str, float]:
    if written is None:
        return {}
    timings = written.generation.timings
    loading = {"load_s": timings.load_s} if written.loaded_now else {}
    return {
        **loading,
        "prefill_s": timings.prefill_s,
        "decode_s": timings.decode_s,
        "first_token_s": timings.first_token_s,
        "prefill_tokens": float(timings.prefill_tokens),
        "decode_tokens": float(timings.decode_tokens),
    }


def _provenance(
    read: _Read, spans: Sequence[Span], written: _Written | None, assistant: Assistant
) -> Provenance:
    models = assistant.models
    loaded = assistant.language.loaded
    return Provenance(
        language_model=models.language_model,
        language_digest=models.language_digest,
        embedding_model=models.embedding_model,
        embedding_digest=models.embedding_digest,
        prompt_version=prompting.VERSION,
        seed=SEED,
        temperature=0.0,
        max_tokens=assistant.limits.answer_tokens,
        chunk_ids=tuple(span.chunk_id for span in spans),
        engine_build=loaded.engine_build if loaded else "",
        template=models.template,
        calibration=calibration.VERSION,
        confidence=round(read.confidence, 4),
        draft=written.generation.text if written else "",
        finish=written.generation.finish if written else "",
        places=tuple(Place(s.chunk_id, s.document_id, s.page, s.start, s.end) for s in spans),
    )
