"""The queue desk: what waits to be read, in which state, and how to stop it and let it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.documents import counts
from appliance.app.door import Action
from appliance.documents.records import QueueItem, QueueState
from appliance.documents.unread import next_step_of
from appliance.jobs import Job

if TYPE_CHECKING:
    from appliance.app.door import Door
    from appliance.documents.ingest import Ingestor
    from appliance.documents.records import Document, IngestOutcome
    from appliance.documents.store import DocumentStore
    from appliance.settings import Settings

SUBJECT = "queue"


class QueueDesk:
    """What a person may do with documents that wait. Raises VaultLocked after the lock."""

    def __init__(
        self, door: Door, store: DocumentStore, ingestor: Ingestor, settings: Settings
    ) -> None:
        self._door = door
        self._store = store
        self._ingestor = ingestor
        self._limit_bytes = settings.ingest_memory_bytes

    def state(self, case: str | None = None) -> QueueState:
        """What waits or failed in one case; of all cases only those in which something waits.

        Raises: CaseUnknown.
        """
        self._door.check(Action.VIEW_CASES)
        case_id = None if case is None else self._store.case(case).id
        waiting = self._store.unfinished(case_id)
        case_ids = [case_id] if case_id is not None else [one.case_id for one in waiting]
        items: list[QueueItem] = []
        for number in dict.fromkeys(case_ids):
            name = self._store.case_by_id(number).name
            items += [
                self._item(name, document)
                for document in self._store.documents(number)
                if document.state != "ready"
            ]
        paused = self._store.paused
        return QueueState(
            tuple(items),
            paused,
            self._ingestor.left_s(waiting) if waiting and not paused else None,
            self._ingestor.memory_bytes(),
            self._limit_bytes,
        )

    def pause(self) -> None:
        """Stop reading in all cases until `resume`, also beyond the next start of the program.

        What was read stays; files that are added meanwhile are taken in and wait.
        """
        with self._door.enter(Action.ADD_DOCUMENTS, SUBJECT, paused=True):
            self._ingestor.pause()

    def resume(self, job: Job | None = None) -> tuple[IngestOutcome, ...]:
        """Let the queue go on, and read what waits in all cases.

        Raises: as `DocumentDesk.add`.
        """
        entrance = self._door.enter(
            Action.ADD_DOCUMENTS, SUBJECT, whole=False, announce=True, resumed=True
        )
        with entrance as visit:
            self._ingestor.unpause()
            outcomes = self._ingestor.resume(job=job or Job())
            visit.note(**counts(outcomes))
        return outcomes

    def retry(
        self, case: str, document: str, password: str | None = None, job: Job | None = None
    ) -> IngestOutcome:
        """Read one document again that failed, waits, or has pages that could not be read.

        It is read now; a password is kept in the vault. One that was read whole is left as it is.
        Raises: CaseUnknown, DocumentUnknown; FileUnreadable: its original is not kept; as
            `DocumentDesk.add`.
        """
        entrance = self._door.enter(
            Action.ADD_DOCUMENTS,
            self._store.subject(case),
            whole=False,
            announce=True,
            retried=True,
        )
        with entrance as visit:
            visit.note(document=self._door.tag(document))
            found = self._store.document(self._store.case(case).id, document)
            outcomes = self._ingestor.retry(found.id, job=job or Job(), password=password)
            visit.note(**counts(outcomes))
        return outcomes[0]

    def _item(self, case: str, document: Document) -> QueueItem:
        reached = self._ingestor.reached(document.id)
        failed = document.state == "failed"
        return QueueItem(
            case,
            document.name,
            document.state,
            document.page_count if reached is None else reached[0],
            None if reached is None else reached[1],
            document.error_message if failed else None,
            next_step_of(document.error_code, document.name) if failed else None,
        )
