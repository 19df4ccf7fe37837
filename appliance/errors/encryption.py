"""The program's own check of its encryption: exit code 121."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class EncryptionFaulty(ApplianceError):
    """A primitive of the encryption gave another value than the published one."""

    code, exit_code = "E415", 121
    summary = "The encryption in this installation is not right: {what} gives a wrong result."
    hint = "Nothing was opened. Reinstall the program; if it happens again, test this computer."
