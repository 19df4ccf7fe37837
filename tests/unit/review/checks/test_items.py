"""Dates, identifiers and wording; what is a statement is left to those who understand it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.errors import Cancelled
from appliance.jobs import Job
from appliance.review.checklists.records import DateRule
from appliance.review.checks.deciding import RULES_VERSION, check
from appliance.review.checks.matching import matches
from tests.unit.review.checks.made import TODAY, decided, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile


def test_a_statement_is_not_for_code(paper_file: PaperFile) -> None:
    assert check(item("statement"), paper_file.papers(), today=TODAY, job=Job()) is None


def test_a_cancelled_check_ends(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "text")
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        check(item("presence", patterns=("text",)), paper_file.papers(), today=TODAY, job=job)


@pytest.mark.parametrize("kind", ["document", "date", "agreement", "identifier", "presence"])
def test_an_empty_case_finds_nothing_and_says_so(paper_file: PaperFile, kind: str) -> None:
    one = item(
        kind, documents=("valuation",), date=DateRule(labels=("dated",)), identifier="iban",
        patterns=("x",),
    )  # fmt: skip
    made = decided(one, paper_file.papers())
    assert made.verdict == "not found"
    assert made.made.rules == RULES_VERSION
    assert not made.certain


def test_a_date_in_running_text_and_its_renewal(paper_file: PaperFile) -> None:
    rule = DateRule(labels=("valid until", "有效期至"), expires=True, warn_days=40)
    paper_file.add("a.txt", "This permit is valid until 30 June 2026. It may be renewed.")
    made = decided(item("date", date=rule), paper_file.papers())
    assert (made.verdict, made.certain) == ("not met", True)
    assert made.evidence[0].quote == "valid until 30 June 2026"
    paper_file.add("b.txt", "许可证\n有效期至：2026年10月30日")
    made = decided(item("date", date=rule), paper_file.papers())
    assert made.verdict == "met"
    assert made.papers[0].state == "expiring"
    assert "30 days after" in made.why[0]
    assert [one.side for one in made.evidence] == ["for", "context"]


def test_a_date_behind_its_words_is_found_before_them(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "12 May 2024 (date of valuation)\nMarket value £5\n")
    rule = DateRule(labels=("date of valuation",), at_most_days_before=365)
    assert decided(item("date", date=rule), paper_file.papers()).verdict == "not met"


def test_a_date_ahead_of_what_is_allowed(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Drawing date: 1 December 2026")
    rule = DateRule(labels=("drawing date",), at_most_days_after=30)
    made = decided(item("date", date=rule), paper_file.papers())
    assert made.verdict == "not met"
    assert "62 days after" in made.why[0]


def test_an_identifier_and_its_check_digits(paper_file: PaperFile) -> None:
    one = item("identifier", identifier="iban")
    paper_file.add("a.txt", "IBAN: GB82 WEST 1234 5698 7654 33")
    assert decided(one, paper_file.papers()).verdict == "not met"
    paper_file.add("b.txt", "IBAN: GB82 WEST 1234 5698 7654 32")
    made = decided(one, paper_file.papers())
    assert made.verdict == "needs a person"
    assert decided(one, paper_file.papers(["b.txt"])).verdict == "met"


def test_wording_for_and_against(paper_file: PaperFile) -> None:
    one = item("presence", patterns=(r"governed by the laws? of",), against=(r"no governing law",))
    paper_file.add("a.txt", "18.1 This Agreement is governed by the\nlaw of England.")
    made = decided(item("presence", patterns=(r"governed\s+by\s+the\s+law",)), paper_file.papers())
    assert made.verdict == "met"
    assert made.evidence[0].quote == "18.1 This Agreement is governed by the\nlaw of England."
    paper_file.add("b.txt", "There is no governing law.")
    assert decided(one, paper_file.papers(["b.txt"])).verdict == "not met"


def test_a_row_of_a_form_is_shown_whole(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Ever failed to repay?\tNo\nIs any director exposed?\tNo\nEnd\tx")
    made = decided(item("presence", patterns=("director",)), paper_file.papers())
    assert made.evidence[0].quote == "Is any director exposed?\tNo"


def test_full_width_letters_match_and_keep_their_places() -> None:
    text = "ﬁne： ＩＢＡＮ here"
    assert [text[a:b] for a, b in matches(text, ["IBAN"])] == ["ＩＢＡＮ"]


def test_a_pattern_that_could_run_for_ever_does_not_run() -> None:
    assert next(matches("a" * 5000, ["(a+)+b", "(", "a{3}"])) == (0, 3)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet="Turnove: £1,234.5年月日26/\n\t至 date", max_size=300))
def test_what_is_promised_of_every_answer(paper_file: PaperFile, text: str) -> None:
    name = f"{len(paper_file.papers().read)}.txt"
    paper_file.add(name, text)
    papers = paper_file.papers([name])
    decided(item("presence", patterns=("Turn", "年")), papers)
    decided(item("date", date=DateRule(labels=("date", "至"), at_most_days_before=9)), papers)
    decided(item("document"), papers)
