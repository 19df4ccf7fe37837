"""The shipped model: what it computes, what is pinned of it, and that a changed one is refused."""

from __future__ import annotations

import hashlib
import json
import tomllib
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from appliance.app import networks, statement_model
from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.engine.client import TabularEngine
from appliance.errors import EngineMissing, ModelRefused, VaultLocked, WeightsMismatch
from appliance.jobs import Job
from appliance.review.statements import cues, features, network
from appliance.settings import Settings, starter_folder
from tests.unit.review.statements.conftest import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.model
SAMPLES, MET = 6, 0.003
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


def sample_rows() -> np.ndarray:
    """The same as training compared by (models/nda-statements/graph.py)."""
    random = np.random.RandomState(17)
    rows = random.normal(0, 1, (SAMPLES, network.shipped().width()))
    words = features.OWN_BUCKETS + 2 * features.NEAR_BUCKETS
    counts = random.uniform(size=(SAMPLES, words))
    rows[:, :words] = np.where(counts < MET, 1 + counts / MET, 0)
    return rows.astype(np.float32)


def test_the_child_computes_what_training_computed_in_numpy(tabular: TabularEngine) -> None:
    expected = json.loads((MODEL / "samples.json").read_text("utf-8"))
    given = tabular.run(sample_rows())
    assert given.keys() == expected.keys() == {"first", "near", "evidence", "verdict"}
    for name, values in expected.items():
        np.testing.assert_allclose(given[name], np.array(values), atol=2e-3, rtol=1e-4)


def test_the_first_step_is_the_product_that_the_file_holds(tabular: TabularEngine) -> None:
    content = onnx.load_model_from_string((MODEL / "model.onnx").read_bytes())
    held = {one.name: numpy_helper.to_array(one) for one in content.graph.initializer}
    rows = np.zeros((1, network.shipped().width()), np.float32)
    place = int(np.abs(held["words_weights"]).sum(axis=1).argmax())
    rows[0, place] = 1.0
    score = tabular.run(rows)["first"][0] - held["bias"]
    count = len(network.shipped().keys)
    block = 0 if place < features.OWN_BUCKETS else 1
    scale = held[f"counts{block}_scale"]
    np.testing.assert_allclose(
        score[: 3 * count], scale * held["words_weights"][place], atol=1e-4, rtol=1e-4
    )


def test_verdicts_are_probabilities_whatever_comes_in(tabular: TabularEngine) -> None:
    made = tabular.run(sample_rows())["verdict"].reshape(SAMPLES, -1, 3)
    np.testing.assert_allclose(made.sum(axis=2), 1, atol=1e-5)
    assert made.min() >= 0


def test_what_is_pinned_is_what_ships() -> None:
    shipped = network.shipped()
    assert hashlib.sha256((MODEL / "model.onnx").read_bytes()).hexdigest() == shipped.sha256
    described = tomllib.loads((MODEL / "networks.toml").read_text("utf-8"))
    assert described["files"] == {network.FILE: {"sha256": shipped.sha256}}
    assert described["name"] == shipped.name
    embedding = (starter_folder() / "all-minilm-l6-v2" / "model.onnx").read_bytes()
    assert hashlib.sha256(embedding).hexdigest() == shipped.embedding
    assert len(shipped.keys) == len(set(shipped.keys)) == 17
    assert len(shipped.certain_from) == 3
    assert min(shipped.certain_from) > 0.5


def test_the_card_says_what_was_measured() -> None:
    card = (MODEL / "card.md").read_text("utf-8")
    results = json.loads((MODEL / "results.json").read_text("utf-8"))
    assert results["certain"]["right"] >= 0.9
    assert tuple(results["certain_from"]) == network.shipped().certain_from
    for name in ("evidence_map", "accuracy", "f1_contradiction", "f1_entailment"):
        assert f"{results[name]:.3f}" in card
    assert "CC BY 4.0" in card
    assert results["data_sha256"] in card


def test_the_digest_is_of_the_file_and_of_how_its_input_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = network.shipped()
    before = shipped.digest
    other = network.Network(
        shipped.keys, shipped.certain_from, "0" * 64, shipped.name, shipped.embedding
    )
    assert other.digest != before
    monkeypatch.setattr(features, "VERSION", features.VERSION + 1)
    assert shipped.digest != before


def test_wordings_are_found_in_plain_text() -> None:
    assert cues.plain("“The  Recipient’s”\nDuty") == '"the recipient\'s" duty'
    finder = cues.Finder()
    found = finder.found(cues.plain("It shall not reverse-engineer the samples."))
    assert found[cues.own("nda-11")[0]] == 1
    assert finder.found("").sum() == 0
    assert all(cues.own(key) for key in network.shipped().keys)
    assert cues.own("none such") == ()


@pytest.fixture
def laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / statement_model.FOLDER
    folder.mkdir()
    (folder / network.FILE).write_bytes((MODEL / network.FILE).read_bytes())
    monkeypatch.setattr("appliance.settings.starter_folder", lambda: tmp_path)
    return folder / network.FILE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault",
        "a passphrase of some length",
        settings=Settings(),
        starters=False,
        kdf=CHEAP,
    )
    yield made
    made.lock()


def test_the_program_runs_it_in_a_child_until_the_lock(laid_out: Path, office: Office) -> None:
    model = statement_model.statement_model(Settings(), office._engines)
    assert model is not None
    assert laid_out.is_file()
    made = model.run(sample_rows(), job=Job())
    assert made["verdict"].shape == (SAMPLES, 51)
    assert model.confinement is not None
    assert "risk" in [child.kind for child in office.status().loaded]
    office.lock()
    assert office.status().loaded == ()
    with pytest.raises(VaultLocked):
        model.run(sample_rows())


def test_a_changed_file_is_refused_and_a_missing_one_named(laid_out: Path, office: Office) -> None:
    assert statement_model.installed()
    content = bytearray(laid_out.read_bytes())
    content[len(content) // 2] ^= 1
    laid_out.write_bytes(content)
    model = statement_model.statement_model(Settings(), office._engines)
    assert model is not None
    with pytest.raises(WeightsMismatch, match=r"nda-statements/model\.onnx"):
        model.run(sample_rows())
    laid_out.unlink()
    with pytest.raises(EngineMissing, match=r"model\.onnx of the model of statements is absent"):
        networks.weights(
            statement_model.FOLDER, statement_model.pinned(), what="the model of statements"
        )
    assert not statement_model.installed()
    assert statement_model.statement_model(Settings(), office._engines) is None


def test_a_damaged_file_that_nobody_pinned_is_refused_by_the_child(tmp_path: Path) -> None:
    content = (MODEL / "model.onnx").read_bytes()
    (tmp_path / "cut.onnx").write_bytes(content[: len(content) // 2])
    with (tmp_path / "cut.onnx").open("rb") as file:
        import os

        engine = TabularEngine(lambda: {"model.onnx": os.dup(file.fileno())}, name="cut", threads=1)
        with pytest.raises(ModelRefused):
            engine.run(np.zeros((1, 4), np.float32))
        engine.close()
