from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when the module is imported
import onnxruntime

from appliance.packs import manifest as pack_manifest
from appliance.packs.records import Band, Feature, Manifest, ModelRecord, RiskTraits

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parents[3] / "models" / "credit-default"


class InProcessEngine:
    """ONNX Runtime on the real weights, without the child process that other tests are about."""

    def __init__(self, path: Path) -> None:
        self._session = onnxruntime.InferenceSession(
            path.read_bytes(), providers=["CPUExecutionProvider"]
        )
        self.calls: list[int] = []

    def run(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        self.calls.append(len(rows))
        names = [output.name for output in self._session.get_outputs()]
        return dict(zip(names, self._session.run(names, {"rows": rows}), strict=True))


def record_of(manifest: Manifest) -> ModelRecord:
    digest = pack_manifest.digest(manifest)
    return ModelRecord(manifest, digest, "2026-01-01T00:00:00.000+00:00", True, 1, 1, True)


@pytest.fixture(scope="session")
def record() -> ModelRecord:
    return record_of(pack_manifest.read(MODEL))


@pytest.fixture(scope="session")
def traits(record: ModelRecord) -> RiskTraits:
    assert record.manifest.risk is not None
    return record.manifest.risk


@pytest.fixture
def engine() -> InProcessEngine:
    return InProcessEngine(MODEL / "model.onnx")


@pytest.fixture
def two_inputs() -> RiskTraits:
    """A small schema: one whole non-negative input, one that may be negative and fractional."""
    whole = Feature("PAID", "Amount paid", "", "EUR", 0.0, 100.0, True, "Too little was paid.")
    any_number = Feature("BALANCE", "Balance", "", "", -50.0, 50.5, False, "The balance is low.")
    return RiskTraits(
        features=(whole, any_number),
        target="default",
        cutoff_points=500,
        bands=(Band("good", 500, "accept"), Band("poor", 400, "decline")),
        base_points=600,
        base_odds=30.0,
        points_to_double_odds=20,
        neutral_points=(10, 10),
    )
