from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING

import pytest

from appliance.crypto import secret as module
from appliance.crypto.secret import SecretBytes, Wiped

if TYPE_CHECKING:
    import ctypes


def test_the_source_is_overwritten_and_the_copy_is_the_callers() -> None:
    source = bytearray(b"k" * 32)
    secret = SecretBytes(source)
    assert source == bytes(32)
    copy = secret.reveal()
    copy[:] = bytes(32)
    assert secret.reveal() == b"k" * 32


def test_wiped_is_gone() -> None:
    secret = SecretBytes(b"k" * 32)
    secret.wipe()
    secret.wipe()
    assert secret.wiped
    with pytest.raises(Wiped):
        secret.reveal()


@pytest.mark.parametrize("size", [0, mmap.PAGESIZE + 1])
def test_sizes_out_of_bounds(size: int) -> None:
    with pytest.raises(ValueError, match="1 byte to one page"):
        SecretBytes(bytes(size))


class _NoSecretMemory:
    """A kernel without memfd_secret, and with or without room for locked pages."""

    def __init__(self, locks: bool) -> None:
        self._locks = locks

    def syscall(self, _number: int, _flags: int) -> int:
        return -1

    def mlock(self, _address: ctypes.c_void_p, _size: ctypes.c_size_t) -> int:
        return 0 if self._locks else -1


@pytest.mark.parametrize(("locks", "protection"), [(True, "locked"), (False, "ordinary")])
def test_less_protection_is_used_where_the_kernel_has_no_more(
    monkeypatch: pytest.MonkeyPatch, locks: bool, protection: str
) -> None:
    monkeypatch.setattr(module, "_LIBC", _NoSecretMemory(locks))
    secret = SecretBytes(b"k" * 32)
    assert secret.protection == protection
    assert secret.reveal() == b"k" * 32
    secret.wipe()


def test_a_used_up_lock_limit_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    probe = SecretBytes(b"k")
    if probe.protection != "hidden":
        pytest.skip("this kernel has no memfd_secret")
    probe.wipe()

    def refuse(_handle: int, _size: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "ftruncate", refuse)
    assert SecretBytes(b"k" * 32).protection in ("locked", "ordinary")
