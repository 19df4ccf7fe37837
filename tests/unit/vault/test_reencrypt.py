"""A case under a new key: nothing lost, nothing readable with the old one, killed anywhere."""

from __future__ import annotations

import threading
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.errors import Cancelled, VaultDamaged
from appliance.jobs import Job
from appliance.vault import database
from appliance.vault.case_file import connect
from appliance.vault.reencrypt import reencrypt_case
from appliance.vault.schema.case import CASE_STEPS
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile


def fill(case: CaseFile, number: int = 1) -> None:
    data = b"original %d" % number
    with case.transaction() as connection:
        blob_id = case.blobs.put(data, binding=b"document %064d" % number)
        connection.execute(
            "INSERT INTO document (id, name, sha256, size_bytes, media_type, state, blob_id, "
            "added_at) VALUES (?1, 'd', ?2, 1, 'm', 'ready', ?3, '')",
            (number, f"{number:064d}", blob_id),
        )
        connection.execute("INSERT INTO chunk_fts (rowid, body) VALUES (?, 'loans')", (number,))


def check(case: CaseFile, count: int = 1) -> None:
    rows = case.connection().execute("SELECT id, sha256, blob_id FROM document ORDER BY id")
    found = [
        case.blobs.get(blob_id, binding=f"document {sha}".encode())
        for _, sha, blob_id in rows.fetchall()
    ]
    assert found == [b"original %d" % number for number in range(1, count + 1)]
    matches = case.connection().execute("SELECT rowid FROM chunk_fts WHERE chunk_fts MATCH 'loan'")
    assert len(matches.fetchall()) == count
    assert case.connection().execute("PRAGMA cipher_integrity_check").fetchall() == []
    version = case.connection().execute("PRAGMA user_version").fetchone()
    assert version == (len(CASE_STEPS),)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_everything_is_under_a_new_key(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    fill(case)
    _, old_key = vault.cases._files.unwrapped(case)
    before = {path.read_bytes() for path in (case.folder / "blobs").iterdir()}
    reencrypt_case(vault, case.ref, Job())
    check(case)
    fill(case, 2)
    assert {"case.2.db", "blobs.2"} <= files(case.folder)
    assert not {"case.db", "blobs"} & files(case.folder)
    with pytest.raises(VaultDamaged), closing(connect(case.folder / "case.2.db", old_key)):
        pass
    assert not before & {path.read_bytes() for path in (case.folder / "blobs.2").iterdir()}
    reencrypt_case(vault, case.ref, Job())
    check(case, 2)
    vault.lock()
    assert files(case.folder) == {"case.3.db", "blobs.3"}
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    check(opened.case(case.ref), 2)
    opened.lock()


def test_a_kill_anywhere_leaves_a_whole_case_and_it_goes_on(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    for number in (1, 2):
        fill(case, number)
    vault.lock()

    def work() -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        reencrypt_case(opened, case.ref, Job())

    generations = set()
    ended = forked.Ending(killed=True, error="")
    for number in range(1, 300):
        ended = forked.run(work, kill_at=number)
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        inside = opened.case(case.ref)
        check(inside, 2)
        generation, _ = inside.current()
        generations.add(generation)
        waiting = opened.connection().execute("SELECT next_key IS NULL FROM case_file").fetchone()
        opened.lock()
        if waiting == (1,):
            own = (
                {"case.db", "blobs"}
                if generation == 1
                else {f"case.{generation}.db", f"blobs.{generation}"}
            )
            assert files(case.folder) == own
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    assert ended.well
    assert len(generations) > 2, "no kill fell after a switch"


def test_originals_that_are_done_are_not_done_again(vault: Vault, case: CaseFile) -> None:
    for number in range(1, 6):
        fill(case, number)
    job = Job()
    ticks = 0
    job_tick = job.tick

    def tick(*arguments: object, **named: object) -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 4:
            job.cancel()
        job_tick(*arguments, **named)  # type: ignore[arg-type]

    job.tick = tick  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        reencrypt_case(vault, case.ref, job)
    done = {path.name: path.stat().st_mtime_ns for path in (case.folder / "blobs.2").iterdir()}
    assert len(done) == 3
    check(case, 5)
    fill(case, 6)  # work goes on in between
    reencrypt_case(vault, case.ref, Job())
    check(case, 6)
    after = {path.name: path.stat().st_mtime_ns for path in (case.folder / "blobs.2").iterdir()}
    assert done.items() <= after.items()


def test_another_threads_connection_moves_over(vault: Vault, case: CaseFile) -> None:
    fill(case)
    switch, switched = threading.Event(), threading.Event()
    seen: list[int] = []

    def work() -> None:
        connection = case.connection()
        switch.set()
        switched.wait()
        fill(case, 2)
        seen.append(int(case.connection() is connection))

    thread = threading.Thread(target=work)
    thread.start()
    switch.wait()
    reencrypt_case(vault, case.ref, Job())
    switched.set()
    thread.join()
    assert seen == [0]
    check(case, 2)


def test_a_case_that_is_gone_has_nothing_to_do(vault: Vault) -> None:
    reencrypt_case(vault, "0" * 32, Job())


def test_a_missing_original_stays_missing(vault: Vault, case: CaseFile) -> None:
    fill(case)
    for path in (case.folder / "blobs").iterdir():
        path.unlink()
    reencrypt_case(vault, case.ref, Job())
    assert files(case.folder / "blobs.2") == set()


def test_the_salt_of_the_new_file_is_derived_too(vault: Vault, case: CaseFile) -> None:
    reencrypt_case(vault, case.ref, Job())
    salt = case.subkey("database salt")[: database.SALT_BYTES]
    database.check_file(case.folder / "case.2.db", salt=salt)


def test_rotation_of_the_vault_reaches_every_case(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    fill(case)
    work = partial(vault.rotate, Job())
    work()
    check(case)
    assert case.current()[0] == 2
    assert vault.rotation_left() == 0
    new = vault.cases.new("Wu", now="2026-01-02T12:00:00.000+00:00")
    assert new.id > case.id
    vault.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    check(opened.case(case.ref))
    assert [row.name for row in opened.cases.all()] == ["Wu", "Miller"]
    opened.lock()
