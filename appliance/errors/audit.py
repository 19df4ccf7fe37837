"""Audit log: exit codes 80-89."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class AuditBroken(ApplianceError):
    """An entry of the audit log was changed, removed or added by something else."""

    code, exit_code = "L801", 80
    summary = "The audit log was changed at entry {entry}: {why}."
    hint = "Keep this vault as it is, and report this to your auditor."
