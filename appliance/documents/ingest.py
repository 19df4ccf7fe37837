"""From files to searchable documents: a durable queue that survives a kill at any point.

A file goes through these steps, each of which is one transaction or a series of them; `resume`
goes on with the step that was cut off:

1. taken in: original sealed, row `waiting`;
2. `reading`: pages arrive from the parser child, those that need it are read from their pictures,
   and they are kept a batch at a time; then what is attached is taken in, as documents that wait;
3. `indexing`: pages are laid out and looked through for text that was made for machines; then
   passages, then their vectors, are kept a batch at a time;
4. `ready`, or `failed` with the reason; then its original stays, so that it can be tried again.

What was attached to a document is read right after it.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Protocol

from appliance.documents import memory, outcomes
from appliance.documents.gathering import gather
from appliance.documents.pace import Pace
from appliance.documents.progress import Run
from appliance.documents.reading import Reader, Task
from appliance.documents.reading_errors import NOT_THE_FILE
from appliance.documents.records import IngestOutcome
from appliance.errors import (
    ApplianceError,
    Cancelled,
    CaseUnknown,
    ChildTimeout,
    DocumentEmpty,
    DocumentUnknown,
    ModelStopped,
    OutOfMemory,
    ProtocolBroken,
)
from appliance.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.documents.gathering import Found
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import Document, Status
    from appliance.documents.scans.ports import Recogniser
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job
    from appliance.settings import Settings

_LOCK_POLL_S = 0.2


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
        recogniser: Recogniser | None = None,
    ) -> None:
        """`recogniser` reads pictures of text; without one, pages say that nothing read them."""
        self._store = store
        self._indexer = indexer
        self._reader = Reader(store, parser, settings, recogniser)
        self._clock = clock
        self._settings = settings
        self._running = threading.Lock()
        self._pace = Pace()
        self._guard = threading.Lock()
        self._halt = threading.Event()
        self._share: Job | None = None
        self._run: Run | None = None
        self._console_before_bytes = 0

    def add(
        self,
        case_id: int,
        paths: Sequence[Path],
        *,
        job: Job,
        passwords: Mapping[str, str] | None = None,
    ) -> tuple[IngestOutcome, ...]:
        """Read files, and the files below folders, into a case.

        One outcome per file, in order, each followed by those of what was attached to it. A file
        that cannot be read is an outcome, not an error. When the job is cancelled, what is done
        stays, the rest has the outcome “cancelled”, and `resume` finishes what was taken in. While
        the queue is paused, files are taken in and wait.

        Args:
            case_id: of the case.
            paths: files and folders.
            job: of the person who waits.
            passwords: by pattern of names, such as “*.pdf”: the password of the files it fits.

        Raises: CaseUnknown, ModelUnknown, NotConfined, DiskFull, FolderReadOnly, VaultLocked.
        """
        self._store.case_by_id(case_id)
        with self._alone(job):
            found = list(gather(paths))
            entries = [self._take_in(case_id, one, job, passwords or {}) for one in found]
            waiting = list(
                dict.fromkeys(entry for entry in entries if not isinstance(entry, IngestOutcome))
            )
            done = self._work(waiting, job, passwords or {})
            return tuple(outcomes.in_order(found, entries, done))

    def resume(self, case_id: int | None = None, *, job: Job) -> tuple[IngestOutcome, ...]:
        """Finish what a kill, a lock or a cancel cut off, in one case or in all.

        Nothing while the queue is paused. Raises: as `add`.
        """
        with self._alone(job):
            if self._store.paused:
                return ()
            done = self._work(self._store.unfinished(case_id), job, {})
            return tuple(outcome for some in done.values() for outcome in some)

    def retry(
        self, document_id: int, *, job: Job, password: str | None = None
    ) -> tuple[IngestOutcome, ...]:
        """Read one document again, now, also while the queue is paused.

        It may have failed, wait, or be ready with pages that could not be read.

        Outcomes as of `add`. Raises: as `add`; DocumentUnknown; FileUnreadable: its original is
            not kept.
        """
        with self._alone(job):
            document = self._store.document_by_id(document_id)
            if document.state != "ready":
                document = self._store.try_again(document_id, password)
            elif self._store.troubles(document_id):
                document = self._store.read_again(document_id)
            else:
                page_count = document.page_count
                return (IngestOutcome(document.name, "duplicate", document, page_count),)
            done = self._work([document], job, {}, heeding=False)
            return tuple(outcome for some in done.values() for outcome in some)

    def pause(self) -> None:
        """Stop reading after the step under way, until `unpause`, also beyond the next start."""
        self._store.set_paused(True)
        with self._guard:
            self._halt.set()
            if self._share is not None:
                self._share.cancel()

    def unpause(self) -> None:
        """Let the queue go on; `resume` reads what waits."""
        self._store.set_paused(False)

    def left_s(self, documents: Sequence[Document]) -> float:
        """Seconds until these are read, at the pace so far."""
        run = self._run
        if run is not None:
            return run.left_s()
        return Run(outcomes.SILENT, self._pace, self._clock, documents).left_s()

    def reached(self, document_id: int) -> tuple[int, int | None] | None:
        """Pages read and pages in all, of the document under way."""
        run = self._run
        return None if run is None else run.reached(document_id)

    def memory_bytes(self) -> int:
        """What reading takes now: its children, and the growth of this process since it began."""
        if self._run is None:
            return 0
        grown = memory.console_bytes() - self._console_before_bytes
        return memory.children_bytes() + max(0, grown)

    def _alone(self, job: Job) -> _Turn:
        return _Turn(self._running, job)

    def _take_in(
        self, case_id: int, found: Found, job: Job, passwords: Mapping[str, str]
    ) -> Document | IngestOutcome:
        """Copy a file into the vault, or say why not."""
        began_s = self._clock.monotonic()
        name = outcomes.printable(found.path.name)
        if job.cancelled:
            return IngestOutcome(name, "cancelled", None, 0)
        if found.left_out:
            return outcomes.skipped(name, found.left_out)
        try:
            data = read_limited(found.path, self._settings.document_limit_bytes)
            if not data:
                raise DocumentEmpty(name=name)
        except ApplianceError as error:
            return outcomes.failed(name, None, error, self._clock.monotonic() - began_s)
        sha256 = hashlib.sha256(data).hexdigest()
        before = self._store.same(case_id, sha256)
        if before is None or before.state == "failed":
            password = next(iter(_fitting(passwords, name)), None)
            return self._store.take_in(case_id, name, sha256, data, password=password)
        self._store.added_itself(before)
        if before.state != "ready":
            return before
        seconds = self._clock.monotonic() - began_s
        return IngestOutcome(name, "duplicate", before, before.page_count, seconds=seconds)

    def _work(
        self,
        documents: Sequence[Document],
        job: Job,
        passwords: Mapping[str, str],
        *,
        heeding: bool = True,
    ) -> dict[int, list[IngestOutcome]]:
        """Outcomes of each document and of what was attached to it, by the document's number.

        Args:
            documents: in the order in which they are to be read.
            job: of the person who waits.
            passwords: as of `add`.
            heeding: that the queue is paused; else only a pause from now on stops the work.
        """
        done: dict[int, list[IngestOutcome]] = {}
        run = Run(job, self._pace, self._clock, documents)
        self._begin(run, heeding=heeding)
        try:
            seen: set[int] = set()
            waiting = deque((document, document.id) for document in documents)
            while waiting:
                document, root = waiting.popleft()
                if document.id in seen:
                    continue
                seen.add(document.id)
                outcome = self._one(document, job, run, passwords)
                done.setdefault(root, []).append(outcome)
                if outcome.status in ("added", "failed") and outcome.document is not None:
                    inside = self._inside(document.id)
                    run.join(inside)
                    waiting.extendleft((one, root) for one in reversed(inside))
        finally:
            self._run = None
        return done

    def _begin(self, run: Run, *, heeding: bool) -> None:
        self._console_before_bytes = memory.console_bytes()
        with self._guard:
            self._halt.clear()
        # Asked after the mark was cleared: a pause that comes meanwhile is seen here or there.
        if heeding and self._store.paused:
            self._halt.set()
        self._run = run

    def _inside(self, document_id: int) -> tuple[Document, ...]:
        """What is attached to a document and waits; nothing if it was removed meanwhile."""
        try:
            return self._store.waiting_attachments(document_id)
        except (CaseUnknown, DocumentUnknown):
            return ()

    def _one(
        self, document: Document, job: Job, run: Run, passwords: Mapping[str, str]
    ) -> IngestOutcome:
        """Bring one document to its end, whatever it is."""
        began_s = self._clock.monotonic()
        parent = ""
        error: ApplianceError | None = None
        stays = False
        try:
            parent = self._store.parent_name(document.id)
            document = self._store.document_by_id(document.id)
            with run.next(document) as share, self._shared(share):
                if share.cancelled:
                    raise Cancelled
                task = Task(share, run, _fitting(passwords, document.name))
                self._finish(document, task)
        except Cancelled:
            seconds = self._clock.monotonic() - began_s
            return self._stopped(document, job, parent, seconds)
        except NOT_THE_FILE:
            raise
        except _IndexingStopped as stopped:
            error, stays = stopped.error, True  # it stays `indexing`: resume goes on
        except (
            CaseUnknown,
            DocumentUnknown,
        ) as gone:  # removed by the person while it was being read
            seconds = self._clock.monotonic() - began_s
            return outcomes.failed(document.name, None, gone, seconds, parent)
        except ApplianceError as trouble:
            error = trouble
        seconds = self._clock.monotonic() - began_s
        try:
            if error is not None and not stays:
                self._store.fail(document.id, error)
            now = self._store.document_by_id(document.id)
        except (CaseUnknown, DocumentUnknown) as gone:  # removed just now
            return outcomes.failed(document.name, None, gone, seconds, parent)
        if error is not None:
            return outcomes.failed(document.name, now, error, seconds, parent)
        return outcomes.added(now, seconds, parent)

    def _stopped(self, document: Document, job: Job, parent: str, seconds: float) -> IngestOutcome:
        """The person stopped this run, or paused the queue."""
        status: Status = "cancelled" if job.cancelled else "waiting"
        try:
            now = self._store.document_by_id(document.id)
        except (CaseUnknown, DocumentUnknown) as gone:
            return outcomes.failed(document.name, None, gone, seconds, parent)
        return IngestOutcome(now.name, status, now, now.page_count, seconds=seconds, parent=parent)

    def _shared(self, share: Job) -> _Pausing:
        return _Pausing(self, share)

    def _finish(self, document: Document, task: Task) -> None:
        note = document.error_message
        if document.state != "indexing":
            note = self._reader.read(document, task)
            self._store.set_state(document.id, "indexing", note=note)
        self._reader.understand(document, task)
        try:
            self._indexer(document.id, task.job)
        except (ModelStopped, ChildTimeout, OutOfMemory, ProtocolBroken) as error:
            raise _IndexingStopped(error) from error
        self._store.set_state(document.id, "ready", note=note)


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


class _Pausing:
    """Lets `pause` cancel the share of the document under way, and no other."""

    def __init__(self, ingestor: Ingestor, share: Job) -> None:
        self._ingestor = ingestor
        self._share = share

    def __enter__(self) -> None:
        with self._ingestor._guard:
            self._ingestor._share = self._share
            if self._ingestor._halt.is_set():
                self._share.cancel()

    def __exit__(self, *_: object) -> None:
        with self._ingestor._guard:
            self._ingestor._share = None


def _fitting(passwords: Mapping[str, str], name: str) -> list[str]:
    """The passwords whose patterns fit a name, in the order given."""
    return [
        password
        for pattern, password in passwords.items()
        if fnmatchcase(name.casefold(), pattern.casefold())
    ]
