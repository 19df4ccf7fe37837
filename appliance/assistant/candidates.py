"""The parts of the found passages that may answer a question, in order of how well they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.evidence import Evidence, common_words, weigh
from appliance.assistant.units import units
from appliance.assistant.wording import Weights, occurrences, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.assistant.calibration import Calibration
    from appliance.assistant.ports import Embedder
    from appliance.assistant.questions import Question
    from appliance.assistant.units import Kind, Unit
    from appliance.documents.store import PageText
    from appliance.jobs import Job

# So many parts are embedded for one question: at 1.5 ms each it stays well under a second.
MOST = 90


class Span(NamedTuple):
    """A stretch of a page that the search found; offsets are code points, half-open."""

    document_id: int
    page: int
    start: int
    end: int
    chunk_id: int
    score: float


class Candidate(NamedTuple):
    """A sentence, row or heading of a found passage.

    `text` is the page's own text, verbatim. `fit` orders candidates of one question, higher first.
    """

    page: PageText
    start: int
    end: int
    kind: Kind
    text: str
    context: str
    span: Span
    vector: NDArray[np.float32]
    evidence: Evidence
    fit: float


def pages_of(pages: Iterable[PageText], spans: Iterable[Span]) -> dict[tuple[int, int], PageText]:
    """The pages that the spans lie on, by document and number."""
    wanted = {(span.document_id, span.page) for span in spans}
    return {
        (page.document_id, page.page): page
        for page in pages
        if (page.document_id, page.page) in wanted
    }


def weights_for(question: Question, texts: Iterable[str]) -> Weights:
    """How rare the question's words are in everything that is searched."""
    seen, windows = occurrences(question.terms, texts)
    return Weights(seen, windows)


def embedded_text(text: str, context: str, kind: Kind) -> str:
    """What is embedded for a part: a row or a heading says little without what stands above it."""
    plain = " ".join(text.split())
    nearest = context.rsplit(" · ", 1)[-1]
    return plain if kind == "sentence" or not nearest else f"{nearest}: {plain}"


def rank(
    question: Question,
    spans: Sequence[Span],
    pages: Mapping[tuple[int, int], PageText],
    *,
    weights: Weights,
    embedder: Embedder,
    calibration: Calibration,
    job: Job | None = None,
    most: int = MOST,
) -> list[Candidate]:
    """All parts of the spans, best first; at most `most`, chosen by their words, are weighed.

    Raises: Cancelled, ModelStopped.
    """
    parts = _parts(spans, pages)
    asked = set(question.terms)
    total = weights.total(question.terms) or 1.0

    def wordy(place: int) -> float:
        _, unit, span = parts[place]
        page = pages[span.document_id, span.page]
        mine = set(terms(page.text[unit.start : unit.end] + " " + unit.context))
        return weights.total(asked & mine) / total - place / 1000

    chosen = sorted(sorted(range(len(parts)), key=wordy, reverse=True)[:most])
    texts = [
        embedded_text(parts[n][0].text[parts[n][1].start : parts[n][1].end], parts[n][1].context,
                      parts[n][1].kind)
        for n in chosen
    ]  # fmt: skip
    vectors = embedder.embed([question.text, *texts], job=job, stage="comparing")
    common = common_words(page.text for page in pages.values())
    found = []
    for n, vector in zip(chosen, vectors[1:], strict=True):
        page, unit, span = parts[n]
        text = page.text[unit.start : unit.end]
        evidence = weigh(
            question,
            weights,
            text=text,
            context=unit.context,
            kind=unit.kind,
            cosine=float(vectors[0] @ vector),
            common=common,
        )
        found.append(
            Candidate(page, unit.start, unit.end, unit.kind, text, unit.context, span, vector,
                      evidence, calibration.fit(evidence))
        )  # fmt: skip
    # The order of the search decides between equals, so that the result never depends on chance.
    order = {candidate: n for n, candidate in enumerate(map(id, found))}
    return sorted(found, key=lambda one: (-one.fit, order[id(one)]))


def _parts(
    spans: Sequence[Span], pages: Mapping[tuple[int, int], PageText]
) -> list[tuple[PageText, Unit, Span]]:
    """Units that overlap a span, each once, in the order of the spans."""
    by_page: dict[tuple[int, int], list[Unit]] = {}
    taken: set[tuple[int, int, int]] = set()
    parts = []
    for span in spans:
        place = (span.document_id, span.page)
        page = pages.get(place)
        if page is None:
            continue
        if place not in by_page:
            by_page[place] = units(page.text)
        for unit in by_page[place]:
            inside = unit.start < span.end and unit.end > span.start
            if inside and (*place, unit.start) not in taken:
                taken.add((*place, unit.start))
                parts.append((page, unit, span))
    return parts
