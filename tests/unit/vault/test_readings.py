"""Sealed readings beside a case's originals."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.backup import sources
from appliance.errors import KeyNotHeld, PackTampered, SealVersionUnknown, VaultLocked
from appliance.jobs import Job
from appliance.vault import readings as stored
from appliance.vault.reencrypt import reencrypt_case

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.vault.case_file import CaseFile
    from appliance.vault.store import Vault

CANARY = b"Margaret Harding owes nothing " * 200
NOW = "2026-01-02T12:00:00.000+00:00"


@pytest.fixture
def case(vault: Vault) -> CaseFile:
    return vault.case(vault.cases.new("Bakery", now=NOW).id)


def files(vault: Vault) -> list[Path]:
    return sorted(vault.cases_folder.glob("*/.readings*/*"))


def test_a_reading_comes_back_by_document_and_name_only(vault: Vault, case: CaseFile) -> None:
    assert not case.readings.has(7)
    case.readings.put(7, "one", CANARY)
    assert case.readings.has(7)
    assert case.readings.holds(7, "one")
    assert case.readings.get(7, "one") == CANARY
    assert case.readings.get(7, "two") is None
    assert case.readings.get(8, "one") is None
    case.readings.put(7, "two", b"other")
    assert case.readings.get(7, "one") is None, "one reading per document"
    assert len(files(vault)) == 1


def test_nothing_of_it_is_readable_on_the_disk(vault: Vault, case: CaseFile) -> None:
    case.readings.put(7, "one", CANARY)
    (path,) = files(vault)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    raw = path.read_bytes()
    for length in (8, 16):
        assert not any(CANARY[n : n + length] in raw for n in range(30))


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_changed_file_is_refused(vault: Vault, case: CaseFile, place: int) -> None:
    case.readings.put(7, "one", CANARY)
    (path,) = files(vault)
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
    with pytest.raises((PackTampered, SealVersionUnknown)):
        case.readings.get(7, "one")


def test_a_file_put_in_the_place_of_another_is_refused(vault: Vault, case: CaseFile) -> None:
    case.readings.put(7, "one", CANARY)
    case.readings.put(8, "one", b"of another document")
    case.readings.put(9, "two", b"of another text")
    seven = case.readings._path(7, "one")
    shutil.copy(case.readings._path(9, "two"), seven)
    with pytest.raises(PackTampered):
        case.readings.get(7, "one")


def test_removing_waits_for_the_commit(vault: Vault, case: CaseFile) -> None:
    case.readings.put(7, "one", CANARY)
    with pytest.raises(RuntimeError, match="undone"), case.transaction():
        case.readings.remove(7)
        raise RuntimeError("undone")
    assert case.readings.has(7)
    with case.transaction():
        case.readings.remove(7)
    assert files(vault) == []


def test_the_least_recently_used_leave_over_all_cases(vault: Vault, case: CaseFile) -> None:
    other = vault.case(vault.cases.new("Orchard", now=NOW).id)
    for number, (home, name) in enumerate([(case, "a"), (other, "b"), (case, "c")]):
        home.readings.put(number, name, bytes(10_000))
        os.utime(home.readings._path(number, name), (number, number))
    total = stored.used_bytes(vault.cases_folder)
    assert total > 30_000
    assert case.readings.get(0, "a") is not None  # now it was used last
    stored.make_room(vault.cases_folder, limit_bytes=total, coming_bytes=5_000)
    assert not other.readings.has(1)
    assert case.readings.has(0)
    assert case.readings.has(2)
    stored.make_room(vault.cases_folder, limit_bytes=0)
    assert files(vault) == []


def test_what_a_kill_left_half_written_goes_and_other_files_stay(
    vault: Vault, case: CaseFile
) -> None:
    case.readings.put(7, "one", CANARY)
    (path,) = files(vault)
    half = path.with_name(f".{path.name}.abcd_123")
    half.write_bytes(b"half")
    strange = path.with_name("notes.txt")
    strange.write_bytes(b"somebody's")
    now_s = half.stat().st_mtime
    stored.sweep_unfinished(vault.cases_folder, now_s=now_s + 10)
    assert half.exists(), "it may be under way"
    stored.sweep_unfinished(vault.cases_folder, now_s=now_s + 7200)
    assert not half.exists()
    stored.make_room(vault.cases_folder, limit_bytes=0)
    assert files(vault) == [strange]


def test_no_link_is_followed(vault: Vault, case: CaseFile, tmp_path: Path) -> None:
    case.readings.put(7, "one", CANARY)
    (path,) = files(vault)
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.move(path, outside / path.name)
    path.parent.rmdir()
    path.parent.symlink_to(outside)
    assert stored.used_bytes(vault.cases_folder) == 0
    stored.make_room(vault.cases_folder, limit_bytes=0)
    assert (outside / path.name).exists()


def test_readings_are_in_no_backup(vault: Vault, case: CaseFile) -> None:
    case.readings.put(7, "one", CANARY)
    names = [source.path for source in sources.sources(vault)]
    assert any(name.endswith("case.db") for name in names)
    assert not any("reading" in name for name in names)


def test_a_new_key_of_the_case_leaves_no_old_readings(vault: Vault, case: CaseFile) -> None:
    case.readings.put(7, "one", CANARY)
    reencrypt_case(vault, case.ref, Job())
    assert files(vault) == []
    assert case.readings.get(7, "one") is None
    case.readings.put(7, "one", CANARY)
    assert case.readings.get(7, "one") == CANARY


def test_after_the_lock_nothing_is_given(vault: Vault, case: CaseFile) -> None:
    case.readings.put(7, "one", CANARY)
    vault.lock()
    with pytest.raises((VaultLocked, KeyNotHeld)):
        case.readings.get(7, "one")
