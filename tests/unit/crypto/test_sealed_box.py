from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.crypto.sealed_box import (
    OVERHEAD_BYTES,
    SealBroken,
    new_private_key,
    open_sealed,
    public_of,
    seal_to,
)

PRIVATE = bytes(range(1, 33))
PUBLIC = public_of(PRIVATE)


@given(secret=st.binary(max_size=200), info=st.binary(max_size=80))
def test_what_is_sealed_opens(secret: bytes, info: bytes) -> None:
    sealed = seal_to(PUBLIC, secret, info=info)
    assert len(sealed) == len(secret) + OVERHEAD_BYTES
    assert open_sealed(PRIVATE, sealed, info=info) == secret


def test_every_changed_byte_is_refused() -> None:
    sealed = seal_to(PUBLIC, b"secret", info=b"place")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(SealBroken):
            open_sealed(PRIVATE, bytes(changed), info=b"place")


def test_another_key_place_or_length_is_refused() -> None:
    sealed = seal_to(PUBLIC, b"secret", info=b"place")
    with pytest.raises(SealBroken):
        open_sealed(bytes(new_private_key()), sealed, info=b"place")
    with pytest.raises(SealBroken):
        open_sealed(PRIVATE, sealed, info=b"other place")
    for other in (b"", sealed[:-1], sealed + b"\x00", sealed[: OVERHEAD_BYTES - 1]):
        with pytest.raises(SealBroken):
            open_sealed(PRIVATE, other, info=b"place")


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(33), bytes(32), b"\x01" + bytes(31)])
def test_keys_that_are_none(public: bytes) -> None:
    with pytest.raises(SealBroken):
        seal_to(public, b"secret", info=b"")


def test_a_sender_of_small_order_is_refused() -> None:
    with pytest.raises(SealBroken):
        open_sealed(PRIVATE, bytes(32) + bytes(22), info=b"")


def test_two_seals_of_the_same_differ() -> None:
    assert seal_to(PUBLIC, b"s", info=b"") != seal_to(PUBLIC, b"s", info=b"")
