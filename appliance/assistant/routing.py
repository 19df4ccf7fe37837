"""Which rules answer a question of which kind, if code alone does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import answering
from appliance.assistant.comparing import documents
from appliance.assistant.every_page import absence, digests, lists

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
# For these the places that the search gives are needed.
SEARCHED = frozenset({"look-up", "numeric"})


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
        return None
    if question.kind == "numeric":
        return answering.numeric(question, pages, spans, document, assistant, job)
    if question.kind == "compare":
        places = spans if again else None
        return documents.compared(question, pages, case_id, assistant, job, places=places)
    return _EVERY_PAGE[question.kind](question, pages, document, assistant, job)
