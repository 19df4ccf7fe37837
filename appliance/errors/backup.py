"""Backups: V221-V229, exit codes 66-69."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class BackupDamaged(ApplianceError):
    """The file is not a backup, was cut or changed, or its parts do not belong together."""

    code, exit_code = "V221", 66
    summary = "The backup “{name}” cannot be used: {why}."
    hint = "Use another copy or an earlier backup. Nothing was restored from this one."


class BackupTooNew(ApplianceError):
    """A later release wrote the backup."""

    code, exit_code = "V222", 67
    summary = "The backup “{name}” was made by a newer release (format {found}, this one {known})."
    hint = "Restore it with the newer release."


class BackupBaseMissing(ApplianceError):
    """A backup that builds on an earlier one cannot be read without it."""

    code, exit_code = "V223", 68
    summary = "The backup “{name}” builds on an earlier one that is not beside it."
    hint = "Put all backups of this vault into one folder, then try again. Needed: {base}."


class BackupNotOfVault(ApplianceError):
    """The earlier backup named is of another vault, or from before the keys were changed."""

    code, exit_code = "V224", 69
    summary = "The backup “{name}” cannot be built upon: {why}."
    hint = "Make a backup that stands alone, without naming an earlier one."
