"""The cases desk on a real vault: what stands in the chain, what is certified, what is told."""

from __future__ import annotations

import os
import signal
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.audit.events import Event
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import RetentionPolicy
from appliance.errors import (
    ApplianceError,
    BadInput,
    CaseExists,
    CaseHeld,
    CaseKept,
    CaseUnknown,
)
from appliance.packs.policy import Policy
from appliance.settings import Settings
from appliance.vault.connection import Connection, Cursor
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.audit.records import Entry

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
PASSPHRASE = "a passphrase of some length"
GOLDEN = Path(__file__).parents[2] / "golden" / "vault-format-1.tar.gz"
GOLDEN_PASSPHRASE = "golden vault of format 1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    yield made
    made.lock()


def reopened(office: Office) -> Office:
    office.lock()
    return Office.open(office.folder, PASSPHRASE, settings=Settings())


def entries(office: Office) -> tuple[Entry, ...]:
    return office._audit.entries()


def test_the_chain_names_no_customer(office: Office, tmp_path: Path) -> None:
    office.cases.new("Harbour Bakery")
    with pytest.raises(CaseExists):
        office.cases.new("Harbour Bakery")
    paper = tmp_path / "bakery letter.txt"
    paper.write_text("the rent is due")
    office.cases.hold("Harbour Bakery", "lawsuit of the bakery")
    with pytest.raises(CaseHeld):
        office.cases.remove("Harbour Bakery")
    office.cases.release("Harbour Bakery")
    office.cases.close("Harbour Bakery")
    office.cases.reopen("Harbour Bakery")
    for use in (
        lambda: office.documents.add("Harbour Bakery", [paper]),
        lambda: office.searches.find("Harbour Bakery", "rent"),
        lambda: office.answers.ask("Harbour Bakery", "rent?"),
        lambda: office.answers.replay("Harbour Bakery", 1),
        lambda: office.documents.remove("Harbour Bakery", "bakery letter.txt"),
        lambda: office.searches.find("Bakery next door", "rent"),
    ):
        with suppress(ApplianceError):  # there are no models in this vault
            use()
    office.cases.remove("Harbour Bakery")
    written = repr(entries(office))
    for word in ("Harbour", "Bakery", "bakery", "lawsuit", "letter", "rent"):
        assert word not in written
    subjects = {entry.subject for entry in entries(office)}
    assert "case:unknown" in subjects
    assert len({subject for subject in subjects if subject.startswith("case:")}) == 3


def test_the_deletion_is_certified_in_the_chain(office: Office) -> None:
    ref = office.cases.new("Miller").ref
    certificate = office.cases.remove("Miller")
    entry = entries(office)[-1]
    assert (entry.event, entry.subject) == (Event.CASE_REMOVED, f"case:{ref[:12]}")
    for name in ("ref", "name_hash", "documents", "pages", "files_sha256", "reason", "method"):
        assert entry.details[name] == getattr(certificate, name)
    with pytest.raises(CaseUnknown):
        office.cases.remove("Miller")
    assert entries(office)[-1].details["error"] == CaseUnknown.code
    assert office._audit.verify() == len(entries(office))


def test_close_hold_and_their_lines(office: Office) -> None:
    ref = office.cases.new("Miller").ref
    assert office.cases.close("Miller").closed_at is not None
    assert office.cases.reopen("Miller").closed_at is None
    assert office.cases.hold("Miller", "court order").held_at is not None
    assert office.cases.hold_reason("Miller") == "court order"
    for reason in ("", " ", "x" * 501, "line\nbreak"):
        with pytest.raises(BadInput):
            office.cases.hold("Miller", reason)
    assert office.cases.release("Miller").held_at is None
    assert office.cases.hold_reason("Miller") == ""
    events = [entry.event for entry in entries(office)[2:]]
    assert events == [
        Event.CASE_CLOSED,
        Event.CASE_REOPENED,
        Event.CASE_HELD,
        Event.CASE_RELEASED,
    ]
    assert {entry.subject for entry in entries(office)[2:]} == {f"case:{ref[:12]}"}


def test_retention_is_shown_set_and_applied(office: Office) -> None:
    office.cases.new("Miller")
    assert office.cases.retention() == RetentionPolicy()
    office.cases.set_retention(RetentionPolicy(after_use_days=1))
    assert office.cases.due() == ()
    assert office.cases.apply_retention() == ()
    office._vault.connection().execute(
        "UPDATE case_file SET last_used_at = '2001-01-01T00:00:00.000+00:00'"
    )
    (due,) = office.cases.due()
    assert office.cases.apply_retention(dry_run=True) == ()
    (certificate,) = office.cases.apply_retention()
    assert certificate.ref == due.ref
    assert office.cases.list() == ()
    entry = entries(office)[-1]
    assert (entry.event, entry.subject) == (Event.RETENTION_APPLIED, f"case:{due.ref[:12]}")
    assert entry.details["reason"] == "retention rule: not used for 1 days"


def test_a_line_without_its_deed_is_corrected_at_the_next_opening(office: Office) -> None:
    """Killed after the chain was committed, before the case: the chain says so afterwards."""
    ref = office.cases.new("Miller").ref
    office.lock()

    def work() -> None:
        opened = Office.open(office.folder, PASSPHRASE, settings=Settings())
        store, vault = opened._store, opened._vault
        document = store.take_in(store.case("Miller").id, "a.txt", "a" * 64, b"x")

        control, execute = vault.connection(), Connection.execute

        def die(
            self: Connection, sql: str, parameters: Sequence[object] | dict[str, object] = ()
        ) -> Cursor:
            if sql == "COMMIT" and self is not control:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(self, sql, parameters)

        Connection.execute = die  # type: ignore[method-assign]
        opened.documents.remove("Miller", document.name)

    assert forked.run(work).killed
    opened = Office.open(office.folder, PASSPHRASE, settings=Settings())
    (line,) = [entry for entry in entries(opened) if entry.event is Event.DOCUMENT_REMOVED]
    assert line.details["outcome"] == "done"
    last = entries(opened)[-1]
    assert (last.event, last.subject) == (Event.NOT_CARRIED_OUT, f"case:{ref[:12]}")
    assert len(opened.cases.show("Miller").documents) == 1
    opened = reopened(opened)
    assert [entry.event for entry in entries(opened)].count(Event.NOT_CARRIED_OUT) == 1
    opened.lock()


def test_a_list_of_two_hundred_cases_opens_none(office: Office) -> None:
    vault = office._vault
    with vault.transaction():
        for number in range(200):
            vault.cases.insert(
                f"case {number}", now=f"2026-01-02T12:00:00.{number:03}+00:00",
                ref=f"{number:032x}", listed=True, whole=True,
            )  # fmt: skip
    listed = office.cases.list()  # none of them even has a folder
    assert [case.name for case in listed] == [f"case {number}" for number in reversed(range(200))]


def test_the_upgrade_is_in_the_chain(tmp_path: Path) -> None:
    with tarfile.open(GOLDEN) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = [path.parent for path in tmp_path.rglob("header.json")]
    for _ in range(2):
        opened = Office.open(folder, GOLDEN_PASSPHRASE, settings=Settings(), clock=SystemClock())
        events = [entry.event for entry in entries(opened)]
        assert events.count(Event.VAULT_UPGRADED) == 1
        assert len(opened.cases.list()) == 2
        opened.lock()


def test_head_office_says_how_long_a_case_stays_at_least(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.cases.new("Miller")
    monkeypatch.setattr(
        type(office._custody), "policy", lambda _self: Policy(retention_min_days=30)
    )
    with pytest.raises(CaseKept) as kept:
        office.cases.remove("Miller")
    assert case.ref[:12] in kept.value.message
    with pytest.raises(BadInput, match="30 days"):
        office.cases.set_retention(RetentionPolicy(after_closing_days=29))
    office.cases.set_retention(RetentionPolicy(after_closing_days=30))
    office._vault.connection().execute(
        "UPDATE case_file SET last_used_at = '2001-01-01T00:00:00.000+00:00'"
    )
    assert office.cases.remove("Miller").ref == case.ref
