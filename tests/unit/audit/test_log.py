from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.errors import AuditBroken, VaultLocked

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


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ("UPDATE audit SET subject = 'other' WHERE seq = 3", 3),
        ("UPDATE audit SET at = '2020' WHERE seq = 1", 1),
        ("UPDATE audit SET event = 'searched' WHERE seq = 5", 5),
        ("UPDATE audit SET details = '{\"pages\":9}' WHERE seq = 2", 2),
        ("UPDATE audit SET mac = zeroblob(32) WHERE seq = 4", 4),
        ("UPDATE audit SET mac = x'' WHERE seq = 4", 4),
        ("UPDATE audit SET mac = (SELECT mac FROM audit WHERE seq = 2) WHERE seq = 4", 4),
        ("UPDATE audit SET subject = event, event = subject WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq < 5", 1),
        ("UPDATE audit SET seq = seq + 1 WHERE seq = 5", 5),
        (
            "INSERT INTO audit SELECT 6, at, event, subject, details, mac FROM audit WHERE seq = 5",
            6,
        ),
        (
            "INSERT INTO audit SELECT 0, at, event, subject, details, mac FROM audit WHERE seq = 5",
            1,
        ),
    ],
)
def test_a_changed_chain_is_named(vault: Vault, full: AuditLog, change: str, entry: int) -> None:
    assert full.verify() == 5
    vault.connection().execute(change)
    with pytest.raises(AuditBroken) as caught:
        full.verify()
    assert caught.value.facts["entry"] == str(entry)


def test_two_entries_exchanged(vault: Vault, full: AuditLog) -> None:
    for statement in (
        "UPDATE audit SET seq = 9 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 9",
    ):
        vault.connection().execute(statement)
    with pytest.raises(AuditBroken):
        full.verify()


def test_fields_cannot_flow_into_each_other(vault: Vault, full: AuditLog) -> None:
    vault.connection().execute(
        "UPDATE audit SET event = event || 'c', subject = substr(subject, 2) WHERE seq = 3"
    )
    with pytest.raises(AuditBroken):
        full.verify()


def test_newest_entries_cut_off_are_not_seen_yet(vault: Vault, full: AuditLog) -> None:
    """A known limit, stated in docs/formats/vault.md: it needs a head outside the database."""
    vault.connection().execute("DELETE FROM audit WHERE seq = 5")
    assert full.verify() == 4


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET event = 'flew'", "UPDATE audit SET details = '{'"]
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
