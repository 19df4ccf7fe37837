"""The search indexes of one open vault, one for each embedding model that was used."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from appliance.retrieval.index import Index

if TYPE_CHECKING:
    from appliance.app.door import Visit
    from appliance.app.engines import Engines
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job
    from appliance.vault.store import Vault


class Indexes:
    """Makes an index when it is first asked for. Thread-safe."""

    def __init__(self, vault: Vault, store: DocumentStore, engines: Engines) -> None:
        self._vault = vault
        self._store = store
        self._engines = engines
        self._lock = threading.Lock()
        self._made: dict[str, Index] = {}

    def active(self, visit: Visit | None = None) -> Index:
        """The index of the active embedding model, to search in a visit or else to fill.

        Raises: ModelUnknown, and what `Uses.claim` raises.
        """
        engine, record = self._engines.embedding(visit)
        with self._lock:
            if record.digest not in self._made:
                self._made[record.digest] = Index(
                    self._vault, self._store, embedder=engine, embedding_digest=record.digest
                )
            return self._made[record.digest]

    def add_document(self, document_id: int, job: Job) -> None:
        """Make a document searchable. Raises: as `active` and `Index.add_document`."""
        self.active().add_document(document_id, job=job)

    def close(self) -> None:
        """Close all of them; at the lock."""
        for index in self._made.values():
            index.close()
