"""Answers one question or a list of them from a case's documents.

Search finds passages; code picks the parts that fit and decides whether the answer is there at
all; the language model drafts; code checks the draft sentence by sentence and quotes the page.
What cannot be checked is marked, and a quotation always stands beside it
(docs/adr/0008-answers-from-quotes.md).

A list is searched and checked question by question, but drafted together. A document that fits is
then given to the model whole, and computed once for all questions to it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from appliance.assistant import prompting, writing
from appliance.assistant.characters import visible
from appliance.assistant.findings import (
    RememberingEmbedder,
    checked,
    find,
    places_of,
    search,
    searchable,
)
from appliance.assistant.finishing import Asked, finished
from appliance.assistant.outcomes import answered
from appliance.assistant.records import MOST_QUESTION_CP
from appliance.assistant.routing import SEARCHED, answered_by_code
from appliance.assistant.writing import Written
from appliance.engine.records import Priority
from appliance.errors import BadInput
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.assistant.candidates import Span
    from appliance.assistant.findings import Findings
    from appliance.assistant.passages import Limits
    from appliance.assistant.ports import (
        Embedder,
        LanguageModel,
        PageFacts,
        PageSource,
        PassageSearch,
        PromptMask,
        Readings,
    )
    from appliance.assistant.questions import Question
    from appliance.assistant.records import Answer, Models
    from appliance.assistant.writing import Draft
    from appliance.clock import Clock
    from appliance.documents.store import PageText
    from appliance.engine.records import Generation

__all__ = ("MOST_QUESTION_CP", "Assistant", "again", "again_many", "answer", "answer_many")


@dataclass(frozen=True)
class Assistant:
    """What answering needs; made by the composition root for one request or for many.

    `machine` names everything of this machine and its settings on which a reading depends, and
    `readings` holds those that were kept; None keeps none. `facts` knows tables and unread pages;
    None knows only the text. `mask` hides identifiers from the model if the case asks for it; then
    no document is read whole.
    """

    index: PassageSearch
    pages: PageSource
    language: LanguageModel
    embedder: Embedder
    models: Models
    limits: Limits
    clock: Clock
    machine: str = ""
    readings: Readings | None = None
    facts: PageFacts | None = None
    mask: PromptMask | None = None


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
    asked = checked(question)
    job = job or Job()
    began_s = assistant.clock.monotonic()
    job.tick("searching", 0, 1)
    spans = _searched(asked, case_id, document, assistant, job)
    search_s = assistant.clock.monotonic() - began_s
    pages = searchable(assistant, case_id, document)
    when = Asked(document, began_s)
    outcome = answered_by_code(
        asked, spans, pages, case_id=case_id, document=document, assistant=assistant, job=job
    )
    if outcome is not None:
        return answered(asked, outcome._replace(search_s=search_s), len(pages), when, assistant)
    job.tick("comparing", 0, 1)
    read = find(asked, spans, pages, search_s=search_s, assistant=assistant, job=job)
    draft = None
    if read.found and document is not None:
        draft = writing.from_kept(read, pages, assistant, job)
    return _alone(read, draft, when, assistant, job, on_text)


def _searched(
    asked: Question, case_id: int, document: str | None, assistant: Assistant, job: Job
) -> list[Span]:
    """Where the search says that the answer may stand, for kinds of questions that need it."""
    return search(asked, case_id, document, assistant, job) if asked.kind in SEARCHED else []


def again(before: Answer, *, case_id: int, assistant: Assistant, job: Job | None = None) -> Answer:
    """Make a kept answer again from the same passages or document, without searching.

    With the same models, documents and engine build the result is the same (greedy, fixed seed)
    if it was computed alone. One of a list is computed alone now, which its provenance says;
    `again_many` computes the list as it was.
    Raises: as `answer`.
    """
    job = job or Job()
    began_s = assistant.clock.monotonic()
    asked = checked(before.question)
    pages = searchable(assistant, case_id, before.document)
    when = Asked(before.document, began_s)
    asked = asked._replace(kind=before.kind)  # a newer release may tell kinds apart otherwise
    outcome = answered_by_code(
        asked,
        places_of(before),
        pages,
        case_id=case_id,
        document=before.document,
        assistant=assistant,
        job=job,
        again=True,
    )
    if outcome is not None:
        return answered(asked, outcome, len(pages), when, assistant)
    job.tick("comparing", 0, 1)
    read = find(asked, places_of(before), pages, search_s=0.0, assistant=assistant, job=job)
    draft = None
    if read.found and before.provenance.prompt_version == prompting.WHOLE_VERSION:
        (draft,) = writing.drafts([read], pages, [True], assistant, job)
    return _alone(read, draft, when, assistant, job, None)


def answer_many(
    questions: Sequence[str],
    *,
    case_id: int,
    document: str | None = None,
    assistant: Assistant,
    job: Job | None = None,
    on_text: Callable[[int, str], None] | None = None,
    on_done: Callable[[int, Answer], None] | None = None,
) -> list[Answer]:
    """Answer a list of questions together, from a case or from one of its documents.

    Both calls get the place of the question in the list and are made on this thread: `on_text` as
    drafts are written, `on_done` when an answer is finished, which is in no fixed order. Single
    questions of other threads overtake the list.

    Raises: as `answer`; what was handed to `on_done` before stays.
    """
    asked = [_checked_at(place, question) for place, question in enumerate(questions)]
    job = job or Job()
    began_s = assistant.clock.monotonic()
    spans: list[list[Span]] = []
    times_s: list[float] = []
    for place, one in enumerate(asked):
        job.tick("searching", place, len(asked), unit="questions")
        since_s = assistant.clock.monotonic()
        spans.append(_searched(one, case_id, document, assistant, job))
        times_s.append(assistant.clock.monotonic() - since_s)
    pages = searchable(assistant, case_id, document) if asked else []
    whole = [True] * len(asked)
    made = _Listing(case_id, document, began_s, assistant, job, on_text, on_done)
    return made.answers(asked, spans, times_s, pages, whole)


def again_many(
    before: Sequence[Answer], *, case_id: int, assistant: Assistant, job: Job | None = None
) -> list[Answer]:
    """Make a whole list of kept answers again as it was computed, in the order of the list.

    Raises: as `answer`.
    """
    job = job or Job()
    document = before[0].document
    began_s = assistant.clock.monotonic()
    asked = [checked(one.question)._replace(kind=one.kind) for one in before]
    spans = [places_of(one) for one in before]
    pages = searchable(assistant, case_id, document)
    whole = [one.provenance.prompt_version == prompting.WHOLE_VERSION for one in before]
    made = _Listing(case_id, document, began_s, assistant, job, None, None, again=True)
    return made.answers(asked, spans, [0.0] * len(asked), pages, whole)


def _checked_at(place: int, question: str) -> Question:
    try:
        return checked(question)
    except BadInput as error:
        raise BadInput(what=f"Question {place + 1}", why=error.facts["why"]) from error


def _alone(
    read: Findings,
    draft: Draft | None,
    asked: Asked,
    assistant: Assistant,
    job: Job,
    on_text: Callable[[str], None] | None,
) -> Answer:
    if not read.found:
        return finished(read, None, asked, assistant, job)
    idle = assistant.language.loaded is None
    draft = draft or writing.from_passages(read, assistant)

    def shown(piece: str) -> None:
        if on_text is not None:
            on_text(visible(piece)[0])

    generation = assistant.language.generate(
        draft.ask.prompt, draft.ask.sampling, on_text=shown, job=job
    )
    generation = replace(generation, text=draft.unmasked(generation.text))
    return finished(read, Written(draft, generation, idle), asked, assistant, job)


class _Listing:
    """One list under way; for one thread, once."""

    def __init__(
        self,
        case_id: int,
        document: str | None,
        began_s: float,
        assistant: Assistant,
        job: Job,
        on_text: Callable[[int, str], None] | None,
        on_done: Callable[[int, Answer], None] | None,
        *,
        again: bool = False,
    ) -> None:
        # Questions to one document are compared with the same parts of it.
        self._assistant = replace(assistant, embedder=RememberingEmbedder(assistant.embedder))
        self._case_id = case_id
        self._again = again
        self._document = document
        self._began_s = began_s
        self._job = job
        self._on_text = on_text
        self._on_done = on_done
        self._id = os.urandom(8).hex()
        self._answers: dict[int, Answer] = {}
        self._size = 0

    def answers(
        self,
        asked: Sequence[Question],
        spans: Sequence[list[Span]],
        times_s: Sequence[float],
        pages: Sequence[PageText],
        whole: Sequence[bool],
    ) -> list[Answer]:
        """All of them, in the order of the questions."""
        self._size = len(asked)
        reads: dict[int, Findings] = {}
        for place, one in enumerate(asked):
            self._job.tick("comparing", place, self._size, unit="questions")
            if self._by_code(place, one, spans[place], times_s[place], pages):
                continue
            read = find(
                one,
                spans[place],
                pages,
                search_s=times_s[place],
                assistant=self._assistant,
                job=self._job,
            )
            if read.found:
                reads[place] = read
            else:
                self._finish(place, read, None)
        if reads:
            self._write(reads, pages, [whole[place] for place in reads])
        return [self._answers[place] for place in range(self._size)]

    def _by_code(
        self,
        place: int,
        question: Question,
        spans: Sequence[Span],
        search_s: float,
        pages: Sequence[PageText],
    ) -> bool:
        """Finish a question that needs no draft; False for one that does."""
        outcome = answered_by_code(
            question,
            spans,
            pages,
            case_id=self._case_id,
            document=self._document,
            assistant=self._assistant,
            job=self._job,
            again=self._again,
        )
        if outcome is None:
            return False
        asked = Asked(self._document, self._began_s, self._id, place, self._size)
        made = outcome._replace(search_s=search_s)
        self._done(place, answered(question, made, len(pages), asked, self._assistant))
        return True

    def _write(
        self, reads: dict[int, Findings], pages: Sequence[PageText], whole: Sequence[bool]
    ) -> None:
        language = self._assistant.language
        idle = language.loaded is None
        places = list(reads)
        drafts = writing.drafts(list(reads.values()), pages, whole, self._assistant, self._job)

        def shown(number: int, piece: str) -> None:
            if self._on_text is not None:
                self._on_text(places[number], visible(piece)[0])

        def done(number: int, generation: Generation) -> None:
            place = places[number]
            generation = replace(generation, text=drafts[number].unmasked(generation.text))
            self._finish(place, reads[place], Written(drafts[number], generation, idle))

        language.generate_many(
            [draft.ask for draft in drafts],
            job=self._job,
            on_text=shown,
            on_done=done,
            priority=Priority.BATCH,
        )

    def _finish(self, place: int, read: Findings, written: Written | None) -> None:
        asked = Asked(self._document, self._began_s, self._id, place, self._size)
        self._done(place, finished(read, written, asked, self._assistant, self._job))

    def _done(self, place: int, given: Answer) -> None:
        self._answers[place] = given
        if self._on_done is not None:  # before the tick: what is finished is kept even if stopped
            self._on_done(place, given)
        self._job.tick("answering", len(self._answers), self._size, unit="questions")
