"""The whole way with the real parser and embedding children, and pictures of what was found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appliance.children import sealed_memory
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.engine.client import EmbeddingEngine
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings, starter_folder
from tests.unit.documents import samples
from tests.unit.documents.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.unit.retrieval.conftest import Library

FOLDER = starter_folder() / "all-minilm-l6-v2"
PAGES = [
    ["Article 1. The bank grants the company a facility of EUR 2,000,000."],
    ["Article 2. The rate is 3-month EURIBOR plus a margin of 2.25 per cent."],
    ["Article 3. The directors' remuneration may not be raised before full redemption."],
]


def _weights() -> Mapping[str, int]:
    def memory(name: str) -> int:
        data = (FOLDER / name).read_bytes()

        def fill(fd: int) -> None:
            view = memoryview(data)
            while view:
                view = view[os.write(fd, view) :]

        return sealed_memory(name, fill)

    return {name: memory(name) for name in ("model.onnx", "tokenizer.json")}


@pytest.fixture
def engine() -> Iterator[EmbeddingEngine]:
    made = EmbeddingEngine(_weights, name="minilm", dimensions=384, max_tokens=256, threads=1)
    yield made
    made.close()


@pytest.mark.model
def test_what_is_meant_is_found_and_shown(
    library: Library, engine: EmbeddingEngine, tmp_path: Path
) -> None:
    if not FOLDER.is_dir():
        pytest.skip("the starter models are not prepared; “make test” prepares them")
    store, parser = library.store, ParserClient(Settings())
    index = Index(library.vault, store, embedder=engine, embedding_digest="minilm")

    def add(document_id: int, job: Job) -> None:
        index.add_document(document_id, job=job)

    ingestor = Ingestor(store, indexer=add, parser=parser, clock=FixedClock(), settings=Settings())
    path = tmp_path / "facility.pdf"
    path.write_bytes(samples.pdf(PAGES))
    case = library.case()
    (outcome,) = ingestor.add(case, [path], job=Job())
    assert (outcome.status, outcome.pages) == ("added", 3)
    assert outcome.document is not None

    # No word of the question is on the page.
    hit = index.search(case, "May they increase the salaries of managers?")[0]
    assert hit.page == 3
    assert hit.text == store.page(hit.document_id, 3).text[hit.start : hit.end]
    (box,) = store.boxes(hit.document_id, 3, hit.start, hit.end)
    picture = parser.render(store, outcome.document, 3, 2.0)
    assert picture is not None
    row = round((box.y0 + box.y1) / 2 * picture.scale) * picture.width_px * 3
    line = picture.rgb[row : row + 3 * picture.width_px]
    inside = line[3 * round(box.x0 * picture.scale) : 3 * round(box.x1 * picture.scale)]
    outside = line[: 3 * round(box.x0 * picture.scale - 2)]
    assert min(inside) < 128  # ink where the box is
    assert min(outside) == 255
    parser.close()
