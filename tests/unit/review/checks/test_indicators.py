"""Rules over transactions: each is found with its rows, and not found in ordinary accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile

HEAD = ["Date", "Description", "Paid out", "Paid in", "Balance"]
ORDINARY = [
    ["2026-05-01", "RENT", "950.00", "", "4,050.00"],
    ["2026-05-04", "SALARY HARBOUR FOODS", "", "2,431.17", "6,481.17"],
    ["2026-05-07", "SUPERMARKET 4471", "86.20", "", "6,394.97"],
    ["2026-05-12", "CASH WITHDRAWAL ATM", "100.00", "", "6,294.97"],
    ["2026-06-01", "RENT", "950.00", "", "5,344.97"],
    ["2026-06-04", "SALARY HARBOUR FOODS", "", "2,431.17", "7,776.14"],
]
BELOW = [
    ["2026-05-01", "CASH DEPOSIT BRANCH 12", "", "9,500.00", "9,600.00"],
    ["2026-05-04", "CASH DEPOSIT BRANCH 31", "", "9,800.00", "19,400.00"],
    ["2026-05-06", "ATM CASH PAID IN", "", "9,900.00", "29,300.00"],
    ["2026-05-20", "SUPERMARKET", "80.00", "", "29,220.00"],
]
PASSING = [
    ["2026-05-01", "OPENING", "1.00", "", "100.00"],
    ["2026-05-02", "NORTH STAR TRADING FZE", "", "48,000.00", "48,100.00"],
    ["2026-05-03", "OUTWARD PAYMENT KESTREL LLC", "47,500.00", "", "600.00"],
]
ROUND = [
    [f"2026-05-{day:02}", f"TRANSFER FROM PERSON {chr(64 + day)}", "", f"{day},000.00", ""]
    for day in range(2, 9)
]


def rule(name: str, threshold: float = 0.0) -> object:
    return item("indicator", indicator=name, threshold=threshold)


@pytest.mark.parametrize(
    ("name", "rows", "found"),
    [
        ("below-threshold", BELOW, 3),
        ("in-and-out", PASSING, 2),
        ("round-sums", ROUND, 7),
        ("cash-share", BELOW, 3),
    ],
)
def test_each_rule_shows_its_rows(
    paper_file: PaperFile, name: str, rows: list[list[str]], found: int
) -> None:
    paper_file.add_table("transactions.csv", [HEAD, *rows])
    made = decided(rule(name), paper_file.papers())  # type: ignore[arg-type]
    assert made.verdict == "needs a person"
    assert not made.certain
    assert len(made.evidence) == found
    assert "reason to look" in made.why[-1]


@pytest.mark.parametrize("name", ["below-threshold", "in-and-out", "round-sums", "cash-share"])
def test_an_ordinary_account_shows_nothing(paper_file: PaperFile, name: str) -> None:
    paper_file.add_table("transactions.csv", [HEAD, *ORDINARY])
    made = decided(rule(name), paper_file.papers())  # type: ignore[arg-type]
    assert made.verdict == "not found"
    assert made.searched is not None
    assert "6 transactions" in made.searched.ways[0]


def test_the_same_account_in_two_files_counts_once(paper_file: PaperFile) -> None:
    paper_file.add_table("transactions.csv", [HEAD, *BELOW])
    paper_file.add_table("statement.xlsx", [HEAD, *BELOW])
    made = decided(rule("below-threshold"), paper_file.papers())  # type: ignore[arg-type]
    assert {one.document for one in made.evidence} == {"transactions.csv"}


def test_chinese_headings_and_one_signed_column(paper_file: PaperFile) -> None:
    rows = [
        ["交易日期", "摘要", "借贷标志", "金额", "余额"],
        ["2026-05-01", "现金存入", "贷", "48,000.00", "48,100.00"],
        ["2026-05-03", "现金存入", "贷", "49,000.00", "97,100.00"],
        ["2026-05-08", "转账支出", "借", "100.00", "97,000.00"],
    ]
    paper_file.add_table("流水.xlsx", rows)
    made = decided(rule("below-threshold", 50_000), paper_file.papers())  # type: ignore[arg-type]
    assert made.verdict == "needs a person"
    assert len(made.evidence) == 2


def test_a_printed_statement_is_read_line_by_line(paper_file: PaperFile) -> None:
    lines = "\n".join("  ".join(cell for cell in row if cell) for row in PASSING)
    paper_file.add("s.txt", f"Harbour Bank\nBank statement\nOpening balance 101.00\n{lines}\n")
    made = decided(rule("in-and-out"), paper_file.papers())  # type: ignore[arg-type]
    assert made.verdict == "needs a person"
    assert [one.quote.split()[1] for one in made.evidence] == ["NORTH", "OUTWARD"]


def test_wording_alone(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "The director refused to name the owners behind the company.")
    one = item("indicator", patterns=(r"refused to (?:name|say)",))
    made = decided(one, paper_file.papers())
    assert made.verdict == "needs a person"
    assert made.evidence[0].quote.startswith("The director")
    other = item("indicator", patterns=(r"bearer shares",))
    assert decided(other, paper_file.papers()).verdict == "not found"


def test_no_transactions_are_not_no_indicator(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "A letter")
    made = decided(rule("cash-share"), paper_file.papers())  # type: ignore[arg-type]
    assert made.why == ("No transactions were found in the papers.",)
