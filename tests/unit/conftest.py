from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.kdf import KdfParams
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSPHRASE = "correct horse battery staple"


class FixedClock:
    """Stands still at a winter noon."""

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def fast() -> KdfParams:
    """The cheapest derivation that may be read; the program itself makes 0.5 s ones."""
    return KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock, fast: KdfParams) -> Iterator[Vault]:
    made, _code = Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, kdf=fast)
    yield made
    made.lock()
