"""Audit chain: exit codes 80-89."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class AuditBroken(ApplianceError):
    """An entry of the audit chain cannot be read at all; also the root of the others here."""

    code, exit_code = "L801", 80
    summary = "The audit chain cannot be read at entry {entry}: {why}."
    hint = "Keep this vault as it is, and report this to your auditor."


class AuditAltered(AuditBroken):
    """The content of an entry is not what was written, or an entry was added."""

    code, exit_code = "A402", 81
    summary = "The audit chain was altered at entry {entry}: {why}."
    hint = "Keep this vault as it is, and report this to your auditor."


class AuditDropped(AuditBroken):
    """Entries were taken out of the middle or the beginning."""

    code, exit_code = "A403", 82
    summary = "Entry {entry} was dropped from the audit chain: {why}."
    hint = "Keep this vault as it is, and report this to your auditor."


class AuditReordered(AuditBroken):
    """Entries stand in another order than the one in which they were written."""

    code, exit_code = "A404", 83
    summary = "The audit chain was reordered at entry {entry}: {why}."
    hint = "Keep this vault as it is, and report this to your auditor."


class AuditTruncated(AuditBroken):
    """The newest entries are gone; what they recorded is gone with them."""

    code, exit_code = "A405", 84
    summary = "The newest entries of the audit chain are missing: {found} of {expected} are there."
    hint = (
        "Restore the vault from a backup, or go on on purpose with "
        "“cofferdam audit accept-rollback”; it is recorded."
    )


class AuditForked(AuditBroken):
    """There are two histories: an entry is another one than the head or a checkpoint says."""

    code, exit_code = "A406", 85
    summary = "The audit chain is forked at entry {entry}: {why}."
    hint = (
        "Keep this vault as it is, and report this to your auditor; to go on on purpose use "
        "“cofferdam audit accept-rollback”."
    )


class AuditRolledBack(AuditBroken):
    """The vault is in an earlier state than one that was seen already."""

    code, exit_code = "A407", 86
    summary = "This vault was put back to an earlier state: {where} saw entry {expected}, {why}."
    hint = (
        "Open the newer copy. If this one was restored on purpose, go on with "
        "“cofferdam audit accept-rollback”; it is recorded."
    )


class RestoreNotAccepted(AuditRolledBack):
    """Somebody brought back an older state, and may not accept it; nor may who opens it now."""

    code = "A410"
    summary = (
        "This vault was restored from a backup of {made_at}, and newer entries were seen already."
    )
    hint = (
        "An administrator must open it first and accept the older state with "
        "“cofferdam audit accept-rollback”; it is recorded."
    )


class AuditHeadDamaged(AuditBroken):
    """The head outside the database is missing, damaged or of another time than the database."""

    code = "A408"
    summary = "The head of the audit chain (“audit.head”) cannot be relied on: {why}."
    hint = (
        "Restore the vault from a backup, or go on on purpose with "
        "“cofferdam audit accept-rollback”; it is recorded."
    )


class WitnessUnusable(AuditBroken):
    """The witness folder on a removable medium cannot be used."""

    code = "A409"
    summary = "The witness in “{name}” cannot be used: {why}."
    hint = "Use the medium on which “cofferdam audit witness init” was run, or make a new witness."
