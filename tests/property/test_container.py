"""The sealed container: whatever goes in comes out, and no changed byte does."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.crypto.container import (
    HEADER_BYTES,
    TAG_BYTES,
    open_stream,
    parse_header,
    seal_stream,
)
from appliance.errors import PackTampered, SealVersionUnknown

KEY = bytes(range(32))
CHUNK = 1 << 10
# Sizes where mistakes live: around the borders of chunks.
SIZES = st.one_of(
    st.integers(0, 3),
    st.builds(
        lambda chunks, shift: max(0, chunks * CHUNK + shift), st.integers(0, 4), st.integers(-2, 2)
    ),
    st.integers(0, 5 * CHUNK),
)


def seal(data: bytes, *, binding: bytes = b"b", key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    seal_stream(
        io.BytesIO(data),
        out,
        key=key,
        binding=binding,
        clear_bytes=len(data),
        name="it",
        chunk_log2=10,
    )
    return out.getvalue()


def unseal(sealed: bytes, *, binding: bytes = b"b", key: bytes = KEY) -> bytes:
    chunks = open_stream(io.BytesIO(sealed), key=key, binding=binding, name="it")
    return b"".join(bytes(chunk) for chunk in chunks)


def content(size: int) -> bytes:
    return bytes((at * 7 + at // 256) % 256 for at in range(size))


@given(size=SIZES, binding=st.binary(max_size=40), key=st.binary(min_size=32, max_size=32))
def test_round_trip(size: int, binding: bytes, key: bytes) -> None:
    sealed = seal(content(size), binding=binding, key=key)
    assert unseal(sealed, binding=binding, key=key) == content(size)
    header = parse_header(sealed, name="it")
    assert len(sealed) == header.sealed_bytes
    assert header.chunk_count == max(1, -(-size // CHUNK))
    assert sum(header.clear_bytes_of(number) for number in range(header.chunk_count)) == size


@given(size=SIZES, where=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_any_changed_byte_is_refused(size: int, where: float, mask: int) -> None:
    sealed = bytearray(seal(content(size)))
    sealed[int(where * len(sealed))] ^= mask
    with pytest.raises((PackTampered, SealVersionUnknown)):
        unseal(bytes(sealed))


@given(size=SIZES, where=st.floats(0, 1, exclude_max=True))
def test_any_cut_is_refused(size: int, where: float) -> None:
    sealed = seal(content(size))
    with pytest.raises(PackTampered):
        unseal(sealed[: int(where * len(sealed))])


@given(size=SIZES, tail=st.binary(min_size=1, max_size=2 * CHUNK))
def test_anything_behind_the_end_is_refused(size: int, tail: bytes) -> None:
    with pytest.raises(PackTampered):
        unseal(seal(content(size)) + tail)


@given(size=st.integers(CHUNK + 1, 5 * CHUNK), data=st.data())
def test_any_other_order_of_chunks_is_refused(size: int, data: st.DataObject) -> None:
    sealed = seal(content(size))
    step = CHUNK + TAG_BYTES
    chunks = [sealed[at : at + step] for at in range(HEADER_BYTES, len(sealed), step)]
    order = data.draw(st.permutations(chunks).filter(lambda drawn: drawn != chunks))
    with pytest.raises(PackTampered):
        unseal(sealed[:HEADER_BYTES] + b"".join(order))


@given(size=SIZES, other=st.binary(max_size=40).filter(lambda drawn: drawn != b"b"))
def test_any_other_binding_is_refused(size: int, other: bytes) -> None:
    with pytest.raises(PackTampered):
        unseal(seal(content(size)), binding=other)


@given(untrusted=st.binary(max_size=200))
def test_nothing_made_up_is_accepted(untrusted: bytes) -> None:
    with pytest.raises((PackTampered, SealVersionUnknown)):
        unseal(untrusted)
