from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams


@pytest.fixture
def shut_folder(tmp_path: Path, clock: Clock, fast: KdfParams, passphrase: str) -> Path:
    """The folder of a vault with one case in it, locked."""
    made, _code = Vault.create(tmp_path / "shut", passphrase, clock=clock, kdf=fast)
    with made.transaction() as connection:
        connection.execute("INSERT INTO case_file VALUES (1, 'Miller', 'now')")
    made.lock()
    return tmp_path / "shut"
