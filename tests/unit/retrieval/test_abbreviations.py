from __future__ import annotations

import pytest

from appliance.retrieval.abbreviations import abbreviates, candidates


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("ibm", "International Business Machines"),
        ("p&g", "Procter & Gamble"),
        ("png", "Procter & Gamble"),
        ("fedex", "Federal Express"),
        ("sga", "selling, general and administrative"),
        ("bofa", "Bank of Arden"),
        ("roe", "return on equity"),
    ],
)
def test_short_forms(short: str, name: str) -> None:
    assert abbreviates(short, name)


@pytest.mark.parametrize(
    ("short", "name"),
    [("ibm", "Bank of India"), ("ab", "Aktien Bank"), ("bank", "Bank"), ("", "A B"), ("xyz", "")],
)
def test_other_words_are_none(short: str, name: str) -> None:
    assert not abbreviates(short, name)


def test_initials_take_one_letter_of_each_word() -> None:
    assert abbreviates("fedex", "Federal Express")
    assert not abbreviates("fedex", "Federal Express", letters=1)


def test_words_with_two_capitals_may_be_short_forms() -> None:
    assert candidates("Did FedEx and P&G pay IBM's Bill?") == ("fedex", "p&g", "ibm")
