from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.numerals import (
    CURRENCY_CODES,
    SCALE_WORD,
    SCALE_WORDS,
    currency_code,
    decimal,
)


@pytest.mark.parametrize(
    ("digits", "value", "as_money"),
    [
        ("1234", "1234", "1234"),
        ("1,234", "1234", "1234"),
        ("1,234.5", "1234.5", "1234.5"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1.234.567", "1234567", "1234567"),
        ("1'234’567", "1234567", "1234567"),
        ("1 234 567,89", "1234567.89", "1234567.89"),
        ("1\u202f234", "1234", "1234"),
        ("12,50,000", "1250000", "1250000"),
        ("1,23,456.78", "123456.78", "123456.78"),
        ("1,2345", "1.2345", "1.2345"),
        ("3,5", "3.5", "3.5"),
        (".5", "0.5", "0.5"),
        # One point before three digits: a fraction, but beside a currency it groups ...
        ("431.459", "431.459", "431459"),
        # ... unless no thousands can stand before it.
        ("0.125", "0.125", "0.125"),
        ("0,125", "0.125", "0.125"),
        ("1234.567", "1234.567", "1234.567"),
        ("1234,567", "1234.567", "1234.567"),
    ],
)
def test_marks_are_told_apart_by_how_they_group(digits: str, value: str, as_money: str) -> None:
    assert decimal(digits) == Decimal(value)
    assert decimal(digits, money=True) == Decimal(as_money)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        ".",
        ",",
        "1.2.3",
        "1,2,3",
        "1,234,56",
        "12,3456.7",
        "1.5,6",
        "1,234.",
        "5'10",
        "1 2",
        "1/2",
    ],
)
def test_what_groups_like_no_number_is_none(digits: str) -> None:
    assert decimal(digits) is None
    assert decimal(digits, money=True) is None


@given(st.integers(0, 10**15), st.integers(0, 2), st.sampled_from([",.", ".,", "'.", " ,"]))
def test_what_is_printed_comes_back(units: int, places: int, marks: str) -> None:
    value = Decimal(units).scaleb(-places)
    printed = f"{value:,}".translate(str.maketrans(",.", marks))
    assert decimal(printed, money=True) == value


@given(st.text("0123456789.,' ’", max_size=20))
def test_any_digits_are_read_or_refused(digits: str) -> None:
    found = decimal(digits)
    assert found is None or (found.is_finite() and found >= 0)


def test_every_scale_word_is_found_behind_a_figure() -> None:
    for word in SCALE_WORDS:
        assert re.fullmatch(SCALE_WORD, word)


def test_currencies_by_sign_word_and_code() -> None:
    assert currency_code("US$") == currency_code("us dollars") == currency_code("$") == "USD"
    assert currency_code("人民币") == currency_code("rmb") == currency_code("¥") == "CNY"
    assert [currency_code(code.lower()) for code in CURRENCY_CODES] == list(CURRENCY_CODES)
    assert currency_code("doubloons") == ""
