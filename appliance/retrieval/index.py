"""The index of a vault's documents: adding one, and finding passages in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from appliance.documents.chunking import chunks
from appliance.documents.normal import normalise
from appliance.errors import BadInput, DocumentUnknown, IndexStale
from appliance.jobs import Job
from appliance.retrieval import lexical, vectors
from appliance.retrieval.context import with_context
from appliance.retrieval.fusion import best, by_score, spread
from appliance.retrieval.records import Hit, Mode
from appliance.retrieval.scope import PerCase, load_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from appliance.documents.store import DocumentStore
    from appliance.retrieval.scope import Scope
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

# As long as a question may be; the work on a text grows with its length.
MOST_QUERY_CP = 2000
# Passages among which pages are spread; more change nothing in the first ten.
_CANDIDATES = 100
_NO_VECTORS = np.zeros((0, 0), np.float32)
# Vectors kept per transaction: what a kill can cost is a second or two of work.
_BATCH = 64


class Embedder(Protocol):
    """Makes unit vectors; `engine.client.EmbeddingEngine` is one."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One float32 row of length 1 per text, in order."""


class Index:
    """Full text and vectors of all cases, made with one embedding model. Thread-safe.

    Args:
        embedding_digest: which model `embedder` is; vectors of another one are never mixed in.
    """

    def __init__(
        self, vault: Vault, store: DocumentStore, *, embedder: Embedder, embedding_digest: str
    ) -> None:
        self._vault = vault
        self._store = store
        self._embedder = embedder
        self._digest = embedding_digest
        self._scopes = PerCase(load_scope)
        self._matrices = PerCase(vectors.load_matrix)

    def add_document(self, document_id: int, *, job: Job) -> None:
        """Make a document's passages searchable once it is marked ready.

        Durable in small steps: after a kill or `Cancelled`, calling it again goes on where it
        stopped. Passages made for another embedding model are made anew.
        Raises: DocumentUnknown, Cancelled, ModelStopped, DiskFull.
        """
        document = self._store.document_by_id(document_id)
        case = self._store.home(document_id)
        with case.transaction() as connection:
            if not self._has_passages(connection, document_id):
                self._write_passages(connection, document_id)
        connection = case.connection()
        total = _count(connection, "chunk", document_id)
        waiting = self._without_vector(connection, document_id)
        for first in range(0, len(waiting), _BATCH):
            job.tick("indexing", total - len(waiting) + first, total, unit="passages")
            batch = waiting[first : first + _BATCH]
            texts = self._texts(connection, document.name, batch)
            if len(texts) < len(batch):
                raise DocumentUnknown(name=document.name)  # removed while it was being indexed
            quiet = Job()  # cancels between two texts, but leaves the progress to this loop
            with job.when_cancelled(quiet.cancel):
                made = self._embedder.embed(texts, job=quiet)
            with case.transaction() as writing:
                vectors.save(writing, document_id, batch, made)
        job.tick("indexing", total, total, unit="passages")

    def search(
        self,
        case_id: int,
        text: str,
        *,
        top: int = 10,
        document: str | None = None,
        mode: Mode = "fused",
    ) -> tuple[Hit, ...]:
        """The `top` best passages of a case, or of one of its documents, best first.

        The case is chosen before anything is compared, and no other case has any part in the
        scores. They are from 0 to 1 and compare between questions. A page's second passage has to
        be clearly better than the next page's first. Empty when nothing can be searched.
        Raises: DocumentUnknown, ModelStopped; IndexStale: indexed with another embedding model;
            BadInput: `text` is longer than `MOST_QUERY_CP`.
        """
        if len(text) > MOST_QUERY_CP:
            why = f"it is longer than {MOST_QUERY_CP:,} characters"
            raise BadInput(what="The search text", why=why)
        document_id = None if document is None else self._store.document(case_id, document).id
        if not text.strip() or top < 1:
            return ()
        connection = self._vault.case(case_id).connection()
        scope, matrix = self._loaded(connection, case_id, with_vectors=mode != "lexical")
        rows = scope.rows(document_id)
        if not len(rows):
            return ()
        parts: list[NDArray[np.float64]] = []
        if mode != "vector":
            ids, lengths = scope.chunk_ids[rows], scope.lengths[rows]
            parts.append(lexical.scores(connection, text, ids, lengths))
        if mode != "lexical":
            vector = self._embedder.embed([normalise(text)], stage="searching")[0]
            parts.append(vectors.scores(matrix, rows, vector))
        scores = parts[0] if len(parts) == 1 else by_score(*parts)
        ranked = [
            (int(scope.chunk_ids[rows[place]]), float(scores[place]))
            for place in best(scores, max(_CANDIDATES, top))
            if mode != "lexical" or scores[place] > 0
        ]
        return tuple(self._hits(connection, ranked, top))

    def close(self) -> None:
        """Forget what was decrypted, when the vault is locked."""
        self._scopes.clear()
        self._matrices.clear()

    def _loaded(
        self, connection: Connection, case_id: int, *, with_vectors: bool
    ) -> tuple[Scope, vectors.Matrix]:
        """The case's passages and vectors as of one moment, though documents may be added now."""
        while True:
            revision = self._store.revision(case_id)
            if with_vectors:
                self._check_digest(connection)
            scope = self._scopes.get(connection, case_id, revision)
            matrix = _NO_VECTORS
            if with_vectors:
                matrix = self._matrices.get(connection, case_id, revision)
            if self._store.revision(case_id) == revision:
                return scope, matrix

    def _check_digest(self, connection: Connection) -> None:
        row = connection.execute(
            "SELECT embedding_digest FROM document "
            "WHERE state = 'ready' AND embedding_digest IS NOT ? LIMIT 1",
            (self._digest,),
        ).fetchone()
        if row is not None:
            raise IndexStale(found=(row[0] or "none")[:12])

    def _has_passages(self, connection: Connection, document_id: int) -> bool:
        row = connection.execute(
            "SELECT embedding_digest FROM document WHERE id = ?", (document_id,)
        ).fetchone()
        return row == (self._digest,) and _count(connection, "chunk", document_id) > 0

    def _write_passages(self, connection: Connection, document_id: int) -> None:
        self._store.clear_passages(connection, document_id)
        for number, text in self._store.page_texts(document_id):
            passages: list[tuple[int, str]] = []
            for span in chunks(text):
                cursor = connection.execute(
                    "INSERT INTO chunk (document_id, page, start_cp, end_cp) VALUES (?, ?, ?, ?)",
                    (document_id, number, span.start, span.end),
                )
                passages.append((int(cursor.lastrowid or 0), text[span.start : span.end]))
            lexical.add(connection, passages)
        connection.execute(
            "UPDATE document SET embedding_digest = ? WHERE id = ?", (self._digest, document_id)
        )

    @staticmethod
    def _without_vector(connection: Connection, document_id: int) -> list[int]:
        rows = connection.execute(
            "SELECT chunk.id FROM chunk LEFT JOIN vector ON vector.chunk_id = chunk.id "
            "WHERE chunk.document_id = ? AND vector.chunk_id IS NULL ORDER BY chunk.id",
            (document_id,),
        )
        return [int(chunk_id) for (chunk_id,) in rows]

    @staticmethod
    def _texts(connection: Connection, name: str, chunk_ids: Sequence[int]) -> list[str]:
        """What is embedded for each chunk, in order."""
        texts = []
        for chunk_id in chunk_ids:
            row = connection.execute(
                "SELECT page.text, chunk.start_cp, chunk.end_cp FROM chunk JOIN page "
                "ON page.document_id = chunk.document_id AND page.number = chunk.page "
                "WHERE chunk.id = ?",
                (chunk_id,),
            ).fetchone()
            if row is not None:
                page_text, start, end = row
                texts.append(normalise(with_context(name, page_text, start, end)))
        return texts

    @staticmethod
    def _hits(
        connection: Connection, ranked: Sequence[tuple[int, float]], top: int
    ) -> Iterator[Hit]:
        numbers = ",".join(str(chunk_id) for chunk_id, _ in ranked)
        pages = {
            chunk_id: (document_id, page)
            for chunk_id, document_id, page in connection.execute(
                f"SELECT id, document_id, page FROM chunk WHERE id IN ({numbers})"  # noqa: S608  # our own integers
            )
        }
        present = [entry for entry in ranked if entry[0] in pages]
        for chunk_id, score in spread(present, pages, top):
            row = connection.execute(
                "SELECT document.name, document.id, chunk.page, chunk.start_cp, chunk.end_cp, "
                "page.text FROM chunk JOIN document ON document.id = chunk.document_id "
                "JOIN page ON page.document_id = document.id AND page.number = chunk.page "
                "WHERE chunk.id = ?",
                (chunk_id,),
            ).fetchone()
            if row is not None:  # None: removed by another thread since it was ranked
                name, document_id, page, start, end, text = row
                yield Hit(name, document_id, page, start, end, text[start:end], score, chunk_id)


def _count(connection: Connection, table: str, document_id: int) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM {table} WHERE document_id = ?",  # noqa: S608  # a constant
        (document_id,),
    ).fetchone()
    return int(row[0]) if row else 0
