"""An office as the program opens it: the installed root, and what a policy demands of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance import settings as places
from appliance.app.office import Office
from appliance.errors import ConsoleNotConfined, TrustSignaturesShort
from appliance.packs import trust_documents as documents
from appliance.settings import Settings
from tests.unit.packs import publishing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def head() -> publishing.Office:
    return publishing.Office()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an installation lays its root."""
    monkeypatch.setattr(places, "program_data", lambda: tmp_path / "program")
    place = places.trust_root()
    place.parent.mkdir(parents=True)
    return place


def make(folder: Path) -> Office:
    made, _code = Office.create(
        folder, PASSPHRASE, settings=Settings(), starters=False, kdf=publishing.FAST,
        clock=publishing.MovableClock(),
    )  # fmt: skip
    return made


def reopen(folder: Path) -> Office:
    return Office.open(folder, PASSPHRASE, settings=Settings(), clock=publishing.MovableClock())


@pytest.fixture
def trusting(tmp_path: Path, installed: Path, head: publishing.Office) -> Iterator[Office]:
    installed.write_bytes(documents.encode(head.root()))
    made = make(tmp_path / "vault")
    yield made
    made.lock()


def bring(office: Office, head: publishing.Office, folder: Path, policy: str) -> None:
    address = office.keys.appliance("branch").raw
    office.packs.import_pack(head.text(folder, policy, to=address))


def test_an_installed_root_is_pinned_when_the_vault_is_made(trusting: Office) -> None:
    view = trusting.trust.show()
    assert view.pinned
    assert view.publisher == "head-office"
    assert view.require_signed_models
    entries = trusting._audit.entries()
    lines = [one for one in entries if one.event.value == "trust changed"]
    assert lines[0].details["fingerprint"] == view.fingerprint


def test_without_an_installed_root_nobody_is_trusted(tmp_path: Path, installed: Path) -> None:
    made = make(tmp_path / "vault")
    assert not made.trust.show().pinned
    assert not made.trust.pin_installed()
    made.lock()


def test_an_installed_root_without_its_signatures_stops_the_making(
    tmp_path: Path, installed: Path, head: publishing.Office
) -> None:
    installed.write_bytes(documents.encode(head.root(signed="r1")))
    with pytest.raises(TrustSignaturesShort):
        make(tmp_path / "vault")


def test_a_policy_shortens_the_idle_lock_but_never_lengthens_it(
    trusting: Office, head: publishing.Office, tmp_path: Path
) -> None:
    assert trusting.idle_lock_s == 600
    bring(trusting, head, tmp_path, "format = 1\nidle_lock_max_s = 3600\n")
    assert trusting.idle_lock_s == 600
    address = trusting.keys.appliance("branch").raw
    trusting.packs.import_pack(
        head.text(tmp_path, "format = 1\nidle_lock_max_s = 60\n", to=address, sequence=2)
    )
    assert trusting.idle_lock_s == 60


def test_demanded_layers_hold_from_the_next_opening_on(
    trusting: Office, head: publishing.Office, tmp_path: Path
) -> None:
    bring(trusting, head, tmp_path, 'format = 1\nrequired_layers = ["pid-namespace"]\n')
    trusting.lock()
    again = reopen(tmp_path / "vault")
    assert again._demanded.child_layers() == ("pid-namespace",)
    assert again.settings.required_layers == ()
    again.lock()


def test_a_policy_that_would_shut_the_vault_for_good_is_not_taken(
    trusting: Office, head: publishing.Office, tmp_path: Path
) -> None:
    """No fence was put round this test's process, so it lacks what is demanded."""
    with pytest.raises(ConsoleNotConfined):
        bring(trusting, head, tmp_path, 'format = 1\nrequired_layers = ["console-sockets"]\n')
    assert trusting.packs.policy().required_layers == ()
