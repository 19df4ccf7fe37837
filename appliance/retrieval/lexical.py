"""Search by words: FTS5's BM25 over the passages of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.retrieval.terms import columns, query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.vault.connection import Connection


def add(connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Index passages (chunk number, text) inside the caller's transaction."""
    connection.executemany(
        "INSERT INTO chunk_fts (rowid, body, cjk) VALUES (?, ?, ?)",
        [(chunk_id, *columns(text)) for chunk_id, text in passages],
    )


def search(
    connection: Connection, case_id: int, text: str, *, document_id: int | None, limit: int
) -> list[tuple[int, float]]:
    """Chunk numbers with their scores (higher is better), best first.

    Only passages of the case's ready documents take part.
    """
    wanted = query(text)
    if wanted is None:
        return []
    rows = connection.execute(
        "SELECT chunk_fts.rowid, -bm25(chunk_fts) AS score FROM chunk_fts "
        "JOIN chunk ON chunk.id = chunk_fts.rowid "
        "JOIN document ON document.id = chunk.document_id "
        "WHERE chunk_fts MATCH ?1 AND document.case_id = ?2 AND document.state = 'ready' "
        "AND (?3 IS NULL OR document.id = ?3) ORDER BY score DESC, chunk_fts.rowid LIMIT ?4",
        (wanted, case_id, document_id, limit),
    )
    return [(int(chunk_id), float(score)) for chunk_id, score in rows]
