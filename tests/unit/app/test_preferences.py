"""What the chain says of settings that were changed with a vault open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.audit.events import Event
from appliance.crypto.kdf import KdfParams
from appliance.errors import BadInput, VaultLocked
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", "a passphrase", settings=Settings(), starters=False, kdf=CHEAP
    )
    yield made
    made.lock()


def lines(office: Office) -> list[object]:
    found = office._audit.entries()
    return [one.details["changed"] for one in found if one.event is Event.SETTINGS_CHANGED]


def test_each_name_leaves_one_line_and_no_value(office: Office) -> None:
    for _ in range(3):
        office.preferences.changed(["theme", "idle_lock_s"])
        office.preferences.changed(["theme"])
        office.preferences.changed(["threads"])
    assert lines(office) == ["idle_lock_s theme", "threads"]


def test_a_name_that_is_none_is_refused(office: Office) -> None:
    with pytest.raises(BadInput):
        office.preferences.changed(["theme", "colour of the customer"])
    assert lines(office) == []


def test_an_officer_may_change_what_is_their_own(office: Office, tmp_path: Path) -> None:
    office.accounts.add("kim", "kims passphrase", ["auditor"])
    office.lock()
    again = Office.open(tmp_path / "vault", "kims passphrase", settings=Settings(), user="kim")
    again.preferences.changed(["language"])
    assert lines(again) == ["language"]
    again.lock()
    with pytest.raises(VaultLocked):
        again.preferences.changed(["theme"])
