"""The overview desk: what a case holds at a glance, and summaries of it and of its documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from appliance.app import key_facts
from appliance.app.door import Action
from appliance.assistant.forms.conflicts import conflicts
from appliance.assistant.summaries import making
from appliance.assistant.summaries.records import SummaryMade
from appliance.documents.layout import kept
from appliance.documents.suspicion import notices
from appliance.documents.unread import unread
from appliance.errors import CaseEmpty
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.door import Door, Visit
    from appliance.app.engines import Engines
    from appliance.app.key_facts import KeyFact, PageFacts, Told
    from appliance.assistant.forms.records import Fill
    from appliance.assistant.forms.store import FillStore
    from appliance.assistant.records import Answer
    from appliance.assistant.store import ConversationStore
    from appliance.assistant.summaries.records import Summary
    from appliance.assistant.summaries.store import SummaryStore
    from appliance.clock import Clock
    from appliance.documents.records import Document, Notice, State, Unread
    from appliance.documents.store import DocumentStore

_LATEST_ANSWERS = 5


@dataclass(frozen=True)
class DocumentLine:
    """A document at a glance.

    Attributes:
        kind, company, period: as its own text tells them; "" where it does not.
        unread_pages: pages with a part that could not be read.
        notices: places of it that a reader should know about.
        remark: why it is not ready or only partly read; "" if there is nothing to say.
    """

    name: str
    kind: str
    company: str
    period: str
    media_type: str
    pages: int
    state: State
    unread_pages: int
    notices: int
    remark: str


@dataclass(frozen=True)
class FillLine:
    """A filled form at a glance; `missing` counts required fields without a value."""

    id: int
    form: str
    title: str
    title_zh: str
    document: str
    fields: int
    open: int
    decided: int
    missing: int


@dataclass(frozen=True)
class AnswerLine:
    """A kept answer at a glance."""

    id: int
    question: str
    answer: str
    status: Literal["answered", "not_found"]
    asked_at: str


@dataclass(frozen=True)
class Overview:
    """A case at a glance; nothing in it was made by a language model but a summary's prose.

    Attributes:
        revision: of the case; another one means that documents have changed.
        facts: accepted fields first, then what code found best, each with its place.
        unread: what could not be read, and why.
        notices: suspicious places of documents.
        open_fields: fields of filled forms that nobody has decided.
        conflicts: fields that documents fill differently, as "form: field".
        answers: the latest, newest first.
        summary: of the whole case, if one was made.
        summary_outdated: documents have changed since it was made.
    """

    case: str
    revision: str
    documents: tuple[DocumentLine, ...]
    pages: int
    facts: tuple[KeyFact, ...]
    unread: tuple[Unread, ...]
    notices: tuple[Notice, ...]
    fills: tuple[FillLine, ...]
    open_fields: int
    conflicts: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    summary: Summary | None
    summary_outdated: bool


class OverviewDesk:
    """A case at a glance. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        *,
        store: DocumentStore,
        fills: FillStore,
        summaries: SummaryStore,
        conversations: ConversationStore,
        engines: Engines,
        clock: Clock,
        page_facts: PageFacts,
    ) -> None:
        self._door = door
        self._store = store
        self._fills = fills
        self._summaries = summaries
        self._conversations = conversations
        self._engines = engines
        self._clock = clock
        self._page_facts = page_facts

    def of(self, case: str) -> Overview:
        """The overview of a case, without asking any model. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        case_id = self._store.case(case).id
        revision = self._store.revision(case_id)
        read = self._page_facts.of(case_id, revision)
        fills = self._fills.all(case_id)
        troubled = unread(self._store, case_id)
        noticed = notices(self._store, case_id)
        documents = self._store.documents(case_id)
        summary = next((one for one in self._summaries.all(case_id) if one.document is None), None)
        forms = dict.fromkeys(fill.form.name for fill in fills)
        gaps: dict[str, list[Unread]] = defaultdict(list)
        for gap in troubled:
            gaps[gap.document].append(gap)
        odd = Counter(one.document_id for one in noticed)
        return Overview(
            case=case,
            revision=revision,
            documents=tuple(
                _line(one, read.lines.get(one.id), gaps.get(one.name, ()), odd[one.id])
                for one in documents
            ),
            pages=sum(one.page_count for one in documents),
            facts=key_facts.merged(fills, read.facts),
            unread=troubled,
            notices=noticed,
            fills=tuple(map(_fill_line, fills)),
            open_fields=sum(one.state == "open" for fill in fills for one in fill.fields),
            conflicts=tuple(
                f"{form}: {one.name}"
                for form in forms
                for one in conflicts(fill for fill in fills if fill.form.name == form)
            ),
            answers=tuple(map(_answer_line, self._latest(case_id))),
            summary=summary,
            summary_outdated=summary is not None and summary.revision != revision,
        )

    def _latest(self, case_id: int) -> Sequence[Answer]:
        return self._conversations.all(case_id)[: -_LATEST_ANSWERS - 1 : -1]

    # Summaries ----------------------------------------------------------------------------------

    def summarise(self, case: str, document: str | None = None, job: Job | None = None) -> Summary:
        """Summarise a document or the whole case, every page read, and keep the summary.

        It takes the place of the one before. Raises: CaseUnknown, CaseEmpty, DocumentUnknown,
        ModelUnknown (no embedding model), ModelStopped, Cancelled.
        """
        job = job or Job()
        made: list[Summary] = []
        entrance = self._door.enter(
            Action.SUMMARISE, self._store.subject(case), whole=False, whole_case=document is None
        )
        with entrance as visit:
            case_id = self._store.case(case).id
            revision = self._store.revision(case_id)
            chosen = [self._store.document(case_id, document)] if document is not None else None
            ready = [
                one for one in chosen or self._store.documents(case_id) if one.state == "ready"
            ]
            if not ready:
                raise CaseEmpty(name=case)
            self._store.used(case_id)
            summary = self._made(visit, case_id, ready, document, job)
            summary = msgspec.structs.replace(summary, revision=revision)

            def keep() -> None:
                number = ready[0].id if document is not None else None
                made.append(self._summaries.add(case_id, number, summary))

            visit.note(sentences=len(summary.sentences), pages=summary.coverage.read)
            visit.with_line(keep)
        return made[0]

    def _made(
        self,
        visit: Visit,
        case_id: int,
        ready: Sequence[Document],
        document: str | None,
        job: Job,
    ) -> Summary:
        embedder, record = self._engines.embedding(visit)
        names = {one.name for one in ready}
        missing = [
            f"{one.document}, page {one.page}: {one.why}"
            if one.page
            else f"{one.document}: {one.why}"
            for one in unread(self._store, case_id)
            if one.document in names or document is None
        ]
        texts = [
            (
                [page for page in self._store.texts(case_id, one.name) if page.text.strip()],
                {layout.page: layout for layout in kept.layouts(self._store, one.id)},
            )
            for one in ready
        ]
        return making.summarise(
            texts,
            name=document,
            embedder=embedder,
            made=SummaryMade(
                rules=making.RULES,
                embedding_model=record.manifest.name,
                embedding_digest=record.digest,
            ),
            clock=self._clock,
            unread=missing,
            total=sum(one.page_count for one in ready),
            job=job,
        )

    def summaries(self, case: str) -> tuple[Summary, ...]:
        """The case's own summary first, then those of its documents. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._summaries.all(self._store.case(case).id)


def _line(
    document: Document, told: Told | None, gaps: Sequence[Unread], notices_count: int
) -> DocumentLine:
    return DocumentLine(
        name=document.name,
        kind=told.kind if told else "",
        company=told.company if told else "",
        period=told.period if told else "",
        media_type=document.media_type,
        pages=document.page_count,
        state=document.state,
        unread_pages=sum(one.page is not None for one in gaps),
        notices=notices_count,
        remark=document.error_message or (gaps[0].why if gaps else ""),
    )


def _fill_line(fill: Fill) -> FillLine:
    required = {field.name for field in fill.form.fields if field.required}
    undecided = sum(one.state == "open" for one in fill.fields)
    return FillLine(
        id=fill.id,
        form=fill.form.name,
        title=fill.form.title,
        title_zh=fill.form.title_zh,
        document=fill.document,
        fields=len(fill.fields),
        open=undecided,
        decided=len(fill.fields) - undecided,
        missing=sum(one.value is None and one.name in required for one in fill.fields),
    )


def _answer_line(answer: Answer) -> AnswerLine:
    return AnswerLine(
        answer.id or 0, answer.question, answer.answer, answer.status, answer.asked_at
    )
