"""The answers desk: ask a case one question or many, look back, replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app import readings
from appliance.app.door import Action
from appliance.app.records import Replay
from appliance.app.searching import searchable
from appliance.app.visits import Visits
from appliance.assistant import answers
from appliance.assistant.answers import Assistant
from appliance.assistant.page_facts import StoredPageFacts
from appliance.assistant.passages import Limits
from appliance.assistant.records import MOST_QUESTIONS, Models
from appliance.assistant.store import compare
from appliance.errors import QuestionsTooMany
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.app.door import Door, Visit
    from appliance.app.engines import Engines
    from appliance.app.readings import ReadingRoom
    from appliance.assistant.ports import PromptMask
    from appliance.assistant.records import Answer
    from appliance.assistant.store import ConversationStore
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.packs.pack_records import Purpose
    from appliance.retrieval.index import Index
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
        room: ReadingRoom,
        settings: Settings,
        clock: Clock,
        masks: Callable[[int], PromptMask | None] | None = None,
    ) -> None:
        """`masks` gives what hides identifiers of a case from models, if the case asks for it."""
        self._masks = masks
        self._door = door
        self._store = store
        self._conversations = conversations
        self._engines = engines
        self._indexes = indexes
        self._room = room
        self._settings = settings
        self._clock = clock
        self._machine = readings.machine()

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
            case_id = searchable(self._store, case, (document,) if document else ())
            assistant = self._assistant(visit, "answer", case_id)
            given = answers.answer(
                question,
                case_id=case_id,
                document=document,
                assistant=assistant,
                job=job or Job(),
                on_text=on_text,
            )

            def keep() -> None:
                kept.append(self._conversations.add(case_id, given))
                visit.note(answer=kept[0].id or 0)

            visit.note(status=given.status, text=self._door.tag(given.answer))
            visit.with_line(keep)
        if document is not None:
            self._room.note(case_id, document, assistant)
        return kept[0]

    def ask_many(
        self,
        case: str,
        questions: Sequence[str],
        document: str | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Answer], None] | None = None,
        job: Job | None = None,
    ) -> tuple[Answer, ...]:
        """Answer a list of questions together, behind single ones; each answer is kept by itself.

        Each question has its own audit line and is one run of the models. Both calls get the place
        of a question in the list, from 0, and are made on this thread: `on_text` while drafts are
        written, `on_done` when an answer was kept, in no fixed order.
        Raises: QuestionsTooMany; as `ask`. Answers that were kept before stay.
        """
        if len(questions) > MOST_QUESTIONS:
            raise QuestionsTooMany(count=len(questions), most=MOST_QUESTIONS)
        kept: dict[int, Answer] = {}
        if not questions:
            return ()
        with Visits() as visits:
            subject = self._store.subject(case)
            for place, question in enumerate(questions):
                visit = visits.enter(place, self._door.enter(Action.ASK, subject, whole=False))
                visit.note(question=self._door.tag(question))
            case_id = searchable(self._store, case, (document,) if document else ())
            assistants = [
                self._assistant(visits[place], "answer", case_id) for place in range(len(questions))
            ]

            def done(place: int, given: Answer) -> None:
                visit = visits[place]

                def keep() -> None:
                    kept[place] = self._conversations.add(case_id, given)
                    visit.note(answer=kept[place].id or 0)

                visit.note(status=given.status, text=self._door.tag(given.answer))
                visit.note(list=given.provenance.list_id, of=given.provenance.list_size)
                visit.with_line(keep)
                visits.end(place)
                if on_done is not None:
                    on_done(place, kept[place])

            answers.answer_many(
                questions,
                case_id=case_id,
                document=document,
                assistant=assistants[0],
                job=job or Job(),
                on_text=on_text,
                on_done=done,
            )
        self._room.note(case_id, document, assistants[0])
        return tuple(kept[place] for place in range(len(questions)))

    def keep_readings(self, job: Job | None = None, *, read_ahead: bool = True) -> int:
        """Keep what the model read of documents that were asked, so that it need not read again.

        For after the answer; with `read_ahead` a document of which only passages were read is read
        whole first, behind all other work. Gives how many readings were kept.
        Raises: NotAllowed, Cancelled.
        """
        self._door.check(Action.ASK)
        return self._room.keep(job or Job(), read_ahead=read_ahead)

    def conversation(self, case: str) -> tuple[Answer, ...]:
        """Kept questions and answers, oldest first. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._conversations.all(self._store.case(case).id)

    def replay(self, case: str, answer_id: int, job: Job | None = None) -> Replay:
        """Make a kept answer again from the same passages and compare; the kept one stays.

        An answer of a list is computed with the whole list, as it was then, if all answers of the
        list are there; else alone, which the comparison says.
        Raises: CaseUnknown, AnswerUnknown, and what `ask` raises.
        """
        subject = self._store.subject(case)
        with self._door.enter(Action.REPLAY, subject, whole=False, answer=answer_id) as visit:
            case_id = self._store.case(case).id
            self._store.used(case_id)
            before = self._conversations.get(case_id, answer_id)
            assistant = self._assistant(visit, "review", case_id)
            now = self._again(before, case_id, assistant, job)
            compared = compare(before, now)
            visit.note(same=compared.same)
        return Replay(answer_id, compared.same, before.answer, now.answer, compared.differences)

    def _again(self, before: Answer, case_id: int, assistant: Assistant, job: Job | None) -> Answer:
        made = before.provenance
        if made.schedule.startswith("batch"):
            listed = self._conversations.of_list(case_id, made.list_id)
            if len(listed) == made.list_size:
                return answers.again_many(listed, case_id=case_id, assistant=assistant, job=job)[
                    made.list_place
                ]
        return answers.again(before, case_id=case_id, assistant=assistant, job=job)

    def _assistant(self, visit: Visit, purpose: Purpose, case_id: int) -> Assistant:
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
            machine=f"{self._machine} {self._engines.run_settings(written_by)!r}",
            readings=self._room.of(case_id),
            facts=StoredPageFacts(self._store, case_id),
            mask=self._masks(case_id) if self._masks is not None else None,
        )
