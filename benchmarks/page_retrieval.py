"""How often the right page is among the first, what each step of the search gives, and its price.

Ingests the filings of `$COFFERDAM_DATA/filings` (or the folder given) as the program does it, with
the real parser and embedding children, into a throw-away vault, then asks the questions with the
right document known, and once more over all documents together. A question counts as found at k if
a page with evidence is among the first k different pages, and as found in full if all of them are.
`ratio` is fused hit@5 over BM25 hit@5 with the document known.

`median_cpu_ms` is without the embedding child; beside other work it says more than wall time.
`steps` switches the parts of the search on, one after the other. `tatqa` asks questions about
TAT-QA's contexts, 278 tables with their texts from other companies' reports, where one context is
one page; the weights were looked at there too. `leave_one_out` chooses the weight of the parts of
reports on nine documents and measures on the tenth.

Page numbers in `questions.jsonl` start at 0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measure import report

from appliance.children import sealed_memory
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.layout import kept
from appliance.documents.layout.laying import lay_out
from appliance.documents.parsing import ParserClient
from appliance.documents.records import Page as DocumentPage
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.retrieval.ranking import DEFAULT, Weights
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from appliance.retrieval.records import Mode

MODEL = "all-minilm-l6-v2"
MODES: tuple[Mode, ...] = ("lexical", "vector", "fused")
NOTHING = Weights(words=0, meaning=0, page=0, terms=0, part=0, document=0)
# Each with what it adds to the one before.
STEPS: dict[str, Weights] = {
    "words of passages (BM25)": replace(NOTHING, words=1),
    "and meaning (vectors)": replace(NOTHING, words=0.5, meaning=0.5),
    "and words of pages": replace(NOTHING, words=0.3, meaning=0.4, page=0.3),
    "and the document that is meant": replace(DEFAULT, part=0, terms=0),
    "and parts of reports": replace(DEFAULT, terms=0),
    "and names of figures (all)": DEFAULT,
}
PART_WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
# Every so many of TAT-QA's questions.
TATQA_STRIDE = 4
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


class Asked(NamedTuple):
    """Places of the pages with evidence among the different pages found; 0: not found."""

    first: int
    last: int


def places(pages: Sequence[Page], wanted: frozenset[Page]) -> Asked:
    """Where the first and the last of the wanted pages are, from 1."""
    different = list(dict.fromkeys(pages))
    found = [n for n, page in enumerate(different, start=1) if page in wanted]
    return Asked(found[0] if found else 0, found[-1] if len(found) == len(wanted) else 0)


def figures(found: Sequence[Asked]) -> dict[str, float]:
    """Hit rates, rates of all evidence, and mean reciprocal rank."""
    count = len(found)
    rates = {f"hit@{cut}": sum(0 < one.first <= cut for one in found) / count for cut in CUTS}
    rates |= {f"all@{cut}": sum(0 < one.last <= cut for one in found) / count for cut in CUTS}
    rates["mrr"] = sum(1 / one.first for one in found if one.first) / count
    return {name: round(value, 3) for name, value in rates.items()}


def ask(
    index: Index,
    case_id: int,
    asked: Sequence[Question],
    *,
    known: bool,
    mode: Mode = "fused",
) -> tuple[list[Asked], dict[str, float]]:
    """Places for each question, and median milliseconds of a search: wall, and this process's."""
    found, took_ms, cpu_ms = [], [], []
    for question in asked:
        document = question.document if known else None
        began_s, began_cpu_s = time.perf_counter(), time.process_time()
        hits = index.search(case_id, question.text, top=DEPTH, document=document, mode=mode)
        took_ms.append(1000 * (time.perf_counter() - began_s))
        cpu_ms.append(1000 * (time.process_time() - began_cpu_s))
        found.append(places([(hit.document, hit.page) for hit in hits], question.pages))
    return found, {
        "median_ms": round(statistics.median(took_ms), 2),
        "median_cpu_ms": round(statistics.median(cpu_ms), 2),
    }


class Bench:
    """A throw-away vault with an embedding child; indexes of any weights over the same cases.

    `made` is the index that documents are added to, if it is not one of the program's own.
    """

    def __init__(self, folder: Path) -> None:
        clock, self.settings = SystemClock(), Settings()
        cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        self.vault, _ = Vault.create(folder, "only a benchmark", clock=clock, kdf=cheap)
        self.store = DocumentStore(self.vault, clock)
        self.engine = EmbeddingEngine(
            weights(MODEL),
            name=MODEL,
            dimensions=384,
            max_tokens=256,
            threads=self.settings.core_count(),
        )
        self.made: Index | None = None
        self.reader = ParserClient(self.settings)
        self.ingestor = Ingestor(
            self.store,
            indexer=self.add,
            parser=self.reader,
            clock=clock,
            settings=self.settings,
        )

    def index(self, weights: Weights = DEFAULT) -> Index:
        """An index that weighs like this."""
        return Index(
            self.vault, self.store, embedder=self.engine, embedding_digest=MODEL, weights=weights
        )

    def add(self, document_id: int, job: Job) -> None:
        """Lay out, if that was not done, and index."""
        if next(kept.layouts(self.store, document_id), None) is None:
            lay_out(self.store, document_id, job=job)
        (self.made or self.index()).add_document(document_id, job=job)

    def add_texts(self, case_id: int, name: str, texts: Sequence[str]) -> None:
        """A document of plain pages."""
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        document = self.store.take_in(case_id, name, sha256, name.encode())
        self.store.add_pages(
            document.id,
            [DocumentPage(n, text, (), 0, 0) for n, text in enumerate(texts, start=1)],
        )
        (self.made or self.index()).add_document(document.id, job=Job())
        self.store.set_state(document.id, "ready")

    def close(self) -> None:
        """End the children and lock."""
        self.reader.close()
        self.engine.close()
        self.vault.lock()


def steps(bench: Bench, case_id: int, asked: Sequence[Question]) -> dict[str, object]:
    """What each step gives and takes."""
    found: dict[str, object] = {}
    for name, used in STEPS.items():
        index = bench.index(used)
        ask(index, case_id, asked, known=False)  # reads words and vectors, once a case
        known, known_ms = ask(index, case_id, asked, known=True)
        together, together_ms = ask(index, case_id, asked, known=False)
        found[name] = {
            "document_known": figures(known) | known_ms,
            "all_documents_together": figures(together) | together_ms,
        }
    return found


def leave_one_out(bench: Bench, case_id: int, asked: Sequence[Question]) -> dict[str, object]:
    """Figures where each document's questions are asked with the weight best for the others."""
    found: dict[str, object] = {}
    for known in (True, False):
        by_weight = {
            weight: ask(bench.index(replace(DEFAULT, part=weight)), case_id, asked, known=known)[0]
            for weight in PART_WEIGHTS
        }
        chosen: list[Asked] = []
        for document in {question.document for question in asked}:
            inside = [n for n, question in enumerate(asked) if question.document == document]
            outside = [n for n in range(len(asked)) if n not in inside]

            def quality(weight: float, rows: list[int] = outside) -> tuple[float, float]:
                result = figures([by_weight[weight][n] for n in rows])  # noqa: B023  # used at once
                return result["hit@5"], result["mrr"]

            best = max(PART_WEIGHTS, key=quality)
            chosen += [by_weight[best][n] for n in inside]
        name = "document_known" if known else "all_documents_together"
        found[name] = {
            "chosen_on_the_others": figures(chosen),
            "hit@5_by_weight": {str(w): figures(by_weight[w])["hit@5"] for w in PART_WEIGHTS},
        }
    return found


def tatqa(bench: Bench, path: Path) -> dict[str, object]:
    """The steps over TAT-QA's contexts."""
    contexts = json.loads(path.read_text("utf-8"))
    texts, asked = [], []
    for number, context in enumerate(contexts, start=1):
        paragraphs = sorted(context["paragraphs"], key=lambda one: one["order"])
        rows = (" ".join(cell for cell in row if cell) for row in context["table"]["table"])
        texts.append("\n".join([*(one["text"] for one in paragraphs), *rows]))
        wanted = frozenset([("contexts.txt", number)])
        asked += [Question(q["question"], "contexts.txt", wanted) for q in context["questions"]]
    case = bench.store.new_case("contexts")
    bench.add_texts(case.id, "contexts.txt", texts)
    asked = asked[::TATQA_STRIDE]
    result: dict[str, object] = {"contexts": len(texts), "questions": len(asked)}
    for name, used in STEPS.items():
        found, _ = ask(bench.index(used), case.id, asked, known=True)
        result[name] = figures(found)
    return result


def main() -> None:
    """Ingest, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("COFFERDAM_DATA", "")
    parser.add_argument("--filings", type=Path, default=Path(data) / "filings" if data else None)
    parser.add_argument("--tatqa", type=Path, default=None, help="tatqa_dev.json")
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    if given.filings is None or not (given.filings / "questions.jsonl").is_file():
        parser.error("name the folder of the filings, or set COFFERDAM_DATA")
    contexts = given.tatqa or given.filings.parent / "tables" / "tatqa_dev.json"
    asked = questions(given.filings)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "vault")
        case = bench.store.new_case("filings")
        began_s = time.perf_counter()
        outcomes = bench.ingestor.add(case.id, sorted(given.filings.glob("*.pdf")), job=Job())
        ingest_s = time.perf_counter() - began_s
        content = bench.vault.case(case.id).connection()
        passages, described_bytes = content.execute(
            "SELECT (SELECT count(*) FROM chunk), (SELECT sum(length(facts)) FROM document) "
            "+ (SELECT sum(length(section)) FROM chunk)"
        ).fetchone() or (0, 0)
        index = bench.index()
        both = {"document_known": True, "all_documents_together": False}
        found = {
            name: {mode: ask(index, case.id, asked, known=known, mode=mode) for mode in MODES}
            for name, known in both.items()
        }
        result = {
            "questions": len(asked),
            "documents": {outcome.name: outcome.status for outcome in outcomes},
            "pages": sum(outcome.pages for outcome in outcomes),
            "passages": passages,
            "ingest_s": round(ingest_s, 2),
            "facts_and_sections_bytes": described_bytes,
        }
        for name in both:
            result[name] = {mode: figures(one) for mode, (one, _) in found[name].items()}
        result |= {
            "steps": steps(bench, case.id, asked),
            "leave_one_out": leave_one_out(bench, case.id, asked),
            "tatqa": tatqa(bench, contexts) if contexts.is_file() else None,
            "places": {
                name: {
                    mode: " ".join(str(asked.first) for asked in one)
                    for mode, (one, _) in found[name].items()
                }
                for name in both
            },
        }
        bench.close()
    known = result["document_known"]
    report(
        "page_retrieval",
        known["fused"]["hit@5"] / known["lexical"]["hit@5"],
        result,
        save=given.save,
    )


if __name__ == "__main__":
    main()
