"""How a result should look."""

from __future__ import annotations

import pytest

from appliance.assistant.arithmetic.wishes import Wish, wish


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was the change in sales from 2025 to 2026?", Wish()),
        ("What was the growth? Round your answer to one decimal place.", Wish(1)),
        ("What is the quick ratio (to 3 d.p.)?", Wish(3)),
        ("Answer in percent, rounded to the nearest whole number.", Wish(0)),
        ("What is the average? Round to the nearest tenth.", Wish(1)),
        ("What is the sum in USD millions?", Wish(scale=1_000_000)),
        ("What was free cash flow? Give it in $ billions, two decimals.", Wish(2, 1_000_000_000)),
        ("销售额的变化是多少？保留一位小数，以百万元为单位", Wish(1, 1_000_000)),
        ("Was it in the millions of 2019 or in thousands?", Wish(scale=1_000)),
        ("Both in thousands and in millions, please.", Wish()),
    ],
)
def test_wishes(question: str, expected: Wish) -> None:
    assert wish(question) == expected
