"""Users without the `content` keys: what they see of cases, what they can do, what waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from appliance.documents.records import RetentionPolicy
from appliance.documents.retention import Retention
from appliance.documents.store import DocumentStore
from appliance.errors import CaseUnknown, KeyNotHeld
from appliance.vault.domains import CONTENT, CONTROL
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams
    from appliance.vault.case_file import CaseFile

LATER = datetime(2026, 1, 2, 12, tzinfo=UTC) + timedelta(days=400)


class Later:
    def now(self) -> datetime:
        return LATER

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def shared(vault: Vault, case: CaseFile, fast: KdfParams) -> Vault:
    """A locked vault with a case, of which the administrator holds the control keys only."""
    with case.transaction() as connection:
        connection.execute("INSERT INTO answer VALUES (1, '', 'question', NULL, 's', '{}')")
    vault.add_user("Adam", "the administrator", ["administrator"], [CONTROL], kdf=fast)
    vault.lock()
    return vault


@pytest.fixture
def adam(shared: Vault, clock: Clock) -> Iterator[Vault]:
    opened = Vault.open(shared.folder, "the administrator", clock=clock, user="Adam")
    yield opened
    opened.lock()


def test_an_administrator_opens_no_case_and_reads_no_name(adam: Vault, case: CaseFile) -> None:
    assert not adam.holds(CONTENT)
    store = DocumentStore(adam, Later())
    inside = adam.case(case.ref)
    for use in (
        store.cases,
        lambda: store.case("Miller"),
        lambda: store.new_case("Wu"),
        lambda: store.documents(case.id),
        lambda: store.take_in(case.id, "a.txt", "a" * 64, b"x"),
        inside.connection,
        lambda: inside.transaction().__enter__(),
        lambda: inside.blobs,
        lambda: inside.subkey("database"),
        lambda: adam.cases.hold(case.id, "why", now="2027"),
        adam.cases.find_unfiled,
    ):
        with pytest.raises(KeyNotHeld):
            use()
    assert store.subject("Miller") == "case:unknown"
    (row,) = adam.cases.all(names=False)
    assert (row.name, row.ref, row.answers) == ("", case.ref, 1)


def test_an_administrator_applies_the_retention_rules(
    adam: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    retention = Retention(adam, Later())
    retention.set_policy(RetentionPolicy(after_use_days=365))
    (due,) = retention.due()
    certificate = retention.apply(due)
    assert certificate is not None
    assert (certificate.ref, certificate.answers) == (case.ref, 1)
    assert not case.folder.exists()
    adam.lock()
    owner = Vault.open(adam.folder, passphrase, clock=clock, user="owner")
    assert owner.cases.all() == ()
    # Who holds the keys can tell whose case it was by trying the name; nobody else can.
    assert certificate.name_hash == owner.case_seals.tag("Miller").hex()
    with pytest.raises(CaseUnknown):
        owner.case(case.ref)
    owner.lock()


def test_what_was_not_carried_out_waits_for_somebody_who_can_see(
    shared: Vault, case: CaseFile, clock: Clock, passphrase: str
) -> None:
    owner = Vault.open(shared.folder, passphrase, clock=clock, user="owner")
    owner.connection().execute("INSERT INTO pending_case VALUES (?, 7, 0)", (case.id,))
    owner.lock()
    adam = Vault.open(shared.folder, "the administrator", clock=clock, user="Adam")
    with pytest.raises(KeyNotHeld):
        adam.pending.not_carried_out()
    adam.lock()
    owner = Vault.open(shared.folder, passphrase, clock=clock, user="owner")
    (found,) = owner.pending.not_carried_out()
    assert (found.ref, found.commit_no) == (case.ref, 7)
    owner.lock()


def test_a_deletion_cut_off_is_finished_by_any_user(
    shared: Vault, case: CaseFile, clock: Clock
) -> None:
    adam = Vault.open(shared.folder, "the administrator", clock=clock, user="Adam")
    with adam.transaction() as connection:
        connection.execute("DELETE FROM case_file")
        connection.execute("INSERT INTO deleted_case VALUES (?, '', '{}')", (case.ref,))
    adam.lock()
    assert case.folder.exists()
    Vault.open(shared.folder, "the administrator", clock=clock, user="Adam").lock()
    assert not case.folder.exists()
