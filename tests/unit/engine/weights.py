"""Weights made up for an engine, given as memory files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from appliance.children import sealed_memory
from appliance.engine.client import TabularEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def memory(data: bytes) -> int:
    def write(descriptor: int) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    return sealed_memory("weights", write)


def source(**files: bytes) -> Callable[[], Mapping[str, int]]:
    named = {name.replace("_", "."): data for name, data in files.items()}
    return lambda: {name: memory(data) for name, data in named.items()}


def tabular(weights: bytes = b"x") -> TabularEngine:
    return TabularEngine(source(model_onnx=weights), name="m", threads=1)
