"""No bytes at all make the reader of the header do anything but read it or refuse it."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.crypto.kdf import KdfParams
from appliance.errors import HeaderDamaged, VaultTooNew
from appliance.vault import format_1, header, making, recovery

if TYPE_CHECKING:
    from appliance.vault.header import Header

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**70), max_value=2**70),
    st.floats(allow_nan=False),
    st.text(max_size=40),
    st.binary(max_size=200).map(lambda raw: b64encode(raw).decode()),
    st.just([]),
    st.just({}),
)


@cache
def good() -> bytes:
    made = making.first_header(
        "owner", "p", kdf=KdfParams(8192, 1, 1), key_file=None, created_at="2026-01-02"
    )
    made.ring.wipe()
    return header.encode(made.head)


def read(raw: bytes) -> Header | None:
    try:
        return header.decode(raw)
    except (HeaderDamaged, VaultTooNew):
        return None


@given(st.binary(max_size=2000))
def test_any_bytes(raw: bytes) -> None:
    assert read(raw) is None
    with pytest.raises(HeaderDamaged):
        format_1.decode(raw)


def _places(found: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401  # JSON
    """Every place below, as what holds it and its key there."""
    here = [(found, key) for key in (found if isinstance(found, dict) else range(len(found)))]
    below = [_places(found[key]) for _, key in here if isinstance(found[key], dict | list)]
    return here + [place for places in below for place in places]


@given(at=st.integers(min_value=0), cut=st.integers(0, 40), put=st.binary(max_size=40))
def test_a_piece_exchanged(at: int, cut: int, put: bytes) -> None:
    raw = good()
    at %= len(raw)
    changed = raw[:at] + put + raw[at + cut :]
    assert (read(changed) is None) == (changed != raw)


@given(data=st.data())
def test_a_value_exchanged_with_a_checksum_that_fits(data: st.DataObject) -> None:
    table = json.loads(good())
    where, key = data.draw(st.sampled_from(_places(table)))
    where[key] = data.draw(VALUES)
    table["checksum"] = ""
    bare = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    fitting = sha256(bare.encode("utf-8", "surrogatepass") + b"\n").digest()
    table["checksum"] = b64encode(fitting).decode()
    text = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found = read(text.encode("utf-8", "surrogatepass") + b"\n")
    if found is not None:
        assert header.decode(header.encode(found)) == found


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"format":2,"x":' + b"["])
def test_deep_nesting(opening: bytes) -> None:
    assert read(opening * 10_000) is None
    assert read(b'{"format":2,"x":' + b"[" * 200_000) is None


@given(st.text(max_size=400))
def test_typed_secrets_never_break_the_reader(typed: str) -> None:
    recovery.parse(typed)
    recovery.parse_shares(typed)
    recovery.is_share(typed)
