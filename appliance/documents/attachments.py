"""Files inside documents: each becomes a document of its own, and its parent knows of it.

The same bytes are one document, however often they are attached. What is here only because it was
attached goes with the last document that it is attached to.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from appliance.documents.reading_store import ReadingStore
from appliance.documents.records import Attachment, Document
from appliance.errors import CaseUnknown

if TYPE_CHECKING:
    from appliance.vault.case_file import CaseFile
    from appliance.vault.connection import Connection

# Mails in mails in mails: more is no correspondence.
MOST_LEVELS = 5
# All that hangs on one file that was added; a mailbox of ten years has fewer.
MOST_RELATED = 2_000
# Files inside files may be packed, and each level packs again.
MOST_RELATED_BYTES = 2 * 1024**3
_BETWEEN = " › "

# How many levels of other files a document lies in.
_LEVEL = (
    "WITH RECURSIVE above (id, level) AS (SELECT ?1, 0 UNION SELECT parent_id, level + 1 "
    "FROM attachment JOIN above ON attachment.document_id = above.id WHERE level < 100) "
    "SELECT max(level) FROM above"
)
# How many documents hang on the same files, and their size.
_RELATED = (
    "WITH RECURSIVE above (id) AS (SELECT ?1 UNION SELECT parent_id "
    "FROM attachment JOIN above ON attachment.document_id = above.id), "
    "below (id) AS (SELECT id FROM above UNION SELECT attachment.document_id "
    "FROM attachment JOIN below ON attachment.parent_id = below.id "
    "WHERE attachment.document_id IS NOT NULL) "
    "SELECT count(*), coalesce(sum(size_bytes), 0) FROM document JOIN below USING (id)"
)


class AttachmentStore(ReadingStore):
    """The part of the document store that knows what is attached to what."""

    def attach(
        self, parent: Document, place: int, name: str, data: bytes | None, trouble: str = ""
    ) -> None:
        """Take in what is attached to a document at a place, from 1, or note why not.

        Calling it again for the same place changes nothing, unless what was there is gone.
        Raises: DiskFull, FolderReadOnly; DocumentUnknown: the parent was removed.
        """
        case = self.home(parent.id)
        with case.transaction() as connection:
            self._require(connection, parent.id)
            known = connection.execute(
                "SELECT document_id FROM attachment WHERE parent_id = ? AND place = ?",
                (parent.id, place),
            ).fetchone()
            if known is not None and known[0] is not None:
                return
            document_id = None
            if data and not trouble:
                document_id, trouble = self._admitted(case, connection, parent, name, data)
            connection.execute(
                "INSERT OR REPLACE INTO attachment (parent_id, place, name, document_id, trouble) "
                "VALUES (?, ?, ?, ?, ?)",
                (parent.id, place, name, document_id, trouble or ("" if data else "It is empty.")),
            )

    def attachments(self, document_id: int) -> tuple[Attachment, ...]:
        """What is attached to a document, in its order. Raises: CaseUnknown."""
        rows = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT place, attachment.name, document.name, trouble FROM attachment LEFT JOIN "
                "document ON document.id = attachment.document_id WHERE parent_id = ? "
                "ORDER BY place",
                (document_id,),
            )
        )
        return tuple(Attachment(*row) for row in rows)

    def waiting_attachments(self, document_id: int) -> tuple[Document, ...]:
        """Documents attached to one that are still to be read, in their order."""
        rows = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT DISTINCT document.id FROM attachment JOIN document "
                "ON document.id = attachment.document_id WHERE parent_id = ? "
                "AND state IN ('waiting', 'reading', 'indexing') ORDER BY document.id",
                (document_id,),
            )
        )
        return tuple(self.document_by_id(int(number)) for (number,) in rows.fetchall())

    def parent_name(self, document_id: int) -> str:
        """Name of the first document that has this one attached; "" if none has."""
        row = (
            self.home(document_id)
            .connection()
            .execute(
                "SELECT document.name FROM attachment JOIN document ON document.id = parent_id "
                "WHERE document_id = ? ORDER BY document.id LIMIT 1",
                (document_id,),
            )
            .fetchone()
        )
        return "" if row is None else str(row[0])

    def remove_document(self, document_id: int) -> None:
        """Delete a document and all that was made of it; an absent one is fine.

        What was attached to it goes too, unless it is attached elsewhere or was added itself.
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
        # Its sentences may be in the summary of the case, which can be made again of the others.
        connection.execute("DELETE FROM summary WHERE document_id IS NULL")
        leaving = [document_id]
        while leaving:
            gone = leaving.pop()
            rows = connection.execute(
                "SELECT document_id FROM attachment WHERE parent_id = ? "
                "AND document_id IS NOT NULL",
                (gone,),
            )
            inside = [int(number) for (number,) in rows.fetchall()]
            self._clear(connection, gone)
            self._drop_original(case, connection, gone)
            case.readings.remove(gone)
            self._forget_attached(connection, [gone])
            # With it go its rows of `attachment`, and the documents in others' rows.
            connection.execute("DELETE FROM document WHERE id = ?", (gone,))
            leaving += [
                one
                for one in dict.fromkeys(inside)
                if self._only_attached(connection, one) and not _is_attached(connection, one)
            ]

    def _admitted(
        self, case: CaseFile, connection: Connection, parent: Document, name: str, data: bytes
    ) -> tuple[int | None, str]:
        """The document that an attached file is, or None and why it is not taken in."""
        sha256 = hashlib.sha256(data).hexdigest()
        before = self.same(case.id, sha256)
        if before is not None:
            return before.id, before.error_message or "" if before.state == "failed" else ""
        row = connection.execute(_LEVEL, (parent.id,)).fetchone()
        if row is not None and row[0] >= MOST_LEVELS:
            return None, f"It lies more than {MOST_LEVELS} levels deep in other files."
        row = connection.execute(_RELATED, (parent.id,)).fetchone()
        count, size_bytes = (0, 0) if row is None else row
        if count >= MOST_RELATED or size_bytes + len(data) > MOST_RELATED_BYTES:
            return None, "There is too much in the files that it lies in."
        number = self._insert(case, connection, f"{parent.name}{_BETWEEN}{name}", sha256, data)
        self._note_attached(connection, number)
        return number, ""


def _is_attached(connection: Connection, document_id: int) -> bool:
    found = connection.execute(
        "SELECT 1 FROM attachment WHERE document_id = ? LIMIT 1", (document_id,)
    ).fetchone()
    return found is not None
