"""The disk itself fails: exit code 120."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class DiskFailed(ApplianceError):
    """The system could not read or write, and it was not for want of room."""

    code, exit_code = "E414", 120
    summary = "The disk reported an error while “{name}” was read or written."
    hint = "What was saved before is kept. Check the disk and its cable, then try again."
