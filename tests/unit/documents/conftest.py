from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appliance.children import sealed_memory
from appliance.crypto.kdf import KdfParams
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.settings import Settings
from appliance.vault.store import Vault
from tests.unit.documents.fakes import FixedClock, WordHashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


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
