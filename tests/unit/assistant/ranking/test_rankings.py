"""The greatest or least of several: what is asked, what a table's members are, which one it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.ranking import answering, choosing
from appliance.assistant.ranking.asking import ranking
from appliance.assistant.ranking.classes import is_rest, is_total
from appliance.assistant.ranking.tables import adding_up
from appliance.documents.store import PageText

SEGMENTS = """Revenue by segment ($ in millions)
Segment\t2024\t2023
Retail banking\t410\t400
Leasing\t95\t130
Custody\t240\t180
Eliminations\t(25)\t(10)
Total revenue\t720\t700
"""
LIABILITIES = """Balance sheet (in thousands of pounds)
\t2024\t2023
Assets\t\t
Loans\t9,000\t8,100
Cash\t500\t400
Total assets\t9,500\t8,500
Liabilities\t\t
Deposits\t6,200\t5,700
Debt in issue (of which secured: 2024, £40)\t1,700\t1,500
Payables\t100\t90
Total liabilities\t8,000\t7,290
"""
COUNTRIES = """Net sales by country (EUR thousand)
\t2024
Germany\t310
France\t120
Rest of world\t900
Total net sales\t1,330
"""
CASH = """Cash flow statement (USD million)
\t2024\t2023
Depreciation\t40\t38
Total cash provided by operating activities\t310\t(20)
Purchase of investments\t(20)\t(5)
Total cash used in investing activities\t(90)\t(30)
Total cash used in financing activities\t(120)\t60
"""
CHINESE = """分部营业收入（单位：万元）
分部\t2023年\t2022年
零售业务\t1,200\t1,500
公司业务\t2,300\t2,000
合计\t3,500\t3,500
"""


def named(question: str, *texts: str) -> str | None:
    """The label of the member that is named, or None where nothing is certain."""
    asked = ranking(question)
    assert asked is not None, question
    found = [f for n, text in enumerate(texts, 1) for f in figures(PageText("a", n, 1, text), None)]
    made = choosing.best(asked, found, {})
    if made is None or made.score < answering.LEAST_SCORE:
        return None
    if made.margin < answering.LEAST_MARGIN:
        return None
    return made.members[asked.place - 1].label


@pytest.mark.parametrize(
    ("question", "text", "label"),
    [
        ("Which segment had the highest revenue in 2024?", SEGMENTS, "Retail banking"),
        ("Which segment had the lowest revenue in 2024?", SEGMENTS, "Leasing"),
        ("Which segment had the second highest revenue in 2024?", SEGMENTS, "Custody"),
        ("Which segment performed best by top line in 2024?", SEGMENTS, "Custody"),
        ("Which segment grew its revenue the least in 2024?", SEGMENTS, "Leasing"),
        ("What is the component that contributed the most to total revenue in 2023?", SEGMENTS,
         "Retail banking"),
        ("What was the largest liability in the balance sheet in 2024?", LIABILITIES, "Deposits"),
        ("What is the smallest asset in 2024?", LIABILITIES, "Cash"),
        ("Which country had the highest net sales in 2024?", COUNTRIES, "Germany"),
        ("Among operating, investing and financing activities, which brought in the most cash in"
         " 2024?", CASH, "Total cash provided by operating activities"),
        ("Among operating, investing and financing activities, which brought in the most cash in"
         " 2023?", CASH, "Total cash used in financing activities"),
        ("2023年哪个分部的营业收入最高？", CHINESE, "公司业务"),
        ("2022年营业收入最低的分部是哪个？", CHINESE, "零售业务"),
    ],
)  # fmt: skip
def test_the_member_is_named(question: str, text: str, label: str) -> None:
    assert named(question, text) == label


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which segment had the highest revenue in 2021?", SEGMENTS),  # not that year
        ("Which segment had the highest operating profit in 2024?", SEGMENTS),  # not that measure
        ("Which currency had the highest revenue in 2024?", SEGMENTS),  # not that class
        ("What was the largest provision in 2024?", LIABILITIES),
        ("Which segment had the highest revenue in 2024?", SEGMENTS.replace("240", "410")),  # a tie
        ("Which segment had the highest revenue in 2024?", SEGMENTS.replace("240", "12.5%")),
    ],
)
def test_nothing_is_named(question: str, text: str) -> None:
    assert named(question, text) is None


def test_two_tables_that_disagree_name_nothing() -> None:
    other = SEGMENTS.replace("410\t400", "200\t400").replace("720", "510")
    assert named("Which segment had the highest revenue in 2024?", SEGMENTS, other) is None
    same = SEGMENTS.replace("Leasing\t95", "Leasing\t96").replace("720", "721")
    question = "Which segment had the highest revenue in 2024?"
    assert named(question, SEGMENTS, same) == "Retail banking"


def test_a_quarter_is_not_a_year() -> None:
    text = """Revenue by segment ($ in millions)
Segment\tThree months ended December 31, 2024\tTwelve months ended December 31, 2024
Retail\t90\t200
Custody\t20\t240
"""
    assert named("Which segment had the highest revenue in 2024?", text) == "Custody"
    asked = "Which segment had the highest revenue in the three months ended December 31, 2024?"
    assert named(asked, text) == "Retail"


@pytest.mark.parametrize(
    ("question", "group", "measure"),
    [
        ("Which segment's revenue grew the fastest in 2023?", "segment", "revenue"),
        ("Which of Alder's business segments had the highest net revenue in 2021 Q1?",
         "business segments", "net revenue"),
        ("What is the bank's largest asset as of December 31, 2023?", "asset", ""),
        ("Which geography generated the largest share of sales in 2023?", "geography",
         "share of sales"),
    ],
)  # fmt: skip
def test_class_and_measure(question: str, group: str, measure: str) -> None:
    asked = ranking(question)
    assert asked is not None
    assert (asked.group, asked.measure) == (group, measure)


@pytest.mark.parametrize(
    "question",
    [
        "What is the amount of the largest loan?",  # an amount is asked for
        "In which year was revenue the highest?",  # years are compared elsewhere
        "What is the most expensive currency?",  # ranks by an adjective
        "Which segment is the best?",  # at what?
        "Who is the largest shareholder's lawyer?",
        "What is the revenue?",
    ],
)
def test_other_questions_are_no_ranking(question: str) -> None:
    assert ranking(question) is None


def test_totals_are_told_by_adding_up() -> None:
    lines = [("A", 100), ("B", 200), ("C", 50), ("Operations", 350), ("D", 70), ("Total", 420)]
    found = adding_up([(label, Decimal(value)) for label, value in lines])
    assert found == {3: [0, 1, 2], 5: [0, 1, 2, 4]}
    assert adding_up([("A", Decimal(10)), ("B", Decimal(20)), ("C", Decimal(31))]) == {}
    small = [("A", Decimal(1)), ("B", Decimal(2)), ("C", Decimal(4)), ("D", Decimal(7))]
    assert adding_up(small) == {}
    rounded = [("A", Decimal(1)), ("B", Decimal(2)), ("C", Decimal(197)), ("Total", Decimal(200))]
    assert adding_up(rounded) == {3: [0, 1, 2]}


@pytest.mark.parametrize("side", ["highest", "lowest"])
def test_a_line_that_was_not_read_shows_in_the_total(side: str) -> None:
    asked = ranking(f"Which segment had the {side} revenue in 2024?")
    assert asked is not None
    head = "Revenue (USD million)\nSegment\t2024\n"
    whole = f"{head}Leasing\t1,900\nRetail banking\t2,500\nCustody\t3\nTotal revenue\t4,403\n"
    made = choosing.best(asked, figures(PageText("a", 1, 1, whole), None), {})
    assert made is not None
    lost = f"{head}Retail banking\t25\nCustody\t3\nTotal revenue\t1,928\n"
    assert choosing.best(asked, figures(PageText("a", 1, 1, lost), None), {}) is None


def test_what_a_total_and_a_rest_are_called() -> None:
    assert is_total("Total assets")
    assert is_total("合计")
    assert is_total("")
    assert not is_total("Retail")
    assert is_rest("Other")
    assert is_rest("Corporate and other")
    assert not is_rest("Corporate debt securities")
