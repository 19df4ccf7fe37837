"""Guesses the next tokens from what the prompt or the answer already says. Pure.

Answers about a document copy from it: names, amounts, whole clauses. Where the last tokens occurred
before, what followed them there is a good guess, and checking a guess costs less than writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LONGEST_MATCH, _SHORTEST_MATCH = 3, 2


class History:
    """The tokens of one row, prompt and answer, and guesses from them."""

    def __init__(self, prompt: Sequence[int], room: int) -> None:
        """Begin with the prompt; at most `room` further tokens come."""
        self._tokens = np.zeros(len(prompt) + room, np.int32)
        self._tokens[: len(prompt)] = prompt
        self._size = len(prompt)

    def add(self, token: int) -> None:
        """Remember a token that was written."""
        self._tokens[self._size] = token
        self._size += 1

    def guess(self, most: int) -> list[int]:
        """At most `most` tokens that may come next; empty if the last two never occurred before."""
        if most < 1:
            return []
        for length in range(_LONGEST_MATCH, _SHORTEST_MATCH - 1, -1):
            place = _last_place(self._tokens[: self._size], length)
            if place is not None:
                return list(map(int, self._tokens[place : min(place + most, self._size)]))
        return []


def _last_place(tokens: NDArray[np.int32], length: int) -> int | None:
    """Where the latest earlier occurrence of the last `length` tokens ends."""
    last = len(tokens) - length
    if last < 1:
        return None
    found = tokens[:last] == tokens[last]
    for offset in range(1, length):
        found &= tokens[offset : last + offset] == tokens[last + offset]
    places = np.flatnonzero(found)
    return int(places[-1]) + length if len(places) else None
