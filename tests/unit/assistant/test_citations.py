"""The model names passages; code makes the citation."""

import pytest

from appliance.assistant.citations import Drafted, cite, drafted
from appliance.documents.store import PageText

PAGE = PageText("a.pdf", 7, 2, "The fee\r\nis £12,500 ﬁxed.")


def test_the_quote_is_the_page_letter_by_letter() -> None:
    citation = cite(PAGE, 4, 20)
    assert citation.quote == "fee\r\nis £12,500 "
    assert (citation.document, citation.document_id, citation.page) == ("a.pdf", 7, 2)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 100)])
def test_a_place_that_is_not_on_the_page_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError):
        cite(PAGE, start, end)


def test_ids_are_taken_out_and_unknown_ones_dropped() -> None:
    draft = "The fee is £5 [P1]. It is due now (P2, P9). [P3]\nIt is fixed."
    assert drafted(draft, {"P1", "P2", "P3"}) == [
        Drafted("The fee is £5.", ("P1",)),
        Drafted("It is due now.", ("P2", "P3")),
        Drafted("It is fixed.", ()),
    ]


def test_repetition_lead_ins_and_empty_sentences_go() -> None:
    draft = "Answer: 2. The law of England governs. The law of England governs. ... [P8]"
    assert drafted(draft, set()) == [Drafted("The law of England governs.", ())]


def test_hidden_characters_do_not_come_back() -> None:
    assert drafted("The f\u200bee is \U000e0041£5.", set()) == [Drafted("The fee is £5.", ())]
