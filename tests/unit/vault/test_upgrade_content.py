"""A vault of format 1, as an earlier release left it: moved into cases, whole after any kill."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import tarfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.assistant.store import ConversationStore
from appliance.audit.log import AuditLog
from appliance.documents.store import DocumentStore
from appliance.errors import DiskFull, FileUnreadable
from appliance.risk.store import ScoreStore
from appliance.vault.store import Vault
from appliance.vault.upgrade import upgrade_logged, upgrade_unlogged
from tests import forked
from tests.unit.vault.rows import die_at_statement

if TYPE_CHECKING:
    from appliance.clock import Clock

GOLDEN = Path(__file__).parents[2] / "golden" / "vault-format-1.tar.gz"
PASSPHRASE = "golden vault of format 1"
CASES = {"Harbour Bakery": (2, 3), "Empty case": (0, 0)}
DOCUMENTS = [
    ("correspondence_2026-06_to_2026-09.txt", 2, "ready"),
    ("application_form.docx", 1, "ready"),
]
_LIMIT = 400
OLD_TABLES = {"first_case_file", "document", "page", "chunk", "chunk_fts", "vector", "answer"}


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    with tarfile.open(GOLDEN) as archive:
        archive.extractall(folder, filter="data")
    (found,) = [path.parent for path in folder.rglob("header.json")]
    return found


@pytest.fixture
def old(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "old"))


def check(folder: Path, clock: Clock) -> None:
    """Everything that was in the old vault is there, and nothing of it where it was."""
    vault = Vault.open(folder, PASSPHRASE, clock=clock)
    store = DocumentStore(vault, clock)
    assert {one.name: (one.documents, one.pages) for one in store.cases()} == CASES
    case = store.case("Harbour Bakery")
    documents = store.documents(case.id)
    assert [(one.name, one.page_count, one.state) for one in documents] == DOCUMENTS
    for one in documents:
        fd = store.open_original(one)
        data = os.pread(fd, one.size_bytes + 1, 0)
        os.close(fd)
        assert hashlib.sha256(data).hexdigest() == one.sha256
        assert store.page(one.id, 1).text
    (answer,) = ConversationStore(vault, clock).all(case.id)
    assert answer.question
    assert answer.passages
    for passage in answer.passages:
        page = store.page(store.document(case.id, passage.document).id, passage.page)
        assert page.text[passage.start : passage.end] == passage.text
    for sentence in answer.sentences:
        for citation in sentence.citations:
            cited = store.page(store.document(case.id, citation.document).id, citation.page)
            assert cited.text[citation.start : citation.end] == citation.quote
    assert ScoreStore(vault, clock).history(None) == ()
    connection = vault.case(case.id).connection()
    assert connection.execute(
        "SELECT count(*) FROM chunk LEFT JOIN vector ON vector.chunk_id = chunk.id "
        "WHERE vector.data IS NULL"
    ).fetchone() == (0,)
    found = connection.execute("SELECT count(*) FROM chunk_fts WHERE chunk_fts MATCH 'loan'")
    assert (found.fetchone() or (0,))[0] > 0
    control = vault.connection()
    tables = {name for (name,) in control.execute("SELECT name FROM sqlite_master")}
    assert not tables & OLD_TABLES
    assert AuditLog(vault, clock).verify() > 0
    assert not (folder / "blobs").exists()
    assert control.execute("PRAGMA freelist_count").fetchone() == (0,)
    vault.lock()


def test_nothing_is_lost(old: Path, clock: Clock) -> None:
    originals = {path.read_bytes() for path in (old / "blobs").iterdir()}
    check(old, clock)
    check(old, clock)  # an opening like any other
    for path in old.rglob("*"):
        assert not path.is_file() or path.read_bytes() not in originals


def test_the_log_is_told_once(old: Path, clock: Clock) -> None:
    for unlogged in (True, True, False):
        vault = Vault.open(old, PASSPHRASE, clock=clock)
        assert upgrade_unlogged(vault) is unlogged
        if (old / "told").exists():
            upgrade_logged(vault)
        vault.lock()
        (old / "told").touch()


def test_numbers_stay_and_times_do_not_go_back(old: Path, clock: Clock) -> None:
    vault = Vault.open(old, PASSPHRASE, clock=clock)
    for row in vault.cases.all():
        assert row.last_used_at >= row.created_at
    assert vault.cases.new("Third", now="2027").id == 3
    vault.lock()


@pytest.mark.parametrize("part", range(4))
def test_a_kill_at_any_file(pristine: Path, tmp_path: Path, clock: Clock, part: int) -> None:
    """Every twelfth touch of a file, elsewhere for each part; then once more, from where it was."""
    whole = False
    for number in range(1 + 3 * part, _LIMIT, 12):
        folder = Path(shutil.copytree(pristine, tmp_path / str(number)))
        ended = forked.run(partial(_open, folder, clock), kill_at=number)
        check(folder, clock)
        shutil.rmtree(folder)
        assert ended.killed or ended.well, ended
        whole = ended.well
        if whole:
            break
    assert whole


def test_a_kill_at_many_statements(pristine: Path, tmp_path: Path, clock: Clock) -> None:
    number, whole = 5, False
    while not whole:
        folder = Path(shutil.copytree(pristine, tmp_path / str(number)))

        def work(number: int = number, folder: Path = folder) -> None:
            die_at_statement(number)
            _open(folder, clock)

        ended = forked.run(work)
        check(folder, clock)
        shutil.rmtree(folder)
        assert ended.killed or ended.well, ended
        whole = ended.well
        number += 37


def test_killed_again_and_again(old: Path, clock: Clock) -> None:
    """Each attempt gets a little further than the one before, in the same folder."""
    for number in range(10, _LIMIT, 10):
        if forked.run(partial(_open, old, clock), kill_at=number).well:
            break
    check(old, clock)


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_an_original_that_cannot_be_read_hinders_nothing(
    old: Path, clock: Clock, damage: str
) -> None:
    victim = sorted((old / "blobs").iterdir())[0]
    if damage == "changed":
        raw = bytearray(victim.read_bytes())
        raw[-1] ^= 1
        victim.write_bytes(raw)
    else:
        victim.unlink()
    vault = Vault.open(old, PASSPHRASE, clock=clock)
    store = DocumentStore(vault, clock)
    documents = store.documents(store.case("Harbour Bakery").id)
    refused = 0
    for one in documents:
        assert store.page(one.id, 1).text
        try:
            os.close(store.open_original(one))
        except FileUnreadable:
            refused += 1
    assert refused == 1
    vault.lock()
    assert (old / "blobs" / "stray" / victim.name).exists() is (damage == "changed")


def test_a_disk_that_is_full_leaves_the_old_vault_whole(old: Path, clock: Clock) -> None:
    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        _open(old, clock)

    assert forked.run(work).error == DiskFull.code
    check(old, clock)


def _open(folder: Path, clock: Clock) -> None:
    Vault.open(folder, PASSPHRASE, clock=clock).lock()
