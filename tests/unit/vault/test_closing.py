"""Genuine but old: pages and whole databases put back while the vault was closed are named."""

from __future__ import annotations

import json
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.backup.making import back_up
from appliance.backup.restoring import Backup
from appliance.errors import (
    AuditTruncated,
    CaseRolledBack,
    ClosingRecordDamaged,
    PackTampered,
    VaultDamaged,
    VaultRolledBack,
)
from appliance.jobs import Job
from appliance.vault import closing, closing_record
from appliance.vault.deletion import delete_case
from appliance.vault.domains import CONTROL
from appliance.vault.store import Vault
from tests import forked
from tests.unit.vault import killing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

    Opened = Callable[..., Vault]

PAGE_BYTES = 16384
NOW = "2026-01-02T12:00:00.000+00:00"
RECORD = closing_record.NAME


@pytest.fixture
def opened(passphrase: str, clock: Clock) -> Iterator[Opened]:
    """Opens a vault; all are locked at the end."""
    made: list[Vault] = []

    def work(folder: Path, *, accept_rollback: bool = False) -> Vault:
        made.append(Vault.open(folder, passphrase, clock=clock, accept_rollback=accept_rollback))
        return made[-1]

    yield work
    for vault in made:
        vault.lock()


def enter(vault: Vault, number: int = 0) -> None:
    AuditLog(vault, vault._clock).append(Event.ASKED, "c", number=number)


def write(vault: Vault, ref: str, text: str) -> None:
    """A row of a case with its line, a page that no line tells of, as asking a question is."""
    case = vault.case(ref)
    with vault.transaction() as control, case.transaction() as connection:
        connection.execute(
            "INSERT INTO answer (asked_at, question, status, record) VALUES (?, ?, 'answered', ?)",
            (NOW, text, text * 2000),
        )
        control.execute("INSERT OR REPLACE INTO meta VALUES ('t', ?)", (text,))
        enter(vault)


@pytest.fixture
def folder(tmp_path: Path, clock: Clock, fast: KdfParams, passphrase: str) -> Path:
    """A vault with two cases, a line in its chain, closed."""
    vault, _code = Vault.create(tmp_path / "kept", passphrase, clock=clock, kdf=fast)
    for name in ("A", "B"):
        row = vault.cases.new(name, now=NOW)
        write(vault, row.ref, f"{name} 1")
    vault.lock()
    return tmp_path / "kept"


def refs(vault: Vault) -> list[str]:
    return [row.ref for row in reversed(vault.cases.all())]


@pytest.fixture
def old(folder: Path, tmp_path: Path, opened: Opened) -> Path:
    """The vault as it was before `folder` was used once more."""
    shutil.copytree(folder, tmp_path / "old")
    vault = opened(folder)
    for ref in refs(vault):
        write(vault, ref, "later")
    vault.lock()
    return tmp_path / "old"


def cases_of(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.glob("cases/*/case.db"))


def record(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / RECORD).read_text())
    return read


def look(folder: Path, passphrase: str, clock: Clock) -> str:
    """The code of what is told when the vault is opened, verified, and all its cases are read."""
    try:
        vault = Vault.open(folder, passphrase, clock=clock)
    except VaultDamaged as error:
        return error.code
    try:
        AuditLog(vault, clock).verify()
        for row in vault.cases.all():
            vault.case(row.ref).connection().execute("SELECT * FROM answer").fetchall()
    except Exception as error:
        return str(getattr(error, "code", repr(error)))
    finally:
        vault.lock()
    return ""


def changed_pages(old: Path, new: Path) -> Iterator[bytes]:
    """The newer file with one of its pages as it was before, for each that differs."""
    before, now = old.read_bytes(), new.read_bytes()
    for at in range(0, min(len(before), len(now)), PAGE_BYTES):
        if before[at : at + PAGE_BYTES] != now[at : at + PAGE_BYTES]:
            yield now[:at] + before[at : at + PAGE_BYTES] + now[at + PAGE_BYTES :]


def test_a_clean_close_is_written_down(folder: Path, opened: Opened) -> None:
    said = record(folder)
    assert (said["state"], said["entry"]) == (closing_record.CLOSED, 2)
    assert (folder / RECORD).stat().st_mode & 0o777 == 0o600
    control = closing_record.measure(folder / "vault.db")
    assert control is not None
    assert said["control"] == {
        "name": "vault.db",
        "size_bytes": control.size_bytes,
        "sha256": control.sha256,
    }
    assert set(said["cases"]) == {path.parent.name for path in cases_of(folder)}  # type: ignore[call-overload]
    vault = opened(folder)
    assert vault.closing.note == closing.AGREED
    assert record(folder)["state"] == closing_record.OPEN


@pytest.mark.parametrize("part", ["vault.db", "case"])
def test_every_old_page_put_back_is_named(
    folder: Path, old: Path, passphrase: str, clock: Clock, tmp_path: Path, part: str
) -> None:
    paths = cases_of(folder) if part == "case" else [folder.relative_to(folder) / "vault.db"]
    tried, told = 0, set()
    for path in paths:
        for mixed in changed_pages(old / path, folder / path):
            copy = shutil.copytree(folder, tmp_path / f"copy{path.parent.name}{tried}")
            (copy / path).write_bytes(mixed)
            told.add(look(copy, passphrase, clock))
            tried += 1
    assert tried >= 2
    if part == "case":
        assert told == {CaseRolledBack.code}
    else:  # a page of the chain's newest entries is named by the head, unless nothing fits any more
        assert VaultRolledBack.code in told
        assert told <= {VaultRolledBack.code, VaultDamaged.code, AuditTruncated.code, "A402"}


def test_a_whole_old_case_put_back_is_named(
    folder: Path, old: Path, opened: Opened, passphrase: str, clock: Clock
) -> None:
    path, other = cases_of(folder)
    shutil.copy(old / path, folder / path)
    vault = opened(folder)
    for _ in range(2):
        with pytest.raises(CaseRolledBack) as caught:
            vault.case(path.parent.name).connection()
        assert caught.value.facts["ref"] == path.parent.name[:12]
    assert vault.case(other.parent.name).connection().execute("SELECT 1").fetchone() == (1,)
    vault.lock()
    assert look(folder, passphrase, clock) == CaseRolledBack.code, "and it stays so"


def test_an_old_case_goes_on_when_that_is_accepted(
    folder: Path, old: Path, opened: Opened, passphrase: str, clock: Clock
) -> None:
    path, _ = cases_of(folder)
    shutil.copy(old / path, folder / path)
    vault = opened(folder)
    case = vault.case(path.parent.name)
    with pytest.raises(ZeroDivisionError), vault.transaction():
        assert case.accept_rollback()
        raise ZeroDivisionError  # such as a line that cannot be written
    with pytest.raises(CaseRolledBack):
        case.connection()
    with vault.transaction():
        assert case.accept_rollback()
        enter(vault)
    case.connection()
    vault.lock()
    assert look(folder, passphrase, clock) == ""
    again = opened(folder)
    with again.transaction():
        assert not again.case(path.parent.name).accept_rollback(), "there is nothing to accept"


def test_the_database_of_another_case_is_not_this_one(
    folder: Path, passphrase: str, clock: Clock
) -> None:
    one, other = cases_of(folder)
    shutil.copy(folder / other, folder / one)
    assert look(folder, passphrase, clock) == VaultDamaged.code


def test_a_whole_old_control_database_is_named(
    folder: Path, old: Path, passphrase: str, clock: Clock
) -> None:
    shutil.copy(old / "vault.db", folder / "vault.db")
    assert look(folder, passphrase, clock) == AuditTruncated.code


def test_an_old_journal_put_back_is_named(
    folder: Path, old: Path, opened: Opened, tmp_path: Path, passphrase: str, clock: Clock
) -> None:
    """Journals as a kill left them, put beside databases that were closed cleanly since."""
    killed = tmp_path / "killed"
    vault = opened(folder)
    for ref in refs(vault):
        write(vault, ref, "killed")
    shutil.copytree(folder, killed)
    vault.lock()
    journals = [path.relative_to(killed) for path in killed.rglob("*.db-wal")]
    assert len(journals) == 3
    for number, path in enumerate(journals):
        copy = shutil.copytree(folder, tmp_path / f"copy{number}")
        shutil.copy(killed / path, copy / path)
        if path.name == "vault.db-wal":
            assert look(copy, passphrase, clock) in (VaultRolledBack.code, VaultDamaged.code)
        else:
            assert look(copy, passphrase, clock) == CaseRolledBack.code


def test_a_flipped_bit_is_damage_and_not_an_old_state(
    folder: Path, passphrase: str, clock: Clock, tmp_path: Path
) -> None:
    for number, path in enumerate([*cases_of(folder), (folder / "vault.db").relative_to(folder)]):
        copy = shutil.copytree(folder, tmp_path / f"copy{number}")
        raw = bytearray((copy / path).read_bytes())
        raw[-100] ^= 4
        (copy / path).write_bytes(raw)
        assert look(copy, passphrase, clock) == VaultDamaged.code


def test_a_record_that_was_taken_away_changed_or_put_back_is_named(
    folder: Path, old: Path, opened: Opened
) -> None:
    whole = (folder / RECORD).read_bytes()
    assert record(folder)["entry"] == 4
    forged = whole.replace(b'"entry":4', b'"entry":3')
    assert forged != whole
    for bad in (None, b"", b"{", forged, whole[:-1], (old / RECORD).read_bytes()):
        (folder / RECORD).unlink(missing_ok=True)
        if bad is not None:
            (folder / RECORD).write_bytes(bad)
        for _ in range(2):  # and it stays so
            vault = opened(folder)
            with pytest.raises(ClosingRecordDamaged):
                AuditLog(vault, vault._clock).verify()
            vault.lock()


def test_record_and_database_put_back_together_are_seen_by_the_head(
    folder: Path, old: Path, passphrase: str, clock: Clock
) -> None:
    for name in ("vault.db", RECORD):
        shutil.copy(old / name, folder / name)
    assert look(folder, passphrase, clock) == AuditTruncated.code


def test_one_damaged_slot_of_the_head_does_not_hide_that_a_record_must_be_there(
    folder: Path, opened: Opened
) -> None:
    (folder / RECORD).unlink()
    whole = (folder / "audit.head").read_bytes()
    for broken in (bytes(128) + whole[128:], whole[:128] + bytes(128)):
        (folder / "audit.head").write_bytes(broken)
        vault = opened(folder)
        with pytest.raises(ClosingRecordDamaged):
            AuditLog(vault, vault._clock).judge_head()
        vault.lock()


def test_a_control_database_is_opened_on_purpose(
    folder: Path, old: Path, opened: Opened, passphrase: str, clock: Clock
) -> None:
    # The last first: the first are of `meta`, and one old page of it is damage, not an old state.
    for mixed in reversed(list(changed_pages(old / "vault.db", folder / "vault.db"))):
        (folder / "vault.db").write_bytes(mixed)
        if look(folder, passphrase, clock) == VaultRolledBack.code:
            break
    with pytest.raises(VaultRolledBack):
        opened(folder)
    vault = opened(folder, accept_rollback=True)
    with pytest.raises(VaultRolledBack):
        AuditLog(vault, clock).judge_head()
    vault.lock()
    assert look(folder, passphrase, clock) == VaultRolledBack.code, "nobody vouched for it"
    vault = opened(folder, accept_rollback=True)
    enter(vault)
    vault.closing.vouch()
    vault.lock()
    assert look(folder, passphrase, clock) == ""


def test_without_a_record_or_after_a_kill_nothing_is_said(
    folder: Path, opened: Opened, tmp_path: Path, passphrase: str, clock: Clock
) -> None:
    vault = opened(folder)
    first, second = refs(vault)
    write(vault, first, "killed")
    shutil.copytree(folder, tmp_path / "killed")
    shutil.copytree(folder, tmp_path / "without")
    vault.lock()
    (tmp_path / "without" / RECORD).unlink()
    left = record(tmp_path / "killed")
    assert set(left["cases"]) == {second}, "of what was used nothing is known"  # type: ignore[call-overload]
    for name, note in (("killed", closing.UNCLEAN), ("without", closing_record.MISSING)):
        again = opened(tmp_path / name)
        assert again.closing.note == note
        again.lock()
        assert look(tmp_path / name, passphrase, clock) == ""
        assert record(tmp_path / name)["state"] == closing_record.CLOSED, "from now on it is"


def test_a_case_that_a_killed_session_did_not_use_is_still_compared(
    folder: Path, old: Path, opened: Opened, tmp_path: Path, passphrase: str, clock: Clock
) -> None:
    vault = opened(folder)
    first, second = refs(vault)
    write(vault, first, "killed")
    shutil.copytree(folder, tmp_path / "killed")
    path = tmp_path / "killed" / "cases" / second / "case.db"
    shutil.copy(old / "cases" / second / "case.db", path)
    assert look(tmp_path / "killed", passphrase, clock) == CaseRolledBack.code


def test_who_opens_no_case_carries_what_is_known_of_them_over(
    folder: Path, old: Path, passphrase: str, clock: Clock, fast: KdfParams
) -> None:
    vault = Vault.open(folder, passphrase, clock=clock)
    vault.add_user("Bo", "pass of Bo", ["auditor"], [CONTROL], kdf=fast)
    enter(vault)
    vault.lock()
    before = record(folder)["cases"]
    auditor = Vault.open(folder, "pass of Bo", clock=clock, user="Bo")
    enter(auditor)
    auditor.lock()
    assert record(folder)["cases"] == before
    path, _ = cases_of(folder)
    shutil.copy(old / path, folder / path)
    auditor = Vault.open(folder, "pass of Bo", clock=clock, user="Bo")
    enter(auditor)
    auditor.lock()
    assert look(folder, passphrase, clock) == CaseRolledBack.code
    # Whoever may accept needs no key of the case.
    auditor = Vault.open(folder, "pass of Bo", clock=clock, user="Bo")
    with auditor.transaction():
        auditor.case(path.parent.name).accept_rollback()
        enter(auditor)
    auditor.lock()
    assert look(folder, passphrase, clock) == ""


def test_an_unread_case_is_not_read_again_at_lock(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = opened(folder)
    first, second = refs(vault)
    vault.case(first).connection().execute("SELECT * FROM answer").fetchall()
    write(vault, second, "more")
    measured: list[Path] = []
    measure = closing_record.measure

    def watched(path: Path) -> closing_record.FileMark | None:
        measured.append(path)
        return measure(path)

    monkeypatch.setattr(closing_record, "measure", watched)
    vault.lock()
    assert {path.parent.name for path in measured} == {"kept", second}
    assert set(record(folder)["cases"]) == {first, second}  # type: ignore[call-overload]


def test_new_deleted_and_encrypted_anew(folder: Path, passphrase: str, clock: Clock) -> None:
    vault = Vault.open(folder, passphrase, clock=clock)
    first, second = refs(vault)
    made = vault.cases.new("C", now=NOW)
    delete_case(vault, vault.cases.by_ref(first).id, reason="r", now=NOW)
    vault.rotate()
    enter(vault)
    vault.lock()
    said = record(folder)
    names = {ref: mark["name"] for ref, mark in said["cases"].items()}  # type: ignore[attr-defined]
    assert names == {second: "case.2.db", made.ref: "case.2.db"}
    assert said["control"]["name"] == "vault.2.db"  # type: ignore[index]
    assert look(folder, passphrase, clock) == ""


def test_a_restored_backup_raises_no_alarm(
    folder: Path, old: Path, opened: Opened, tmp_path: Path, passphrase: str, clock: Clock
) -> None:
    vault = opened(folder)
    enter(vault)
    back_up(vault, tmp_path / "b", clock=clock, job=Job())
    vault.lock()
    with Backup(tmp_path / "b", passphrase) as backup:
        backup.restore(tmp_path / "restored", job=Job())
    assert not (tmp_path / "restored" / RECORD).exists()
    assert look(tmp_path / "restored", passphrase, clock) == ""
    assert record(tmp_path / "restored")["state"] == closing_record.CLOSED


def work(folder: Path, passphrase: str, clock: Clock) -> None:
    """A session: look, write to one case, read another, lock."""
    vault = Vault.open(folder, passphrase, clock=clock)
    AuditLog(vault, clock).judge_head()
    enter(vault)
    first, second = refs(vault)
    write(vault, first, "more")
    vault.case(second).connection()
    enter(vault)
    vault.lock()


def test_a_kill_anywhere_raises_no_alarm(folder: Path, passphrase: str, clock: Clock) -> None:
    notes = set()
    ended = forked.Ending(killed=True, error="")
    for number in range(1, 2000, 3):
        ended = killing.run(partial(work, folder, passphrase, clock), kill_at=number)
        assert ended.killed or ended.well, ended
        vault = Vault.open(folder, passphrase, clock=clock)
        notes.add(vault.closing.note)
        vault.lock()
        assert look(folder, passphrase, clock) == "", f"killed at {number}"
        assert not list(folder.glob(f".{RECORD}.*"))
        if ended.well:
            break
    assert ended.well
    assert notes == {closing.AGREED, closing.UNCLEAN}


def test_a_kill_of_a_kill_raises_no_alarm(folder: Path, passphrase: str, clock: Clock) -> None:
    """Killed while working, killed again while opening what that left."""

    def opening() -> None:
        vault = Vault.open(folder, passphrase, clock=clock)
        AuditLog(vault, clock).judge_head()
        enter(vault)
        vault.lock()

    for number in range(1, 400, 7):
        killing.run(partial(work, folder, passphrase, clock), kill_at=60 + number)
        ended = forked.run(opening, kill_at=1 + number // 7)
        assert ended.killed or ended.well, ended
        assert look(folder, passphrase, clock) == "", f"killed at {number}"


def test_an_original_opens_for_its_document_only(folder: Path, opened: Opened) -> None:
    """The name on the disk is random; what binds a sealed original is its document's SHA-256.

    So no other genuine original takes its place, and an older one of the same document is equal.
    """
    vault = opened(folder)
    ref, _ = refs(vault)
    blobs = vault.case(ref).blobs
    first = blobs.put(b"the document", binding=b"document 1")
    other = blobs.put(b"another one", binding=b"document 2")
    older = blobs.put(b"the document", binding=b"document 1")
    place = folder / "cases" / ref / "blobs"
    shutil.copy(place / other, place / first)
    with pytest.raises(PackTampered):
        blobs.get(first, binding=b"document 1")
    shutil.copy(place / older, place / first)
    assert blobs.get(first, binding=b"document 1") == b"the document"
