from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.kdf import KdfParams
from appliance.documents.records import Page
from appliance.documents.store import DocumentStore
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.vault.store import Vault
from tests.unit.documents.fakes import FixedClock, WordHashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from appliance.documents.records import Document


class Library:
    """A vault with an index, to which documents are added as texts of pages."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.store = DocumentStore(vault, FixedClock())
        self.embedder = WordHashes()
        self.index = self.another_index("words")

    def another_index(self, digest: str) -> Index:
        return Index(self.vault, self.store, embedder=self.embedder, embedding_digest=digest)

    def case(self, name: str = "Miller") -> int:
        return self.store.new_case(name).id

    def add(
        self, case_id: int, name: str, pages: Sequence[str], index: Index | None = None
    ) -> Document:
        """A document that is ready, without the detour through a file."""
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        document = self.store.take_in(case_id, name, sha256, name.encode())
        self.store.add_pages(
            document.id,
            [Page(number, text, (), 0, 0) for number, text in enumerate(pages, start=1)],
        )
        (index or self.index).add_document(document.id, job=Job())
        self.store.set_state(document.id, "ready")
        return self.store.document_by_id(document.id)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
    vault, _ = Vault.create(tmp_path / "vault", "correct horse", clock=FixedClock(), kdf=cheap)
    yield Library(vault)
    vault.lock()
