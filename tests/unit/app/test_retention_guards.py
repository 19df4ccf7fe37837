"""What stops a deletion that nobody wanted: a clock far ahead, a hold taken out of the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.audit.events import Event
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import RetentionPolicy
from appliance.errors import ClockDoubtful, HoldLost
from appliance.settings import Settings
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
YEARS = RetentionPolicy(after_use_days=3650, after_closing_days=3650)


@dataclass(frozen=True)
class Ahead:
    """A clock that is so many days ahead."""

    days: int

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(days=self.days)

    def monotonic(self) -> float:
        return 0.0


def opened(folder: Path, days: int = 0) -> Office:
    return Office.open(folder, PASSPHRASE, settings=Settings(), clock=Ahead(days))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    made.cases.new("A")
    made.cases.new("B")
    made.cases.set_retention(YEARS)
    made.lock()
    return tmp_path / "vault"


def test_a_clock_far_ahead_deletes_nothing_however_often_it_is_tried(folder: Path) -> None:
    for _ in range(2):
        office = opened(folder, 4000)
        assert len(office.cases.due()) == 2
        with pytest.raises(ClockDoubtful):
            office.cases.apply_retention()
        office.cases.new(f"used meanwhile {_}")  # and what it writes does not count
        office.lock()
    office = opened(folder)
    assert len(office.cases.list()) == 4
    assert office.cases.apply_retention() == ()
    office.lock()


def test_a_person_may_say_that_the_clock_is_right_and_it_is_recorded(folder: Path) -> None:
    office = opened(folder, 4000)
    assert len(office.cases.apply_retention(clock_is_right=True)) == 2
    lines = [
        entry.details.get("clock_is_right")
        for entry in office.audit.entries(because="looking")
        if entry.event == Event.RETENTION_APPLIED
    ]
    assert lines == [True, True]
    office.cases.new("C")
    office.lock()
    office = opened(folder, 4020)
    assert office.cases.apply_retention() == ()
    office.lock()


def test_a_vault_that_is_opened_now_and_then_is_asked_nothing(folder: Path) -> None:
    office = opened(folder)
    office.cases.set_retention(RetentionPolicy(after_use_days=100))
    office.lock()
    for days in (30, 60, 90):
        opened(folder, days).lock()
    office = opened(folder, 120)
    assert len(office.cases.apply_retention()) == 2
    office.lock()


def test_a_clock_that_was_ahead_once_is_trusted_again_when_it_is_back(folder: Path) -> None:
    opened(folder, 4000).lock()
    opened(folder).lock()
    for days in (30, 60):
        office = opened(folder, days)
        office.cases.set_retention(RetentionPolicy(after_use_days=days))
        office.lock()
    office = opened(folder, 61)
    assert len(office.cases.apply_retention()) == 2
    office.lock()


def without_hold(folder: Path) -> None:
    """Somebody with the key of the control database and a script of their own."""
    vault = Vault.open(folder, PASSPHRASE, clock=SystemClock())
    with vault.transaction() as connection:
        connection.execute(
            "UPDATE case_file SET held_at = NULL, hold_sealed = NULL, hold_tag = NULL"
        )
    vault.lock()


def test_a_hold_that_was_taken_out_of_the_register_holds_all_the_same(
    folder: Path, tmp_path: Path
) -> None:
    office = opened(folder)
    office.cases.hold("A", "court")
    office.lock()
    without_hold(folder)
    office = opened(folder)
    with pytest.raises(HoldLost):
        office.cases.remove("A")
    office.cases.set_retention(RetentionPolicy(after_use_days=1))
    office.lock()
    office = opened(folder, 20)
    with pytest.raises(HoldLost):
        office.cases.apply_retention()
    office.cases.hold("A", "court")
    office.cases.release("A")
    office.cases.remove("A")
    office.lock()


def test_a_hold_that_was_refused_or_lifted_holds_nothing(folder: Path) -> None:
    office = opened(folder)
    office.cases.hold("A", "court")
    office.cases.release("A")
    office.cases.remove("A")
    office.lock()
