import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.errors import ProtocolBroken
from appliance.frames import EndOfStream, read_frame, write_frame


@given(st.lists(st.binary(min_size=1, max_size=2000), max_size=5))
def test_frames_come_back_in_order(bodies: list[bytes]) -> None:
    pipe = io.BytesIO()
    for body in bodies:
        write_frame(pipe, body)
    pipe.seek(0)
    assert [read_frame(pipe, kind="parser") for _ in bodies] == bodies
    with pytest.raises(EndOfStream):
        read_frame(pipe, kind="parser")


@pytest.mark.parametrize("size", [0, 101, 2**32 - 1])
def test_a_length_out_of_bounds_is_refused_before_reading(size: int) -> None:
    pipe = io.BytesIO(struct.pack(">I", size) + b"x" * 10)
    with pytest.raises(ProtocolBroken):
        read_frame(pipe, kind="parser", limit_bytes=100)


def test_a_cut_frame_is_the_end_of_the_stream() -> None:
    with pytest.raises(EndOfStream):
        read_frame(io.BytesIO(struct.pack(">I", 10) + b"12345"), kind="parser")


@pytest.mark.parametrize("body", [b"", b"x" * 101])
def test_our_own_oversized_frame_is_a_bug(body: bytes) -> None:
    with pytest.raises(ValueError, match="frame of"):
        write_frame(io.BytesIO(), body, limit_bytes=100)
