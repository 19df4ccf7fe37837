"""The computer's clock is put back ten years: everything goes on, and the chain keeps its order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.errors import VaultBusy
from appliance.settings import Settings, starter_folder
from tests import forked

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.crypto.kdf import KdfParams

PASSPHRASE, SETTINGS = "correct horse battery staple", Settings()


@dataclass(frozen=True)
class Year:
    """A clock that stands still at one noon of a year."""

    year: int

    def now(self) -> datetime:
        return datetime(self.year, 6, 1, 12, 0, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


def _work(folder: Path, papers: Path, year: int) -> None:
    office = Office.open(folder, PASSPHRASE, settings=SETTINGS, clock=Year(year))
    office.cases.new(f"Case of {year}")
    letter = papers / f"{year}.txt"
    letter.write_text(f"The repayment of {year} is due on 3 March.", "utf-8")
    (outcome,) = office.documents.add(f"Case of {year}", [letter])
    assert outcome.status == "added", outcome
    assert office.searches.find(f"Case of {year}", "repayment").hits
    office.lock()


def _make(folder: Path, fast: KdfParams) -> None:
    office, _code = Office.create(
        folder, PASSPHRASE, settings=SETTINGS, clock=Year(2036), starters=False, kdf=fast
    )
    office.models.import_folder(starter_folder() / "all-minilm-l6-v2")
    office.lock()


def _verify(folder: Path) -> None:
    office = Office.open(folder, PASSPHRASE, settings=SETTINGS, clock=Year(2026))
    assert {case.name for case in office.cases.list()} == {"Case of 2036", "Case of 2026"}
    assert office._audit.verify() > 8
    entries = office._audit.entries()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    years = [entry.at[:4] for entry in entries]
    assert years == sorted(years, reverse=True), "first ten years later, then now"
    back = [entry for entry in entries if entry.details.get("clock_back")]
    assert len(back) == 1, "the one entry at which the clock went back says so"
    assert back[0].at.startswith("2026")
    office.lock()


@pytest.mark.model
def test_ten_years_back(tmp_path: Path, fast: KdfParams) -> None:
    folder = tmp_path / "v"
    steps = (
        partial(_make, folder, fast),
        partial(_work, folder, tmp_path, 2036),
        partial(_work, folder, tmp_path, 2026),
        partial(_verify, folder),
    )
    for step in steps:
        assert forked.run(step).well, step


def test_a_second_program_waits_outside(tmp_path: Path, fast: KdfParams) -> None:
    """And leaves everything as it is, whatever secret it comes with."""
    folder = tmp_path / "v"

    def first() -> None:
        office, _code = Office.create(
            folder, PASSPHRASE, settings=SETTINGS, starters=False, kdf=fast
        )
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        for secret in (PASSPHRASE, "wrong"):
            ended = forked.run(partial(Office.open, folder, secret, settings=SETTINGS))
            assert ended.error == VaultBusy.code, ended
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
        office.cases.new("Still at work")
        office.lock()
        os._exit(0)

    ended = forked.run(first)
    assert ended.well, ended
