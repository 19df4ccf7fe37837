from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams
    from appliance.vault.case_file import CaseFile


@pytest.fixture
def case(vault: Vault) -> CaseFile:
    """An empty case of the vault."""
    return vault.case(vault.cases.new("Miller", now="2026-01-02T12:00:00.000+00:00").id)


@pytest.fixture
def shut_folder(tmp_path: Path, clock: Clock, fast: KdfParams, passphrase: str) -> Path:
    """The folder of a vault with one case in it, locked."""
    made, _code = Vault.create(tmp_path / "shut", passphrase, clock=clock, kdf=fast)
    made.cases.new("Miller", now="2026-01-02T12:00:00.000+00:00")
    made.lock()
    return tmp_path / "shut"
