"""Papers that are there, missing, stale, unsigned, incomplete, or nearly out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.review.checklists.records import DateRule, DocumentRule
from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile

BILL = "Northern Grid Energy\nYour electricity bill\nBill date: {day}\nSupply address: 4 Elm Row\n"
POLICY = "Certificate of insurance\nPolicy number: 77-1\nPeriod of insurance: {span}\n"
AGREEMENT = "Loan agreement\nThe Borrower repays the Lender.\nPage 1 of 2\n"


def recent(days: int) -> DocumentRule:
    return DocumentRule(date=DateRule(at_most_days_before=days))


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("3 September 2026", "met"),
        ("2026-09-03", "met"),
        ("2026年9月3日", "met"),
        ("二〇二六年九月三日", "met"),
        ("11 February 2026", "not met"),
        ("February 11, 2026", "not met"),
        ("11/02/26", "not met"),
        ("11-Feb-2026", "not met"),
        # Only one of its two readings is old enough to be stale.
        ("08/03/2026", "needs a person"),
    ],
)
def test_a_bill_is_stale_by_its_age(paper_file: PaperFile, day: str, verdict: str) -> None:
    paper_file.add("bill.txt", BILL.format(day=day))
    one = item("document", documents=("proof-of-address",), document=recent(92))
    made = decided(one, paper_file.papers())
    assert made.verdict == verdict
    if verdict == "not met":
        assert made.papers[0].state == "stale"
        assert "11 February 2026, 231 days before" in made.why[0]
        assert made.certain


@pytest.mark.parametrize(
    ("span", "state", "verdict"),
    [
        ("1 July 2025 to 30 June 2026", "stale", "not met"),
        ("1 October 2025 to 10 October 2026", "expiring", "met"),
        ("from 1 January 2026 until 31 December 2026", "in order", "met"),
        ("2026.01.01-2026.12.31", "in order", "met"),
    ],
)
def test_the_end_of_a_range_counts(
    paper_file: PaperFile, span: str, state: str, verdict: str
) -> None:
    paper_file.add("policy.txt", POLICY.format(span=span))
    rule = DocumentRule(date=DateRule(expires=True, warn_days=30))
    made = decided(
        item("document", documents=("insurance-policy",), document=rule), paper_file.papers()
    )
    assert (made.papers[0].state, made.verdict) == (state, verdict)


def test_a_chinese_identity_card_without_end(paper_file: PaperFile) -> None:
    paper_file.add(
        "a.txt", "居民身份证\n姓名 王芳\n签发机关 厦门市公安局\n有效期限 2019.03.04-长期\n"
    )
    rule = DocumentRule(date=DateRule(expires=True))
    made = decided(
        item("document", documents=("identity-document",), document=rule), paper_file.papers()
    )
    assert made.verdict == "met"
    assert "no end" in made.why[0]


def test_a_passport_is_read_in_its_own_lines(paper_file: PaperFile) -> None:
    lines = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F2604159ZE184226B<<<<<10"
    )
    paper_file.add("p.txt", f"PASSPORT\nSurname ERIKSSON\n{lines}\n")
    rule = DocumentRule(date=DateRule(expires=True))
    made = decided(
        item("document", documents=("identity-document",), document=rule), paper_file.papers()
    )
    assert made.verdict == "not met"
    assert "15 April 2026" in made.why[0]


def test_a_missing_paper_lists_what_was_searched(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Application form\nPlease complete\n")
    made = decided(
        item("document", documents=("valuation",), document=recent(365)), paper_file.papers()
    )
    assert made.verdict == "not found"
    assert made.papers[0].state == "missing"
    assert made.searched is not None
    assert made.searched.documents == ("a.txt",)


def test_a_missing_paper_that_another_calls_old(paper_file: PaperFile) -> None:
    paper_file.add(
        "form.txt", "Application form\nSecurity\nThe valuation report is dated 12 May 2024.\n"
    )
    made = decided(
        item("document", documents=("valuation",), document=recent(365)), paper_file.papers()
    )
    assert made.verdict == "not met"
    assert [one.state for one in made.papers] == ["missing", "stale"]
    assert made.evidence[0].side == "against"
    assert not made.certain


def test_ages_count_from_a_date_of_the_case(paper_file: PaperFile) -> None:
    paper_file.add("v.txt", "Valuation report\nDate of valuation: 12 May 2025\n")
    paper_file.add("l.txt", "Loan agreement\nThis Agreement is dated 1 June 2025.\n")
    rule = DocumentRule(date=DateRule(at_most_days_before=30, against=("this agreement is dated",)))
    made = decided(item("document", documents=("valuation",), document=rule), paper_file.papers())
    assert made.verdict == "met"
    assert "1 June 2025" in made.why[0]
    none = DocumentRule(date=DateRule(at_most_days_before=30, against=("date of completion",)))
    made = decided(item("document", documents=("valuation",), document=none), paper_file.papers())
    assert made.verdict == "needs a person"
    assert "no day to count from" in made.why[0]


def test_a_date_counts_from_papers_of_a_type_only(paper_file: PaperFile) -> None:
    """The agreement of confidence in the same file is dated, too, and is no measure."""
    paper_file.add(
        "valuation.txt", "Valuation report\nMarket value\nDate of valuation: 2 May 2025\n"
    )
    paper_file.add(
        "loan agreement.txt",
        "Loan agreement\nThis Agreement is dated 1 April 2026.\nThe Lender and the Borrower\n",
    )
    paper_file.add(
        "confidence.txt",
        "Non-disclosure agreement\nThis Agreement is dated 1 September 2026.\n"
        "Confidential Information of the Disclosing Party\n",
    )
    words = ("agreement is dated",)
    rule = DateRule(("date of valuation",), words, at_most_days_before=365)
    made = decided(item("date", documents=("valuation",), date=rule), paper_file.papers())
    assert made.verdict == "needs a person"
    assert any("Other days stand beside these words" in one for one in made.why)
    rule = msgspec.structs.replace(rule, against_documents=("loan-agreement",))
    made = decided(item("date", documents=("valuation",), date=rule), paper_file.papers())
    assert made.verdict == "met"
    assert made.evidence[-1].document == "loan agreement.txt"
    own = item("document", documents=("valuation",), document=DocumentRule(date=rule))
    assert decided(own, paper_file.papers()).verdict == "met"
    rule = msgspec.structs.replace(rule, against_documents=("guarantee",))
    made = decided(item("date", documents=("valuation",), date=rule), paper_file.papers())
    assert made.verdict == "needs a person"
    assert "in a paper of the type Guarantee, so there is no day to count from" in made.why[0]


def test_pages_that_a_paper_counts_and_does_not_have(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", AGREEMENT)
    whole = DocumentRule(pages_complete=True)
    made = decided(
        item("document", documents=("loan-agreement",), document=whole), paper_file.papers()
    )
    assert made.verdict == "not met"
    assert made.papers[0].state == "incomplete"
    assert made.evidence[0].quote == "Page 1 of 2"


def test_too_few_papers(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "PASSPORT\nSurname A")
    two = DocumentRule(at_least=2)
    made = decided(
        item("document", documents=("identity-document",), document=two), paper_file.papers()
    )
    assert made.verdict == "not met"
    assert "2 of this type are asked for" in " ".join(made.why)
    paper_file.add("b.txt", "PASSPORT\nSurname B")
    made = decided(
        item("document", documents=("identity-document",), document=two), paper_file.papers()
    )
    assert made.verdict == "met"


def test_a_renewal_replaces_what_has_ended(paper_file: PaperFile) -> None:
    paper_file.add("old.txt", POLICY.format(span="1 July 2024 to 30 June 2025"))
    paper_file.add("new.txt", POLICY.format(span="1 July 2026 to 30 June 2027"))
    rule = DocumentRule(date=DateRule(expires=True))
    made = decided(
        item("document", documents=("insurance-policy",), document=rule), paper_file.papers()
    )
    assert made.verdict == "met"
    assert made.evidence[0].document == "new.txt"
    assert [one.state for one in made.papers] == ["in order", "stale"]


def test_a_page_that_could_not_be_read_sends_it_to_a_person(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "PASSPORT\nSurname A", "", troubles=(2,))
    made = decided(item("document", documents=("identity-document",)), paper_file.papers())
    assert made.verdict == "needs a person"
