from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.retrieval.parts import CERTAIN, asked_by, names, of_page

BALANCE = """Harbour Lights Stores, Inc.
Consolidated Balance Sheets
(in millions) 2021 2020
Cash and cash equivalents $ 120 $ 98
Accounts receivable, net 45 40
Inventories 300 280
Total current assets 465 418
Property and equipment, net 210 205
Goodwill 30 30
Total assets $ 705 $ 653
Accounts payable $ 150 $ 140
Total current liabilities 190 175
Long-term debt 200 205
Total liabilities 390 380
Common stock 10 10
Additional paid-in capital 100 100
Retained earnings 205 163
Total shareholders' equity 315 273
Total liabilities and shareholders' equity $ 705 $ 653
"""
CASH_FLOW = """合并现金流量表
项目 2023年 2022年
经营活动产生的现金流量净额 1,200 1,100
投资活动产生的现金流量净额 -300 -200
筹资活动产生的现金流量净额 -500 -400
购建固定资产支付的现金 250 210
期末现金及现金等价物余额 1,900 1,500
"""


def test_a_statement_is_known_by_its_title_and_rows() -> None:
    found = of_page(BALANCE)
    assert found["balance-sheet"] > 0.9
    assert max(value for name, value in found.items() if name != "balance-sheet") < CERTAIN


def test_a_table_of_contents_is_not_the_statement() -> None:
    contents = "Index\nConsolidated Balance Sheets 39\nConsolidated Statements of Cash Flows 42\n"
    assert of_page(contents).get("balance-sheet", 0) < CERTAIN


def test_a_heading_makes_a_note_also_on_the_next_page() -> None:
    note = "Note 5 - Acquisitions and Divestitures\nOn June 1 the company bought a mill."
    assert of_page(note)["acquisitions"] > CERTAIN
    following = "The purchase price was paid in cash."
    assert "acquisitions" not in of_page(following)
    assert of_page(following, ["Note 5 - Acquisitions and Divestitures"])["acquisitions"] > CERTAIN


def test_a_sentence_is_no_heading() -> None:
    text = "We review our leases each year, and where leases end we look for others nearby."
    assert "leases" not in of_page(text)


def test_chinese_statements() -> None:
    assert max(of_page(CASH_FLOW).items(), key=lambda item: item[1])[0] == "cash-flow"


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("What is the current ratio?", "balance-sheet"),
        ("How many days of inventory outstanding (DIO) were there?", "balance-sheet"),
        ("What was capex in 2020?", "cash-flow"),
        ("What was the ROA?", "income-statement"),
        ("Net PPAE at the year's end?", "balance-sheet"),
        ("Which leases end soon?", "leases"),
        ("2023年的流动比率是多少？", "balance-sheet"),
        ("资本性支出是多少", "cash-flow"),
    ],
)
def test_what_a_question_needs(question: str, part: str) -> None:
    assert asked_by(question).parts[part] >= CERTAIN


def test_names_of_figures_that_the_question_does_not_use() -> None:
    demand = asked_by("What was the quick ratio, given total current liabilities of 5?")
    assert "total current assets" in demand.words
    assert "total current liabilities" not in demand.words


def test_most_questions_about_other_things_need_no_part() -> None:
    assert asked_by("Who is the cat's mother?") == ({}, ())


@given(st.text(max_size=400))
def test_any_text_is_weighed(text: str) -> None:
    for name, value in of_page(text, [text[:50]]).items():
        assert name in names()
        assert 0 < value <= 1
    asked_by(text)


def test_every_part_is_named_once_and_every_concept_names_known_parts() -> None:
    assert len(set(names())) == len(names())
    for question in ("capex", "roa", "dividends", "毛利率"):
        assert set(asked_by(question).parts) <= set(names())
