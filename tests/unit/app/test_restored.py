"""A vault brought back from a backup: who may go on with an older state, and a restore cut off."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from appliance import settings as places
from appliance.app import backups
from appliance.app.office import Office
from appliance.audit.events import Event
from appliance.audit.records import Entry, Selection
from appliance.crypto.kdf import KdfParams
from appliance.errors import AuditRolledBack, NotAllowed, RestoreNotAccepted
from appliance.settings import Settings
from appliance.vault import enrolment, members
from appliance.vault.folder import RESTORED

if TYPE_CHECKING:
    from pathlib import Path

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
OWNER, OFFICER = "the owners passphrase", "the officers passphrase"


class Killed(BaseException):
    """The program ended here."""


class Bench:
    def __init__(self, folder: Path) -> None:
        self.vault = folder / "vault"
        self.backup = folder / "monday.cofferbackup"
        self.elsewhere = folder / "elsewhere"
        office, _ = Office.create(self.vault, OWNER, settings=Settings(), starters=False, kdf=CHEAP)
        office.accounts.add("kim", OFFICER, ["officer"])
        office.cases.new("before the backup")
        office.backups.make(self.backup)
        office.cases.new("after the backup")
        office.lock()

    def open(self, secret: str = OWNER, accept: str | None = None) -> Office:
        user = "kim" if secret == OFFICER else "owner"
        return Office.open(
            self.vault, secret, settings=Settings(), user=user, accept_rollback=accept
        )

    def restore(self, secret: str = OWNER) -> None:
        shutil.rmtree(self.vault)
        user = "kim" if secret == OFFICER else "owner"
        backups.restore(self.backup, self.vault, secret, user=user)

    def entries(self, event: Event) -> tuple[Entry, ...]:
        office = self.open()
        try:
            office.audit.verify()
            return office.audit.entries(Selection(event=event.value), because="to see")
        finally:
            office.lock()


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(places, "seen_folder", lambda: tmp_path / "seen")
    monkeypatch.setattr(places, "removable_media", tuple)
    for module in (enrolment, members):
        monkeypatch.setattr(module, "calibrate", lambda *_, **__: CHEAP, raising=False)
    return Bench(tmp_path)


def test_an_administrator_restores_in_place_and_it_opens(bench: Bench) -> None:
    bench.restore()
    assert not (bench.vault / RESTORED).exists()
    (restored,) = bench.entries(Event.VAULT_RESTORED)
    (accepted,) = bench.entries(Event.ROLLBACK_ACCEPTED)
    assert str(accepted.details["reason"]).startswith("restored from the backup")
    assert str(accepted.details["given_up"]).startswith("computer:")
    assert restored.details["outcome"] == "done"


def test_an_officer_restores_and_an_administrator_must_accept(bench: Bench) -> None:
    bench.restore(OFFICER)
    for _ in range(2):
        with pytest.raises(RestoreNotAccepted) as caught:
            bench.open(OFFICER)
        assert "administrator must open it first" in caught.value.next_step
    with pytest.raises(NotAllowed):
        bench.open(OFFICER, "I restored it myself")
    with pytest.raises(AuditRolledBack) as asked:
        bench.open(OWNER)  # nobody accepts without knowing it
    assert not isinstance(asked.value, RestoreNotAccepted)
    bench.open(OWNER, "the disk failed on Monday").lock()
    office = bench.open(OFFICER)
    assert [one.name for one in office.cases.list()] == ["before the backup"]
    office.lock()
    (accepted,) = bench.entries(Event.ROLLBACK_ACCEPTED)
    assert accepted.actor.endswith(" owner")
    (restored,) = bench.entries(Event.VAULT_RESTORED)
    assert restored.actor.endswith(" kim")
    assert not (bench.vault / RESTORED).exists()


def test_restoring_elsewhere_and_exchanging_the_folders_is_no_way_round(bench: Bench) -> None:
    backups.restore(bench.backup, bench.elsewhere, OFFICER, user="kim")
    shutil.rmtree(bench.vault)
    bench.elsewhere.rename(bench.vault)
    with pytest.raises(RestoreNotAccepted):
        bench.open(OFFICER)


def test_an_officer_restores_where_nothing_newer_was_seen(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "seen_folder", lambda: tmp_path / "a new computer")
    bench.restore(OFFICER)
    bench.open(OFFICER).lock()
    assert not (bench.vault / RESTORED).exists()
    assert len(bench.entries(Event.VAULT_RESTORED)) == 1
    assert bench.entries(Event.ROLLBACK_ACCEPTED) == ()


@pytest.mark.parametrize("after", ["vault", "entry", "lines"])
def test_a_restore_that_was_killed_is_finished_at_the_next_opening(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        if after == "vault":
            killing.setattr(backups, "_say_that_it_was_restored", killed)
        elif after == "entry":
            killing.setattr("appliance.app.restored.finish", killed)
        else:
            killing.setattr("appliance.backup.marker.remove", killed)
        with pytest.raises(Killed):
            bench.restore()
    assert (bench.vault / RESTORED).exists()
    bench.open().lock()
    assert not (bench.vault / RESTORED).exists()
    assert len(bench.entries(Event.VAULT_RESTORED)) == 1
    assert len(bench.entries(Event.ROLLBACK_ACCEPTED)) == 1


def test_a_killed_restore_of_an_administrator_is_not_finished_by_an_officer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(backups, "_say_that_it_was_restored", killed)
        with pytest.raises(Killed):
            bench.restore()
    with pytest.raises(RestoreNotAccepted):
        bench.open(OFFICER)
    bench.open(OWNER).lock()
    bench.open(OFFICER).lock()


@pytest.mark.parametrize(
    "change",
    [{"allowed": True}, {"entries": 1}, {"mac": "00"}, {"more": 1}, {"vault_id": "0" * 32}],
)
def test_a_marker_that_was_meddled_with_says_nothing(
    bench: Bench, change: dict[str, object]
) -> None:
    bench.restore(OFFICER)
    path = bench.vault / RESTORED
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    for secret in (OWNER, OFFICER):
        with pytest.raises(AuditRolledBack):
            bench.open(secret)


def test_an_older_marker_is_no_licence(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept aside from a restore that was meant, and put back beside a state of another time."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr("appliance.backup.marker.remove", killed)
        with pytest.raises(Killed):
            bench.restore()
    kept = (bench.vault / RESTORED).read_bytes()
    bench.open().lock()
    for number in range(6):
        office = bench.open()
        office.cases.new(f"later {number}")
        office.lock()
    old = bench.vault.with_name("old")
    shutil.copytree(bench.vault, old)
    office = bench.open()
    office.cases.new("newest")
    office.lock()
    shutil.rmtree(bench.vault)
    old.rename(bench.vault)
    (bench.vault / RESTORED).write_bytes(kept)
    with pytest.raises(AuditRolledBack):
        bench.open()
