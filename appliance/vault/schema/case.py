"""The schema of a case's own database, as an append-only list of steps.

`document.id` is unique over the vault: the case's number times 2^32 plus a count from 1
(`case_ids`). Rows of `chunk_fts` have the rowid of their chunk and are removed by the code that
removes it: a foreign key cannot point into a virtual table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.vault.schema.review import review_tables

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


_READING = (
    # A password is kept with the document it opens, so that its pages can be shown again.
    "ALTER TABLE document ADD COLUMN password TEXT",
    # What the document is, as far as its own text tells: company, period, kind; JSON.
    "ALTER TABLE document ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'",
    # Which readers made its pages, layout and passages.
    "ALTER TABLE document ADD COLUMN reader TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE page ADD COLUMN origin TEXT NOT NULL DEFAULT 'text'",
    # A byte for each word, in percent; NULL where the words come from the file itself.
    "ALTER TABLE page ADD COLUMN confidences BLOB",
    "ALTER TABLE page ADD COLUMN trouble TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE page_layout (
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        page INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (document_id, page)
    ) STRICT, WITHOUT ROWID""",
    # The same file may be attached to several mails; it is one document.
    """CREATE TABLE attachment (
        parent_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        name TEXT NOT NULL,
        document_id INTEGER REFERENCES document (id) ON DELETE SET NULL,
        trouble TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (parent_id, place)
    ) STRICT, WITHOUT ROWID""",
    # What was noticed about a place of a page, such as text that gives orders to the model.
    """CREATE TABLE notice (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        page INTEGER NOT NULL,
        start_cp INTEGER NOT NULL,
        end_cp INTEGER NOT NULL,
        kind TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX notice_document ON notice (document_id, page)",
    "ALTER TABLE chunk ADD COLUMN kind TEXT NOT NULL DEFAULT 'text'",
    "ALTER TABLE chunk ADD COLUMN section TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE chunk ADD COLUMN table_no INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE form_fill (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        form TEXT NOT NULL,
        filled_at TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX form_fill_document ON form_fill (document_id)",
    """CREATE TABLE form_field (
        fill_id INTEGER NOT NULL REFERENCES form_fill (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'corrected', 'rejected')),
        record TEXT NOT NULL,
        PRIMARY KEY (fill_id, place)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE summary (
        id INTEGER PRIMARY KEY,
        document_id INTEGER REFERENCES document (id) ON DELETE CASCADE,
        made_at TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
)


def _reading(connection: Connection) -> None:
    """Scans, layout, attachments, notices; filled forms and summaries."""
    for statement in _READING:
        connection.execute(statement)


CASE_STEPS: tuple[Callable[[Connection], None], ...] = (
    _first_schema,
    _forget_words,
    _reading,
    review_tables,
)
