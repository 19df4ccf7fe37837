"""Creating and opening: every way it can go wrong has its own error, and nothing is lost by it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pytest

from appliance.errors import (
    ApplianceError,
    BadInput,
    CipherMissing,
    HeaderDamaged,
    NotEncrypted,
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultLocked,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from appliance.vault import closing_record, database, migrations
from appliance.vault.connection import Connection
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams


def cases(vault: Vault) -> list[tuple[object, ...]]:
    return [(case.name,) for case in vault.cases.all()]


def test_passphrase_and_recovery_code_open_the_same(
    tmp_path: Path, clock: Clock, fast: KdfParams
) -> None:
    made, code = Vault.create(tmp_path / "v", "pass", clock=clock, kdf=fast)
    key, vault_id = made.subkey("x"), made.vault_id
    made.lock()
    for secret in ("pass", code, code.lower().replace("-", " ")):
        opened = Vault.open(tmp_path / "v", secret, clock=clock)
        assert opened.subkey("x") == key
        assert opened.subkey("y") != key
        assert (opened.vault_id, opened.created_at) == (vault_id, "2026-01-02T12:00:00.000+00:00")
        opened.lock()


@pytest.mark.parametrize(
    "passphrase",
    [
        " ",
        "nul\x00inside",
        "🔐 emoji 🏦",
        "密码很长",
        "line\nbreak\r\n",
        "\udc80 not text",
        "x" * 60_000,
        "' OR 1=1; --",
    ],
)
def test_any_characters_make_a_passphrase(
    tmp_path: Path, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    Vault.create(tmp_path / "v", passphrase, clock=clock, kdf=fast)[0].lock()
    Vault.open(tmp_path / "v", passphrase, clock=clock).lock()
    for other in (passphrase + "x", passphrase[:-1]):
        with pytest.raises(WrongPassphrase):
            Vault.open(tmp_path / "v", other, clock=clock)


def test_composed_and_decomposed_letters_are_the_same(
    tmp_path: Path, clock: Clock, fast: KdfParams
) -> None:
    composed = unicodedata.normalize("NFC", "Žižkov déjà")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    Vault.create(tmp_path / "v", decomposed, clock=clock, kdf=fast)[0].lock()
    Vault.open(tmp_path / "v", composed, clock=clock).lock()


@pytest.mark.parametrize("passphrase", ["", "x" * 70_000])
def test_passphrases_that_cannot_be(
    tmp_path: Path, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    with pytest.raises(BadInput):
        Vault.create(tmp_path / "v", passphrase, clock=clock, kdf=fast)
    assert not (tmp_path / "v").exists()


@pytest.mark.parametrize("secret", ["wrong", "", "x" * 70_000, "0000-" * 8 + "0000"])
def test_wrong_passphrase(shut_folder: Path, clock: Clock, passphrase: str, secret: str) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, secret, clock=clock)
    opened = Vault.open(shut_folder, passphrase, clock=clock)  # and the lock was released
    assert cases(opened) == [("Miller",)]
    opened.lock()


def test_the_code_of_another_vault(
    tmp_path: Path, shut_folder: Path, clock: Clock, fast: KdfParams
) -> None:
    other, code = Vault.create(tmp_path / "other", "p", clock=clock, kdf=fast)
    other.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, code, clock=clock)


def test_missing(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "empty"):
        with pytest.raises(VaultMissing):
            Vault.open(tmp_path / name, "p", clock=clock)
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_lost_header_does_not_read_as_no_vault(
    shut_folder: Path, clock: Clock, passphrase: str, fast: KdfParams
) -> None:
    (shut_folder / "header.json").unlink()
    with pytest.raises(HeaderDamaged, match="missing"):
        Vault.open(shut_folder, passphrase, clock=clock)
    with pytest.raises(VaultExists):
        Vault.create(shut_folder, passphrase, clock=clock, kdf=fast)
    assert (shut_folder / "vault.db").stat().st_size > 0


def test_busy_in_the_same_program(vault: Vault, clock: Clock, passphrase: str) -> None:
    with pytest.raises(VaultBusy):
        Vault.open(vault.folder, passphrase, clock=clock)
    vault.lock()
    Vault.open(vault.folder, passphrase, clock=clock).lock()


def _plain(path: Path) -> None:
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE meta (key, value)")
    plain.commit()
    plain.close()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _missing(path: Path) -> None:
    path.unlink()


def _noise(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def _first_page(path: Path) -> None:
    _flip(path, 100)


def _cut(path: Path) -> None:
    os.truncate(path, 4096 * 2 + 1000)


def _flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("put", "expected", "why"),
    [
        (_plain, NotEncrypted, "not encrypted"),
        (_empty, VaultDamaged, "empty"),
        (_missing, VaultDamaged, "missing"),
        (_noise, VaultDamaged, "another vault"),
        (_first_page, VaultDamaged, "integrity check"),
        (_cut, VaultDamaged, "integrity check"),
    ],
)
def test_another_file_in_the_databases_place(
    shut_folder: Path,
    clock: Clock,
    passphrase: str,
    put: Callable[[Path], None],
    expected: type[ApplianceError],
    why: str,
) -> None:
    path = shut_folder / "vault.db"
    kept = path.read_bytes()
    put(path)
    found = path.read_bytes() if path.exists() else None
    with pytest.raises(expected, match=why):
        Vault.open(shut_folder, passphrase, clock=clock)
    assert (path.read_bytes() if path.exists() else None) == found, "opening changed the file"
    path.write_bytes(kept)
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    assert cases(opened) == [("Miller",)]
    opened.lock()


def test_the_database_of_another_vault(
    tmp_path: Path, shut_folder: Path, clock: Clock, passphrase: str, fast: KdfParams
) -> None:
    Vault.create(tmp_path / "other", "p", clock=clock, kdf=fast)[0].lock()
    shutil.copy(tmp_path / "other" / "vault.db", shut_folder / "vault.db")
    with pytest.raises(VaultDamaged, match="another vault"):
        Vault.open(shut_folder, passphrase, clock=clock)


@pytest.mark.parametrize("closed", [True, False])
def test_damage_deeper_in_the_database_is_named(
    shut_folder: Path, clock: Clock, passphrase: str, *, closed: bool
) -> None:
    """At opening if it was closed cleanly, else when it is read."""
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    with opened.transaction() as connection:
        connection.execute("CREATE TABLE deep (name TEXT)")
        connection.executemany(
            "INSERT INTO deep VALUES (?)",
            ((f"{number:05}" + "x" * 500,) for number in range(3000)),
        )
    opened.lock()
    pages = (shut_folder / "vault.db").stat().st_size // 4096
    for page in range(pages * 3 // 4, pages):
        _flip(shut_folder / "vault.db", page * 4096 + 1000)
    if closed:
        with pytest.raises(VaultDamaged, match="not genuine"):
            Vault.open(shut_folder, passphrase, clock=clock)
        return
    (shut_folder / closing_record.NAME).unlink()
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    with pytest.raises(VaultDamaged):
        opened.connection().execute("SELECT count(*), max(name) FROM deep").fetchall()
    opened.lock()


def test_a_database_that_is_not_a_file(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    (shut_folder / "vault.db").unlink()
    (shut_folder / "vault.db").mkdir()
    with pytest.raises(VaultDamaged, match="not a file"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_newer_schema(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    opened.connection().execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    opened.lock()
    with pytest.raises(VaultTooNew):
        Vault.open(shut_folder, passphrase, clock=clock)


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 0"])
def test_a_database_of_another_program(
    shut_folder: Path, clock: Clock, passphrase: str, pragma: str
) -> None:
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    opened.connection().execute(f"PRAGMA {pragma}")
    opened.lock()
    with pytest.raises(VaultDamaged):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_header_and_database_must_name_the_same_vault(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    opened.connection().execute("UPDATE meta SET value = 'x' WHERE key = 'vault_id'")
    opened.lock()
    with pytest.raises(VaultDamaged, match="different vaults"):
        Vault.open(shut_folder, passphrase, clock=clock)


@pytest.mark.parametrize("name", ["note.txt", "header.json", "vault.db", "cases"])
def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, clock: Clock, fast: KdfParams, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(VaultExists):
        Vault.create(tmp_path, "p", clock=clock, kdf=fast)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_file_in_the_folders_place(tmp_path: Path, clock: Clock, fast: KdfParams) -> None:
    (tmp_path / "v").write_text("mine")
    with pytest.raises(VaultExists):
        Vault.create(tmp_path / "v", "p", clock=clock, kdf=fast)
    with pytest.raises(VaultMissing):
        Vault.open(tmp_path / "v", "p", clock=clock)
    for impossible in (tmp_path / "v" / "below", tmp_path / ("x" * 300), tmp_path / "nul\x00"):
        with pytest.raises(BadInput):
            Vault.create(impossible, "p", clock=clock, kdf=fast)


def test_nobody_else_may_read_it(vault: Vault) -> None:
    with vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        case = vault.cases.new("c", now="2026-01-02T12:00:00.000+00:00")
        vault.case(case.id).blobs.put(b"x", binding=b"y")
    for path in (vault.folder, *vault.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_library_without_encryption_is_refused(
    tmp_path: Path, clock: Clock, fast: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Connection.execute

    def without(self: Connection, sql: str, parameters: tuple[object, ...] = ()) -> object:
        plain = "SELECT 1 WHERE 0" if sql == "PRAGMA cipher_version" else sql
        return real(self, plain, parameters)

    monkeypatch.setattr(Connection, "execute", without)
    with pytest.raises(CipherMissing):
        Vault.create(tmp_path / "v", "p", clock=clock, kdf=fast)


def test_a_key_that_is_ignored_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "db"
    path.touch()
    monkeypatch.setattr(Connection, "set_key", lambda _self, _key: None)
    with pytest.raises(CipherMissing):
        database.connect(path, key=bytes(32), salt=bytes(16))


def test_every_connection_is_set(vault: Vault) -> None:
    connection = vault.connection()
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()
        for name in (
            "journal_mode",
            "synchronous",
            "temp_store",
            "trusted_schema",
            "cell_size_check",
            "foreign_keys",
            "secure_delete",
            "busy_timeout",
            "application_id",
            "user_version",
        )
    }
    assert found == {
        "journal_mode": ("wal",),
        "synchronous": (2,),
        "temp_store": (2,),
        "trusted_schema": (0,),
        "cell_size_check": (1,),
        "foreign_keys": (1,),
        "secure_delete": (1,),
        "busy_timeout": (60_000,),
        "application_id": (migrations.APPLICATION_ID,),
        "user_version": (len(migrations.MIGRATIONS),),
    }


def test_changed_passphrase(
    tmp_path: Path, clock: Clock, fast: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, code = Vault.create(tmp_path / "v", "old", clock=clock, kdf=fast)
    key = made.subkey("x")
    assert made.opens_with("old")
    made.change_passphrase("new", kdf=fast)
    assert (made.opens_with("old"), made.opens_with("new"), made.opens_with(code)) == (
        False,
        True,
        True,
    )
    with pytest.raises(BadInput):
        made.change_passphrase("", kdf=fast)
    made.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(tmp_path / "v", "old", clock=clock)
    for secret in ("new", code):
        opened = Vault.open(tmp_path / "v", secret, clock=clock)
        assert opened.subkey("x") == key
        opened.lock()


def test_new_recovery_code(tmp_path: Path, clock: Clock, fast: KdfParams) -> None:
    made, first = Vault.create(tmp_path / "v", "p", clock=clock, kdf=fast)
    second = made.new_recovery_code()
    made.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(tmp_path / "v", first, clock=clock)
    Vault.open(tmp_path / "v", second, clock=clock).lock()
    Vault.open(tmp_path / "v", "p", clock=clock).lock()


def test_costs_are_calibrated_when_none_are_named(
    tmp_path: Path, clock: Clock, fast: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appliance.vault.store.calibrate", lambda: fast)
    made, _code = Vault.create(tmp_path / "v", "p", clock=clock)
    made.change_passphrase("q")
    made.lock()
    Vault.open(tmp_path / "v", "q", clock=clock).lock()


def test_after_the_lock_everything_says_so(vault: Vault, fast: KdfParams) -> None:
    case = vault.case(vault.cases.new("c", now="2026-01-02T12:00:00.000+00:00").id)
    blobs = case.blobs
    blob = blobs.put(b"x", binding=b"y")
    vault.lock()
    vault.lock()
    assert vault.locked
    for use in (
        vault.connection,
        lambda: vault.transaction().__enter__(),
        lambda: vault.subkey("x"),
        lambda: vault.case(case.id),
        case.connection,
        lambda: case.transaction().__enter__(),
        lambda: case.blobs,
        vault.cases.all,
        lambda: vault.cases.new("d", now="2026-01-02T12:00:00.000+00:00"),
        lambda: blobs.put(b"x", binding=b"y"),
        lambda: blobs.get(blob, binding=b"y"),
        lambda: blobs.open_fd(blob, binding=b"y"),
        lambda: blobs.remove(blob),
        lambda: vault.change_passphrase("q", kdf=fast),
        vault.new_recovery_code,
        lambda: vault.opens_with("p"),
    ):
        with pytest.raises(VaultLocked):
            use()
