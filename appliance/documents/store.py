"""Rows and blobs of cases, documents and pages, and nothing else touches them.

Each case is a database of its own. Everything that removes a document removes all that was made of
it, in one transaction: pages, passages, their words in the full-text index, vectors, and the sealed
original. Steps of reading are the case's own transactions; the register's counts follow them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.clock import stamp
from appliance.documents import boxes
from appliance.documents.cases import CaseRows
from appliance.documents.records import Box, Document, Page
from appliance.documents.words import pack, unpack
from appliance.errors import (
    CaseUnknown,
    DocumentUnknown,
    FileUnreadable,
    PageUnknown,
    VaultDamaged,
)
from appliance.vault.case_ids import base, case_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.documents.records import State
    from appliance.errors import ApplianceError
    from appliance.vault.case_file import CaseFile
    from appliance.vault.connection import Connection

_DOCUMENT = (
    "SELECT id, id >> 32, name, sha256, size_bytes, media_type, page_count, state, error_code, "
    "error_message, added_at FROM document"
)
_PAGE = "SELECT number, text, words, width_pt, height_pt, origin, confidences, trouble FROM page"
_UNKNOWN_TYPE = "application/octet-stream"


class PageText(NamedTuple):
    """One page of a document that can be searched; `page` counts from 1."""

    document: str
    document_id: int
    page: int
    text: str


class DocumentStore(CaseRows):
    """Thread-safe; every method raises VaultLocked after the lock."""

    # Documents ----------------------------------------------------------------------------------

    def documents(self, case_id: int) -> tuple[Document, ...]:
        """The documents of a case in the order in which they were added, failed ones too."""
        rows = self.content(case_id).connection().execute(f"{_DOCUMENT} ORDER BY id")
        return tuple(Document(*row) for row in rows)

    def document(self, case_id: int, name: str) -> Document:
        """The document of that name. Raises: CaseUnknown, DocumentUnknown."""
        connection = self.content(case_id).connection()
        row = connection.execute(f"{_DOCUMENT} WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise DocumentUnknown(name=name)
        return Document(*row)

    def document_by_id(self, document_id: int) -> Document:
        """The document with that number. Raises: DocumentUnknown."""
        try:
            connection = self.home(document_id).connection()
        except CaseUnknown as error:
            raise DocumentUnknown(name=document_id) from error
        row = connection.execute(f"{_DOCUMENT} WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise DocumentUnknown(name=document_id)
        return Document(*row)

    def same(self, case_id: int, sha256: str) -> Document | None:
        """The document of the case with the same bytes, if there is one."""
        connection = self.content(case_id).connection()
        row = connection.execute(f"{_DOCUMENT} WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else Document(*row)

    def unfinished(self, case_id: int | None = None) -> tuple[Document, ...]:
        """Documents whose reading was cut off, of one case or of all, oldest first.

        Of all cases only those are opened in which some may wait. Raises: CaseUnknown.
        """
        numbers = [row.id for row in self._vault.cases.unfinished()]
        if case_id is not None:
            numbers = [case_id]
        found: list[Document] = []
        for number in numbers:
            rows = (
                self.content(number)
                .connection()
                .execute(
                    f"{_DOCUMENT} WHERE state IN ('waiting', 'reading', 'indexing') ORDER BY id"
                )
            )
            found += [Document(*row) for row in rows]
        return tuple(found)

    def take_in(self, case_id: int, name: str, sha256: str, data: bytes) -> Document:
        """Seal the original and note that it waits to be read.

        A second document of the same name becomes “name (2)”. One with the same bytes that failed
        before is replaced, so that adding it again is trying again.
        Raises: CaseUnknown, DiskFull, FolderReadOnly.
        """
        case = self.content(case_id)
        self._vault.cases.expect_unfinished(case_id)
        with case.transaction() as connection:
            before = self.same(case_id, sha256)
            if before is not None:
                self._remove(case, connection, before.id)
            blob_id = case.blobs.put(data, binding=_binding(sha256))
            number = _next_number(connection, case_id)
            connection.execute(
                "INSERT INTO document (id, name, sha256, size_bytes, media_type, state, "
                "blob_id, added_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)",
                (
                    number,
                    _free_name(connection, name),
                    sha256,
                    len(data),
                    _UNKNOWN_TYPE,
                    blob_id,
                    stamp(self._clock),
                ),
            )
            return self.document_by_id(number)

    def open_original(self, document: Document) -> int:
        """The original in a sealed memory file; the caller closes the descriptor.

        Raises: PackTampered; FileUnreadable: it is not there any more.
        """
        case = self.home(document.id)
        row = (
            case.connection()
            .execute("SELECT blob_id FROM document WHERE id = ?", (document.id,))
            .fetchone()
        )
        if row is None or row[0] is None:
            raise FileUnreadable(name=document.name, why="its original is not kept")
        return case.blobs.open_fd(row[0], binding=_binding(document.sha256))

    def remove_document(self, document_id: int) -> None:
        """Delete a document and all that was made of it; an absent one is fine.

        Raises: CaseHeld: a legal hold is on its case.
        """
        try:
            case = self.home(document_id)
        except CaseUnknown:
            return
        with self._vault.transaction():
            self._vault.cases.require_not_held(case.id)
            with case.transaction() as connection:
                self._remove(case, connection, document_id)

    def _remove(self, case: CaseFile, connection: Connection, document_id: int) -> None:
        self._clear(connection, document_id)
        self._drop_original(case, connection, document_id)
        case.readings.remove(document_id)
        connection.execute("DELETE FROM document WHERE id = ?", (document_id,))

    # Reading ------------------------------------------------------------------------------------

    def clear(self, document_id: int) -> None:
        """Delete what was made of a document, but not the document."""
        with self.home(document_id).transaction() as connection:
            self._clear(connection, document_id)

    def _clear(self, connection: Connection, document_id: int) -> None:
        self.touch(connection)
        self.clear_passages(connection, document_id)
        connection.execute("DELETE FROM page WHERE document_id = ?", (document_id,))
        connection.execute("UPDATE document SET page_count = 0 WHERE id = ?", (document_id,))

    @staticmethod
    def clear_passages(connection: Connection, document_id: int) -> None:
        """Delete a document's passages from every index, inside the caller's transaction."""
        connection.execute(
            "DELETE FROM chunk_fts WHERE rowid IN (SELECT id FROM chunk WHERE document_id = ?)",
            (document_id,),
        )
        connection.execute("DELETE FROM chunk WHERE document_id = ?", (document_id,))

    def begin_reading(self, document_id: int, media_type: str) -> None:
        """The type is known and pages are about to come."""
        with self.home(document_id).transaction() as connection:
            connection.execute(
                "UPDATE document SET state = 'reading', media_type = ? WHERE id = ?",
                (media_type, document_id),
            )

    def add_pages(self, document_id: int, pages: Iterable[Page]) -> None:
        """Keep the next pages: all of them or, on a kill, none."""
        rows = [
            (
                document_id,
                page.number,
                page.text,
                pack(page.words),
                page.width_pt,
                page.height_pt,
                page.origin,
                page.confidences or None,
                page.trouble,
            )
            for page in pages
        ]
        with self.home(document_id).transaction() as connection:
            connection.executemany(
                "INSERT INTO page (document_id, number, text, words, width_pt, height_pt, "
                "origin, confidences, trouble) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            connection.execute(
                "UPDATE document SET page_count = "
                "(SELECT count(*) FROM page WHERE document_id = ?1) WHERE id = ?1",
                (document_id,),
            )

    def has_text(self, document_id: int) -> bool:
        """True if any page has more than white space."""
        rows = (
            self.home(document_id)
            .connection()
            .execute("SELECT text FROM page WHERE document_id = ? AND text <> ''", (document_id,))
        )
        return any(text.strip() for (text,) in rows)

    def set_state(self, document_id: int, state: State, *, note: str | None = None) -> None:
        """Move a document on; `note` is shown to people beside it."""
        with self.home(document_id).transaction() as connection:
            self.touch(connection)
            connection.execute(
                "UPDATE document SET state = ?, error_code = NULL, error_message = ? WHERE id = ?",
                (state, note, document_id),
            )

    def fail(self, document_id: int, error: ApplianceError) -> None:
        """Note why a document cannot be used; its pages and its original go."""
        case = self.home(document_id)
        with case.transaction() as connection:
            self._clear(connection, document_id)
            self._drop_original(case, connection, document_id)
            case.readings.remove(document_id)
            connection.execute(
                "UPDATE document SET state = 'failed', blob_id = NULL, error_code = ?, "
                "error_message = ? WHERE id = ?",
                (error.code, error.message, document_id),
            )

    # Pages --------------------------------------------------------------------------------------

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

    # Revision -----------------------------------------------------------------------------------

    def revision(self, case_id: int) -> str:
        """Changes whenever the documents that can be searched in a case change."""
        row = (
            self.content(case_id)
            .connection()
            .execute("SELECT value FROM case_meta WHERE key = 'revision'")
            .fetchone()
        )
        return "0" if row is None else str(row[0])

    @staticmethod
    def touch(connection: Connection) -> None:
        """Mark the case as changed, inside the caller's transaction."""
        connection.execute(
            "INSERT INTO case_meta (key, value) VALUES ('revision', '1') ON CONFLICT (key) "
            "DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )

    @staticmethod
    def _drop_original(case: CaseFile, connection: Connection, document_id: int) -> None:
        row = connection.execute(
            "SELECT blob_id FROM document WHERE id = ?", (document_id,)
        ).fetchone()
        if row is not None and row[0] is not None:
            case.blobs.remove(row[0])


def _next_number(connection: Connection, case_id: int) -> int:
    """A number above every document's of the case. Raises: VaultDamaged."""
    row = connection.execute("SELECT max(id) FROM document").fetchone()
    last = base(case_id) if row is None or row[0] is None else int(row[0])
    if case_of(last + 1) != case_id:
        raise VaultDamaged("document number", why="a document's number is another case's")
    return last + 1


def _binding(sha256: str) -> bytes:
    """Ties a sealed original to the document it belongs to."""
    return f"document {sha256}".encode("ascii")


def _free_name(connection: Connection, name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    candidate, count = name, 1
    while connection.execute("SELECT 1 FROM document WHERE name = ?", (candidate,)).fetchone():
        count += 1
        candidate = f"{stem} ({count}){dot}{ending}"
    return candidate
