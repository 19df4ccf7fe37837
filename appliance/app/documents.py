"""The documents desk: add files to a case, look at pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.documents.listing import listing
from appliance.documents.unread import unread
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.documents.ingest import Ingestor
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import (
        Attachment,
        Box,
        Document,
        IngestOutcome,
        ListedDocument,
        Page,
        PageImage,
        Unread,
    )
    from appliance.documents.store import DocumentStore


# Of a folder with thousands of files the audit line names the first ones.
TAGS_LIMIT = 50


class DocumentDesk:
    """What a person may do with documents. Every method raises VaultLocked after the lock."""

    def __init__(
        self, door: Door, store: DocumentStore, ingestor: Ingestor, parser: ParserClient
    ) -> None:
        self._door = door
        self._store = store
        self._ingestor = ingestor
        self._parser = parser

    def add(
        self,
        case: str,
        paths: Sequence[Path],
        job: Job | None = None,
        passwords: Mapping[str, str] | None = None,
    ) -> tuple[IngestOutcome, ...]:
        """Read files, and the files below folders, into a case.

        One outcome per file, in order, also for those that fail, each followed by those of what
        was attached to it. While the queue is paused, files are taken in and wait.

        Args:
            case: its name.
            paths: files and folders.
            job: reports progress, and may be cancelled.
            passwords: by pattern of file names, such as “*.pdf”: what opens the files it fits.

        Raises: CaseUnknown, ModelUnknown (no embedding model), DiskFull.
        """
        entrance = self._door.enter(
            Action.ADD_DOCUMENTS,
            self._store.subject(case),
            whole=False,
            announce=True,
            files=len(paths),
        )
        with entrance as visit:
            case_id = self._store.case(case).id
            self._store.used(case_id)
            outcomes = self._ingestor.add(case_id, paths, job=job or Job(), passwords=passwords)
            visit.note(**counts(outcomes), documents=self._tags(outcomes))
        return outcomes

    def resume(self, case: str | None = None, job: Job | None = None) -> tuple[IngestOutcome, ...]:
        """Finish what was cut off by a lock, a power cut or a kill; all cases if none is named.

        Nothing while the queue is paused.
        """
        self._door.check(Action.ADD_DOCUMENTS)
        case_id = None if case is None else self._store.case(case).id
        if self._store.paused or not self._store.unfinished(case_id):
            return ()
        subject = "all cases" if case is None else self._store.subject(case)
        entrance = self._door.enter(
            Action.ADD_DOCUMENTS, subject, whole=False, announce=True, resumed=True
        )
        with entrance as visit:
            outcomes = self._ingestor.resume(case_id, job=job or Job())
            visit.note(**counts(outcomes), documents=self._tags(outcomes))
        return outcomes

    def remove(self, case: str, document: str) -> None:
        """Delete a document with its pages and vectors.

        What was attached to it goes too, unless it is attached elsewhere or was added itself.
        Raises: CaseUnknown, DocumentUnknown, CaseHeld.
        """
        with self._door.enter(Action.REMOVE_DOCUMENT, self._store.subject(case)) as visit:
            visit.note(document=self._door.tag(document))
            self._store.remove_document(self._find(case, document).id)

    def listing(self, case: str) -> tuple[ListedDocument, ...]:
        """The documents of a case, each followed by those attached to it. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return listing(self._store, self._store.case(case).id)

    def page(self, case: str, document: str, number: int) -> Page:
        """Text and word boxes of one page. Raises: CaseUnknown, DocumentUnknown, PageUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._store.page(self._find(case, document).id, number)

    def boxes(self, case: str, document: str, number: int, start: int, end: int) -> tuple[Box, ...]:
        """Where code points start..end lie on the page, one box per line, in points."""
        self._door.check(Action.VIEW_CASES)
        return self._store.boxes(self._find(case, document).id, number, start, end)

    def render(self, case: str, document: str, number: int, scale: float) -> PageImage | None:
        """The page as a picture, drawn by the confined parser; None for formats without pictures.

        `scale` 1.0 is 72 dots per inch. The child stays for the next page of the same document.
        Raises: DocumentUnreadable, PageUnknown, ChildTimeout, NotConfined.
        """
        self._door.check(Action.VIEW_CASES)
        found = self._find(case, document)
        password = self._store.password(found.id)
        return self._parser.render(self._store, found, number, scale, password=password)

    def unread(self, case: str) -> tuple[Unread, ...]:
        """What of a case could not be read and why, page by page. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return unread(self._store, self._store.case(case).id)

    def attachments(self, case: str, document: str) -> tuple[Attachment, ...]:
        """What is attached to a document. Raises: CaseUnknown, DocumentUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._store.attachments(self._find(case, document).id)

    def scanned_pages(self, case: str, document: str) -> tuple[int, ...]:
        """Numbers of the pages whose words were read from their pictures.

        Raises: CaseUnknown, DocumentUnknown.
        """
        self._door.check(Action.VIEW_CASES)
        return self._store.recognised(self._find(case, document).id)

    def _tags(self, outcomes: Sequence[IngestOutcome]) -> str:
        """Keyed hashes of the names of the first files, so that a document can be followed."""
        return " ".join(self._door.tag(outcome.name) for outcome in outcomes[:TAGS_LIMIT])

    def _find(self, case: str, document: str) -> Document:
        return self._store.document(self._store.case(case).id, document)


def counts(outcomes: Sequence[IngestOutcome]) -> dict[str, int]:
    """How many files had which outcome, for an audit line."""
    found: dict[str, int] = {"added": 0, "duplicate": 0, "failed": 0, "cancelled": 0}
    for outcome in outcomes:
        found[outcome.status] = found.get(outcome.status, 0) + 1
    return found
