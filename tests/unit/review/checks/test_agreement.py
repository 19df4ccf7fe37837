"""Values that papers state: the same, rounded, in another scale, mistyped, in another currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.review.checklists.records import AgreementRule
from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile


@pytest.mark.parametrize(
    ("first", "second", "verdict", "said"),
    [
        ("Turnover: £4,182,600", "Turnover: 4 182 600 GBP", "met", ""),
        ("Turnover: £4,182,600.00", "Turnover: GBP 4.18 million", "met", ""),
        ("Turnover: £4,182,600", "Turnover: £4,812,600", "contradicted", "changed places"),
        ("Turnover: £4,182,600", "Turnover: £4,182,500", "contradicted", "One digit differs"),
        ("Turnover: £4,182,600", "Turnover: £418,260", "contradicted", "10 times the other"),
        ("Turnover: £4,182,600", "Turnover: €4,182,600", "contradicted", "different currencies"),
        ("Turnover: £500,000", "Turnover: £600,000", "contradicted", "100,000 apart."),
        ("营业收入：120万元", "营业收入：1,200,000元", "met", ""),
        ("营业收入：120万元", "营业收入：1,250,000元", "contradicted", "50,000 apart"),
        ("Turnover rose by 11 per cent to £4,182,600.", "Turnover: £4,182,600", "met", ""),
    ],
)
def test_amounts(paper_file: PaperFile, first: str, second: str, verdict: str, said: str) -> None:
    paper_file.add("a.txt", f"A form\n{first}\n")
    paper_file.add("b.txt", f"Accounts\n{second}\n")
    one = item("agreement", agreement=AgreementRule(labels=("turnover", "营业收入")))
    made = decided(one, paper_file.papers())
    assert made.verdict == verdict
    assert said in " ".join(made.why)
    assert {evidence.document for evidence in made.evidence} == {"a.txt", "b.txt"}


def test_a_tolerance_is_a_part_of_the_amount(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Value: £100,000")
    paper_file.add("b.txt", "Value: £100,900")

    def verdict(tolerance: float) -> str:
        rule = AgreementRule(labels=("value",), tolerance=tolerance)
        return decided(item("agreement", agreement=rule), paper_file.papers()).verdict

    assert (verdict(0.01), verdict(0.005)) == ("met", "contradicted")


def test_the_newest_year_of_a_table_counts(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "A form\nTurnover: 4,182,600")
    paper_file.add_table(
        "b.csv",
        [["", "Note", "2026", "2025"], ["Turnover", "2", "4,182,600", "3,765,400"],
         ["Profit", "", "375,975", "274,943"]],
    )  # fmt: skip
    one = item("agreement", agreement=AgreementRule(labels=("turnover",)))
    assert decided(one, paper_file.papers()).verdict == "met"
    paper_file.add("c.txt", "Another form\nTurnover: 3,765,400")
    made = decided(one, paper_file.papers())
    assert made.verdict == "contradicted"


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("Alder Joinery Limited", "ALDER JOINERY LTD.", "met"),
        ("Margaret Ellen Harding", "M. E. Harding", "met"),
        ("Harding, Margaret", "Margaret Harding", "met"),
        ("Margaret Harding", "Martin Harding", "contradicted"),
        ("海岸贸易有限公司", "海岸贸易有限公司", "met"),
        ("海岸贸易有限公司", "海崖贸易有限公司", "contradicted"),
    ],
)
def test_names(paper_file: PaperFile, first: str, second: str, verdict: str) -> None:
    paper_file.add("a.txt", f"Name of the customer: {first}\n")
    paper_file.add("b.txt", f"Name of the customer: {second}\n")
    rule = AgreementRule(labels=("name of the customer",), value="text")
    assert decided(item("agreement", agreement=rule), paper_file.papers()).verdict == verdict


@pytest.mark.parametrize(
    ("first", "second", "verdict", "said"),
    [
        ("14 March 1971", "1971-03-14", "met", ""),
        ("1971年3月14日", "14 MAR 1971", "met", ""),
        ("4 March 1971", "3 April 1971", "contradicted", "Day and month have changed places"),
        ("14 March 1971", "15 March 1971", "contradicted", "1 days apart"),
    ],
)
def test_dates(paper_file: PaperFile, first: str, second: str, verdict: str, said: str) -> None:
    paper_file.add("a.txt", f"Date of birth: {first}\n")
    paper_file.add("b.txt", f"Date of birth: {second}\n")
    rule = AgreementRule(labels=("date of birth",), value="date")
    made = decided(item("agreement", agreement=rule), paper_file.papers())
    assert made.verdict == verdict
    assert said in " ".join(made.why)


def test_numbers_of_registers(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Company number: 0992 0441")
    paper_file.add("b.txt", "Company number 09920414 (England)")
    rule = AgreementRule(labels=("company number",), value="identifier")
    made = decided(item("agreement", agreement=rule), paper_file.papers())
    assert made.verdict in ("contradicted", "needs a person")


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("No. 09920441", "met"), ("no 09920441", "met"), ("Nr. 0992 0441", "met"),
        ("№ 09920441", "met"), ("#09920441", "met"), ("Reference: 09920441", "met"),
        ("NO09920441", "contradicted"), ("No. 09920414", "contradicted"),
    ],
)  # fmt: skip
def test_what_only_says_that_a_number_follows(
    paper_file: PaperFile, written: str, verdict: str
) -> None:
    paper_file.add("a.txt", "Company number: 09920441")
    paper_file.add("b.txt", f"Company number: {written}")
    rule = AgreementRule(labels=("company number",), value="identifier")
    assert decided(item("agreement", agreement=rule), paper_file.papers()).verdict == verdict


def test_one_paper_alone_agrees_with_nothing(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Turnover: £5")
    one = item("agreement", agreement=AgreementRule(labels=("turnover",)))
    assert decided(one, paper_file.papers()).verdict == "needs a person"
    none = item("agreement", agreement=AgreementRule(labels=("net assets",)))
    assert decided(none, paper_file.papers()).verdict == "not found"
