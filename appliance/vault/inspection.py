"""What can be said of a vault folder without opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.vault import folder, header

if TYPE_CHECKING:
    from pathlib import Path


def inspect(path: Path) -> str:
    """One line about the vault: format, age, ways in. The header's MAC is checked only at opening.

    Raises: VaultMissing, HeaderDamaged, VaultDamaged, VaultTooNew, VaultBusy, FolderReadOnly.
    """
    folder.require_vault(path)
    folder.check_kinds(path)
    held = folder.FolderLock(path)
    try:
        head = header.read(path)
    finally:
        held.release()
    return f"format {head.format}, made {head.created_at}, {len(head.slots)} key slots"
