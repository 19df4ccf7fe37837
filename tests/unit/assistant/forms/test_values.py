"""Amounts, dates, identifiers and answers as documents write them."""

from __future__ import annotations

import pytest

from appliance.assistant.forms.amounts import amounts
from appliance.assistant.forms.dates import dates, order_of
from appliance.assistant.forms.records import Choice, FormField
from appliance.assistant.forms.written import find, parsed
from appliance.errors import ValueInvalid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£1,250,000", [("1250000", "GBP", "£1,250,000")]),
        ("(784,840) (704,223)", [("-784840", "", "(784,840)"), ("-704223", "", "(704,223)")]),
        ("EUR 1 250 000,50 and", [("1250000.5", "EUR", "EUR 1 250 000,50")]),
        ("431.459 EUR", [("431459", "EUR", "431.459 EUR")]),
        ("rate 0.459", [("0.459", "", "0.459")]),
        ("1.25 million pounds", [("1250000", "GBP", "1.25 million pounds")]),
        ("Turnover 2 4,182,600", [("2", "", "2"), ("4182600", "", "4,182,600")]),
        ("¥1,234万元", [("12340000", "CNY", "¥1,234万元")]),
        ("人民币 100 万元", [("1000000", "CNY", "人民币 100 万元")]),
        ("$(3,400)", [("-3400", "USD", "$(3,400)")]),
        ("（1,234）", [("-1234", "", "（1,234）")]),
        ("Rs 12,50,000", [("1250000", "", "12,50,000")]),
        ("25 bps", [("0.25", "", "25 bps")]),
        ("a1 1/2 1,25", [("1.25", "", "1,25")]),
    ],
)
def test_amounts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(a.value, a.currency, text[a.start : a.end]) for a in amounts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 September 2026", "2026-09-14"),
        ("Sept. 14, 2026", "2026-09-14"),
        ("2026-09-14", "2026-09-14"),
        ("14/09/2026", "2026-09-14"),
        ("09/14/2026", "2026-09-14"),
        ("２０２６年９月１４日", "2026-09-14"),
        ("14th day of September 2026", "2026-09-14"),
        ("12 MAR/MARS 85", "1985-03-12"),
        ("12 MAR 30", "2030-03-12"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert [one.value for one in dates(text)] == [expected]


def test_no_day_is_invented() -> None:
    assert dates("31/02/2026 and 2026-13-01 and 45.12.2026") == []


def test_which_comes_first_is_the_documents_custom() -> None:
    (one,) = dates("03/04/2026", order_of(["12/31/2025"]))
    assert one.value == "2026-03-04"
    assert one.doubt
    (other,) = dates("03/04/2026", order_of(["31/12/2025"]))
    assert other.value == "2026-04-03"


def field(kind: str, **more: object) -> FormField:
    return FormField("a", kind, "A field", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB39 TDWL 9999 0120 4417 36 at the bank", ["GB39TDWL99990120441736"]),
        ("TW-2026-30-5102 Original", ["TW-2026-30-5102"]),
        ("AB 123456 C", ["AB123456"]),
        ("see clause 11.4", []),
    ],
)
def test_identifiers(text: str, expected: list[str]) -> None:
    assert [one.value for one in find(field("identifier"), text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("☐ Yes ☒ No", False), ("[x] Yes [ ] No", True), ("No", False), ("是", True), ("Ja", True)],
)
def test_yes_and_no(text: str, expected: bool) -> None:
    (one,) = find(field("yes-no"), text)
    assert one.value is expected


def test_a_list_keeps_the_names_whole() -> None:
    (one,) = find(field("list"), "(1) A. Brandt Inc.; (2) Fenn and Calloway; and (3) C plc")
    assert one.value == ("A. Brandt Inc.", "Fenn and Calloway", "C plc")


def test_choices_are_whole_words() -> None:
    sexes = field("choice", choices=(Choice("female", ("F",)), Choice("male", ("M",))))
    assert [one.value for one in find(sexes, "Fax: none, sex: F")] == ["female"]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", "14 Sep 2026", "2026-09-14"),
        ("money", "£1,250,000", "1250000"),
        ("number", "12", "12"),
        ("yes-no", "no", False),
        ("text", " a  b ", "a b"),
        ("list", "A; B", ("A", "B")),
        ("identifier", "AB 12", "AB12"),
    ],
)
def test_what_a_person_types(kind: str, typed: str, value: object) -> None:
    assert parsed(field(kind), typed)[0] == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("date", "soon"), ("money", "much"), ("yes-no", "perhaps"), ("text", " "), ("number", "1 2")],
)
def test_what_is_no_value_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(ValueInvalid):
        parsed(field(kind), typed)
