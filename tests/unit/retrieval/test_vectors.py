from __future__ import annotations

import numpy as np
import pytest

from appliance.retrieval import vectors
from appliance.retrieval.vectors import Vectors


def _clusters(count: int) -> np.ndarray:
    """Unit vectors that differ in few directions, as those of texts do."""
    chance = np.random.default_rng(5)
    basis = chance.standard_normal((60, 384)).astype(np.float32)
    made = chance.standard_normal((count, 60)).astype(np.float32) @ basis
    made += 2 * chance.standard_normal((count, 384)).astype(np.float32)
    unit: np.ndarray = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


def test_a_small_case_is_compared_exactly() -> None:
    matrix = _clusters(500)
    assert Vectors(matrix).scores(matrix[7]) == pytest.approx(matrix @ matrix[7], abs=1e-5)


def test_the_best_of_a_large_case_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "LARGE", 5000)
    matrix = _clusters(8000)
    kept, question = Vectors(matrix), _clusters(8001)[-1]
    cosines = kept.scores(question)
    scores = 0.5 * cosines
    kept.refine(scores, cosines, question, 0.5)
    exact = matrix @ question
    order = np.argsort(-exact)[:100]
    assert np.argsort(-scores)[:100].tolist() == order.tolist()
    assert scores[order] == pytest.approx(0.5 * exact[order], abs=1e-5)


def test_only_the_chosen_are_compared() -> None:
    matrix = _clusters(50)
    chosen = np.zeros(50, np.bool_)
    chosen[3] = True
    found = Vectors(matrix).scores(matrix[3], chosen)
    assert found[3] == pytest.approx(1)
    assert set(np.delete(found, 3).tolist()) == {-1}
