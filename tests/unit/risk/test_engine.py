"""The committed model in its real confined child gives what ONNX Runtime gives in this process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance.children import sealed_memory
from appliance.engine.client import TabularEngine
from appliance.risk.scoring import ROWS_PER_STEP, score_rows
from tests.unit.risk.conftest import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.packs.records import ModelRecord, RiskTraits
    from tests.unit.risk.conftest import InProcessEngine


def weights() -> dict[str, int]:
    def fill(handle: int) -> None:
        os.write(handle, (MODEL / "model.onnx").read_bytes())

    return {"model.onnx": sealed_memory("model.onnx", fill)}


@pytest.fixture
def child(record: ModelRecord) -> Iterator[TabularEngine]:
    made = TabularEngine(weights, name=record.manifest.name, threads=1)
    yield made
    made.close()


@pytest.mark.model
def test_the_child_scores_like_this_process(
    child: TabularEngine, engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    generator = np.random.default_rng(3)
    columns = [
        generator.integers(int(one.minimum), int(one.maximum) + 1, ROWS_PER_STEP + 7)
        for one in traits.features
    ]
    rows = np.column_stack(columns).astype(np.float64)
    ours, bare = score_rows(child, record, rows), score_rows(engine, record, rows)
    assert np.array_equal(ours.contributions, bare.contributions)
    assert np.array_equal(ours.points, bare.points)
    assert np.array_equal(ours.pd, bare.pd)
    assert ours[-1] == bare[-1]
