"""A summary as an answer: sentences of the file itself, each with its place and its section."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from appliance.assistant.every_page.reading import coverage, said, shown, texts
from appliance.assistant.outcomes import Outcome
from appliance.assistant.records import Sentence
from appliance.assistant.summaries.making import RULES, summarise
from appliance.assistant.summaries.records import SummaryMade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.questions import Question
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = f"summary.{RULES}"


def digest(
    question: Question,
    pages: Sequence[PageText],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """The sentences that carry most, by document and section. Raises: Cancelled, ModelStopped."""
    covered = coverage(pages, assistant.facts, document)
    if not any(text.strip() for text in texts(pages, job)):
        text = f"Not found: {said(covered)}, and none has a sentence to quote."
        return Outcome(METHOD, False, text, coverage=covered, confidence=0.0)
    own = [list(group) for _, group in groupby(pages, key=lambda page: page.document_id)]
    made = summarise(
        [(group, _layouts(group, assistant)) for group in own],
        name=document or (pages[0].document if len(own) == 1 else None),
        embedder=assistant.embedder,
        made=SummaryMade(RULES),
        clock=assistant.clock,
        job=job,
    )
    return Outcome(
        METHOD,
        bool(made.sentences),
        "" if made.sentences else f"Not found: {said(covered)}, and none has a sentence to quote.",
        sentences=tuple(
            Sentence(f"“{shown(one.text)}”", True, one.citations, one.section)
            for one in made.sentences
        ),
        coverage=covered,
    )


def _layouts(pages: Sequence[PageText], assistant: Assistant) -> Mapping[int, PageLayout]:
    """The layouts of a document's pages, as far as they are known."""
    if assistant.facts is None:
        return {}
    found = ((page.page, assistant.facts.layout(page.document_id, page.page)) for page in pages)
    return {number: layout for number, layout in found if layout is not None}
