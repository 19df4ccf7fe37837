from __future__ import annotations

import pytest

from appliance.crypto.wrapping import OVERHEAD_BYTES, WrapBroken, unwrap, wrap

KEY, SECRET = bytes(32), b"the secret"


def test_round_trip() -> None:
    wrapped = wrap(KEY, SECRET, binding=b"slot")
    assert len(wrapped) == len(SECRET) + OVERHEAD_BYTES
    assert unwrap(KEY, wrapped, binding=b"slot") == SECRET


def test_the_same_secret_looks_different_each_time() -> None:
    assert wrap(KEY, SECRET, binding=b"") != wrap(KEY, SECRET, binding=b"")


@pytest.mark.parametrize("at", range(len(SECRET) + OVERHEAD_BYTES))
def test_any_changed_byte_is_refused(at: int) -> None:
    wrapped = bytearray(wrap(KEY, SECRET, binding=b"slot"))
    wrapped[at] ^= 0x40
    with pytest.raises(WrapBroken):
        unwrap(KEY, bytes(wrapped), binding=b"slot")


def test_other_key_binding_or_length_is_refused() -> None:
    wrapped = wrap(KEY, SECRET, binding=b"slot")
    for key, body, binding in (
        (bytes([1] * 32), wrapped, b"slot"),
        (KEY, wrapped, b"other"),
        (KEY, wrapped[:-1], b"slot"),
        (KEY, wrapped[:20], b"slot"),
        (KEY, b"", b"slot"),
    ):
        with pytest.raises(WrapBroken):
            unwrap(key, body, binding=binding)
