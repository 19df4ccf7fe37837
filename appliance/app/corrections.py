"""What the audit chain is told about the vault itself: changes that did not happen, upgrades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.audit.events import Event
from appliance.audit.records import Selection
from appliance.documents.cases import subject_of
from appliance.vault.domains import CONTENT
from appliance.vault.upgrade import upgrade_logged, upgrade_unlogged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.audit.log import AuditLog
    from appliance.vault.case_records import NotCarriedOut
    from appliance.vault.store import Vault


def watch(vault: Vault, audit: AuditLog) -> None:
    """Correct the chain at once when a case cannot be written after it; let it speak of holds."""
    vault.pending.correct_with(lambda found: _tell(audit, found))
    vault.cases.compare_holds(lambda ref: _held(audit, ref))


def catch_up(vault: Vault, audit: AuditLog) -> None:
    """At opening: what a crash left between the chain and a case, and an upgrade.

    A user whose keys open no cases leaves the first for the next who can see.
    Raises: VaultLocked, DiskFull, VaultDamaged.
    """
    if vault.holds(CONTENT):
        found = vault.pending.not_carried_out()
        if found:
            with vault.transaction():
                _tell(audit, found)
                vault.pending.acknowledge(found)
    if upgrade_unlogged(vault):
        with vault.transaction():
            audit.append(Event.VAULT_UPGRADED, vault.folder.name, what="a database for each case")
            upgrade_logged(vault)


def _tell(audit: AuditLog, found: Sequence[NotCarriedOut]) -> None:
    for one in found:
        audit.append(Event.NOT_CARRIED_OUT, subject_of(one.ref), commit=one.commit_no)


def _held(audit: AuditLog, ref: str) -> bool:
    """Does the chain say that a hold was put on a case, and not that it was lifted since?"""
    return _last(audit, Event.CASE_HELD, ref) > _last(audit, Event.CASE_RELEASED, ref)


def _last(audit: AuditLog, event: Event, ref: str) -> int:
    """The number of the newest entry of that kind about a case that was carried out, else 0."""
    before = 0
    while True:
        chosen = Selection(event=event, subject=subject_of(ref))
        found = audit.entries(chosen, before=before, limit=100)
        for entry in found:
            if entry.details.get("outcome") == "done":
                return entry.seq
        if not found:
            return 0
        before = found[-1].seq
