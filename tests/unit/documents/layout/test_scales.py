from __future__ import annotations

import pytest

from appliance.documents.layout.scales import currency_named, says_scale, unit_of, unit_said


@pytest.mark.parametrize(
    ("text", "currency", "scale"),
    [
        ("(in millions)", "", 10**6),
        ("(MILLIONS, EXCEPT PREFERRED SHARES)", "", 10**6),
        ("(in thousands, except per share data)", "", 10**3),
        ("(Dollars in thousands)", "USD", 10**3),
        ("$ in millions, except per share amounts", "USD", 10**6),
        ("(in billions of euros)", "EUR", 10**9),
        ("Amounts in thousands of US dollars", "USD", 10**3),
        ("£'000", "GBP", 10**3),
        ("£m", "GBP", 10**6),
        ("US$’000", "USD", 10**3),
        ("December 31 (Millions, except share data)", "", 10**6),
        ("单位：万元", "CNY", 10**4),
        ("（单位：千元）", "CNY", 10**3),
        ("单位：人民币百万元", "CNY", 10**6),
        ("单位：亿元 币种：人民币", "CNY", 10**8),
    ],
)
def test_units_as_reports_say_them(text: str, currency: str, scale: int) -> None:
    found = unit_said(text)
    assert (found.currency, found.scale) == (currency, scale)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The loss of 3 million dollars was covered by the insurer.",
        "For the year ended December 31, 2022",
        "(unaudited)",
        "Sales rose by $1.2 billion to $14.7 billion in fiscal 2023, mostly in Europe.",
    ],
)
def test_sentences_say_no_scale(text: str) -> None:
    assert not says_scale(text)


def test_the_nearest_line_counts() -> None:
    found = unit_of(["(in thousands)", "(in millions)"], [], ["1", "2"])
    assert found.scale == 1000


def test_signs_beside_figures_say_the_currency() -> None:
    assert unit_of([], ["2022"], ["£1,000", "200"]) == ("GBP", 1)
    assert unit_of([], ["2022"], ["10%", "20%", "30%"]) == ("%", 1)
    assert unit_of([], ["2022"], ["10", "20"]) == ("", 1)


def test_currencies_with_a_dollar_sign_are_told_apart() -> None:
    named = [currency_named(text) for text in ("HK$5", "A$5", "C$5", "US$5", "$5", "5 元", "日元")]
    assert named == ["HKD", "AUD", "CAD", "USD", "USD", "CNY", "JPY"]
