"""Vault: exit codes 20-29."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class VaultMissing(ApplianceError):
    """There is no vault in the folder."""

    code, exit_code = "V201", 20
    summary = "There is no vault in “{folder}”."
    hint = "Check the folder, or make a new vault there with “cofferdam init”."


class VaultExists(ApplianceError):
    """A vault or other files are already in the folder."""

    code, exit_code = "V202", 21
    summary = "The folder “{folder}” is not empty, so no new vault is made in it."
    hint = "Choose an empty folder; nothing was changed."


class WrongPassphrase(ApplianceError):
    """No key slot opens with this passphrase or recovery code."""

    code, exit_code = "V203", 22
    summary = "This does not open the vault: passphrase, name or key file is not the right one."
    hint = "Check capitals and the keyboard layout, or use the recovery code."


class HeaderDamaged(ApplianceError):
    """`header.json` is missing a field, was altered, or asks for an absurd cost."""

    code, exit_code = "V204", 23
    summary = "The vault's header is damaged: {why}."
    hint = "Restore header.json from a backup. Your data is still in the folder; do not delete it."


class VaultBusy(ApplianceError):
    """Another program holds the vault."""

    code, exit_code = "V205", 24
    summary = "The vault is open in another program."
    hint = "Close the other window or command, then try again."


class NotEncrypted(ApplianceError):
    """The database file is a plain SQLite file, so it is not ours."""

    code, exit_code = "V206", 25
    summary = "The database in this vault is not encrypted, so it was put there by something else."
    hint = "Do not use it. Restore the vault from a backup and report this."


class VaultDamaged(ApplianceError):
    """The database does not open with the right key, or its contents contradict themselves."""

    code, exit_code = "V207", 26
    summary = "The vault's data is damaged: {why}."
    hint = "Restore the vault from a backup. Nothing was deleted."


class VaultTooNew(ApplianceError):
    """A later release wrote this vault."""

    code, exit_code = "V208", 27
    summary = "This vault was written by a newer release (format {found}, this one reads {known})."
    hint = "Open it with the newer release."


class VaultLocked(ApplianceError):
    """The vault was locked while the step was under way."""

    code, exit_code = "V209", 28
    summary = "The vault is locked."
    hint = "Unlock it and repeat the step."


class CipherMissing(ApplianceError):
    """The database library has no encryption, so nothing is opened."""

    code, exit_code = "V210", 29
    summary = "The encryption library is missing, so the vault stays closed."
    hint = "Reinstall the program; it never falls back to an unencrypted database."
