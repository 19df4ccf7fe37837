"""Databases that are genuine but older than they should be: V225-V227, exit codes 99 and 124."""

from __future__ import annotations

from appliance.errors.vault import VaultDamaged


class VaultRolledBack(VaultDamaged):
    """The control database is not the one that the vault was closed with."""

    code, exit_code = "V225", 99
    summary = (
        "The control database was put back to an earlier state, or changed, "
        "while the vault was closed."
    )
    hint = (
        "Restore the vault from a backup, or go on on purpose with "
        "“cofferdam audit accept-rollback”; it is recorded."
    )


class CaseRolledBack(VaultDamaged):
    """The database of a case is not the one that the vault was closed with."""

    code, exit_code = "V226", 124
    summary = (
        "The case {ref} was put back to an earlier state, or changed, while the vault was closed."
    )
    hint = (
        "Restore the vault from a backup, or go on on purpose with “cofferdam case accept”; "
        "it is recorded."
    )


class ClosingRecordDamaged(VaultRolledBack):
    """What says how the vault was closed is missing, changed, or of another time."""

    code = "V227"
    summary = "The record of how the vault was closed (“closing.json”) cannot be relied on: {why}."
