"""Sentences end where people see them end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.assistant.sentences import sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The margin is 2.85 per cent. The fee is £12,500.00.", 2),
        ("Signed by M. E. Harding for Alderbrook Joinery Ltd. on Monday.", 1),
        ("See cl. 5.1 and Sched. 2. It applies.", 2),
        ("He works for Fenn Ltd. The firm is small.", 2),
        ("Is it due? Yes! It is.", 3),
        ("It costs approx. 5 pounds, e.g. for paper.", 1),
        ("The U.S. market grew. So did ours.", 2),
        ("No. 5 is missing.", 1),
        ("贷款金额为一百万元。利率为百分之三！到期日是哪天？", 3),
        ("He said “It is due.” She agreed.", 2),
        ("One line without an end", 1),
        ("", 0),
        ("   \n ", 0),
    ],
)
def test_counts(text: str, count: int) -> None:
    assert len(parts(text)) == count


def test_ids_belong_to_the_sentence_before() -> None:
    assert parts("The fee is £5. [P1] The rate is 3%. [P2] [P3]") == [
        "The fee is £5. [P1]",
        "The rate is 3%. [P2] [P3]",
    ]


@given(st.text(alphabet="ab. !?\n()“”。1A", max_size=60))
def test_spans_are_in_order_and_hold_every_letter(text: str) -> None:
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())
