"""The audit desk on real vaults, and what opening a vault does when the chain is not the newest."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance import settings as places
from appliance.app.audit import make_witness
from appliance.app.office import Office
from appliance.audit import head
from appliance.audit.events import Event
from appliance.audit.records import Selection
from appliance.crypto.kdf import KdfParams
from appliance.errors import (
    AuditBroken,
    AuditHeadDamaged,
    AuditRolledBack,
    AuditTruncated,
    BadInput,
    FileExists,
    FileUnreadable,
    VaultBusy,
)
from appliance.settings import Settings
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PASSPHRASE = "a passphrase"
GOLDEN = Path(__file__).parents[2] / "golden" / "vault-format-1.tar.gz"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A medium that is plugged in."""
    made = tmp_path / "stick"
    made.mkdir()
    monkeypatch.setattr(places, "removable_media", lambda: (made,))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A locked vault with two cases."""
    office, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    office.cases.new("A")
    office.cases.new("B")
    office.lock()
    return tmp_path / "vault"


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[..., Office]]:
    offices: list[Office] = []

    def again(accept: str | None = None) -> Office:
        for one in offices:
            one.lock()
        offices.append(Office.open(folder, PASSPHRASE, settings=Settings(), accept_rollback=accept))
        return offices[-1]

    yield again
    for one in offices:
        one.lock()


def events(office: Office) -> list[Event]:
    return [entry.event for entry in office.audit.entries(because="to see")]


def test_looking_needs_a_reason_and_is_recorded_first(opened: Callable[..., Office]) -> None:
    office = opened()
    for reason in ("", "  ", "ab", "x" * 501, "bell\x07bell"):
        with pytest.raises(BadInput):
            office.audit.entries(because=reason)
    found = office.audit.entries(because="yearly  review")
    assert all(entry.event is not Event.AUDIT_VIEWED for entry in found)
    (viewing,) = office.audit.entries(Selection(event="audit viewed"), because="again")
    assert viewing.details == {"because": "yearly review", "entries": len(found), "outcome": "done"}
    with pytest.raises(BadInput):
        office.audit.entries(Selection(event="flew"), because="again")


def test_an_object_is_followed_through_time(opened: Callable[..., Office]) -> None:
    office = opened()
    office.cases.remove("A")
    subject = office.audit.entries(Selection(event="case created"), because="to see")[0].subject
    found = office.audit.follow(subject, because="to see")
    assert [entry.event for entry in found if entry.subject == subject] == [
        Event.CASE_CREATED,
        Event.CASE_REMOVED,
    ]
    with pytest.raises(BadInput):
        office.audit.follow(" ", because="to see")


def test_verifying_is_recorded_with_its_outcome(opened: Callable[..., Office]) -> None:
    office = opened()
    found = office.audit.verify()
    assert (found.head, found.witnessed_entries) == (head.FINE, None)
    assert found.checkpoints >= 1, "one was signed at the lock"
    (entry,) = office.audit.entries(Selection(event="audit verified"), because="to see")
    assert entry.details["entries"] == found.entries


def test_each_lock_signs_a_checkpoint_over_everything(opened: Callable[..., Office]) -> None:
    sizes = [one.size for one in opened().audit.checkpoints()]
    office = opened()
    kept = office.audit.checkpoints()
    assert [one.size for one in kept][: len(sizes)] == sizes
    assert kept[-1].size == office._watch.log.last().seq - 1, "all but the opening just now"


def test_a_witness_that_is_plugged_in_sees_a_rollback(
    opened: Callable[..., Office], folder: Path, stick: Path, tmp_path: Path
) -> None:
    make_witness(stick, secret=None)
    opened().lock()
    shutil.copytree(folder, tmp_path / "old")
    office = opened()
    office.cases.new("C")
    office.lock()
    assert len(list(stick.glob("*/*/*.note"))) == 2
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)
    shutil.rmtree(places.seen_folder())
    with pytest.raises(AuditRolledBack, match="medium"):
        opened()
    opened("restored by order of the branch manager").lock()
    opened()


def truncate(folder: Path, old: Path) -> None:
    shutil.copy(old / "vault.db", folder / "vault.db")


def put_back(folder: Path, old: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(old, folder)


def lose_head(folder: Path, old: Path) -> None:
    (folder / head.NAME).unlink()


def spoil_head(folder: Path, old: Path) -> None:
    (folder / head.NAME).write_bytes(bytes(256))


def shorten_head(folder: Path, old: Path) -> None:
    (folder / head.NAME).write_bytes(b"x")


def old_head(folder: Path, old: Path) -> None:
    shutil.copy(old / head.NAME, folder / head.NAME)


TROUBLES = [
    (truncate, AuditTruncated),
    (put_back, AuditRolledBack),
    (lose_head, AuditHeadDamaged),
    (spoil_head, AuditHeadDamaged),
    (shorten_head, AuditHeadDamaged),
    (old_head, AuditHeadDamaged),
]


@pytest.fixture
def damaged(
    folder: Path, opened: Callable[..., Office], tmp_path: Path
) -> Callable[[Callable[[Path, Path], None]], None]:
    """Two sessions of work; then the damage, done with a copy from between them at hand."""

    def work(damage: Callable[[Path, Path], None]) -> None:
        opened().lock()
        shutil.copytree(folder, tmp_path / "old")
        office = opened()
        office.cases.new("C")
        office.lock()
        damage(folder, tmp_path / "old")

    return work


@pytest.mark.parametrize(("damage", "kind"), TROUBLES)
def test_such_a_vault_stays_closed_until_it_is_accepted_on_purpose(
    damaged: Callable[[Callable[[Path, Path], None]], None],
    opened: Callable[..., Office],
    damage: Callable[[Path, Path], None],
    kind: type[AuditBroken],
) -> None:
    damaged(damage)
    for _ in range(2):
        with pytest.raises(AuditBroken) as caught:
            opened()
        assert type(caught.value) is kind
    with pytest.raises(BadInput):
        opened("")
    office = opened("restored after the disk failed")
    assert events(office)[-2:] == [Event.ROLLBACK_ACCEPTED, Event.VAULT_OPENED]
    (entry,) = office.audit.entries(Selection(event="rollback accepted"), because="to see")
    assert entry.details["reason"] == "restored after the disk failed"
    assert entry.details["trouble"] == kind.code
    assert entry.details["found_entry"] == entry.seq - 1
    assert office.audit.verify().rollbacks_accepted == (entry.seq,)
    office = opened()
    assert office.audit.verify().head == head.FINE
    with pytest.raises(BadInput, match="nothing to accept"):
        opened("once more")


@pytest.mark.parametrize(("damage", "kind"), [TROUBLES[0], TROUBLES[1], TROUBLES[2]])
def test_a_kill_while_accepting_leaves_the_alarm_or_the_record(
    damaged: Callable[[Callable[[Path, Path], None]], None],
    folder: Path,
    tmp_path: Path,
    damage: Callable[[Path, Path], None],
    kind: type[AuditBroken],
) -> None:
    damaged(damage)
    state = places.seen_folder()
    shutil.copytree(folder, tmp_path / "kept")
    shutil.copytree(state, tmp_path / "kept-state")

    def accept() -> None:
        Office.open(folder, PASSPHRASE, settings=Settings(), accept_rollback="killed at it").lock()

    outcomes = {"alarm": 0, "accepted": 0}
    # The first steps are those of any opening; every third of the rest is enough.
    for number in [*range(1, 400, 3)]:
        ended = forked.run(accept, kill_at=number)
        try:
            office = Office.open(folder, PASSPHRASE, settings=Settings())
        except AuditBroken:
            outcomes["alarm"] += 1
        else:
            outcomes["accepted"] += 1
            assert Event.ROLLBACK_ACCEPTED in events(office)
            office.lock()
        if ended.well:
            break
        for source, target in (("kept", folder), ("kept-state", state)):
            shutil.rmtree(target)
            shutil.copytree(tmp_path / source, target)
    assert outcomes["alarm"]
    assert outcomes["accepted"]


def test_another_computer_is_not_alarmed_but_one_that_saw_more_is(
    damaged: Callable[[Callable[[Path, Path], None]], None], opened: Callable[..., Office]
) -> None:
    damaged(put_back)
    state = places.seen_folder()
    seen = {path.name: path.read_bytes() for path in state.iterdir()}
    shutil.rmtree(state)
    office = opened()
    office.cases.new("branch")
    office.lock()
    for name, data in seen.items():
        (state / name).write_bytes(data)
    with pytest.raises(AuditRolledBack):
        opened()
    opened("the other computer was right").lock()
    for name, data in seen.items():
        (state / name).write_bytes(data)
    opened()  # the chain says that the loss of what was seen here was accepted


def test_a_refused_opening_lets_others_in(
    damaged: Callable[[Callable[[Path, Path], None]], None], opened: Callable[..., Office]
) -> None:
    damaged(lose_head)
    for _ in range(2):
        with pytest.raises(AuditBroken) as caught:
            opened()
        assert not isinstance(caught.value, VaultBusy)


@pytest.mark.parametrize("name", ["export", "export.zip"])
@pytest.mark.parametrize("with_mac_key", [False, True])
def test_an_export_is_verified_on_its_own(
    opened: Callable[..., Office], tmp_path: Path, name: str, with_mac_key: bool
) -> None:
    office = opened()
    target = tmp_path / name
    found = office.audit.export(target, with_mac_key=with_mac_key)
    assert (found.entries, found.key) == (office._watch.log.last().seq - 1, office.audit.key())
    with pytest.raises(FileExists):
        office.audit.export(target)
    with pytest.raises(FileUnreadable):
        office.audit.export(tmp_path / "nowhere" / name)
    assert not list(tmp_path.glob(f".{name}*"))
    if target.is_dir():
        shutil.move(target, tmp_path / "moved")
    else:
        shutil.unpack_archive(target, tmp_path / "moved")
    assert (tmp_path / "moved" / "mac-key.hex").exists() is with_mac_key
    ended = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "moved" / "verify_audit.py"), "--key", found.key],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{found.entries} entries" in ended.stdout


def test_a_chain_that_began_in_an_earlier_release(tmp_path: Path) -> None:
    """Its entries keep their MACs, get links, and are exported like all others."""
    shutil.unpack_archive(GOLDEN, tmp_path / "golden", filter="data")
    (folder,) = (path.parent for path in (tmp_path / "golden").rglob("header.json"))
    office = Office.open(folder, "golden vault of format 1", settings=Settings())
    found = office.audit.verify()
    office.audit.export(tmp_path / "x", with_mac_key=True)
    office.lock()
    lines = (tmp_path / "x" / "entries.jsonl").read_text("utf-8").splitlines()
    formats = [json.loads(line)["format"] for line in lines]
    assert formats[0] == 1
    assert formats[-1] == 2
    assert formats == sorted(formats)
    assert len(formats) >= found.entries
    ended = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "x" / "verify_audit.py")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_exports_name_no_content(opened: Callable[..., Office], tmp_path: Path) -> None:
    office = opened()
    secret = tmp_path / "Quillfeather statement.txt"
    secret.write_text("Quillfeather owes a lot.")
    with pytest.raises(Exception):  # noqa: B017, PT011 - no embedding model: what is written counts
        office.documents.add("A", [secret])
    office.audit.export(tmp_path / "x")
    assert "Quillfeather" not in (tmp_path / "x" / "entries.jsonl").read_text("utf-8")
