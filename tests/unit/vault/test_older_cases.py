"""A case database from earlier, put back: told by how many commits are missing, or gone on with."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.errors import CommitsMissing, DiskFull
from appliance.vault import closing_record
from appliance.vault import connection as connections
from appliance.vault.store import Vault
from tests import forked
from tests.unit.vault.rows import add, names

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile

NOW = "2026-01-02T12:00:00.000+00:00"


def ask(case: CaseFile, question: str) -> None:
    with case.transaction() as connection:
        connection.execute("INSERT INTO answer VALUES (NULL, '', ?, NULL, 's', '{}')", (question,))


def asked(case: CaseFile) -> list[str]:
    return [row[0] for row in case.connection().execute("SELECT question FROM answer ORDER BY id")]


def count(case: CaseFile) -> int:
    ((number,),) = case.connection().execute("SELECT value FROM case_meta WHERE key = 'commit_no'")
    return int(number)


def expected(vault: Vault, case: CaseFile) -> int:
    ((number,),) = vault.connection().execute(
        "SELECT commit_no FROM case_file WHERE id = ?", (case.id,)
    )
    return int(number)


def shut(vault: Vault) -> None:
    """Locked, but without the record of the closing, which would tell too."""
    vault.lock()
    (vault.folder / closing_record.NAME).unlink(missing_ok=True)


def reopened(vault: Vault, clock: Clock, passphrase: str) -> Vault:
    return Vault.open(vault.folder, passphrase, clock=clock)


def database(case: CaseFile) -> Path:
    return case.folder / "case.db"


def test_every_commit_is_counted_in_both(vault: Vault, case: CaseFile) -> None:
    ask(case, "alone")
    assert (count(case), expected(vault, case)) == (1, 1)
    with vault.transaction():
        add(vault, "line")
        ask(case, "with a line")
        ask(case, "in the same commit")
    assert (count(case), expected(vault, case)) == (2, 2)
    with case.transaction():
        asked(case)
    assert count(case) == 2, "looking is no commit"


def test_what_changes_no_count_is_known_at_the_next_commit_or_the_lock(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    ask(case, "one")
    update = "UPDATE answer SET record = '[]'"
    with case.transaction() as connection:
        connection.execute(update)
    assert (count(case), expected(vault, case)) == (2, 1)
    add(vault, "a line of something else")
    assert expected(vault, case) == 2
    with case.transaction() as connection:
        connection.execute(update)
    vault.lock()
    opened = reopened(vault, clock, passphrase)
    assert expected(opened, case) == 3
    opened.lock()


@pytest.mark.parametrize("with_line", [True, False])
def test_an_older_database_put_back_is_named_with_what_is_missing(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path, with_line: bool
) -> None:
    ask(case, "kept")
    vault.lock()
    shutil.copyfile(database(case), tmp_path / "old")
    opened = reopened(vault, clock, passphrase)
    for number in range(3):
        if with_line:
            with opened.transaction():
                add(opened, f"line {number}")
                ask(opened.case(case.id), "lost")
        else:
            ask(opened.case(case.id), "lost")
    shut(opened)
    shutil.copyfile(tmp_path / "old", database(case))
    stray = case.folder / "blobs" / ("f" * 32)
    stray.write_bytes(b"not yet swept")
    opened = reopened(vault, clock, passphrase)
    for _ in range(2):  # the second time too
        with pytest.raises(CommitsMissing) as caught:
            opened.case(case.id).connection()
        assert caught.value.facts["missing"] == "3"
    assert opened.cases.by_id(case.id).answers == 4, "what it says is believed in nothing"
    assert stray.exists()
    shut(opened)


def test_the_last_commit_alone_missing_after_a_kept_promise_is_named_too(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    vault.lock()
    shutil.copyfile(database(case), tmp_path / "old")
    opened = reopened(vault, clock, passphrase)
    with opened.transaction():
        add(opened, "line")
        ask(opened.case(case.id), "lost")
    shut(opened)
    shutil.copyfile(tmp_path / "old", database(case))
    opened = reopened(vault, clock, passphrase)
    assert opened.pending.not_carried_out() == ()
    with pytest.raises(CommitsMissing):
        opened.case(case.id).connection()
    shut(opened)


def test_going_on_with_an_older_database_is_whole_or_not_at_all(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, tmp_path: Path
) -> None:
    ask(case, "kept")
    vault.lock()
    shutil.copyfile(database(case), tmp_path / "old")
    opened = reopened(vault, clock, passphrase)
    ask(opened.case(case.id), "lost")
    ask(opened.case(case.id), "lost too")
    shut(opened)
    shutil.copyfile(tmp_path / "old", database(case))
    opened = reopened(vault, clock, passphrase)

    class Stop(Exception):
        pass

    with pytest.raises(Stop), opened.transaction():
        opened.case(case.id).accept_rollback()
        raise Stop
    with pytest.raises(CommitsMissing):
        opened.case(case.id).connection()
    with opened.transaction():
        add(opened, "accepted")
        assert opened.case(case.id).accept_rollback()
    assert asked(opened.case(case.id)) == ["kept"]
    assert opened.cases.by_id(case.id).answers == 1
    ask(opened.case(case.id), "new")
    shut(opened)
    opened = reopened(vault, clock, passphrase)
    assert asked(opened.case(case.id)) == ["kept", "new"]
    shut(opened)


def test_every_promise_that_was_not_kept_is_named(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    """Also if the log could not be corrected, and a later commit went through."""
    vault.lock()

    def work() -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        inside = opened.case(case.id)
        real = connections.Cursor.execute
        full = False

        def execute(self: connections.Cursor, sql: str, *rest: object) -> connections.Cursor:
            if full and sql == "COMMIT" and self.connection is inside.connection():
                raise DiskFull
            return real(self, sql, *rest)  # type: ignore[arg-type]

        connections.Cursor.execute = execute  # type: ignore[method-assign,assignment]
        for question in ("a", "b", "c"):
            full = question != "c"
            with suppress(DiskFull), opened.transaction():
                add(opened, f"line {question}")
                ask(inside, question)
            full = False
            ask(inside, f"alone after {question}")

    assert forked.run(work).well
    opened = reopened(vault, clock, passphrase)
    found = opened.pending.not_carried_out()
    assert asked(opened.case(case.id)) == ["alone after a", "alone after b", "c", "alone after c"]
    assert names(opened) == ["line a", "line b", "line c"]
    assert len({one.commit_no for one in found}) == 2
    with opened.transaction():
        opened.pending.acknowledge(found)
    assert opened.pending.not_carried_out() == ()
    shut(opened)
    opened = reopened(vault, clock, passphrase)
    assert len(asked(opened.case(case.id))) == 4
    shut(opened)


def test_a_kill_among_commits_of_a_case_alone_alarms_nobody(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    from tests.unit.vault.rows import die_at_statement

    vault.lock()

    def work(number: int) -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        inside = opened.case(case.id)
        inside.connection()
        die_at_statement(number)
        ask(inside, f"alone {number}")
        with inside.transaction() as connection:
            connection.execute("UPDATE answer SET record = '[]'")
        with opened.transaction():
            add(opened, f"line {number}")
            ask(inside, f"promised {number}")
        add(opened, f"another line {number}")
        opened.lock()

    ended = forked.Ending(killed=True, error="")
    for number in range(1, 200):
        ended = forked.run(partial(work, number))
        opened = reopened(vault, clock, passphrase)
        found = opened.pending.not_carried_out()
        done = f"promised {number}" in asked(opened.case(case.id))
        assert done or f"line {number}" not in names(opened) or len(found) == 1
        with opened.transaction():
            opened.pending.acknowledge(found)
        opened.lock()
        if ended.well:
            break
    assert ended.well, ended
