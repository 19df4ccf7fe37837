from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import pytest

from appliance.errors import FileUnreadable, PackTampered, VaultDamaged

if TYPE_CHECKING:
    from appliance.vault.store import Vault

DATA = b"a scan of a passport" * 1000
BINDING = b"document:1:abc"


def stored(vault: Vault) -> set[str]:
    return {path.name for path in (vault.folder / "blobs").iterdir()}


@pytest.mark.parametrize("data", [b"", b"x", DATA])
def test_round_trip(vault: Vault, data: bytes) -> None:
    blob_id = vault.blobs.put(data, binding=BINDING)
    assert vault.blobs.get(blob_id, binding=BINDING) == data


def test_nothing_clear_is_on_disk(vault: Vault) -> None:
    blob_id = vault.blobs.put(DATA, binding=BINDING)
    assert b"passport" not in (vault.folder / "blobs" / blob_id).read_bytes()


def test_open_fd_gives_memory_that_cannot_be_changed(vault: Vault) -> None:
    fd = vault.blobs.open_fd(vault.blobs.put(DATA, binding=BINDING), binding=BINDING)
    try:
        assert os.pread(fd, len(DATA) + 1, 0) == DATA
        assert fcntl.fcntl(fd, fcntl.F_GET_SEALS) & fcntl.F_SEAL_WRITE
        with pytest.raises(PermissionError):
            os.pwrite(fd, b"x", 0)
    finally:
        os.close(fd)


def test_another_binding_changed_or_exchanged_blobs_are_refused(vault: Vault) -> None:
    one = vault.blobs.put(DATA, binding=b"one")
    two = vault.blobs.put(DATA, binding=b"two")
    with pytest.raises(PackTampered):
        vault.blobs.get(one, binding=b"two")
    folder = vault.folder / "blobs"
    (folder / one).write_bytes((folder / two).read_bytes())
    for read in (vault.blobs.get, vault.blobs.open_fd):
        with pytest.raises(PackTampered):
            read(one, binding=b"one")
    (folder / one).unlink()
    with pytest.raises(FileUnreadable):
        vault.blobs.get(one, binding=b"one")


@pytest.mark.parametrize("blob_id", ["", "../vault.db", "x" * 32, "A" * 32, "0" * 31])
def test_names_that_are_none_of_ours(vault: Vault, blob_id: str) -> None:
    for use in (
        lambda: vault.blobs.get(blob_id, binding=b""),
        lambda: vault.blobs.remove(blob_id),
        lambda: vault.blobs.open_fd(blob_id, binding=b""),
    ):
        with pytest.raises(VaultDamaged):
            use()


def test_a_blob_goes_with_its_transaction(vault: Vault) -> None:
    kept = vault.blobs.put(DATA, binding=BINDING)
    with pytest.raises(KeyboardInterrupt), vault.transaction():
        vault.blobs.put(DATA, binding=BINDING)
        vault.blobs.remove(kept)
        raise KeyboardInterrupt
    assert stored(vault) == {kept}
    with vault.transaction():
        vault.blobs.remove(kept)
        assert stored(vault) == {kept}, "it must stay until the row is gone for good"
    assert stored(vault) == set()
    vault.blobs.remove(kept)
