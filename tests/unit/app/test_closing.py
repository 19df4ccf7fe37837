"""A vault of which something was put back: what is refused, and the way on, which is recorded."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.audit.events import Event
from appliance.crypto.kdf import KdfParams
from appliance.errors import (
    ApplianceError,
    BadInput,
    CaseRolledBack,
    CaseUnknown,
    ClosingRecordDamaged,
    NotAllowed,
    VaultRolledBack,
)
from appliance.settings import Settings
from appliance.vault import closing, closing_record
from appliance.vault.domains import CONTENT, CONTROL

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "a passphrase of some length"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
PAGE_BYTES = 16384


def opened(folder: Path, *, accept: str | None = None, user: str | None = None) -> Office:
    secret = PASSPHRASE if user is None else f"{PASSPHRASE} of {user}"
    return Office.open(folder, secret, settings=Settings(), user=user, accept_rollback=accept)


def ask(office: Office, text: str) -> None:
    """What asking leaves in a case, without a model."""
    ref = office.cases.list()[0].ref
    with office._vault.transaction(), office._vault.case(ref).transaction() as connection:
        connection.execute(
            "INSERT INTO answer (asked_at, question, status, record) VALUES ('', ?, 'answered', ?)",
            (text, text * 3000),
        )
        office._audit.append(Event.ASKED, "case")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    office.cases.new("Miller")
    ask(office, "first")
    office.lock()
    return tmp_path / "vault"


@pytest.fixture
def old(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder, tmp_path / "old")
    office = opened(folder)
    ask(office, "second")
    office.lock()
    return tmp_path / "old"


def put_back_a_page(old: Path, folder: Path) -> None:
    """One that has nothing of the chain, so that only the closing record can tell."""
    before, now = (path.joinpath("vault.db").read_bytes() for path in (old, folder))
    places = [
        at
        for at in range(0, min(len(before), len(now)), PAGE_BYTES)
        if before[at : at + PAGE_BYTES] != now[at : at + PAGE_BYTES]
    ]
    # The last first: the first are of `meta`, and one old page of it is damage, not an old state.
    for at in reversed(places):
        mixed = now[:at] + before[at : at + PAGE_BYTES] + now[at + PAGE_BYTES :]
        (folder / "vault.db").write_bytes(mixed)
        told = ""
        try:
            opened(folder).lock()
        except ApplianceError as error:
            told = error.code
        (folder / "vault.db").write_bytes(mixed)
        if told == VaultRolledBack.code:
            return
    pytest.fail("no page is such a one")


def accepted(office: Office) -> list[dict[str, object]]:
    return [
        {**entry.details, "subject": entry.subject}
        for entry in office._audit.entries()
        if entry.event is Event.ROLLBACK_ACCEPTED
    ]


def test_an_old_page_of_the_control_database_is_accepted_on_purpose(
    folder: Path, old: Path
) -> None:
    put_back_a_page(old, folder)
    for _ in range(2):
        with pytest.raises(VaultRolledBack):
            opened(folder)
    office = opened(folder, accept="the disk was mended")
    (said,) = accepted(office)
    assert (said["trouble"], said["reason"]) == ("V225", "the disk was mended")
    office.lock()
    office = opened(folder)
    assert office.audit.verify().closing == closing.AGREED
    office.lock()
    with pytest.raises(BadInput, match="nothing to accept"):
        opened(folder, accept="once more")


def test_a_missing_closing_record_is_accepted_on_purpose(folder: Path) -> None:
    (folder / closing_record.NAME).unlink()
    for _ in range(2):
        with pytest.raises(ClosingRecordDamaged):
            opened(folder)
    office = opened(folder, accept="it was deleted by mistake")
    assert [said["trouble"] for said in accepted(office)] == ["V227"]
    assert office.audit.verify().closing == closing_record.MISSING
    office.lock()
    opened(folder).lock()


def test_an_old_case_is_accepted_on_purpose(folder: Path, old: Path) -> None:
    (path,) = (path.relative_to(old) for path in old.glob("cases/*/case.db"))
    shutil.copy(old / path, folder / path)
    office = opened(folder)
    with pytest.raises(CaseRolledBack):
        office.cases.show("Miller")
    assert [case.name for case in office.cases.list()] == ["Miller"], "which opens none"
    for bad in ("", "x"):
        with pytest.raises(BadInput):
            office.cases.accept("Miller", bad)
    with pytest.raises(CaseUnknown):
        office.cases.accept("Smith", "a good reason")
    assert office.cases.accept("Miller", "copied by hand") == path.parent.name
    office.cases.show("Miller")
    (said,) = accepted(office)
    assert said["subject"] == f"case:{path.parent.name[:12]}"
    assert said["reason"] == "copied by hand"
    with pytest.raises(BadInput, match="nothing to accept"):
        office.cases.accept("Miller", "once more")
    office.lock()
    office = opened(folder)
    office.cases.show("Miller")
    office.lock()


@pytest.fixture
def staff(folder: Path) -> None:
    office = opened(folder)
    for name, role in (("Ada", "administrator"), ("Ola", "officer")):
        office._vault.add_user(
            name,
            f"{PASSPHRASE} of {name}",
            [role],
            [CONTROL, CONTENT] if role == "officer" else [CONTROL],
            kdf=CHEAP,
        )
    ask(office, "third")
    office.lock()


@pytest.mark.usefixtures("staff")
def test_an_administrator_accepts_what_an_officer_is_told(folder: Path, old: Path) -> None:
    (path,) = (path.relative_to(old) for path in old.glob("cases/*/case.db"))
    shutil.copy(old / path, folder / path)
    office = opened(folder, user="Ola")
    with pytest.raises(CaseRolledBack) as caught:
        office.cases.show("Miller")
    with pytest.raises(NotAllowed):
        office.cases.accept("Miller", "a good reason")
    office.lock()
    office = opened(folder, user="Ada")
    assert office.cases.accept(caught.value.facts["ref"], "seen on paper") == path.parent.name
    office.lock()
    office = opened(folder, user="Ola")
    office.cases.show("Miller")
    assert len(accepted(office)) == 1
    office.lock()
