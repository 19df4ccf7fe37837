"""The answers desk: search a case, ask it, look back, replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.app.records import Replay
from appliance.assistant import answers
from appliance.assistant.answers import Assistant
from appliance.assistant.passages import Limits
from appliance.assistant.records import Models
from appliance.assistant.store import compare
from appliance.errors import CaseEmpty
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.door import Door, Visit
    from appliance.app.engines import Engines
    from appliance.assistant.records import Answer
    from appliance.assistant.store import ConversationStore
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.packs.pack_records import Purpose
    from appliance.retrieval.index import Index
    from appliance.retrieval.records import Hit
    from appliance.settings import Settings


class AnswerDesk:
    """What a person may ask. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        *,
        store: DocumentStore,
        conversations: ConversationStore,
        engines: Engines,
        indexes: Callable[[Visit], Index],
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._door = door
        self._store = store
        self._conversations = conversations
        self._engines = engines
        self._indexes = indexes
        self._settings = settings
        self._clock = clock

    def search(
        self, case: str, text: str, top: int = 10, document: str | None = None
    ) -> tuple[Hit, ...]:
        """The `top` best passages, best first.

        Raises: CaseUnknown, CaseEmpty, DocumentUnknown, IndexStale, ModelUnknown, ModelStopped.
        """
        with self._door.enter(Action.SEARCH, self._store.subject(case), whole=False) as visit:
            case_id = self._ready(case, document)
            hits = self._indexes(visit).search(case_id, text, top=top, document=document)
            visit.note(hits=len(hits), query=self._door.tag(text))
        return hits

    def ask(
        self,
        case: str,
        question: str,
        document: str | None = None,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
    ) -> Answer:
        """Answer a question from a case, or from one of its documents, and keep the answer.

        `on_text` gets the model's draft while it is written, on this thread.
        Raises: CaseUnknown, CaseEmpty, DocumentUnknown, BadInput, IndexStale, ModelUnknown,
        ModelStopped, Cancelled.
        """
        kept: list[Answer] = []
        with self._door.enter(Action.ASK, self._store.subject(case), whole=False) as visit:
            visit.note(question=self._door.tag(question))
            case_id = self._ready(case, document)
            given = answers.answer(
                question,
                case_id=case_id,
                document=document,
                assistant=self._assistant(visit, "answer"),
                job=job or Job(),
                on_text=on_text,
            )

            def keep() -> None:
                kept.append(self._conversations.add(case_id, given))
                visit.note(answer=kept[0].id or 0)

            visit.note(status=given.status, text=self._door.tag(given.answer))
            visit.with_line(keep)
        return kept[0]

    def conversation(self, case: str) -> tuple[Answer, ...]:
        """Kept questions and answers, oldest first. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._conversations.all(self._store.case(case).id)

    def replay(self, case: str, answer_id: int, job: Job | None = None) -> Replay:
        """Make a kept answer again from the same passages and compare; the kept one stays.

        Raises: CaseUnknown, AnswerUnknown, and what `ask` raises.
        """
        subject = self._store.subject(case)
        with self._door.enter(Action.REPLAY, subject, whole=False, answer=answer_id) as visit:
            case_id = self._store.case(case).id
            self._store.used(case_id)
            before = self._conversations.get(case_id, answer_id)
            now = answers.again(
                before, case_id=case_id, assistant=self._assistant(visit, "review"), job=job
            )
            compared = compare(before, now)
            visit.note(same=compared.same)
        return Replay(answer_id, compared.same, before.answer, now.answer, compared.differences)

    def _ready(self, case: str, document: str | None) -> int:
        """The case's id, once something in it can be searched."""
        found = self._store.case(case)
        if document is not None:
            self._store.document(found.id, document)
        if not any(item.state == "ready" for item in self._store.documents(found.id)):
            raise CaseEmpty(name=case)
        self._store.used(found.id)
        return found.id

    def _assistant(self, visit: Visit, purpose: Purpose) -> Assistant:
        language, written_by = self._engines.language(visit, purpose)
        embedding, placed_by = self._engines.embedding(visit)
        traits = written_by.manifest.language
        assert traits is not None  # noqa: S101 - the manifest reader checked it
        return Assistant(
            index=self._indexes(visit),
            pages=self._store,
            language=language,
            embedder=embedding,
            models=Models(
                language_model=written_by.manifest.name,
                language_digest=written_by.digest,
                embedding_model=placed_by.manifest.name,
                embedding_digest=placed_by.digest,
                template=traits.template,
            ),
            limits=Limits(
                passages=self._settings.passages, answer_tokens=self._settings.answer_tokens
            ),
            clock=self._clock,
        )
