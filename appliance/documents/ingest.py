"""From files to searchable documents: a durable queue that survives a kill at any point.

A file goes through these steps, each of which is one transaction or a series of them; `resume`
goes on with the step that was cut off:

1. taken in: original sealed, row `waiting`;
2. `reading`: pages arrive from the parser child and are kept sixteen at a time;
3. `indexing`: passages, then their vectors, are kept a batch at a time;
4. `ready`, or `failed` with the reason.
"""

from __future__ import annotations

import hashlib
import os
import threading
from typing import TYPE_CHECKING, Protocol

from appliance.documents.progress import Shares
from appliance.documents.protocol import PDF_TYPE
from appliance.documents.records import IngestOutcome
from appliance.errors import (
    ApplianceError,
    Cancelled,
    CaseUnknown,
    ChildTimeout,
    DiskFailed,
    DiskFull,
    DocumentEmpty,
    DocumentUnknown,
    EngineMissing,
    FolderReadOnly,
    ModelStopped,
    ModelUnknown,
    NotConfined,
    OutOfMemory,
    ProtocolBroken,
    VaultDamaged,
    VaultLocked,
)
from appliance.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.documents.opened import OpenDocument
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import Document, Page
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job
    from appliance.settings import Settings

_PAGES_PER_BATCH = 16
_LOCK_POLL_S = 0.2
# Trouble of this machine or vault, not of a file: the whole run ends, what is done stays.
_NOT_THE_FILE = (
    DiskFailed,
    DiskFull,
    EngineMissing,
    FolderReadOnly,
    ModelUnknown,
    NotConfined,
    VaultDamaged,
    VaultLocked,
)


class Indexer(Protocol):
    """Makes a document searchable; going on where an earlier call stopped."""

    def __call__(self, document_id: int, job: Job) -> None:
        """Index the pages of a document. Raises: Cancelled, ModelUnknown, ModelStopped."""


class Ingestor:
    """Reads files into cases, one run at a time; further callers wait. Thread-safe."""

    def __init__(
        self,
        store: DocumentStore,
        *,
        indexer: Indexer,
        parser: ParserClient,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._store = store
        self._indexer = indexer
        self._parser = parser
        self._clock = clock
        self._settings = settings
        self._running = threading.Lock()

    def add(self, case_id: int, paths: Sequence[Path], *, job: Job) -> tuple[IngestOutcome, ...]:
        """Read files into a case: one outcome per file, in order.

        A file that cannot be read is an outcome, not an error. When the job is cancelled, what is
        done stays, the rest has the outcome “cancelled”, and `resume` finishes what was taken in.
        Raises: CaseUnknown, ModelUnknown, NotConfined, DiskFull, FolderReadOnly, VaultLocked.
        """
        self._store.case_by_id(case_id)
        with self._alone(job):
            entries = [self._take_in(case_id, path, job) for path in paths]
            waiting = list(
                dict.fromkeys(entry for entry in entries if not isinstance(entry, IngestOutcome))
            )
            done = {
                document.id: outcome
                for document, outcome in zip(waiting, self._work(waiting, job), strict=True)
            }
            return tuple(_outcomes(paths, entries, done))

    def resume(self, case_id: int | None = None, *, job: Job) -> tuple[IngestOutcome, ...]:
        """Finish what a kill, a lock or a cancel cut off, in one case or in all.

        Raises: as `add`.
        """
        with self._alone(job):
            return tuple(self._work(self._store.unfinished(case_id), job))

    def _alone(self, job: Job) -> _Turn:
        return _Turn(self._running, job)

    def _take_in(self, case_id: int, path: Path, job: Job) -> Document | IngestOutcome:
        """Copy a file into the vault, or say why not."""
        began_s = self._clock.monotonic()
        name = _printable(path.name)

        def outcome(error: ApplianceError) -> IngestOutcome:
            return _failed(name, None, error, self._clock.monotonic() - began_s)

        if job.cancelled:
            return IngestOutcome(name, "cancelled", None, 0)
        try:
            data = read_limited(path, self._settings.document_limit_bytes)
        except ApplianceError as error:
            return outcome(error)
        if not data:
            return outcome(DocumentEmpty(name=name))
        sha256 = hashlib.sha256(data).hexdigest()
        before = self._store.same(case_id, sha256)
        if before is not None and before.state != "failed":
            seconds = self._clock.monotonic() - began_s
            if before.state == "ready":
                return IngestOutcome(name, "duplicate", before, before.page_count, seconds=seconds)
            return before
        return self._store.take_in(case_id, name, sha256, data)

    def _work(self, documents: Sequence[Document], job: Job) -> list[IngestOutcome]:
        shares = Shares(job, [(document.name, document.size_bytes) for document in documents])
        outcomes: list[IngestOutcome] = []
        for document in documents:
            with shares.next() as share:
                outcomes.append(self._one(document, share))
        return outcomes

    def _one(self, document: Document, job: Job) -> IngestOutcome:
        """Bring one document to its end, whatever it is."""
        began_s = self._clock.monotonic()
        if job.cancelled:
            return IngestOutcome(document.name, "cancelled", document, document.page_count)
        error: ApplianceError | None = None
        try:
            self._finish(document, job)
        except Cancelled:
            seconds = self._clock.monotonic() - began_s
            now = self._store.document_by_id(document.id)
            return IngestOutcome(now.name, "cancelled", now, now.page_count, seconds=seconds)
        except _NOT_THE_FILE:
            raise
        except _IndexingStopped as stopped:
            error = stopped.error  # the document stays `indexing`: resume goes on
        except (
            CaseUnknown,
            DocumentUnknown,
        ) as gone:  # removed by the person while it was being read
            return _failed(document.name, None, gone, self._clock.monotonic() - began_s)
        except ApplianceError as trouble:
            error = trouble
            self._store.fail(document.id, trouble)
        seconds = self._clock.monotonic() - began_s
        now = self._store.document_by_id(document.id)
        if error is not None:
            return _failed(document.name, now, error, seconds)
        note = now.error_message
        return IngestOutcome(
            now.name, "added", now, now.page_count, error_message=note, seconds=seconds
        )

    def _finish(self, document: Document, job: Job) -> None:
        note = None
        if document.state != "indexing":
            note = self._read(document, job)
            self._store.set_state(document.id, "indexing", note=note)
        else:
            note = document.error_message
        try:
            self._indexer(document.id, job)
        except (ModelStopped, ChildTimeout, OutOfMemory, ProtocolBroken) as error:
            raise _IndexingStopped(error) from error
        self._store.set_state(document.id, "ready", note=note)

    def _read(self, document: Document, job: Job) -> str | None:
        """All pages into the vault; returns what people should know about them.

        Raises: DocumentEmpty: no page has text. And as `OpenDocument.pages`.
        """
        first = self._first_page(document)
        fd = self._store.open_original(document)
        try:
            with self._parser.open(fd, document.name, job=job) as opened:
                opened.start(first)
                self._store.begin_reading(document.id, opened.media_type)
                self._keep(document, opened, first, job)
        finally:
            os.close(fd)
        if not self._store.has_text(document.id):
            raise DocumentEmpty(name=document.name)
        return _note(opened.unreadable)

    def _first_page(self, document: Document) -> int:
        """Where to go on: in PDF after the last page kept, else at the start.

        Formats without pages of their own are paged by this release's rules, which must not be
        mixed with another's; reading them again is quick.
        """
        if document.page_count and document.media_type == PDF_TYPE:
            return document.page_count + 1
        if document.page_count:
            self._store.clear(document.id)
        return 1

    def _keep(self, document: Document, opened: OpenDocument, first: int, job: Job) -> None:
        batch: list[Page] = []
        for page in opened.pages(first):
            batch.append(page)
            job.tick("reading", page.number, opened.page_count, unit="pages")
            if len(batch) == _PAGES_PER_BATCH:
                self._store.add_pages(document.id, batch)
                batch = []
        self._store.add_pages(document.id, batch)


class _IndexingStopped(Exception):
    """The embedding model failed; that is no fault of the document."""

    def __init__(self, error: ApplianceError) -> None:
        self.error = error
        super().__init__(error.code)


class _Turn:
    """Waits until no other run is under way; gives up when the job is cancelled."""

    def __init__(self, lock: threading.Lock, job: Job) -> None:
        self._lock = lock
        self._job = job

    def __enter__(self) -> None:
        while not self._lock.acquire(timeout=_LOCK_POLL_S):
            self._job.check()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _outcomes(
    paths: Sequence[Path],
    entries: Sequence[Document | IngestOutcome],
    done: dict[int, IngestOutcome],
) -> Iterator[IngestOutcome]:
    """One outcome per path; the second path with the same bytes is a duplicate of the first."""
    given: set[int] = set()
    for path, entry in zip(paths, entries, strict=True):
        if isinstance(entry, IngestOutcome):
            yield entry
            continue
        outcome = done[entry.id]
        if entry.id in given and outcome.status == "added":
            name = _printable(path.name)
            yield IngestOutcome(name, "duplicate", outcome.document, outcome.pages)
        else:
            yield outcome
        given.add(entry.id)


def _printable(name: str) -> str:
    """A file name as it may be shown: no control characters, no undecodable bytes."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "_" for letter in shown)


def _failed(
    name: str, document: Document | None, error: ApplianceError, seconds: float
) -> IngestOutcome:
    return IngestOutcome(
        name,
        "failed",
        document,
        document.page_count if document else 0,
        error.code,
        error.message,
        error.next_step,
        seconds,
    )


def _note(unreadable: Sequence[int]) -> str | None:
    if not unreadable:
        return None
    numbers = ", ".join(str(number) for number in unreadable[:10])
    more = ", …" if len(unreadable) > 10 else ""
    return f"These pages are damaged and were left empty: {numbers}{more}."
