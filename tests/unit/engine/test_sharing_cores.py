"""The real children with more than one thread: same results, and short requests go first."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance.children import sealed_memory
from appliance.engine.client import EmbeddingEngine, TabularEngine
from appliance.engine.foreground import Foreground
from appliance.jobs import Job, Progress
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RISK = Path(__file__).parents[3] / "models" / "credit-default"
EMBEDDING = starter_folder() / "all-minilm-l6-v2"
SENTENCE = "The borrower shall pay interest on the principal. "

pytestmark = pytest.mark.model


def source(folder: Path, *names: str) -> Callable[[], Mapping[str, int]]:
    def memory(name: str) -> int:
        data = (folder / name).read_bytes()

        def write(descriptor: int) -> None:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]

        return sealed_memory(name, write)

    return lambda: {name: memory(name) for name in names}


@pytest.fixture
def embedding() -> Iterator[EmbeddingEngine]:
    engine = EmbeddingEngine(
        source(EMBEDDING, "model.onnx", "tokenizer.json"),
        name="minilm",
        dimensions=384,
        max_tokens=256,
        threads=2,
        foreground=Foreground(longest_pause_s=60),
    )
    yield engine
    engine.close()


def test_a_question_overtakes_the_indexing_of_many_passages(embedding: EmbeddingEngine) -> None:
    texts = [f"{number} " + SENTENCE * 20 for number in range(60)]
    begun = threading.Event()
    order: list[str] = []
    rows: list[np.ndarray] = []

    def watch(progress: Progress) -> None:
        if progress.done:
            begun.set()

    def index() -> None:
        rows.append(embedding.embed(texts, job=Job(watch)))
        order.append("passages")

    indexing = threading.Thread(target=index)
    indexing.start()
    try:
        assert begun.wait(120)
        question = embedding.embed([texts[0]])[0]
        order.append("question")
    finally:
        indexing.join()
    assert order == ["question", "passages"]
    assert np.array_equal(rows[0][0], question)


def test_indexing_pauses_while_a_person_waits_for_an_answer() -> None:
    foreground = Foreground(longest_pause_s=60)
    engine = EmbeddingEngine(
        source(EMBEDDING, "model.onnx", "tokenizer.json"),
        name="minilm",
        dimensions=384,
        max_tokens=256,
        threads=2,
        foreground=foreground,
    )
    done: list[int] = []
    ended = threading.Event()

    def index() -> None:
        engine.embed([SENTENCE] * 40, job=Job(lambda progress: done.append(progress.done)))
        ended.set()

    engine.load()
    indexing = threading.Thread(target=index)
    try:
        with foreground.someone_waits():
            indexing.start()
            assert not ended.wait(0.5)
            assert not any(done)
        assert ended.wait(120)
        assert done[-1] == 40
    finally:
        indexing.join()
        engine.close()


def test_rows_shared_out_to_threads_come_back_in_their_order() -> None:
    rows = np.random.default_rng(1).integers(-2, 9, (2_000, 10)).astype(np.float32)
    found = []
    for threads in (1, 3):
        engine = TabularEngine(source(RISK, "model.onnx"), name="risk", threads=threads)
        found.append((engine.run(rows), engine.run(rows[:1])))
        engine.close()
    (whole, first), (shared, shared_first) = found
    assert whole.keys() == {"pd", "points", "contributions"}
    for name, values in whole.items():
        assert np.array_equal(values, shared[name])
        assert np.array_equal(first[name], values[:1])
        assert np.array_equal(shared_first[name], values[:1])
