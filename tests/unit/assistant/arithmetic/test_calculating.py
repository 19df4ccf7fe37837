"""Figures of tables, and calculations on them with their cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from appliance.assistant.arithmetic.calculating import calculated
from appliance.assistant.arithmetic.figures import Figure, figures
from appliance.assistant.arithmetic.making import Made, Refused, places
from appliance.assistant.arithmetic.operations import request
from appliance.assistant.arithmetic.picking import Picker
from appliance.documents.layout.records import Cell, PageLayout, Table
from appliance.documents.store import PageText

ACCOUNTS = """Balance sheet (in thousands of pounds)
\t31 March 2026\t31 March 2025
Current assets:\t\t
Stocks\t£412\t£396
Trade debtors\t1,030\t874
Cash at bank\t(58)\t120
Total current assets\t1,384\t1,390
Total current liabilities\t865\t695
Net debt ratio\t12.5%\t11.0%
"""
MILLIONS = """Income statement ($ in millions)
\t2026\t2025
Turnover\t$4.2\t$3.8
"""


def picker(*texts: str) -> Picker:
    found: list[Figure] = []
    for number, text in enumerate(texts, start=1):
        found += figures(PageText(f"doc-{number}.csv", number, 1, text), None)
    return Picker(found)


def made(question: str, *texts: str) -> Made | Refused:
    asked = request(question)
    assert asked is not None
    return calculated(asked, picker(*(texts or (ACCOUNTS,))))


def result(question: str, *texts: str) -> tuple[str, str]:
    found = made(question, *texts)
    assert isinstance(found, Made), found
    return found.calculation.result, found.calculation.unit


def test_figures_know_their_row_column_scale_and_place() -> None:
    page = PageText("a.csv", 1, 1, ACCOUNTS)
    found = {(f.row, *f.years): f for f in figures(page, None)}
    cash = found["Cash at bank", "2026"]
    assert cash.value == Decimal(-58)
    assert (cash.scale, cash.unit) == (1000, "GBP")
    assert page.text[cash.start : cash.end] == "(58)" == cash.written
    assert "Current assets" in cash.section
    rate = found["Net debt ratio", "2025"]
    assert (rate.value, rate.scale, rate.unit) == (Decimal("11.0"), 1, "%")
    for figure in found.values():
        assert figure.row == " ".join(page.text[a:b] for a, b in figure.row_places)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was the change in trade debtors between 2025 and 2026?", ("156", "GBP thousand")),
        ("What was the percentage change in trade debtors from 2025 to 2026?", ("17.85", "%")),
        ("What is the sum of stocks and trade debtors in 2026?", ("1442", "GBP thousand")),
        ("What is the average of stocks for 2025 and 2026?", ("404", "GBP thousand")),
        ("What is the ratio of stocks to trade debtors in 2025?", ("0.45", "")),
        ("Stocks as a percentage of total current assets in 2026?", ("29.77", "%")),
        ("What was the current ratio in 2026?", ("1.6", "")),
        ("What was the quick ratio in 2025?", ("1.43", "")),
        ("By how much did cash at bank fall from 2025 to 2026?", ("-178", "GBP thousand")),
    ],
)
def test_calculations(question: str, expected: tuple[str, str]) -> None:
    assert result(question) == expected


def test_what_a_balance_sheet_takes_away_makes_no_ratio_negative() -> None:
    sheet = ACCOUNTS.replace("\t865\t695", "\t(865)\t(695)")
    assert result("What was the current ratio in 2026?", sheet) == ("1.6", "")
    assert result("What was the working capital in 2026?", sheet) == ("519", "GBP thousand")


def test_every_operand_is_cited_with_its_row_and_column() -> None:
    found = made("What was the change in trade debtors between 2025 and 2026?")
    assert isinstance(found, Made)
    for figure, operand in zip(found.figures, found.calculation.operands, strict=True):
        cited = places(figure)
        assert cited[0] == operand.citation
        assert all(ACCOUNTS[c.start : c.end] == c.quote for c in cited)
        assert "Trade debtors" in [c.quote for c in cited]
        assert any("31 March" in c.quote for c in cited)
        assert Decimal(operand.value) == figure.value * 1000
    formula = found.calculation.formula
    assert all(f"[{operand.label}]" in formula for operand in found.calculation.operands)


def test_two_years_of_a_ratio_are_both_shown() -> None:
    found = made("Has the current ratio improved between 2025 and 2026?")
    assert isinstance(found, Made)
    assert found.calculation.result == "1.6"
    assert "= 1.6" in found.calculation.formula
    assert "= 2" in found.calculation.formula
    assert len(found.calculation.operands) == 4


def test_mixed_scales_and_currencies_are_refused_with_the_reason() -> None:
    mixed = "\t2026\nTurnover ($ million)\t4\nCosts (£ million)\t3\n"
    found = made("What is the difference between turnover and costs in 2026?", mixed)
    assert isinstance(found, Refused)
    assert "units" in found.reason
    scales = "\t2026\nTurnover (in millions)\t4\nCosts (in thousands)\t3,000\n"
    found = made("What is the difference between turnover and costs in 2026?", scales)
    assert isinstance(found, Refused)
    assert "scales" in found.reason


def test_what_is_not_there_is_refused() -> None:
    assert isinstance(made("What was the change in goodwill from 2025 to 2026?"), Refused)
    assert isinstance(made("What was the change in stocks from 2019 to 2020?"), Refused)


def test_nothing_is_divided_by_nothing() -> None:
    table = "\t2026\t2025\nGrants\t5\t-\n"
    found = made("What was the percentage change in grants from 2025 to 2026?", table)
    assert isinstance(found, Refused)


def test_a_part_is_not_greater_than_its_whole() -> None:
    table = "\t2026\nStocks\t900\nTotal assets\t300\n"
    found = made("Stocks as a percentage of total assets in 2026?", table)
    assert isinstance(found, Refused)


def test_cells_of_the_layout_come_before_tabs() -> None:
    text = "Turnover 4.2 3.8\n2026 2025"
    cells = (
        Cell(0, 1, ((17, 21),), header=True), Cell(0, 2, ((22, 26),), header=True),
        Cell(1, 0, ((0, 8),)), Cell(1, 1, ((9, 12),)), Cell(1, 2, ((13, 16),)),
    )  # fmt: skip
    table = Table(1, 0, 26, 2, 3, cells, "Income statement", "USD", 1_000_000)
    found = list(figures(PageText("a.pdf", 1, 1, text), PageLayout(1, (), (table,))))
    assert [(f.row, *f.years, f.written, f.scale, f.unit) for f in found] == [
        ("Turnover", "2026", "4.2", 1_000_000, "USD"),
        ("Turnover", "2025", "3.8", 1_000_000, "USD"),
    ]


def test_a_table_with_years_as_rows() -> None:
    table = "Year\tTurnover\tCosts\n2025\t40\t30\n2026\t50\t35\n"
    assert result("What was the change in turnover between 2025 and 2026?", table)[0] == "10"
    assert result("What is the difference between turnover and costs in 2026?", table)[0] == "15"


def test_numbers_of_notes_are_no_figures_and_head_no_column() -> None:
    sheet = "\t\t2026\t2025\n\tNote\t£\t£\nTangible assets\t5\t1,486\t1,402\n"
    sheet += "Creditors\t7\t(784)\t(704)\n"
    found = list(figures(PageText("a.csv", 1, 1, sheet), None))
    assert {one.written for one in found} == {"1,486", "1,402", "(784)", "(704)"}
    assert all("Note" not in one.column for one in found)
