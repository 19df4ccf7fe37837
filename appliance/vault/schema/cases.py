"""The control database's tables of cases: what may be known of a case without opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection

# Tables in which the first schema kept what customers gave. In the order in which they may go.
OLD_CONTENT = (
    "vector",
    "chunk_fts",
    "chunk",
    "page",
    "answer",
    "score",
    "document",
    "first_case_file",
)

_TABLES = (
    # Numbers of cases are part of the numbers of documents, so none is ever given twice.
    """CREATE TABLE case_file (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ref TEXT NOT NULL UNIQUE,
        name_tag BLOB NOT NULL UNIQUE,
        name_sealed BLOB NOT NULL,
        listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
        whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
        generation INTEGER NOT NULL CHECK (generation >= 1),
        wrapped_key BLOB NOT NULL,
        next_key BLOB,
        created_at TEXT NOT NULL,
        last_used_at TEXT NOT NULL,
        closed_at TEXT,
        held_at TEXT,
        hold_tag BLOB,
        hold_sealed BLOB,
        documents INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        unfinished INTEGER NOT NULL DEFAULT 0,
        answers INTEGER NOT NULL DEFAULT 0,
        scores INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE pending_case (
        case_id INTEGER PRIMARY KEY REFERENCES case_file (id) ON DELETE CASCADE,
        commit_no INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE deleted_case (
        ref TEXT PRIMARY KEY,
        deleted_at TEXT NOT NULL,
        certificate TEXT NOT NULL
    ) STRICT""",
)


def case_tables(connection: Connection) -> None:
    """Cases, promised commits and deletions; the first schema's content stays until it is moved."""
    connection.execute("ALTER TABLE case_file RENAME TO first_case_file")
    for statement in _TABLES:
        connection.execute(statement)
    if not has_old_content(connection):
        drop_old_content(connection)


def has_old_content(connection: Connection) -> bool:
    """True while the first schema's tables have rows that are not in case databases yet."""
    if not old_tables_there(connection):
        return False
    return any(
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608  # constants
        for table in ("first_case_file", "score")
    )


def old_tables_there(connection: Connection) -> bool:
    """True until the first schema's tables of content were dropped."""
    row = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = 'first_case_file'"
    ).fetchone()
    return row is not None


def drop_old_content(connection: Connection) -> None:
    """Drop the first schema's tables of content, inside the caller's transaction."""
    for table in OLD_CONTENT:
        connection.execute(f"DROP TABLE {table}")
