"""Exact things in a text compare by what they mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.assistant.values import covered, values


def only(text: str) -> tuple[str, set[str]]:
    (value,) = values(text)
    return value.kind, set(value.keys)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("£1,250,000.00", "1250000"),
        ("1250000", "1250000"),
        ("1.25 million", "1250000"),
        ("EUR 1.250.000,00", "1250000"),
        ("1'250'000", "1250000"),
        ("1\u202f250\u202f000", "1250000"),
        ("(1,250,000)", "1250000"),
        ("￥１２５万元", "1250000"),
        ("0.5", "0.5"),
        ("INR19", "19"),
        ("12,5", "12.5"),
        ("3,765", "3765"),
        ("2.85 per cent", "2.85"),
        ("2.85%", "2.85"),
        ("285 basis points", "2.85"),
    ],
)
def test_numbers(text: str, key: str) -> None:
    assert only(text)[1] == {key}


@pytest.mark.parametrize(
    "text",
    [
        "14 September 2026", "14th September 2026", "14th day of September, 2026",
        "September 14, 2026", "14 Sept. 2026", "2026-09-14", "14/09/2026", "14.09.2026",
        "2026年9月14日",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    kind, keys = only(text)
    assert kind == "date"
    assert "2026-09-14" in keys


def test_a_date_with_two_readings_keeps_both() -> None:
    assert only("03/04/2026")[1] == {"2026-04-03", "2026-03-04"}


def test_ratios_codes_and_number_words() -> None:
    assert only("1.25:1") == ("ratio", {"1.25:1"})
    assert only("1.25 to 1") == ("ratio", {"1.25:1"})
    assert only("3.0x") == ("ratio", {"3:1"})
    assert only("BM-77-310452") == ("code", {"BM-77-310452"})
    assert only("twenty-five") == ("number", {"25"})


def test_a_year_before_a_colon_begins_no_ratio() -> None:
    assert [value.kind for value in values("2018: 1,074")] == ["number", "number"]


def test_a_row_of_a_table_has_its_figures_apart() -> None:
    found = [sorted(value.keys) for value in values("Debtors 6 598,420 (541,300)")]
    assert found == [["6"], ["598420"], ["541300"]]


@pytest.mark.parametrize(
    ("claim", "page", "holds"),
    [
        ("£1,250,000", "an amount of 1.25 million pounds", True),
        ("£1,250,001", "£1,250,000", False),
        ("2.85%", "2.85 per cent per annum", True),
        ("2.85%", "a fee of £2.85", False),
        ("£2.85", "2.85 per cent", False),
        ("30 June 2026", "to 30/06/2026", True),
        ("30 June 2026", "30 June 2025", False),
        ("30 June", "on 30 June 2026", True),
        ("June 2026", "on 30 June 2026", True),
        ("30 June 2026", "in June 2026", False),
        ("2026", "on 30 June 2026", True),
        ("1.25:1", "not less than 1.25:1", True),
        ("1.25", "not less than 1.25:1", False),
        ("20 instalments", "twenty equal instalments", True),
        ("BM-77-310452", "policy bm-77-310452", True),
        ("BM-77-310453", "policy BM-77-310452", False),
    ],
)
def test_a_claim_is_covered_by_what_the_page_says(claim: str, page: str, holds: bool) -> None:
    (value,) = values(claim)
    assert covered(value, values(page)) is holds


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_way_to_write_a_day_is_the_same_day(day: date) -> None:
    long = f"{day.day} {day:%B} {day.year}"
    for text in (f"{day:%B} {day.day}, {day.year}", day.isoformat(), f"{day:%d/%m/%Y}"):
        assert covered(values(long)[0], values(text))


@given(st.integers(0, 10**12))
def test_every_way_to_write_an_amount_is_the_same_amount(amount: int) -> None:
    keys = {
        frozenset(only(text)[1])
        for text in (f"£{amount:,}", f"£{amount}", f"£{amount:,}.00", f"({amount:,})")
    }
    assert len(keys) == 1


@given(st.text(max_size=80))
def test_any_text_is_taken_and_values_do_not_overlap(text: str) -> None:
    found = values(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
