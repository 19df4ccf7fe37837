"""Words that carry meaning, and how much they weigh."""

import pytest

from appliance.assistant.wording import Weights, occurrences, stem, terms


@pytest.mark.parametrize(
    "words",
    [
        ("expire", "expires", "expired", "expiring", "expiry"),
        ("facility", "facilities"),
        ("instalment", "instalments"),
        ("repay", "repays", "repaying"),
        ("insure", "insured", "insures"),
        ("plan", "planned", "planning"),
        ("company", "company's", "company’s", "companies"),
    ],
)
def test_forms_of_a_word_meet(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("insurer", "insurance"), ("loan", "loss"), ("2026", "2025"), ("bus", "business")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_that_only_ask_are_left_out() -> None:
    assert terms("What is the amount of the loan?") == ["amount", "loan"]


def test_codes_and_figures_stay_whole() -> None:
    assert terms("policy BM-77-310452 of £1,250,000") == ["polic", "bm-77-310452", "1250000"]


def test_chinese_is_taken_in_pairs() -> None:
    assert terms("贷款的利率是多少") == ["贷款", "利率"] or "利率" in terms("贷款的利率是多少")


def test_occurrences_count_windows_in_all_forms() -> None:
    texts = ["The policy expires. " + "x" * 800 + " It expired; expiry is near.", "No word of it."]
    seen, windows = occurrences(["expir", "polic", "tax"], texts)
    assert windows == 3
    assert seen == {"expir": 2, "polic": 1, "tax": 0}


def test_occurrences_find_figures_however_grouped() -> None:
    seen, _ = occurrences(
        ["1250000"], ["a loan of 1,250,000 pounds", "or of 1250000", "not 11250000"]
    )
    assert seen == {"1250000": 2}


def test_rare_words_weigh_more() -> None:
    weights = Weights({"loan": 90, "guarantor": 3}, 100)
    assert weights.of("guarantor") > weights.of("loan") > 0
    assert weights.of("passport") > weights.of("guarantor")
    assert weights.absent("passport")
    assert not weights.absent("loan")
