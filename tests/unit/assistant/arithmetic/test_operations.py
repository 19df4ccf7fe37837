"""What is calculated, of what, for when."""

from __future__ import annotations

import pytest

from appliance.assistant.arithmetic import periods
from appliance.assistant.arithmetic.operations import request, subject


@pytest.mark.parametrize(
    ("question", "operation", "subjects", "years"),
    [
        (
            "What was the percentage change in rental income between 2022 and 2023?",
            "growth", ("rental income",), ("2022", "2023"),
        ),
        (
            "By how much did net debt fall from 2022 to 2023?",
            "change", ("net debt",), ("2022", "2023"),
        ),
        (
            "What is the ratio of trade debtors to trade creditors in 2023?",
            "ratio", ("trade debtors", "trade creditors"), ("2023",),
        ),
        (
            "Staff costs as a percentage of turnover in 2024?",
            "share", ("Staff costs", "turnover"), ("2024",),
        ),
        (
            "What percentage of total assets is cash in 2023?",
            "share", ("cash", "total assets"), ("2023",),
        ),
        (
            "What is the average turnover for 2021, 2022 and 2023?",
            "average", ("turnover",), ("2021", "2022", "2023"),
        ),
        (
            "What is the sum of stocks and debtors in 2023?",
            "sum", ("stocks", "debtors"), ("2023",),
        ),
        (
            "What is the difference between gross profit and operating profit in 2023?",
            "difference", ("gross profit", "operating profit"), ("2023",),
        ),
        (
            "Did turnover grow between 2022 and 2023?",
            "change", ("turnover",), ("2022", "2023"),
        ),
        ("现金占总资产的比例是多少？", "share", ("现金", "总资产"), ()),
    ],
)  # fmt: skip
def test_requests(
    question: str, operation: str, subjects: tuple[str, ...], years: tuple[str, ...]
) -> None:
    asked = request(question)
    assert asked is not None
    assert (asked.operation, asked.subjects, asked.years) == (operation, subjects, years)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What was the current ratio in 2023?", "current ratio"),
        ("Has the quick ratio improved between 2022 and 2023?", "quick ratio"),
        ("What is the debt to equity ratio?", "debt to equity"),
        ("2023年的流动比率是多少？", "current ratio"),
    ],
)
def test_standard_ratios(question: str, name: str) -> None:
    asked = request(question)
    assert asked is not None
    assert asked.standard is not None
    assert asked.standard.name == name


@pytest.mark.parametrize(
    "question",
    [
        "What was the turnover in 2023?",
        "Who audits the accounts?",
        "What drove the increase in turnover?",
        "Why did the gross margin fall in 2023?",
        "What does the quick ratio mean?",
    ],
)
def test_no_calculation_is_asked_for(question: str) -> None:
    assert request(question) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("between 2022 and 2023", ("2022", "2023")),
        ("2021-2023", ("2021", "2022", "2023")),
        ("from 2022 to 2023", ("2022", "2023")),
        ("FY23 against FY22", ("2023", "2022")),
        ("Q2 of FY2024", ("2024",)),
        ("1,998 units, 20,190 in all, 0.2019", ()),
        ("2023年与2022年", ("2023", "2022")),
    ],
)
def test_years(text: str, years: tuple[str, ...]) -> None:
    assert periods.years(text) == years


def test_a_subject_is_left_without_times_and_asking_words() -> None:
    assert subject("What was the company's net debt as of 31 December 2023?") == "net debt"
    assert (
        subject("turnover for the years ended 31 March 2022 and 2023, respectively") == "turnover"
    )
