from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.layout.figures import figure, is_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("(1,234)", "-1234"),
        ("( 1,234 )", "-1234"),
        ("$ (1,234)", "-1234"),
        ("($1,234)", "-1234"),
        ("(1,234", "-1234"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1'234'567", "1234567"),
        ("12 345", "12345"),
        ("12,34,567", "1234567"),
        ("12%", "12"),
        ("(1.2)%", "-1.2"),
        ("(1.2 %)", "-1.2"),
        ("１，２３４", "1234"),
        ("—", "0"),
        ("$ —", "0"),
        ("-3.5", "-3.5"),
        ("−3.5", "-3.5"),
        ("3.5-", "-3.5"),
        ("△120", "-120"),
        (".5", "0.5"),
        ("0.10", "0.10"),
        ("£1,250,000", "1250000"),
        ("US$1,000", "1000"),
        ("1,234(a)", "1234"),
        ("1,234*", "1234"),
        ("¥ 5,000.00", "5000.00"),
    ],
)
def test_figures_are_read_as_printed(text: str, value: str) -> None:
    found = figure(text)
    assert found == Decimal(value)
    assert str(found) == value


@pytest.mark.parametrize(
    "text", ["", "Total", "n/a", "31, 2019", "1,234 5,678", "12-14", "1.2.3", "Note 4", "4.110,5,6"]
)
def test_what_is_no_figure_is_not_read(text: str) -> None:
    assert figure(text) is None


def test_what_is_not_said_still_stands_in_a_column_of_figures() -> None:
    assert is_figure("N/A")
    assert is_figure("—")
    assert not is_figure("Total")


@given(st.integers(-(10**15), 10**15), st.integers(0, 4))
def test_what_is_printed_comes_back(units: int, places: int) -> None:
    value = Decimal(units).scaleb(-places)
    printed = f"{abs(value):,}"
    assert figure(f"$ ({printed})" if value < 0 else printed) == value


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = figure(text)
    assert found is None or found.is_finite()
