"""One document from its sealed original to pages in the vault, in steps that survive a kill.

Pages are kept in batches that are limited in number and in bytes. A reader child that grows beyond
the memory that settings allow is ended, and another goes on after the last page kept.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents import memory, progress
from appliance.documents.layout import kept
from appliance.documents.layout.laying import LAYOUT_VERSION, lay_out
from appliance.documents.opened import DAMAGED_PAGE
from appliance.documents.protocol import PICTURED_TYPES
from appliance.documents.reading_errors import NOT_THE_FILE
from appliance.documents.seeing import OCR, Seer
from appliance.documents.suspicion import note_suspicious
from appliance.errors import (
    ApplianceError,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    ProtocolBroken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.documents.opened import OpenDocument
    from appliance.documents.parsing import ParserClient
    from appliance.documents.progress import Run
    from appliance.documents.records import Document, Page
    from appliance.documents.scans.ports import Recogniser
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job
    from appliance.settings import Settings

# To be raised when parsers make other pages of the same file: what was half read then begins anew.
PARSERS_VERSION = 4
_LAYOUT = ", layout "
_PAGES_PER_BATCH = 16
_NUMBERS_SHOWN = 10


class Task(NamedTuple):
    """What reading one document needs to know of the run it belongs to."""

    job: Job
    run: Run
    passwords: Sequence[str]


class Reader:
    """Reads documents into the vault, one at a time."""

    def __init__(
        self,
        store: DocumentStore,
        parser: ParserClient,
        settings: Settings,
        recogniser: Recogniser | None,
    ) -> None:
        self._store = store
        self._parser = parser
        self._settings = settings
        self._seer = Seer(store, parser, recogniser)

    @property
    def name(self) -> str:
        """What makes the pages now; pages of another make are never mixed with these."""
        return ", ".join(filter(None, (f"parsers {PARSERS_VERSION}", self._seer.name)))

    def read(self, document: Document, task: Task) -> str | None:
        """All pages and attached files into the vault; returns what people should know of them.

        Raises: DocumentEmpty: no page has text, and nothing is attached; DocumentEncrypted: no
            password opens it. And as `OpenDocument.pages`.
        """
        whole = False
        while not whole:
            try:
                with self._opened(document, task) as (opened, first):
                    document = self._store.document_by_id(document.id)
                    whole = self._keep(document, opened, first, task)
                    if whole:
                        task.run.pages_done()
                        self._take_out(document, opened, task)
            finally:
                self._seer.rest()
            document = self._store.document_by_id(document.id)
        if not self._store.has_text(document.id) and not self._store.attachments(document.id):
            raise DocumentEmpty(name=document.name)
        return self._note(document)

    def understand(self, document: Document, task: Task) -> None:
        """Lay the pages out and notice what is suspicious, once; needs only what is kept.

        Raises: Cancelled, DocumentUnknown.
        """
        made_by, _, _ = self._store.document_by_id(document.id).reader.partition(_LAYOUT)
        parts = [part for part in made_by.split(", ") if part]
        if not self._store.recognised(document.id):
            parts = [part for part in parts if not part.startswith(OCR)]
        reader = ", ".join(parts) + f"{_LAYOUT}{LAYOUT_VERSION}"
        if self._store.document_by_id(document.id).reader == reader:
            return
        lay_out(self._store, document.id, job=task.job)
        with self._store.home(document.id).transaction():
            note_suspicious(self._store, document.id, self._store.noted(document.id))
            self._store.set_reader(document.id, reader)

    @contextmanager
    def _opened(self, document: Document, task: Task) -> Iterator[tuple[OpenDocument, int]]:
        """The document under reading, and its first page that is not kept yet.

        Most files need no password, and one that is not needed is not kept.
        """
        first = self._first_page(document)
        stored = self._store.password(document.id)
        refusal: DocumentEncrypted | None = None
        for password in dict.fromkeys(("", stored, *task.passwords)):
            fd = self._store.open_original(document)
            try:
                with self._parser.open(
                    fd, document.name, job=task.job, password=password
                ) as opened:
                    try:
                        opened.start(first)
                    except DocumentEncrypted as error:
                        refusal = error
                        continue
                    if password != stored:
                        self._store.set_password(document.id, password)
                    self._store.begin_reading(document.id, opened.media_type, reader=self.name)
                    yield opened, first
                    return
            finally:
                os.close(fd)
        assert refusal is not None  # noqa: S101 - the loop runs at least once
        raise refusal

    def _first_page(self, document: Document) -> int:
        """Where to go on: after the last page kept if the file has pages of its own, else at 1.

        Other formats are paged by this release's rules, which must not be mixed with another's;
        reading them again is quick.
        """
        if not document.page_count:
            return 1
        if document.media_type in PICTURED_TYPES and document.reader == self.name:
            return document.page_count + 1
        self._store.clear(document.id)
        return 1

    def _keep(self, document: Document, opened: OpenDocument, first: int, task: Task) -> bool:
        """Keep the pages from `first` on; False if another child must go on with the rest.

        Raises: DocumentTooLarge: it cannot be read within the memory allowed.
        """
        password = self._store.password(document.id)
        batch: list[Page] = []
        held_bytes = 0
        for own in opened.pages(first):
            hidden = opened.hidden.get(own.number, ())
            page = self._seer.seen(document, own, password, task.job, hidden=hidden)
            read_from_picture = page.origin == "ocr"
            batch.append(page)
            held_bytes += memory.page_bytes(page)
            task.run.page_read(page.number, opened.page_count, recognised=read_from_picture)
            task.job.tick(progress.READING, page.number, opened.page_count, unit="pages")
            full = len(batch) == _PAGES_PER_BATCH or held_bytes >= memory.BATCH_BYTES
            if full or read_from_picture:  # which took seconds that nobody wants to spend again
                self._keep_batch(document, opened, batch)
                batch, held_bytes = [], 0
                too_much = memory.children_bytes() > self._settings.ingest_memory_bytes
                # After the last page the child has only to say so, and to give what is attached.
                if too_much and page.number != opened.page_count:
                    self._may_go_on(document, opened, page.number)
                    return False
        self._keep_batch(document, opened, batch)
        return True

    def _keep_batch(self, document: Document, opened: OpenDocument, batch: Sequence[Page]) -> None:
        """Pages with what the parser said of their parts and noted of their text.

        Both speak of the text that the file itself holds.
        """
        own = [page.number for page in batch if page.origin == "text"]
        with self._store.home(document.id).transaction():
            self._store.add_pages(document.id, batch)
            given = {number: opened.given[number] for number in own if number in opened.given}
            kept.keep_given(self._store, document.id, given)
            noted: dict[int, list[tuple[str, int, int]]] = {}
            for number in own:
                noted[number] = [("hidden", *place) for place in opened.hidden.get(number, ())]
                noted[number] += opened.noted.get(number, ())
            self._store.keep_noted(document.id, noted)

    def _may_go_on(self, document: Document, opened: OpenDocument, number: int) -> None:
        """Another child helps only where it need not read again what this one has read.

        Raises: DocumentTooLarge.
        """
        if opened.media_type in PICTURED_TYPES:
            return
        why = f"reading it to page {number} takes more memory than the settings allow"
        raise DocumentTooLarge(name=document.name, why=why)

    def _take_out(self, document: Document, opened: OpenDocument, task: Task) -> None:
        """What is attached becomes documents that wait; what cannot be had is noted."""
        place = 0
        try:
            for place, attached in enumerate(opened.attachments(), start=1):
                task.job.check()
                self._store.attach(document, place, attached.name, attached.data, attached.trouble)
        except (*NOT_THE_FILE, ProtocolBroken):
            raise
        except ApplianceError as error:
            self._store.attach(document, place + 1, "further files", None, error.message)

    def _note(self, document: Document) -> str | None:
        """One or two sentences on pages that could not be read."""
        damaged: list[int] = []
        partly: list[int] = []
        for number, trouble in self._store.troubles(document.id):
            (damaged if trouble == DAMAGED_PAGE else partly).append(number)
        notes = []
        if damaged:
            notes.append(f"These pages are damaged and were left empty: {_numbers(damaged)}.")
        if partly:
            notes.append(f"Not all of these pages could be read: {_numbers(partly)}.")
        return " ".join(notes) or None


def _numbers(numbers: Sequence[int]) -> str:
    more = ", …" if len(numbers) > _NUMBERS_SHOWN else ""
    return ", ".join(str(number) for number in numbers[:_NUMBERS_SHOWN]) + more
