"""Text that nobody can see is taken out, and counted."""

import pytest

from appliance.assistant.characters import visible


@pytest.mark.parametrize(
    ("hidden", "count"),
    [
        ("\u200b", 1),  # zero width space
        ("\u202e", 1),  # right-to-left override
        ("\u2066\u2069", 2),  # isolates
        ("\u00ad", 1),  # soft hyphen
        ("\ufe0f", 1),  # variation selector
        ("\U000e0041\U000e0042", 2),  # tag letters
        ("\U000e0101", 1),  # variation selector supplement
        ("\x00\x1b\x07", 3),
        ("\ue000", 1),  # private use
        ("\u17b4\u17b5", 2),  # Khmer vowels that are not drawn
        ("\u180b\u180c\u180d\u180e\u180f", 5),  # Mongolian selectors
        ("\u2800", 1),  # blank Braille cell
    ],
)
def test_c2_39_hidden_characters_go(hidden: str, count: int) -> None:
    assert visible(f"pay{hidden}ment") == ("payment", count)


def test_what_people_see_stays() -> None:
    text = "Zürich: £1,250 — “quoted”\t贷款合同 naïve ½ ﬁ\nnext"
    assert visible(text) == (text, 0)


def test_line_ends_are_alike() -> None:
    assert visible("a\r\nb\rc\u2028d\x0ce") == ("a\nb\nc\nd\ne", 0)


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen() -> None:
    assert visible("long\ufffeterm") == ("long-term", 0)
