"""kill -9 at every step: real children, real SIGKILL, and the vault afterwards."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.errors import HeaderDamaged, VaultBusy, VaultMissing, WrongPassphrase
from appliance.vault.store import Vault
from tests import forked
from tests.unit.vault.rows import add

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

_LIMIT = 200


def test_making_a_vault_can_be_repeated_after_a_kill_anywhere(
    tmp_path: Path, clock: Clock, fast: KdfParams
) -> None:
    def make(folder: Path) -> None:
        Vault.create(folder, "p", clock=clock, kdf=fast)[0].lock()

    outcomes = {"made": 0, "repeated": 0}
    whole = False
    for number in range(1, _LIMIT):
        folder = tmp_path / f"v{number}"
        ended = forked.run(partial(make, folder), kill_at=number)
        try:
            opened = Vault.open(folder, "p", clock=clock)
            outcomes["made"] += 1
        except VaultMissing:
            opened, _code = Vault.create(folder, "p", clock=clock, kdf=fast)
            outcomes["repeated"] += 1
        add(opened, "c")
        opened.lock()
        left = {path.name for path in folder.iterdir()}
        # Whoever opens it without looking at the chain cannot vouch for what a kill left.
        assert left - {"closing.json"} == {
            "cases", "header.json", "lock", "models", "vault.db",
        }, number  # fmt: skip
        assert ended.killed or ended.well, ended
        whole = ended.well
        if whole:
            break
    assert whole, "the child was killed at every step tried"
    assert outcomes["made"] > 0
    assert outcomes["repeated"] > 10


def test_a_half_made_folder_with_strange_files_is_left_alone(
    tmp_path: Path, clock: Clock, fast: KdfParams
) -> None:
    (tmp_path / "making").touch()
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Exception, match="V202"):
        Vault.create(tmp_path, "p", clock=clock, kdf=fast)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_changed_passphrase_is_the_old_or_the_new_after_a_kill(
    shut_folder: Path, clock: Clock, passphrase: str, fast: KdfParams
) -> None:
    current = new = passphrase
    whole = False

    def change(new: str) -> None:
        vault = Vault.open(shut_folder, current, clock=clock)
        vault.change_passphrase(new, kdf=fast)

    for number in range(1, _LIMIT):
        new = f"passphrase {number}"
        ended = forked.run(partial(change, new), kill_at=number)
        try:
            Vault.open(shut_folder, current, clock=clock).lock()
        except WrongPassphrase:
            Vault.open(shut_folder, new, clock=clock).lock()
            current = new
        assert not list(shut_folder.glob(".header*"))
        assert ended.killed or ended.well, ended
        whole = ended.well
        if whole:
            break
    assert whole
    assert current == new


def _write_for_ever(folder: Path, passphrase: str, clock: Clock, pipe: int) -> None:
    case = Vault.open(folder, passphrase, clock=clock).case(1)
    number = 0
    while True:
        number += 1
        with case.transaction() as connection:
            blob_id = case.blobs.put(b"%d" % number, binding=b"b%d" % number)
            connection.execute(
                "INSERT INTO document (id, name, sha256, size_bytes, media_type, state, "
                "blob_id, added_at) VALUES (?1, 'd', ?1, 1, 'm', 'ready', ?2, '')",
                (number, blob_id),
            )
            connection.execute(
                "INSERT INTO page (id, document_id, number, text, words, width_pt, height_pt) "
                "VALUES (?1, ?1, 1, ?2, x'', 1, 1)", (
                number, f"page of {number} " * 200,
            ))  # fmt: skip
            if number > 3:
                connection.execute("DELETE FROM document WHERE id = ?", (number - 3,))
        os.write(pipe, b"%d\n" % number)


@pytest.mark.parametrize("wait_ms", [0, 3, 11, 37, 90, 140])
def test_a_kill_while_writing_loses_nothing_committed(
    shut_folder: Path, clock: Clock, passphrase: str, wait_ms: int
) -> None:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            _write_for_ever(shut_folder, passphrase, clock, writing)
        finally:
            os._exit(1)
    os.close(writing)
    told = os.read(reading, 100)
    time.sleep(wait_ms / 1000)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while more := os.read(reading, 65536):
        told += more
    os.close(reading)
    last_told = int(told.split(b"\n")[-2])

    vault = Vault.open(shut_folder, passphrase, clock=clock)
    case = vault.case(1)
    rows = case.connection().execute("SELECT id, blob_id FROM document ORDER BY id").fetchall()
    last = int(rows[-1][0])
    assert last in (last_told, last_told + 1)
    assert [row[0] for row in rows] == list(range(max(1, last - 2), last + 1))
    pages = case.connection().execute("SELECT document_id FROM page ORDER BY 1").fetchall()
    assert pages == [(row[0],) for row in rows]
    for number, blob_id in rows:
        assert case.blobs.get(blob_id, binding=b"b%d" % number) == b"%d" % number
    in_place = {path.name for path in (case.folder / "blobs").iterdir()} - {"stray"}
    assert in_place == {blob_id for _, blob_id in rows}
    assert case.connection().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert case.connection().execute("PRAGMA cipher_integrity_check").fetchall() == []
    vault.lock()


def test_another_program_has_it(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    ready, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        Vault.open(shut_folder, passphrase, clock=clock)
        os.write(tell, b"x")
        time.sleep(600)
        os._exit(0)
    try:
        os.read(ready, 1)
        with pytest.raises(VaultBusy):
            Vault.open(shut_folder, passphrase, clock=clock)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(ready)
        os.close(tell)
    Vault.open(shut_folder, passphrase, clock=clock).lock()


def test_two_programs_making_the_same_vault(tmp_path: Path, clock: Clock, fast: KdfParams) -> None:
    folder = tmp_path / "v"
    first, _code = Vault.create(folder, "p", clock=clock, kdf=fast)
    (folder / "header.json").rename(tmp_path / "header.json")
    (folder / "making").touch()  # as if the first were still at work, holding the lock
    with pytest.raises(VaultBusy):
        Vault.create(folder, "p", clock=clock, kdf=fast)
    first.lock()
    (folder / "making").unlink()
    with pytest.raises(HeaderDamaged):
        Vault.open(folder, "p", clock=clock)
    (tmp_path / "header.json").rename(folder / "header.json")
    Vault.open(folder, "p", clock=clock).lock()
