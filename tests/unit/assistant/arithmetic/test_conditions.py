"""Years that meet a condition."""

from __future__ import annotations

from decimal import Decimal

import pytest

from appliance.assistant.arithmetic.conditions import condition, meeting
from appliance.assistant.arithmetic.figures import figures
from appliance.documents.store import PageText

TABLE = "(in thousands)\t2024\t2023\t2022\nRent\t1,200\t900\t1,500\n"


@pytest.mark.parametrize(
    ("question", "subject", "side", "bound", "counts"),
    [
        ("In which year was rent higher?", "rent", "most", None, False),
        ("Which year had the lowest rent?", "rent", "least", None, False),
        ("How many years did rent exceed $1 million?", "rent", "above", Decimal(10**6), True),
        ("In which years was rent below 1,300 thousand?", "rent", "below", Decimal(1300000), False),
        ("哪一年租金最高？", "租金", "most", None, False),
    ],
)
def test_what_is_asked(
    question: str, subject: str, side: str, bound: Decimal | None, counts: bool
) -> None:
    asked = condition(question)
    assert asked is not None
    assert (asked.subject, asked.side, asked.bound, asked.counts) == (subject, side, bound, counts)


@pytest.mark.parametrize(
    "question",
    ["What was the rent in 2023?", "How many years does the lease run?", "Which bank is bigger?"],
)
def test_no_condition(question: str) -> None:
    assert condition(question) is None


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("In which year was rent highest?", ["2022"]),
        ("In which year was rent lowest?", ["2023"]),
        ("How many years did rent exceed $1 million?", ["2024", "2022"]),
        ("How many years did rent exceed 1,000?", ["2024", "2022"]),
        ("In which years was rent below 1,000 thousand?", ["2023"]),
    ],
)
def test_years_that_meet_it(question: str, years: list[str]) -> None:
    asked = condition(question)
    assert asked is not None
    found = list(figures(PageText("a.csv", 1, 1, TABLE), None))
    assert [max(one.years) for one in meeting(asked, found)] == years
