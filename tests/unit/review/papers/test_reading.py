"""What a review sees of a case: papers with their types, pages, and places as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.errors import DocumentUnknown

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile

TEXT = "Loan agreement\r\nThe Borrower repays £1,250,000.\n\n  贷款人 signs. \n"


def test_papers_are_read_in_order_with_types_and_digests(paper_file: PaperFile) -> None:
    first = paper_file.add("a.txt", TEXT)
    paper_file.add(
        "mail.eml", "From: a\nTo: b\nSubject: loan agreement", media_type="message/rfc822"
    )
    papers = paper_file.papers()
    assert [one.type for one in papers.read] == ["loan-agreement", "correspondence"]
    assert papers.read[0].document_id == first
    assert len(papers.read[0].sha256) == 64
    assert papers.of_types(("correspondence",)) == papers.read[1:]
    assert papers.of_types(()) == papers.read
    assert paper_file.papers(["mail.eml"]).read == papers.read[1:]
    with pytest.raises(DocumentUnknown):
        paper_file.papers(["other.txt"])


def test_what_could_not_be_read_is_told(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "one", "two", troubles=(2,))
    waiting = paper_file.store.take_in(paper_file.case_id, "b.txt", "b" * 64, b"b")
    papers = paper_file.papers()
    searched = papers.searched()
    assert (searched.pages, searched.pages_total) == (1, 2)
    assert searched.documents == ("a.txt", "b.txt")
    assert searched.unread == (
        "a.txt: page 2: Its picture could not be read.",
        "b.txt: It has not been read yet.",
    )
    assert papers.texts(waiting.id) == ()


def test_pages_come_back_as_they_are_whichever_document_was_loaded(paper_file: PaperFile) -> None:
    ids = [paper_file.add(f"{n}.txt", f"page 1 of {n}", f"page 2 of {n}") for n in range(3)]
    papers = paper_file.papers()
    for number in (0, 2, 1, 0):
        assert [one.text for one in papers.texts(ids[number])] == [
            f"page 1 of {number}",
            f"page 2 of {number}",
        ]
    with pytest.raises(LookupError):
        papers.page(ids[0], 3)
    with pytest.raises(DocumentUnknown):
        papers.texts(99)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(start=st.integers(-2, len(TEXT) + 2), end=st.integers(-2, len(TEXT) + 2))
def test_a_quote_is_exactly_what_stands_at_its_place(
    paper_file: PaperFile, start: int, end: int
) -> None:
    papers = paper_file.papers()
    if not papers.read:
        paper_file.add("a.txt", TEXT, boxes=True)
        papers = paper_file.papers()
    own = papers.read[0]
    if not 0 <= start <= end <= len(TEXT) or not TEXT[start:end].strip():
        with pytest.raises(ValueError, match="place"):
            papers.evidence(own.document_id, 1, start, end, "for")
        return
    one = papers.evidence(own.document_id, 1, start, end, "for")
    assert one.quote == TEXT[one.start : one.end] == TEXT[start:end].strip()
    assert (one.document, one.sha256) == (own.document, own.sha256)
    assert one.boxes


def test_a_long_place_is_cut_to_a_quote(paper_file: PaperFile) -> None:
    document_id = paper_file.add("a.txt", "word " * 2000)
    one = paper_file.papers().evidence(document_id, 1, 0, 10_000, "for")
    assert len(one.quote) == one.end - one.start <= 1200
