"""Makes a summary: reads every page, quotes the sentences that say most, cites each.

The sentences are the document's own. Nothing is added to them, so each is supported by its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.assistant.citations import cite
from appliance.assistant.records import Coverage
from appliance.assistant.summaries.choosing import budget, choose, compared
from appliance.assistant.summaries.parts import Part, parts_of, sections
from appliance.assistant.summaries.records import (
    MOST_SENTENCES,
    Summary,
    SummaryMade,
    SummarySentence,
)
from appliance.clock import stamp
from appliance.errors import CaseEmpty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appliance.assistant.ports import Embedder
    from appliance.clock import Clock
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import PageText
    from appliance.jobs import Job

RULES = "extract.v1"
# Sentences that stand for one document in the summary of a case.
_PER_DOCUMENT = 4


def summarise(
    documents: Sequence[tuple[Sequence[PageText], Mapping[int, PageLayout]]],
    *,
    name: str | None,
    embedder: Embedder,
    made: SummaryMade,
    clock: Clock,
    unread: Iterable[str] = (),
    total: int | None = None,
    job: Job,
) -> Summary:
    """The summary of one document, or of several as a case (`name` None); not kept yet.

    `unread` says which pages could not be read, `total` how many there are with them.
    Raises: CaseEmpty: no page has text; Cancelled, ModelStopped.
    """
    began_s = clock.monotonic()
    pages = sum(len(one) for one, _ in documents)
    if not pages:
        raise CaseEmpty(name=name or "")
    chosen: list[SummarySentence] = []
    most = MOST_SENTENCES if name is not None else max(1, MOST_SENTENCES // len(documents))
    for done, (texts, layouts) in enumerate(documents):
        job.tick("reading", done, len(documents), unit="documents")
        picked = _of_document(texts, layouts, embedder, job)
        if name is None:
            picked = _fewer(picked, min(_PER_DOCUMENT, most))
        chosen += [
            SummarySentence(
                text=part.text,
                section=part.section if name is not None else part.page.document,
                citations=(cite(part.page, part.start, part.end),),
            )
            for part in picked
        ]
    job.tick("reading", len(documents), len(documents), unit="documents")
    return Summary(
        id=0,
        document=name,
        sentences=tuple(chosen[:MOST_SENTENCES]),
        coverage=Coverage(pages, total if total is not None else pages, tuple(unread)),
        made=made,
        made_at=stamp(clock),
        seconds=round(clock.monotonic() - began_s, 3),
    )


def _of_document(
    pages: Sequence[PageText],
    layouts: Mapping[int, PageLayout],
    embedder: Embedder,
    job: Job,
) -> list[Part]:
    groups = sections(parts_of(pages, layouts), len(pages))
    if not groups:
        return []
    held = [compared(group) for group in groups]
    texts = [part.text for group in held for part in group]
    job.check()
    vectors = np.asarray(embedder.embed(texts, job=job, stage="comparing"), dtype=np.float32)
    chosen: list[Part] = []
    first = 0
    for group, count in zip(held, budget(held, len(pages)), strict=True):
        chosen += choose(group, vectors[first : first + len(group)], count)
        first += len(group)
    return chosen


def _fewer(parts: list[Part], count: int) -> list[Part]:
    """The first part and those with most figures and names, in order."""
    if len(parts) <= count:
        return parts
    best = sorted(parts[1:], key=lambda one: (-one.figures - one.names / 2, one.order))
    return sorted([parts[0], *best[: count - 1]], key=lambda one: one.order)
