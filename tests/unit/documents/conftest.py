from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance.children import sealed_memory
from appliance.crypto.kdf import KdfParams
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.settings import Settings
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

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


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
    made, _code = Vault.create(tmp_path / "vault", "correct horse", clock=clock, kdf=cheap)
    yield made
    made.lock()


@pytest.fixture
def store(vault: Vault, clock: FixedClock) -> DocumentStore:
    return DocumentStore(vault, clock)


@pytest.fixture
def embedder() -> WordHashes:
    return WordHashes()


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def parser(settings: Settings) -> Iterator[ParserClient]:
    client = ParserClient(settings)
    yield client
    client.close()


@pytest.fixture
def memory() -> Iterator[Callable[[bytes], int]]:
    """Puts bytes into a sealed memory file, closed after the test."""
    made: list[int] = []

    def put(data: bytes) -> int:
        def fill(fd: int) -> None:
            os.write(fd, data)

        made.append(sealed_memory("test", fill))
        return made[-1]

    yield put
    for fd in made:
        os.close(fd)
