"""Deleting a case for good: its key goes first, then its files, and a certificate stays.

Without its key a case is noise, wherever copies of its files lie. The key goes with its row, over
which `secure_delete` writes zeros, and from the journal of the control database, which is emptied
before the files go, or else when the vault is closed or opened. Copies of the control database made
earlier, such as backups, still hold the key under the `content` keys of their time.
"""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from appliance.errors import CaseUnknown, VaultDamaged
from appliance.vault import usage
from appliance.vault.case_folder import listing
from appliance.vault.case_records import DeletionCertificate

if TYPE_CHECKING:
    from appliance.vault.store import Vault

METHOD = (
    "The case's own key was deleted from the control database and overwritten there, its journal "
    "was emptied, at the latest when the vault was closed or next opened, and the sealed files "
    "were removed; database, originals and kept readings of the case were encrypted under that "
    "key only."
)


def delete_case(vault: Vault, case_id: int, *, reason: str, now: str) -> DeletionCertificate:
    """Delete a case with all that is in it; nothing of it is opened, so any user's keys do.

    Inside the caller's transaction, or one of its own; the files go after the commit.
    Raises: CaseUnknown, CaseHeld, VaultDamaged, DiskFull.
    """
    with vault.transaction() as connection:
        vault.cases.require_not_held(case_id)
        row = vault.cases.by_id(case_id, names=False)
        tag = connection.execute(
            "SELECT name_tag FROM case_file WHERE id = ?", (case_id,)
        ).fetchone()
        folder = vault.cases_folder / row.ref
        try:
            files, files_sha256 = listing(folder, row.generation)
        except VaultDamaged:  # it is to go, whatever state it is in
            files, files_sha256 = 0, ""
        certificate = DeletionCertificate(
            ref=row.ref,
            name_hash="" if tag is None else bytes(tag[0]).hex(),
            documents=row.documents,
            pages=row.pages,
            answers=row.answers,
            scores=row.scores,
            files=files,
            files_sha256=files_sha256,
            created_at=row.created_at,
            deleted_at=now,
            reason=reason,
            method=METHOD,
        )
        usage.forget_case(connection, row.ref)
        connection.execute("DELETE FROM case_file WHERE id = ?", (case_id,))
        connection.execute(
            "INSERT INTO deleted_case (ref, deleted_at, certificate) VALUES (?, ?, ?)",
            (row.ref, now, msgspec.json.encode(certificate, order="sorted").decode()),
        )
        vault.on_commit(vault.empty_journal)
        vault.on_commit(partial(shutil.rmtree, folder, ignore_errors=True))
    return certificate


def certificate_of(vault: Vault, ref: str) -> DeletionCertificate:
    """The certificate of a case deleted earlier. Raises: CaseUnknown: none was, VaultDamaged."""
    row = (
        vault.connection()
        .execute("SELECT certificate FROM deleted_case WHERE ref = ?", (ref,))
        .fetchone()
    )
    if row is None:
        raise CaseUnknown(name=ref[:12])
    try:
        return msgspec.json.decode(str(row[0]).encode(), type=DeletionCertificate)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise VaultDamaged(str(error), why="a deletion certificate cannot be read") from error
