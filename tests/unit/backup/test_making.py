"""A backup of a vault in use, restored: whole, whoever made it and whatever lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.backup.making import back_up
from appliance.backup.restoring import Backup
from appliance.errors import BackupBaseMissing
from appliance.jobs import Job
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile

NOW = "2026-01-02T12:00:00.000+00:00"


@pytest.fixture
def case(vault: Vault) -> CaseFile:
    return vault.case(vault.cases.new("Miller", now=NOW).id)


def ask(case: CaseFile, question: str) -> None:
    with case.transaction() as connection:
        connection.execute("INSERT INTO answer VALUES (NULL, '', ?, NULL, 's', '{}')", (question,))


def asked(case: CaseFile) -> list[str]:
    return [row[0] for row in case.connection().execute("SELECT question FROM answer ORDER BY id")]


def restored(path: Path, target: Path, clock: Clock, passphrase: str) -> Vault:
    with Backup(path, passphrase) as backup:
        backup.restore(target, job=Job())
    return Vault.open(target, passphrase, clock=clock)


def test_what_was_done_in_a_case_just_now_is_in_the_backup(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    ask(case, "alone")
    with vault.transaction():
        ask(case, "with a line")
    back_up(vault, tmp_path / "1.bak", clock=clock, job=Job())
    ask(case, "later")
    again = restored(tmp_path / "1.bak", tmp_path / "restored", clock, passphrase)
    assert asked(again.case(case.ref)) == ["alone", "with a line"]
    again.lock()


def test_what_a_crash_left_in_a_journal_is_in_the_backup_of_whoever_makes_it(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    """Also of a user whose keys open no case."""
    ask(case, "alone")
    journal = case.folder / "case.db-wal"
    kept, files = journal.read_bytes(), (case.folder / "case.db").read_bytes()
    vault.lock()
    (vault.folder / "closing.json").unlink()
    (case.folder / "case.db").write_bytes(files)
    journal.write_bytes(kept)
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    back_up(opened, tmp_path / "1.bak", clock=clock, job=Job())
    opened.lock()
    again = restored(tmp_path / "1.bak", tmp_path / "restored", clock, passphrase)
    assert asked(again.case(case.ref)) == ["alone"]
    again.lock()


def test_a_decoy_beside_an_earlier_backup_is_passed_over(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    ask(case, "first")
    back_up(vault, tmp_path / "1.bak", clock=clock, job=Job())
    ask(case, "second")
    back_up(vault, tmp_path / "2.bak", clock=clock, job=Job(), base=tmp_path / "1.bak")
    raw = (tmp_path / "1.bak").read_bytes()
    for name in ("0.bak", "zz.bak"):
        (tmp_path / name).write_bytes(raw[:4096] + bytes(len(raw) - 4096))
    (tmp_path / "cut.bak").write_bytes(raw[:4096])
    again = restored(tmp_path / "2.bak", tmp_path / "restored", clock, passphrase)
    assert asked(again.case(case.ref)) == ["first", "second"]
    again.lock()
    (tmp_path / "1.bak").unlink()
    with pytest.raises(BackupBaseMissing):
        Backup(tmp_path / "2.bak", passphrase)
