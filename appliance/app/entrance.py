"""What a vault asks for before it is opened; nothing is decrypted to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.errors import ApplianceError
from appliance.vault import header, key_files

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class WaysIn:
    """`users` is 1 for a vault of one person, or when it cannot be told."""

    exists: bool
    users: int = 1
    key_file: bool = False


def ways_in(folder: Path) -> WaysIn:
    """What to ask a person for; trouble with the header is told when the vault is opened."""
    try:
        if not (folder / header.NAME).is_file():
            return WaysIn(exists=False)
        head = header.read(folder)
    except (ApplianceError, OSError):
        return WaysIn(exists=True)
    key_file = any(
        getattr(credential, "key_file", False)
        for user in head.users
        for credential in user.credentials
    )
    return WaysIn(exists=True, users=len(head.users), key_file=key_file)


def make_key_file(path: Path) -> None:
    """Write a new key file that may be asked for beside a passphrase; nothing is overwritten.

    Raises: FileExists, FileUnreadable (no such folder), DiskFull, FolderReadOnly.
    """
    key_files.make_key_file(path)
