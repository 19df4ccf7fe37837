"""What a request may be answered with, what one frame holds, and copies of kept prefixes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.batches import in_parts
from appliance.engine.prefix_copies import packed, unpacked
from appliance.engine.protocol import Done, Generated, Piece, PrefixPart, Progress
from appliance.engine.records import Ask, Message, Prompt, Sampling, Timings
from appliance.engine.replies import (
    PART_BYTES,
    TOKEN_CHARACTERS,
    AnswerReplies,
    PrefixReplies,
    Unfit,
)

PROMPT = Prompt((Message("user", "x"),), "chatml")
NO_TIME = Timings(0.0, 0.0, 0, 0.0, 0, 0.0)


def asks(*tokens: int) -> list[Ask]:
    return [Ask(PROMPT, Sampling(count)) for count in tokens]


def test_each_answer_has_room_for_its_own_tokens_and_no_more() -> None:
    expected = AnswerReplies(asks(1, 2))
    assert not expected.take(Piece(1, "a" * TOKEN_CHARACTERS, 0))
    assert not expected.take(Piece(1, "a" * TOKEN_CHARACTERS, 1))
    assert not expected.take(Piece(1, "a" * TOKEN_CHARACTERS, 1))
    for place in (0, 1):
        with pytest.raises(Unfit):
            expected.take(Piece(1, "a", place))


def test_answers_end_in_any_order_and_the_request_after_all_of_them() -> None:
    expected = AnswerReplies(asks(1, 1, 1))
    for place in (2, 0):
        assert not expected.take(Generated(1, "stop", NO_TIME, place))
        with pytest.raises(Unfit):
            expected.take(Done(1))
    assert not expected.take(Progress(1, 0, 0))
    assert not expected.take(Generated(1, "stop", NO_TIME, 1))
    assert expected.take(Done(1, (("key", 1, 2),)))


@pytest.mark.parametrize("logprobs", [(0.5,), (float("nan"),), (float("-inf"),), (-1.0,) * 4])
def test_likelihoods_are_of_the_tokens_and_below_one(logprobs: tuple[float, ...]) -> None:
    ask = Ask(PROMPT, Sampling(2, logprobs=True))
    assert not AnswerReplies([ask]).take(Generated(1, "stop", NO_TIME, logprobs=(-1.0, 0.0)))
    with pytest.raises(Unfit):
        AnswerReplies([ask]).take(Generated(1, "stop", NO_TIME, logprobs=logprobs))


@pytest.mark.parametrize("schedule", ["", "alone ", "batch:", "batch:" + "g" * 16, "batch:\n"])
def test_a_schedule_is_one_of_three(schedule: str) -> None:
    with pytest.raises(Unfit):
        AnswerReplies(asks(1)).take(Generated(1, "stop", NO_TIME, schedule=schedule))


def test_a_part_of_a_prefix_is_no_larger_than_a_part() -> None:
    total = PART_BYTES + 1
    with pytest.raises(Unfit):
        PrefixReplies().take(PrefixPart(1, 1, 0, total, bytes(total)))
    expected = PrefixReplies()
    assert not expected.take(PrefixPart(1, 1, 0, total, bytes(PART_BYTES)))
    with pytest.raises(Unfit):
        expected.take(Done(1))
    assert not expected.take(PrefixPart(1, 1, PART_BYTES, total, b"x"))
    assert expected.take(Done(1))


@given(st.lists(st.integers(0, 40 * 1024**2), max_size=60))
def test_parts_hold_all_in_order_and_none_is_larger_than_it_must_be(sizes: list[int]) -> None:
    parts = list(in_parts(sizes))
    assert [place for begin, end in parts for place in range(begin, end)] == list(range(len(sizes)))
    for begin, end in parts:
        assert end - begin == 1 or sum(sizes[begin:end]) <= 32 * 1024**2
    for (begin, _), (_, end) in itertools.pairwise(parts):
        assert sum(sizes[begin:end]) > 32 * 1024**2


def test_so_many_asks_go_into_several_parts() -> None:
    assert list(in_parts([0] * 5000)) == [(0, 4096), (4096, 5000)]


@given(st.text(max_size=20), st.integers(1, 9999), st.binary(min_size=1, max_size=50))
def test_a_copy_is_good_for_its_own_name_and_length_alone(
    key: str, tokens: int, data: bytes
) -> None:
    copy = packed(key, tokens, data)
    whole = unpacked(key, tokens, copy)
    assert whole is not None
    assert bytes(whole) == data
    assert unpacked(key + "1", tokens, copy) is None
    assert unpacked(key, tokens + 1, copy) is None
    for place in range(0, len(copy), 7):
        changed = bytearray(copy)
        changed[place] ^= 1
        assert unpacked(key, tokens, bytes(changed)) is None
    assert unpacked(key, tokens, copy[:-1]) is None
    assert unpacked(key, tokens, copy + b"x") is None
