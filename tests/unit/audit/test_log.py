from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from appliance.audit import chain
from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.audit.records import Selection
from appliance.clock import SystemClock
from appliance.errors import (
    AuditAltered,
    AuditBroken,
    AuditDropped,
    AuditReordered,
    AuditTruncated,
    VaultLocked,
)

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.store import Vault


@pytest.fixture
def log(vault: Vault, clock: Clock) -> AuditLog:
    return AuditLog(vault, clock)


@pytest.fixture
def full(vault: Vault, log: AuditLog) -> AuditLog:
    """Five entries, in a table that somebody with the key made writable."""
    for number in range(1, 6):
        log.append(Event.ASKED, f"case {number}", pages=number)
    vault.connection().execute("DROP TRIGGER audit_no_change")
    vault.connection().execute("DROP TRIGGER audit_no_removal")
    return log


def test_entries_in_order(log: AuditLog) -> None:
    log.append(Event.CASE_CREATED, "Müller & Söhne")
    log.append(Event.SCORED, "贷款", points=512, pd=0.25, accepted=False, band="B")
    one, two = log.entries()
    assert (one.seq, one.event, one.subject, one.details) == (
        1, Event.CASE_CREATED, "Müller & Söhne", {},
    )  # fmt: skip
    assert two.details == {"points": 512, "pd": 0.25, "accepted": False, "band": "B"}
    assert two.at == "2026-01-02T12:00:00.000+00:00"
    assert log.entries(after=1) == (two,)
    assert log.entries(limit=1) == (one,)
    assert log.verify() == 2


def test_an_empty_log_is_genuine(log: AuditLog) -> None:
    assert log.verify() == 0
    assert log.entries() == ()


def test_an_entry_goes_with_its_transaction(vault: Vault, log: AuditLog) -> None:
    with pytest.raises(KeyboardInterrupt), vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('test', '')")
        log.append(Event.CASE_CREATED, "c")
        raise KeyboardInterrupt
    assert log.entries() == ()
    log.append(Event.CASE_CREATED, "d")
    assert [entry.seq for entry in log.entries()] == [1]
    assert log.verify() == 1


def test_what_cannot_be_recorded_does_not_happen(vault: Vault, log: AuditLog) -> None:
    with pytest.raises(TypeError), vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('test', '')")
        log.append(Event.CASE_CREATED, "c", reason=object())  # type: ignore[arg-type]  # on purpose
    assert vault.connection().execute("SELECT * FROM meta WHERE key = 'test'").fetchall() == []


def test_names_that_are_no_text_are_recorded(log: AuditLog) -> None:
    log.append(Event.DOCUMENT_ADDED, "scan\udcff.pdf", name="\udc80")
    (entry,) = log.entries()
    assert (entry.subject, entry.details) == ("scan\\udcff.pdf", {"name": "\\udc80"})
    assert log.verify() == 1


def test_threads_make_one_chain(vault: Vault, log: AuditLog) -> None:
    def work() -> None:
        for _ in range(20):
            log.append(Event.SEARCHED, "c")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.verify() == 80


SAME = "at, event, subject, details, mac, format, actor, link"


@pytest.mark.parametrize(
    ("change", "kind", "entry"),
    [
        ("UPDATE audit SET subject = 'other' WHERE seq = 3", AuditAltered, 3),
        ("UPDATE audit SET at = '2020' WHERE seq = 1", AuditAltered, 1),
        ("UPDATE audit SET event = 'searched' WHERE seq = 5", AuditAltered, 5),
        ("UPDATE audit SET actor = 'somebody else' WHERE seq = 5", AuditAltered, 5),
        ("UPDATE audit SET details = '{\"pages\":9}' WHERE seq = 2", AuditAltered, 2),
        ("UPDATE audit SET mac = zeroblob(32) WHERE seq = 4", AuditAltered, 4),
        ("UPDATE audit SET mac = x'' WHERE seq = 4", AuditAltered, 4),
        ("UPDATE audit SET link = zeroblob(32) WHERE seq = 4", AuditAltered, 4),
        ("UPDATE audit SET format = 1 WHERE seq = 4", AuditAltered, 4),
        ("UPDATE audit SET format = 3 WHERE seq = 4", AuditAltered, 4),
        (
            "UPDATE audit SET mac = (SELECT mac FROM audit WHERE seq = 2) WHERE seq = 4",
            AuditAltered,
            4,
        ),
        ("UPDATE audit SET subject = event, event = subject WHERE seq = 3", AuditAltered, 3),
        ("DELETE FROM audit WHERE seq = 1", AuditDropped, 1),
        ("DELETE FROM audit WHERE seq = 3", AuditDropped, 3),
        ("DELETE FROM audit WHERE seq < 5", AuditDropped, 1),
        ("UPDATE audit SET seq = seq + 1 WHERE seq = 5", AuditDropped, 5),
        (f"INSERT INTO audit SELECT 6, {SAME} FROM audit WHERE seq = 5", AuditAltered, 6),  # noqa: S608  # a constant
        (f"INSERT INTO audit SELECT 0, {SAME} FROM audit WHERE seq = 5", AuditAltered, 0),  # noqa: S608  # a constant
        ("DELETE FROM audit WHERE seq = 5", AuditTruncated, None),
        ("DELETE FROM audit WHERE seq > 1", AuditTruncated, None),
        ("DELETE FROM audit", AuditTruncated, None),
    ],
)
def test_a_changed_chain_is_named(
    vault: Vault, full: AuditLog, change: str, kind: type[AuditBroken], entry: int | None
) -> None:
    assert full.verify() == 5
    vault.connection().execute(change)
    with pytest.raises(AuditBroken) as caught:
        full.verify()
    assert type(caught.value) is kind
    if entry is None:
        left = vault.connection().execute("SELECT count(*) FROM audit").fetchone()
        assert left is not None
        assert caught.value.facts == {"found": str(left[0]), "expected": "5"}
    else:
        assert caught.value.facts["entry"] == str(entry)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 5), (4, 5), (1, 2), (2, 4)])
def test_two_entries_exchanged(vault: Vault, full: AuditLog, one: int, other: int) -> None:
    for before, after in ((one, 9), (other, one), (9, other)):
        vault.connection().execute("UPDATE audit SET seq = ? WHERE seq = ?", (after, before))
    with pytest.raises(AuditReordered) as caught:
        full.verify()
    assert caught.value.facts["entry"] == str(one)


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_an_entry_dropped_and_the_others_renumbered(
    vault: Vault, full: AuditLog, gone: int
) -> None:
    vault.connection().execute("DELETE FROM audit WHERE seq = ?", (gone,))
    vault.connection().execute("UPDATE audit SET seq = -seq WHERE seq > ?", (gone,))
    vault.connection().execute("UPDATE audit SET seq = -seq - 1 WHERE seq < 0")
    with pytest.raises(AuditDropped) as caught:
        full.verify()
    assert caught.value.facts["entry"] == str(gone)


@pytest.mark.parametrize("place", [1, 3, 5])
def test_an_entry_added_and_the_others_renumbered(vault: Vault, full: AuditLog, place: int) -> None:
    vault.connection().execute("UPDATE audit SET seq = -seq WHERE seq >= ?", (place,))
    vault.connection().execute("UPDATE audit SET seq = -seq + 1 WHERE seq < 0")
    vault.connection().execute(
        f"INSERT INTO audit SELECT ?, {SAME} FROM audit WHERE seq = ?",  # noqa: S608  # a constant
        (place, 6 if place < 5 else 2),
    )
    with pytest.raises(AuditAltered, match="added") as caught:
        full.verify()
    assert caught.value.facts["entry"] == str(place)


def test_a_chain_with_every_link_made_anew_needs_the_key(vault: Vault, full: AuditLog) -> None:
    """Links can be made by anybody; the MACs cannot."""
    vault.connection().execute("UPDATE audit SET subject = 'other' WHERE seq = 3")
    before = chain.START
    for row in list(full.rows()):
        before = chain.link(row, before)
        vault.connection().execute("UPDATE audit SET link = ? WHERE seq = ?", (before, row.seq))
    with pytest.raises(AuditAltered) as caught:
        full.verify()
    assert caught.value.facts["entry"] == "3"


def test_fields_cannot_flow_into_each_other(vault: Vault, full: AuditLog) -> None:
    vault.connection().execute(
        "UPDATE audit SET event = event || 'c', subject = substr(subject, 2) WHERE seq = 3"
    )
    with pytest.raises(AuditBroken):
        full.verify()


def test_a_clock_set_back_keeps_the_order_and_is_noted(vault: Vault) -> None:
    class Moving:
        at = datetime(2026, 1, 2, tzinfo=UTC)

        def now(self) -> datetime:
            return self.at

        def monotonic(self) -> float:
            return 0.0

    time = Moving()
    log = AuditLog(vault, time)
    log.append(Event.ASKED, "c")
    time.at = datetime(2016, 1, 2, tzinfo=UTC)
    log.append(Event.ASKED, "c")
    log.append(Event.ASKED, "c")
    assert [entry.details.get("clock_back") for entry in log.entries()] == [None, True, None]
    assert log.verify() == 3


def test_who_did_it_is_recorded(vault: Vault, log: AuditLog) -> None:
    log.append(Event.ASKED, "c")
    (entry,) = log.entries()
    assert entry.actor == f"{vault.user.id} owner"
    for who in ("owner", vault.user.id, entry.actor):
        assert log.entries(Selection(actor=who)) == (entry,)
    assert log.entries(Selection(actor="own")) == ()
    assert log.verify() == 1


def test_entries_are_selected(log: AuditLog) -> None:
    log.append(Event.CASE_CREATED, "case:ab12ffff")
    log.append(Event.ASKED, "case:ab12ffff", model="d0d0")
    log.append(Event.ASKED, "case:99", model="e1e1")

    def found(**chosen: str) -> list[int]:
        return [entry.seq for entry in log.entries(Selection(**chosen))]

    assert found(event="asked") == [2, 3]
    assert found(subject="case:99") == [3]
    assert found(about="case:ab12") == [1, 2]
    assert found(about="e1e1") == [3]
    assert found(since="2026-01-02", until="2026-01-02") == [1, 2, 3]
    assert found(since="2026-01-03") == []
    assert found(until="2026-01-01") == []
    assert found(about="%") == []


def test_the_newest_come_first_where_that_is_asked_for(log: AuditLog) -> None:
    for number in range(1, 8):
        log.append(Event.ASKED if number % 2 else Event.SCORED, f"case:{number}")
    assert [entry.seq for entry in log.entries(before=0, limit=3)] == [7, 6, 5]
    assert [entry.seq for entry in log.entries(before=5, limit=3)] == [4, 3, 2]
    assert [entry.seq for entry in log.entries(before=2, limit=3)] == [1]
    assert log.entries(before=1) == ()
    asked = Selection(event="asked")
    assert [entry.seq for entry in log.entries(asked, before=7, limit=2)] == [5, 3]


def test_a_tag_stands_for_content_without_telling_it(log: AuditLog, vault: Vault) -> None:
    assert log.tag("Müller") == log.tag("Müller") != log.tag("Muller")
    assert len(log.tag("")) == 16
    assert log.tag("Müller") == AuditLog(vault, SystemClock()).tag("Müller")
    assert log.tag("Müller") != hashlib.sha256("Müller".encode()).hexdigest()[:16]
    log.tag("\udcff")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET event = 'flew'",
        "UPDATE audit SET details = '{'",
        "UPDATE audit SET details = replace(hex(zeroblob(50000)), '0', '[')",
    ],
)
def test_unreadable_entries_are_named(vault: Vault, full: AuditLog, change: str) -> None:
    vault.connection().execute(change)
    with pytest.raises(AuditBroken, match="not readable"):
        full.entries()


def test_locked(vault: Vault, log: AuditLog) -> None:
    vault.lock()
    with pytest.raises(VaultLocked):
        log.append(Event.VAULT_LOCKED, "v")
    with pytest.raises(VaultLocked):
        log.verify()


def test_event_names_are_unique_and_plain() -> None:
    values = [event.value for event in Event]
    assert len(set(values)) == len(values)
    assert all(value == value.lower() and value.isascii() for value in values)
