"""Causes: what is asked, and the one sentence that says what moved, which way and why."""

from __future__ import annotations

import pytest

from appliance.assistant.causes import answering
from appliance.assistant.causes.asking import movement
from appliance.documents.store import PageText
from appliance.jobs import Job

REPORT = """Results of 2024 compared with 2023

Fees paid to agents decreased in 2024 primarily due to fewer new accounts.
Interest expense increased by £4 million in 2024, driven by higher rates on deposits.
Interest expense decreased in 2022 because a loan was repaid.
Administrative costs rose to £31 million. The increase was mainly due to a new branch in Leeds.
Due to lower volumes, commission income fell by 3 per cent in 2024.
The bank paid tax as a result of its profit.
"""
CHINESE = """经营情况

2023年营业收入下降5%，主要由于贷款利率下调。
2023年管理费用增加，主要因网点扩张。
"""


def quoted(question: str, text: str) -> str | None:
    """The sentences that are the answer, or None."""
    asked = movement(question)
    assert asked is not None, question
    found = answering.best(asked, [PageText("a", 1, 1, text)], Job())
    if found is None or not answering.certain(found):
        return None
    return " ".join(text[found.cause.first : found.cause.end].split())


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Why did fees paid to agents decrease in 2024?", "fewer new accounts"),
        ("What drove the increase in interest expense in 2024?", "higher rates on deposits"),
        ("What was the reason for the decrease in interest expense in 2022?", "loan was repaid"),
        ("What caused administrative costs to increase?", "a new branch in Leeds"),
        ("Why did commission income fall in 2024?", "lower volumes"),
    ],
)
def test_the_sentence_is_quoted(question: str, part: str) -> None:
    assert part in (quoted(question, REPORT) or "")


def test_a_sentence_that_points_back_comes_with_the_one_before() -> None:
    text = quoted("What caused administrative costs to increase?", REPORT)
    assert text is not None
    assert text.startswith("Administrative costs rose")


@pytest.mark.parametrize(
    "question",
    [
        "Why did interest expense decrease in 2024?",  # it rose then
        "Why did fees paid to agents decrease in 2021?",  # not that year
        "Why did fees paid to agents increase in 2024?",  # they fell
        "Why did rental income increase in 2024?",  # not there
    ],
)
def test_no_other_sentence_is_quoted(question: str) -> None:
    assert quoted(question, REPORT) is None


def test_two_sentences_that_fit_alike_are_no_answer() -> None:
    twice = REPORT + "Interest expense increased in 2024 due to a new bond.\n"
    assert quoted("What drove the increase in interest expense in 2024?", twice) is None


def test_chinese() -> None:
    assert "贷款利率下调" in (quoted("2023年营业收入下降的主要原因是什么？", CHINESE) or "")
    assert "网点扩张" in (quoted("为什么2023年管理费用增加？", CHINESE) or "")


@pytest.mark.parametrize(
    "question", ["What is interest expense?", "Why is the guarantor named?", "Who drove the car?"]
)
def test_other_questions_ask_no_cause(question: str) -> None:
    assert movement(question) is None


def test_what_somebody_moved_is_the_subject() -> None:
    asked = movement("Why did the lender increase the limit in 2024?")
    assert asked is not None
    assert asked.subject == "limit"
