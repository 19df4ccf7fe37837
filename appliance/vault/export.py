"""A database written anew under another key, whole: tables, full-text index, versions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from appliance.errors import DiskFull, VaultDamaged
from appliance.files import saving, sync_folder
from appliance.vault import database

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.vault.connection import Connection


def export(
    source: Path,
    *,
    key: bytes,
    salt: bytes,
    target: Path,
    target_key: bytes,
    target_salt: bytes,
) -> None:
    """Copy what is committed in `source` to `target`, which must not exist; durable on return.

    Nobody may write to `source` meanwhile, or what they write is missing. Deleted rows leave no
    trace in the copy.

    Raises: VaultDamaged, DiskFull, FolderReadOnly, CipherMissing.
    """
    database.check_file(source, salt=salt)
    with saving(target.name):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = database.connect(source, key=key, salt=salt)
    try:
        connection.execute(
            "ATTACH DATABASE ? AS next KEY ?",
            (str(target.absolute()), f"x'{target_key.hex()}{target_salt.hex()}'"),
        )
        connection.execute("PRAGMA next.cipher_page_size = 16384").fetchall()
        connection.execute("PRAGMA next.synchronous = FULL").fetchall()
        versions = {
            name: connection.execute(f"PRAGMA main.{name}").fetchall()[0][0]
            for name in ("user_version", "application_id")
        }
        _copy(connection)
        for name, value in versions.items():
            connection.execute(f"PRAGMA next.{name} = {int(value)}")
        connection.execute("DETACH DATABASE next")
    finally:
        connection.close()
    with saving(target.name):
        sync_folder(target.parent)


def _copy(connection: Connection) -> None:
    try:
        connection.execute("SELECT sqlcipher_export('next')").fetchall()
    except dbapi2.OperationalError as error:  # it hides the cause behind a general error
        if connection.no_room():
            raise DiskFull(str(error), name="the vault") from error
        raise VaultDamaged(str(error), why="a database could not be copied") from error
