"""What reading a document leaves in its case, step by step.

Everything that removes a document removes all that was made of it, in one transaction: pages,
passages, their words in the full-text index, vectors, and the sealed original. Steps of reading are
the case's own transactions; the register's counts follow them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from appliance.documents.document_rows import DocumentRows
from appliance.documents.words import pack
from appliance.errors import DocumentUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appliance.documents.records import Document, Page, State
    from appliance.errors import ApplianceError
    from appliance.vault.connection import Connection

_PAUSED = "queue paused"
# A kind of notice, and the first and last code point of its place, half-open.
Stretch: TypeAlias = tuple[str, int, int]


class ReadingStore(DocumentRows):
    """The part of the document store that follows a document through its steps."""

    def read_again(self, document_id: int) -> Document:
        """Let a document that is ready wait to be read from the start; it keeps its password.

        What was made of it goes in the same step, so that no kill leaves it ready without pages.
        Raises: DocumentUnknown; FileUnreadable: its original is not kept.
        """
        document = self.document_by_id(document_id)
        password = self.password(document_id)
        case = self.home(document_id)
        self._vault.cases.expect_unfinished(case.id)
        with case.transaction() as connection:
            self._again(case, connection, document, None)
            self._clear(connection, document_id)
            if password:
                self._set_password(connection, document_id, password)
        return self.document_by_id(document_id)

    def clear(self, document_id: int) -> None:
        """Delete what was made of a document, but not the document."""
        with self.home(document_id).transaction() as connection:
            self._clear(connection, document_id)

    def _clear(self, connection: Connection, document_id: int) -> None:
        self.touch(connection)
        self.clear_passages(connection, document_id)
        for statement in (
            "DELETE FROM page WHERE document_id = ?",
            "DELETE FROM page_layout WHERE document_id = ?",
            "DELETE FROM notice WHERE document_id = ?",
            "UPDATE document SET page_count = 0, reader = '' WHERE id = ?",
        ):
            connection.execute(statement, (document_id,))

    @staticmethod
    def clear_passages(connection: Connection, document_id: int) -> None:
        """Delete a document's passages from every index, inside the caller's transaction."""
        connection.execute(
            "DELETE FROM chunk_fts WHERE rowid IN (SELECT id FROM chunk WHERE document_id = ?)",
            (document_id,),
        )
        connection.execute("DELETE FROM chunk WHERE document_id = ?", (document_id,))

    def begin_reading(self, document_id: int, media_type: str, *, reader: str = "") -> None:
        """The type is known and pages are about to come; `reader` makes them.

        Raises: DocumentUnknown: it was removed.
        """
        with self.home(document_id).transaction() as connection:
            connection.execute(
                "UPDATE document SET state = 'reading', media_type = ?, reader = ? WHERE id = ?",
                (media_type, reader, document_id),
            )
        self.document_by_id(document_id)

    def add_pages(self, document_id: int, pages: Iterable[Page]) -> None:
        """Keep the next pages: all of them or, on a kill, none.

        Raises: DocumentUnknown: it was removed.
        """
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
            self._require(connection, document_id)
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

    def keep_noted(self, document_id: int, noted: Mapping[int, Iterable[Stretch]]) -> None:
        """Keep by page number what the parser noted of its text, until notices are made of it."""
        rows = [
            (document_id, page, start, end, kind)
            for page, stretches in noted.items()
            for kind, start, end in stretches
        ]
        with self.home(document_id).transaction() as connection:
            connection.executemany(
                "INSERT INTO notice (document_id, page, start_cp, end_cp, kind, note) "
                "VALUES (?, ?, ?, ?, ?, '')",
                rows,
            )

    def noted(self, document_id: int) -> dict[int, list[Stretch]]:
        """What `keep_noted` kept, or the notices that were made of it."""
        rows = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT page, kind, start_cp, end_cp FROM notice WHERE document_id = ? "
                "AND kind IN ('hidden', 'two-bodies', 'unread-body') ORDER BY page, start_cp",
                (document_id,),
            )
        )
        found: dict[int, list[Stretch]] = {}
        for page, kind, start, end in rows:
            found.setdefault(int(page), []).append((str(kind), int(start), int(end)))
        return found

    def has_text(self, document_id: int) -> bool:
        """True if any page has more than white space."""
        rows = (
            self.home(document_id)
            .connection()
            .execute("SELECT text FROM page WHERE document_id = ? AND text <> ''", (document_id,))
        )
        return any(text.strip() for (text,) in rows)

    def set_reader(self, document_id: int, reader: str) -> None:
        """Note what made the pages of a document, their layout and passages."""
        with self.home(document_id).transaction() as connection:
            connection.execute("UPDATE document SET reader = ? WHERE id = ?", (reader, document_id))

    def recognised(self, document_id: int) -> tuple[int, ...]:
        """Numbers of the pages of which words were read from their pictures."""
        rows = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT number FROM page WHERE document_id = ? AND origin = 'ocr' ORDER BY number",
                (document_id,),
            )
        )
        return tuple(int(number) for (number,) in rows)

    def set_state(self, document_id: int, state: State, *, note: str | None = None) -> None:
        """Move a document on; `note` is shown to people beside it."""
        with self.home(document_id).transaction() as connection:
            self.touch(connection)
            connection.execute(
                "UPDATE document SET state = ?, error_code = NULL, error_message = ? WHERE id = ?",
                (state, note, document_id),
            )

    def fail(self, document_id: int, error: ApplianceError) -> None:
        """Note why a document cannot be used, also where it is attached; its pages go.

        Its original stays, so that reading it can be tried again.
        """
        case = self.home(document_id)
        with case.transaction() as connection:
            self._clear(connection, document_id)
            case.readings.remove(document_id)
            connection.execute(
                "UPDATE document SET state = 'failed', password = NULL, error_code = ?, "
                "error_message = ? WHERE id = ?",
                (error.code, error.message, document_id),
            )
            connection.execute(
                "UPDATE attachment SET trouble = ? WHERE document_id = ?",
                (error.message, document_id),
            )

    def troubled_pages(self, case_id: int) -> tuple[tuple[str, int, str], ...]:
        """Document, number and trouble of each page of a case that could not be read."""
        rows = (
            self.content(case_id)
            .connection()
            .execute(
                "SELECT document.name, page.number, page.trouble FROM page JOIN document "
                "ON document.id = page.document_id WHERE page.trouble <> '' "
                "ORDER BY document.id, page.number"
            )
        )
        return tuple((str(name), int(number), str(trouble)) for name, number, trouble in rows)

    def troubles(self, document_id: int) -> tuple[tuple[int, str], ...]:
        """Number and trouble of each page of a document that could not be read."""
        rows = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT number, trouble FROM page WHERE document_id = ? AND trouble <> '' "
                "ORDER BY number",
                (document_id,),
            )
        )
        return tuple((int(number), str(trouble)) for number, trouble in rows)

    @property
    def paused(self) -> bool:
        """True if nothing is to be read until somebody says so."""
        row = (
            self._vault.connection()
            .execute("SELECT 1 FROM meta WHERE key = ?", (_PAUSED,))
            .fetchone()
        )
        return row is not None

    def set_paused(self, paused: bool) -> None:
        """Stop the queue of the whole vault, or let it go on, for good."""
        with self._vault.transaction() as connection:
            if paused:
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (_PAUSED,))
            else:
                connection.execute("DELETE FROM meta WHERE key = ?", (_PAUSED,))

    @staticmethod
    def touch(connection: Connection) -> None:
        """Mark the case as changed, inside the caller's transaction."""
        connection.execute(
            "INSERT INTO case_meta (key, value) VALUES ('revision', '1') ON CONFLICT (key) "
            "DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )

    @staticmethod
    def _require(connection: Connection, document_id: int) -> None:
        found = connection.execute("SELECT 1 FROM document WHERE id = ?", (document_id,)).fetchone()
        if found is None:
            raise DocumentUnknown(name=document_id)
