"""The figure of a row that belongs to the year asked for."""

import pytest

from appliance.assistant.columns import Column, asked_for
from appliance.assistant.questions import read

HEAD = "Income statement · Note · 2026 £ 2025 £"
ASKED = read("What was the profit for the year ended 31 March 2026?")


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ("Profit for the year 375,975 274,943", "375,975"),
        ("Turnover 2 4,182,600 3,765,400", "4,182,600"),
        ("Tax on profit (125,325) (91,648)", "(125,325)"),
        ("Debtors\t6\t598,420\t541,300", "598,420"),
        ("Turnover £4,182,600 £3,765,400", "£4,182,600"),
    ],
)
def test_figure_under_the_year(row: str, figure: str) -> None:
    assert asked_for(ASKED, row, HEAD) == Column("2026", figure)


def test_the_other_year() -> None:
    asked = read("What was the profit in 2025?")
    assert asked_for(asked, "Profit 375,975 274,943", HEAD) == Column("2025", "274,943")


@pytest.mark.parametrize(
    ("question", "row", "context"),
    [
        ("What was the profit?", "Profit 1,000 2,000", HEAD),
        ("What was the profit in 2026 and 2025?", "Profit 1,000 2,000", HEAD),
        ("What was the profit in 2024?", "Profit 1,000 2,000", HEAD),
        ("What was the profit in 2026?", "Profit 1,000", HEAD),
        ("What was the profit in 2026?", "Profit 1,000 2,000 3,000 4,000", HEAD),
        ("What was the cost in 2026?", "Cost at 1 April 2025 1,000 2,000", HEAD),
        ("What was the profit in 2026?", "Profit 1,000 2,000", "Income statement"),
        ("What was the profit in 2026?", "1,000 2,000", HEAD),
    ],
)
def test_nothing_where_it_is_not_certain(question: str, row: str, context: str) -> None:
    assert asked_for(read(question), row, context) is None
