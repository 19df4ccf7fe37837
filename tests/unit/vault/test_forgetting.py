"""What is deleted leaves nothing behind in the database files of the vault."""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError
from appliance.jobs import Job
from appliance.vault import case_file, database
from appliance.vault.deletion import delete_case
from appliance.vault.reencrypt import reencrypt_case
from appliance.vault.schema.case import CASE_STEPS
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile

NOW = "2026-01-02T12:00:00.000+00:00"

WORD = "zygomorph"
PASSAGES = 60


def index(case: CaseFile, first: int, word: str) -> None:
    with case.transaction() as connection:
        connection.executemany(
            "INSERT INTO chunk_fts (rowid, body) VALUES (?, ?)",
            [(first + n, f"clause {n} of the agreement {word}{n} loan") for n in range(PASSAGES)],
        )


def remove(case: CaseFile, first: int) -> None:
    with case.transaction() as connection:
        connection.execute(
            "DELETE FROM chunk_fts WHERE rowid BETWEEN ? AND ?", (first, first + PASSAGES - 1)
        )


def traces(case: CaseFile, word: str = WORD) -> int:
    """In how many blocks of the index a word still is."""
    blocks = case.connection().execute("SELECT block FROM chunk_fts_data")
    return sum(word.encode() in bytes(block) for (block,) in blocks.fetchall())


def test_the_index_forgets_the_words_of_what_was_removed(case: CaseFile) -> None:
    index(case, 1, "mortgage")
    index(case, 1_000, WORD)
    assert traces(case) > 0
    remove(case, 1_000)
    assert traces(case) == 0
    found = case.connection().execute("SELECT rowid FROM chunk_fts WHERE chunk_fts MATCH 'loan'")
    assert len(found.fetchall()) == PASSAGES


def test_what_an_earlier_release_left_in_the_index_goes_at_the_first_use(
    vault: Vault, clock: Clock, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(case_file, "CASE_STEPS", CASE_STEPS[:1])
        case = vault.case(vault.cases.new("Miller", now=NOW).id)
        case.connection()
    index(case, 1, "mortgage")
    index(case, 1_000, WORD)
    remove(case, 1_000)
    assert traces(case) > 0
    vault.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    again = opened.case(case.id)
    assert traces(again) == 0
    index(again, 2_000, WORD)
    remove(again, 2_000)
    assert traces(again) == 0
    opened.lock()


def keys_on_disk(vault: Vault, work: Path) -> set[bytes]:
    """Every wrapped key of a case in any state that the control database's journal still has."""
    found: set[bytes] = set()
    journal = vault.database_path.with_name("vault.db-wal")
    raw = journal.read_bytes() if journal.exists() else b""
    frame_bytes = 24 + 16_384
    for frames in range((len(raw) - 32) // frame_bytes + 1 if raw else 1):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        shutil.copyfile(vault.database_path, work / "vault.db")
        (work / "vault.db-wal").write_bytes(raw[: 32 + frames * frame_bytes])
        found.update(_keys(vault, work / "vault.db"))
    return found


def _keys(vault: Vault, path: Path) -> Iterator[bytes]:
    salt = database.salt_of(vault.subkey("database salt"))
    try:
        with closing(database.connect(path, key=vault.subkey("database"), salt=salt)) as connection:
            for (key,) in connection.execute("SELECT wrapped_key FROM case_file").fetchall():
                yield bytes(key)
    except (ApplianceError, dbapi2.Error):
        return  # cut so that there is no database yet


def test_the_key_of_a_deleted_case_is_in_no_journal(
    vault: Vault, case: CaseFile, tmp_path: Path
) -> None:
    _, key = case.current()
    assert key in keys_on_disk(vault, tmp_path / "work")
    delete_case(vault, case.id, reason="by a person", now=NOW)
    assert key not in keys_on_disk(vault, tmp_path / "work")


def test_the_former_key_of_a_case_is_in_no_journal(
    vault: Vault, case: CaseFile, tmp_path: Path
) -> None:
    _, key = case.current()
    reencrypt_case(vault, case.ref, Job())
    assert key not in keys_on_disk(vault, tmp_path / "work")


def test_somebody_reading_hinders_neither_the_deletion_nor_the_closing(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    _, key = case.current()
    with vault.transaction() as connection:
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", [(f"test {n}", "x" * 9_000) for n in range(40)]
        )
    salt = database.salt_of(vault.subkey("database salt"))
    reader = database.connect(vault.database_path, key=vault.subkey("database"), salt=salt)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM meta").fetchone()
    delete_case(vault, case.id, reason="by a person", now=NOW)
    assert not case.folder.exists()
    reader.close()
    vault.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert key not in keys_on_disk(opened, tmp_path / "work")
    opened.lock()


def test_a_deletion_that_was_killed_is_forgotten_at_the_next_opening(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    _, key = case.current()
    vault.lock()

    def work() -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        opened.empty_journal = lambda: None  # type: ignore[method-assign]
        opened.cases.used(case.id, now="2027-01-02T12:00:00.000+00:00")  # the key in the journal
        delete_case(opened, case.id, reason="by a person", now=NOW)

    assert forked.run(partial(work)).well
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert key not in keys_on_disk(opened, tmp_path / "work")
    with pytest.raises(ApplianceError):
        opened.case(case.ref)
    opened.lock()
