"""The index of a vault's documents: adding one, and finding passages in a case."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from appliance.documents.normal import normalise
from appliance.errors import (
    BadInput,
    DiskFull,
    DocumentUnknown,
    FolderReadOnly,
    IndexStale,
    VaultBusy,
    VaultDamaged,
)
from appliance.jobs import Job
from appliance.retrieval import lexical, parts, vectors
from appliance.retrieval.context import with_context
from appliance.retrieval.describing import describe
from appliance.retrieval.facets import facets
from appliance.retrieval.facts import likeness
from appliance.retrieval.fusion import best, spread
from appliance.retrieval.passages import passages
from appliance.retrieval.ranking import DEFAULT, Evidence, combined, demanded
from appliance.retrieval.records import Facets, Found, Hit, Mode, SearchScope
from appliance.retrieval.scope import PerCase, Scope, load_scope
from appliance.retrieval.terms import Phrase, phrases
from appliance.retrieval.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from appliance.documents.store import DocumentStore
    from appliance.retrieval.ranking import Weights
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

# As long as a question may be; the work on a text grows with its length.
MOST_QUERY_CP = 2000
EVERYTHING = SearchScope()
# Passages among which pages are spread; more change nothing in the first ten.
_CANDIDATES = 100
_NO_VECTORS = Vectors(np.zeros((0, 0), np.float32))
# Vectors kept per transaction: what a kill can cost is a second or two of work.
_BATCH = 64
# Of an older vault's documents, in one search: about a second.
_PAGES_CAUGHT_UP = 500


class Embedder(Protocol):
    """Makes unit vectors; `engine.client.EmbeddingEngine` is one."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One float32 row of length 1 per text, in order."""


class _Search(NamedTuple):
    """A search that was made: `ranked` are places in the scope with scores, best first."""

    connection: Connection
    scope: Scope
    ranked: list[tuple[int, float]]
    found: NDArray[np.bool_]
    searched: int


class Index:
    """Full text and vectors of all cases, made with one embedding model. Thread-safe.

    Args:
        embedding_digest: which model `embedder` is; vectors of another one are never mixed in.
        weights: what each kind of agreement counts in a fused search.
    """

    def __init__(
        self,
        vault: Vault,
        store: DocumentStore,
        *,
        embedder: Embedder,
        embedding_digest: str,
        weights: Weights = DEFAULT,
    ) -> None:
        self._vault = vault
        self._store = store
        self._embedder = embedder
        self._digest = embedding_digest
        self._weights = weights
        self._scopes = PerCase(lambda connection: lexical.Words(load_scope(connection)))
        self._matrices = PerCase(lambda connection: Vectors(vectors.load_matrix(connection)))
        self._catching_up = threading.Lock()
        self._left_alone: set[int] = set()

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
            describe(connection, self._store, document_id, document.name)
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
        scores. They are from 0 to 1. A page's second passage has to be clearly better than the
        next page's first. Empty when nothing can be searched.
        Raises: DocumentUnknown, ModelStopped; IndexStale: indexed with another embedding model;
            BadInput: `text` is longer than `MOST_QUERY_CP`.
        """
        scope = SearchScope() if document is None else SearchScope(documents=(document,))
        search = self._ranked(case_id, text, top, scope, mode)
        return () if search is None else tuple(self._hits(search, top))

    def find(
        self,
        case_id: int,
        text: str,
        *,
        top: int = 10,
        scope: SearchScope = EVERYTHING,
        mode: Mode = "fused",
    ) -> Found:
        """As `search`, within a scope, and with counts of what the passages found are part of.

        Raises: as `search`.
        """
        search = self._ranked(case_id, text, top, scope, mode)
        if search is None:
            return Found((), Facets(), 0, 0)
        found = np.flatnonzero(search.found)
        return Found(
            hits=tuple(self._hits(search, top)),
            facets=facets(search.scope, found),
            found=len(found),
            searched=search.searched,
        )

    def close(self) -> None:
        """Forget what was decrypted, when the vault is locked."""
        self._scopes.clear()
        self._matrices.clear()

    def _ranked(
        self, case_id: int, text: str, top: int, within: SearchScope, mode: Mode
    ) -> _Search | None:
        if len(text) > MOST_QUERY_CP:
            why = f"it is longer than {MOST_QUERY_CP:,} characters"
            raise BadInput(what="The search text", why=why)
        for name in within.documents:
            self._store.document(case_id, name)
        if not text.strip() or top < 1:
            return None
        connection = self._vault.case(case_id).connection()
        words, kept = self._loaded(connection, case_id, with_vectors=mode != "lexical")
        scope = words.scope
        chosen = scope.chosen(within)
        searched = len(scope) if chosen is None else int(chosen.sum())
        if not searched:
            return None
        asked = phrases(text) if mode != "vector" else []
        matches = words.scores(connection, asked, chosen)
        scores, found = matches.passages, matches.found
        if mode != "lexical":
            vector = self._vector(text)
            scores = meaning = kept.scores(vector, chosen)
            share = 1.0
            if mode == "fused":
                scores = self._combined(connection, text, words, matches, meaning, chosen)
                share = self._weights.meaning / self._weights.total
            if chosen is None:
                kept.refine(scores, meaning.copy(), vector, share)
        if chosen is not None:
            scores = np.where(chosen, scores, -np.inf)
        ranked = [
            (place, float(scores[place]))
            for place in best(scores, min(max(_CANDIDATES, top), searched))
            if mode != "lexical" or scores[place] > 0
        ]
        found[[place for place, _ in ranked]] = True
        return _Search(connection, scope, ranked, found, searched)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder.embed([normalise(text)], stage="searching")[0]
        return vector

    def _combined(
        self,
        connection: Connection,
        text: str,
        words: lexical.Words,
        matches: lexical.Matches,
        meaning: NDArray[np.float32],
        chosen: NDArray[np.bool_] | None,
    ) -> NDArray[np.float32]:
        scope, weights = words.scope, self._weights
        demand = parts.asked_by(text) if weights.part or weights.terms else parts.NOTHING
        called = [Phrase("body", word) for word in demand.words] if weights.terms else []
        wanted = np.array([demand.parts.get(name, 0.0) for name in parts.names()], np.float32)
        meant = likeness(text, scope.profiles) if weights.document else [0.0] * len(scope.profiles)
        evidence = Evidence(
            words=matches.passages,
            meaning=meaning,
            terms=words.scores(connection, called, chosen).passages,
            page=matches.pages,
            part=demanded(scope.parts, wanted, scope.pages(chosen)),
            document=np.array(meant, np.float32),
        )
        return combined(evidence, scope.page_of, scope.document_of, weights)

    def _loaded(
        self, connection: Connection, case_id: int, *, with_vectors: bool
    ) -> tuple[lexical.Words, Vectors]:
        """The case's passages and vectors as of one moment, though documents may be added now."""
        while True:
            revision = self._store.revision(case_id)
            if with_vectors:
                self._check_digest(connection)
            words = self._scopes.get(connection, case_id, revision)
            kept = _NO_VECTORS
            if with_vectors:
                kept = self._matrices.get(connection, case_id, revision)
            if words.scope.outdated and self._catch_up(case_id, words.scope):
                continue
            if self._store.revision(case_id) == revision:
                return words, kept

    def _catch_up(self, case_id: int, scope: Scope) -> bool:
        """Note what searches need of some documents of an older vault; False if it cannot be done.

        A few at a time, so that no search waits long; the rest is as it was before.
        """
        if not self._catching_up.acquire(blocking=False):
            return False
        try:
            pages = 0
            with self._vault.case(case_id).transaction() as connection:
                self._store.touch(connection)
                for document_id in scope.outdated:
                    if document_id in self._left_alone or pages >= _PAGES_CAUGHT_UP:
                        continue
                    # Even if it fails: it is not tried with every search.
                    self._left_alone.add(document_id)
                    document = self._store.document_by_id(document_id)
                    describe(connection, self._store, document_id, document.name)
                    pages += document.page_count
            return pages > 0
        except (DiskFull, FolderReadOnly, VaultBusy, VaultDamaged, DocumentUnknown):
            return False
        finally:
            self._catching_up.release()

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
            made: list[tuple[int, str]] = []
            for one in passages(text, None):
                cursor = connection.execute(
                    "INSERT INTO chunk (document_id, page, start_cp, end_cp) VALUES (?, ?, ?, ?)",
                    (document_id, number, one.start, one.end),
                )
                made.append((int(cursor.lastrowid or 0), text[one.start : one.end]))
            lexical.add(connection, made)
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
    def _hits(search: _Search, top: int) -> Iterator[Hit]:
        scope = search.scope
        pages = {place: int(scope.page_of[place]) for place, _ in search.ranked}
        for place, score in spread(search.ranked, pages, top):
            chunk_id = int(scope.chunk_ids[place])
            row = search.connection.execute(
                "SELECT document.name, document.id, chunk.page, chunk.start_cp, chunk.end_cp, "
                "page.text, chunk.section, chunk.kind, chunk.table_no "
                "FROM chunk JOIN document ON document.id = chunk.document_id "
                "JOIN page ON page.document_id = document.id AND page.number = chunk.page "
                "WHERE chunk.id = ?",
                (chunk_id,),
            ).fetchone()
            if row is not None:  # None: removed by another thread since it was ranked
                name, document_id, page, start, end, text, section, kind, table = row
                yield Hit(
                    name, document_id, page, start, end, text[start:end], score, chunk_id,
                    section, kind, table,
                )  # fmt: skip


def _count(connection: Connection, table: str, document_id: int) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM {table} WHERE document_id = ?",  # noqa: S608  # a constant
        (document_id,),
    ).fetchone()
    return int(row[0]) if row else 0
