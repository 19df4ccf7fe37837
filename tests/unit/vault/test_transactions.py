from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from appliance.errors import VaultLocked
from tests.unit.vault.rows import COUNT, NAMES, TWICE, VALUES, add, names

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.store import Vault


class Stop(Exception):
    pass


def test_all_or_nothing(vault: Vault) -> None:
    with pytest.raises(Stop), vault.transaction():
        add(vault, "a")
        assert names(vault) == ["a"]
        raise Stop
    assert names(vault) == []
    add(vault, "b")
    assert names(vault) == ["b"]


def test_an_inner_block_that_fails_is_undone_alone(vault: Vault) -> None:
    with vault.transaction():
        add(vault, "outer")
        with pytest.raises(Stop), vault.transaction():
            add(vault, "inner")
            with vault.transaction():
                add(vault, "innermost")
            raise Stop
        add(vault, "after")
    assert names(vault) == ["outer", "after"]


def test_an_inner_block_is_undone_with_the_outer(vault: Vault) -> None:
    with pytest.raises(Stop), vault.transaction():
        with vault.transaction():
            add(vault, "inner")
        raise Stop
    assert names(vault) == []


def test_a_mistake_in_a_statement_is_no_known_trouble(vault: Vault) -> None:
    with pytest.raises(dbapi2.OperationalError), vault.transaction() as connection:
        add(vault, "a")
        connection.execute("SELEC")
    assert names(vault) == []


def test_what_waits_for_the_end(vault: Vault) -> None:
    done: list[str] = []

    def note(word: str) -> None:
        vault.on_commit(lambda: done.append(f"{word} kept"))
        vault.on_rollback(lambda: done.append(f"{word} undone"))

    note("outside")
    assert done == ["outside kept"]
    with vault.transaction():
        note("a")
        with pytest.raises(Stop), vault.transaction():
            note("b")
            raise Stop
        assert done == ["outside kept", "b undone"]
        with vault.transaction():
            note("c")
        assert done == ["outside kept", "b undone"]
    assert done == ["outside kept", "b undone", "a kept", "c kept"]
    with pytest.raises(Stop), vault.transaction():
        with vault.transaction():
            note("d")
        raise Stop
    assert done[-1] == "d undone"
    assert "d kept" not in done


def test_a_file_that_cannot_be_deleted_does_not_fail_the_commit(vault: Vault) -> None:
    def fail() -> None:
        raise PermissionError

    with vault.transaction():
        vault.on_commit(fail)
        add(vault, "a")
    assert names(vault) == ["a"]


def test_threads_wait_for_each_other(vault: Vault) -> None:
    def work(start: int) -> None:
        for number in range(start, start + 20):
            with vault.transaction() as connection:
                (count,) = connection.execute(COUNT).fetchone() or (0,)
                add(vault, f"{number}", str(count))

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = [int(row[0]) for row in vault.connection().execute(VALUES)]
    assert counts == list(range(60)), "a transaction saw another's unfinished work"


def test_each_thread_has_its_own_connection(vault: Vault) -> None:
    mine = vault.connection()
    others: list[object] = []
    thread = threading.Thread(target=lambda: others.append(vault.connection()))
    thread.start()
    thread.join()
    assert vault.connection() is mine
    assert others != [mine]


def test_cursors_read_in_every_way(vault: Vault) -> None:
    with vault.transaction():
        for number in range(600):
            add(vault, f"{number:03}")
    query = NAMES
    connection = vault.connection()
    wanted = [(f"{number:03}",) for number in range(600)]
    assert list(connection.execute(query)) == wanted
    assert connection.execute(query).fetchall() == wanted
    assert connection.execute(query).fetchmany(2) == wanted[:2]
    cursor = connection.cursor().execute(query)
    assert [next(cursor), next(cursor)] == wanted[:2]
    cursor = connection.execute("SELECT 1")
    next(cursor)
    with pytest.raises(StopIteration):
        next(cursor)


def test_rows_may_come_from_a_query_on_the_same_connection(vault: Vault) -> None:
    add(vault, "a")
    with vault.transaction() as connection:
        rows = connection.execute(TWICE)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    assert names(vault) == ["a", "a2"]


@pytest.mark.parametrize("round_", range(5))
def test_locking_interrupts_a_query_in_another_thread(vault: Vault, round_: int) -> None:
    began = threading.Event()
    ended: list[BaseException] = []

    def endless() -> None:
        try:
            with vault.transaction() as connection:
                connection.execute("INSERT INTO meta VALUES ('test unfinished', '')")
                began.set()
                connection.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                    "SELECT count(*) FROM n"
                ).fetchall()
        except BaseException as error:
            ended.append(error)

    thread = threading.Thread(target=endless)
    thread.start()
    began.wait()
    vault.lock()
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert [type(error) for error in ended] == [VaultLocked]


def test_locking_while_threads_write_loses_nothing_committed(
    vault: Vault, clock: Clock, passphrase: str
) -> None:
    committed: list[list[str]] = [[], [], []]

    def write(into: list[str], start: int) -> None:
        try:
            for number in range(start, start + 100_000):
                add(vault, f"{number}")
                into.append(f"{number}")
        except VaultLocked:
            return

    threads = [
        threading.Thread(target=write, args=(into, at * 1_000_000))
        for at, into in enumerate(committed)
    ]
    for thread in threads:
        thread.start()
    while not all(committed):
        pass
    vault.lock()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    opened = type(vault).open(vault.folder, passphrase, clock=clock)
    assert {name for into in committed for name in into} <= set(names(opened))
    opened.lock()


def test_an_iteration_is_cut_by_the_lock(vault: Vault) -> None:
    with vault.transaction():
        for number in range(600):
            add(vault, str(number))
    rows = iter(vault.connection().execute(NAMES))
    next(rows)
    vault.lock()
    with pytest.raises(VaultLocked):
        list(rows)


def test_what_comes_before_the_commit_can_still_refuse_it(vault: Vault) -> None:
    def refuse() -> None:
        raise Stop

    with pytest.raises(Stop), vault.transaction():
        add(vault, "a")
        vault.before_commit(refuse)
    assert names(vault) == []
    add(vault, "b")
    assert names(vault) == ["b"]


def test_before_the_commit_waits_for_the_outermost_block(vault: Vault) -> None:
    seen: list[list[str]] = []
    with vault.transaction():
        with vault.transaction():
            vault.before_commit(lambda: seen.append(names(vault)))
        assert seen == []
        add(vault, "late")
    assert seen == [["late"]]


def test_before_the_commit_of_an_undone_block_is_dropped(vault: Vault) -> None:
    with vault.transaction():
        with pytest.raises(Stop), vault.transaction():
            vault.before_commit(lambda: pytest.fail("it was undone"))
            raise Stop
        add(vault, "kept")
    assert names(vault) == ["kept"]


def test_before_the_commit_needs_one(vault: Vault) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        vault.before_commit(lambda: None)
