"""The database's schema as an append-only list of named steps (docs/formats/vault.md).

A step is never changed once released: a fresh vault runs all of them, so it equals a migrated one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.errors import VaultDamaged, VaultTooNew
from appliance.vault.schema.audit_chain import audit_chain
from appliance.vault.schema.cases import case_tables
from appliance.vault.schema.commits import commit_numbers
from appliance.vault.schema.forms import forms_table
from appliance.vault.schema.identity import identity_table
from appliance.vault.schema.models import model_generation
from appliance.vault.schema.review import checklist_tables
from appliance.vault.schema.rotation import rotation_table
from appliance.vault.schema.trust import trust_tables
from appliance.vault.schema.usage import usage_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Connection

# "CFDV": an empty or foreign file opens without an error as a new database, but lacks this.
APPLICATION_ID = 0x43464456


def _first_schema(connection: Connection) -> None:
    """Models, cases, documents with pages and chunks, answers, scores, audit."""
    for statement in _FIRST_SCHEMA:
        connection.execute(statement)


# Rows of `chunk_fts` have the rowid of their chunk and are removed by the code that removes it:
# a foreign key cannot point into a virtual table.
_FIRST_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE model (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('language', 'embedding', 'risk')),
        digest TEXT NOT NULL UNIQUE,
        manifest TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        size_bytes INTEGER NOT NULL,
        sealed_bytes INTEGER NOT NULL,
        wrapped_key BLOB NOT NULL,
        UNIQUE (name, version)
    ) STRICT""",
    "CREATE UNIQUE INDEX model_active ON model (kind) WHERE active = 1",
    """CREATE TABLE case_file (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        page_count INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'indexing', 'ready', 'failed')),
        error_code TEXT,
        error_message TEXT,
        blob_id TEXT,
        added_at TEXT NOT NULL,
        embedding_digest TEXT,
        UNIQUE (case_id, sha256)
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
        case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
        asked_at TEXT NOT NULL,
        question TEXT NOT NULL,
        document_name TEXT,
        status TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX answer_case ON answer (case_id)",
    """CREATE TABLE score (
        id INTEGER PRIMARY KEY,
        case_id INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
        scored_at TEXT NOT NULL,
        model_digest TEXT NOT NULL,
        record TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX score_case ON score (case_id)",
    """CREATE TABLE audit (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        event TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL,
        mac BLOB NOT NULL
    ) STRICT""",
    # A mistake in our own code must not be able to change what was recorded. Somebody with the key
    # could drop these: then the chain of MACs tells.
    """CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END""",
    """CREATE TRIGGER audit_no_removal BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END""",
)

MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _first_schema,
    identity_table,
    case_tables,
    rotation_table,
    trust_tables,
    audit_chain,
    model_generation,
    commit_numbers,
    usage_table,
    forms_table,
    checklist_tables,
)


def migrate(
    connection: Connection,
    *,
    fresh: bool,
    steps: tuple[Callable[[Connection], None], ...] | None = None,
    application_id: int = APPLICATION_ID,
) -> None:
    """Bring the schema up to date, one transaction per step; killed half-way, it goes on later.

    `fresh` marks a new file as ours; any other file must be marked already. `steps` None means
    those of the control database.

    Raises:
        VaultDamaged: the file is not one of our databases.
        VaultTooNew: a later release wrote it.
    """
    steps = MIGRATIONS if steps is None else steps
    if fresh:
        connection.execute(f"PRAGMA application_id = {application_id}")
    elif _pragma(connection, "application_id") != application_id:
        raise VaultDamaged("application_id", why="the database is not one of this program's")
    found = _pragma(connection, "user_version")
    if found > len(steps):
        raise VaultTooNew(found=f"database {found}", known=len(steps))
    if found < 1 and not fresh:
        raise VaultDamaged("user_version", why="the database was never completed")
    for number, step in enumerate(steps[found:], start=found + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _pragma(connection: Connection, name: str) -> int:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return int(row[0]) if row else 0
