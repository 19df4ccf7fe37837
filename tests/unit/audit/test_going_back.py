"""An older state that was accepted on purpose: what that closes, and what still raises an alarm."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.audit import seen, witness
from appliance.audit.events import Event
from appliance.errors import AuditForked, AuditRolledBack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.audit.watch import Watch
    from appliance.vault.store import Vault

    Reopened = Callable[[], Vault]
    Fill = Callable[[Vault, int], Watch]
    Copied = Callable[[Path, str], Path]


class Bench:
    """One vault in one folder, whose states are kept aside and put back whole."""

    def __init__(self, reopened: Reopened, fill: Fill, copied: Copied) -> None:
        self._reopened = reopened
        self._fill = fill
        self._copied = copied
        self.folder = self.work(4)

    def work(self, count: int) -> Path:
        """A session: opened without an alarm, so many entries, locked as the program does."""
        vault = self._reopened()
        if getattr(self, "folder", None):
            self._fill(vault, 0).examine()
        self._fill(vault, count).close()
        vault.lock()
        return vault.folder

    def look(self) -> Watch:
        return self._fill(self._reopened(), 0)

    def close(self) -> None:
        self._reopened().lock()

    def keep(self, name: str) -> Path:
        return self._copied(self.folder, name)

    def put(self, state: Path) -> None:
        """Only while no vault is open: `work`, or `close` after `look`, come before."""
        shutil.rmtree(self.folder)
        shutil.copytree(state, self.folder)

    def accept(self) -> str:
        """Go on with what lies there; returns what the entry gives up."""
        watch = self.look()
        with pytest.raises((AuditRolledBack, AuditForked)) as caught:
            watch.examine()
        watch.accept(caught.value, "restored on purpose")
        watch.examine()
        (entry,) = (one for one in watch.log.entries()[-1:] if one.event is Event.ROLLBACK_ACCEPTED)
        watch.close()
        self.close()
        return str(entry.details["given_up"])

    def alarm(self) -> str:
        """The message with which the opening ends, and every look after it."""
        messages = set()
        watch = self.look()
        for _ in range(2):
            with pytest.raises((AuditRolledBack, AuditForked)) as caught:
                watch.examine()
            messages.add(caught.value.message)
            watch.close()  # which must not make the alarm forgotten
        with pytest.raises((AuditRolledBack, AuditForked)):
            watch.verify()
        self.close()
        (message,) = messages
        return message


@pytest.fixture
def bench(reopened: Reopened, fill: Fill, copied: Copied) -> Bench:
    return Bench(reopened, fill, copied)


def test_an_acceptance_names_the_marks_that_it_gives_up(bench: Bench, medium: Path) -> None:
    made = witness.make(medium, secret=None)
    bench.work(1)
    old = bench.keep("old")
    bench.work(5)
    bench.put(old)
    names = bench.accept().split()
    assert [one.rsplit(":", 2)[0] for one in names] == ["computer", made.verifier.name]
    assert {one.rsplit(":", 2)[1] for one in names} == {"10"}


def test_after_an_accepted_rollback_the_next_one_is_an_alarm_again(bench: Bench) -> None:
    first = bench.keep("first")
    bench.work(40)
    bench.put(first)
    bench.accept()
    accepted = bench.keep("accepted")
    bench.work(10)
    bench.put(accepted)
    assert "this computer saw entry 15" in bench.alarm()
    bench.put(first)
    assert "this computer saw entry 15" in bench.alarm()


def test_the_history_that_was_given_up_is_an_alarm_when_it_comes_back(bench: Bench) -> None:
    first = bench.keep("first")
    bench.work(5)
    given_up = bench.keep("given up")
    bench.put(first)
    bench.accept()
    bench.work(9)
    kept = bench.keep("the other")
    bench.put(given_up)
    assert "given up on purpose on" in bench.alarm()
    # It may be taken up again on purpose; then it is the other one that was given up.
    bench.accept()
    bench.work(1)
    bench.put(kept)
    assert "given up on purpose on" in bench.alarm()


def test_a_witness_that_saw_more_than_was_given_up_is_an_alarm(
    bench: Bench, medium: Path, tmp_path: Path
) -> None:
    """The medium was not plugged in when the older state was accepted."""
    witness.make(medium, secret=None)
    bench.work(1)
    old = bench.keep("old")
    bench.work(5)
    away = medium.with_name("drawer")
    medium.rename(away)
    medium.mkdir()
    bench.put(old)
    assert "witness" not in bench.accept()
    bench.work(1)
    medium.rmdir()
    away.rename(medium)
    assert "the witness medium" in bench.alarm()
    names = bench.accept()
    assert "cofferdam-witness/" in names
    bench.work(3)


def test_an_older_copy_in_a_new_folder_is_an_alarm_and_the_newest_is_none(
    bench: Bench, copied: Copied, tmp_path: Path
) -> None:
    old = bench.keep("old")
    bench.work(5)
    newest = bench.folder.rename(tmp_path / "moved")
    bench.folder = newest
    shutil.copytree(newest, tmp_path / "kept")
    bench.look().examine()
    bench.close()
    shutil.rmtree(tmp_path / "kept")
    old.rename(tmp_path / "kept")
    bench.folder = tmp_path / "kept"
    bench.alarm()


def test_a_place_whose_history_went_on_elsewhere_is_held_against_the_newest(
    tmp_path: Path, vault: Vault, fill: Fill
) -> None:
    """The vault was moved; an old copy put where it lay before is one that is behind."""
    log = fill(vault, 20).log
    memory = {
        name: seen.Seen(
            tmp_path / "memory",
            vault_id=vault.vault_id,
            key=lambda: bytes(32),
            place=tmp_path / name,
        )
        for name in ("before", "now", "never")
    }

    def judge(name: str, number: int) -> None:
        last = log.mark_at(number)
        assert last is not None
        memory[name].judge(
            last, lambda seq: log.mark_at(seq) if seq <= number else None, given_up=lambda _: False
        )

    def keep(name: str, number: int) -> None:
        last = log.mark_at(number)
        assert last is not None
        memory[name].keep(last, log.mark_at, at="2026-11-22")

    keep("before", 10)
    judge("now", 15)
    keep("now", 15)
    for name in memory:
        judge(name, 15)
        with pytest.raises(AuditRolledBack):
            judge(name, 12)
    assert len(memory["now"].read().tips) == 1


def test_a_loss_that_was_accepted_stays_accepted_if_the_memory_could_not_be_kept(
    bench: Bench, tmp_path: Path
) -> None:
    """Killed between the entry and the memory: the entry itself names what it gives up."""
    first = bench.keep("first")
    bench.work(5)
    (memory,) = (tmp_path / "seen").iterdir()
    before = memory.read_bytes()
    bench.put(first)
    bench.accept()
    memory.write_bytes(before)
    bench.work(2)
    bench.put(first)
    bench.alarm()
