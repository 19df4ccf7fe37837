"""What a clerk reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.review.asking import sentences
from appliance.review.asking.weighing import Reason, Weighed
from appliance.review.phrases import statements as said_of
from appliance.review.records import Evidence, PaperRead

if TYPE_CHECKING:
    from appliance.review.records import Side, Verdict

PAPER = PaperRead("nda.pdf", 1, "ab" * 32, 9)


def place(page: int, side: Side, note: str = "") -> Evidence:
    return Evidence("nda.pdf", 1, "ab" * 32, page, 0, 4, "Text", side, note=note)


def said(
    verdict: Verdict, *places: Evidence, reason: Reason | None = None, trained: bool = True
) -> tuple[str, ...]:
    weighed = Weighed(verdict, 0.9, False, "model", reason or "")
    return sentences.why(weighed, PAPER, places, trained=trained, doubts=(), left_out=())


def test_the_rule_and_what_limits_it() -> None:
    assert said("met", place(3, "for"), place(9, "exception")) == (
        "“nda.pdf” says so on page 3. A sentence on page 9 may limit it.",
    )
    assert said("met", place(3, "for"), place(2, "for"), place(7, "context")) == (
        "“nda.pdf” says so on pages 2 and 3.",
    )
    assert said("contradicted", place(4, "against")) == ("“nda.pdf” says the opposite on page 4.",)


def test_nothing_found() -> None:
    assert said("not found") == ("Nothing that says or denies this was found in “nda.pdf”.",)
    assert said("not found", place(2, "context"))[0].endswith("The nearest passages are on page 2.")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("unsure", "does not settle it"),
        ("doubted", "should not be relied on"),
        ("patterns disagree", "for and against"),
        ("pattern against judge", "say different things"),
        ("models disagree", "another answer likelier"),
    ],
)
def test_why_a_person(reason: Reason, words: str) -> None:
    (only,) = said("needs a person", place(5, "context"), reason=reason)
    assert words in only
    assert "page 5" in only


def test_untrained_statements_say_so() -> None:
    assert said_of.UNTRAINED.say() in said("met", place(1, "for"), trained=False)
    assert said_of.MATCHED.say() in said("met", place(1, "for", sentences.PATTERN), trained=False)


def test_pages_left_unread_are_named() -> None:
    paper = PaperRead("nda.pdf", 1, "ab" * 32, 9, unread=("page 3: dark",))
    weighed = Weighed("not found", 0.9, False, "model")
    found = sentences.why(weighed, paper, (), trained=True, doubts=("D.",), left_out=())
    assert found[1:] == ("D.", "Not all of “nda.pdf” could be read.")
