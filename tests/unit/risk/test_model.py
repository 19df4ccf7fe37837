"""The committed model: its graph, its manifest, its card, and that the recipe still makes it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from appliance.packs import manifest as pack_manifest
from appliance.risk.scoring import score_rows
from tests.unit.risk.conftest import MODEL, InProcessEngine

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.packs.records import ModelRecord, RiskTraits


def scorecard() -> tuple[dict[str, np.ndarray], dict[str, object]]:
    """The graph's constants, and the results that the card was written from."""
    model = onnx.load_model_from_string((MODEL / "model.onnx").read_bytes())
    constants = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    return constants, json.loads((MODEL / "results.json").read_text("utf-8"))


def test_the_manifest_is_accepted_and_names_these_weights(record: ModelRecord) -> None:
    (component,) = record.manifest.components
    weights = (MODEL / "model.onnx").read_bytes()
    assert component.size_bytes == len(weights)
    assert component.sha256 == hashlib.sha256(weights).hexdigest()
    canonical = pack_manifest.canonical(record.manifest).decode()
    assert pack_manifest.from_canonical(canonical) == record.manifest


def test_no_protected_attribute_goes_in(traits: RiskTraits) -> None:
    names = {feature.name for feature in traits.features}
    assert not names & {"SEX", "EDUCATION", "MARRIAGE", "AGE", "ID"}


def test_the_references_are_the_most_attainable_points(
    engine: InProcessEngine, traits: RiskTraits
) -> None:
    rows = corners(traits)
    contributions = engine.run(rows)["contributions"]
    assert contributions.max(axis=0).tolist() == list(traits.neutral_points)


def test_quantized_steps_are_int8_and_cannot_saturate() -> None:
    constants, _ = scorecard()
    steps = constants["step_points"]
    assert steps.dtype == np.int8
    assert np.abs(steps.astype(int)).max() <= 127
    # One step per row of the matrix: ORT multiplies pairs in 16 bits on older processors, where
    # uint8 times int8 may saturate; with inputs 0 and 1 the largest pair is 254.
    assert (np.count_nonzero(steps, axis=1) == 1).all()


def test_the_graph_is_the_table_on_the_card(engine: InProcessEngine, traits: RiskTraits) -> None:
    """Points worked out by hand from the published bins, for rows on and beside every edge."""
    _, results = scorecard()
    model = results["model"]
    assert isinstance(model, dict)
    used = {one["name"]: one["bins"] for one in model["inputs"] if one["used"]}
    assert list(used) == [feature.name for feature in traits.features]
    rows = corners(traits)
    outputs = engine.run(rows)
    for number, row in enumerate(rows):
        parts = []
        for value, bins in zip(row, used.values(), strict=True):
            reached = [one for one in bins if one["from"] is None or value >= one["from"]]
            parts.append(reached[-1]["points"])
        assert outputs["contributions"][number].tolist() == parts
        assert outputs["points"][number] == model["starting_points"] + sum(parts)


def test_probability_falls_with_every_point() -> None:
    constants, _ = scorecard()
    table = constants["default_table"]
    assert (np.diff(table) < 0).all()
    assert 0 < table[-1] < table[0] < 1


def test_worsening_an_input_never_earns_points(
    engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    """The sign of every input: months behind up, limit and payments down."""
    generator = np.random.default_rng(20261121)
    start = generator.integers(0, 300_000, (300, len(traits.features))).astype(float)
    for place, feature in enumerate(traits.features):
        if feature.unit == "months":
            start[:, place] = generator.integers(-2, 9, len(start))
    before = score_rows(engine, record, start)
    for place, feature in enumerate(traits.features):
        worse = start.copy()
        if feature.unit == "months":
            worse[:, place] = start[:, place] + generator.integers(0, 5, len(start))
        else:
            worse[:, place] = np.floor(start[:, place] * generator.random(len(start)))
        after = score_rows(engine, record, worse)
        assert (after.points <= before.points).all()
        assert (after.pd >= before.pd).all()


def test_the_card_says_what_was_measured(record: ModelRecord) -> None:
    _, results = scorecard()
    card = (MODEL / "card.md").read_text("utf-8")
    assert "{{" not in card
    model, served = results["model"], results["served"]
    assert isinstance(model, dict)
    assert isinstance(served, dict)
    assert model["sha256"] == record.manifest.components[0].sha256
    assert model["sha256"] in card
    for name in ("auc", "ks", "brier", "ece"):
        assert f"{served[name]['mean']:.4f} [{served[name]['low']:.4f}" in card


def test_the_quality_is_in_the_range_known_for_this_data() -> None:
    """Below: the recipe broke. Above 0.80: something leaks."""
    _, results = scorecard()
    served = results["served"]
    assert isinstance(served, dict)
    assert 0.76 < served["auc"]["mean"] < 0.80
    assert 0.9 < served["slope"]["mean"] < 1.1
    assert served["ece"]["mean"] < 0.03


@pytest.mark.data
def test_training_again_gives_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    train(shared_data, tmp_path)
    for name in ("model.onnx", "manifest.toml"):
        assert (tmp_path / name).read_bytes() == (MODEL / name).read_bytes()


@pytest.mark.data
def test_every_training_row_scores_as_in_the_recipe(
    shared_data: Path, engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    """Whole file through the program's own scoring: shares of the bins equal the card's."""
    with (shared_data / "credit" / "uci_credit_default.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    rows = [[float(line[feature.name]) for feature in traits.features] for line in lines]
    table = score_rows(engine, record, rows)
    _, results = scorecard()
    model = results["model"]
    assert isinstance(model, dict)
    used = [one["bins"] for one in model["inputs"] if one["used"]]
    for place, bins in enumerate(used):
        found = {
            int(points): int(count)
            for points, count in zip(
                *np.unique(table.contributions[:, place], return_counts=True), strict=True
            )
        }
        assert found == {one["points"]: one["rows"] for one in bins}


@pytest.mark.data
def test_a_damaged_training_file_stops_the_recipe_in_words(
    shared_data: Path, tmp_path: Path
) -> None:
    source = (shared_data / "credit" / "uci_credit_default.csv").read_text("utf-8").splitlines()
    (tmp_path / "credit").mkdir()
    broken = tmp_path / "credit" / "uci_credit_default.csv"
    for lines, words in (
        ([source[0].replace("PAY_0", "PAY_1"), *source[1:20]], "other columns"),
        ([source[0], re.sub(r"^(\d+),\d+", r"\1,nan", source[1]), *source[2:20]], "missing"),
    ):
        broken.write_text("\n".join(lines))
        done = train(tmp_path, tmp_path / "out", check=False)
        assert done.returncode == 1
        assert words in done.stderr
        assert not (tmp_path / "out").exists()


def train(data: Path, output: Path, *, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", str(MODEL / "train.py"), "--fast", "--output", str(output)],
        env={**os.environ, "COFFERDAM_DATA": str(data)},
        check=check,
        capture_output=True,
        text=True,
        timeout=300,
    )


def corners(traits: RiskTraits) -> np.ndarray:
    """For each edge of each input a row on it, a row just below, and rows far outside."""
    constants, _ = scorecard()
    base = np.array([feature.minimum for feature in traits.features], np.float32)
    rows = [base, base * 0 - 1e9, base * 0 + 1e9]
    for place, edge in zip(constants["step_columns"], constants["step_thresholds"], strict=True):
        for value in (edge, np.nextafter(edge, np.float32(-np.inf)), edge + 1):
            row = base.copy()
            row[place] = value
            rows.append(row)
    return np.array(rows, np.float32)
