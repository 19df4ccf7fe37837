"""Checkpoints and the witness on a medium, on real vaults and real files."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.audit import checkpoints, merkle, notes, witness
from appliance.audit.events import Event
from appliance.audit.notes import NoteInvalid
from appliance.errors import (
    AuditBroken,
    AuditForked,
    AuditRolledBack,
    AuditTruncated,
    WitnessUnusable,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.audit.watch import Watch
    from appliance.crypto.kdf import KdfParams
    from appliance.vault.store import Vault

    Reopened = Callable[[], Vault]
    Fill = Callable[[Vault, int], Watch]
    Copied = Callable[[Path, str], Path]


def notes_on(medium: Path) -> list[str]:
    return sorted(path.name for path in (medium / witness.FOLDER).glob("*/*.note"))


def test_a_checkpoint_is_the_root_over_the_links(vault: Vault, fill: Fill) -> None:
    watch = fill(vault, 7)
    signed = watch.checkpoints.sign()
    links = tuple(watch.log.links(until=7))
    assert signed.checkpoint.origin == f"cofferdam/{vault.vault_id}"
    assert (signed.size, signed.checkpoint.root) == (7, merkle.root(links))
    assert notes.signed_by(signed.note, watch.checkpoints.verifier)
    assert watch.checkpoints.sign() == signed, "nothing was added"
    watch.log.append(Event.ASKED, "c")
    again = watch.checkpoints.sign()
    assert again.checkpoint.root == merkle.root(tuple(watch.log.links(until=8)))
    assert [one.size for one in watch.checkpoints.kept()] == [7, 8]


def test_rows_changed_behind_a_checkpoint_are_a_fork(vault: Vault, fill: Fill) -> None:
    """Even by somebody with the key, who made every link and MAC anew."""
    watch = fill(vault, 5)
    watch.checkpoints.sign()
    other = [*watch.log.rows()]
    fork = [one for one in other if one.seq < 5]
    with pytest.raises(AuditTruncated):
        checkpoints.compare(fork, watch.checkpoints.genuine())
    moved = [*other[:-2], other[-1], other[-2]]
    with pytest.raises(AuditForked):
        checkpoints.compare(moved, watch.checkpoints.genuine())
    assert checkpoints.compare(other, watch.checkpoints.genuine()) == 5


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE checkpoint SET note = replace(note, '5', '6')",
        "UPDATE checkpoint SET size = 4",
        "UPDATE checkpoint SET note = 'nothing'",
    ],
)
def test_a_changed_checkpoint_is_named(vault: Vault, fill: Fill, change: str) -> None:
    watch = fill(vault, 5)
    watch.checkpoints.sign()
    vault.connection().execute(change)
    with pytest.raises(AuditBroken):
        watch.verify()


def test_a_changed_frontier_signs_nothing(vault: Vault, fill: Fill) -> None:
    watch = fill(vault, 5)
    watch.checkpoints.sign()
    vault.connection().execute("UPDATE checkpoint SET frontier = zeroblob(64)")
    watch.log.append(Event.ASKED, "c")
    with pytest.raises(AuditBroken, match="checkpoint was changed"):
        watch.checkpoints.sign()


def test_checkpoints_are_not_removed_by_mistake(vault: Vault, fill: Fill) -> None:
    fill(vault, 5).checkpoints.sign()
    with pytest.raises(Exception, match="never removed"):
        vault.connection().execute("DELETE FROM checkpoint")


def test_a_witness_countersigns_what_continues(vault: Vault, fill: Fill, medium: Path) -> None:
    made = witness.make(medium, secret=None)
    watch = fill(vault, 4)
    first = watch.sign()
    watch.log.append(Event.ASKED, "c")
    second = watch.sign()
    for signed in (first, second):
        assert notes.signed_by(signed.note, made.verifier)
        assert notes.signed_by(signed.note, watch.checkpoints.verifier)
    assert notes_on(medium) == ["000000000004.note", "000000000005.note"]
    assert [one.witnesses for one in watch.checkpoints.kept()] == [(made.verifier.name,)] * 2
    found = watch.verify()
    assert (found.witnessed_entries, found.signed_entries, found.checkpoints) == (5, 5, 2)
    assert watch.sign() == second
    assert notes_on(medium) == ["000000000004.note", "000000000005.note"]


def test_the_whole_vault_put_back_is_seen_by_the_witness(
    reopened: Reopened, fill: Fill, medium: Path, copied: Copied, tmp_path: Path
) -> None:
    """With everything that this computer remembers put back as well."""
    witness.make(medium, secret=None)
    vault = reopened()
    fill(vault, 4).sign()
    folder = vault.folder
    vault.lock()
    old = copied(folder, "old")
    fill(reopened(), 3).sign()
    vault = reopened()
    vault.lock()
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    shutil.rmtree(tmp_path / "seen", ignore_errors=True)
    watch = fill(reopened(), 0)
    assert watch.log.verify() == 4
    for look in (watch.examine, watch.verify, watch.sign):
        with pytest.raises(AuditRolledBack) as caught:
            look()
        assert caught.value.facts["expected"] == "7"
    for number in range(6):
        watch.log.append(Event.SEARCHED, f"another history {number}")
    for look in (watch.examine, watch.verify, watch.sign):
        with pytest.raises(AuditForked):
            look()
    watch.close()
    assert notes_on(medium) == ["000000000004.note", "000000000007.note"]


def test_a_wrapped_key_needs_its_passphrase(
    vault: Vault, fill: Fill, medium: Path, fast: KdfParams
) -> None:
    made = witness.make(medium, secret="spoken only", kdf=fast)
    watch = fill(vault, 2)
    text = (medium / witness.FOLDER / "witness.json").read_text()
    assert json.loads(text)["plain"] is None
    assert made.info.wrapped
    with pytest.raises(WrongPassphrase):
        watch.sign(medium, "guessed")
    plain = watch.sign(medium)
    assert not notes.signed_by(plain.note, made.verifier), "kept, but not countersigned"
    assert notes_on(medium) == ["000000000002.note"]
    signed = watch.sign(medium, "spoken only")
    assert notes.signed_by(signed.note, made.verifier)
    assert notes.signed_by(notes.parse(watch.checkpoints.kept()[0].note), made.verifier)


def test_one_medium_witnesses_several_vaults(
    vault: Vault, reopened: Reopened, fill: Fill, medium: Path
) -> None:
    witness.make(medium, secret=None)
    for one in (vault, reopened()):
        fill(one, 2).sign()
    assert len(list((medium / witness.FOLDER).glob("*/*.note"))) == 2


def test_a_checkpoint_of_another_vault_on_the_medium_is_not_believed(
    vault: Vault, reopened: Reopened, fill: Fill, medium: Path
) -> None:
    witness.make(medium, secret=None)
    fill(vault, 2).sign()
    other = reopened()
    folder = medium / witness.FOLDER
    (folder / vault.vault_id).rename(folder / other.vault_id)
    watch = fill(other, 3)
    with pytest.raises(WitnessUnusable):
        watch.verify(medium)
    assert watch.examine() == "fine", "a strange medium that is plugged in keeps nobody out"


def test_a_changed_note_on_the_medium_is_named(vault: Vault, fill: Fill, medium: Path) -> None:
    witness.make(medium, secret=None)
    watch = fill(vault, 2)
    watch.sign()
    (path,) = (medium / witness.FOLDER).glob("*/*.note")
    whole = path.read_bytes()
    ours = whole.index("\u2014 cofferdam-witness".encode())  # other signatures are ignored (C2SP)
    for at in range(0, ours, 7):
        changed = bytearray(whole)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(WitnessUnusable):
            watch.verify(medium)
    path.write_bytes(whole)
    assert watch.verify(medium).witnessed_entries == 2


def test_making_one_twice_or_nowhere_is_refused(medium: Path, tmp_path: Path) -> None:
    witness.make(medium, secret=None)
    with pytest.raises(WitnessUnusable, match="already"):
        witness.make(medium, secret=None)
    with pytest.raises(WitnessUnusable):
        witness.find(tmp_path)
    (tmp_path / "file").write_text("")
    (tmp_path / witness.FOLDER).write_text("in the way")
    with pytest.raises(WitnessUnusable):
        witness.make(tmp_path, secret=None)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "with space"},
        {"name": ""},
        {"public": "AAAA"},
        {"plain": "AAAA"},
        {"plain": None},
        {"plain": "A" * 43 + "="},
        {"format": 2},
        {"more": 1},
    ],
)
def test_a_damaged_key_file_is_named(medium: Path, change: dict[str, object]) -> None:
    witness.make(medium, secret=None)
    path = medium / witness.FOLDER / "witness.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(WitnessUnusable):
        witness.find(medium)
    assert witness.present([medium]) == ()


def test_an_absurd_cost_in_a_key_file_is_refused_before_it_is_paid(
    vault: Vault, fill: Fill, medium: Path, fast: KdfParams
) -> None:
    witness.make(medium, secret="s", kdf=fast)
    path = medium / witness.FOLDER / "witness.json"
    raw = json.loads(path.read_text())
    raw["wrapped"]["memory_kib"] = 2**31
    path.write_text(json.dumps(raw))
    with pytest.raises(WitnessUnusable, match="damaged"):
        fill(vault, 2).sign(medium, "s")


def test_reading_a_checkpoint_of_somebody_else(vault: Vault, fill: Fill) -> None:
    watch = fill(vault, 2)
    signed = watch.checkpoints.sign()
    text = notes.render(signed.note)
    assert checkpoints.read(text, watch.checkpoints.verifier) == signed
    unsigned = notes.render(notes.Note(signed.note.text, ()))
    for other in (text.replace(vault.vault_id[:4], "ffff", 1), unsigned):
        with pytest.raises(NoteInvalid):
            checkpoints.read(other, watch.checkpoints.verifier)
