"""A whole answer, with engines that are scripted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appliance.assistant.answers import MOST_QUESTION_CP, Assistant, again, answer
from appliance.assistant.calibration import load
from appliance.assistant.drafting import FROM_MODEL
from appliance.assistant.store import compare
from appliance.errors import BadInput, Cancelled, CaseEmpty
from appliance.jobs import Job
from tests.contract.scripted_engine import ScriptedLanguageEngine

if TYPE_CHECKING:
    from appliance.assistant.records import Answer
    from tests.unit.assistant.conftest import Shelf

AMOUNT = "What is the amount of the term loan facility?"


def ask(assistant: Assistant, draft: str, question: str = AMOUNT) -> Answer:
    language = ScriptedLanguageEngine([draft])
    return answer(question, case_id=1, assistant=replace(assistant, language=language))


def check_citations(given: Answer, shelf: Shelf) -> None:
    pages = {(p.document_id, p.page): p for p in shelf.pages}
    for sentence in given.sentences:
        assert bool(sentence.citations) is sentence.supported
        for citation in sentence.citations:
            page = pages[citation.document_id, citation.page]
            assert page.text[citation.start : citation.end] == citation.quote
            assert page.document == citation.document


def test_verified_prose_comes_first_then_the_quotation(assistant: Assistant, shelf: Shelf) -> None:
    given = ask(assistant, "The amount of the term loan facility is £1,250,000. [P1]")
    assert given.status == "answered"
    assert given.sentences[0].text == "The amount of the term loan facility is £1,250,000."
    assert given.sentences[0].note == FROM_MODEL
    assert given.sentences[1].text.startswith("“2.1 The Lender makes available")
    assert given.answer.startswith("The amount of the term loan facility is £1,250,000. “2.1")
    check_citations(given, shelf)


@pytest.mark.parametrize(
    "draft",
    [
        "The amount of the term loan facility is £2,000,000. [P1]",
        "The amount of the term loan facility is £62,500. [P1]",
        "It is a nice day. The weather is good.",
        "",
        "Not found.",
        "[P1] [P2] [P77]",
    ],
)
def test_without_verified_prose_the_quotation_is_the_answer(
    assistant: Assistant, shelf: Shelf, draft: str
) -> None:
    given = ask(assistant, draft)
    assert given.status == "answered"
    assert given.sentences[0].text.startswith("“2.1 The Lender makes available")
    assert not any(s.supported for s in given.sentences if s.note == FROM_MODEL)
    assert "2,000,000" not in given.answer
    assert "weather" not in given.answer
    for sentence in given.sentences:
        assert sentence.supported or sentence.note
    check_citations(given, shelf)


def test_a_figure_of_another_row_or_year_is_not_taken(assistant: Assistant) -> None:
    question = "What was the profit for the financial year 2026?"
    for figure in ("543,170", "274,943"):
        given = ask(assistant, f"The profit for the financial year 2026 was £{figure}.", question)
        (prose,) = [s for s in given.sentences if s.text.startswith("The profit")]
        assert not prose.supported
        assert figure not in given.answer.split("“")[0]
    given = ask(assistant, "The profit for the financial year 2026 was £375,975.", question)
    assert given.sentences[0].supported
    assert given.sentences[0].text.startswith("The profit")


def test_a_compound_sentence_cites_a_place_for_each_statement(
    assistant: Assistant, shelf: Shelf
) -> None:
    draft = (
        "The Lender makes available a term loan facility of £1,250,000, and the Borrower shall "
        "repay the Loan in twenty equal quarterly instalments of £62,500."
    )
    given = ask(assistant, draft, "What term loan facility does the Lender make available?")
    assert given.sentences[0].text == draft
    assert len(given.sentences[0].citations) == 2
    check_citations(given, shelf)


def test_nothing_relevant_is_not_found_and_the_model_is_not_asked(
    assistant: Assistant, language: ScriptedLanguageEngine, shelf: Shelf
) -> None:
    given = answer("What is the recipe for pancakes?", case_id=1, assistant=assistant)
    assert given.status == "not_found"
    assert given.sentences == ()
    assert given.pages_searched == 3
    assert "3 of 3 pages" in given.answer
    assert given.provenance.draft == ""
    assert language.prompts == []
    assert given.provenance.confidence < load().threshold


def test_one_document_only(assistant: Assistant) -> None:
    given = answer(
        "What was the turnover?", case_id=1, document="accounts.pdf", assistant=assistant
    )
    assert given.pages_searched == 1
    assert {p.document for p in given.passages} == {"accounts.pdf"}


def test_c2_39_the_draft_is_streamed_without_hidden_characters(assistant: Assistant) -> None:
    language = ScriptedLanguageEngine(["The amount is \u200b£1,250,000 \U000e0041here."])
    pieces: list[str] = []
    answer(
        AMOUNT, case_id=1, assistant=replace(assistant, language=language), on_text=pieces.append
    )
    assert len(pieces) > 2
    assert "".join(pieces) == "The amount is £1,250,000 here."


def test_everything_to_make_it_again_is_kept(assistant: Assistant) -> None:
    given = ask(assistant, "The amount is £1,250,000.")
    provenance = given.provenance
    assert (provenance.language_digest, provenance.embedding_digest) == ("d1", "d2")
    assert provenance.prompt_version == "answer.v1"
    assert provenance.draft == "The amount is £1,250,000."
    assert provenance.chunk_ids == (100, 101, 102)
    assert provenance.engine_build == "scripted"
    assert {"search_s", "compare_s", "check_s", "prefill_s", "total_s"} <= set(given.timings)
    assert given.asked_at


def test_the_same_passages_give_the_same_answer(assistant: Assistant) -> None:
    first = ask(assistant, "The amount is £1,250,000.")
    same = ScriptedLanguageEngine(["The amount is £1,250,000."])
    second = again(first, case_id=1, assistant=replace(assistant, language=same))
    compared = compare(first, second)
    assert compared.same
    assert compared.differences == ()
    other = ScriptedLanguageEngine(["Something else entirely was written."])
    models = assistant.models.__class__("other", "d9", "words", "d2", "chatml")
    third = again(first, case_id=1, assistant=replace(assistant, language=other, models=models))
    compared = compare(first, third)
    assert not compared.same
    assert "another language model" in compared.differences
    assert "the model wrote another draft" in compared.differences


def test_a_removed_document_shows_in_the_comparison(assistant: Assistant, shelf: Shelf) -> None:
    first = ask(assistant, "The amount is £1,250,000.")
    del shelf.pages[0]
    compared = compare(first, again(first, case_id=1, assistant=assistant))
    assert not compared.same
    assert any("document was changed or removed" in one for one in compared.differences)


def test_c2_39_hidden_characters_are_reported(assistant: Assistant, shelf: Shelf) -> None:
    shelf.pages[0] = shelf.pages[0]._replace(
        text=shelf.pages[0].text.replace("term loan", "term\U000e0041\U000e0042 loan")
    )
    given = answer(f"{AMOUNT}\u200b", case_id=1, assistant=assistant)
    assert any("in the question" in warning for warning in given.warnings)
    assert any("agreement.pdf" in warning for warning in given.warnings)


@pytest.mark.parametrize("question", ["", "  \n", "\u200b\u200b", "x" * (MOST_QUESTION_CP + 1)])
def test_a_question_that_is_none_is_refused(assistant: Assistant, question: str) -> None:
    with pytest.raises(BadInput):
        answer(question, case_id=1, assistant=assistant)


def test_an_empty_case_is_an_error(assistant: Assistant, shelf: Shelf) -> None:
    shelf.pages.clear()
    with pytest.raises(CaseEmpty):
        answer(AMOUNT, case_id=1, assistant=assistant)


def test_cancelling_ends_it(assistant: Assistant) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        answer(AMOUNT, case_id=1, assistant=assistant, job=job)


def test_a_question_of_words_that_mean_nothing_is_not_found(assistant: Assistant) -> None:
    assert answer("What is it?", case_id=1, assistant=assistant).status == "not_found"


def test_a_ratio_that_the_question_defines_itself_is_not_the_usual_one(
    assistant: Assistant, shelf: Shelf
) -> None:
    shelf.pages[:] = [
        shelf.pages[0]._replace(
            text="(in thousands)\n\t2026\t2025\nTotal current assets\t500\t450\n"
            "Total current liabilities\t250\t200\n"
        )
    ]
    usual = ask(assistant, "", "What was the current ratio in 2026? Round to one decimal.")
    assert usual.calculation is not None
    assert usual.calculation.result == "2"
    own = ask(assistant, "", "What was the current ratio in 2026? It is defined as cash over debt.")
    assert own.status == "not_found"
    assert "definition of its own" in own.answer
