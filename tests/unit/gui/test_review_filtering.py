"""Which items are listed, which is next, and what a checker must have opened."""

from __future__ import annotations

from msgspec import structs

from appliance.app.review_items import evidence_of
from appliance.review.checklists.records import Checklist, Item, ItemKind, Severity
from appliance.review.records import (
    Decision,
    Evidence,
    ItemState,
    Proposal,
    Review,
    ReviewItem,
    Verdict,
)
from gui.pages.checklists import drafting
from gui.pages.review import filtering
from gui.pages.review.filtering import Choice
from gui.pages.review.looking import Opened


def evidence(page: int, document: str = "a.pdf") -> Evidence:
    return Evidence(document, 1, "0" * 64, page, 0, 3, "abc")


def made(
    place: int,
    verdict: Verdict,
    *,
    state: ItemState = "open",
    kind: ItemKind = "statement",
    severity: Severity = "high",
    pages: tuple[int, ...] = (),
    certain: bool = False,
) -> ReviewItem:
    item = Item(f"item-{place}", kind, f"Title {place}", "A question?", severity)
    found = tuple(map(evidence, pages))
    proposal = Proposal(verdict, 0.5, "code", certain=certain, evidence=found)
    decision = None
    if state != "open":
        kept = "needs a person" if state == "rejected" else verdict
        decision = Decision(state, kept, "Anna", "1", "2026-01-01")  # type: ignore[arg-type]
    return ReviewItem(place, item, state, proposal, decision)


ITEMS = (
    made(0, "met", state="accepted", pages=(1,), certain=True),
    made(1, "not found", severity="low"),
    made(2, "contradicted", state="rejected", pages=(1, 2), severity="critical"),
    made(3, "not found", kind="indicator"),
    made(4, "met", kind="indicator", pages=(3,)),
)
REVIEW = Review(
    1, "A", Checklist("a", "1.0", "A", tuple(one.item for one in ITEMS)), "", "", "", "2026-01-01",
    "open", 1, (), ITEMS,
)  # fmt: skip


def places(choice: Choice) -> list[int]:
    return [one.place for one in filtering.listed(REVIEW, choice)]


def test_items_are_chosen_by_severity_state_and_words() -> None:
    assert places(Choice()) == [0, 1, 2, 3, 4]
    assert places(Choice(severity="critical")) == [2]
    assert places(Choice(severity="medium")) == [0, 2, 3, 4]
    assert places(Choice(state="open")) == [1, 2, 3, 4]
    assert places(Choice(state="decided")) == [0]
    assert places(Choice(state="uncertain")) == [1, 2, 3, 4]
    assert places(Choice(state="unseen")) == [0, 2, 4]
    assert places(Choice(text="TITLE 3 ")) == [3]
    assert places(Choice(text="nothing")) == []


def test_an_indicator_is_an_exception_where_it_is_there() -> None:
    assert places(Choice(state="exceptions")) == [1, 4]


def test_the_next_open_item_comes_round_the_end() -> None:
    assert filtering.next_open(ITEMS, -1) == 1
    assert filtering.next_open(ITEMS, 2) == 3
    assert filtering.next_open(ITEMS, 4) == 1
    assert filtering.next_open(ITEMS[:1], 0) is None
    assert filtering.decided(REVIEW) == 1


def test_the_next_unseen_item_has_evidence() -> None:
    assert filtering.next_unseen(REVIEW, 0) == 2
    seen = structs.replace(REVIEW, seen=frozenset({0, 2}))
    assert filtering.next_unseen(seen, 4) == 4
    assert filtering.next_unseen(structs.replace(REVIEW, seen=frozenset(range(5))), 0) is None


def test_places_of_the_decision_come_before_those_that_were_proposed() -> None:
    assert ITEMS[0].decision is not None
    own = structs.replace(ITEMS[0].decision, evidence=(evidence(9), evidence(1)))
    one = structs.replace(ITEMS[0], decision=own)
    assert [found.page for found in evidence_of(one)] == [9, 1]
    assert filtering.pages_of(None) == frozenset()


def test_an_item_is_looked_at_when_each_of_its_pages_was_on_screen() -> None:
    opened, submitted = Opened(), structs.replace(REVIEW, state="submitted")
    opened.follow(submitted)
    item = ITEMS[2]
    assert not opened.note(item, "b.pdf", 1)
    assert not opened.note(item, "a.pdf", 1)
    assert opened.count(item, frozenset()) == 1
    opened.follow(submitted)
    assert opened.note(item, "a.pdf", 2)
    assert opened.count(item, frozenset()) == 2
    # A new round begins anew; what the vault kept as seen counts whole.
    opened.follow(structs.replace(submitted, round=2))
    assert opened.count(item, frozenset()) == 0
    assert opened.count(item, frozenset({2})) == 2


def test_versions_of_own_checklists() -> None:
    assert drafting.next_version("1.0") == "1.1"
    assert drafting.next_version("2026.9") == "2026.10"
    assert drafting.next_version("draft") == "draft.1"
    assert drafting.next_version("") == "1.0"
    copy = drafting.made(
        REVIEW.checklist, title="Mine", version="1.0", own=False, items=REVIEW.checklist.items[:2]
    )
    assert (copy.name, copy.title, len(copy.items)) == ("mine", "Mine", 2)
    same = drafting.made(REVIEW.checklist, title="A", version="1.1", own=True, items=())
    assert same.name == "a"
