"""The closing record: which bytes each database had when the vault was closed cleanly.

SQLCipher authenticates each page, not that it is the newest one: an old page, or a whole old file,
put back is as genuine as any. docs/formats/vault.md has the format.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from appliance.errors import ApplianceError, FileUnreadable
from appliance.files import atomic_write, read_limited

if TYPE_CHECKING:
    from pathlib import Path

NAME = "closing.json"
FORMAT: Final = 1
OPEN: Final = "open"
CLOSED: Final = "closed"
MISSING = "there is none"
DAMAGED = "it is damaged"
# Room for more than a hundred thousand cases.
_LIMIT_BYTES = 32 * 1024 * 1024
_JOURNALS = ("-wal", "-journal")

Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Ref = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class FileMark(Struct, frozen=True, forbid_unknown_fields=True):
    """A database file as it was closed."""

    name: Annotated[str, Meta(max_length=64)]
    size_bytes: Annotated[int, Meta(ge=0)]
    sha256: Digest


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """What is written.

    `open` from before the first write of a session until its end, then `closed`. `entry` and `link`
    are the newest entry of the audit chain at that moment.
    """

    format: Literal[1]
    vault_id: Ref
    state: Literal["open", "closed"]
    entry: Annotated[int, Meta(ge=0)]
    link: Digest
    control: FileMark | None
    cases: dict[Ref, FileMark]
    mac: str


def read(folder: Path) -> tuple[Record | None, str]:
    """The record, not yet known to be genuine; else None and why."""
    path = folder / NAME
    if not os.path.lexists(path):
        return None, MISSING
    try:
        raw = read_limited(path, _LIMIT_BYTES)
        record = msgspec.json.decode(raw, type=Record)
    except (ApplianceError, ValueError, RecursionError, msgspec.MsgspecError):
        return None, DAMAGED
    return (record, "") if _encode(record) == raw else (None, DAMAGED)


def write(folder: Path, record: Record, key: bytes) -> Record:
    """Sign the record and put it in the place of the one before.

    Raises: DiskFull, FolderReadOnly.
    """
    signed = msgspec.structs.replace(record, mac=_mac(record, key))
    with atomic_write(folder / NAME) as out:
        out.write(_encode(signed))
    return signed


def genuine(record: Record, *, vault_id: str, key: bytes) -> bool:
    """Whether this vault wrote it."""
    found = record.mac.encode("utf-8", "backslashreplace")
    return record.vault_id == vault_id and hmac.compare_digest(found, _mac(record, key).encode())


def measure(path: Path) -> FileMark | None:
    """Size and SHA-256 of a database that nobody has open; None if it has a journal or is missing.

    Raises: FileUnreadable.
    """
    try:
        if has_journal(path):
            return None
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            size_bytes = source.tell()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileUnreadable(str(error), name=path.name, why=error.strerror or "unknown") from error
    return FileMark(path.name, size_bytes, digest)


def has_journal(path: Path) -> bool:
    """Whether commits may lie beside the file: never after a clean close."""
    for ending in _JOURNALS:
        try:
            if path.with_name(path.name + ending).lstat().st_size:
                return True
        except FileNotFoundError:
            continue
    return False


def _encode(record: Record) -> bytes:
    return msgspec.json.encode(record, order="sorted") + b"\n"


def _mac(record: Record, key: bytes) -> str:
    bare = msgspec.structs.replace(record, mac="")
    return hmac.digest(key, b"cofferdam closing record 1\x00" + _encode(bare), "sha256").hex()
