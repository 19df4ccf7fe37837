"""The shelf of a real vault: versions, packs of a real head office, what is not used and why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.errors import (
    ChecklistExists,
    ChecklistInvalid,
    ChecklistUnknown,
    VaultDamaged,
    VaultLocked,
)
from appliance.review.checklists import shelf as shelves
from appliance.review.checklists import signing
from appliance.review.checklists.reading import digest
from appliance.review.checklists.shelf import Shelf, shipped
from tests.unit.packs.branch import PASSPHRASE, Branch
from tests.unit.packs.publishing import FAST, NOON, MovableClock, Office, as_file
from tests.unit.review.checklists.made import item, toml

from appliance.packs import trust_documents as documents  # isort: skip
from appliance.vault.store import Vault  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = {(checklist.name, checklist.version) for checklist, _ in shipped()}


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made, _code = Vault.create(tmp_path / "vault", PASSPHRASE, clock=MovableClock(), kdf=FAST)
    branch = Branch(made, MovableClock())
    yield branch
    branch.engines.close()
    made.lock()


@pytest.fixture
def shelf(branch: Branch) -> Shelf:
    return Shelf(branch.vault, branch.clock, branch.custody)


@pytest.fixture
def office(branch: Branch, tmp_path: Path) -> Office:
    """A head office that the branch trusts."""
    made = Office()
    root = made.root()
    branch.trust.pin(as_file(tmp_path, root), documents.fingerprint(root.signed))
    return made


def test_what_comes_with_the_program_is_there_and_its_files_are_read_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {(one.checklist.name, one.checklist.version) for one in shelf.all()} == SHIPPED
    assert all(one.origin == "shipped" and one.in_force for one in shelf.all())
    assert [one.checklist.name for one in shelf.all()] == sorted(name for name, _ in SHIPPED)

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Path, "read_bytes", never)
    monkeypatch.setattr(shelves, "read", never)
    assert shelf.get("nda").checklist.items[0].id == "nda-1"


def test_an_own_checklist_is_read_once_for_each_wording(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(toml(title="Read once"), origin="own")
    assert shelf.get("branch-list").checklist.title == "Read once"

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(shelves, "look", never)
    assert shelf.get("branch-list").checklist.title == "Read once"


def test_a_checklist_is_kept_byte_for_byte(shelf: Shelf, branch: Branch) -> None:
    content = b"# of the branch\n" + toml()
    kept = shelf.put(content, origin="imported", name="list.toml")
    assert (kept.origin, kept.sha256) == ("imported", digest(content))
    assert kept.changed_at == "2026-01-02T12:00:00.000+00:00"
    assert shelf.copy("branch-list").content == content
    again = Shelf(branch.vault, branch.clock, branch.custody)
    assert again.get("branch-list", "1.0") == kept
    assert kept.signed is None


def test_a_version_has_one_content_for_ever(shelf: Shelf) -> None:
    first = shelf.put(toml(), origin="own")
    with pytest.raises(ChecklistExists, match=r"version 1\.0"):
        shelf.put(toml(item(due_days=9)), origin="own")
    # The same content in another writing is the same checklist.
    assert shelf.put(b"# remark\n" + toml(), origin="imported") == first
    assert shelf.put(toml(item(due_days=9), version="1.1"), origin="own").checklist.version == "1.1"


def test_nobody_takes_the_place_of_a_shipped_one(shelf: Shelf) -> None:
    with pytest.raises(ChecklistExists):
        shelf.put(toml(name="nda", version="1.0"), origin="own")
    content = next(content for checklist, content in shipped() if checklist.name == "nda")
    assert shelf.put(content, origin="imported").origin == "shipped"
    assert shelf.put(toml(name="nda", version="2.0"), origin="own").origin == "own"
    assert shelf.get("nda").origin == "own"
    assert shelf.get("nda", "1.0").origin == "shipped"


def test_versions_are_compared_as_numbers_and_the_newest_in_force_counts(
    shelf: Shelf, branch: Branch
) -> None:
    for version, begin, end in (
        ("1.9", "", ""),
        ("1.10", "", ""),
        ("2.0", "2026-02-01", ""),
        ("3.0", "", "2026-01-01"),
    ):
        shelf.put(toml(version=version, valid_from=begin, valid_to=end), origin="own")
    mine = [one for one in shelf.all() if one.checklist.name == "branch-list"]
    assert [one.checklist.version for one in mine] == ["3.0", "2.0", "1.10", "1.9"]
    assert [one.in_force for one in mine] == [False, False, True, True]
    assert shelf.get("branch-list").checklist.version == "1.10"
    branch.clock.at = NOON + timedelta(days=60)
    assert shelf.get("branch-list").checklist.version == "2.0"


def test_what_there_is_not(shelf: Shelf) -> None:
    with pytest.raises(ChecklistUnknown, match="on the shelf"):
        shelf.get("nothing")
    with pytest.raises(ChecklistUnknown, match=r"of version 9\.9"):
        shelf.get("nda", "9.9")
    with pytest.raises(ChecklistUnknown, match="it came with the program"):
        shelf.remove("nda", "1.0")
    with pytest.raises(ChecklistInvalid):
        shelf.put(b"name = 3", origin="own")


def test_own_and_imported_ones_can_be_removed(shelf: Shelf) -> None:
    shelf.put(toml(), origin="own")
    shelf.put(toml(version="1.1"), origin="imported")
    for version in ("1.0", "1.1"):
        shelf.remove("branch-list", version)
    with pytest.raises(ChecklistUnknown):
        shelf.get("branch-list")


def test_a_signature_is_kept_and_may_come_later(shelf: Shelf, branch: Branch) -> None:
    shelf.put(toml(), origin="own")
    key = branch.vault.identity.signing_key()
    note = signing.sign(
        toml(), "branch-list", "1.0", key=key, signer="branch-12", at="2026-01-02T12:00:00Z"
    ).decode()
    kept = shelf.put(toml(), origin="imported", note=note)
    assert kept.origin == "own"
    assert kept.signed is not None
    assert (kept.signed.name, kept.signed.trusted) == ("branch-12", True)
    assert kept.signers == (kept.signed,)
    assert shelf.copy("branch-list").note == note


def test_a_checklist_of_a_pack_has_the_signers_of_the_pack(
    shelf: Shelf, branch: Branch, office: Office, tmp_path: Path
) -> None:
    path = office.text(
        tmp_path, toml(title="Of head office").decode(), kind="checklist", name="branch-list",
        version="1.0", signed="p1 p2", to=branch.address,
    )  # fmt: skip
    branch.take(path)
    found = shelf.get("branch-list")
    assert (found.origin, found.checklist.title) == ("pack", "Of head office")
    assert {signer.name for signer in found.signers} == {"p1", "p2"}
    assert all(signer.trusted for signer in found.signers)
    with pytest.raises(ChecklistUnknown, match="it came in a pack"):
        shelf.remove("branch-list", "1.0")
    with pytest.raises(ChecklistExists):
        shelf.put(toml(title="Of the branch"), origin="own")


def test_a_pack_comes_before_an_own_one_of_the_same_version_and_the_other_is_named(
    shelf: Shelf, branch: Branch, office: Office, tmp_path: Path
) -> None:
    shelf.put(toml(title="Of the branch"), origin="own")
    assert shelf.troubles() == ()
    path = office.text(
        tmp_path, toml(title="Of head office").decode(), kind="checklist", name="list",
        to=branch.address,
    )  # fmt: skip
    branch.take(path)
    assert shelf.get("branch-list").checklist.title == "Of head office"
    ((title, problems),) = shelf.troubles()
    assert title == "Of the branch"
    assert "(own) is not used" in problems[0].why


def test_a_revoked_pack_is_gone_and_gives_way(
    shelf: Shelf, branch: Branch, office: Office, tmp_path: Path
) -> None:
    path = office.text(tmp_path, toml().decode(), kind="checklist", name="list", to=branch.address)
    imported = branch.take(path)
    assert shelf.get("branch-list").origin == "pack"
    branch.trust.update(as_file(tmp_path, office.list(packs=(imported.pack_id,))))
    with pytest.raises(ChecklistUnknown):
        shelf.get("branch-list")
    assert shelf.put(toml(title="Another"), origin="own").origin == "own"


def test_a_pack_with_something_else_in_it_is_said_and_hides_nothing(
    shelf: Shelf, branch: Branch, office: Office, tmp_path: Path
) -> None:
    path = office.text(
        tmp_path, "# Know your customer\n", kind="checklist", name="kyc", to=branch.address
    )
    branch.take(path)
    assert {(one.checklist.name, one.checklist.version) for one in shelf.all()} == SHIPPED
    ((title, problems),) = shelf.troubles()
    assert title == "Kyc"
    assert "“items” is missing" in {problem.why for problem in problems}


def test_a_file_whose_signer_was_revoked_since_is_no_longer_used(
    shelf: Shelf, branch: Branch, office: Office, tmp_path: Path
) -> None:
    note = signing.sign(
        toml(), "branch-list", "1.0", key=office.keys["p3"], signer="x", at="2026-01-02T12:00:00Z"
    )
    kept = shelf.put(toml(), origin="imported", note=note.decode())
    assert kept.signed is not None
    assert kept.signed.trusted
    branch.trust.update(as_file(tmp_path, office.list(keys="p3")))
    with pytest.raises(ChecklistUnknown):
        shelf.get("branch-list")
    ((title, problems),) = shelf.troubles()
    assert title == "List of the branch"
    assert "stolen" in problems[0].why
    assert shelf.get("nda").origin == "shipped"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE checklist SET content = content || ' '", "was changed"),
        ("UPDATE checklist SET signature = '{}'", "signature was changed"),
    ],
)
def test_a_changed_row_is_damage(shelf: Shelf, branch: Branch, change: str, said: str) -> None:
    shelf.put(toml(), origin="own")
    with branch.vault.transaction() as connection:
        connection.execute(change)
    with pytest.raises(VaultDamaged, match=said):
        shelf.all()


def test_after_the_lock_there_is_no_shelf(shelf: Shelf, branch: Branch) -> None:
    branch.vault.lock()
    with pytest.raises(VaultLocked):
        shelf.all()
