from __future__ import annotations

import pytest

from appliance.retrieval.terms import MOST_TERMS, columns, phrases


def texts(question: str) -> list[str]:
    return [phrase.text for phrase in phrases(question)]


def test_question_words_are_left_out() -> None:
    assert texts("What is the interest rate of the loan?") == ["interest", "rate", "loan"]


def test_a_question_of_nothing_else_keeps_them() -> None:
    assert texts("what is it") == ["what", "is", "it"]


def test_each_term_counts_once() -> None:
    assert texts("Loan, loan and LOAN") == ["loan"]


def test_numbers_are_phrases_of_their_parts() -> None:
    assert texts("was 5,308.20 paid") == ["5 308 20", "paid"]


def test_possessives_lose_their_ending() -> None:
    assert texts("Miller's income") == texts("Miller’s income") == ["miller", "income"]


def test_compatibility_forms_are_the_same_term() -> None:
    assert texts("pro\ufb01t １２３") == ["profit", "123"]


@pytest.mark.parametrize("text", ["", "   ", "?!…", "—"])
def test_no_term(text: str) -> None:
    assert phrases(text) == []


def test_chinese_words_are_pairs_of_letters() -> None:
    assert [tuple(phrase) for phrase in phrases("营业收入")] == [
        ("cjk", "营 业"),
        ("cjk", "业 收"),
        ("cjk", "收 入"),
    ]


def test_chinese_particles_part_what_stands_around_them() -> None:
    assert texts("公司的收入是多少") == ["公 司", "收 入"]
    assert texts("税") == ["税"]


def test_mixed_scripts() -> None:
    assert texts("IFRS 净利润") == ["ifrs", "净 利", "利 润"]


def test_columns_part_the_scripts() -> None:
    body, cjk = columns("净利润 net profit，比例")
    assert "net profit" in body
    assert "净" not in body
    assert cjk == "净 利 润 0 比 例"


def test_a_pasted_page_is_bounded() -> None:
    assert len(phrases(" ".join(f"word{n}" for n in range(5000)))) == MOST_TERMS
