"""From a draft to an answer: sentences that were checked, quotations, provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from appliance.assistant import calibration, drafting, prompting
from appliance.assistant.characters import visible
from appliance.assistant.citations import citations
from appliance.assistant.every_page.reading import looked_at, searched
from appliance.assistant.outcomes import noted, noticed
from appliance.assistant.quotes import explains
from appliance.assistant.records import Answer, Place, Provenance, Sentence
from appliance.assistant.writing import SEED
from appliance.clock import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.findings import Findings
    from appliance.assistant.records import Passage
    from appliance.assistant.writing import Written
    from appliance.jobs import Job

_LEADERS = re.compile(r"[.·_]{4,}")


class Asked(NamedTuple):
    """Of what and when was asked.

    `began_s` is on the assistant's clock; the rest is of a list (`records.Provenance`).
    """

    document: str | None
    began_s: float
    list_id: str = ""
    place: int = 0
    size: int = 0


def finished(
    read: Findings, written: Written | None, asked: Asked, assistant: Assistant, job: Job
) -> Answer:
    """The answer of a question; without a draft it is “not found”. Raises: Cancelled, ModelStopped.

    `written` None means that nothing relevant was found and the model was not asked.
    """
    clock = assistant.clock
    job.tick("checking", 0, 1)
    drafted_s = clock.monotonic()
    sentences = _sentences(read, written, assistant, job) if written is not None else ()
    shown = written.draft.shown if written is not None else read.passages
    timings = {
        "search_s": read.search_s,
        "compare_s": read.compare_s,
        "check_s": clock.monotonic() - drafted_s,
        **_engine_timings(written),
        "total_s": clock.monotonic() - asked.began_s,
    }
    job.tick("checking", 1, 1)
    return Answer(
        id=None,
        question=read.question.text,
        document=asked.document,
        status="answered" if written is not None else "not_found",
        answer=_text(sentences)
        if written is not None
        else f"Not found: {searched(looked_at(read.pages, assistant.facts, asked.document))}.",
        sentences=sentences,
        passages=tuple(shown),
        pages_searched=read.pages,
        timings=timings,
        provenance=_provenance(read, written, asked, assistant),
        asked_at=stamp(clock),
        warnings=(
            *_warnings(read, written.draft.known if _whole(written) else read.passages),
            *noticed(sentences, assistant),
        ),
        kind=read.question.kind,
    )


def _sentences(
    read: Findings, written: Written, assistant: Assistant, job: Job
) -> tuple[Sentence, ...]:
    """Prose that was verified, the cell, the quotations, and at the end what was not verified.

    Under verified prose, which has its own citations, stand the first quotation and any that
    gives another figure; without prose the quotations are the answer.
    """
    draft = drafting.check(
        written.generation.text,
        read.question,
        read.ranked,
        passages=written.draft.known,
        quotations=read.quotations,
        embedder=assistant.embedder,
        job=job,
    )
    quoted = tuple(
        Sentence(f"“{_shown(one.candidate.text)}”", True, citations([one.candidate]), one.note)
        for n, one in enumerate(read.quotations)
        if not draft.supported or n == 0 or one.differs
    )
    cell = read.cell.sentences if read.cell is not None else ()
    # A row that is quoted first has its cell after it; a cell of another row goes before.
    first = 1 if _in_first(read) and quoted else 0
    told = (*quoted[:first], *cell, *quoted[first:])
    # What asks for a figure, a date or a name is well answered by a verified sentence; prose about
    # anything else leaves things out, so that the page itself comes first.
    exact = not explains(read.question)
    answered = (*draft.supported, *told) if exact else (*told, *draft.supported)
    return noted((*answered, *draft.unsupported), assistant)


def _in_first(read: Findings) -> bool:
    """The cell stands in the first quotation."""
    if read.cell is None or not read.quotations:
        return False
    lead = read.quotations[0].candidate
    return all(
        figure.page == lead.page and lead.start <= figure.start and figure.end <= lead.end
        for figure in read.cell.figures
    )


def _shown(quote: str) -> str:
    """A quotation on one line, for reading; the citation keeps it letter by letter."""
    return _LEADERS.sub("…", " ".join(visible(quote)[0].split())).replace("\t", "  ")


def _text(sentences: Sequence[Sentence]) -> str:
    """The answer in one piece: what is supported, and nothing else."""
    return " ".join(sentence.text for sentence in sentences if sentence.supported)


def _whole(written: Written | None) -> TypeGuard[Written]:
    return written is not None and bool(written.draft.whole_sha256)


def _warnings(read: Findings, given: Sequence[Passage]) -> tuple[str, ...]:
    """Text that people cannot see is how instructions are hidden; it never reaches the model."""
    found = []
    if read.question.hidden:
        found.append(f"{read.question.hidden} invisible characters in the question were left out.")
    for passage in given:
        hidden = visible(passage.text)[1]
        if hidden:
            found.append(
                f"{hidden} invisible characters on page {passage.page} of “{passage.document}” "
                "were not given to the model."
            )
    return tuple(found)


def _engine_timings(written: Written | None) -> dict[str, float]:
    if written is None:
        return {}
    timings = written.generation.timings
    loading = {"load_s": timings.load_s} if written.loaded_now else {}
    return {
        **loading,
        "prefill_s": timings.prefill_s,
        "decode_s": timings.decode_s,
        "first_token_s": timings.first_token_s,
        "waited_s": timings.waited_s,
        "prefill_tokens": float(timings.prefill_tokens),
        "kept_tokens": float(timings.kept_tokens),
        "decode_tokens": float(timings.decode_tokens),
    }


def _provenance(
    read: Findings, written: Written | None, asked: Asked, assistant: Assistant
) -> Provenance:
    models = assistant.models
    loaded = assistant.language.loaded
    return Provenance(
        language_model=models.language_model,
        language_digest=models.language_digest,
        embedding_model=models.embedding_model,
        embedding_digest=models.embedding_digest,
        prompt_version=written.draft.version if written else prompting.VERSION,
        seed=SEED,
        temperature=0.0,
        max_tokens=assistant.limits.answer_tokens,
        chunk_ids=tuple(span.chunk_id for span in read.spans),
        engine_build=loaded.engine_build if loaded else "",
        template=models.template,
        calibration=calibration.VERSION,
        confidence=round(read.confidence, 4),
        draft=written.generation.text if written else "",
        finish=written.generation.finish if written else "",
        places=tuple(Place(s.chunk_id, s.document_id, s.page, s.start, s.end) for s in read.spans),
        schedule=written.generation.schedule if written else "",
        list_id=asked.list_id,
        list_place=asked.place,
        list_size=asked.size,
        whole_sha256=written.draft.whole_sha256 if written else "",
    )
