"""The starter embedding model in a child of its own, as the program runs it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from appliance.children import sealed_memory
from appliance.engine.client import EmbeddingEngine
from appliance.review.statements.features import DIMENSIONS
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODEL = "all-minilm-l6-v2"
MAX_TOKENS = 256


def folder() -> Path:
    """Where set-up laid the model out."""
    return starter_folder() / MODEL


@contextmanager
def embedder(threads: int = 2) -> Iterator[EmbeddingEngine]:
    """Runs until the end of the block."""
    engine = EmbeddingEngine(
        _weights, name=MODEL, dimensions=DIMENSIONS, max_tokens=MAX_TOKENS, threads=threads
    )
    try:
        yield engine
    finally:
        engine.close()


def in_memory(name: str, content: bytes) -> int:
    """A sealed memory file with the content."""
    return sealed_memory(name, partial(_write, content))


def _weights() -> dict[str, int]:
    return {
        name: in_memory(name, (folder() / name).read_bytes())
        for name in ("model.onnx", "tokenizer.json")
    }


def _write(content: bytes, descriptor: int) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
