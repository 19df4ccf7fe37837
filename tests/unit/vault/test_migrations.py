from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from appliance.vault import database, migrations
from appliance.vault.migrations import MIGRATIONS, migrate
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile
    from appliance.vault.connection import Connection

TABLES = {
    "meta": ["key", "value"],
    "model": [
        "id", "name", "version", "kind", "digest", "manifest", "imported_at", "active",
        "size_bytes", "sealed_bytes", "wrapped_key", "generation",
    ],
    "case_file": [
        "id", "ref", "name_tag", "name_sealed", "listed", "whole", "generation", "wrapped_key",
        "next_key", "created_at", "last_used_at", "closed_at", "held_at", "hold_tag",
        "hold_sealed", "documents", "pages", "unfinished", "answers", "scores",
        "commit_no",
    ],
    "pending_case": ["case_id", "commit_no", "broken"],
    "deleted_case": ["ref", "deleted_at", "certificate"],
    "sqlite_sequence": ["name", "seq"],
    "audit": [
        "seq", "at", "event", "subject", "details", "mac", "format", "actor", "link",
    ],
    "checkpoint": ["size", "at", "note", "frontier"],
    "trust_document": ["id", "type", "version", "document", "source", "accepted_at"],
    "pack_import": [
        "id", "pack_id", "pack_digest", "publisher", "kind", "name", "version", "sequence",
        "model_digest", "signers", "threshold", "licence", "runs_used", "quarantine",
        "imported_at",
    ],
    "pack_rollback": [
        "id", "publisher", "kind", "name", "sequence", "after_import", "because", "at",
    ],
    "pack_item": [
        "id", "kind", "name", "version", "sequence", "publisher", "title", "file_name",
        "content", "digest", "pack_id", "signers", "imported_at",
    ],
    "trust_clock": ["only", "latest", "audit_seq"],
    "usage": [
        "day", "user", "ref", "model", "title", "purpose", "requests", "prefill_tokens",
        "kept_tokens", "decode_tokens", "texts", "rows", "work_ms", "energy_mj", "metered_ms",
    ],
    "form": ["name", "changed_at", "record"],
    "checklist": [
        "name", "version", "sha256", "origin", "changed_at", "content", "signature",
    ],
    "review_limits": ["only", "changed_at", "record"],
    "review_batch": [
        "id", "checklist", "checklist_sha256", "started_at", "ended_at", "record",
    ],
    "review_batch_case": ["batch_id", "place", "ref", "state", "record"],
    "identity": ["kind", "public", "wrapped"],
    "rotation": ["kind", "item"],
}  # fmt: skip
CASE_TABLES = {
    "case_meta": ["key", "value"],
    "document": [
        "id", "name", "sha256", "size_bytes", "media_type", "page_count", "state", "error_code",
        "error_message", "blob_id", "added_at", "embedding_digest", "password",
        "facts", "reader",
    ],
    "page": [
        "id", "document_id", "number", "text", "words", "width_pt", "height_pt", "origin",
        "confidences", "trouble",
    ],
    "page_layout": ["document_id", "page", "data"],
    "attachment": ["parent_id", "place", "name", "document_id", "trouble"],
    "notice": ["id", "document_id", "page", "start_cp", "end_cp", "kind", "note"],
    "chunk": [
        "id", "document_id", "page", "start_cp", "end_cp", "kind", "section", "table_no",
    ],
    "form_fill": ["id", "document_id", "form", "filled_at", "record"],
    "form_field": ["fill_id", "place", "state", "record"],
    "summary": ["id", "document_id", "made_at", "record"],
    "review": [
        "id", "checklist", "checklist_sha256", "started_at", "state", "round", "record",
    ],
    "review_item": ["review_id", "place", "state", "evidence", "decided_by", "record"],
    "review_seen": ["review_id", "round", "place", "who", "at"],
    "review_signature": [
        "review_id", "round", "part", "who", "at", "content_sha256", "record",
    ],
    "review_history": [
        "id", "review_id", "round", "place", "at", "who", "what", "record",
    ],
    "chunk_fts": ["body", "cjk"],
    "vector": ["chunk_id", "data"],
    "answer": ["id", "asked_at", "question", "document_name", "status", "record"],
    "score": ["id", "scored_at", "model_digest", "record"],
}  # fmt: skip


def schema(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def _check_tables(connection: Connection, expected: dict[str, list[str]]) -> None:
    for table, columns in expected.items():
        found = connection.execute(f"PRAGMA table_info({table})").fetchall()
        assert [row[1] for row in found] == columns
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'chunk_fts_%'"
    )
    assert {row[0] for row in tables} == set(expected)


def test_a_fresh_vault_has_the_schema(vault: Vault) -> None:
    _check_tables(vault.connection(), TABLES)


def test_a_fresh_case_has_the_schema(case: CaseFile) -> None:
    _check_tables(case.connection(), CASE_TABLES)


def test_a_document_takes_its_rows_along(case: CaseFile) -> None:
    with case.transaction() as connection:
        connection.execute(
            "INSERT INTO document (id, name, sha256, size_bytes, media_type, state, "
            "added_at) VALUES (1, 'd', 's', 1, 'm', 'ready', '')"
        )
        connection.execute(
            "INSERT INTO page (document_id, number, text, words, width_pt, height_pt) "
            "VALUES (1, 1, 't', x'', 1, 1)"
        )
        connection.execute(
            "INSERT INTO chunk (id, document_id, page, start_cp, end_cp) VALUES (1, 1, 1, 0, 1)"
        )
        connection.execute("INSERT INTO vector VALUES (1, x'00')")
        connection.execute("DELETE FROM document")
    for table in ("page", "chunk", "vector"):
        assert case.connection().execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608  # a constant


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO pending_case VALUES (99, 1, 0)",
        "INSERT INTO pending_case VALUES ('one', 1, 0)",
        "INSERT INTO model VALUES (1,'n','1','other','d','{}','',0,1,1,x'',1)",
    ],
)
def test_rows_that_contradict_the_schema_are_refused(vault: Vault, statement: str) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        vault.connection().execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"])
def test_audit_rows_cannot_be_changed_by_mistake(vault: Vault, statement: str) -> None:
    vault.connection().execute(
        "INSERT INTO audit (seq, at, event, subject, details, mac) "
        "VALUES (1, '', 'e', 's', '{}', x'')"
    )
    with pytest.raises(dbapi2.IntegrityError, match="never"):
        vault.connection().execute(statement)


def _add_colour(connection: Connection) -> None:
    connection.execute("ALTER TABLE case_file ADD COLUMN colour TEXT")


def test_a_migrated_vault_equals_a_fresh_one(
    shut_folder: Path,
    tmp_path: Path,
    clock: Clock,
    passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, _add_colour))
    migrated = Vault.open(shut_folder, passphrase, clock=clock)
    (tmp_path / "fresh.db").touch()
    fresh = database.connect(tmp_path / "fresh.db", key=bytes(32), salt=bytes(16))
    migrate(fresh, fresh=True)
    assert schema(migrated.connection()) == schema(fresh)
    assert migrated.connection().execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
    assert migrated.connection().execute("SELECT id, colour FROM case_file").fetchall() == [
        (1, None)
    ]
    migrated.lock()
    fresh.close()


def test_a_step_that_fails_leaves_the_old_schema(
    shut_folder: Path, clock: Clock, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Connection) -> None:
        _add_colour(connection)
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, fail))
        with pytest.raises(MemoryError):
            Vault.open(shut_folder, passphrase, clock=clock)
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    assert [case.name for case in opened.cases.all()] == ["Miller"]
    opened.lock()
