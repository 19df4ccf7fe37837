"""Nobody is at the window while a run goes on: what still works, and who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.errors import TooManyAttempts, VaultLocked, WrongPassphrase
from appliance.review.checklists.records import Checklist, Item
from appliance.settings import Settings
from appliance.vault import attempts
from tests import reviews
from tests.unit.app.test_office_trust import bring, head, installed, trusting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.packs import publishing

__all__ = ["head", "installed", "trusting"]

OWNER, ANNA = "a passphrase", "another passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
CHECKLIST = Checklist(
    "accounts", "1.0", "Accounts",
    (Item("iban", "identifier", "Account", "Is there an account?", "low", identifier="iban"),),
)  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Path, str]:
    """A vault with two users and two cases to review, and its recovery code."""
    folder = tmp_path / "vault"
    office, code = Office.create(
        folder, OWNER, settings=Settings(), starters=False, kdf=CHEAP
    )  # fmt: skip
    office.accounts.add("Anna", ANNA, ("officer",))
    office.checklists.save(CHECKLIST)
    for case in "AB":
        office.cases.new(case)
        reviews.add(office, case, "letter.txt", "Account: GB29 NWBK 6016 1331 9268 19\n")
    office.lock()
    return folder, code


@pytest.fixture
def office(vault: tuple[Path, str]) -> Iterator[Office]:
    made = Office.open(vault[0], ANNA, settings=Settings(), user="Anna")
    yield made
    made.lock()


def lines(office: Office) -> list[tuple[str, object]]:
    return [
        (one.event.value, one.details.get("outcome"))
        for one in office._audit.entries(limit=1000)
        if one.event.value.startswith("screen")
    ]


def test_only_the_run_goes_on(office: Office) -> None:
    def leave(case: str, _state: str) -> None:
        if case == "A":
            assert office.screen.lock()

    made = office.reviews.batch(("A", "B"), "accounts", on_case=leave)
    assert [one.state for one in made.cases] == ["done", "done"], "the second one came after"
    with pytest.raises(VaultLocked):
        office.cases.list()
    with pytest.raises(VaultLocked):
        office.reviews.show("A", 1)
    with pytest.raises(VaultLocked):
        office.cases.new("C")
    with pytest.raises(VaultLocked):
        office.reviews.batch(("A",), "accounts")
    office.screen.unlock(ANNA)
    assert {one.name for one in office.cases.list()} == {"A", "B"}
    assert lines(office) == [("screen locked", None), ("screen unlocked", "done")]


def test_nobody_else_comes_in_and_tries_are_counted(
    office: Office, vault: tuple[Path, str]
) -> None:
    office.screen.lock()
    for secret in ("wrong", OWNER, vault[1]):
        with pytest.raises(WrongPassphrase):
            office.screen.unlock(secret)
        with pytest.raises(VaultLocked):
            office.cases.list()
    with pytest.raises(WrongPassphrase):
        office.screen.unlock("wrong again")
    assert attempts.delay_s(3) > 0
    with pytest.raises(TooManyAttempts):
        office.screen.unlock("and again")
    assert lines(office) == [
        ("screen locked", None), *[("screen unlocked", "refused")] * 4,
    ]  # fmt: skip


def test_a_recovery_comes_back_as_a_recovery(vault: tuple[Path, str]) -> None:
    folder, code = vault
    office = Office.open(folder, code, settings=Settings())
    office.screen.lock()
    with pytest.raises(WrongPassphrase):
        office.screen.unlock(ANNA)
    office.screen.unlock(code)
    assert office.cases.list()
    office.lock()


def test_the_lock_of_the_vault_is_stronger(office: Office) -> None:
    office.screen.lock()
    office.lock()
    with pytest.raises(VaultLocked):
        office.screen.unlock(ANNA)
    with pytest.raises(VaultLocked):
        office.screen.lock()


def test_where_head_office_bounds_the_idle_lock_the_vault_itself_closes(
    trusting: Office, head: publishing.Office, tmp_path: Path
) -> None:
    screen = trusting.screen
    seen = [screen.allowed]
    bring(trusting, head, tmp_path, "format = 1\nidle_lock_max_s = 3600\n")
    seen.append(screen.allowed)
    assert seen == [True, False]
    assert not screen.lock()
    assert lines(trusting) == []
