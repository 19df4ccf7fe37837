"""Papers of a review and those that are there later."""

from __future__ import annotations

from appliance.review.records import PaperRead
from appliance.review.running.since import since

A = PaperRead("a.pdf", 1, "aa" * 32, 3, "loan agreement")
B = PaperRead("b.pdf", 2, "bb" * 32, 1)


def test_nothing_changed() -> None:
    assert since([A, B], [A, B], all_of_case=True) == ((A, B), ())
    assert since([A], [A, B], all_of_case=False) == ((A,), ())


def test_what_changed_is_told_and_takes_no_part() -> None:
    kept, told = since([A, B], [A], all_of_case=True)
    assert (kept, told) == ((A,), ("“b.pdf” was deleted since.",))
    kept, told = since([A], [A, B], all_of_case=True)
    assert kept == (A,)
    assert told == ("“b.pdf” was added since; it takes no part in this review.",)


def test_the_same_bytes_again_are_another_document() -> None:
    again = PaperRead("b.pdf", 9, B.sha256, 1)
    kept, told = since([A, B], [A, again], all_of_case=True)
    assert (kept, told) == ((A,), ("“b.pdf” was deleted since and added again.",))


def test_another_document_of_the_same_name() -> None:
    other = PaperRead("b.pdf", 2, "cc" * 32, 1)
    kept, told = since([A, B], [A, other], all_of_case=True)
    assert kept == (A,)
    assert told[0] == "Another document stands in place of “b.pdf” since."


def test_read_again_it_stays_and_is_told() -> None:
    better = PaperRead("a.pdf", 1, A.sha256, 3, unread=("page 2: blank",))
    kept, told = since([A], [better], all_of_case=True)
    assert kept == (A,)
    assert told == ("“a.pdf” was read again since, and other pages of it are read.",)
