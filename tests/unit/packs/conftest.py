from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.packs import trust_documents as documents
from appliance.vault.store import Vault
from tests.unit.packs.branch import PASSPHRASE, Branch
from tests.unit.packs.publishing import FAST, MovableClock, Office, as_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def moving() -> MovableClock:
    return MovableClock()


@pytest.fixture
def here(tmp_path: Path, moving: MovableClock) -> Iterator[Branch]:
    """A branch that trusts nobody yet."""
    made, _code = Vault.create(tmp_path / "vault", PASSPHRASE, clock=moving, kdf=FAST)
    branch = Branch(made, moving)
    yield branch
    branch.engines.close()
    made.lock()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def pinned(here: Branch, office: Office, tmp_path: Path) -> Branch:
    """A branch that trusts the head office."""
    root = office.root()
    here.trust.pin(as_file(tmp_path, root), documents.fingerprint(root.signed))
    return here
