"""A BERT encoder in plain float64 numpy: an oracle that shares no line with the graph builder."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADS = 4
HIDDEN = 16
WIDE = 40
LAYERS = 2
WORDS = 50
POSITIONS = 32
EPSILON = 1e-12


def random_weights(seed: int = 5) -> dict[str, np.ndarray]:
    """Named and shaped as in a published BERT file, small, with every tensor different."""
    random = np.random.default_rng(seed)

    def draw(*shape: int, scale: float = 0.4) -> np.ndarray:
        return random.normal(0, scale, shape).astype(np.float32)

    weights = {
        "embeddings.position_ids": np.arange(POSITIONS, dtype=np.int64)[None],
        "embeddings.word_embeddings.weight": draw(WORDS, HIDDEN),
        "embeddings.position_embeddings.weight": draw(POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": draw(2, HIDDEN),
        "embeddings.LayerNorm.weight": 1 + draw(HIDDEN),
        "embeddings.LayerNorm.bias": draw(HIDDEN),
        "pooler.dense.weight": draw(HIDDEN, HIDDEN),
        "pooler.dense.bias": draw(HIDDEN),
    }
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        shapes = {
            "attention.self.query": (HIDDEN, HIDDEN),
            "attention.self.key": (HIDDEN, HIDDEN),
            "attention.self.value": (HIDDEN, HIDDEN),
            "attention.output.dense": (HIDDEN, HIDDEN),
            "intermediate.dense": (WIDE, HIDDEN),
            "output.dense": (HIDDEN, WIDE),
        }
        for name, shape in shapes.items():
            weights[f"{layer}.{name}.weight"] = draw(*shape)
            weights[f"{layer}.{name}.bias"] = draw(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights[f"{layer}.{name}.weight"] = 1 + draw(HIDDEN)
            weights[f"{layer}.{name}.bias"] = draw(HIDDEN)
    return weights


def embed(weights: Mapping[str, np.ndarray], tokens: Sequence[int]) -> np.ndarray:
    """The vector of one text, computed token by token where that is the plainest way."""
    table = {name: value.astype(np.float64) for name, value in weights.items()}
    rows = [
        table["embeddings.word_embeddings.weight"][token]
        + table["embeddings.position_embeddings.weight"][place]
        + table["embeddings.token_type_embeddings.weight"][0]
        for place, token in enumerate(tokens)
    ]
    state = _norm(np.stack(rows), table, "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        mixed = _attention(state, table, f"{layer}.attention.self")
        projected = _linear(mixed, table, f"{layer}.attention.output.dense")
        state = _norm(projected + state, table, f"{layer}.attention.output.LayerNorm")
        wide = _linear(state, table, f"{layer}.intermediate.dense")
        bent = np.vectorize(lambda x: 0.5 * x * (1 + math.erf(x / math.sqrt(2))))(wide)
        narrow = _linear(bent, table, f"{layer}.output.dense")
        state = _norm(narrow + state, table, f"{layer}.output.LayerNorm")
    mean = state.mean(axis=0)
    unit: np.ndarray = mean / math.sqrt(float(mean @ mean))
    return unit


def _attention(state: np.ndarray, table: Mapping[str, np.ndarray], prefix: str) -> np.ndarray:
    query, key, value = (_linear(state, table, f"{prefix}.{part}") for part in _PARTS)
    width = HIDDEN // HEADS
    out = np.zeros_like(state)
    for head in range(HEADS):
        columns = slice(head * width, (head + 1) * width)
        for place in range(len(state)):
            scores = key[:, columns] @ query[place, columns] / math.sqrt(width)
            shares = np.exp(scores - scores.max())
            out[place, columns] = (shares / shares.sum()) @ value[:, columns]
    return out


_PARTS = ("query", "key", "value")


def _linear(state: np.ndarray, table: Mapping[str, np.ndarray], prefix: str) -> np.ndarray:
    out: np.ndarray = state @ table[f"{prefix}.weight"].T + table[f"{prefix}.bias"]
    return out


def _norm(state: np.ndarray, table: Mapping[str, np.ndarray], prefix: str) -> np.ndarray:
    centred = state - state.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)
    out: np.ndarray = centred / spread * table[f"{prefix}.weight"] + table[f"{prefix}.bias"]
    return out
