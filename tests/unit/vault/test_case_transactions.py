"""One transaction over the control database and the databases of cases, and what can cut it."""

from __future__ import annotations

import resource
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.errors import DiskFull, VaultLocked
from appliance.vault.store import Vault
from tests import forked
from tests.unit.vault.rows import add, die_at_statement, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile
    from appliance.vault.case_records import NotCarriedOut

NOW = "2026-01-02T12:00:00.000+00:00"
_LIMIT = 200


class Stop(Exception):
    pass


def ask(case: CaseFile, question: str, record: str = "{}") -> None:
    with case.transaction() as connection:
        connection.execute(
            "INSERT INTO answer VALUES (NULL, '', ?, NULL, 's', ?)", (question, record)
        )


def asked(case: CaseFile) -> list[str]:
    return [row[0] for row in case.connection().execute("SELECT question FROM answer ORDER BY id")]


@pytest.fixture
def other(vault: Vault) -> CaseFile:
    return vault.case(vault.cases.new("Wu", now=NOW).id)


def test_both_are_kept_or_neither(vault: Vault, case: CaseFile, other: CaseFile) -> None:
    with vault.transaction():
        add(vault, "line")
        ask(case, "one")
        ask(other, "two")
    assert (names(vault), asked(case), asked(other)) == (["line"], ["one"], ["two"])
    with pytest.raises(Stop), vault.transaction():
        ask(case, "three")
        add(vault, "line 2")
        ask(other, "four")
        raise Stop
    assert (names(vault), asked(case), asked(other)) == (["line"], ["one"], ["two"])


def test_an_inner_block_is_undone_alone_in_every_database(
    vault: Vault, case: CaseFile, other: CaseFile
) -> None:
    with vault.transaction():
        ask(case, "outer")
        with pytest.raises(Stop), vault.transaction():
            add(vault, "inner")
            ask(case, "inner")
            ask(other, "inner")  # takes part for the first time inside what is undone
            raise Stop
        with pytest.raises(Stop), case.transaction():
            ask(case, "inner 2")
            add(vault, "inner 2")
            raise Stop
        ask(other, "after")
        add(vault, "after")
    assert (names(vault), asked(case), asked(other)) == (["after"], ["outer"], ["after"])
    assert vault.pending.not_carried_out() == ()


def test_a_case_alone_is_its_own_transaction(vault: Vault, case: CaseFile) -> None:
    with pytest.raises(Stop), case.transaction():
        ask(case, "one")
        raise Stop
    assert asked(case) == []
    ask(case, "two")
    assert asked(case) == ["two"]
    assert vault.cases.by_id(case.id).answers == 1


def test_no_other_database_is_written_inside_a_case_alone(
    vault: Vault, case: CaseFile, other: CaseFile
) -> None:
    """Else two threads could wait for each other."""
    with case.transaction():
        with pytest.raises(RuntimeError, match="another database"), vault.transaction():
            pass
        with pytest.raises(RuntimeError, match="another database"), other.transaction():
            pass
        ask(case, "still")
    assert asked(case) == ["still"]
    add(vault, "free again")


def test_what_waits_for_the_end_waits_for_its_own_database(vault: Vault, case: CaseFile) -> None:
    done: list[str] = []

    def wait(word: str, case_id: int) -> None:
        vault.on_commit(lambda: done.append(f"{word} kept"), case_id=case_id)
        vault.on_rollback(lambda: done.append(f"{word} undone"), case_id=case_id)

    with vault.transaction():
        with pytest.raises(Stop), case.transaction():
            wait("a", case.id)
            wait("b", 0)
            raise Stop
        assert done == ["b undone", "a undone"] or done == ["a undone", "b undone"]
        with case.transaction():
            wait("c", case.id)
        wait("d", 0)
    assert done[2:] == ["d kept", "c kept"]
    vault.on_commit(lambda: done.append("at once"), case_id=case.id)
    assert done[-1] == "at once"


def test_threads_in_two_cases_do_not_wait_for_each_other(
    vault: Vault, case: CaseFile, other: CaseFile
) -> None:
    in_first, in_second = threading.Event(), threading.Event()

    def work() -> None:
        with other.transaction():
            in_second.set()
            in_first.wait()
            ask(other, "second")

    thread = threading.Thread(target=work)
    with case.transaction():
        thread.start()
        in_second.wait()
        in_first.set()
        thread.join()
        ask(case, "first")
    assert (asked(case), asked(other)) == (["first"], ["second"])


def test_threads_count_one_after_the_other(vault: Vault, case: CaseFile) -> None:
    def work(alone: bool) -> None:
        for _ in range(15):
            if alone:
                with case.transaction():
                    ask(case, str(len(asked(case))))
            else:
                with vault.transaction():
                    add(vault, str(len(names(vault))))
                    with case.transaction():
                        ask(case, str(len(asked(case))))

    threads = [threading.Thread(target=work, args=(alone,)) for alone in (True, False, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked(case) == [str(number) for number in range(45)]
    assert names(vault) == [str(number) for number in range(30)]
    assert vault.cases.by_id(case.id).answers == 45


@pytest.mark.parametrize("with_line", [True, False])
def test_locking_during_a_transaction_undoes_it_in_both(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str, with_line: bool
) -> None:
    ended: list[BaseException] = []
    began, go = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with vault.transaction() if with_line else case.transaction():
                ask(case, "unfinished")
                if with_line:
                    add(vault, "unfinished")
                began.set()
                go.wait()
        except BaseException as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    began.wait()
    vault.lock()
    go.set()
    thread.join()
    assert [type(error) for error in ended] == [VaultLocked]
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert (names(opened), asked(opened.case(case.id))) == ([], [])
    assert opened.pending.not_carried_out() == ()
    opened.lock()


def test_a_kill_at_any_statement_is_whole_or_told(
    vault: Vault, case: CaseFile, other: CaseFile, clock: Clock, passphrase: str
) -> None:
    vault.lock()

    def work(number: int) -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        first, second = opened.case(case.id), opened.case(other.id)
        first.connection(), second.connection()
        die_at_statement(number)
        with opened.transaction():
            add(opened, f"line {number}")
            ask(first, f"q{number}")
            ask(second, f"q{number}")

    told = 0
    ended = forked.Ending(killed=True, error="")
    for number in range(1, _LIMIT):
        ended = forked.run(partial(work, number))
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        line = f"line {number}" in names(opened)
        missing = [
            one.ref
            for one in (opened.case(case.id), opened.case(other.id))
            if f"q{number}" not in asked(one)
        ]
        found = opened.pending.not_carried_out()
        if line:
            assert [one.ref for one in found] == missing
        else:
            assert len(missing) == 2, "something happened that was not recorded"
            assert found == ()
        told += len(found)
        with opened.transaction():
            opened.pending.acknowledge(found)
        assert opened.pending.not_carried_out() == ()
        opened.lock()
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    assert ended.well, "it was killed at every statement tried"
    assert told == 3, "two cases were missing once, one case once"


def test_a_case_that_cannot_be_written_after_its_line_is_told(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    vault.lock()

    def work(correcting: bool) -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        inside = opened.case(case.id)
        inside.connection()

        def correct(found: Sequence[NotCarriedOut]) -> None:
            assert [one.ref for one in found] == [case.ref]
            add(opened, "correction")

        if correcting:
            opened.pending.correct_with(correct)
        undone: list[str] = []
        # As a quota: the case's journal grows past it, the control database's does not.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        try:
            with opened.transaction():
                add(opened, f"line {correcting}")
                with inside.transaction():
                    ask(inside, "q", "x" * 2_000_000)
                    opened.on_rollback(lambda: undone.append("blob"), case_id=case.id)
                    opened.on_commit(lambda: undone.append("no"), case_id=case.id)
                opened.on_commit(lambda: undone.append("line"))
        except DiskFull:
            assert undone == ["blob", "line"]
            assert "q" not in asked(inside)
            ask(inside, "short")  # and the case goes on working
            raise

    for correcting in (False, True):
        assert forked.run(partial(work, correcting)).error == DiskFull.code
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        found = opened.pending.not_carried_out()
        assert f"line {correcting}" in names(opened)
        assert ("correction" in names(opened)) is correcting
        assert [one.ref for one in found] == ([] if correcting else [case.ref])
        opened.pending.acknowledge(found)
        opened.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert asked(opened.case(case.id)) == ["short", "short"]
    opened.lock()


def test_a_control_database_that_cannot_be_written_undoes_the_case(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    vault.lock()

    def work() -> None:
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        inside = opened.case(case.id)
        inside.connection()
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        with opened.transaction():
            ask(inside, "q")
            add(opened, "line", "x" * 2_000_000)

    assert forked.run(work).error == DiskFull.code
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert (names(opened), asked(opened.case(case.id))) == ([], [])
    assert opened.pending.not_carried_out() == ()
    opened.lock()


def test_what_was_kept_is_cleared_when_the_vault_is_locked(
    vault: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    with vault.transaction():
        ask(case, "q")
    count = "SELECT count(*) FROM pending_case"
    assert vault.connection().execute(count).fetchone() == (1,)
    vault.lock()
    opened = Vault.open(vault.folder, passphrase, clock=clock)
    assert opened.connection().execute(count).fetchone() == (0,)
    opened.lock()
