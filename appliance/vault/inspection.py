"""What can be said of a vault folder without opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.vault import folder, format_1, header
from appliance.vault.records import RECOVERY_CODE, RECOVERY_SHARES

if TYPE_CHECKING:
    from pathlib import Path


def inspect(path: Path) -> str:
    """One line about the vault: format, age, how many ways in.

    The header's MAC is checked only at opening.

    Raises: VaultMissing, HeaderDamaged, VaultDamaged, VaultTooNew, VaultBusy, FolderReadOnly.
    """
    folder.require_vault(path)
    folder.check_kinds(path)
    held = folder.FolderLock(path)
    try:
        raw = header.read_raw(path)
    finally:
        held.release()
    if header.format_of(raw) == format_1.FORMAT:
        former = format_1.decode(raw)
        return f"format 1, made {former.created_at}, {len(former.slots)} key slots"
    head = header.decode(raw)
    ways = sorted(
        RECOVERY_SHARES if isinstance(entry, header.Shares) else RECOVERY_CODE
        for entry in head.recovery
    )
    return (
        f"format {head.format}, made {head.created_at}, users: {len(head.users)}, "
        f"ways of recovery: {', '.join(ways) or 'none'}"
    )
