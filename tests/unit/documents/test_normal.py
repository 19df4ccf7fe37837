from __future__ import annotations

import sys
import time
import unicodedata

import pytest

from appliance.documents.normal import MOST_MARKS, Normal, limit_marks, normalise

GRAVE, DOT_BELOW, JOINER = "\u0300", "\u0323", "\u200d"


def test_plain_text_is_left_alone() -> None:
    text = "Total assets\r\n$ 17,003 – “net”"
    normal = Normal(text)
    assert normal.text is text
    assert normal.to_source(3, 9) == (3, 9)


def test_kangxi_radicals_become_the_common_characters() -> None:
    # PDFium gives U+2F50 and others for characters that look the same.
    assert normalise("⽐例⾼⾃⼋") == "比例高自八"


def test_a_ligature_maps_to_itself_as_a_whole() -> None:
    normal = Normal("con\ufb01dential")
    assert normal.text == "confidential"
    assert normal.to_source(3, 4) == (3, 4)
    assert normal.to_source(3, 5) == (3, 4)
    assert normal.from_source(3, 4) == (3, 5)


def test_soft_hyphens_and_zero_width_signs_go() -> None:
    normal = Normal("agree\u00adment\u200b now")
    assert normal.text == "agreement now"
    assert normal.to_source(0, 9) == (0, 10)


def test_a_line_end_hyphen_becomes_a_hyphen() -> None:
    assert normalise("non\ufffecontrolling") == "non-controlling"


def test_marks_are_joined_with_their_letter() -> None:
    normal = Normal("Mu\u0308ller")
    assert normal.text == "Müller"
    assert normal.to_source(1, 2) == (1, 3)


def test_full_width_digits_and_hangul_syllables() -> None:
    assert normalise("１２３") == "123"
    assert normalise("\u1112\u1161\u11ab") == "한"


def test_an_empty_span_stays_empty() -> None:
    normal = Normal("a\u00adb")
    assert normal.to_source(1, 1) == (2, 2)
    assert normal.to_source(2, 2) == (3, 3)
    assert normal.from_source(1, 2) == (1, 1)


@pytest.mark.parametrize("span", [(-1, 0), (2, 1), (0, 4)])
def test_a_span_outside_the_text_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        Normal("abc").to_source(*span)
    with pytest.raises(IndexError):
        Normal("abc").from_source(*span)


def test_marks_of_every_script_stay() -> None:
    text = (
        "Việt Nam, \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd, e"
        + GRAVE * MOST_MARKS
        + "e"
        + DOT_BELOW
    )
    assert limit_marks(text) is text


def test_a_pile_of_marks_is_cut_and_keeps_its_length() -> None:
    text = "a" + GRAVE * 40 + "x" + GRAVE
    cut = limit_marks(text)
    assert cut == "a" + GRAVE * MOST_MARKS + "\ufffd" * 10 + "x" + GRAVE
    normal = Normal(text)
    assert normal.source is text
    place = normal.text.index("x")
    assert normal.to_source(place, place + 1) == (41, 43)


def test_what_is_left_out_does_not_end_a_pile() -> None:
    assert limit_marks("a" + (GRAVE + JOINER) * 31).count("\ufffd") == 1


@pytest.mark.parametrize(
    "pile",
    [GRAVE + DOT_BELOW, GRAVE + JOINER + DOT_BELOW, "\u0f73\uff9e", "\u0f73\u0300", "\u1161\u0300"],
)
def test_normalising_does_not_stop_on_marks(pile: str) -> None:
    """Processor time, not time on the clock: without the limit it is half a minute."""
    text = "A" + pile * 60_000
    began_s = time.process_time()
    Normal(text)
    normalise(text)
    assert time.process_time() - began_s < 5


def test_every_character_that_is_put_in_order_counts_as_a_mark() -> None:
    for point in range(0x80, sys.maxunicode + 1):
        character = chr(point)
        first = unicodedata.normalize("NFKD", character)[0]
        if unicodedata.combining(first) or unicodedata.combining(character):
            assert limit_marks(character * 31)[-1] == "\ufffd", hex(point)
