"""What a backup file says, and what making, checking and restoring one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from pathlib import Path

_Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
_Count = Annotated[int, Meta(ge=0, le=2**40)]


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """The clear beginning: enough to find the earlier files and to try a passphrase.

    Attributes:
        base: the backup that this one builds on, or None for one that stands alone.
        header: `header.json` as it was: salts, costs and wrapped keys, nothing secret.
    """

    format: int
    backup_id: _Id
    base: _Id | None
    vault_id: _Id
    created_at: Annotated[str, Meta(max_length=40)]
    header: Annotated[bytes, Meta(min_length=2, max_length=512 * 1024)]


class Piece(Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """Where a part of a file lies: in which backup, in which segment, from where, how long."""

    backup_id: _Id
    segment: _Count
    start: _Count
    size_bytes: Annotated[int, Meta(ge=1, le=2**20)]


class Stored(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the vault. `parts` are keyed hashes (hex) of its parts, in order."""

    path: Annotated[str, Meta(min_length=1, max_length=300)]
    size_bytes: _Count
    parts: tuple[Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")], ...]


class Index(Struct, frozen=True, forbid_unknown_fields=True):
    """The sealed end: every file, every part, and the size of every segment before it."""

    files: tuple[Stored, ...]
    pieces: dict[str, Piece]
    segments_bytes: tuple[_Count, ...]
    audit_entries: int


@dataclass(frozen=True)
class BackupInfo:
    """What can be said of a backup file without a passphrase; `created_at` is ISO 8601 in UTC."""

    backup_id: str
    base: str | None
    vault_id: str
    created_at: str
    size_bytes: int


@dataclass(frozen=True)
class BackupMade:
    """A finished backup: how much the vault holds, and how much of it this file had to carry."""

    info: BackupInfo
    path: Path
    files: int
    vault_bytes: int
    new_bytes: int
    seconds: float


@dataclass(frozen=True)
class DrillResult:
    """What a restore drill found. `cases_checked` is 0 if this user's role may not read cases."""

    info: BackupInfo
    files: int
    vault_bytes: int
    audit_entries: int
    cases: int
    cases_checked: int
    documents_checked: int
    seconds: float
