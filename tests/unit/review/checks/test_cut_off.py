"""What a check does not look at, or does not show, is said; nothing is lost in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.records import Notice
from appliance.review.checklists.records import AgreementRule, DocumentRule
from appliance.review.checks import indicators, transactions
from appliance.review.checks.completeness import gaps
from appliance.review.checks.doubted import doubted
from appliance.review.checks.signatures import blocks
from tests.unit.review.checks.made import decided, item
from tests.unit.review.checks.test_indicators import HEAD

if TYPE_CHECKING:
    import pytest

    from appliance.review.records import Evidence
    from tests.unit.review.paper_file import PaperFile


class _OneDoubted:
    """Says of one document that it holds what nobody sees."""

    def __init__(self, document_id: int) -> None:
        self._notice = Notice(document_id, "a.txt", 1, 0, 4, "hidden", "Nobody sees it.")

    def notices(self, document_id: int) -> tuple[Notice, ...]:
        return (self._notice,) if document_id == self._notice.document_id else ()

    def against(self, evidence: Evidence) -> tuple[str, ...]:
        return ()


def test_the_last_of_many_papers_is_looked_at_for_what_is_hidden(paper_file: PaperFile) -> None:
    numbers = [paper_file.add(f"{n}.txt", "Turnover: £4,182,600\n") for n in range(30)]
    one = item("agreement", agreement=AgreementRule(labels=("turnover",)))
    made = decided(one, paper_file.papers())
    assert made.verdict == "met"
    assert made.why[-1] == "24 more papers state it."
    assert doubted(made, _OneDoubted(numbers[-1])).verdict == "needs a person"


def test_texts_that_differ_behind_their_beginning_do_not_agree(paper_file: PaperFile) -> None:
    long = "Alderbrook Holdings Limited of " + "Old Mill Lane and " * 8
    paper_file.add("a.txt", f"Registered office: {long}Leeds\n")
    paper_file.add("b.txt", f"Registered office: {long}Bristol\n")
    one = item("agreement", agreement=AgreementRule(labels=("registered office",), value="text"))
    made = decided(one, paper_file.papers())
    assert made.verdict == "contradicted"


def test_a_fourth_party_in_a_row_is_not_lost() -> None:
    text = "Signed for the parties\nBy: /s/ Ann Roe  By: /s/ Bo Lee  By: /s/ Cy Poe  By: ________\n"
    found = blocks([(1, text)])
    assert [one.filled for one in found] == ["signed", "signed", "signed", "unclear"]


def test_a_line_that_is_too_long_to_be_read_is_said(paper_file: PaperFile) -> None:
    signed = "Guarantee\nThis Deed of Guarantee is made by us.\nSigned by: /s/ Ann Roe\n"
    one = item("document", documents=("guarantee",), document=DocumentRule(signed=True))
    paper_file.add("guarantee.txt", signed)
    assert decided(one, paper_file.papers()).verdict == "met"
    paper_file.add("long guarantee.txt", f"{signed}{'words ' * 80}Signed by: ______ Date: ______\n")
    made = decided(one, paper_file.papers(["long guarantee.txt"]))
    assert made.verdict == "needs a person"
    assert "a line of more than 400 characters" in made.why[0]


def test_a_great_jump_of_page_numbers_goes_to_a_person(paper_file: PaperFile) -> None:
    pages = [f"Guarantee, a deed of guarantee\nWords\n{n}\n" for n in (1, 2, 3, 4, 40, 41)]
    (gap,) = gaps(list(enumerate(pages, 1)))
    assert not gap.sure
    assert "After page 4 comes page 40" in gap.why
    paper_file.add("guarantee.txt", *pages)
    one = item("document", documents=("guarantee",), document=DocumentRule(pages_complete=True))
    made = decided(one, paper_file.papers())
    assert (made.verdict, made.papers[0].state) == ("needs a person", "incomplete")


def test_gaps_that_are_not_shown_are_counted(paper_file: PaperFile) -> None:
    named = " ".join(f"as in Schedule {n}," for n in range(1, 10))
    paper_file.add("guarantee.txt", f"Guarantee\nThis deed of guarantee is {named} agreed.\n")
    one = item("document", documents=("guarantee",), document=DocumentRule(pages_complete=True))
    made = decided(one, paper_file.papers())
    assert made.verdict == "not met"
    assert "5 more of its gaps are not shown." in made.why[0]


def test_rows_that_are_not_looked_at_are_said(
    paper_file: PaperFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "_MOST_ROWS", 3)
    rows = [[f"2026-05-{day:02}", "SHOP", "12.50", "", ""] for day in range(1, 9)]
    paper_file.add_table("transactions.csv", [HEAD, *rows])
    made = decided(item("indicator", indicator="round-sums"), paper_file.papers())
    assert made.verdict == "not found"
    assert made.searched is not None
    assert made.searched.unread == (
        "transactions.csv: only its first 3 transactions were looked at.",
    )
    assert made.confidence == 0.5


def test_a_busy_account_is_said_not_to_be_compared_in_all(
    paper_file: PaperFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicators, "_MOST_LATER", 5)
    came = [["2026-05-01", "NORTH STAR", "", "48,000.00", ""]]
    shops = [["2026-05-01", f"SHOP {chr(65 + n)}", "12.50", "", ""] for n in range(9)]
    left = [["2026-05-02", "KESTREL LLC", "47,500.00", "", ""]]
    paper_file.add_table("transactions.csv", [HEAD, *came, *shops, *left])
    made = decided(item("indicator", indicator="in-and-out"), paper_file.papers())
    assert made.verdict == "not found"
    assert made.searched is not None
    assert "not all of them were compared" in made.searched.unread[0]


def test_wording_at_more_places_than_are_gathered_is_not_counted_short(
    paper_file: PaperFile,
) -> None:
    paper_file.add("a.txt", "It was cash.\n\n" * 9)
    made = decided(item("indicator", patterns=("cash",)), paper_file.papers())
    assert made.why[0] == "Its wording stands at 4 or more places."
