"""The first opening of a vault that was brought back from a backup, and what its chain says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.audit.events import Event
from appliance.audit.records import Selection
from appliance.backup import marker as markers
from appliance.errors import AuditBroken, RestoreNotAccepted, VaultRolledBack

if TYPE_CHECKING:
    from appliance.audit.watch import Watch
    from appliance.backup.marker import Marker
    from appliance.vault.store import Vault

# Entries of the restore itself, over several attempts that were killed. With more behind what the
# backup held it is not the vault that was just restored.
_SPARE_ENTRIES = 8


def waiting(vault: Vault, watch: Watch) -> Marker | None:
    """The marker of a restore that is not finished; None if the vault is no such one."""
    marker = markers.read(vault)
    if marker is None:
        return None
    last = watch.log.last().seq
    return marker if marker.entries <= last <= marker.entries + _SPARE_ENTRIES else None


def go_on(
    watch: Watch, marker: Marker, trouble: AuditBroken | VaultRolledBack, *, may_accept: bool
) -> None:
    """An older state that was restored is there: take it, if whoever restored it may accept one.

    `may_accept` is about who opens now. Whoever may accept, but did not restore, is asked as for
    any older copy: nobody accepts without knowing it.

    Raises: RestoreNotAccepted; `trouble` itself; DiskFull, FolderReadOnly.
    """
    if not may_accept:
        raise RestoreNotAccepted(made_at=marker.made_at) from trouble
    if not marker.allowed:
        raise trouble
    watch.accept(trouble, marker.reason)


def say(vault: Vault, watch: Watch, marker: Marker) -> None:
    """The chain says that it was restored, once. Raises: DiskFull, VaultLocked."""
    chosen = Selection(event=Event.VAULT_RESTORED.value)
    lines = watch.log.entries(chosen, after=marker.entries)
    if any(line.details.get("restore") == marker.restore for line in lines):
        return
    with vault.transaction():
        watch.log.append(
            Event.VAULT_RESTORED,
            "backup",
            outcome="done",
            backup=marker.backup,
            made_at=marker.made_at,
            entries=marker.entries,
            restore=marker.restore,
        )


def finish(vault: Vault, watch: Watch, marker: Marker) -> None:
    """Nothing is doubted any more: say it, and take the marker away.

    Raises: DiskFull, FolderReadOnly, VaultLocked.
    """
    say(vault, watch, marker)
    markers.remove(vault.folder)
