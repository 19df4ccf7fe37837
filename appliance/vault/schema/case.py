"""The schema of a case's own database, as an append-only list of steps.

`document.id` is unique over the vault: the case's number times 2^32 plus a count from 1
(`case_ids`). Rows of `chunk_fts` have the rowid of their chunk and are removed by the code that
removes it: a foreign key cannot point into a virtual table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Connection

# "CFDC": an empty or foreign file opens without an error as a new database, but lacks this.
APPLICATION_ID = 0x43464443

_FIRST = (
    "CREATE TABLE case_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL UNIQUE,
        size_bytes INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        page_count INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'indexing', 'ready', 'failed')),
        error_code TEXT,
        error_message TEXT,
        blob_id TEXT,
        added_at TEXT NOT NULL,
        embedding_digest TEXT
    ) STRICT""",
    """CREATE TABLE page (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number >= 1),
        text TEXT NOT NULL,
        words BLOB NOT NULL,
        width_pt REAL NOT NULL,
        height_pt REAL NOT NULL,
        UNIQUE (document_id, number)
    ) STRICT""",
    """CREATE TABLE chunk (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        page INTEGER NOT NULL,
        start_cp INTEGER NOT NULL,
        end_cp INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX chunk_document ON chunk (document_id, page)",
    """CREATE VIRTUAL TABLE chunk_fts USING fts5 (
        body, cjk, tokenize = 'porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TABLE vector (
        chunk_id INTEGER PRIMARY KEY REFERENCES chunk (id) ON DELETE CASCADE,
        data BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE answer (
        id INTEGER PRIMARY KEY,
        asked_at TEXT NOT NULL,
        question TEXT NOT NULL,
        document_name TEXT,
        status TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE score (
        id INTEGER PRIMARY KEY,
        scored_at TEXT NOT NULL,
        model_digest TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
)


def _first_schema(connection: Connection) -> None:
    """Documents with pages and passages, answers, scores."""
    for statement in _FIRST:
        connection.execute(statement)


def _forget_words(connection: Connection) -> None:
    """The full-text index keeps the words of what was removed, unless told not to."""
    connection.execute("INSERT INTO chunk_fts (chunk_fts, rank) VALUES ('secure-delete', 1)")
    # What was removed before this step goes when the index is written anew.
    connection.execute("INSERT INTO chunk_fts (chunk_fts) VALUES ('optimize')")


CASE_STEPS: tuple[Callable[[Connection], None], ...] = (_first_schema, _forget_words)
