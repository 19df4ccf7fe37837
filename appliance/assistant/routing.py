"""Which rules answer a question of which kind, if code alone does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import answering, conditions
from appliance.assistant.causes import answering as reasons
from appliance.assistant.comparing import documents
from appliance.assistant.every_page import absence, digests, lists
from appliance.assistant.findings import find
from appliance.assistant.kinds.telling import first_sentence
from appliance.assistant.ranking import answering as rankings
from appliance.assistant.values import values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.candidates import Span
    from appliance.assistant.outcomes import Outcome
    from appliance.assistant.questions import Question
    from appliance.documents.store import PageText
    from appliance.jobs import Job

_EVERY_PAGE: dict[
    str, Callable[[Question, Sequence[PageText], str | None, Assistant, Job], Outcome]
]
_EVERY_PAGE = {
    "list": lists.listed,
    "count": lists.counted,
    "absence": absence.absent,
    "summary": digests.digest,
}
_IN_WORDS = re.compile(
    r"\b(?:increas|decreas|gr[eo]w|declin|r[io]se|fell|fall|drop|chang|averag|total|ratio|represent"
    r"|account|compris|per ?cent|margin)\w*|%|增|减|占|平均|合计",
    re.IGNORECASE,
)
# For these the places that the search gives are needed.
SEARCHED = frozenset({"look-up", "numeric", "count"})


def _said_in_words(
    question: Question,
    spans: Sequence[Span],
    pages: Sequence[PageText],
    assistant: Assistant,
    job: Job,
) -> bool:
    """What could not be calculated may be written out: “sales grew by 4 per cent”."""
    if not spans:
        return False
    read = find(question, list(spans), pages, search_s=0.0, assistant=assistant, job=job)
    if not read.found or not read.quotations:
        return False
    lead = read.quotations[0].candidate
    figures = [v for v in values(lead.text) if v.kind in ("amount", "percent", "ratio")]
    return lead.kind == "sentence" and bool(figures) and _IN_WORDS.search(lead.text) is not None


def answered_by_code(
    question: Question,
    spans: Sequence[Span],
    pages: Sequence[PageText],
    *,
    case_id: int,
    document: str | None,
    assistant: Assistant,
    job: Job,
    again: bool = False,
) -> Outcome | None:
    """What code finds out alone; None for a look-up, which search and a draft answer.

    `spans` are what the search gave, or of a kept answer that is made `again`, what it gave then.
    Raises: Cancelled, ModelStopped.
    """
    if question.kind == "look-up":
        ranked = rankings.ranked(question, pages, spans, assistant, job)
        return ranked or reasons.caused(question, pages, spans, job)
    by_years = question.kind == "count" and conditions.condition(first_sentence(question.text))
    if question.kind == "numeric" or by_years:
        made = answering.numeric(question, pages, spans, document, assistant, job)
        if made.found or not _said_in_words(question, spans, pages, assistant, job):
            return made
        return None
    if question.kind == "compare":
        places = spans if again else None
        return documents.compared(question, pages, case_id, assistant, job, places=places)
    return _EVERY_PAGE[question.kind](question, pages, document, assistant, job)
