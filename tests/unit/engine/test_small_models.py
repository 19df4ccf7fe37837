"""Embedding and risk models in their real children."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest

from appliance.engine.client import EmbeddingEngine, TabularEngine
from appliance.errors import Cancelled, ModelRefused
from appliance.jobs import Job, Progress
from appliance.settings import starter_folder
from tests.unit.engine.weights import source, tabular

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = Path(__file__).parents[3] / "models"
RISK = MODELS / "credit-default" / "model.onnx"
EMBEDDING = starter_folder() / "all-minilm-l6-v2"


@pytest.mark.model
class TestEmbedding:
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[EmbeddingEngine]:
        engine = EmbeddingEngine(
            source(
                model_onnx=(EMBEDDING / "model.onnx").read_bytes(),
                tokenizer_json=(EMBEDDING / "tokenizer.json").read_bytes(),
            ),
            name="minilm",
            dimensions=384,
            max_tokens=256,
            threads=2,
        )
        yield engine
        engine.close()

    def test_like_texts_are_near(self, engine: EmbeddingEngine) -> None:
        texts = ["The dog barks.", "A puppy makes noise.", "Interest is paid quarterly."]
        rows = engine.embed(texts)
        near = rows @ rows.T
        assert near[0, 1] > near[0, 2] + 0.2
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)

    def test_the_order_is_kept_over_many_batches(self, engine: EmbeddingEngine) -> None:
        texts = [f"Clause {number}" + " of the loan" * (number % 9) for number in range(150)]
        rows = engine.embed(texts)
        for place in (0, 7, 127, 128, 149):
            assert np.array_equal(engine.embed([texts[place]])[0], rows[place])

    def test_no_texts_no_rows(self, engine: EmbeddingEngine) -> None:
        assert engine.embed([]).shape == (0, 384)
        assert np.isfinite(engine.embed([""])).all()

    def test_a_long_text_is_cut(self, engine: EmbeddingEngine) -> None:
        long = "interest " * 400
        assert np.array_equal(engine.embed([long])[0], engine.embed([long + "and a dog"])[0])

    def test_progress_and_cancel(self, engine: EmbeddingEngine) -> None:
        texts = ["The borrower shall pay interest on the principal. " * 12] * 100
        seen: list[Progress] = []

        def stop(progress: Progress) -> None:
            seen.append(progress)
            if progress.done > 3:
                job.cancel()

        job = Job(stop)
        engine.load()
        with pytest.raises(Cancelled):
            engine.embed(texts, job=job, stage="reading")
        assert {progress.stage for progress in seen} == {"reading"}
        assert seen[-1].done < 100
        assert engine.loaded is not None
        assert engine.embed(["again"]).shape == (1, 384)

    def test_a_damaged_tokenizer_is_refused(self) -> None:
        engine = EmbeddingEngine(
            source(
                model_onnx=(EMBEDDING / "model.onnx").read_bytes(),
                tokenizer_json=b'{"version": "1.0"',
            ),
            name="minilm",
            dimensions=384,
            max_tokens=256,
            threads=1,
        )
        with pytest.raises(ModelRefused, match="tokenizer"):
            engine.load()


@pytest.mark.model
class TestTabular:
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[TabularEngine]:
        engine = tabular(RISK.read_bytes())
        yield engine
        engine.close()

    def width(self) -> int:
        graph = onnx.load_model_from_string(RISK.read_bytes()).graph
        return int(graph.input[0].type.tensor_type.shape.dim[1].dim_value)

    def test_batches_do_not_change_the_result(self, engine: TabularEngine) -> None:
        rows = np.random.default_rng(1).normal(size=(10_003, self.width())).astype(np.float32)
        whole = engine.run(rows)
        assert {"pd", "points", "contributions"} <= whole.keys()
        assert whole["pd"].shape == (10_003,)
        assert whole["contributions"].shape == rows.shape
        tail = engine.run(rows[9_990:])
        for name, values in tail.items():
            assert np.array_equal(values, whole[name][9_990:])

    def test_rows_of_another_width_are_known_trouble(self, engine: TabularEngine) -> None:
        with pytest.raises(ModelRefused):
            engine.run(np.zeros((2, self.width() - 5), dtype=np.float32))
        assert engine.run(np.zeros((2, self.width()), dtype=np.float64))["pd"].shape == (2,)

    def test_no_rows_is_a_bug(self, engine: TabularEngine) -> None:
        with pytest.raises(ValueError, match="shape"):
            engine.run(np.zeros((0, 3), dtype=np.float32))
