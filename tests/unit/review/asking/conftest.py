from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine, LanguageEngine
from appliance.jobs import Job
from appliance.review.asking.doubts import StoredDoubts
from appliance.review.papers.reading import read_papers
from appliance.review.statements.judging import StatementJudge
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.review.papers.reading import Papers
    from appliance.review.records import PaperRead


def weights(folder: str, *names: str) -> Callable[[], dict[str, int]]:
    return lambda: {n: os.open(starter_folder() / folder / n, os.O_RDONLY) for n in names}


class House:
    """A vault with the real parser and the real starter models in their children."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings, clock = Settings(), SystemClock()
        cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        self.vault, _ = Vault.create(folder / "vault", "correct horse", clock=clock, kdf=cheap)
        self.store = DocumentStore(self.vault, clock)
        self.parser = ParserClient(settings)
        self.ingestor = Ingestor(
            self.store,
            indexer=lambda _document_id, _job: None,
            parser=self.parser,
            clock=clock,
            settings=settings,
        )
        self.embedding = EmbeddingEngine(
            weights("all-minilm-l6-v2", "model.onnx", "tokenizer.json"),
            name="all-minilm-l6-v2",
            dimensions=384,
            max_tokens=256,
            threads=1,
        )
        self.language = LanguageEngine(
            weights("smollm2-135m-instruct", "model.gguf"),
            name="smollm2-135m-instruct",
            context_tokens=4096,
            template="chatml",
            threads=settings.thread_count(),
        )
        self.judge = StatementJudge(self.embedding, None)
        self.cases = 0

    def add(
        self, name: str, data: bytes, *, readable: bool = True
    ) -> tuple[Papers, PaperRead, StoredDoubts]:
        """The document in a new case of its own."""
        self.cases += 1
        case = self.store.new_case(f"case {self.cases}")
        folder = self.folder / str(self.cases)
        folder.mkdir()
        (folder / name).write_bytes(data)
        (outcome,) = self.ingestor.add(case.id, [folder / name], job=Job())
        assert (outcome.error_code is None) is readable, outcome
        papers = read_papers(self.store, case.id)
        return papers, papers.read[0], StoredDoubts(self.store)

    def close(self) -> None:
        self.language.close()
        self.embedding.close()
        self.parser.close()
        self.vault.lock()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("asking"))
    try:
        yield made
    finally:
        made.close()
