"""What stands in a backup file is read strictly, with the key and without."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.backup import archive
from appliance.backup.archive import FORMAT, MAGIC, ArchiveReader, ArchiveWriter
from appliance.backup.records import Opening
from appliance.errors import BackupDamaged, BackupTooNew

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
OPENING = Opening(FORMAT, "1" * 32, None, "2" * 32, "2026-01-02", b"{}")
DEEP = b"[" * 100_000


def with_opening(path: Path, raw: bytes, *, form: int = FORMAT) -> Path:
    path.write_bytes(struct.pack(">8sHI", MAGIC, form, len(raw)) + raw + bytes(100))
    return path


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        DEEP,
        b'{"base":' + DEEP,
        b'{"a":' * 10_000,
        b'{"\xff":1}',
        b'{"vault_id":"\xff"}',
        b"9" * 5000,
        msgspec.json.encode(OPENING),  # not sorted
        msgspec.json.encode(OPENING, order="sorted") + b" ",
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_an_opening_that_nobody_wrote(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(BackupDamaged):
        ArchiveReader(with_opening(tmp_path / "b", raw))


def test_a_format_to_come_is_named(tmp_path: Path) -> None:
    raw = msgspec.json.encode(OPENING, order="sorted")
    with pytest.raises(BackupTooNew):
        ArchiveReader(with_opening(tmp_path / "b", raw, form=FORMAT + 1))


@pytest.mark.parametrize("raw", [DEEP, b'{"\xff":1}', b'{"files":' + DEEP, b"{}"])
def test_an_index_that_nobody_wrote(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "b"
    with path.open("wb") as out:  # as somebody who has the key, and another mind
        writer = ArchiveWriter(out, OPENING, key=KEY)
        start = out.tell()
        writer._seal(raw, archive._binding(OPENING.backup_id, "index", writer._bound))
        out.write(archive._END.pack(start, archive._END_MAGIC))
    with ArchiveReader(path) as reader, pytest.raises(BackupDamaged, match="index is wrong"):
        reader.index(KEY)
