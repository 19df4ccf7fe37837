"""A disk without room and a folder that cannot be written: real ones."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.errors import DiskFull, FolderReadOnly
from appliance.vault.store import Vault
from tests import forked
from tests.unit.vault.rows import COUNT, add, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

NOBODY = 65534


def fill(vault: Vault) -> None:
    for number in range(100_000):
        add(vault, f"{number}", "x" * 4000)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 3 MiB of our own."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    folder = Path(tempfile.mkdtemp())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip("this machine does not let root mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def test_a_full_disk_while_writing(small_disk: Path, clock: Clock, fast: KdfParams) -> None:
    vault, _code = Vault.create(small_disk / "v", "p", clock=clock, kdf=fast)
    case = vault.case(vault.cases.new("Miller", now="2026-01-02T12:00:00.000+00:00").id)
    with pytest.raises(DiskFull):
        fill(vault)
    (kept,) = vault.connection().execute(COUNT).fetchone() or (0,)
    with pytest.raises(DiskFull):
        case.blobs.put(os.urandom(3 * 1024 * 1024), binding=b"b")
    assert list((case.folder / "blobs").iterdir()) == []
    vault.lock()
    again = tempfile.mkdtemp()  # what is there opens elsewhere, with all that was committed
    shutil.copytree(small_disk / "v", Path(again) / "v")
    opened = Vault.open(Path(again) / "v", "p", clock=clock)
    assert kept > 0
    assert opened.connection().execute(COUNT).fetchone() == (kept,)
    assert opened.connection().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    opened.lock()
    shutil.rmtree(again)


def test_a_full_disk_is_survived_in_place(small_disk: Path, clock: Clock, fast: KdfParams) -> None:
    vault, _code = Vault.create(small_disk / "v", "p", clock=clock, kdf=fast)
    case = vault.case(vault.cases.new("Miller", now="2026-01-02T12:00:00.000+00:00").id)
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk).f_bavail * 4096
    ballast.write_bytes(bytes(free - 8192))
    with pytest.raises(DiskFull):
        fill(vault)
    with pytest.raises(DiskFull):
        case.blobs.put(bytes(20_000), binding=b"b")
    ballast.unlink()
    add(vault, "after")
    vault.lock()


@pytest.mark.parametrize("free_kib", [4, 12, 40, 130, 500])
def test_a_full_disk_while_making_a_vault(
    small_disk: Path, clock: Clock, fast: KdfParams, free_kib: int
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096 - free_kib * 1024))
    with pytest.raises(DiskFull):
        Vault.create(small_disk / "v", "p", clock=clock, kdf=fast)
    ballast.unlink()
    Vault.create(small_disk / "v", "p", clock=clock, kdf=fast)[0].lock()
    Vault.open(small_disk / "v", "p", clock=clock).lock()


def test_a_quota_while_writing(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    """A limit on file sizes behaves like a quota, and needs no root."""

    def write() -> None:
        vault = Vault.open(shut_folder, passphrase, clock=clock)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
        fill(vault)

    assert forked.run(write).error == DiskFull.code
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    assert len(names(opened)) > 5
    assert opened.connection().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    opened.lock()


@contextmanager
def unwritable(folder: Path) -> Iterator[Callable[[Callable[[], object]], str]]:
    """`folder` without write permission, and a way to run something as a user that it binds."""
    root = os.geteuid() == 0

    def run(work: Callable[[], object]) -> str:
        def as_nobody() -> None:
            if root:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            work()

        return forked.run(as_nobody).error

    for path in (folder, *folder.rglob("*")):
        if root:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield run
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
            if root:
                os.chown(path, 0, 0)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written(open_place: Path, clock: Clock, fast: KdfParams) -> None:
    folder = open_place / "v"
    Vault.create(folder, "p", clock=clock, kdf=fast)[0].lock()
    with unwritable(folder) as run:
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        assert run(lambda: Vault.open(folder, "p", clock=clock)) == FolderReadOnly.code
        (folder / "lock").chmod(0o600)  # only the folder itself refuses: SQLite finds out
        assert run(lambda: Vault.open(folder, "p", clock=clock)) == FolderReadOnly.code
        (folder / "vault.db").chmod(0o600)
        assert run(lambda: Vault.open(folder, "p", clock=clock)) == FolderReadOnly.code
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    Vault.open(folder, "p", clock=clock).lock()


def test_no_vault_is_made_where_nothing_can_be_written(
    open_place: Path, clock: Clock, fast: KdfParams
) -> None:
    folder = open_place / "empty"
    folder.mkdir()
    with unwritable(folder) as run:
        for target in (folder, folder / "below"):
            code = run(partial(Vault.create, target, "p", clock=clock, kdf=fast))
            assert code == FolderReadOnly.code
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_looked_into(
    open_place: Path, clock: Clock, fast: KdfParams
) -> None:
    folder = open_place / "v"
    Vault.create(folder, "p", clock=clock, kdf=fast)[0].lock()
    with unwritable(folder) as run:
        folder.chmod(0)
        assert run(lambda: Vault.open(folder, "p", clock=clock)) == "G102"
