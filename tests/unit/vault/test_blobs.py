from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import pytest

from appliance.errors import FileUnreadable, PackTampered, VaultDamaged

if TYPE_CHECKING:
    from appliance.vault.case_file import CaseFile

DATA = b"a scan of a passport" * 1000
BINDING = b"document:1:abc"


def stored(case: CaseFile) -> set[str]:
    return {path.name for path in (case.folder / "blobs").iterdir()}


@pytest.mark.parametrize("data", [b"", b"x", DATA])
def test_round_trip(case: CaseFile, data: bytes) -> None:
    blob_id = case.blobs.put(data, binding=BINDING)
    assert case.blobs.get(blob_id, binding=BINDING) == data


def test_nothing_clear_is_on_disk(case: CaseFile) -> None:
    blob_id = case.blobs.put(DATA, binding=BINDING)
    assert b"passport" not in (case.folder / "blobs" / blob_id).read_bytes()


def test_open_fd_gives_memory_that_cannot_be_changed(case: CaseFile) -> None:
    fd = case.blobs.open_fd(case.blobs.put(DATA, binding=BINDING), binding=BINDING)
    try:
        assert os.pread(fd, len(DATA) + 1, 0) == DATA
        assert fcntl.fcntl(fd, fcntl.F_GET_SEALS) & fcntl.F_SEAL_WRITE
        with pytest.raises(PermissionError):
            os.pwrite(fd, b"x", 0)
    finally:
        os.close(fd)


def test_another_binding_changed_or_exchanged_blobs_are_refused(case: CaseFile) -> None:
    one = case.blobs.put(DATA, binding=b"one")
    two = case.blobs.put(DATA, binding=b"two")
    with pytest.raises(PackTampered):
        case.blobs.get(one, binding=b"two")
    folder = case.folder / "blobs"
    (folder / one).write_bytes((folder / two).read_bytes())
    for read in (case.blobs.get, case.blobs.open_fd):
        with pytest.raises(PackTampered):
            read(one, binding=b"one")
    (folder / one).unlink()
    with pytest.raises(FileUnreadable):
        case.blobs.get(one, binding=b"one")


@pytest.mark.parametrize("blob_id", ["", "../vault.db", "x" * 32, "A" * 32, "0" * 31])
def test_names_that_are_none_of_ours(case: CaseFile, blob_id: str) -> None:
    for use in (
        lambda: case.blobs.get(blob_id, binding=b""),
        lambda: case.blobs.remove(blob_id),
        lambda: case.blobs.open_fd(blob_id, binding=b""),
    ):
        with pytest.raises(VaultDamaged):
            use()


def test_a_blob_goes_with_its_transaction(case: CaseFile) -> None:
    kept = case.blobs.put(DATA, binding=BINDING)
    with pytest.raises(KeyboardInterrupt), case.transaction():
        case.blobs.put(DATA, binding=BINDING)
        case.blobs.remove(kept)
        raise KeyboardInterrupt
    assert stored(case) == {kept}
    with case.transaction():
        case.blobs.remove(kept)
        assert stored(case) == {kept}, "it must stay until the row is gone for good"
    assert stored(case) == set()
    case.blobs.remove(kept)
