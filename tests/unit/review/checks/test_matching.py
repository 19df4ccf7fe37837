"""Patterns find what they describe wherever it stands, however long a page is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.errors import Cancelled
from appliance.jobs import Job
from appliance.review.checklists.patterns import FLAGS, MOST_MATCH_CP, too_long, why_not
from appliance.review.checks.matching import matches
from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile

# Gaps, edges of words and lines, what follows and what stands before.
PATTERNS = (
    r"a[^.]{0,80}c",
    r"\ba+\b",
    r"a$",
    r"^b",
    r"a(?! b)",
    r"(?<!a)b",
    r"a\s+b",
    r"ab[^c]{0,400}c",
)


def _whole(text: str, pattern: str) -> list[tuple[int, int]]:
    """What Python finds in all of the text at once."""
    return [one.span() for one in re.finditer(pattern, text, FLAGS) if one[0]]


@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(st.sampled_from(("a", "b", "c", " ", "\n", ". ", "ab", "x" * 97)), max_size=300),
    pattern=st.sampled_from(PATTERNS),
)
def test_windows_find_what_the_whole_page_holds(parts: list[str], pattern: str) -> None:
    assert not why_not(pattern)
    assert not too_long(pattern)
    text = "".join(parts)
    assert list(matches(text, [pattern])) == _whole(text, pattern)


@pytest.mark.parametrize("place", [0, 599, 601, 1_199, 199_990, 200_500, 900_000])
def test_a_clause_is_found_wherever_it_stands(place: int) -> None:
    clause = "not disclose " + "the papers of the bank " * 16 + "to anybody"
    text = "x " * (place // 2) + clause + " and so on" * 100
    (found,) = matches(text, [r"not\s+disclose[^.;]{0,400}anybody"])
    assert text[found[0] : found[1]] == clause


def test_no_number_of_hits_hides_the_rest() -> None:
    assert len(list(matches("loan, " * 5_000, ["loan"]))) == 5_000


def test_a_cancelled_search_ends_within_a_page() -> None:
    job = Job()
    found = matches("a " * 5_000, ["a"], job)
    next(found)
    job.cancel()
    with pytest.raises(Cancelled):
        list(found)


def test_a_match_that_a_window_might_cut_is_refused_when_the_checklist_is_read() -> None:
    assert too_long(r"a[^.]{0,498}c") == ""
    assert f"{MOST_MATCH_CP} are allowed" in too_long(r"a[^.]{0,499}c")
    assert too_long(r"(?:term|loan)\s+agreement") == ""


def test_behind_a_table_of_contents_the_clause_is_found(paper_file: PaperFile) -> None:
    contents = "".join(f"{n}. Governing law {'.' * 40} {n}\n" for n in range(1, 80))
    paper_file.add("a.txt", f"{contents}\nThis deed has governing law of England.\n")
    made = decided(item("presence", patterns=(r"governing\s+law",)), paper_file.papers())
    assert made.verdict == "met"
    assert "of England" in made.evidence[0].quote


def test_a_clause_at_the_end_of_a_long_page_is_met(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Nothing is said here.\n" * 12_000 + "It is governed by English law.")
    made = decided(item("presence", patterns=(r"governed\s+by",)), paper_file.papers())
    assert made.verdict == "met"
