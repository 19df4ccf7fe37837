from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.engine.client import EmbeddingEngine, TabularEngine
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = Path(__file__).parents[4] / "models" / "nda-statements"


@pytest.fixture(scope="session")
def embedder() -> Iterator[EmbeddingEngine]:
    """The starter model in a child of its own."""
    folder = starter_folder() / "all-minilm-l6-v2"
    names = ("model.onnx", "tokenizer.json")
    made = EmbeddingEngine(
        lambda: {name: os.open(folder / name, os.O_RDONLY) for name in names},
        name="all-minilm-l6-v2",
        dimensions=384,
        max_tokens=256,
        threads=1,
    )
    yield made
    made.close()


@pytest.fixture(scope="session")
def tabular() -> Iterator[TabularEngine]:
    """The shipped model in a child of its own."""
    made = TabularEngine(
        lambda: {"model.onnx": os.open(MODEL / "model.onnx", os.O_RDONLY)},
        name="nda-statements",
        threads=1,
    )
    yield made
    made.close()
