"""Errors of SQLite and what they become; settings that do not take hold; a lock at a bad moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from appliance.errors import (
    DiskFailed,
    DiskFull,
    FolderReadOnly,
    HeaderDamaged,
    VaultBusy,
    VaultDamaged,
    VaultLocked,
    VaultMissing,
)
from appliance.vault import database
from appliance.vault.inspection import inspect

if TYPE_CHECKING:
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault


def failing(code: int | None) -> dbapi2.Error:
    error = dbapi2.OperationalError("made up")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (5, VaultBusy),
        (6, VaultBusy),
        (8, FolderReadOnly),
        (10, DiskFailed),
        (11, VaultDamaged),
        (13, DiskFull),
        (14, FolderReadOnly),
        (26, VaultDamaged),
    ],
)
def test_known_trouble(vault: Vault, code: int, expected: type[Exception]) -> None:
    connection = vault.connection()
    with pytest.raises(expected), connection.gate():
        raise failing(code)


@pytest.mark.parametrize("code", [None, 0, 1, 9, 19, 21])
def test_bugs_stay_what_they_are(vault: Vault, code: int | None) -> None:
    connection = vault.connection()
    with pytest.raises(dbapi2.OperationalError), connection.gate():
        raise failing(code)


def test_an_io_error_in_a_folder_that_is_gone(vault: Vault) -> None:
    connection = vault.connection()
    connection.folder = Path("/nonexistent")
    with pytest.raises(DiskFailed), connection.gate():
        raise failing(10)


def test_a_statement_that_waits_in_vain(vault: Vault) -> None:
    other = database.connect(
        vault.folder / "vault.db",
        key=vault.subkey("database"),
        salt=database.salt_of(vault.subkey("database salt")),
    )
    other.execute("PRAGMA busy_timeout = 10")
    with vault.transaction(), pytest.raises(VaultBusy):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_journal_that_cannot_be_switched_on(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tuple(line for line in database.SETTINGS if not line.startswith("journal_mode"))
    monkeypatch.setattr(database, "SETTINGS", (*settings, "journal_mode = DELETE"))
    path = vault.folder / "vault.db"
    key, salt = vault.subkey("database"), database.salt_of(vault.subkey("database salt"))
    vault.lock()
    with pytest.raises(VaultDamaged, match="journal"):
        database.connect(path, key=key, salt=salt)


def test_a_lock_while_a_connection_is_made(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Connection] = []
    real = database.connect

    def slow(path: Path, *, key: bytes, salt: bytes) -> Connection:
        connection = real(path, key=key, salt=salt)
        made.append(connection)
        if len(made) == 1:  # locking looks into the database once more itself
            vault.lock()
        return connection

    vault._thread.__dict__.clear()
    monkeypatch.setattr(database, "connect", slow)
    with pytest.raises(VaultLocked):
        vault.connection()
    with pytest.raises(VaultLocked):
        made[0].execute("SELECT 1")


def test_looking_at_a_vault_without_opening_it(shut_folder: Path, tmp_path: Path) -> None:
    assert inspect(shut_folder) == (
        "format 2, made 2026-01-02T12:00:00.000+00:00, users: 1, ways of recovery: recovery code"
    )
    (shut_folder / "header.json").write_bytes(b"{}")
    with pytest.raises(HeaderDamaged):
        inspect(shut_folder)
    with pytest.raises(VaultMissing):
        inspect(tmp_path)
