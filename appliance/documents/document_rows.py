"""Rows and sealed originals of documents: taking one in, finding it, letting it go.

A document keeps its original until it is removed, also when it cannot be read, so that reading it
can be tried again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.clock import stamp
from appliance.documents.cases import CaseRows
from appliance.documents.records import Document
from appliance.errors import CaseUnknown, DocumentUnknown, FileUnreadable, VaultDamaged
from appliance.vault.case_ids import base, case_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.vault.case_file import CaseFile
    from appliance.vault.connection import Connection

_DOCUMENT = (
    "SELECT id, id >> 32, name, sha256, size_bytes, media_type, page_count, state, error_code, "
    "error_message, added_at, reader FROM document"
)
_UNKNOWN_TYPE = "application/octet-stream"
# Notes in `case_meta` which documents are here only because something had them attached.
_ATTACHED = "attached "


class DocumentRows(CaseRows):
    """The part of the document store that knows of documents and their originals."""

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

    def take_in(
        self, case_id: int, name: str, sha256: str, data: bytes, *, password: str | None = None
    ) -> Document:
        """Seal the original and note that it waits to be read.

        A second document of the same name becomes “name (2)”. One with the same bytes that failed
        before waits again, so that adding it again is trying again.
        Raises: CaseUnknown, DiskFull, FolderReadOnly.
        """
        case = self.content(case_id)
        self._vault.cases.expect_unfinished(case_id)
        with case.transaction() as connection:
            before = self.same(case_id, sha256)
            if before is None:
                number = self._insert(case, connection, name, sha256, data)
            else:
                number = before.id
                self._again(case, connection, before, data)
                self._forget_attached(connection, [number])
            if password is not None:
                self._set_password(connection, number, password)
            return self.document_by_id(number)

    def added_itself(self, document: Document) -> None:
        """Somebody added what was here as an attachment, so it stays when that goes."""
        with self.home(document.id).transaction() as connection:
            self._forget_attached(connection, [document.id])

    def try_again(self, document_id: int, password: str | None = None) -> Document:
        """Let a document that failed wait again, with another password if one is given.

        Raises: DocumentUnknown; FileUnreadable: its original is not kept.
        """
        document = self.document_by_id(document_id)
        case = self.home(document_id)
        self._vault.cases.expect_unfinished(case.id)
        with case.transaction() as connection:
            if document.state == "failed":
                self._again(case, connection, document, None)
            if password is not None:
                self._set_password(connection, document_id, password)
        return self.document_by_id(document_id)

    def password(self, document_id: int) -> str:
        """What opens the document; "" if it needs nothing."""
        connection = self.home(document_id).connection()
        row = connection.execute(
            "SELECT password FROM document WHERE id = ?", (document_id,)
        ).fetchone()
        return "" if row is None or row[0] is None else str(row[0])

    def set_password(self, document_id: int, password: str) -> None:
        """Keep what opens the document, in the case's encrypted database; "" forgets it."""
        with self.home(document_id).transaction() as connection:
            self._set_password(connection, document_id, password)

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

    # What transactions of the whole store are made of ---------------------------------------------

    def _insert(
        self, case: CaseFile, connection: Connection, name: str, sha256: str, data: bytes
    ) -> int:
        """A new document that waits; returns its number."""
        blob_id = case.blobs.put(data, binding=_binding(sha256))
        number = _next_number(connection, case.id)
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
        return number

    def _again(
        self, case: CaseFile, connection: Connection, document: Document, data: bytes | None
    ) -> None:
        """Let a document wait again; `data` is its original, should none be kept."""
        row = connection.execute(
            "SELECT blob_id FROM document WHERE id = ?", (document.id,)
        ).fetchone()
        if row is None or row[0] is None:
            if data is None:
                raise FileUnreadable(name=document.name, why="its original is not kept")
            blob_id = case.blobs.put(data, binding=_binding(document.sha256))
            connection.execute(
                "UPDATE document SET blob_id = ? WHERE id = ?", (blob_id, document.id)
            )
        connection.execute(
            "UPDATE document SET state = 'waiting', error_code = NULL, error_message = NULL, "
            "password = NULL WHERE id = ?",
            (document.id,),
        )
        connection.execute(
            "UPDATE attachment SET trouble = '' WHERE document_id = ?", (document.id,)
        )

    @staticmethod
    def _set_password(connection: Connection, document_id: int, password: str) -> None:
        connection.execute(
            "UPDATE document SET password = ? WHERE id = ?", (password or None, document_id)
        )

    @staticmethod
    def _note_attached(connection: Connection, document_id: int) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO case_meta (key, value) VALUES (?, '')",
            (f"{_ATTACHED}{document_id}",),
        )

    @staticmethod
    def _forget_attached(connection: Connection, document_ids: Iterable[int]) -> None:
        connection.executemany(
            "DELETE FROM case_meta WHERE key = ?",
            [(f"{_ATTACHED}{document_id}",) for document_id in document_ids],
        )

    @staticmethod
    def _only_attached(connection: Connection, document_id: int) -> bool:
        """True if nobody added the document itself."""
        key = f"{_ATTACHED}{document_id}"
        found = connection.execute("SELECT 1 FROM case_meta WHERE key = ?", (key,)).fetchone()
        return found is not None

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
