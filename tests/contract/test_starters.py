"""The starter models as set-up laid them out: readable, pinned, and what they claim to be."""

from __future__ import annotations

import hashlib
import os
import struct
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when the module is imported
import onnxruntime
from tokenizers import Tokenizer

from appliance import settings
from appliance.packs import manifest, trust

ROOT = Path(__file__).parents[2]
NAMES = ["all-minilm-l6-v2", "credit-default", "smollm2-135m-instruct"]
# Printed in the sentence-transformers documentation (sbert.net, quickstart) for this model:
# an oracle from outside. The float32 graph gives 0.66596, 0.10458 and 0.14114.
PUBLISHED = {(0, 1): 0.6660, (0, 2): 0.1046, (1, 2): 0.1411}
PUBLISHED_TEXTS = [
    "The weather is lovely today.",
    "It's so sunny outside!",
    "He drove to the stadium.",
]
INT8_TOLERANCE = 0.015  # the three above come out at 0.661, 0.114 and 0.148


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_prepared_folder_is_complete_and_pinned(name: str) -> None:
    folder = settings.starter_folder() / name
    read = manifest.read(folder)
    assert read.name == name
    for component in read.components:
        data = (folder / component.name).read_bytes()
        assert len(data) == component.size_bytes
        assert hashlib.sha256(data).hexdigest() == component.sha256
    assert trust.vouches(trust.read(settings.trust_list()), read)


@pytest.mark.model
def test_prepared_folder_has_no_other_models() -> None:
    found = sorted(path.parent.name for path in settings.starter_folder().glob("*/manifest.toml"))
    assert found == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_repository_describes_each_model(name: str) -> None:
    folder = ROOT / "models" / name
    assert (folder / "card.md").is_file()
    described = toml(folder / "manifest.toml")
    assert described["name"] == name
    assert described["licence"] == "Apache-2.0"
    pinned = {
        (item["name"], item["version"]): item["components"]
        for item in toml(ROOT / "models" / "trust" / "starters.toml")["model"]
    }
    components = pinned[name, described["version"]]
    if "components" in described:  # trained here and committed
        assert components == {item["name"]: item["sha256"] for item in described["components"]}


@pytest.mark.model
def test_embedding_model_gives_the_published_similarities() -> None:
    folder = settings.starter_folder() / "all-minilm-l6-v2"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = onnxruntime.InferenceSession(
        (folder / "model.onnx").read_bytes(), providers=["CPUExecutionProvider"]
    )
    vectors = []
    for text in PUBLISHED_TEXTS:
        encoded = tokenizer.encode(text)
        inputs = {
            "input_ids": np.array([encoded.ids], np.int64),
            "attention_mask": np.array([encoded.attention_mask], np.int64),
        }
        vectors.append(session.run(["embedding"], inputs)[0][0])
    assert all(vector.shape == (384,) and vector.dtype == np.float32 for vector in vectors)
    for (first, second), published in PUBLISHED.items():
        assert float(vectors[first] @ vectors[second]) == pytest.approx(
            published, abs=INT8_TOLERANCE
        )


@pytest.mark.model
def test_embedding_tokenizer_keeps_a_long_passage_and_adds_no_padding() -> None:
    folder = settings.starter_folder() / "all-minilm-l6-v2"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert len(tokenizer.encode("loan").ids) == 3
    assert len(tokenizer.encode("loan " * 200).ids) == 202
    traits = manifest.read(folder).embedding
    assert traits is not None
    assert len(tokenizer.encode("loan " * 999).ids) == traits.max_tokens


@pytest.mark.model
def test_language_manifest_states_the_trained_context() -> None:
    folder = settings.starter_folder() / "smollm2-135m-instruct"
    with (folder / "model.gguf").open("rb") as file:
        head = file.read(1 << 16)
    assert head[:4] == b"GGUF"
    place = head.index(b"llama.context_length") + len(b"llama.context_length")
    kind, context_tokens = struct.unpack_from("<II", head, place)
    assert kind == 4  # unsigned 32 bit
    traits = manifest.read(folder).language
    assert traits is not None
    assert traits.context_tokens == context_tokens == 8192
