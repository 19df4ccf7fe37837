"""Reading and embedding documents through Cofferdam against the bare libraries.

Ours: sealed original → confined parser child → pages with word boxes in the encrypted database →
passages → confined embedding child → vectors in the database. Bare: `pypdfium2` text of each page
and `onnxruntime` with the same model and tokenizer, in one process, on the same passages, nothing
kept. `ratio` is bare seconds over our seconds for the whole; both halves are given too. The
candidates take turns, a fresh case each time.

Files: PDFs given as arguments, or five shorter filings of `$COFFERDAM_DATA`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import measure  # first, as it switches ONNX Runtime's telemetry off
import numpy as np
import onnxruntime
import pypdfium2
from page_retrieval import MODEL, weights
from tokenizers import Tokenizer

from appliance.children import sealed_memory
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.chunking import chunks
from appliance.documents.ingest import Ingestor
from appliance.documents.normal import normalise
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine
from appliance.jobs import Job
from appliance.retrieval.context import with_context
from appliance.retrieval.index import Index
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTER = ("BESTBUY_2024Q2", "FOOTLOCKER_2022_8K_dated_2022-08", "JOHNSON", "MGM", "ULTA")
MAX_TOKENS = 256


def bare_parse(paths: Sequence[Path]) -> list[list[str]]:
    """Text of every page of every file."""
    found = []
    for path in paths:
        pdf = pypdfium2.PdfDocument(path)
        found.append([_page_text(pdf, number) for number in range(len(pdf))])
        pdf.close()
    return found


def _page_text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    page = pdf[number]
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    text_page.close()
    page.close()
    return text


class BareEmbedder:
    """ONNX Runtime as it is fastest for this model: one text a call, one thread a core."""

    def __init__(self, cores: int) -> None:
        folder = starter_folder() / MODEL
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._cores = cores

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One vector per text."""
        with ThreadPoolExecutor(self._cores) as pool:
            return np.stack(list(pool.map(self._one, texts)))

    def _one(self, text: str) -> np.ndarray:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        vector: np.ndarray = self._session.run(None, inputs)[0][0]
        return vector


class Ours:
    """The program's own parts over a throw-away vault."""

    def __init__(self, folder: Path, paths: Sequence[Path]) -> None:
        clock, settings = SystemClock(), Settings()
        cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        self.vault, _ = Vault.create(folder, "only a benchmark", clock=clock, kdf=cheap)
        self.store = DocumentStore(self.vault, clock)
        self.parser = ParserClient(settings)
        self.engine = EmbeddingEngine(
            weights(MODEL),
            name=MODEL,
            dimensions=384,
            max_tokens=MAX_TOKENS,
            threads=settings.core_count(),
        )
        index = Index(self.vault, self.store, embedder=self.engine, embedding_digest=MODEL)
        self.ingestor = Ingestor(
            self.store,
            indexer=lambda document_id, job: index.add_document(document_id, job=job),
            parser=self.parser,
            clock=clock,
            settings=settings,
        )
        self._paths = paths
        self._runs = 0

    def parse(self) -> None:
        """Every page with its boxes out of the parser child, nothing kept."""
        for path in self._paths:
            data = path.read_bytes()

            def fill(fd: int, data: bytes = data) -> None:
                os.write(fd, data)

            fd = sealed_memory("benchmark", fill)
            try:
                with self.parser.open(fd, path.name) as document:
                    document.start()
                    for _ in document.pages():
                        pass
            finally:
                os.close(fd)

    def ingest(self) -> None:
        """Everything, into a fresh case."""
        self._runs += 1
        case = self.store.new_case(f"run {self._runs}")
        outcomes = self.ingestor.add(case.id, self._paths, job=Job())
        assert all(outcome.status == "added" for outcome in outcomes)

    def close(self) -> None:
        """End the children and lock the vault."""
        self.engine.close()
        self.vault.lock()


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    paths = given.files or _shorter(parser)
    pages = bare_parse(paths)
    texts = [
        normalise(with_context(path.name, page, span.start, span.end))
        for path, document in zip(paths, pages, strict=True)
        for page in document
        for span in chunks(page)
    ]
    bare = BareEmbedder(Settings().core_count())
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(Path(folder) / "vault", paths)
        samples = measure.interleaved_s(
            {
                "bare_parse": lambda: bare_parse(paths),
                "our_parse": ours.parse,
                "bare_embed": lambda: bare.embed(texts),
                "our_embed": lambda: ours.engine.embed(texts),
                "our_ingest": ours.ingest,
            },
            repeats=given.repeats,
        )
        ours.close()
    median_s = measure.medians(samples)
    page_count = sum(map(len, pages))
    measure.report(
        "ingest",
        (median_s["bare_parse"] + median_s["bare_embed"]) / median_s["our_ingest"],
        {
            "files": [path.name for path in paths],
            "pages": page_count,
            "passages": len(texts),
            "median_s": {name: round(value, 3) for name, value in median_s.items()},
            "pages_per_s": {
                name: round(page_count / median_s[f"{name}_parse"], 1) for name in ("bare", "our")
            },
            "passages_per_s": {
                name: round(len(texts) / median_s[f"{name}_embed"], 1) for name in ("bare", "our")
            },
            "parse_ratio": round(median_s["bare_parse"] / median_s["our_parse"], 3),
            "embed_ratio": round(median_s["bare_embed"] / median_s["our_embed"], 3),
            "samples_s": {name: [round(v, 3) for v in values] for name, values in samples.items()},
        },
        save=given.save,
    )


def _shorter(parser: argparse.ArgumentParser) -> list[Path]:
    data = os.environ.get("COFFERDAM_DATA", "")
    found = [path for path in sorted((Path(data) / "filings").glob("*.pdf")) if data]
    chosen = [path for path in found if path.name.startswith(SHORTER)]
    if not chosen:
        parser.error("name PDF files, or set COFFERDAM_DATA")
    return chosen


if __name__ == "__main__":
    main()
