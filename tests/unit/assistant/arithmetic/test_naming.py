"""A quarter is no half year, and a percentage no amount: what may be an operand of a question."""

from __future__ import annotations

import pytest

from appliance.assistant import calibration
from appliance.assistant.arithmetic import periods
from appliance.assistant.arithmetic.answering import confidence_of
from appliance.assistant.arithmetic.calculating import calculated
from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.arithmetic.making import Made, Refused
from appliance.assistant.arithmetic.operations import request
from appliance.assistant.arithmetic.picking import Picker
from appliance.documents.store import PageText

HALF = """(in millions)
\tThree Months Ended June 30,\t\tSix Months Ended June 30,\t
\t2023\t2022\t2023\t2022
Net sales\t$100\t$90\t$190\t$170
Cost of sales\t60\t50\t110\t100
Gross margin %\t40.0%\t44.4%\t42.1%\t41.2%
Discount\t5.0%\t4.0%\t5.0%\t4.5%
Diluted earnings per share\t1.10\t1.00\t2.10\t1.90
"""
NINE = HALF.replace("Six Months", "Nine Months").replace("June", "September")
WHOLE = """(in millions)
\tThree Months Ended December 31,\t\tYear Ended December 31,\t
\t2023\t2022\t2023\t2022
Net sales\t$100\t$90\t$390\t$370
Cost of sales\t60\t50\t210\t200
"""
MIXED = """Subscribers
\t30 June 2023\t% of households 30 June 2023\t30 June 2022\t% of households 30 June 2022
Broadband\t4,200\t38\t4,000\t36
Video\t3,100\t28\t3,300\t30
"""
ENDS = """(in thousands)
\tApril 27, 2023\tJanuary 26, 2023\tOctober 27, 2022\tJuly 28, 2022
Operating income\t520\t480\t450\t400
"""


def asked(question: str, table: str) -> Made | Refused:
    """What a question that names this table's rows gives."""
    wanted = request(question)
    assert wanted is not None
    found = Picker(list(figures(PageText("a.csv", 1, 1, table), None))).within(question)
    return calculated(wanted._replace(lengths=periods.lengths(question)), found)


def result(question: str, table: str) -> str:
    """The number, if it is certain enough to be told."""
    made = asked(question, table)
    if isinstance(made, Refused):
        return "refused"
    sure = confidence_of(made.score, made.margin, sure=True)
    assert sure >= calibration.load().calculated_threshold or made.margin == 0
    return made.calculation.result


@pytest.mark.parametrize(
    ("question", "table", "expected"),
    [
        ("What was the change in net sales in Q2 2023 from 2022?", HALF, "10"),
        ("What was the change in net sales in the second quarter of 2023?", HALF, "10"),
        ("What was the change in net sales in the three months ended June 30, 2023?", HALF, "10"),
        ("What was the change in net sales in the nine months to September 30, 2023?", NINE, "20"),
        ("What was the change in net sales in the fourth quarter of 2023?", WHOLE, "10"),
        ("What was the change in net sales from 2022 to 2023?", WHOLE, "20"),
        ("What was the percentage change in net sales in fiscal year 2023?", WHOLE, "5.41"),
        ("What is the ratio of net sales to cost of sales in 2023?", WHOLE, "1.86"),
        ("What was the gross margin in 2023?", WHOLE, "46.15"),
        ("What was the gross margin in the third quarter of 2023?", NINE, "40"),
    ],
)
def test_the_column_of_the_time_that_is_named(question: str, table: str, expected: str) -> None:
    assert result(question, table) == expected


@pytest.mark.parametrize(
    ("question", "table"),
    [
        # Neither column is of a year, and nothing says which is meant.
        ("What was the change in net sales from 2022 to 2023?", HALF),
        ("What was the gross margin in 2023?", HALF),
        ("What is the ratio of net sales to cost of sales in 2023?", NINE),
        # The table has no such time.
        ("What was the percentage change in net sales in fiscal year 2023?", HALF),
        ("What was the change in net sales in the first half of 2023?", NINE),
        ("What was the change in net sales in the nine months to September 30, 2023?", HALF),
        # Beside nine months to September, three months to September are the third quarter.
        ("What was the change in net sales in the second quarter of 2023?", NINE),
        ("What was the change in net sales in the first quarter of 2023?", WHOLE),
        # The columns end in another month.
        ("What was the change in net sales in the three months ended June 30, 2023?", WHOLE),
    ],
)
def test_a_time_that_is_not_there_or_not_named(question: str, table: str) -> None:
    assert isinstance(asked(question, table), Refused)


def test_half_a_year_by_name() -> None:
    made = asked("What was the change in net sales in the first half of 2023?", HALF)
    assert isinstance(made, Made)
    assert made.calculation.result == "20"
    assert {figure.length for figure in made.figures} == {6}


def test_why_it_is_unclear_is_said_with_what_to_do() -> None:
    refused = asked("What was the change in net sales from 2022 to 2023?", HALF)
    assert isinstance(refused, Refused)
    assert "Name a quarter" in refused.reason
    assert refused.figures


def test_the_day_that_is_named_tells_the_column() -> None:
    question = (
        "What was the change in operating income between the quarters ended January 26, 2023 and "
        "October 27, 2022?"
    )
    assert result(question, ENDS) == "30"


def test_an_amount_is_not_the_share_beside_it() -> None:
    found = {f.written: f.unit for f in figures(PageText("a.csv", 1, 1, MIXED), None)}
    assert (found["38"], found["4,200"]) == ("%", "")
    assert result("What was the change in broadband from 2022 to 2023?", MIXED) == "200"
    assert result("How many percent did broadband change from 2022 to 2023?", MIXED) == "5"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What is the difference between net sales and the discount in Q2 2023?", "USD and %"),
        (
            "What is the difference between net sales and diluted earnings per share in Q2 2023?",
            "for each share",
        ),
    ],
)
def test_kinds_of_figures_are_not_mixed(question: str, why: str) -> None:
    refused = asked(question, HALF)
    assert isinstance(refused, Refused)
    assert all(word in refused.reason for word in why.split(" and "))


def test_two_lengths_are_set_side_by_side_where_the_question_does() -> None:
    table = "(in millions)\n\tThree months 2023\tNine months 2022\nNet sales\t$100\t$290\n"
    both = "What is the change in net sales between nine months of 2022 and three months of 2023?"
    made = asked(both, table)
    assert isinstance(made, Made)
    assert made.calculation.result == "-190"
    unsaid = asked("What is the change in net sales between 2022 and 2023?", table)
    assert isinstance(unsaid, Refused)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June 30, 2019", {("2019", 6)}),
        ("30 Mar 2019", {("2019", 3)}),
        ("Sept. 2020 and 1 May 2021", {("2020", 9), ("2021", 5)}),
        ("2020年6月", {("2020", 6)}),
        ("2019", set()),
    ],
)
def test_ends(text: str, expected: set[tuple[str, int]]) -> None:
    assert periods.ends(text) == expected


@pytest.mark.parametrize(
    ("heading", "scale"), [("2019 €m", 1_000_000), ("£k 2019", 1000), ("US$m 2019", 1_000_000)]
)
def test_a_scale_behind_a_currency(heading: str, scale: int) -> None:
    page = PageText("a.csv", 1, 1, f"\t{heading}\nTaxes\t5.5\n")
    assert [figure.scale for figure in figures(page, None)] == [scale]


def test_a_percentage_has_no_scale() -> None:
    page = PageText("a.csv", 1, 1, "\t2019 RMB’Million\nHedged rate\t2.10%\n")
    assert [(f.unit, f.scale) for f in figures(page, None)] == [("%", 1)]
