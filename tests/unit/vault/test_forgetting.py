"""What is deleted leaves nothing behind in the database files of the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.vault.store import Vault

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile

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
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    case.connection().execute("INSERT INTO chunk_fts (chunk_fts, rank) VALUES ('secure-delete', 0)")
    index(case, 1, "mortgage")
    index(case, 1_000, WORD)
    remove(case, 1_000)
    assert traces(case) > 0
    case.connection().execute("PRAGMA user_version = 1")
    vault.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    again = opened.case(case.id)
    assert traces(again) == 0
    index(again, 2_000, WORD)
    remove(again, 2_000)
    assert traces(again) == 0
    opened.lock()
