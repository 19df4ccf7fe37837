"""Database, journal and head damaged, cut or put back, in real files: nothing passes silently."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.audit import head
from appliance.audit.log import AuditLog
from appliance.audit.watch import Watch
from appliance.errors import (
    AuditBroken,
    AuditForked,
    AuditHeadDamaged,
    AuditRolledBack,
    AuditTruncated,
    ClosingRecordDamaged,
    VaultDamaged,
    VaultRolledBack,
)
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock

    Reopened = Callable[[], Vault]
    Fill = Callable[[Vault, int], Watch]

FILES = ("vault.db", "vault.db-wal", head.NAME)
FLIPS = 60


def killed(folder: Path, target: Path) -> Path:
    """The folder as a kill leaves it: with its journal, unlocked."""
    shutil.copytree(folder, target)
    (target / "vault.db-shm").unlink(missing_ok=True)
    return target


def opened(folder: Path, passphrase: str, clock: Clock) -> Vault:
    return Vault.open(folder, passphrase, clock=clock)


def outcome(folder: Path, passphrase: str, clock: Clock) -> str:
    """The code of what opening and verifying says, "" for nothing."""
    try:
        vault = opened(folder, passphrase, clock)
    except VaultDamaged as error:
        return error.code
    try:
        AuditLog(vault, clock).verify()
    except (AuditBroken, VaultDamaged) as error:
        return error.code
    finally:
        vault.lock()
    return ""


@pytest.fixture
def journal(reopened: Reopened, fill: Fill, tmp_path: Path) -> Path:
    """A vault of 40 entries, the newest 30 of them in its journal only, as a kill leaves it."""
    vault = reopened()
    fill(vault, 10)
    vault.lock()
    vault = reopened()
    fill(vault, 30)
    return killed(vault.folder, tmp_path / "killed")


def test_the_journal_holds_what_it_should(journal: Path, passphrase: str, clock: Clock) -> None:
    assert (journal / "vault.db-wal").stat().st_size > 30 * 16384
    assert outcome(journal, passphrase, clock) == ""


def test_every_flipped_bit_of_the_journal_is_named(
    journal: Path, passphrase: str, clock: Clock, tmp_path: Path
) -> None:
    """SQLite and SQLCipher themselves say nothing: the rows behind the bit are just not there."""
    whole = (journal / "vault.db-wal").read_bytes()
    generator = random.Random(20261122)  # noqa: S311  # places to damage, no secret
    named: dict[str, int] = {}
    for number in range(FLIPS):
        at = generator.randrange(len(whole))
        changed = bytearray(whole)
        changed[at] ^= 1 << generator.randrange(8)
        folder = shutil.copytree(journal, tmp_path / f"flip{number}")
        (folder / "vault.db-wal").write_bytes(changed)
        found = outcome(folder, passphrase, clock)
        assert found in (AuditTruncated.code, VaultDamaged.code), f"bit in byte {at}: {found!r}"
        named[found] = named.get(found, 0) + 1
        shutil.rmtree(folder)
    assert named[AuditTruncated.code] >= FLIPS * 3 // 4, named


@pytest.mark.parametrize("keep", [0, 0.1, 0.5, 0.9, 0.99])
def test_a_cut_journal_is_named(journal: Path, passphrase: str, clock: Clock, keep: float) -> None:
    path = journal / "vault.db-wal"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    assert outcome(journal, passphrase, clock) == AuditTruncated.code


def test_a_deleted_journal_is_named(journal: Path, passphrase: str, clock: Clock) -> None:
    (journal / "vault.db-wal").unlink()
    vault = opened(journal, passphrase, clock)
    with pytest.raises(AuditTruncated) as caught:
        AuditLog(vault, clock).verify()
    assert caught.value.facts == {"found": "10", "expected": "40"}
    vault.lock()


def test_an_old_page_put_back_is_named(
    reopened: Reopened, fill: Fill, tmp_path: Path, passphrase: str, clock: Clock
) -> None:
    """Each page that changed, alone, as it was before: SQLCipher accepts every one of them."""
    vault = reopened()
    fill(vault, 60)
    vault.lock()
    old = (vault.folder / "vault.db").read_bytes()
    vault = reopened()
    fill(vault, 60)
    vault.lock()
    new = (vault.folder / "vault.db").read_bytes()
    size = 16384
    changed = [at for at in range(0, len(old), size) if old[at : at + size] != new[at : at + size]]
    assert changed
    for at in changed:
        folder = shutil.copytree(vault.folder, tmp_path / f"page{at}")
        (folder / "vault.db").write_bytes(new[:at] + old[at : at + size] + new[at + size :])
        found = outcome(folder, passphrase, clock)
        # The last is for a page without entries, such as one of `meta`.
        expected = found.startswith("A40") or found in (VaultDamaged.code, VaultRolledBack.code)
        assert expected, found
    assert any(
        outcome(tmp_path / f"page{at}", passphrase, clock).startswith("A40") for at in changed
    )


@pytest.fixture
def old_and_new(
    reopened: Reopened, fill: Fill, copied: Callable[[Path, str], Path]
) -> tuple[Path, Path]:
    """The vault with 20 entries, and with 30, each shut."""
    vault = reopened()
    fill(vault, 20).remember()
    vault.lock()
    old = copied(vault.folder, "old")
    vault = reopened()
    fill(vault, 10).remember()
    vault.lock()
    return old, copied(vault.folder, "new")


def test_an_old_database_with_the_new_head(
    old_and_new: tuple[Path, Path], passphrase: str, clock: Clock
) -> None:
    old, new = old_and_new
    shutil.copy(old / "vault.db", new / "vault.db")
    vault = opened(new, passphrase, clock)
    with pytest.raises(AuditTruncated) as caught:
        AuditLog(vault, clock).verify()
    assert caught.value.facts == {"found": "20", "expected": "30"}
    vault.lock()


def test_a_new_database_with_the_old_head(
    old_and_new: tuple[Path, Path], passphrase: str, clock: Clock
) -> None:
    old, new = old_and_new
    shutil.copy(old / head.NAME, new / head.NAME)
    vault = opened(new, passphrase, clock)
    with pytest.raises(AuditHeadDamaged, match="older than the database"):
        AuditLog(vault, clock).verify()
    vault.lock()


def test_slots_of_two_times(old_and_new: tuple[Path, Path], passphrase: str, clock: Clock) -> None:
    """An old database with the old first slot and the new second, and the other way round."""
    old, new = old_and_new
    first, second = (one.joinpath(head.NAME).read_bytes() for one in (old, new))
    shutil.copy(old / "vault.db", new / "vault.db")
    for mixed, code in (
        (first[:128] + second[128:], AuditHeadDamaged.code),
        # Which alone would read as an append that was not committed.
        (second[:128] + first[128:], ClosingRecordDamaged.code),
    ):
        (new / head.NAME).write_bytes(mixed)
        vault = opened(new, passphrase, clock)
        log = AuditLog(vault, clock)
        try:
            found = log.judge_head()
        except (AuditBroken, VaultDamaged) as error:
            found = error.code
        vault.lock()
        assert found == code


def test_the_whole_folder_put_back_is_seen_by_this_computer(
    old_and_new: tuple[Path, Path],
    passphrase: str,
    clock: Clock,
    watched: Callable[[Vault], Watch],
) -> None:
    old, _new = old_and_new
    vault = opened(old, passphrase, clock)
    watch = watched(vault)
    assert watch.log.verify() == 20, "in itself it is whole"
    for look in (watch.examine, watch.verify):
        with pytest.raises(AuditRolledBack) as caught:
            look()
        assert (caught.value.facts["expected"], caught.value.facts["found"]) == ("30", "20")
    vault.lock()


def test_another_history_of_the_same_length_is_seen_by_this_computer(
    old_and_new: tuple[Path, Path],
    passphrase: str,
    clock: Clock,
    fill: Fill,
    tmp_path: Path,
) -> None:
    old, _new = old_and_new
    seen = next((tmp_path / "seen").iterdir())
    kept = seen.read_bytes()
    vault = opened(old, passphrase, clock)
    watch = fill(vault, 0)
    for number in range(15):
        watch.log.append(watch.log.entries()[0].event, "other", number=number)
    seen.write_bytes(kept)
    with pytest.raises(AuditRolledBack, match="another one stands there"):
        watch.examine()
    vault.lock()


def test_another_computer_raises_no_alarm(
    old_and_new: tuple[Path, Path], passphrase: str, clock: Clock, tmp_path: Path
) -> None:
    old, new = old_and_new
    for folder in (old, new):
        vault = opened(folder, passphrase, clock)
        watch = Watch(vault, clock, seen_folder=tmp_path / "elsewhere")
        assert watch.examine() == head.FINE
        watch.remember()
        vault.lock()


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"entry":99,"link":"00","mac":"00"}', b"x" * 9999]
)
def test_a_memory_that_was_meddled_with_blocks_nothing(
    old_and_new: tuple[Path, Path],
    passphrase: str,
    clock: Clock,
    watched: Callable[[Vault], Watch],
    tmp_path: Path,
    data: bytes,
) -> None:
    next((tmp_path / "seen").iterdir()).write_bytes(data)
    vault = opened(old_and_new[1], passphrase, clock)
    watch = watched(vault)
    assert watch.examine() == head.FINE
    watch.remember()
    assert watched(vault).examine() == head.FINE
    vault.lock()


def test_a_vault_forked_behind_one_copy_is_seen_when_both_meet(
    old_and_new: tuple[Path, Path], passphrase: str, clock: Clock, fill: Fill, tmp_path: Path
) -> None:
    """The database of one branch with the head of the other."""
    old, new = old_and_new
    vault = opened(old, passphrase, clock)
    watch = fill(vault, 0)
    for _ in range(10):
        watch.log.append(watch.log.entries()[0].event, "branch")
    vault.lock()
    shutil.copy(new / head.NAME, old / head.NAME)
    vault = opened(old, passphrase, clock)
    with pytest.raises(AuditForked) as caught:
        AuditLog(vault, clock).verify()
    assert caught.value.facts["entry"] == "30"
    vault.lock()


def test_a_restored_backup_goes_through_the_same_door(
    old_and_new: tuple[Path, Path],
    passphrase: str,
    clock: Clock,
    watched: Callable[[Vault], Watch],
) -> None:
    """Restored beside the vault: from then on this computer knows two histories."""
    old, new = old_and_new
    vault = opened(old, passphrase, clock)
    watch = watched(vault)
    with pytest.raises(AuditRolledBack) as caught:
        watch.examine()
    watch.accept(caught.value, "restored from the backup of Monday")
    assert watch.verify().rollbacks_accepted == (21,)
    vault.lock()
    for folder in (new, old, new, old):
        vault = opened(folder, passphrase, clock)
        watched(vault).examine()
        watched(vault).remember()
        vault.lock()
