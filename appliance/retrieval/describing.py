"""Noting of a document what searches ask for: its facts, the part each page is, its sections.

It is made of the pages and their layout alone. Documents of older vaults lack it, or have it by
older rules; nothing but this has to be made anew for them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from appliance.documents.layout import kept
from appliance.retrieval import facts, parts
from appliance.retrieval.passages import passages

if TYPE_CHECKING:
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import DocumentStore
    from appliance.vault.connection import Connection

# Raised whenever the rules, or the words in `finance.toml`, note something else of a page.
VERSION = 1
_KEY = "noted"
# The innermost headings name a note; outer ones (“PART II”) head half of a report.
_HEADINGS_IN_FORCE = 2


def is_current(record: dict[str, Any]) -> bool:
    """Whether a document's facts were noted by today's rules."""
    return record.get(_KEY) == VERSION


def describe(connection: Connection, store: DocumentStore, document_id: int, name: str) -> None:
    """Note facts and parts of a document and the sections of its passages, in the transaction.

    Passages that are there keep their places and their vectors. Raises: VaultDamaged.
    """
    layouts = {layout.page: layout for layout in kept.layouts(store, document_id)}
    first: list[str] = []
    noted: dict[str, dict[str, float]] = {}
    for page, text in store.page_texts(document_id):
        layout = layouts.get(page)
        if len(first) < facts.FIRST_PAGES:
            first.append(text)
        headings = layout.section[-_HEADINGS_IN_FORCE:] if layout else ()
        for part, likely in parts.of_page(text, headings).items():
            noted.setdefault(part, {})[str(page)] = likely
        if layout is not None:
            _note_sections(connection, document_id, page, text, layout)
    row = connection.execute("SELECT facts FROM document WHERE id = ?", (document_id,)).fetchone()
    record = read_record(row[0] if row else "")
    record |= facts.of_document(name, first).record()
    record |= {"parts": noted, _KEY: VERSION}
    connection.execute(
        "UPDATE document SET facts = ? WHERE id = ?",
        (json.dumps(record, ensure_ascii=False, separators=(",", ":")), document_id),
    )


def read_record(text: str) -> dict[str, Any]:
    """A document's facts as they are kept; empty if they are none."""
    try:
        record = json.loads(text)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _note_sections(
    connection: Connection, document_id: int, page: int, text: str, layout: PageLayout
) -> None:
    connection.executemany(
        "UPDATE chunk SET kind = ?, section = ?, table_no = ? "
        "WHERE document_id = ? AND page = ? AND start_cp = ?",
        [
            (one.kind, one.section, one.table, document_id, page, one.start)
            for one in passages(text, layout)
        ],
    )
