"""Rows and blobs of cases, documents and pages, and nothing else touches them.

Each case is a database of its own. The parts of the store are built upon each other: cases
(`cases`), documents and originals (`document_rows`), the steps of reading (`reading_store`), what
is attached to what (`attachments`), and here the pages as they are read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.documents import boxes
from appliance.documents.attachments import AttachmentStore
from appliance.documents.records import Box, Page
from appliance.documents.words import unpack
from appliance.errors import PageUnknown, VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = "SELECT number, text, words, width_pt, height_pt, origin, confidences, trouble FROM page"


class PageText(NamedTuple):
    """One page of a document that can be searched; `page` counts from 1."""

    document: str
    document_id: int
    page: int
    text: str


class DocumentStore(AttachmentStore):
    """Thread-safe; every method raises VaultLocked after the lock."""

    def page(self, document_id: int, number: int) -> Page:
        """One page with its words. Raises: DocumentUnknown, PageUnknown."""
        document = self.document_by_id(document_id)
        row = (
            self.home(document_id)
            .connection()
            .execute(f"{_PAGE} WHERE document_id = ? AND number = ?", (document_id, number))
            .fetchone()
        )
        if row is None:
            raise PageUnknown(name=document.name, page=number, pages=document.page_count)
        number, text, packed, width_pt, height_pt, origin, confidences, trouble = row
        try:
            words = unpack(packed, len(text))
            if confidences is not None and len(confidences) != len(words):
                raise ValueError("a confidence for each word")
            return Page(
                number, text, words, width_pt, height_pt, origin, confidences or b"", trouble
            )
        except ValueError as error:
            raise VaultDamaged(str(error), why="the words of a page are damaged") from error

    def page_texts(self, document_id: int) -> Iterator[tuple[int, str]]:
        """Number and text of each page of a document, in order, a few at a time in memory."""
        rows = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT number, text FROM page WHERE document_id = ? ORDER BY number",
                (document_id,),
            )
        )
        yield from rows

    def texts(self, case_id: int, document: str | None = None) -> Iterator[PageText]:
        """Every page of a case's documents that are ready, of one document or of all, in order."""
        rows = (
            self.content(case_id)
            .connection()
            .execute(
                "SELECT document.name, document.id, page.number, page.text FROM document "
                "JOIN page ON page.document_id = document.id WHERE document.state = 'ready' "
                "AND (?1 IS NULL OR document.name = ?1) ORDER BY document.id, page.number",
                (document,),
            )
        )
        for row in rows:
            yield PageText(*row)

    def boxes(self, document_id: int, number: int, start: int, end: int) -> tuple[Box, ...]:
        """Where `start:end` stands on a page, one box per line; empty without a page picture.

        Raises: DocumentUnknown, PageUnknown.
        """
        return boxes.boxes(self.page(document_id, number).words, start, end)

    def revision(self, case_id: int) -> str:
        """Changes whenever the documents that can be searched in a case change."""
        row = (
            self.content(case_id)
            .connection()
            .execute("SELECT value FROM case_meta WHERE key = 'revision'")
            .fetchone()
        )
        return "0" if row is None else str(row[0])
