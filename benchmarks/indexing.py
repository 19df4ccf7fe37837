"""Vectors for an index: our child against sentence-transformers, and how people get in between.

    python benchmarks/indexing.py --peer PYTHON [--texts 64] [--repeats 5] [--save]

Passages of exactly 256 tokens out of a filing. Ours is the whole way: message, tokenizer, int8
model in the confined child, message. Theirs is `encode` in a process of its own
(`benchmarks/peers/embeddings.sh` says how PYTHON comes about), float32, at four batch sizes.
`ratio` is our passages per second over theirs at the batch size that is best for them here.

`search`: milliseconds for the vector of a question, with nothing else to do and while an index is
filled. `answer`: tokens per second of the starter language model, alone, beside indexing that
takes no notice, and beside indexing that gives way; and passages per second meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure  # first, as it switches ONNX Runtime's telemetry off
import numpy as np
import pypdfium2
from page_retrieval import MODEL, weights
from peer_process import Peer
from tokenizers import Tokenizer

from appliance.children import sealed_memory, stop_all
from appliance.engine.client import EmbeddingEngine, LanguageEngine
from appliance.engine.foreground import Foreground
from appliance.engine.records import Message, Prompt, Sampling
from appliance.jobs import Job
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TOKENS = 256
MARKS = 2  # the tokenizer puts one at each end
BATCHES = (1, 4, 8, 32)
QUESTION = "What was the company's net revenue in fiscal year 2023?"
LANGUAGE = "smollm2-135m-instruct"
WRITTEN = 32


def passages(path: Path, count: int) -> list[str]:
    """The first `count` stretches of `TOKENS` tokens each."""
    tokenizer = Tokenizer.from_file(str(starter_folder() / MODEL / "tokenizer.json"))
    tokenizer.no_truncation()
    pdf = pypdfium2.PdfDocument(path)
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    text = "\n".join(pages)
    places = tokenizer.encode(text, add_special_tokens=False).offsets
    size = TOKENS - MARKS
    found = [
        text[places[first][0] : places[first + size - 1][1]]
        for first in range(0, len(places) - size, size)
    ]
    return found[:count]


class Ours:
    """An embedding engine and what it shares with the language engine."""

    def __init__(self) -> None:
        settings = Settings()
        self.foreground = Foreground()
        self.threads = settings.core_count()
        self.engine = EmbeddingEngine(
            weights(MODEL),
            name=MODEL,
            dimensions=384,
            max_tokens=TOKENS,
            threads=self.threads,
            foreground=self.foreground,
        )
        self.language = LanguageEngine(
            language_weights,
            name=LANGUAGE,
            context_tokens=1024,
            template="chatml",
            threads=settings.thread_count(),
        )

    @contextmanager
    def indexing(self, texts: list[str]) -> Iterator[Callable[[], float]]:
        """An index is being filled during the block; gives passages per second so far."""
        job = Job()
        done = [0]
        began_s = time.perf_counter()

        def fill() -> None:
            while not job.cancelled:
                self.engine.embed(texts)
                done[0] += len(texts)

        filling = threading.Thread(target=fill)
        filling.start()
        time.sleep(0.3)
        try:
            yield lambda: done[0] / (time.perf_counter() - began_s)
        finally:
            job.cancel()
            filling.join()

    def question_ms(self, times: int) -> list[float]:
        """Milliseconds for each of `times` questions, with pauses between them."""
        taken = []
        for _ in range(times):
            time.sleep(0.05)
            taken.append(1000 * measure.timed_s(lambda: self.engine.embed([QUESTION])))
        return taken

    def tokens_per_s(self) -> float:
        """Tokens written per second, the prompt left out."""
        prompt = Prompt((Message("user", "Count from one to a hundred in words."),), "chatml")
        made = self.language.generate(prompt, Sampling(max_tokens=WRITTEN))
        return made.timings.decode_tokens / made.timings.decode_s


def language_weights() -> Mapping[str, int]:
    """The starter language model as a memory file."""
    data = (starter_folder() / LANGUAGE / "model.gguf").read_bytes()

    def fill(descriptor: int) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]

    return {"model.gguf": sealed_memory("model.gguf", fill)}


def throughput(ours: Ours, peer: Peer, texts: list[str], repeats: int) -> dict[str, list[float]]:
    """Seconds for all texts of each candidate, taking turns."""
    works: dict[str, Callable[[], float]] = {
        f"peer_batch_{batch}": (lambda batch=batch: float(peer.ask("encode", batch)))  # type: ignore[misc]
        for batch in BATCHES
    }
    works["child"] = lambda: measure.timed_s(lambda: ours.engine.embed(texts))
    taken: dict[str, list[float]] = {name: [] for name in works}
    for round_number in range(-1, repeats):
        names = list(works) if round_number % 2 else list(reversed(list(works)))
        for name in names:
            took_s = works[name]()
            taken[name] += [took_s] if round_number >= 0 else []
    return taken


def searching(ours: Ours, texts: list[str]) -> dict[str, Any]:
    """Waiting for a question's vector."""
    ours.question_ms(5)
    idle = ours.question_ms(40)
    with ours.indexing(texts):
        busy = ours.question_ms(40)
    return {"idle_ms": _spread(idle), "while_indexing_ms": _spread(busy)}


def answering(ours: Ours, texts: list[str], repeats: int) -> dict[str, Any]:
    """A person's answer beside indexing."""
    ours.tokens_per_s()
    found: dict[str, list[float]] = {"alone": [], "beside": [], "given_way": []}
    indexed: dict[str, list[float]] = {"beside": [], "given_way": []}
    for _ in range(repeats):
        found["alone"].append(ours.tokens_per_s())
        with ours.indexing(texts) as speed:
            found["beside"].append(ours.tokens_per_s())
            indexed["beside"].append(speed())
        with ours.indexing(texts) as speed:
            with ours.foreground.someone_waits():
                found["given_way"].append(ours.tokens_per_s())
            indexed["given_way"].append(speed())
    median = {name: round(statistics.median(values), 2) for name, values in found.items()}
    return {
        "tokens_per_s": median,
        "share_of_alone": {
            name: round(value / median["alone"], 3) for name, value in median.items()
        },
        "samples_tokens_per_s": {name: [round(v, 1) for v in found[name]] for name in found},
    }


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 2),
        "p95": round(statistics.quantiles(values, n=20)[-1], 2),
        "most": round(max(values), 2),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--peer", type=Path, help="Python with sentence-transformers")
    parser.add_argument("--texts", type=int, default=64)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    data = os.environ.get("COFFERDAM_DATA", "")
    path = given.file or (Path(data) / "filings" / "PFIZER_2021_10K.pdf" if data else None)
    if path is None or given.peer is None:
        parser.error("needs --peer, and a PDF file or COFFERDAM_DATA")
    texts = passages(path, given.texts)
    ours = Ours()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.callback(stop_all)
        (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
        files = (str(folder / "texts.json"), str(folder / "vectors.npy"))
        peer = stack.enter_context(Peer(given.peer, "sentences.py", *files))
        theirs = np.load(files[1])
        cosines = (ours.engine.embed(texts) * theirs).sum(axis=1)
        taken = throughput(ours, peer, texts, given.repeats)
        about = peer.about
    per_s = {name: round(len(texts) / took, 2) for name, took in measure.medians(taken).items()}
    best = max((name for name in per_s if name != "child"), key=lambda name: per_s[name])
    ours = Ours()
    search = searching(ours, texts)
    answer = answering(ours, texts, given.repeats)
    stop_all()
    measure.report(
        "indexing",
        per_s["child"] / per_s[best],
        {
            "passages": len(texts),
            "tokens_each": TOKENS,
            "threads": ours.threads,
            "peer": about,
            "passages_per_s": per_s,
            "best_of_peer": best,
            "times_peer_as_it_comes": round(per_s["child"] / per_s["peer_batch_32"], 2),
            "cosine_to_float32": {
                "mean": round(float(cosines.mean()), 5),
                "least": round(float(cosines.min()), 5),
            },
            "search": search,
            "answer": answer,
            "samples_s": {name: [round(v, 3) for v in values] for name, values in taken.items()},
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
