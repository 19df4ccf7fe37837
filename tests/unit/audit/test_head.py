"""The head beside the database: every state that it and the database can be in together."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.audit import head
from appliance.audit.chain import Mark
from appliance.audit.events import Event
from appliance.audit.head import Head, Slots, judge
from appliance.audit.log import AuditLog
from appliance.errors import (
    AuditBroken,
    AuditForked,
    AuditHeadDamaged,
    AuditTruncated,
    VaultDamaged,
)
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.audit.watch import Watch
    from appliance.clock import Clock

    Reopened = Callable[[], Vault]
    Fill = Callable[[Vault, int], Watch]


def mark(number: int, branch: bytes = b"a") -> Mark:
    return Mark(number, branch * 32, branch.upper() * 32) if number else Mark(0)


def looked_at(begun: int | None, confirmed: int | None, last: int, *, started: bool = True) -> str:
    slots = Slots(
        None if begun is None else mark(begun), None if confirmed is None else mark(confirmed)
    )
    return judge(slots, mark(last), started=started, mark_at=mark)


@pytest.mark.parametrize(
    ("begun", "confirmed", "last", "noted"),
    [
        (7, 7, 7, head.FINE),
        (8, 7, 7, head.NOT_COMMITTED),
        (9, 7, 7, head.NOT_COMMITTED),
        (8, 7, 8, head.NOT_CONFIRMED),
        (1, 0, 1, head.NOT_CONFIRMED),
        (None, 7, 7, head.SLOT_DAMAGED),
        (7, None, 7, head.SLOT_DAMAGED),
    ],
)
def test_what_a_power_cut_may_leave_is_no_alarm(
    begun: int | None, confirmed: int | None, last: int, noted: str
) -> None:
    assert looked_at(begun, confirmed, last) == noted


def test_before_the_first_entry_with_a_head() -> None:
    assert judge(None, mark(0), started=False, mark_at=mark) == head.NONE_YET
    assert judge(None, mark(5), started=False, mark_at=mark) == head.NONE_YET
    assert looked_at(1, 0, 0, started=False) == head.NOT_COMMITTED
    assert looked_at(6, 0, 5, started=False) == head.NOT_COMMITTED


@pytest.mark.parametrize(
    ("begun", "confirmed", "last", "kind"),
    [
        (7, 7, 6, AuditTruncated),
        (7, 7, 0, AuditTruncated),
        (8, 7, 6, AuditTruncated),
        (9, 7, 8, AuditTruncated),
        (9, 0, 8, AuditTruncated),
        (None, 7, 6, AuditTruncated),
        (7, None, 6, AuditHeadDamaged),
        (7, None, 8, AuditHeadDamaged),
        (None, 7, 8, AuditHeadDamaged),
        (7, 7, 8, AuditHeadDamaged),
        (6, 5, 9, AuditHeadDamaged),
        (6, 7, 7, AuditHeadDamaged),
        (None, None, 7, AuditHeadDamaged),
    ],
)
def test_what_no_power_cut_leaves_is_named(
    begun: int | None, confirmed: int | None, last: int, kind: type[AuditBroken]
) -> None:
    with pytest.raises(AuditBroken) as caught:
        looked_at(begun, confirmed, last)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("begun", "confirmed", "last", "entry"),
    [
        (mark(7), mark(7), mark(7, b"b"), 7),
        (mark(8), mark(7), mark(8, b"b"), 8),
        (mark(7, b"b"), mark(7), mark(7), 7),
        (mark(9), mark(8, b"b"), mark(9), 8),
    ],
)
def test_another_entry_under_the_same_number_is_a_fork(
    begun: Mark, confirmed: Mark, last: Mark, entry: int
) -> None:
    with pytest.raises(AuditForked) as caught:
        judge(
            Slots(begun, confirmed),
            last,
            started=True,
            mark_at=lambda number: last if number == last.seq else mark(number),
        )
    assert caught.value.facts["entry"] == str(entry)


def test_a_missing_head_is_named() -> None:
    with pytest.raises(AuditHeadDamaged, match="missing"):
        judge(None, mark(1), started=True, mark_at=mark)


def test_it_is_two_slots_and_holds_the_newest_entry(reopened: Reopened, fill: Fill) -> None:
    vault = reopened()
    watch = fill(vault, 3)
    path = vault.folder / head.NAME
    assert path.stat().st_size == 256
    assert path.stat().st_mode & 0o777 == 0o600
    assert watch.log.head.read() == Slots(watch.log.last(), watch.log.last())
    assert watch.log.judge_head() == head.FINE


@pytest.mark.parametrize("slot", [0, 1])
def test_every_flipped_bit_of_a_slot_is_seen(reopened: Reopened, fill: Fill, slot: int) -> None:
    vault = reopened()
    watch = fill(vault, 3)
    path = vault.folder / head.NAME
    whole = path.read_bytes()
    for at in range(slot * 128, slot * 128 + 128):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        path.write_bytes(changed)
        assert watch.log.judge_head() == head.SLOT_DAMAGED, at
    watch.log.append(Event.ASKED, "c")
    assert watch.log.judge_head() == head.FINE, "the next append mends it"


@pytest.mark.parametrize("data", [b"", b"x" * 255, b"x" * 257, bytes(256)])
def test_what_is_no_head_is_named_and_nothing_is_written(
    reopened: Reopened, fill: Fill, data: bytes
) -> None:
    vault = reopened()
    watch = fill(vault, 3)
    (vault.folder / head.NAME).write_bytes(data)
    with pytest.raises(AuditHeadDamaged):
        watch.log.verify()
    if len(data) != 256:
        with pytest.raises(AuditHeadDamaged):
            watch.log.append(Event.ASKED, "c")
        assert len(watch.log.entries()) == 3


def test_slots_exchanged_or_of_another_vault_are_no_head(
    reopened: Reopened, fill: Fill, vault: Vault
) -> None:
    kept = reopened()
    watch = fill(kept, 3)
    path = kept.folder / head.NAME
    whole = path.read_bytes()
    path.write_bytes(whole[128:] + whole[:128])
    with pytest.raises(AuditHeadDamaged):
        watch.log.verify()
    other = AuditLog(vault, watch.log._clock)
    for _ in range(3):
        other.append(Event.ASKED, "c")
    path.write_bytes((vault.folder / head.NAME).read_bytes())
    with pytest.raises(AuditHeadDamaged):
        watch.log.verify()


def test_a_head_that_goes_away_stops_every_write(reopened: Reopened, fill: Fill) -> None:
    vault = reopened()
    watch = fill(vault, 3)
    (vault.folder / head.NAME).unlink()
    with pytest.raises(AuditHeadDamaged), vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('t', 'kept?')")
        watch.log.append(Event.ASKED, "c")
    assert vault.connection().execute("SELECT * FROM meta WHERE key = 't'").fetchone() is None
    with pytest.raises(AuditHeadDamaged, match="missing"):
        watch.log.verify()


def test_a_link_in_its_place_keeps_the_vault_closed(
    reopened: Reopened, fill: Fill, tmp_path: Path
) -> None:
    vault = reopened()
    fill(vault, 1)
    path = vault.folder / head.NAME
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(VaultDamaged):
        reopened()


def test_a_transaction_that_is_undone_leaves_a_head_that_says_so(
    reopened: Reopened, fill: Fill
) -> None:
    vault = reopened()
    watch = fill(vault, 3)

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), vault.transaction():
        watch.log.append(Event.ASKED, "c")
        vault.before_commit(fail)
    assert watch.log.judge_head() == head.NOT_COMMITTED
    watch.log.append(Event.ASKED, "d")
    assert watch.log.judge_head() == head.FINE
    assert watch.log.verify() == 4


def test_several_entries_of_one_transaction_have_one_head(reopened: Reopened, fill: Fill) -> None:
    vault = reopened()
    watch = fill(vault, 0)
    with vault.transaction():
        for _ in range(3):
            watch.log.append(Event.ASKED, "c")
        with pytest.raises(ZeroDivisionError), vault.transaction():
            watch.log.append(Event.ASKED, "undone")
            raise ZeroDivisionError
    assert watch.log.head.read() == Slots(watch.log.last(), watch.log.last())
    assert watch.log.verify() == 3


def test_what_was_confirmed_is_never_written_over(reopened: Reopened, fill: Fill) -> None:
    """Not even by a program that forgot to look before it wrote."""
    vault = reopened()
    watch = fill(vault, 5)
    vault.connection().execute("DROP TRIGGER audit_no_removal")
    vault.connection().execute("DELETE FROM audit WHERE seq > 3")
    with pytest.raises(AuditTruncated):
        watch.log.append(Event.ASKED, "c")
    with pytest.raises(AuditTruncated) as caught:
        watch.log.verify()
    assert caught.value.facts == {"found": "3", "expected": "5"}


def test_a_kill_anywhere_is_no_alarm(
    reopened: Reopened, fill: Fill, clock: Clock, passphrase: str
) -> None:
    """Opening, three appends and the lock, killed at each touch of a file."""
    vault = reopened()
    folder = vault.folder
    vault.lock()

    def work() -> None:
        opened = Vault.open(folder, passphrase, clock=clock)
        for _ in range(3):
            with opened.transaction() as connection:
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('t', '1')")
                AuditLog(opened, clock).append(Event.ASKED, "c")
        opened.lock()

    noted = set()
    whole = False
    for number in range(1, 200):
        ended = forked.run(work, kill_at=number)
        assert ended.killed or ended.well, ended
        opened = Vault.open(folder, passphrase, clock=clock)
        log = AuditLog(opened, clock)
        log.verify()
        noted.add(log.judge_head())
        opened.lock()
        assert not list(folder.glob(".audit.head*"))
        whole = ended.well
        if whole:
            break
    assert whole
    assert noted >= {head.FINE, head.NONE_YET, head.NOT_CONFIRMED}, noted


@pytest.mark.parametrize("step", ["before", "begun", "committed", "confirmed"])
def test_a_kill_at_each_step_of_an_append(
    reopened: Reopened, fill: Fill, step: str, clock: Clock
) -> None:
    vault = reopened()
    fill(vault, 2)
    folder = vault.folder
    vault.lock()

    def work() -> None:
        import os
        import signal

        opened = reopened()
        log = AuditLog(opened, clock)
        die = partial(os.kill, os.getpid(), signal.SIGKILL)
        real_begin, real_confirm = log.head.begin, log.head.confirm

        def begin(*arguments: object, **options: object) -> None:
            if step == "before":
                die()
            real_begin(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came
            if step == "begun":
                die()

        def confirm(*arguments: object, **options: object) -> None:
            if step == "committed":
                die()
            real_confirm(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came
            die()

        log.head.begin = begin  # type: ignore[method-assign]  # the real one, with a death around
        log.head.confirm = confirm  # type: ignore[method-assign]  # likewise
        log.append(Event.ASKED, "c")

    assert forked.run(work).killed
    opened = reopened()
    log = AuditLog(opened, clock)
    expected = {
        "before": (2, head.FINE),
        "begun": (2, head.NOT_COMMITTED),
        "committed": (3, head.NOT_CONFIRMED),
        "confirmed": (3, head.FINE),
    }
    assert (log.verify(), log.judge_head()) == expected[step]
    log.append(Event.ASKED, "d")
    assert log.judge_head() == head.FINE
    assert isinstance(log.head, Head)
    assert folder.exists()


def test_the_higher_number_stays_confirmed_whoever_comes_last(
    reopened: Reopened, fill: Fill
) -> None:
    vault = reopened()
    watch = fill(vault, 1)
    first = watch.log.last()
    watch.log.append(Event.ASKED, "c")
    watch.log.head.confirm(first)
    assert watch.log.judge_head() == head.FINE


def test_many_threads_leave_a_head_that_fits(reopened: Reopened, fill: Fill) -> None:
    vault = reopened()
    watch = fill(vault, 0)

    def work() -> None:
        for _ in range(15):
            watch.log.append(Event.ASKED, "c")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert watch.log.verify() == 60
    assert watch.log.judge_head() == head.FINE
