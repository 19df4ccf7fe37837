"""How often the right page is among the first: words, meaning, and both, on real filings.

Ingests the filings of `$COFFERDAM_DATA/filings` (or the folder given) as the program does it, with
the real parser and embedding children, into a throw-away vault, then asks the questions with the
right document known, and once more over all documents together. A question counts as found at k if
a page with evidence is among the first k different pages. `by_rank` is reciprocal-rank fusion of
the same two searches over the same passages, for comparison. `ratio` is fused hit@5 over BM25
hit@5 with the document known.

Page numbers in `questions.jsonl` start at 0.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measure import report

from appliance.children import sealed_memory
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine
from appliance.jobs import Job
from appliance.retrieval.fusion import by_rank
from appliance.retrieval.index import Index
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from appliance.retrieval.records import Hit, Mode

MODEL = "all-minilm-l6-v2"
MODES: tuple[Mode, ...] = ("lexical", "vector", "fused")
DEPTH = 100
CUTS = (1, 5, 10)
Page = tuple[str, int]


class Question(NamedTuple):
    """What is asked, in which document, and on which pages (from 1) the evidence stands."""

    text: str
    document: str
    pages: frozenset[Page]


def questions(folder: Path) -> list[Question]:
    """The questions beside the filings."""
    found = []
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        name = entry["document"]
        pages = frozenset((name, evidence["page"] + 1) for evidence in entry["evidence"])
        found.append(Question(entry["question"], name, pages))
    return found


def weights(model: str) -> Callable[[], Mapping[str, int]]:
    """A source of a starter model's components, as the registry would give them."""
    folder = starter_folder() / model

    def memory(name: str) -> int:
        data = (folder / name).read_bytes()

        def fill(fd: int) -> None:
            view = memoryview(data)
            while view:
                view = view[os.write(fd, view) :]

        return sealed_memory(name, fill)

    return lambda: {name: memory(name) for name in ("model.onnx", "tokenizer.json")}


def place(pages: Sequence[Page], wanted: frozenset[Page]) -> int:
    """Place of the first wanted page among the different pages, from 1; 0 if it is not there."""
    different = list(dict.fromkeys(pages))
    return next((n for n, page in enumerate(different, start=1) if page in wanted), 0)


def figures(places: Sequence[int]) -> dict[str, float]:
    """Hit rates and mean reciprocal rank."""
    count = len(places)
    rates = {f"hit@{cut}": sum(0 < found <= cut for found in places) / count for cut in CUTS}
    return {
        name: round(value, 3)
        for name, value in {**rates, "mrr": sum(1 / n for n in places if n) / count}.items()
    }


def evaluate(
    index: Index, case_id: int, asked: Sequence[Question], *, known: bool
) -> tuple[dict[str, dict[str, float]], dict[str, float], dict[str, str]]:
    """Figures and median milliseconds of each mode, and the raw places (0: not found)."""
    places: dict[str, list[int]] = {name: [] for name in (*MODES, "by_rank")}
    took_ms: dict[str, list[float]] = {mode: [] for mode in MODES}
    for question in asked:
        document = question.document if known else None
        found: dict[str, tuple[Hit, ...]] = {}
        for mode in MODES:
            began_s = time.perf_counter()
            found[mode] = index.search(
                case_id, question.text, top=DEPTH, document=document, mode=mode
            )
            took_ms[mode].append(1000 * (time.perf_counter() - began_s))
            pages = [(hit.document, hit.page) for hit in found[mode]]
            places[mode].append(place(pages, question.pages))
        page_of = {h.chunk_id: (h.document, h.page) for hits in found.values() for h in hits}
        ranked = by_rank([[h.chunk_id for h in found[mode]] for mode in ("lexical", "vector")])
        places["by_rank"].append(place([page_of[item] for item in ranked], question.pages))
    return (
        {name: figures(values) for name, values in places.items()},
        {mode: round(statistics.median(values), 2) for mode, values in took_ms.items()},
        {name: " ".join(map(str, values)) for name, values in places.items()},
    )


def main() -> None:
    """Ingest, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("COFFERDAM_DATA", "")
    parser.add_argument("--filings", type=Path, default=Path(data) / "filings" if data else None)
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    if given.filings is None or not (given.filings / "questions.jsonl").is_file():
        parser.error("name the folder of the filings, or set COFFERDAM_DATA")
    asked = questions(given.filings)
    clock, settings = SystemClock(), Settings()
    with tempfile.TemporaryDirectory() as folder:
        cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        vault, _ = Vault.create(Path(folder) / "vault", "only a benchmark", clock=clock, kdf=cheap)
        store = DocumentStore(vault, clock)
        engine = EmbeddingEngine(
            weights(MODEL),
            name=MODEL,
            dimensions=384,
            max_tokens=256,
            threads=settings.core_count(),
        )
        index = Index(vault, store, embedder=engine, embedding_digest=MODEL)

        def add(document_id: int, job: Job) -> None:
            index.add_document(document_id, job=job)

        reader = ParserClient(settings)
        ingestor = Ingestor(store, indexer=add, parser=reader, clock=clock, settings=settings)
        case = store.new_case("filings")
        began_s = time.perf_counter()
        outcomes = ingestor.add(case.id, sorted(given.filings.glob("*.pdf")), job=Job())
        ingest_s = time.perf_counter() - began_s
        chunks = vault.connection().execute("SELECT count(*) FROM chunk").fetchone()
        known, known_ms, known_places = evaluate(index, case.id, asked, known=True)
        together, together_ms, together_places = evaluate(index, case.id, asked, known=False)
        engine.close()
        vault.lock()
    report(
        "page_retrieval",
        known["fused"]["hit@5"] / known["lexical"]["hit@5"],
        {
            "questions": len(asked),
            "documents": {outcome.name: outcome.status for outcome in outcomes},
            "pages": sum(outcome.pages for outcome in outcomes),
            "passages": chunks[0] if chunks else 0,
            "ingest_s": round(ingest_s, 2),
            "document_known": known,
            "all_documents_together": together,
            "median_search_ms": {"document_known": known_ms, "all_documents_together": together_ms},
            "places": {"document_known": known_places, "all_documents_together": together_places},
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
