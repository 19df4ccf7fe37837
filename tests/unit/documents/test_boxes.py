from __future__ import annotations

import pytest

from appliance.documents.boxes import boxes
from appliance.documents.records import Box, Word
from appliance.documents.words import pack, unpack

LINE_ONE = (Word(0, 3, 10, 10, 30, 20), Word(4, 8, 34, 10, 60, 20))
LINE_TWO = (Word(10, 14, 10, 24, 40, 34), Word(15, 20, 44, 24, 80, 34))


def test_words_of_a_line_are_one_box() -> None:
    assert boxes(LINE_ONE, 0, 8) == (Box(10, 10, 60, 20),)


def test_each_line_has_its_box() -> None:
    assert boxes(LINE_ONE + LINE_TWO, 4, 14) == (Box(34, 10, 60, 20), Box(10, 24, 40, 34))


def test_a_cut_word_is_covered_whole() -> None:
    assert boxes(LINE_ONE, 5, 6) == (Box(34, 10, 60, 20),)


def test_a_far_column_is_its_own_box() -> None:
    far = Word(9, 12, 400, 10, 430, 20)
    assert boxes((*LINE_ONE, far), 0, 12) == (Box(10, 10, 60, 20), Box(400, 10, 430, 20))


def test_no_word_no_box() -> None:
    assert boxes(LINE_ONE, 3, 4) == ()
    assert boxes((), 0, 9) == ()


def test_words_survive_packing() -> None:
    assert unpack(pack(LINE_ONE + LINE_TWO), 20) == LINE_ONE + LINE_TWO
    assert unpack(b"", 0) == ()


@pytest.mark.parametrize(
    "words",
    [
        (Word(0, 21, 0, 0, 1, 1),),
        (Word(3, 3, 0, 0, 1, 1),),
        (Word(4, 6, 0, 0, 1, 1), Word(5, 7, 0, 0, 1, 1)),
        (Word(0, 1, float("nan"), 0, 1, 1),),
        (Word(0, 1, 0, 0, float("inf"), 1),),
    ],
)
def test_impossible_words_are_refused(words: tuple[Word, ...]) -> None:
    with pytest.raises(ValueError, match="word"):
        unpack(pack(words), 20)


def test_a_cut_record_is_refused() -> None:
    with pytest.raises(ValueError, match="words"):
        unpack(pack(LINE_ONE)[:-1], 20)
