"""What differs when a review is run again, and what is said to be the cause."""

from __future__ import annotations

import msgspec
import pytest

from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import (
    Evidence,
    MadeWith,
    Paper,
    PaperRead,
    Proposal,
    Review,
    ReviewItem,
    Searched,
)
from appliance.review.replaying import compare, differing

AT = "2026-01-02T12:00:00.000+00:00"
SHA = "aa" * 32
PLACE = Evidence("a.pdf", 7, SHA, 2, 10, 15, "five %")
OTHER = Evidence("a.pdf", 7, SHA, 3, 1, 4, "six")
MADE = MadeWith(rules="1", language_digest="d1", prompt_version="v1", schedule="score:1")
SEARCHED = Searched(("a.pdf",), 3, 3)
FOUND = Proposal("met", 0.9, "model", True, ("because",), (PLACE, OTHER), SEARCHED, made=MADE)
ITEM = Item("rate", "statement", "Rate", "It is five per cent.", "high")


def review(proposal: Proposal | None) -> Review:
    checklist = Checklist("c", "1.0", "C", (ITEM,))
    return Review(
        id=3, case="A", checklist=checklist, checklist_sha256="c0" * 32, started_at=AT,
        started_by="Ada", today="2026-01-02", state="open", round=1,
        papers=(PaperRead("a.pdf", 7, SHA, 3),), items=(ReviewItem(0, ITEM, "open", proposal),),
    )  # fmt: skip


def changed(**fields: object) -> Proposal:
    return msgspec.structs.replace(FOUND, **fields)


def remade(**fields: object) -> MadeWith:
    return msgspec.structs.replace(MADE, **fields)


def test_the_same_is_the_same_whatever_the_time_and_the_sentences() -> None:
    again = changed(why=("in other words",), made=remade(seconds=9.0))
    made = compare(review(FOUND), {0: again}, at=AT)
    assert (made.review, made.same, made.changes) == (3, 1, ())


def test_a_document_that_was_added_again_has_another_number_and_the_same_quotes() -> None:
    moved = tuple(
        msgspec.structs.replace(one, document_id=99, document="b.pdf") for one in FOUND.evidence
    )
    assert compare(review(FOUND), {0: changed(evidence=moved)}, at=AT).same == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verdict": "contradicted"}, "“met” became “contradicted”"),
        ({"confidence": 0.25}, "confidence 0.9 became 0.25"),
        ({"certain": False}, "it is not certain any more"),
        ({"evidence": (OTHER, PLACE)}, "the same places of evidence stand in another order"),
        ({"evidence": (OTHER,)}, "other evidence: 1 of 2 places are gone, 0 are new"),
        ({"papers": (Paper("valuation", "stale"),)}, "the states of papers differ"),
        ({"searched": Searched((), 0, 0)}, "other documents or pages were looked through"),
    ],
)
def test_each_difference_is_named(fields: dict[str, object], said: str) -> None:
    made = compare(review(FOUND), {0: changed(**fields)}, at=AT)
    (change,) = made.changes
    assert (change.item, change.what) == ("rate", (said,))
    assert change.why[0].startswith("Papers, models, prompts, rules and day are the same")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rules": "2"}, "The rules of code are of another version: 1 then, 2 now."),
        ({"language_digest": ""}, "Another language model was asked: d1 then, none now."),
        ({"prompt_version": "v2"}, "The prompt is of another version: v1 then, v2 now."),
        ({"schedule": "joined"}, "The models were asked in another order or company"),
        ({"seed": 4}, "The seed is another: 0 then, 4 now."),
    ],
)
def test_each_cause_is_named(fields: dict[str, object], said: str) -> None:
    after = changed(verdict="not met", made=remade(**fields))
    (change,) = compare(review(FOUND), {0: after}, at=AT).changes
    assert len(change.why) == 1
    assert change.why[0].startswith(said)


def test_papers_are_the_cause_where_their_places_were_used() -> None:
    told = ("“a.pdf” was deleted since.",)
    after = changed(verdict="not found", evidence=(), searched=Searched((), 0, 0))
    made = compare(review(FOUND), {0: after}, at=AT, about_all=told, gone=frozenset({SHA}))
    assert made.changes[0].why == told
    assert made.differences == told


def test_items_that_only_one_run_has() -> None:
    assert compare(review(None), {}, at=AT).same == 1
    assert compare(review(None), {0: FOUND}, at=AT).changes[0].what == (
        "there was no proposal then",
    )
    lost = compare(review(FOUND), {}, at=AT, about_all=("gone",)).changes[0]
    assert (lost.what, lost.why) == (("there is no proposal now",), ("gone",))


def test_versions_of_the_whole_review() -> None:
    assert differing(MADE, MADE) == ()
    (told,) = differing(MADE, remade(rules="2"))
    assert "1 then, 2 now" in told
