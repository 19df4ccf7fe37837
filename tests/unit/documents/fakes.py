"""Stand-ins: a clock that stands still and an embedder without a model."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.jobs import Job


class FixedClock:
    """Stands still at a winter noon."""

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


class WordHashes:
    """An embedder without a model: texts that share words have like vectors."""

    dimensions = 64

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        self.texts += texts
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        rows[:, 0] = 1e-3
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row[hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows
