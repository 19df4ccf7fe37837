"""A drafted sentence is supported only by a page that says the same."""

from __future__ import annotations

import pytest

from appliance.assistant.checking import Checked, Checker, says_not_found
from appliance.assistant.questions import read
from appliance.documents.store import PageText
from tests.unit.assistant.conftest import Meanings, Shelf, ranked

QUESTION = "What does the agreement say?"


def check(shelf: Shelf, text: str, question: str = QUESTION) -> Checked:
    checker = Checker(read(question), ranked(shelf, question + " " + text))
    return checker.check(text, Meanings().embed([text])[0])


@pytest.mark.parametrize(
    "text",
    [
        "The Lender makes available a term loan facility of £1,250,000.",
        "The Lender makes available a term loan facility of 1.25 million pounds.",
        "The Borrower repays the Loan in 20 equal quarterly instalments of £62,500.",
        "Alderbrook Holdings Limited is the Guarantor, a company incorporated in England.",
        "The Debt Service Cover Ratio shall be at least 1.25:1 on each Quarter Date.",
        "Profit for the financial year ended 31 March 2026: 375,975.",
        "The agreement says “twenty equal quarterly instalments” of the Loan.",
        "The Borrower shall not change the general nature of its business.",
    ],
)
def test_what_the_page_says_is_supported(shelf: Shelf, text: str) -> None:
    checked = check(shelf, text)
    assert checked.supported, checked.note
    assert checked.parts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The Lender makes available a term loan facility of £1,520,000.", "£1,520,000"),
        ("The Borrower repays the Loan in 24 equal quarterly instalments.", "24"),
        ("The Borrower repays the Loan in twenty equal quarterly instalments of £1,250,000.", ""),
        ("Interest accrues on an overdue amount at a rate 3.00 per cent per annum higher.", "3.00"),
        ("Brookfield Holdings Limited is the Guarantor, a company in England.", "Brookfield"),
        ("The agreement says “thirty equal quarterly instalments” of the Loan.", "thirty"),
        ("The Borrower shall change the general nature of its business.", "opposite"),
        ("The Debt Service Cover Ratio shall be at most 1.25:1 on each Quarter Date.", "way round"),
        ("The Guarantor is a person who helps people with their money.", "speaks of"),
        ("The Borrower repays the Loan in instalments of £62,500 and £62,500.", "£62,500"),
        (
            "The Lender makes available a term loan facility, which is interest on its business.",
            "words",
        ),
        ("The salary of the Lender is £1,250,000, a term loan facility in amount.", "salary"),
        ("The agreement says.", "repeats"),
    ],
)
def test_what_it_does_not_say_is_not(shelf: Shelf, text: str, why: str) -> None:
    checked = check(shelf, text)
    assert not checked.supported
    assert not checked.parts
    assert why in checked.note


def test_yes_or_no_may_repeat_the_question(shelf: Shelf) -> None:
    question = "May the Borrower change the general nature of its business?"
    no = "The Borrower shall not change the general nature of its business."
    assert check(shelf, no, question).supported
    yes = "The Borrower shall change the general nature of its business."
    assert not check(shelf, yes, question).supported


def test_an_amount_of_another_row_does_not_support(shelf: Shelf) -> None:
    assert not check(shelf, "Turnover for the financial year was 375,975.").supported


def test_a_name_in_the_headings_is_not_the_name_in_the_row(shelf: Shelf) -> None:
    signed = "Signatures\nThe Lender\nMargaret Harding\nThomas Ryde, Finance Director\n"
    shelf.pages.append(PageText("signed.pdf", 9, 1, signed))
    question = "Who is the finance director?"
    assert check(shelf, "The Finance Director is Thomas Ryde.", question).supported
    assert not check(shelf, "The Finance Director is Margaret Harding.", question).supported


def test_a_named_passage_comes_first_among_equals(shelf: Shelf) -> None:
    question = "Who is the guarantor?"
    candidates = ranked(shelf, question)
    text = "The Guarantor is Alderbrook Holdings Limited."
    vector = Meanings().embed([text])[0]
    for candidate in candidates:
        if "Holdings" in candidate.text:
            name = f"{candidate.page.document_id}:{candidate.page.page}:{candidate.start}"
            found = Checker(read(question), candidates).check(text, vector, {name})
            assert found.supported
            assert found.parts == (candidate,)


@pytest.mark.parametrize(
    "text", ["Not found.", "The passages do not mention it.", "There is no information about tax."]
)
def test_a_draft_that_found_nothing_is_known(text: str) -> None:
    assert says_not_found(text)
    assert not says_not_found("The fee is £5, which is not refundable.")
