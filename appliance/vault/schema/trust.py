"""Schema: trust documents, imported packs, their texts, runs used, and the latest time seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection

_TABLES = (
    # Every accepted document stays; the newest row of a type is in force.
    """CREATE TABLE trust_document (
        id INTEGER PRIMARY KEY,
        type TEXT NOT NULL CHECK (type IN ('root', 'revocation')),
        version INTEGER NOT NULL,
        document BLOB NOT NULL,
        source TEXT NOT NULL,
        accepted_at TEXT NOT NULL
    ) STRICT""",
    # Rows stay when a model is removed: they are the memory of the highest sequence seen.
    """CREATE TABLE pack_import (
        id INTEGER PRIMARY KEY,
        pack_id TEXT NOT NULL UNIQUE,
        pack_digest TEXT NOT NULL,
        publisher TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        model_digest TEXT,
        signers TEXT NOT NULL,
        threshold INTEGER NOT NULL,
        licence TEXT,
        runs_used INTEGER NOT NULL DEFAULT 0,
        quarantine TEXT NOT NULL DEFAULT '',
        imported_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX pack_import_model ON pack_import (model_digest)",
    "CREATE INDEX pack_import_name ON pack_import (publisher, kind, name)",
    # Going back on purpose: from here on `sequence` is the lowest number that is taken.
    """CREATE TABLE pack_rollback (
        id INTEGER PRIMARY KEY,
        publisher TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        after_import INTEGER NOT NULL,
        because TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pack_item (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('checklist', 'prompts', 'policy')),
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        publisher TEXT NOT NULL,
        title TEXT NOT NULL,
        file_name TEXT NOT NULL,
        content BLOB NOT NULL,
        digest TEXT NOT NULL,
        pack_id TEXT NOT NULL,
        signers TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        UNIQUE (kind, name, sequence)
    ) STRICT""",
    """CREATE TABLE trust_clock (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        latest TEXT NOT NULL,
        audit_seq INTEGER NOT NULL
    ) STRICT""",
)


def trust_tables(connection: Connection) -> None:
    """Whom the vault trusts, what came on whose word, and what licences allow."""
    for statement in _TABLES:
        connection.execute(statement)
