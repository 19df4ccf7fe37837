"""Searching 100,000 passages of one case in a real encrypted vault.

The filings of `$COFFERDAM_DATA/filings` are read and indexed by the program, and then their rows
are written again and again, each time as other documents with other figures, until the case has the
passages wanted; words and their frequencies are those of annual reports. Passages get random unit
vectors, as embedding them would take an hour and changes no time here; questions are embedded by
the real child. Asked are TAT-QA's questions, each over the whole case and in one document.

Beside it stands the plain way: FTS5 with its own `bm25()`, any word of the question, the best 100;
cosine of all vectors by numpy; rank fusion of the two. It has the same encrypted database, the same
vectors in memory and the same embedding child, and takes turns with ours. `ratio` is its median
over ours, over the whole case. `median_cpu_ms` is the computing of the thread that searches,
without the embedding child; on a machine that does other work too it says more than the wall time.
The threads that numpy starts for the plain way are not in it: they compute on both cores and go on
spinning after it, through the next of our searches. `first_time` are the questions asked when none
was asked before, so that the places of most words are read from the index; `again` is the second
round.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from measure import report  # first, as it switches ONNX Runtime's telemetry off
from page_retrieval import MODEL, Bench

from appliance.documents.normal import normalise
from appliance.jobs import Job
from appliance.retrieval import lexical, vectors
from appliance.retrieval.fusion import best, by_rank
from appliance.retrieval.index import Index
from appliance.retrieval.records import SearchScope
from appliance.retrieval.terms import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.vault.connection import Connection

TOP, DEPTH = 10, 100
_DIGIT = re.compile(r"\d")


class Embedding:
    """Random vectors for passages, the real child for questions."""

    def __init__(self, bench: Bench) -> None:
        self._engine = bench.engine
        self._random = np.random.default_rng(7)

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One vector per text."""
        if stage == "searching":
            asked: NDArray[np.float32] = self._engine.embed(texts, job=job, stage=stage)
            return asked
        return _unit(self._random, len(texts))


def fill(connection: Connection, base: int, wanted: int) -> None:
    """Write the documents of a case again, with other figures, until it has enough passages.

    Figures keep their number of digits, so passages keep their places.
    """
    chance = random.Random(7)  # noqa: S311  # no secret
    documents = connection.execute("SELECT * FROM document ORDER BY id").fetchall()
    columns_of = [row[1] for row in connection.execute("PRAGMA table_info(document)").fetchall()]
    pages = {row[0]: _rows(connection, "page", "number, text", row[0]) for row in documents}
    passages = {
        row[0]: _rows(connection, "chunk", "page, start_cp, end_cp", row[0]) for row in documents
    }
    vectors_made = np.random.default_rng(7)
    row = connection.execute("SELECT count(*), max(id) + 1 FROM chunk").fetchone()
    count, next_chunk = row or (0, 1)
    number, copy = base, 0
    while count < wanted:
        copy += 1
        for row in documents:
            number += 1
            values = dict(zip(columns_of, row, strict=True))
            values |= {"id": number, "name": f"{copy} {values['name']}", "blob_id": None}
            values |= {"sha256": f"{number:064x}"}
            _insert(connection, "document", values)
            texts = {
                page: _DIGIT.sub(lambda _: str(chance.randrange(10)), text)
                for page, text in pages[row[0]]
            }
            connection.executemany(
                "INSERT INTO page (document_id, number, text, words, width_pt, height_pt) "
                "VALUES (?, ?, ?, x'', 0, 0)",
                [(number, page, text) for page, text in texts.items()],
            )
            chunks = [
                (next_chunk + place, number, *chunk) for place, chunk in enumerate(passages[row[0]])
            ]
            connection.executemany(
                "INSERT INTO chunk (id, document_id, page, start_cp, end_cp) "
                "VALUES (?, ?, ?, ?, ?)",
                chunks,
            )
            lexical.add(connection, [(one, texts[page][a:b]) for one, _, page, a, b in chunks])
            vectors.save(
                connection, number, [one[0] for one in chunks], _unit(vectors_made, len(chunks))
            )
            next_chunk += len(chunks)
            count += len(chunks)


def _rows(
    connection: Connection, table: str, names: str, document_id: int
) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"SELECT {names} FROM {table} WHERE document_id = ? ORDER BY id",  # noqa: S608  # constants
        (document_id,),
    ).fetchall()


def _insert(connection: Connection, table: str, values: dict[str, object]) -> None:
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608  # column names
        tuple(values.values()),
    )


def _unit(chance: np.random.Generator, count: int) -> NDArray[np.float32]:
    made = chance.standard_normal((count, 384), np.float32)
    unit: NDArray[np.float32] = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


def rss_mib() -> float:
    """Resident memory of this process."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def plain(
    connection: Connection, matrix: vectors.Matrix, ids: NDArray[np.int64], bench: Bench, text: str
) -> list[int]:
    """FTS5's ranking and numpy's, fused by rank: numbers of passages."""
    words = " OR ".join(f'body : "{one.text}"' for one in phrases(text) if one.column == "body")
    by_words = connection.execute(
        "SELECT rowid FROM chunk_fts WHERE chunk_fts MATCH ? ORDER BY bm25(chunk_fts) LIMIT ?",
        (words, DEPTH),
    ).fetchall()
    vector = bench.engine.embed([normalise(text)], stage="searching")[0]
    by_meaning = best((matrix @ vector).astype(np.float64), DEPTH)
    return by_rank([[row[0] for row in by_words], [int(ids[place]) for place in by_meaning]])[:TOP]


def both(samples: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Wall time, and what of it this process computed on all cores together."""
    cpu_ms = statistics.median(cpu for _, cpu in samples)
    return summary([wall for wall, _ in samples]) | {"median_cpu_ms": round(cpu_ms, 2)}


def summary(samples_ms: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    ordered = sorted(samples_ms)
    return {
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
    }


def main() -> None:
    """Fill a vault, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COFFERDAM_DATA", "")))
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    filings = sorted((given.data / "filings").glob("*.pdf"))
    if not filings:
        parser.error("name the folder of the data, or set COFFERDAM_DATA")
    contexts = json.loads((given.data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    texts = [one["question"] for context in contexts for one in context["questions"]]
    asked = texts[:: max(1, len(texts) // given.questions)][: given.questions]

    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "vault")
        index = Index(bench.vault, bench.store, embedder=Embedding(bench), embedding_digest=MODEL)
        bench.made = index
        case = bench.store.new_case("large")
        bench.ingestor.add(case.id, filings, job=Job())
        connection = bench.vault.case(case.id).connection()
        began_s = time.perf_counter()
        with bench.vault.case(case.id).transaction() as writing:
            last = max(document.id for document in bench.store.documents(case.id))
            fill(writing, last, given.passages)
            bench.store.touch(writing)
        count = (connection.execute("SELECT count(*) FROM chunk").fetchone() or (0,))[0]
        fill_s = time.perf_counter() - began_s
        documents = [one.name for one in bench.store.documents(case.id)]

        before_mib = rss_mib()
        began_s = time.perf_counter()
        index.search(case.id, "warm up", top=TOP)
        load_s = time.perf_counter() - began_s
        matrix = vectors.load_matrix(connection)
        ids = np.array(
            [row[0] for row in connection.execute("SELECT id FROM chunk ORDER BY id").fetchall()]
        )
        loaded_mib = rss_mib()

        def timed(work: str, text: str, number: int) -> tuple[float, float]:
            began_s, began_cpu_s = time.perf_counter(), time.thread_time()
            if work == "plain":
                plain(connection, matrix, ids, bench, text)
            elif work == "facets":
                index.find(case.id, text, top=TOP, scope=SearchScope())
            else:
                one = documents[number % len(documents)] if work == "one document" else None
                index.search(case.id, text, top=TOP, document=one)
            taken_s, cpu_s = time.perf_counter() - began_s, time.thread_time() - began_cpu_s
            return 1000 * taken_s, 1000 * cpu_s

        works = ("whole case", "plain", "one document", "facets")
        rounds: dict[str, dict[str, list[tuple[float, float]]]] = {}
        for name in ("first_time", "again"):
            rounds[name] = {work: [] for work in works}
            for number, text in enumerate(asked):
                order = works if number % 2 == 0 else tuple(reversed(works))
                if name == "first_time":
                    order = works  # ours reads the words; plain does each time
                for work in order:
                    rounds[name][work].append(timed(work, text, number))
        embed_ms = [1000 * _timed_embed(bench, text) for text in asked]
        result = {
            "passages": count,
            "documents": len(documents),
            "questions": len(asked),
            "fill_s": round(fill_s, 1),
            "load_s": round(load_s, 2),
            "embedding_a_question": summary(embed_ms),
            **{
                name: {work: both(samples) for work, samples in found.items()}
                for name, found in rounds.items()
            },
            "memory_mib": {
                "before": before_mib,
                "loaded_twice_the_vectors": loaded_mib,
                "after": rss_mib(),
                "vectors": round(matrix.nbytes / 2**20, 1),
            },
        }
        bench.close()
    medians = {
        work: statistics.median(wall for wall, _ in rounds["first_time"][work])
        for work in ("plain", "whole case")
    }
    report(
        "search_speed",
        medians["plain"] / medians["whole case"],
        result,
        save=given.save,
    )


def _timed_embed(bench: Bench, text: str) -> float:
    began_s = time.perf_counter()
    bench.engine.embed([normalise(text)], stage="searching")
    return time.perf_counter() - began_s


if __name__ == "__main__":
    main()
