"""Cases: their own keys, their register, their end."""

from __future__ import annotations

import hashlib
import json
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.errors import (
    CaseExists,
    CaseHeld,
    CaseUnknown,
    KeyNotHeld,
    VaultDamaged,
    VaultTooNew,
)
from appliance.vault import case_file, database
from appliance.vault.case_ids import MOST_CASES, base, case_of, document_id
from appliance.vault.case_seals import CaseSeals, rewrap
from appliance.vault.deletion import certificate_of, delete_case
from appliance.vault.domains import CONTENT
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile

NOW = "2026-01-02T12:00:00.000+00:00"
LATER = "2026-02-02T12:00:00.000+00:00"


@pytest.fixture
def other(vault: Vault) -> CaseFile:
    return vault.case(vault.cases.new("Wu", now=NOW).id)


def write(case: CaseFile, question: str) -> None:
    with case.transaction() as connection:
        connection.execute("INSERT INTO answer VALUES (NULL, '', ?, NULL, 's', '{}')", (question,))


def read(case: CaseFile) -> list[str]:
    return [row[0] for row in case.connection().execute("SELECT question FROM answer ORDER BY id")]


def test_numbers_of_documents() -> None:
    assert document_id(1, 1) == 4294967297
    assert case_of(document_id(7, 5)) == 7
    assert case_of(document_id(MOST_CASES, 2**32 - 1)) == MOST_CASES
    assert document_id(MOST_CASES, 2**32 - 1) == 2**63 - 1, "SQLite's largest number"
    for nothing in (0, -1, 5, base(3), 2**63 + 1, -(2**40)):
        assert case_of(nothing) == 0
    for case_id, count in ((0, 1), (MOST_CASES + 1, 1), (1, 0), (1, 2**32)):
        with pytest.raises(ValueError, match="is from 1"):
            document_id(case_id, count)


def test_each_case_has_keys_of_its_own(case: CaseFile, other: CaseFile) -> None:
    keys = {one.subkey(purpose) for one in (case, other) for purpose in ("database", "blobs")}
    assert len(keys) == 4
    write(case, "secret of Miller")
    write(other, "secret of Wu")
    assert (read(case), read(other)) == (["secret of Miller"], ["secret of Wu"])
    salt = case.subkey("database salt")[: database.SALT_BYTES]
    with pytest.raises(VaultDamaged):
        database.check_file(other.folder / "case.db", salt=salt)


def test_nothing_of_a_case_can_be_read_on_the_disk_or_in_the_register(
    vault: Vault, case: CaseFile
) -> None:
    write(case, "the customer is insolvent")
    case.blobs.put(b"the customer is insolvent" * 10, binding=b"b")
    vault.cases.hold(case.id, "the customer is insolvent", now=NOW)
    rows = repr(vault.connection().execute("SELECT * FROM case_file").fetchall()).encode()
    for text in (b"Miller", b"insolvent"):
        assert text not in rows
        for path in vault.folder.rglob("*"):
            assert not path.is_file() or text not in path.read_bytes()


def test_another_cases_database_in_its_place_is_named(
    vault: Vault, case: CaseFile, other: CaseFile, clock: Clock, passphrase: str
) -> None:
    vault.lock()
    shutil.copy(other.folder / "case.db", case.folder / "case.db")
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    with pytest.raises(VaultDamaged, match="another vault"):
        opened.case(case.id).connection()
    assert read(opened.case(other.id)) == []
    opened.lock()


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_a_case_without_its_database_is_damage_and_hinders_no_other(
    vault: Vault, case: CaseFile, other: CaseFile, clock: Clock, passphrase: str, what: str
) -> None:
    vault.lock()
    (case.folder / "case.db").unlink()
    if what == "empty":
        (case.folder / "case.db").touch()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert [row.name for row in opened.cases.all()] == ["Wu", "Miller"]
    with pytest.raises(VaultDamaged, match=what):
        opened.case(case.id).connection()
    write(opened.case(other.id), "q")
    opened.lock()


def test_keys_exchanged_in_the_register_do_not_open(
    vault: Vault, case: CaseFile, other: CaseFile
) -> None:
    swap = "UPDATE case_file SET wrapped_key = (SELECT wrapped_key FROM case_file WHERE id = ?1)"
    vault.connection().execute(f"{swap} WHERE id = ?2", (other.id, case.id))
    with pytest.raises(VaultDamaged, match="not genuine"):
        case.subkey("blobs")


def test_names(vault: Vault, case: CaseFile, other: CaseFile) -> None:
    assert vault.cases.by_name("Wu").id == other.id
    assert [row.name for row in vault.cases.all()] == ["Wu", "Miller"]
    assert [row.name for row in vault.cases.all(names=False)] == ["", ""]
    with pytest.raises(CaseExists):
        vault.cases.new("Wu", now=NOW)
    for unknown in ("wu", "Wu ", ""):
        with pytest.raises(CaseUnknown):
            vault.cases.by_name(unknown)
    lengths = {
        len(sealed) for (sealed,) in vault.connection().execute("SELECT name_sealed FROM case_file")
    }
    assert len(lengths) == 1, "the length of a sealed name tells it"


def test_a_case_that_could_not_be_made_leaves_nothing(vault: Vault, case: CaseFile) -> None:
    with pytest.raises(KeyError), vault.transaction():
        vault.cases.new("Wu", now=NOW)
        raise KeyError
    assert [path.name for path in vault.cases_folder.iterdir()] == [case.ref]
    assert [row.name for row in vault.cases.all()] == ["Miller"]


def test_making_a_case_is_whole_or_not_after_a_kill_anywhere(
    vault: Vault, clock: Clock, passphrase: str
) -> None:
    vault.lock()

    def work(name: str) -> None:
        Vault.open(vault.folder, passphrase, clock=clock).cases.new(name, now=NOW)

    made: list[str] = []
    ended = forked.Ending(killed=True, error="")
    for number in range(1, 300):
        ended = forked.run(partial(work, f"case {number}"), kill_at=number)
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        for row in opened.cases.all():
            write(opened.case(row.id), "q")
            made.append(row.name)
            delete_case(opened, row.id, reason="r", now=NOW)
        opened.lock()
        assert {path.name for path in vault.cases_folder.iterdir()} <= {"stray"}
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    assert ended.well
    assert f"case {number}" in made


def test_who_lacks_the_keys_sees_references_and_counts_only(
    vault: Vault, case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(case, "q")

    def refuse(purpose: str) -> bytes:
        raise KeyNotHeld(what=purpose)

    monkeypatch.setattr(vault, "case_seals", CaseSeals(vault.vault_id, refuse))
    monkeypatch.setattr(vault, "holds", lambda domain: domain != CONTENT)
    (row,) = vault.cases.all(names=False)
    assert (row.name, row.ref, row.answers) == ("", case.ref, 1)
    for use in (
        vault.cases.all,
        lambda: vault.cases.by_name("Miller"),
        lambda: vault.cases.new("Wu", now=NOW),
        lambda: case.subkey("blobs"),
        lambda: vault.cases.hold(case.id, "why", now=NOW),
    ):
        with pytest.raises(KeyNotHeld):
            use()
    assert delete_case(vault, case.id, reason="rule", now=NOW).answers == 1


def test_connections_are_few_and_closed(vault: Vault, case: CaseFile) -> None:
    many = [vault.case(vault.cases.new(f"c{n}", now=NOW).id) for n in range(8)]
    held = [one.connection() for one in many]
    for one, connection in zip(many[-2:], held[-2:], strict=True):
        assert one.connection() is connection
    kept = vault.cases._files._kept.connections
    assert len(kept) <= case_file.CONNECTIONS_PER_THREAD
    assert many[0].connection() is not held[0]
    vault.lock()
    assert all(connection._shut for connection in (*held, *kept.values()))


def test_a_case_that_a_newer_release_wrote(vault: Vault, case: CaseFile) -> None:
    case.connection().execute("PRAGMA user_version = 99")
    vault.cases._files._seen.clear()
    vault.cases._files._kept.connections.clear()
    with pytest.raises(VaultTooNew):
        case.connection()


def test_counts_that_a_kill_left_behind_come_right_at_the_next_use(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    write(case, "q")
    vault.connection().execute("UPDATE case_file SET answers = 0, unfinished = 3")
    vault.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert [row.id for row in opened.cases.unfinished()] == [case.id]
    opened.case(case.id).connection()
    row = opened.cases.by_id(case.id)
    assert (row.answers, row.unfinished) == (1, 0)
    opened.lock()


def test_numbers_of_deleted_cases_are_not_given_again(vault: Vault, other: CaseFile) -> None:
    delete_case(vault, other.id, reason="r", now=NOW)
    assert vault.cases.new("Li", now=NOW).id > other.id


# Deleting ----------------------------------------------------------------------------------------


def test_deleting_leaves_a_certificate_and_no_key(
    vault: Vault, case: CaseFile, other: CaseFile
) -> None:
    write(case, "one")
    write(case, "two")
    blob_id = case.blobs.put(b"x" * 1000, binding=b"b")
    sealed = case.folder / "blobs" / blob_id
    line = f"blobs/{blob_id} {sealed.stat().st_size} "
    line += hashlib.sha256(sealed.read_bytes()).hexdigest()
    tag = vault.case_seals.tag("Miller").hex()
    vault.case(case.id).connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database_file = case.folder / "case.db"
    first = f"case.db {database_file.stat().st_size} "
    first += hashlib.sha256(database_file.read_bytes()).hexdigest()
    certificate = delete_case(vault, case.id, reason="by a person", now=LATER)
    assert certificate.files_sha256 == hashlib.sha256(f"{line}\n{first}\n".encode()).hexdigest()
    assert (certificate.ref, certificate.name_hash) == (case.ref, tag)
    assert (certificate.answers, certificate.files, certificate.deleted_at) == (2, 2, LATER)
    assert (certificate.reason, certificate.documents) == ("by a person", 0)
    assert "Miller" not in repr(certificate)
    assert certificate_of(vault, case.ref) == certificate
    assert not case.folder.exists()
    assert [row.name for row in vault.cases.all()] == ["Wu"]
    for use in (case.connection, lambda: case.subkey("blobs"), lambda: case.blobs):
        with pytest.raises(CaseUnknown):
            use()
    with pytest.raises(CaseUnknown):
        certificate_of(vault, other.ref)
    with pytest.raises(CaseUnknown):
        delete_case(vault, case.id, reason="again", now=LATER)


@pytest.mark.parametrize("text", ["{}", "no text", '{"a":' * 10_000])
def test_a_certificate_that_cannot_be_read_is_named(
    vault: Vault, case: CaseFile, text: str
) -> None:
    delete_case(vault, case.id, reason="by a person", now=LATER)
    with vault.transaction() as connection:
        connection.execute("UPDATE deleted_case SET certificate = ?", (text,))
    with pytest.raises(VaultDamaged, match="certificate cannot be read"):
        certificate_of(vault, case.ref)


def test_a_deletion_that_is_undone_deletes_nothing(vault: Vault, case: CaseFile) -> None:
    write(case, "q")
    with pytest.raises(KeyError), vault.transaction():
        delete_case(vault, case.id, reason="r", now=NOW)
        raise KeyError
    assert read(case) == ["q"]


def test_a_held_case_stays(vault: Vault, case: CaseFile) -> None:
    vault.cases.hold(case.id, "court order 7", now=NOW)
    assert vault.cases.hold_reason(case.id) == "court order 7"
    vault.cases.hold(case.id, "court order 8", now=LATER)
    row = vault.cases.by_id(case.id)
    assert (row.held_at, vault.cases.hold_reason(case.id)) == (NOW, "court order 8")
    with pytest.raises(CaseHeld, match=case.ref[:12]):
        delete_case(vault, case.id, reason="r", now=NOW)
    vault.cases.release(case.id)
    vault.cases.release(case.id)
    assert vault.cases.hold_reason(case.id) == ""
    delete_case(vault, case.id, reason="r", now=NOW)


def test_a_deletion_is_finished_after_a_kill_anywhere(
    vault: Vault, clock: Clock, passphrase: str
) -> None:
    vault.lock()

    def work(ref: str) -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        delete_case(opened, opened.case(ref).id, reason="r", now=NOW)

    deleted = 0
    ended = forked.Ending(killed=True, error="")
    for number in range(1, 300):
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        case = opened.case(opened.cases.new(f"case {number}", now=NOW).id)
        write(case, "q")
        case.blobs.put(b"x", binding=b"b")
        opened.lock()
        ended = forked.run(partial(work, case.ref), kill_at=number)
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        if opened.cases.all():
            assert read(opened.case(case.ref)) == ["q"]
            delete_case(opened, case.id, reason="r", now=NOW)
        else:
            deleted += 1
            assert certificate_of(opened, case.ref).answers == 1
            assert not case.folder.exists()
        opened.lock()
        assert not (vault.cases_folder / "stray").exists()
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    assert ended.well
    assert deleted > 2, "no kill fell between the deletion and the end of its files"


# Times -------------------------------------------------------------------------------------------


def test_uses_never_go_backwards(vault: Vault, case: CaseFile) -> None:
    vault.cases.used(case.id, now=LATER)
    assert vault.cases.by_id(case.id).last_used_at == LATER
    vault.cases.used(case.id, now=NOW)
    assert vault.cases.by_id(case.id).last_used_at == LATER
    new = vault.cases.new("Wu", now=NOW)  # made while the clock is wrong
    assert (new.created_at, new.last_used_at) == (NOW, LATER)
    vault.cases.close(new.id, now=NOW)
    assert vault.cases.by_id(new.id).closed_at == LATER
    vault.cases.reopen(new.id, now=NOW)
    assert vault.cases.by_id(new.id).closed_at is None


def test_a_use_is_written_once_a_day(vault: Vault, case: CaseFile) -> None:
    before = vault.connection().total_changes
    vault.cases.used(case.id, now=NOW.replace("T12", "T23"))
    assert vault.connection().total_changes == before


# Other content keys ------------------------------------------------------------------------------


def test_everything_can_be_put_under_other_content_keys(
    vault: Vault, case: CaseFile, other: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(case, "q")
    vault.cases.hold(other.id, "why", now=NOW)

    def new(purpose: str) -> bytes:
        return hashlib.sha256(purpose.encode()).digest()

    with vault.transaction() as connection:
        rewrap(connection, vault.vault_id, vault._content_key, new)
    with pytest.raises(VaultDamaged):
        vault.cases.all()
    with pytest.raises(CaseUnknown):
        vault.cases.by_name("Miller")
    monkeypatch.setattr(vault, "case_seals", CaseSeals(vault.vault_id, new))
    assert vault.cases.by_name("Miller").id == case.id
    assert vault.cases.hold_reason(other.id) == "why"
    vault.cases._files._kept.connections.clear()
    assert read(case) == ["q"]


def test_a_certificate_that_was_damaged(vault: Vault, case: CaseFile) -> None:
    delete_case(vault, case.id, reason="r", now=NOW)
    vault.connection().execute("UPDATE deleted_case SET certificate = ?", (json.dumps({}),))
    with pytest.raises(VaultDamaged, match="certificate"):
        certificate_of(vault, case.ref)


def test_a_case_folder_that_is_gone_can_still_be_deleted(vault: Vault, case: CaseFile) -> None:
    shutil.rmtree(case.folder)
    assert delete_case(vault, case.id, reason="r", now=NOW).files == 0


def test_folders_of_cases_are_private(vault: Vault, case: CaseFile, tmp_path: Path) -> None:
    write(case, "q")
    for path in (vault.cases_folder, *vault.cases_folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
