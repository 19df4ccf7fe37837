"""A list of questions, with engines that are scripted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appliance.assistant import prompting
from appliance.assistant.answers import Assistant, again, again_many, answer, answer_many
from appliance.assistant.drafting import FROM_MODEL
from appliance.assistant.records import MOST_QUESTION_CP
from appliance.assistant.store import compare
from appliance.documents.store import PageText
from appliance.engine.records import Priority
from appliance.errors import BadInput, Cancelled, CaseEmpty
from appliance.jobs import Job
from tests.unit.assistant.batching import BatchingEngine
from tests.unit.assistant.conftest import Meanings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from appliance.assistant.records import Answer
    from tests.unit.assistant.conftest import Shelf

AMOUNT = "What is the amount of the term loan facility?"
COVER = "What shall the Debt Service Cover Ratio not be less than?"
RECIPE = "What is the recipe for pancakes?"
DRAFTS = {
    AMOUNT: "The amount of the term loan facility is £1,250,000. [P1]",
    COVER: "The Debt Service Cover Ratio shall not be less than 1.25:1. [P1]",
}


class Counting(Meanings):
    """Counts the texts that were embedded."""

    texts = 0

    def embed(self, texts: Sequence[str], **options: object) -> np.ndarray:
        self.texts += len(texts)
        return super().embed(texts, **options)


@pytest.fixture
def language() -> BatchingEngine:
    return BatchingEngine(by_question=DRAFTS)


def test_each_answer_is_the_one_it_is_alone_but_for_how_it_was_computed(
    assistant: Assistant,
) -> None:
    asked = [AMOUNT, RECIPE, COVER]
    together = answer_many(asked, case_id=1, assistant=assistant)
    for one, question in zip(together, asked, strict=True):
        alone = answer(question, case_id=1, assistant=assistant)
        assert (one.status, one.sentences, one.passages) == (
            alone.status,
            alone.sentences,
            alone.passages,
        )
        assert one.provenance.confidence == alone.provenance.confidence
        assert one.provenance.prompt_version == "answer.v1", "a case of three documents"
    assert together[0].provenance.schedule.startswith("batch:")
    assert together[1].provenance.schedule == "", "the model was not asked"


def test_a_document_that_fits_is_given_whole_with_the_question_last(
    assistant: Assistant, language: BatchingEngine
) -> None:
    made = answer_many([AMOUNT, COVER], case_id=1, document="agreement.pdf", assistant=assistant)
    ((priority, asks),) = language.batches
    assert priority is Priority.BATCH
    turns = [ask.prompt.messages[-1] for ask in asks]
    (cut,) = turns[0].cuts
    assert turns[1].cuts == (cut,)
    assert turns[0].text[:cut] == turns[1].text[:cut]
    assert "1,250,000" in turns[0].text[:cut]
    assert "general nature of its business" in turns[0].text[:cut]
    assert turns[0].text[cut:].split() == ["Question:", *AMOUNT.split(), "Answer:"]
    assert asks[0].prompt.keep == asks[1].prompt.keep != ""
    for one in made:
        assert one.provenance.prompt_version == prompting.WHOLE_VERSION
        assert one.provenance.whole_sha256
        assert one.sentences[0].note == FROM_MODEL
        assert one.passages, "the parts that speak of the question are kept with the answer"


def test_kept_tokens_and_the_list_are_in_the_record(assistant: Assistant) -> None:
    made = answer_many([AMOUNT, COVER], case_id=1, document="agreement.pdf", assistant=assistant)
    assert sorted(one.timings["kept_tokens"] > 0 for one in made) == [False, True]
    assert [one.provenance.list_place for one in made] == [0, 1]
    assert {one.provenance.list_size for one in made} == {2}
    assert len({one.provenance.list_id for one in made}) == 1
    other = answer_many([AMOUNT], case_id=1, assistant=assistant)
    assert other[0].provenance.list_id != made[0].provenance.list_id


def test_answers_come_as_they_finish_and_are_returned_in_order(assistant: Assistant) -> None:
    came: list[tuple[int, Answer]] = []
    made = answer_many(
        [AMOUNT, RECIPE, COVER],
        case_id=1,
        assistant=assistant,
        on_done=lambda place, one: came.append((place, one)),
    )
    assert [place for place, _ in came] == [1, 2, 0], "not found first, then as the engine ends"
    assert [one.question for one in made] == [AMOUNT, RECIPE, COVER]
    assert dict(came) == dict(enumerate(made))


def test_drafts_are_streamed_by_question_without_hidden_characters(assistant: Assistant) -> None:
    language = BatchingEngine(by_question={AMOUNT: "It is \u200b£1,250,000."})
    pieces: list[tuple[int, str]] = []
    answer_many(
        [RECIPE, AMOUNT],
        case_id=1,
        assistant=replace(assistant, language=language),
        on_text=lambda place, piece: pieces.append((place, piece)),
    )
    assert {place for place, _ in pieces} == {1}
    assert "".join(piece for _, piece in pieces).split() == ["It", "is", "£1,250,000."]


def test_a_document_that_is_too_long_is_asked_by_passages(
    assistant: Assistant, shelf: Shelf
) -> None:
    long = shelf.pages[0].text + "The Borrower shall keep its books in good order. " * 700
    shelf.pages[0] = PageText("agreement.pdf", 1, 3, long)
    (made,) = answer_many([AMOUNT], case_id=1, document="agreement.pdf", assistant=assistant)
    assert made.provenance.prompt_version == "answer.v1"
    assert made.provenance.whole_sha256 == ""


def test_a_question_too_long_beside_the_document_is_asked_by_passages(
    assistant: Assistant, language: BatchingEngine
) -> None:
    tight = assistant.limits._replace(whole_tokens=400, answer_tokens=32)
    long = AMOUNT + " The amount of the term loan facility, please." * 30
    made = answer_many(
        [AMOUNT, long],
        case_id=1,
        document="agreement.pdf",
        assistant=replace(assistant, limits=tight),
    )
    versions = [one.provenance.prompt_version for one in made if one.status == "answered"]
    assert versions == [prompting.WHOLE_VERSION, "answer.v1"]
    assert len(language.batches) == 1, "still one batch"


def test_texts_are_embedded_once_for_all_questions(assistant: Assistant) -> None:
    counting = Counting()
    asked = replace(assistant, embedder=counting)
    for question in (AMOUNT, COVER):
        answer(question, case_id=1, assistant=asked)
    alone, counting.texts = counting.texts, 0
    answer_many([AMOUNT, COVER], case_id=1, assistant=asked)
    assert counting.texts < alone * 0.7


@pytest.mark.parametrize("bad", ["", " \n", "x" * (MOST_QUESTION_CP + 1)])
def test_a_bad_question_is_named_by_its_place_and_nothing_is_asked(
    assistant: Assistant, language: BatchingEngine, bad: str
) -> None:
    with pytest.raises(BadInput, match="Question 2"):
        answer_many([AMOUNT, bad], case_id=1, assistant=assistant)
    assert language.batches == []


def test_an_empty_list_has_no_answers_and_an_empty_case_none_either(
    assistant: Assistant, shelf: Shelf
) -> None:
    assert answer_many([], case_id=1, assistant=assistant) == []
    shelf.pages.clear()
    with pytest.raises(CaseEmpty):
        answer_many([AMOUNT], case_id=1, assistant=assistant)


def test_stopped_half_way_what_was_finished_was_handed_out(assistant: Assistant) -> None:
    job = Job()
    came: list[int] = []

    def stop_after_one(place: int, _given: Answer) -> None:
        came.append(place)
        job.cancel()

    with pytest.raises(Cancelled):
        answer_many(
            [AMOUNT, COVER], case_id=1, assistant=assistant, job=job, on_done=stop_after_one
        )
    assert came == [1]


def test_the_whole_list_made_again_is_the_same_batch(assistant: Assistant) -> None:
    before = answer_many(
        [AMOUNT, RECIPE, COVER], case_id=1, document="agreement.pdf", assistant=assistant
    )
    now = again_many(before, case_id=1, assistant=assistant)
    for one, other in zip(before, now, strict=True):
        compared = compare(one, other)
        assert compared.same
        assert compared.differences == ()
        assert one.provenance.schedule == other.provenance.schedule


def test_one_of_a_list_made_again_alone_says_so(assistant: Assistant) -> None:
    before, _ = answer_many(
        [AMOUNT, COVER], case_id=1, document="agreement.pdf", assistant=assistant
    )
    now = again(before, case_id=1, assistant=assistant)
    assert now.provenance.prompt_version == prompting.WHOLE_VERSION
    compared = compare(before, now)
    assert compared.same
    assert compared.differences == ("computed alone now, together with other questions before",)


def test_a_changed_document_is_said_to_be_another(assistant: Assistant, shelf: Shelf) -> None:
    (before,) = answer_many([AMOUNT], case_id=1, document="agreement.pdf", assistant=assistant)
    changed = shelf.pages[0].text.replace("general nature", "special nature")
    shelf.pages[0] = shelf.pages[0]._replace(text=changed)
    (now,) = again_many([before], case_id=1, assistant=assistant)
    assert "other passages: a document was changed or removed" in compare(before, now).differences
