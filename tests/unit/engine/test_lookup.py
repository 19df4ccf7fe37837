from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.worker.lookup import History

tokens = st.lists(st.integers(0, 3), max_size=30)


def test_what_followed_the_same_words_before_is_guessed() -> None:
    history = History([7, 1, 2, 3, 4, 5, 9, 1, 2], 4)
    assert history.guess(3) == [3, 4, 5]
    history.add(3)
    assert history.guess(2) == [4, 5]
    history.add(8)
    assert history.guess(2) == []


def test_three_equal_tokens_weigh_more_than_two_later_ones() -> None:
    history = History([1, 2, 3, 4, 0, 2, 3, 5, 0, 1, 2, 3], 0)
    assert history.guess(1) == [4]


def test_the_latest_place_counts() -> None:
    assert History([1, 2, 3, 1, 2, 4, 1, 2], 0).guess(1) == [4]


@given(tokens, tokens, st.integers(0, 8))
def test_a_guess_is_what_stood_after_the_last_tokens(
    prompt: list[int], written: list[int], most: int
) -> None:
    history = History(prompt, len(written))
    for token in written:
        history.add(token)
    everything = prompt + written
    guess = history.guess(most)
    assert len(guess) <= most
    ends = [
        place
        for place in range(2, len(everything))
        if everything[place - 2 : place] == everything[-2:]
    ]
    assert bool(guess) == bool(ends and most)
    if guess:
        assert any(everything[place : place + len(guess)] == guess for place in ends)
    assert np.array_equal(history._tokens[: history._size], everything)
