"""The accounts desk on a real vault: receivers, recoveries, first passphrases, scores' lines."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from appliance.app.accounts import AccountDesk
from appliance.app.door import Door
from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.audit.records import Selection
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.errors import WrongPassphrase
from appliance.vault import enrolment
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
EVERYTHING = "content+control+models"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Vault, str]]:
    """A vault whose passphrases cost little, and its recovery code."""
    monkeypatch.setattr(enrolment, "calibrate", lambda: CHEAP)
    vault, code = Vault.create(tmp_path / "vault", "a passphrase", clock=SystemClock(), kdf=CHEAP)
    yield vault, code
    vault.lock()


def desk(vault: Vault) -> tuple[AccountDesk, AuditLog]:
    log = AuditLog(vault, SystemClock())
    return AccountDesk(Door(vault, log, SystemClock()), vault, alone=threading.Lock()), log


def test_the_line_says_who_got_the_new_keys(made: tuple[Vault, str]) -> None:
    accounts, log = desk(made[0])
    accounts.add("Olga", "first one", ["officer"])
    accounts.add("Adam", "first one too", ["administrator"])
    owner, olga, adam = made[0].users()
    accounts.rotate()
    begun, done = log.entries(Selection(event=Event.KEYS_ROTATED.value))
    assert [begun.details["outcome"], done.details["outcome"]] == ["begun", "done"]
    expected = {
        f"{owner.id}:{EVERYTHING}",
        f"{olga.id}:{EVERYTHING}",
        f"{adam.id}:control",
        f"code:{EVERYTHING}",
    }
    for entry in (begun, done):
        assert set(str(entry.details["receivers"]).split(" ")) == expected


def test_new_shares_end_the_code_unless_it_is_kept(made: tuple[Vault, str]) -> None:
    vault, code = made
    accounts, _ = desk(vault)
    accounts.new_recovery_shares(keep_code=True)
    assert accounts.recoveries() == {"recovery code", "recovery by two"}
    accounts.new_recovery_shares()
    assert accounts.recoveries() == {"recovery by two"}
    vault.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(vault.folder, code, clock=SystemClock())


def test_a_first_passphrase_is_to_be_changed(made: tuple[Vault, str]) -> None:
    vault = made[0]
    accounts, _ = desk(vault)
    assert not accounts.me().must_change
    assert accounts.add("Olga", "first one", ["officer"]).must_change
    vault.lock()
    again = Vault.open(vault.folder, "first one", clock=SystemClock(), user="Olga")
    accounts, _ = desk(again)
    assert accounts.me().must_change
    accounts.change_passphrase("first one", "only hers now")
    assert not accounts.me().must_change
    again.lock()
