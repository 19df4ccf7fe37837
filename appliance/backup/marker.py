"""`restored.json`: in a vault that was brought back, until its chain says that it was.

It is written before the restored folder is a vault and removed after the chain says so. So a
restore that was killed in between is finished at the next opening, and a vault that was restored by
somebody who may not accept an older state waits for somebody who may (docs/formats/backup.md).
"""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from appliance.backup.making import KEY
from appliance.crypto.kdf import hkdf
from appliance.errors import ApplianceError
from appliance.files import atomic_write, read_limited, saving, sync_folder
from appliance.vault.folder import RESTORED

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.vault.store import Vault

_LIMIT_BYTES = 4096
_RESTORE_BYTES = 8


class Marker(Struct, frozen=True, forbid_unknown_fields=True):
    """What was restored: `entries` of the audit chain were in the backup.

    `restore` is a random name of this one restore. `allowed` says that who restored may accept an
    older state of the vault.
    """

    format: Literal[1]
    vault_id: Annotated[str, Meta(max_length=64)]
    restore: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    backup: Annotated[str, Meta(max_length=64)]
    made_at: Annotated[str, Meta(max_length=40)]
    entries: Annotated[int, Meta(ge=0)]
    allowed: bool
    mac: str = ""

    @property
    def reason(self) -> str:
        """Why an older state is there, for the acceptance."""
        return f"restored from the backup {self.backup} of {self.made_at}"


def make(*, vault_id: str, backup: str, made_at: str, entries: int, allowed: bool) -> Marker:
    """The marker of a restore that begins now."""
    name = os.urandom(_RESTORE_BYTES).hex()
    return Marker(1, vault_id, name, backup, made_at, entries, allowed)


def write(folder: Path, marker: Marker, key: bytes) -> None:
    """Sign and keep it. `key` is the backups' key. Raises: DiskFull, FolderReadOnly."""
    signed = msgspec.structs.replace(marker, mac=_mac(marker, key))
    with atomic_write(folder / RESTORED) as out:
        out.write(msgspec.json.encode(signed) + b"\n")


def read(vault: Vault) -> Marker | None:
    """The marker in an open vault; None if there is none or this vault's key did not make it."""
    try:
        raw = read_limited(vault.folder / RESTORED, _LIMIT_BYTES)
        found = msgspec.json.decode(raw, type=Marker)
    except (ApplianceError, ValueError, RecursionError, msgspec.MsgspecError):
        return None
    genuine = hmac.compare_digest(
        found.mac.encode("utf-8", "backslashreplace"), _mac(found, vault.subkey(KEY)).encode()
    )
    return found if genuine and found.vault_id == vault.vault_id else None


def remove(folder: Path) -> None:
    """The chain says it now. Raises: FolderReadOnly."""
    with saving(RESTORED):
        (folder / RESTORED).unlink(missing_ok=True)
        sync_folder(folder)


def _mac(marker: Marker, key: bytes) -> str:
    bare = msgspec.structs.replace(marker, mac="")
    derived = hkdf(key, b"cofferdam restored 1")
    return hmac.digest(derived, msgspec.json.encode(bare), "sha256").hex()
