"""Figures come from the statement that the question needs, and from times as long as it says."""

from __future__ import annotations

import pytest

from appliance.assistant.arithmetic import operations, periods, statements, wishes
from appliance.assistant.arithmetic.answering import sentence
from appliance.assistant.arithmetic.calculating import calculated
from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.arithmetic.making import Made, Refused
from appliance.assistant.arithmetic.picking import Picker
from appliance.documents.store import PageText

NOTE = """Note 17 - Subsidiary guarantors
Summarised balance sheets ($ in millions)
\tJune 30, 2025\tJune 30, 2024
Total current assets\t90\t80
Inventories\t10\t10
Total current liabilities\t100\t100
"""
SHEET = """Consolidated balance sheets ($ in millions)
\tJune 30, 2025\tJune 30, 2024
Cash and cash equivalents\t100\t80
Trade receivables, net\t220\t200
Inventories, net:\t\t
Raw materials and supplies\t60\t50
Work in process and finished goods\t40\t50
Total current assets\t500\t450
Property, plant and equipment, net\t700\t650
Goodwill\t300\t300
Total assets\t1,500\t1,400
Trade payables\t150\t140
Total current liabilities\t250\t200
Long-term debt\t400\t400
Total liabilities\t800\t700
Additional paid-in capital\t100\t100
Retained earnings\t600\t600
Total shareholders' equity\t700\t700
"""
CASH_FLOWS = """Consolidated statements of cash flows ($ in millions)
\t2025\t2024
Operating activities:\t\t
Net income\t50\t40
Adjustments to reconcile net income:\t\t
Depreciation and amortization\t10\t10
Deferred income taxes\t1\t1
Stock-based compensation\t2\t2
Net cash provided by operating activities\t63\t53
Investing activities:\t\t
Capital expenditures\t20\t20
Financing activities:\t\t
Proceeds from debt\t30\t30
Repayments of debt\t20\t20
Dividends paid\t10\t10
Cash and cash equivalents at beginning of period\t40\t20
Cash and cash equivalents at end of period\t83\t40
"""
INTERIM = """Statements of income (in thousands)
\tThree months ended June 30, 2025\tThree months ended June 30, 2024\
\tSix months ended June 30, 2025\tSix months ended June 30, 2024
Net sales\t500\t400\t900\t850
Operating expenses\t50\t40\t90\t80
"""
RATES = """Selected data ($ in millions)
\t2025\t2024
Income before income taxes\t1,000\t900
Effective tax rate\t21.6%\t24.6%
"""


def made(question: str, *texts: str) -> Made | Refused:
    pages = [PageText("report.pdf", 1, n, text) for n, text in enumerate(texts, start=1)]
    found = [figure for page in pages for figure in figures(page, None)]
    stands_on = statements.certain(statements.likely(pages, statements.needed(question)), pages)
    asked = operations.request(question.split("? ")[0])
    assert asked is not None
    picker = Picker(found, stands_on=stands_on).within(question)
    return calculated(asked._replace(wish=wishes.wish(question)), picker)


def result(question: str, *texts: str) -> tuple[str, str]:
    found = made(question, *texts)
    assert isinstance(found, Made), found
    return found.calculation.result, found.calculation.unit


def test_a_ratio_takes_the_statement_and_not_a_note_with_its_names() -> None:
    found = made("What was the current ratio in 2025?", NOTE, SHEET)
    assert isinstance(found, Made)
    assert found.calculation.result == "2"
    assert {operand.citation.page for operand in found.calculation.operands} == {2}
    # Of a note alone its figures are taken.
    assert result("What was the current ratio in 2025?", NOTE) == ("0.9", "")


def test_of_two_balance_sheets_the_one_beside_the_other_statements_counts() -> None:
    other = SHEET.replace("\t500\t", "\t750\t").replace("Consolidated", "Subsidiaries'")
    between = ["Notes"] * 8
    found = made("What was the current ratio in 2025?", other, *between, SHEET, CASH_FLOWS)
    assert isinstance(found, Made)
    assert found.calculation.result == "2"


@pytest.mark.parametrize(
    ("row", "scale"),
    [
        ("Long-term debt, less current portion", 1000), ("Profit for the year", 1000),
        ("Effect of exchange rate changes on cash", 1000), ("Balance at end of year", 1000),
        ("Weighted-average term (years)", 1), ("Effective interest rate", 1),
        ("Earnings per share", 1), ("Remaining lease term", 1),
    ],
)  # fmt: skip
def test_what_the_scale_of_a_table_multiplies(row: str, scale: int) -> None:
    text = f"(in thousands)\n\t2025\t2024\n{row}\t5.5\t4.5\nOther\t1\t2\n"
    found = list(figures(PageText("a.csv", 1, 1, text), None))
    assert found[0].scale == scale


def test_a_figure_that_a_statement_splits_is_put_together() -> None:
    found = made("Did the quick ratio improve between 2024 and 2025?", NOTE, SHEET)
    assert isinstance(found, Made)
    assert found.calculation.result == "1.6"
    assert "lower by 0.15" in found.calculation.formula
    assert "Work in process and finished goods" in found.calculation.formula


def test_a_ratio_that_the_file_states_is_not_calculated_again() -> None:
    found = made("How much did the effective tax rate change from 2024 to 2025?", RATES)
    assert isinstance(found, Made)
    assert (found.calculation.result, found.calculation.unit) == ("-3", "percentage points")
    assert "×" not in sentence(found).text
    assert len(found.calculation.operands) == 2


def test_a_ratio_over_time_is_shown_for_two_years() -> None:
    found = made("Is the current ratio historically stable?", SHEET)
    assert isinstance(found, Made)
    assert found.calculation.formula.count("=") == 2


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was the change in net sales between Q2 2024 and Q2 2025?", "100"),
        ("What was the change in net sales for the six months of 2024 and 2025?", "50"),
    ],
)
def test_a_quarter_is_not_half_a_year(question: str, expected: str) -> None:
    assert result(question, INTERIM)[0] == expected


def test_of_times_of_two_lengths_none_is_taken_unasked() -> None:
    found = made("What was the change in net sales between 2024 and 2025?", INTERIM)
    assert isinstance(found, Refused)
    assert "several lengths" in found.reason
    year = made("What was the change in net sales between fiscal year 2024 and 2025?", INTERIM)
    assert isinstance(year, Refused)


def test_a_result_in_the_scale_and_with_the_places_that_are_wished() -> None:
    asked = "What was the change in net sales between Q2 2024 and Q2 2025? Answer in USD millions."
    found = made(asked, INTERIM)
    assert isinstance(found, Made)
    assert (found.calculation.result, found.calculation.unit) == ("0.1", "million")
    assert found.calculation.formula.endswith("/ 1,000")
    asked = "What was the percentage change in net sales from Q2 2024 to Q2 2025? No decimals."
    assert result(asked, INTERIM) == ("25", "%")


def test_short_forms_are_spelled_out() -> None:
    assert result("What was the change in PP&E between 2024 and 2025?", SHEET)[0] == "50"
    assert result("Did the firm grow its PPE between 2024 and 2025?", SHEET)[0] == "50"


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("What is the quick ratio in 2025?", False),
        ("What is asset turnover? It is defined as sales over average total assets?", True),
        ("What is the interest cover using adjusted EBIT as numerator?", True),
        ("What is the current ratio? Assume that stocks cannot be sold.", True),
    ],
)
def test_who_defines_a_ratio_means_no_other(question: str, own: bool) -> None:
    asked = operations.request(question.split("? ")[0])
    assert asked is not None
    if asked.standard is not None:
        assert operations.defines(question, asked.standard) is own
    else:
        assert own


def test_a_ratio_of_a_numerator_and_a_denominator() -> None:
    asked = operations.request(
        "What was the coverage using 2025 adjusted EBIT as the numerator and interest expense as"
        " the denominator?"
    )
    assert asked is not None
    assert (asked.operation, asked.years) == ("ratio", ("2025",))
    assert asked.subjects == ("adjusted EBIT", "interest expense")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three Months Ended June 30, 2025", 3), ("26 weeks ended", 6), ("Q3 2025", 3),
        ("nine months to date", 9), ("Year ended December 31, 2025", 12),
        ("fiscal year 2025", 12), ("the second quarter of fiscal year 2025", 3),
        ("first half of 2025", 6), ("June 30, 2025", None), ("headquarters", None),
        ("第二季度", 3), ("three months and six months", None),
    ],
)  # fmt: skip
def test_how_long_a_time_is(text: str, expected: int | None) -> None:
    assert periods.months(text) == expected
