"""Opening clears only what is the vault's own, and nothing that may be the only copy at once."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from appliance.errors import HeaderDamaged, VaultDamaged
from appliance.vault import strays
from appliance.vault.inspection import inspect
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.case_file import CaseFile

DATA = b"the only copy of an agreement" * 100
BINDING = b"document abc"
NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)
DIGEST = "ab" * 32
LOST = "cd" * 16


@dataclass(frozen=True)
class Day:
    """A clock that stands still some days after noon."""

    days: float = 0

    def now(self) -> datetime:
        return NOON + timedelta(days=self.days)

    def monotonic(self) -> float:
        return 0.0


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def refer(case: CaseFile, blob_id: str) -> None:
    with case.transaction() as connection:
        connection.execute(
            "INSERT INTO document (name, sha256, size_bytes, media_type, state, blob_id, "
            "added_at) VALUES ('d', ?1, 1, 'm', 'ready', ?1, '')",
            (blob_id,),
        )


def pass_by(folder: Path, passphrase: str, clock: Clock) -> None:
    """Open the vault and look into each case, as far as there are any."""
    vault = Vault.open(folder, passphrase, clock=clock)
    try:
        for row in vault.cases.all():
            vault.case(row.id).connection()
    finally:
        vault.lock()


def test_what_was_never_finished_goes_at_opening(
    vault: Vault, case: CaseFile, passphrase: str
) -> None:
    named = case.blobs.put(DATA, binding=BINDING)
    refer(case, named)
    folder = vault.folder
    (case.folder / "blobs" / f".{'0' * 32}.abc_d123").write_bytes(b"x")
    (folder / ".header.json.abc_d123").write_bytes(b"x")
    (folder / "making").touch()
    staging = folder / "models" / f".staging-{'0' * 16}"
    staging.mkdir()
    (staging / "model.gguf.sealed").write_bytes(b"x")
    vault.lock()
    opened = Vault.open(folder, passphrase, clock=Day())
    assert opened.case(case.id).blobs.get(named, binding=BINDING) == DATA
    opened.lock()
    home = f"cases/{case.ref}"
    assert tree(folder) == {
        "cases", home, f"{home}/case.db", f"{home}/blobs", f"{home}/blobs/{named}",
        "header.json", "lock", "models", "vault.db", "closing.json",
    }  # fmt: skip


def accept(vault: Vault, case_id: int) -> None:
    """The case is another one than before, on purpose."""
    with vault.transaction():
        assert vault.case(case_id).accept_rollback()


def test_what_no_row_names_is_kept_for_a_month(
    vault: Vault, case: CaseFile, passphrase: str
) -> None:
    blob_id = case.blobs.put(DATA, binding=BINDING)
    folder = vault.folder
    (folder / "models" / DIGEST).mkdir()
    (folder / "models" / DIGEST / "model.gguf.sealed").write_bytes(b"x")
    lost = folder / "cases" / LOST
    (lost / "blobs").mkdir(parents=True)
    (lost / "case.db").write_bytes(b"x")
    vault.lock()
    home = f"cases/{case.ref}"
    aside = {
        f"{home}/blobs/stray", f"{home}/blobs/stray/{blob_id}",
        "cases/stray", f"cases/stray/{LOST}", f"cases/stray/{LOST}/case.db",
        f"cases/stray/{LOST}/blobs",
        "models/stray", f"models/stray/{DIGEST}", f"models/stray/{DIGEST}/model.gguf.sealed",
    }  # fmt: skip
    kept = {
        "cases", home, f"{home}/case.db", f"{home}/blobs", "header.json", "lock", "models",
        "vault.db", "closing.json",
    }  # fmt: skip
    for day in (100, 110, 129.9):  # the month counts from the first opening that found them
        pass_by(folder, passphrase, Day(day))
        assert tree(folder) == kept | aside
    pass_by(folder, passphrase, Day(130.1))
    assert tree(folder) == kept


def test_a_stray_comes_back_when_the_database_names_it_again(
    vault: Vault, case: CaseFile, passphrase: str, tmp_path: Path
) -> None:
    """One bit of the journal turned: rows that were committed are gone, until it is restored."""
    database = case.folder / "case.db"
    journal = case.folder / "case.db-wal"

    def write_and_die() -> None:
        opened = Vault.open(vault.folder, passphrase, clock=Day()).case(case.id)
        with opened.transaction():
            refer(opened, opened.blobs.put(DATA, binding=BINDING))
        shutil.copy(database, tmp_path / "whole.db")
        shutil.copy(journal, tmp_path / "whole.db-wal")
        os._exit(0)

    vault.lock()
    assert forked.run(write_and_die).error == ""
    blobs = case.folder / "blobs"
    (blob_id,) = (path.name for path in blobs.iterdir())
    raw = bytearray(journal.read_bytes())
    raw[40] ^= 1
    journal.write_bytes(raw)
    opened = Vault.open(vault.folder, passphrase, clock=Day())
    accept(opened, case.id)
    rows = opened.case(case.id).connection().execute("SELECT * FROM document")
    assert rows.fetchall() == []
    opened.lock()
    assert (blobs / "stray" / blob_id).is_file()
    for path in case.folder.glob("case.db*"):
        path.unlink()
    shutil.copy(tmp_path / "whole.db", database)
    shutil.copy(tmp_path / "whole.db-wal", journal)
    opened = Vault.open(vault.folder, passphrase, clock=Day(60))
    accept(opened, case.id)
    assert opened.case(case.id).blobs.get(blob_id, binding=BINDING) == DATA
    opened.lock()
    assert tree(blobs) == {blob_id}


def test_a_case_comes_back_when_the_database_names_it_again(
    vault: Vault, case: CaseFile, passphrase: str, tmp_path: Path
) -> None:
    named = case.blobs.put(DATA, binding=BINDING)
    refer(case, named)
    vault.lock()
    shutil.copy(vault.folder / "vault.db", tmp_path / "whole.db")
    opened = Vault.open(vault.folder, passphrase, clock=Day())
    opened.connection().execute("DELETE FROM case_file")  # as a damaged journal would lose it
    opened.lock()
    pass_by(vault.folder, passphrase, Day())
    assert not case.folder.exists()
    shutil.copy(tmp_path / "whole.db", vault.folder / "vault.db")
    opened = Vault.open(vault.folder, passphrase, clock=Day(1), accept_rollback=True)
    assert opened.case(case.id).blobs.get(named, binding=BINDING) == DATA
    opened.lock()
    assert not (vault.cases_folder / "stray").exists()


def test_a_model_set_aside_twice(vault: Vault, passphrase: str) -> None:
    vault.lock()
    place = vault.folder / "models" / DIGEST
    for content in (b"first", b"second"):
        place.mkdir()
        (place / "model.onnx.sealed").write_bytes(content)
        pass_by(vault.folder, passphrase, Day())
        assert not place.exists()
    stray = vault.folder / "models" / "stray" / DIGEST / "model.onnx.sealed"
    assert stray.read_bytes() == b"second"


def test_removing_deletes_at_once(case: CaseFile) -> None:
    blob_id = case.blobs.put(DATA, binding=BINDING)
    case.blobs.remove(blob_id)
    assert tree(case.folder / "blobs") == set()


@pytest.mark.parametrize("name", ["cases", "models"])
@pytest.mark.parametrize("kind", ["link", "file", "missing"])
def test_a_folder_of_somebody_else_is_never_cleared(
    shut_folder: Path, clock: Clock, passphrase: str, tmp_path: Path, name: str, kind: str
) -> None:
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    (home / "Documents" / "thesis.txt").write_text("mine")
    (home / ("0" * 32)).write_text("mine")
    before = tree(home)
    shutil.rmtree(shut_folder / name)
    if kind == "link":
        (shut_folder / name).symlink_to(home)
    elif kind == "file":
        (shut_folder / name).write_text("mine")
    with pytest.raises(VaultDamaged, match=name):
        pass_by(shut_folder, passphrase, clock)
    if (name, kind) != ("cases", "missing"):  # only the rows tell whether cases are missing
        with pytest.raises(VaultDamaged, match=name):
            inspect(shut_folder)
    assert tree(home) == before


def test_a_link_that_comes_after_the_look_is_not_followed_either(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ("0" * 32)).write_text("mine")
    (tmp_path / "blobs").symlink_to(home)
    with pytest.raises(VaultDamaged):
        strays.sweep(tmp_path / "blobs", strays.BLOBS, named=set(), now_s=0)
    assert tree(home) == {"0" * 32}


def _link(path: Path, target: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def _pipe(path: Path, _target: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize("put", [_link, _pipe])
@pytest.mark.parametrize(
    "name", ["header.json", "vault.db", "vault.db-wal", "vault.db-shm", "vault.db-journal", "lock"]
)
def test_links_and_pipes_in_place_of_files(
    shut_folder: Path,
    clock: Clock,
    passphrase: str,
    tmp_path: Path,
    name: str,
    put: Callable[[Path, Path], None],
) -> None:
    target = tmp_path / "target"
    target.write_bytes((shut_folder / name).read_bytes() if name == "header.json" else b"mine")
    before = target.read_bytes()
    put(shut_folder / name, target)
    with pytest.raises(HeaderDamaged if name == "header.json" else VaultDamaged):
        Vault.open(shut_folder, passphrase, clock=clock)
    assert target.read_bytes() == before


def test_strange_things_are_left_alone(shut_folder: Path, passphrase: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "letter.txt").write_text("mine")
    cases, models = shut_folder / "cases", shut_folder / "models"
    (home,) = cases.iterdir()
    blobs = home / "blobs"
    (cases / "my-cases").mkdir()
    (cases / ("4" * 32)).symlink_to(target)
    (cases / ("5" * 32)).write_text("mine")
    (home / "case.db.bak").write_text("mine")
    (home / "blobs.x").mkdir()
    (blobs / "x").mkdir()
    (blobs / ("1" * 32)).mkdir()
    (blobs / ("2" * 32)).symlink_to(target / "letter.txt")
    (blobs / f".{'2' * 32}.abcdefgh").symlink_to(target / "letter.txt")
    (blobs / "notes.txt").write_text("mine")
    (blobs / ("3" * 32 + "\n")).write_text("mine")
    (models / "my-models").mkdir()
    (models / DIGEST).write_text("mine")
    (models / ("cd" * 32)).symlink_to(target)
    (models / f".staging-{'0' * 16}").symlink_to(target)
    (shut_folder / ".header.json.x").mkdir()
    (shut_folder / ".header.json.abcdefgh").mkdir()
    (shut_folder / "making").mkdir()
    before = tree(shut_folder)
    for day in (0, 100):
        pass_by(shut_folder, passphrase, Day(day))
    assert tree(shut_folder) == before
    assert (target / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_place_for_strays_that_is_none(
    vault: Vault, case: CaseFile, passphrase: str, tmp_path: Path, kind: str
) -> None:
    blob_id = case.blobs.put(DATA, binding=BINDING)
    vault.lock()
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / ("5" * 32)).write_text("mine")
    place = case.folder / "blobs" / "stray"
    if kind == "link":
        place.symlink_to(tmp_path / "target")
    else:
        place.write_text("mine")
    pass_by(vault.folder, passphrase, Day(100))
    assert tree(case.folder / "blobs") == {"stray", blob_id}
    assert tree(tmp_path / "target") == {"5" * 32}


def test_a_clock_put_back_deletes_nothing(vault: Vault, case: CaseFile, passphrase: str) -> None:
    blob_id = case.blobs.put(DATA, binding=BINDING)
    vault.lock()
    later = Day(100)
    for clock in (later, replace(later, days=-1000)):
        pass_by(vault.folder, passphrase, clock)
        assert tree(case.folder / "blobs") == {"stray", f"stray/{blob_id}"}
