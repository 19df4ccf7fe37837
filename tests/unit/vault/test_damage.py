"""Flipped bits and old parts put back anywhere in a vault's databases: each is told.

The vault is a real one with cases, documents and a chain, made through the program's own doors. It
is looked at as a person would: open it, read pages and originals, verify the chain. What is damaged
must be named, and nothing may read as something else, nor be missing without a word.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.errors import VaultDamaged
from appliance.settings import Settings, starter_folder
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.crypto.kdf import KdfParams

pytestmark = pytest.mark.model

PASSPHRASE = "correct horse battery staple"
SEED = 20_260_105
PAGE_BYTES = 16_384  # of the database: docs/formats/vault.md
FLIPS = 100
JOURNAL_FLIPS = 60


def _text(name: str) -> str:
    return "\f".join(f"{name}, page {n}.\n" + f"Clause {n} of {name}. " * 60 for n in range(1, 6))


@dataclass(frozen=True)
class Times:
    """One vault at three times: earlier, later, and later still, as a kill leaves it."""

    old: Path
    new: Path
    killed: Path


def _add(office: Office, papers: Path, names: Sequence[tuple[str, str]]) -> None:
    for case, name in names:
        paper = papers / name
        paper.write_text(_text(name), "utf-8")
        if case not in {one.name for one in office.cases.list()}:
            office.cases.new(case)
        (outcome,) = office.documents.add(case, [paper])
        assert outcome.status == "added", outcome


def _make(root: Path, fast: KdfParams) -> None:
    """In a process of its own, which ends without locking: that is the kill."""
    papers, folder = root / "papers", root / "vault"
    papers.mkdir()
    os.environ["XDG_STATE_HOME"] = str(root / "state")
    office, _code = Office.create(folder, PASSPHRASE, settings=Settings(), starters=False, kdf=fast)
    office.models.import_folder(starter_folder() / "all-minilm-l6-v2")
    _add(office, papers, [("Case A", "a1.txt"), ("Case B", "b1.txt")])
    office.lock()
    shutil.copytree(folder, root / "old")
    for number in range(2, 5):
        office = Office.open(folder, PASSPHRASE, settings=Settings())
        _add(office, papers, [("Case A", f"a{number}.txt"), ("Case B", f"b{number}.txt")])
        office.lock()
    shutil.copytree(folder, root / "new")
    office = Office.open(folder, PASSPHRASE, settings=Settings())
    _add(office, papers, [("Case A", "a5.txt"), ("Case C", "c1.txt")])
    shutil.copytree(folder, root / "killed")


@pytest.fixture(scope="module")
def times(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Times:
    fast: KdfParams = request.getfixturevalue("cheap")
    root = tmp_path_factory.mktemp("times")
    ended = forked.run(partial(_make, root, fast))
    assert ended.well, ended
    return Times(root / "old", root / "new", root / "killed")


@pytest.fixture(scope="module")
def cheap() -> KdfParams:
    from appliance.crypto.kdf import KdfParams

    return KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)


def _look(folder: Path, report: Path) -> None:
    """Everything that a person can read, into `report`. Raises: what the program raises."""
    os.environ["XDG_STATE_HOME"] = str(report.with_suffix(".state"))
    office = Office.open(folder, PASSPHRASE, settings=Settings())
    found: dict[str, str] = {}
    for case in office.cases.list():
        for document in office.cases.show(case.name).documents:
            found[f"{case.name}/{document.name}"] = document.state
            if document.state == "ready":
                pages = [
                    office.documents.page(case.name, document.name, number).text
                    for number in range(1, document.page_count + 1)
                ]
                found[f"{case.name}/{document.name} text"] = "".join("".join(pages).split())
                with os.fdopen(office._store.open_original(document), "rb") as original:
                    original.seek(0)
                    found[f"{case.name}/{document.name} original"] = original.read().decode()
    office._audit.verify()
    report.write_text(json.dumps(found))
    office.lock()


def _look_at_every_page(folder: Path) -> None:
    """SQLCipher's own check of every page of every database that is open. Raises: VaultDamaged."""
    os.environ["XDG_STATE_HOME"] = str(folder.with_name("state of every page"))
    shutil.rmtree(os.environ["XDG_STATE_HOME"], ignore_errors=True)
    office = Office.open(folder, PASSPHRASE, settings=Settings())
    vault = office._vault
    rows = vault.connection().execute("SELECT ref FROM case_file").fetchall()
    for connection in (vault.connection(), *(vault.case(ref).connection() for (ref,) in rows)):
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise VaultDamaged(why="a page is not genuine")
    office.lock()


def look(folder: Path, report: Path) -> tuple[str, dict[str, str]]:
    """The code of what is told, or "", and what could be read, on a computer that knows nothing."""
    shutil.rmtree(report.with_suffix(".state"), ignore_errors=True)
    ended = forked.run(partial(_look, folder, report))
    assert not ended.killed
    assert len(ended.error) <= 4, f"not a known error: {ended.error}"
    read: dict[str, str] = json.loads(report.read_text()) if report.exists() else {}
    report.unlink(missing_ok=True)
    return ended.error, read


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[Path], Path]:
    """Makes one copy of a vault at a time; weights are shared."""

    def link_weights(source: str, target: str) -> None:
        if Path(source).parent.parent.name == "models":
            os.link(source, target)
        else:
            shutil.copyfile(source, target)

    def make(source: Path) -> Path:
        target = tmp_path / "copy"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, copy_function=link_weights)
        for index in target.rglob("*-shm"):
            index.unlink()
        return target

    return make


def databases(folder: Path, suffix: str = ".db") -> list[Path]:
    """Paths of all databases, or of their journals, below a vault, relative to it."""
    found = sorted(path.relative_to(folder) for path in folder.rglob(f"*{suffix}"))
    return [path for path in found if (folder / path).stat().st_size]


def flips(folder: Path, files: Sequence[Path], count: int) -> Iterator[tuple[Path, int, int]]:
    """File, byte and bit, in each file as many as its share of all bytes, at least a few."""
    chance = random.Random(f"{SEED} {count}")  # noqa: S311 - repeatable on purpose
    sizes = [(folder / path).stat().st_size for path in files]
    for number in range(count):
        path = files[number % len(files)] if number % 2 else chance.choices(files, sizes)[0]
        yield path, chance.randrange((folder / path).stat().st_size), chance.randrange(8)


def test_a_whole_vault_reads_whole(
    times: Times, copy: Callable[[Path], Path], tmp_path: Path
) -> None:
    for folder, documents in ((times.old, 2), (times.new, 8), (times.killed, 10)):
        code, read = look(copy(folder), tmp_path / "report")
        assert code == ""
        assert sum(value == "ready" for value in read.values()) == documents


def test_every_flipped_bit_of_a_database_is_named(
    times: Times, copy: Callable[[Path], Path], tmp_path: Path
) -> None:
    _, whole = look(copy(times.new), tmp_path / "report")
    told: Counter[str] = Counter()
    unread = []
    for path, at, bit in flips(times.new, databases(times.new), FLIPS):
        folder = copy(times.new)
        raw = bytearray((folder / path).read_bytes())
        raw[at] ^= 1 << bit
        (folder / path).write_bytes(raw)
        code, read = look(folder, tmp_path / "report")
        told[code] += 1
        assert code in ("V207", ""), f"{path} byte {at} bit {bit} is called {code}"
        if not code:
            # Where this look did not read; a look at every page names it.
            assert read == whole, f"{path} byte {at} bit {bit} changed what is read"
            unread.append((path, at, bit))
            assert forked.run(partial(_look_at_every_page, folder)).error == "V207"
    assert told["V207"] >= FLIPS // 10, told


@pytest.mark.parametrize("part", ["vault.db", "cases"])
def test_every_flipped_bit_of_a_journal_is_named(
    times: Times, copy: Callable[[Path], Path], tmp_path: Path, part: str
) -> None:
    """SQLite takes such a journal as cut there: what was committed behind it is not there."""
    journals = [path for path in databases(times.killed, "-wal") if str(path).startswith(part)]
    assert journals
    silent = []
    for path, at, bit in flips(times.killed, journals, JOURNAL_FLIPS):
        folder = copy(times.killed)
        raw = bytearray((folder / path).read_bytes())
        raw[at] ^= 1 << bit
        (folder / path).write_bytes(raw)
        code, _ = look(folder, tmp_path / "report")
        if not code:
            silent.append(f"{path} byte {at} of {len(raw)}")
    assert not silent, silent


def test_an_old_page_put_back_is_named(
    times: Times, copy: Callable[[Path], Path], tmp_path: Path
) -> None:
    """SQLCipher itself takes any page that was once written in that place."""
    _, whole = look(copy(times.new), tmp_path / "report")
    told: Counter[str] = Counter()
    for path in databases(times.old):
        old, new = ((folder / path).read_bytes() for folder in (times.old, times.new))
        changed = [
            at
            for at in range(0, min(len(old), len(new)), PAGE_BYTES)
            if old[at : at + PAGE_BYTES] != new[at : at + PAGE_BYTES]
        ]
        for at in changed:
            folder = copy(times.new)
            mixed = new[:at] + old[at : at + PAGE_BYTES] + new[at + PAGE_BYTES :]
            (folder / path).write_bytes(mixed)
            code, read = look(folder, tmp_path / "report")
            told[code or ("as before" if read != whole else "no difference")] += 1
    assert told.total() > 5
    assert not told["as before"], told
    assert not told["no difference"], told


@pytest.mark.parametrize("part", ["", "cases"])
def test_an_old_file_put_back_is_named(
    times: Times, copy: Callable[[Path], Path], tmp_path: Path, part: str
) -> None:
    silent, tried = [], 0
    for old in sorted(path for path in times.old.rglob("*") if path.is_file()):
        path = old.relative_to(times.old)
        if "models" in path.parts or not (times.new / path).is_file():
            continue
        if ("cases" in path.parts) != bool(part):
            continue
        if old.read_bytes() == (times.new / path).read_bytes():
            continue
        folder = copy(times.new)
        shutil.copyfile(old, folder / path)
        code, _ = look(folder, tmp_path / "report")
        tried += 1
        if not code:
            silent.append(str(path))
    assert tried >= 1
    assert not silent, silent


def test_a_lost_file_is_named(times: Times, copy: Callable[[Path], Path], tmp_path: Path) -> None:
    silent = []
    for lost in sorted(path for path in times.new.rglob("*") if path.is_file()):
        path = lost.relative_to(times.new)
        if path.name == "lock" or "models" in path.parts:
            continue
        folder = copy(times.new)
        (folder / path).unlink()
        code, _ = look(folder, tmp_path / "report")
        if not code:
            silent.append(str(path))
    assert not silent, silent
