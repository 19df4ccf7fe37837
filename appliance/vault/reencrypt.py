"""A case under a new key of its own: database exported, originals sealed anew, then one switch.

The switch is one commit of the control database: the new key and the next generation's file names
take the place of the old. Killed before, the new files are finished or made anew by the next call;
killed after, the old ones are removed at the next opening.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.errors import CaseUnknown, FileUnreadable
from appliance.files import saving, sync_folder
from appliance.vault import database
from appliance.vault.blobs import Blobs
from appliance.vault.case_file import case_subkey
from appliance.vault.case_folder import blobs_name, clear, database_name
from appliance.vault.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.vault.case_file import CaseFile
    from appliance.vault.store import Vault


def reencrypt_case(vault: Vault, ref: str, job: Job) -> None:
    """Replace a case's key and encrypt everything of it anew, in place of the old.

    Others may use the case meanwhile; while the database itself is exported, about a second for
    30 MiB, nobody can write to the vault. After `Cancelled`, an error or a kill, calling it again
    goes on with the originals that are not done.

    A case that is gone has nothing to do.

    Raises: KeyNotHeld, VaultDamaged, PackTampered, DiskFull, Cancelled.
    """
    try:
        case = vault.case(ref)
    except CaseUnknown:
        return
    case.connection()  # strays are set aside before originals are counted
    generation, next_key = _begin(vault, case)
    try:
        target = case.folder / blobs_name(generation + 1)
        with saving(target.name):
            target.mkdir(mode=0o700, exist_ok=True)
        _seal_missing(vault, case, target, next_key, job)
        with vault.transaction() as control, case.transaction():
            _seal_missing(vault, case, target, next_key, job)  # added while the first were sealed
            _export(vault, case, generation, next_key)
            with saving(case.folder.name):
                sync_folder(case.folder)
            control.execute(
                "UPDATE case_file SET generation = ?, wrapped_key = next_key, next_key = NULL "
                "WHERE id = ?",
                (generation + 1, case.id),
            )
    finally:
        next_key[:] = bytes(len(next_key))
    vault.empty_journal()  # the old key is in it
    case.connection()  # this thread's connection to the old file is closed
    with suppress(OSError):
        clear(case.folder, keep={generation + 1})


def _begin(vault: Vault, case: CaseFile) -> tuple[int, bytearray]:
    """The generation that is, and the key of the next one, kept so that a kill does not lose it."""
    with vault.transaction() as control:
        row = control.execute(
            "SELECT generation, next_key FROM case_file WHERE id = ?", (case.id,)
        ).fetchone()
        generation = int(row[0]) if row else 1
        wrapped = None if row is None or row[1] is None else bytes(row[1])
        if wrapped is None:
            wrapped = vault.case_seals.new_key(case.ref)
            control.execute("UPDATE case_file SET next_key = ? WHERE id = ?", (wrapped, case.id))
    return generation, vault.case_seals.unwrap_key(case.ref, wrapped)


def _seal_missing(
    vault: Vault, case: CaseFile, target: Path, next_key: bytearray, job: Job
) -> None:
    rows = (
        case.connection()
        .execute("SELECT blob_id, sha256 FROM document WHERE blob_id IS NOT NULL ORDER BY id")
        .fetchall()
    )
    old = case.blobs
    new = Blobs(
        target,
        key=lambda: case_subkey(next_key, "blobs"),
        on_commit=vault.on_commit,
        on_rollback=lambda _hook: None,  # what was sealed stays for the next attempt
    )
    for number, (blob_id, sha256) in enumerate(rows):
        job.tick("encrypting anew", number, len(rows), unit="documents")
        if (target / blob_id).exists():
            continue
        binding = f"document {sha256}".encode()
        try:
            data = old.get(blob_id, binding=binding)
        except FileUnreadable:  # it is missing, and stays missing
            continue
        new.put(data, binding=binding, blob_id=blob_id)


def _export(vault: Vault, case: CaseFile, generation: int, next_key: bytearray) -> None:
    target = case.folder / database_name(generation + 1)
    for name in (target.name, f"{target.name}-journal", f"{target.name}-wal", f"{target.name}-shm"):
        (case.folder / name).unlink(missing_ok=True)  # of an attempt that was cut off
    _, wrapped = case.current()
    key = vault.case_seals.unwrap_key(case.ref, wrapped)
    try:
        export(
            case.folder / database_name(generation),
            key=case_subkey(key, "database"),
            salt=case_subkey(key, "database salt")[: database.SALT_BYTES],
            target=target,
            target_key=case_subkey(next_key, "database"),
            target_salt=case_subkey(next_key, "database salt")[: database.SALT_BYTES],
        )
    finally:
        key[:] = bytes(len(key))
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
