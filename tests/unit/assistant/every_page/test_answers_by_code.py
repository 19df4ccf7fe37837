"""Lists, counts, absences, summaries, comparisons and figures as whole answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.assistant.answers import Assistant, again, again_many, answer, answer_many
from appliance.assistant.every_page import items
from appliance.assistant.every_page.reading import parts, searched
from appliance.assistant.records import Coverage
from appliance.assistant.store import compare
from appliance.documents.store import PageText
from appliance.errors import Cancelled
from appliance.jobs import Job, Progress
from tests.contract.scripted_engine import ScriptedLanguageEngine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.assistant.records import Answer, Citation
    from appliance.documents.layout.records import PageLayout
    from tests.unit.assistant.conftest import Shelf

FEES = """Fees
The Borrower shall pay an arrangement fee of £12,500 on the date of this Agreement.
The Borrower shall pay a commitment fee of 0.40 per cent per annum.
"""
MORE_FEES = """Costs
The Borrower shall pay a commitment fee of 0.40 per cent per annum.
A prepayment fee of £3,000 is payable if the Loan is repaid early.
"""
FIGURES = "In thousands\t2026\t2025\nTurnover\t£4,182\t£3,765\nCosts\t3,100\t3,000\n"


class Facts:
    """Pages that could not be read, a scan that was read badly, a place that was noticed."""

    def layout(self, document_id: int, page: int) -> PageLayout | None:
        return None

    def unread(self, document: str | None) -> tuple[tuple[str, ...], frozenset[tuple[int, int]]]:
        return ("“fees.pdf”, page 2: it is blank",), frozenset({(8, 2)})

    def read_with(self, citation: Citation) -> float | None:
        return 61.0 if "prepayment" in citation.quote else None

    def notices(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        return ("Noticed.",) if any("arrangement" in c.quote for c in citations) else ()


@pytest.fixture
def fees(shelf: Shelf) -> None:
    shelf.pages += [
        PageText("fees.pdf", 8, 1, FEES), PageText("fees.pdf", 8, 2, ""),
        PageText("fees.pdf", 8, 3, MORE_FEES), PageText("figures.csv", 9, 1, FIGURES),
    ]  # fmt: skip


def check(given: Answer, shelf: Shelf) -> None:
    """The text under every citation is its quote, and what is supported is cited."""
    pages = {(p.document_id, p.page): p for p in shelf.pages}
    cited = [c for one in given.sentences for c in one.citations]
    if given.calculation is not None:
        cited += [one.citation for one in given.calculation.operands]
    for citation in cited:
        page = pages[citation.document_id, citation.page]
        assert page.text[citation.start : citation.end] == citation.quote
    assert all(one.citations for one in given.sentences if one.supported)


@pytest.mark.usefixtures("fees")
def test_a_list_has_each_item_once_with_all_its_places(
    assistant: Assistant, shelf: Shelf, language: ScriptedLanguageEngine
) -> None:
    given = answer("List all fees.", case_id=1, assistant=assistant)
    assert (given.kind, given.status) == ("list", "answered")
    check(given, shelf)
    texts = [one.text for one in given.sentences]
    assert len(texts) == 3
    assert any("arrangement fee of £12,500" in text for text in texts)
    (twice,) = [one for one in given.sentences if "commitment" in one.text]
    assert [c.page for c in twice.citations] == [1, 3]
    assert "2 places" in twice.note
    assert given.coverage is not None
    assert (given.coverage.read, given.coverage.total) == (7, 7)
    assert language.prompts == []
    assert given.provenance.method == "every-page.v1"


@pytest.mark.usefixtures("fees")
def test_a_count_counts_cited_items(assistant: Assistant, shelf: Shelf) -> None:
    given = answer("How many fees are there?", case_id=1, assistant=assistant)
    assert given.kind == "count"
    check(given, shelf)
    assert given.sentences[0].text.startswith("3 different places")
    assert len(given.sentences) == 4
    assert len(given.sentences[0].citations) == 3


@pytest.mark.usefixtures("fees")
@pytest.mark.parametrize(
    "question", ["How many penalties are there in the fees?", "List all penalties under fees."]
)
def test_where_something_would_stand_is_not_what_is_counted(
    assistant: Assistant, question: str
) -> None:
    given = answer(question, case_id=1, assistant=assistant)
    assert (given.status, given.sentences) == ("not_found", ())
    assert given.coverage is not None
    assert given.coverage.read == given.coverage.total


def test_a_number_that_the_file_states_comes_first(assistant: Assistant, shelf: Shelf) -> None:
    shelf.pages.append(
        PageText("staff.txt", 8, 1, "The company has 42 employees in two offices.\n")
    )
    given = answer("How many employees does the company have?", case_id=1, assistant=assistant)
    assert "42 employees" in given.sentences[0].text
    assert given.sentences[0].note == "The file states a number here."
    check(given, shelf)


@pytest.mark.usefixtures("fees")
def test_coverage_names_what_was_not_read(assistant: Assistant, shelf: Shelf) -> None:
    with_facts = replace(assistant, facts=Facts())
    given = answer("List all fees.", case_id=1, assistant=with_facts)
    assert given.coverage is not None
    assert (given.coverage.read, given.coverage.total) == (6, 7)
    assert given.coverage.unread == ("“fees.pdf”, page 2: it is blank",)
    (scanned,) = [one for one in given.sentences if "prepayment" in one.text]
    assert "61 % confidence" in scanned.note
    assert "Noticed." in given.warnings
    nothing = answer("Is there any mention of piracy?", case_id=1, assistant=with_facts)
    assert "6 of 7 pages read" in nothing.answer
    assert "it is blank" in nothing.answer


@pytest.mark.usefixtures("fees")
@pytest.mark.parametrize(
    "question",
    [
        "Who is the harbour master of Rotterdam?",
        "What is the ratio of whales to dolphins in 2019?",
        "Compare the whaling quotas of the two documents.",
    ],
)
def test_what_was_not_read_was_not_searched(assistant: Assistant, question: str) -> None:
    with_facts = replace(assistant, facts=Facts())
    given = answer(question, case_id=1, assistant=with_facts)
    assert given.status == "not_found"
    assert "6 of 7 pages were searched; not read: “fees.pdf”, page 2: it is blank." in given.answer


def test_many_places_that_were_not_read_are_told_by_the_first() -> None:
    covered = Coverage(0, 9, tuple(f"page {n}: it is blank." for n in range(9)))
    told = searched(covered)
    assert told.startswith("0 of 9 pages were searched; not read: page 0: it is blank; page 1")
    assert told.endswith("page 4: it is blank; and 4 more")


def test_what_is_there_is_quoted_against_its_absence(assistant: Assistant, shelf: Shelf) -> None:
    given = answer("Is a guarantor absent?", case_id=1, assistant=assistant)
    assert (given.kind, given.status) == ("absence", "answered")
    assert any("Guarantor" in one.text for one in given.sentences)
    check(given, shelf)


def test_what_is_not_there_says_what_was_searched(assistant: Assistant) -> None:
    given = answer("Does the agreement lack a helicopter?", case_id=1, assistant=assistant)
    assert (given.kind, given.status) == ("absence", "not_found")
    assert given.sentences == ()
    assert "3 of 3 pages read" in given.answer
    assert "helicopter" in given.answer


def test_a_summary_quotes_every_document(assistant: Assistant, shelf: Shelf) -> None:
    given = answer("Summarise the file.", case_id=1, assistant=assistant)
    assert (given.kind, given.status) == ("summary", "answered")
    check(given, shelf)
    assert given.coverage is not None
    assert given.coverage.read == 3


def test_a_comparison_quotes_both_and_says_that_they_differ(
    assistant: Assistant, shelf: Shelf
) -> None:
    question = "Compare form.docx and accounts.pdf: what is the turnover?"
    given = answer(question, case_id=1, assistant=assistant)
    assert given.kind == "compare"
    check(given, shelf)
    assert {c.document for one in given.sentences for c in one.citations} == {
        "form.docx", "accounts.pdf",
    }  # fmt: skip
    assert any("differ" in one.note for one in given.sentences)


@pytest.mark.usefixtures("fees")
def test_a_calculation_shows_its_cells(assistant: Assistant, shelf: Shelf) -> None:
    question = "What was the percentage change in turnover between 2025 and 2026?"
    given = answer(question, case_id=1, assistant=assistant, document="figures.csv")
    assert (given.kind, given.status) == ("numeric", "answered")
    check(given, shelf)
    assert given.calculation is not None
    assert given.calculation.result == "11.08"
    assert given.calculation.unit == "%"
    quotes = [c.quote for c in given.sentences[0].citations]
    assert quotes == ["£4,182", "Turnover", "2026", "£3,765", "2025"]
    assert [one.value for one in given.calculation.operands] == ["4182000", "3765000"]


@pytest.mark.usefixtures("fees")
def test_a_look_up_in_a_table_gives_the_cell(assistant: Assistant, shelf: Shelf) -> None:
    language = ScriptedLanguageEngine([""])
    given = answer(
        "What was the turnover in 2025?", case_id=1, document="figures.csv",
        assistant=replace(assistant, language=language),
    )  # fmt: skip
    assert given.sentences[0].text == "“Turnover £4,182 £3,765”"
    assert given.sentences[1].text == "Turnover · 2025: £3,765 (GBP thousand)"
    assert [c.quote for c in given.sentences[1].citations] == ["£3,765", "Turnover", "2025"]
    check(given, shelf)


@pytest.mark.usefixtures("fees")
def test_a_calculation_without_figures_is_not_found_with_the_reason(assistant: Assistant) -> None:
    question = "What was the change in goodwill between 2019 and 2020?"
    given = answer(question, case_id=1, assistant=assistant, document="figures.csv")
    assert given.status == "not_found"
    assert given.calculation is None
    assert "not found in one table" in given.answer


@pytest.mark.usefixtures("fees")
@pytest.mark.parametrize(
    "question",
    [
        "List all fees.",
        "How many fees does the borrower pay?",
        "Is a guarantor absent?",
        "Summarise the file.",
        "Compare form.docx and accounts.pdf: what is the turnover?",
        "What was the percentage change in turnover between 2025 and 2026?",
        "In which year was turnover higher?",
    ],
)
def test_made_again_it_is_the_same(assistant: Assistant, question: str) -> None:
    first = answer(question, case_id=1, assistant=assistant)
    second = again(first, case_id=1, assistant=assistant)
    assert compare(first, second).same, compare(first, second).differences
    assert compare(first, second).differences == ()


@pytest.mark.usefixtures("fees")
def test_a_list_of_questions_has_all_kinds(assistant: Assistant, shelf: Shelf) -> None:
    questions = [
        "List all fees.", "What was the change in turnover between 2025 and 2026?",
        "What is the amount of the term loan facility?", "Is a guarantor absent?",
    ]  # fmt: skip
    engine = ScriptedLanguageEngine(["Nothing of this is checked."])
    ready = replace(assistant, language=engine)
    given = answer_many(questions, case_id=1, assistant=ready)
    assert [one.kind for one in given] == ["list", "numeric", "look-up", "absence"]
    assert [one.provenance.list_place for one in given] == [0, 1, 2, 3]
    for one in given:
        check(one, shelf)
    engine = ScriptedLanguageEngine(["Nothing of this is checked."])
    repeated = again_many(given, case_id=1, assistant=replace(assistant, language=engine))
    assert all(compare(a, b).same for a, b in zip(given, repeated, strict=True))


def test_every_page_is_reported_and_can_be_stopped(assistant: Assistant, shelf: Shelf) -> None:
    seen: list[Progress] = []
    answer("List all fees.", case_id=1, assistant=assistant, job=Job(seen.append))
    assert any(one.stage == "reading" and one.done == one.total == 3 for one in seen)

    def stop(progress: Progress) -> None:
        if progress.stage == "reading":
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        answer("List all fees.", case_id=1, assistant=assistant, job=job)


words = st.sampled_from(
    ["fee", "loan", "rent", "stock", "bond", "lease", "audit", "bank", "clerk", "grant"]
)
sentences_ = st.lists(st.lists(words, min_size=1, max_size=9), min_size=1, max_size=30)


@given(sentences_)
def test_merging_is_what_comparing_each_with_each_gives(found: list[list[str]]) -> None:
    """The short cut of the merge loses no pair."""
    text = "\n".join(f"The {' '.join(one)} is due." for one in found)
    page = PageText("a.txt", 1, 1, text)
    merged = items._merged([(part, 1.0) for part in parts([page], Job())])
    plain = [items._plain(item.parts[0].text) for item in merged]
    for n, one in enumerate(plain):
        for other in plain[n + 1 :]:
            assert len(one & other) / len(one | other) < items._SAME
    assert sum(len(item.parts) for item in merged) == len(list(parts([page], Job())))
