"""The documents of a case as a list shows them, read in a few steps however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.records import ListedDocument

if TYPE_CHECKING:
    from appliance.documents.records import Document
    from appliance.documents.store import DocumentStore
    from appliance.vault.connection import Connection

_PAGES = (
    "SELECT document_id, sum(origin = 'ocr'), sum(trouble <> '') FROM page "
    "WHERE origin = 'ocr' OR trouble <> '' GROUP BY document_id"
)
_NOTICES = "SELECT document_id, count(*) FROM notice GROUP BY document_id"
_LOST = (
    "SELECT parent_id, count(*) FROM attachment WHERE document_id IS NULL AND trouble <> '' "
    "GROUP BY parent_id"
)
_FACTS = (
    "SELECT id, json_extract(facts, '$.kind'), json_extract(facts, '$.years[0]'), "
    "json_extract(facts, '$.quarter') FROM document WHERE json_valid(facts)"
)
_PARENTS = (
    "SELECT document_id, min(parent_id) FROM attachment WHERE document_id IS NOT NULL "
    "AND document_id <> parent_id GROUP BY document_id"
)


def listing(store: DocumentStore, case_id: int) -> tuple[ListedDocument, ...]:
    """Each document followed by those attached to it, else in the order of adding.

    What is attached to several stands under the first of them. Raises: CaseUnknown.
    """
    documents = store.documents(case_id)
    connection = store.content(case_id).connection()
    pages = {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(_PAGES)}
    notices = _counts(connection, _NOTICES)
    lost = _counts(connection, _LOST)
    facts = {row[0]: row[1:] for row in connection.execute(_FACTS)}
    listed = []
    for document, level, parent in _in_order(documents, _counts(connection, _PARENTS)):
        scanned, partly = pages.get(document.id, (0, 0))
        kind, year, quarter = facts.get(document.id, (None, None, None))
        listed.append(
            ListedDocument(
                document,
                level,
                parent,
                scanned_pages=scanned,
                troubled_pages=partly,
                lost_attachments=lost.get(document.id, 0),
                notices=notices.get(document.id, 0),
                kind=str(kind or ""),
                year=year if isinstance(year, int) else 0,
                quarter=quarter if isinstance(quarter, int) else 0,
            )
        )
    return tuple(listed)


def _counts(connection: Connection, statement: str) -> dict[int, int]:
    return {int(number): int(count) for number, count in connection.execute(statement)}


def _in_order(
    documents: tuple[Document, ...], parents: dict[int, int]
) -> list[tuple[Document, int, str]]:
    """Document, level and name of its parent; a circle of attachments is cut where it begins."""
    known = {document.id: document for document in documents}
    inside: dict[int, list[Document]] = {}
    for document in documents:
        inside.setdefault(parents.get(document.id, 0), []).append(document)
    found: list[tuple[Document, int, str]] = []
    seen: set[int] = set()

    def walk(first: Document) -> None:
        waiting = [(first, 0, "")]
        while waiting:
            document, level, parent = waiting.pop()
            if document.id in seen:
                continue
            seen.add(document.id)
            found.append((document, level, parent))
            below = [(one, level + 1, document.name) for one in inside.get(document.id, ())]
            waiting += reversed(below)

    for document in documents:
        if parents.get(document.id, 0) not in known:
            walk(document)
    for document in documents:
        walk(document)
    return found
