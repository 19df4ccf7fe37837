"""The index of a vault's documents: adding one, and finding passages in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from appliance.documents.chunking import chunks
from appliance.documents.normal import normalise
from appliance.errors import DocumentUnknown, IndexStale
from appliance.jobs import Job
from appliance.retrieval import lexical, vectors
from appliance.retrieval.context import with_context
from appliance.retrieval.fusion import fuse
from appliance.retrieval.records import Hit, Mode
from appliance.retrieval.vectors import VectorCache

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.documents.store import DocumentStore
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

# Places of each ranking that take part in the fusion; more change nothing in the first ten.
_DEPTH = 100
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
        self._vectors = VectorCache()

    def add_document(self, document_id: int, *, job: Job) -> None:
        """Make a document's passages searchable once it is marked ready.

        Durable in small steps: after a kill or `Cancelled`, calling it again goes on where it
        stopped. Passages made for another embedding model are made anew.
        Raises: DocumentUnknown, Cancelled, ModelStopped, DiskFull.
        """
        document = self._store.document_by_id(document_id)
        with self._vault.transaction() as connection:
            if not self._has_passages(connection, document_id):
                self._write_passages(connection, document_id, document.name)
        connection = self._vault.connection()
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
            with self._vault.transaction() as writing:
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
        per_page: int | None = None,
    ) -> tuple[Hit, ...]:
        """The `top` best passages of a case, or of one of its documents, best first.

        The case is chosen before anything is compared. `per_page` bounds how many passages of one
        page are given. Empty when nothing fits.
        Raises: DocumentUnknown, ModelStopped; IndexStale: indexed with another embedding model.
        """
        document_id = None if document is None else self._store.document(case_id, document).id
        if not text.strip() or top < 1:
            return ()
        rankings: list[list[tuple[int, float]]] = []
        if mode != "vector":
            rankings.append(self._by_words(case_id, text, document_id))
        if mode != "lexical":
            rankings.append(self._by_meaning(case_id, text, document_id))
        if len(rankings) == 1:
            ranked = rankings[0]
        else:
            ranked = fuse([[chunk_id for chunk_id, _ in ranking] for ranking in rankings])
        return tuple(self._hits(ranked, top, per_page))

    def close(self) -> None:
        """Forget what was decrypted, when the vault is locked."""
        self._vectors.clear()

    def _by_words(
        self, case_id: int, text: str, document_id: int | None
    ) -> list[tuple[int, float]]:
        connection = self._vault.connection()
        return lexical.search(connection, case_id, text, document_id=document_id, limit=_DEPTH)

    def _by_meaning(
        self, case_id: int, text: str, document_id: int | None
    ) -> list[tuple[int, float]]:
        connection = self._vault.connection()
        self._check_digest(connection, case_id, document_id)
        kept = self._vectors.get(connection, case_id, self._store.revision(case_id))
        if not len(kept.chunk_ids):
            return []
        vector = self._embedder.embed([normalise(text)], stage="searching")[0]
        return kept.search(vector, document_id=document_id, limit=_DEPTH)

    def _check_digest(self, connection: Connection, case_id: int, document_id: int | None) -> None:
        row = connection.execute(
            "SELECT embedding_digest FROM document WHERE case_id = ?1 AND state = 'ready' "
            "AND embedding_digest IS NOT ?2 AND (?3 IS NULL OR id = ?3) LIMIT 1",
            (case_id, self._digest, document_id),
        ).fetchone()
        if row is not None:
            raise IndexStale(found=(row[0] or "none")[:12])

    def _has_passages(self, connection: Connection, document_id: int) -> bool:
        row = connection.execute(
            "SELECT embedding_digest FROM document WHERE id = ?", (document_id,)
        ).fetchone()
        return row == (self._digest,) and _count(connection, "chunk", document_id) > 0

    def _write_passages(self, connection: Connection, document_id: int, name: str) -> None:
        self._store.clear_passages(connection, document_id)
        for number, text in self._store.page_texts(document_id):
            passages: list[tuple[int, str]] = []
            for span in chunks(text):
                cursor = connection.execute(
                    "INSERT INTO chunk (document_id, page, start_cp, end_cp) VALUES (?, ?, ?, ?)",
                    (document_id, number, span.start, span.end),
                )
                context = with_context(name, text, span.start, span.end)
                passages.append((int(cursor.lastrowid or 0), context))
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

    def _hits(
        self, ranked: Iterable[tuple[int, float]], top: int, per_page: int | None
    ) -> Iterable[Hit]:
        connection = self._vault.connection()
        given = 0
        on_page: dict[tuple[int, int], int] = {}
        for chunk_id, score in ranked:
            row = connection.execute(
                "SELECT document.name, document.id, chunk.page, chunk.start_cp, chunk.end_cp, "
                "page.text FROM chunk JOIN document ON document.id = chunk.document_id "
                "JOIN page ON page.document_id = document.id AND page.number = chunk.page "
                "WHERE chunk.id = ?",
                (chunk_id,),
            ).fetchone()
            if row is None:  # removed by another thread since it was ranked
                continue
            name, document_id, page, start, end, text = row
            place = (document_id, page)
            if per_page is not None and on_page.get(place, 0) >= per_page:
                continue
            on_page[place] = on_page.get(place, 0) + 1
            yield Hit(name, document_id, page, start, end, text[start:end], score, chunk_id)
            given += 1
            if given == top:
                return


def _count(connection: Connection, table: str, document_id: int) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM {table} WHERE document_id = ?",  # noqa: S608  # a constant
        (document_id,),
    ).fetchone()
    return int(row[0]) if row else 0
