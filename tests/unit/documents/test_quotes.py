from __future__ import annotations

import pytest

from appliance.documents.quotes import find_quote

PAGE = (
    "The Borrower shall repay\r\nthe “Facility” on 31 March 2026.\r\n"
    "Total current assets 5,308 5,853\r\nInterest: 4.25 % — fixed\r\n"
    "non\ufffecontrolling interests, transac-\r\ntion costs of con\ufb01dential nature"
)


def quoted(quote: str) -> str | None:
    found = find_quote(PAGE, quote)
    return None if found is None else PAGE[slice(*found)]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The Borrower shall repay", "The Borrower shall repay"),
        ("shall repay the", "shall repay\r\nthe"),
        ('the "Facility" on', "the “Facility” on"),
        ("THE BORROWER", "The Borrower"),
        ("4.25 % - fixed", "4.25 % — fixed"),
        ("non-controlling interests", "non\ufffecontrolling interests"),
        ("noncontrolling interests", "non\ufffecontrolling interests"),
        ("transaction costs", "transac-\r\ntion costs"),
        ("confidential nature", "con\ufb01dential nature"),
        ("  5,308  ", "5,308"),
        ("assets 5,308", "assets 5,308"),
    ],
)
def test_found_though_the_form_differs(quote: str, text: str) -> None:
    assert quoted(quote) == text


@pytest.mark.parametrize("quote", ["", "  ", "308", "5,30", "orrower", "31 March 2027", "25 %"])
def test_not_found(quote: str) -> None:
    assert quoted(quote) is None


def test_a_number_may_touch_letters_but_not_digits() -> None:
    assert find_quote("in FY2023 and 12023", "2023") == (5, 9)
    assert find_quote("12023 20234", "2023") is None


def test_the_second_place_is_taken_when_the_first_cuts_a_word() -> None:
    assert find_quote("subtotal total", "total") == (9, 14)


def test_only_the_named_part_is_searched() -> None:
    page = "net income 5; net income 7"
    assert find_quote(page, "net income", within=(10, len(page))) == (14, 24)
    assert find_quote(page, "net income 5", within=(10, len(page))) is None


def test_chinese_is_found_inside_a_sentence_and_in_another_form() -> None:
    page = "公司⾃⼋⽉起營業收入為 １２３ 元。"
    found = find_quote(page, "自八月起")
    assert found is not None
    assert page[slice(*found)] == "⾃⼋⽉起"
    assert find_quote(page, "123") == (12, 15)
