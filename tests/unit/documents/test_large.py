"""A book and a cupboard of papers: all of it is read, within the memory that settings allow."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from appliance.documents import memory
from appliance.documents.ingest import Ingestor
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings
from tests.unit.documents import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import Case
    from appliance.documents.store import DocumentStore
    from appliance.vault.store import Vault
    from tests.unit.documents.fakes import WordHashes

pytestmark = pytest.mark.slow
PAGES, FILES = 1600, 1000
_MIB = 1024**2
_EVERY_S = 0.02


class Peak:
    """The most memory that the console and its readers held at one moment each."""

    def __init__(self) -> None:
        self.before_bytes = memory.console_bytes()
        self.console_bytes = self.children_bytes = 0
        self.ended = threading.Event()

    def watch(self) -> None:
        while not self.ended.wait(_EVERY_S):
            self.console_bytes = max(self.console_bytes, memory.console_bytes())
            self.children_bytes = max(self.children_bytes, memory.children_bytes())

    @property
    def grown_bytes(self) -> int:
        return self.console_bytes - self.before_bytes

    def __str__(self) -> str:
        return (
            f"console {self.console_bytes / _MIB:.0f} MiB at most, of which "
            f"{self.grown_bytes / _MIB:.0f} MiB while reading; "
            f"readers {self.children_bytes / _MIB:.0f} MiB at most"
        )


@contextmanager
def watched() -> Iterator[Peak]:
    peak = Peak()
    thread = threading.Thread(target=peak.watch)
    thread.start()
    try:
        yield peak
    finally:
        peak.ended.set()
        thread.join()


@pytest.fixture
def case(store: DocumentStore) -> Case:
    return store.new_case("Miller")


@pytest.fixture
def ingestor(
    vault: Vault, store: DocumentStore, embedder: WordHashes, parser: ParserClient, clock: Clock
) -> Ingestor:
    index = Index(vault, store, embedder=embedder, embedding_digest="words")
    return Ingestor(
        store,
        indexer=lambda document_id, job: index.add_document(document_id, job=job),
        parser=parser,
        clock=clock,
        settings=Settings(),
    )


def book(path: Path) -> None:
    """As many pages as a prospectus, 45 lines each."""
    lines = [
        f"Clause {n}: the borrower repays {n * 137 % 1000},000 EUR on day {n}. " for n in range(45)
    ]
    path.write_bytes(
        samples.pdf([[f"page number {n}", *lines] for n in range(PAGES)], size_pt=(595, 842))
    )


def test_a_book_of_1600_pages(
    ingestor: Ingestor, store: DocumentStore, case: Case, tmp_path: Path
) -> None:
    path = tmp_path / "prospectus.pdf"
    book(path)
    with watched() as peak:
        (outcome,) = ingestor.add(case.id, [path], job=Job())
    print(f"\n{PAGES} pages, {path.stat().st_size / _MIB:.1f} MiB: {peak}")  # noqa: T201 - the figure
    assert (outcome.status, outcome.pages) == ("added", PAGES)
    document = store.document(case.id, "prospectus.pdf")
    firsts = [text.splitlines()[0] for _, text in store.page_texts(document.id)]
    assert firsts == [f"page number {n}" for n in range(PAGES)]
    assert peak.children_bytes <= Settings().ingest_memory_bytes
    assert peak.grown_bytes + peak.children_bytes <= Settings().ingest_memory_bytes


def test_a_cupboard_of_1000_files(
    ingestor: Ingestor, store: DocumentStore, case: Case, tmp_path: Path
) -> None:
    folder = tmp_path / "cupboard"
    for number in range(FILES):
        shelf = folder / f"shelf {number % 20:02}"
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / f"letter {number}.txt").write_text(f"Dear bank, this is letter {number}.")
    (folder / "shelf 03" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "shelf 04" / "~$open.docx").write_bytes(os.urandom(100))
    with watched() as peak:
        outcomes = ingestor.add(case.id, [folder], job=Job())
    print(f"\n{FILES} files: {peak}")  # noqa: T201 - the figure
    counts = {status: 0 for status in ("added", "failed", "skipped")}
    for outcome in outcomes:
        counts[outcome.status] += 1
    assert counts == {"added": FILES, "failed": 1, "skipped": 1}
    assert len(store.documents(case.id)) == FILES + 1
    assert peak.grown_bytes + peak.children_bytes <= Settings().ingest_memory_bytes
