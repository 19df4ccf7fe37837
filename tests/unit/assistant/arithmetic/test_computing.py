"""Exact arithmetic, against rational numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.assistant.arithmetic import computing
from appliance.assistant.arithmetic.computing import CannotCompute, computed, evaluated, rounded

MONEY = st.decimals(
    min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
)
NONZERO = MONEY.filter(lambda value: value != 0)


@given(st.lists(MONEY, min_size=1, max_size=8))
def test_sum_and_average(values: list[Decimal]) -> None:
    exact = sum(map(Fraction, values), Fraction(0))
    assert Fraction(computed(computing.total, values)) == exact
    mean = computed(computing.average, values)
    assert abs(Fraction(mean) - exact / len(values)) < Fraction(1, 10**20)


@given(MONEY, NONZERO)
def test_change_growth_ratio_and_share(first: Decimal, second: Decimal) -> None:
    a, b = Fraction(first), Fraction(second)
    assert Fraction(computed(computing.change, [first, second])) == a - b
    for operation, exact in (
        (computing.growth, 100 * (a - b) / b),
        (computing.ratio, a / b),
        (computing.share, 100 * a / b),
    ):
        made = Fraction(computed(operation, [first, second]))
        assert abs(made - exact) <= max(abs(exact), Fraction(1)) / 10**30


@given(MONEY, st.integers(0, 4))
def test_rounding_is_half_away_from_zero(value: Decimal, places: int) -> None:
    step = Fraction(1, 10**places)
    shown = Fraction(Decimal(rounded(value, places)))
    assert abs(shown - Fraction(value)) <= step / 2
    assert "E" not in rounded(value, places)


@given(MONEY, MONEY, NONZERO)
def test_formulas(one: Decimal, two: Decimal, three: Decimal) -> None:
    values = {"current assets": one, "stocks": two, "current liabilities": three}
    made = evaluated("(current assets - stocks) / current liabilities", values)
    exact = (Fraction(one) - Fraction(two)) / Fraction(three)
    assert abs(Fraction(made) - exact) <= max(abs(exact), Fraction(1)) / 10**30


def test_products_come_before_sums() -> None:
    values = {"aa": Decimal(2), "bb": Decimal(3), "cc": Decimal(4)}
    assert evaluated("aa + bb * cc", values) == 14
    assert evaluated("(aa + bb) * cc - 365 / 5", values) == -53


@pytest.mark.parametrize("formula", ["aa /", "aa bb", "(aa", "dd + aa", "aa ** bb", "", "aa; bb"])
def test_formulas_that_are_none(formula: str) -> None:
    with pytest.raises(CannotCompute):
        evaluated(formula, {"aa": Decimal(1), "bb": Decimal(2)})


def test_nothing_is_divided_by_nothing() -> None:
    for operation in (computing.growth, computing.ratio, computing.share):
        with pytest.raises(CannotCompute):
            computed(operation, [Decimal(1), Decimal(0)])


def test_idle_zeros_are_left_out() -> None:
    assert rounded(Decimal("12.50"), 2) == "12.5"
    assert rounded(Decimal("-0.001"), 2) == "0"
    assert rounded(Decimal(1200), 2) == "1200"
