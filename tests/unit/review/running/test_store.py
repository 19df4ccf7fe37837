"""Reviews in the vault: kept as they are, and what the database itself refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlcipher3 import dbapi2

from appliance.errors import ReviewUnknown, VaultDamaged, VaultLocked
from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import (
    Decision,
    Event,
    Evidence,
    MadeWith,
    PaperRead,
    Proposal,
    Rect,
    Review,
    ReviewItem,
    Signature,
)
from appliance.review.rows import Partial
from appliance.review.store import ReviewStore

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.store import Vault

AT = "2026-01-02T12:00:00.000+00:00"
CONTENT = "ab" * 32


def a_checklist(items: int = 3) -> Checklist:
    return Checklist(
        "lending",
        "1.0",
        "Lending",
        tuple(
            Item(f"item-{n}", "presence", f"Item {n}", f"Is {n} there?", "high")
            for n in range(items)
        ),
    )


def a_review(items: int = 3) -> Review:
    checklist = a_checklist(items)
    return Review(
        id=0,
        case="Miller",
        checklist=checklist,
        checklist_sha256="c0" * 32,
        started_at=AT,
        started_by="Ada",
        today="2026-01-02",
        state="proposing",
        round=1,
        papers=(PaperRead("loan.pdf", 7, "aa" * 32, 12, "loan agreement", ("page 3: blank",)),),
        items=tuple(ReviewItem(n, item, "waiting") for n, item in enumerate(checklist.items)),
        asked=("loan.pdf",),
        models=MadeWith(language_digest="dd" * 32, seed=3),
    )


def proposed(item: ReviewItem, verdict: str = "met") -> ReviewItem:
    found = Evidence("loan.pdf", 7, "aa" * 32, 2, 10, 15, "“5 %”", boxes=(Rect(1, 2, 3, 4),))
    proposal = Proposal(
        verdict,  # type: ignore[arg-type]
        0.9,
        "code",
        evidence=() if verdict == "not found" else (found,),
    )
    return msgspec.structs.replace(item, state="open", proposal=proposal)


def decided(
    item: ReviewItem, by: str, verdict: str = "met", *, due: str = "", waived: bool = False
) -> ReviewItem:
    decision = Decision("accepted", verdict, "name of " + by, by, AT, due=due, waived=waived)  # type: ignore[arg-type]
    return msgspec.structs.replace(item, state="accepted", decision=decision)


@pytest.fixture
def store(vault: Vault, clock: Clock) -> ReviewStore:
    return ReviewStore(vault, clock)


@pytest.fixture
def case_id(vault: Vault) -> int:
    return vault.cases.new("Miller", now=AT).id


def opened(store: ReviewStore, case_id: int, *, by: str, verdict: str = "met") -> Review:
    """A review whose items are all decided by `by`."""
    made = store.new(case_id, a_review())
    for item in made.items:
        store.put_item(case_id, made.id, decided(proposed(item, verdict), by, verdict))
    store.set_state(case_id, made.id, "open", round=1)
    return store.get(case_id, made.id)


def sign(
    store: ReviewStore, case_id: int, review: Review, part: str, by: str, at: str = AT
) -> None:
    store.add_signature(
        case_id,
        review.id,
        Signature(part, by, by, at, CONTENT, round=review.round),  # type: ignore[arg-type]
    )


def test_a_review_comes_back_as_it_was(store: ReviewStore, case_id: int) -> None:
    made = store.new(case_id, a_review())
    assert store.get(case_id, made.id) == made
    items = (proposed(made.items[0]), *made.items[1:])
    store.put_item(case_id, made.id, items[0])
    store.grow(case_id, made.id, seconds=12.5, notes=["No language model."])
    store.grow(case_id, made.id, seconds=1, notes=["No language model."])
    kept = store.get(case_id, made.id)
    assert kept == msgspec.structs.replace(
        made, items=items, seconds=13.5, notes=("No language model.",)
    )
    second = store.new(case_id, a_review(1))
    assert [one.id for one in store.all(case_id)] == [made.id, second.id]


def test_parts_of_an_item_stay_until_it_has_its_proposal(store: ReviewStore, case_id: int) -> None:
    made = store.new(case_id, a_review())
    part = Partial(7, Proposal("not found", 0.5, "model"))
    other = msgspec.structs.replace(part, document_id=8)
    store.put_part(case_id, made.id, 1, part)
    store.put_part(case_id, made.id, 1, other)
    assert store.parts(case_id, made.id) == {1: (part, other)}
    assert store.get(case_id, made.id) == made
    store.put_item(case_id, made.id, proposed(made.items[1]))
    assert store.parts(case_id, made.id) == {}
    with pytest.raises(ReviewUnknown):
        store.put_part(case_id, made.id, 1, part)


def test_reviews_of_another_case_are_not_there(
    store: ReviewStore, case_id: int, vault: Vault
) -> None:
    made = store.new(case_id, a_review())
    other = vault.cases.new("Other", now=AT).id
    assert store.all(other) == ()
    with pytest.raises(ReviewUnknown):
        store.get(other, made.id)
    with pytest.raises(ReviewUnknown):
        store.put_item(other, made.id, made.items[0])
    with pytest.raises(ReviewUnknown):
        store.set_state(other, made.id, "open", round=1)
    with pytest.raises(ReviewUnknown):
        store.saw(other, made.id, [0])
    with pytest.raises(ReviewUnknown):
        store.history(other, made.id)
    with pytest.raises(ReviewUnknown):
        store.add_event(other, made.id, Event(AT, "Ada", "started", 1))


def test_a_list_counts_without_reading_evidence(store: ReviewStore, case_id: int) -> None:
    made = store.new(case_id, a_review())
    first, second, _third = made.items
    late = decided(proposed(first, "not met"), "ada", "not met", due="2026-01-01")
    waived = decided(proposed(second, "not met"), "ada", "not met", due="2026-01-01", waived=True)
    store.put_item(case_id, made.id, late)
    store.put_item(case_id, made.id, waived)
    (line,) = store.lines(case_id, case="Miller")
    assert (line.case, line.id, line.title, line.version) == ("Miller", made.id, "Lending", "1.0")
    assert (line.counts.total, line.counts.waiting, line.counts.decided) == (3, 1, 2)
    assert (line.counts.exceptions, line.counts.not_met, line.overdue) == (2, 2, 1)


def test_two_persons_sign(store: ReviewStore, case_id: int, vault: Vault) -> None:
    review = opened(store, case_id, by="ada")
    sign(store, case_id, review, "maker", "ada")
    store.set_state(case_id, review.id, "submitted", round=1)
    with pytest.raises(dbapi2.IntegrityError, match="one person"):
        sign(store, case_id, review, "checker", "ada")
    with pytest.raises(dbapi2.IntegrityError, match="not opened"):
        sign(store, case_id, review, "checker", vault.user.id)
    with pytest.raises(dbapi2.IntegrityError, match="submitted"):
        store.put_item(case_id, review.id, review.items[0])
    store.saw(case_id, review.id, [0, 1])
    store.saw(case_id, review.id, [1, 2])
    assert (
        store.seen(case_id, review.id, round=1) == store.get(case_id, review.id).seen == {0, 1, 2}
    )
    sign(store, case_id, review, "checker", vault.user.id)
    store.set_state(case_id, review.id, "signed", round=1)
    assert [one.part for one in store.get(case_id, review.id).signatures] == ["maker", "checker"]
    (line,) = store.lines(case_id, case="Miller")
    assert (line.maker, line.checker, line.state) == ("ada", vault.user.id, "signed")


def test_who_decided_an_item_is_no_checker(store: ReviewStore, case_id: int, vault: Vault) -> None:
    review = opened(store, case_id, by=vault.user.id)
    sign(store, case_id, review, "maker", "somebody else")
    store.set_state(case_id, review.id, "submitted", round=1)
    store.saw(case_id, review.id, [0, 1, 2])
    with pytest.raises(dbapi2.IntegrityError, match="decided an item"):
        sign(store, case_id, review, "checker", vault.user.id)


def test_an_item_without_evidence_need_not_be_opened(
    store: ReviewStore, case_id: int, vault: Vault
) -> None:
    review = opened(store, case_id, by="ada", verdict="not found")
    sign(store, case_id, review, "maker", "ada")
    store.set_state(case_id, review.id, "submitted", round=1)
    sign(store, case_id, review, "checker", vault.user.id)
    store.set_state(case_id, review.id, "signed", round=1)


def test_a_reopened_review_keeps_its_signatures_and_counts_a_round(
    store: ReviewStore, case_id: int
) -> None:
    review = opened(store, case_id, by="ada")
    sign(store, case_id, review, "maker", "ada")
    store.set_state(case_id, review.id, "submitted", round=1)
    store.saw(case_id, review.id, [0])
    with pytest.raises(dbapi2.IntegrityError, match="does not go that way"):
        store.set_state(case_id, review.id, "open", round=1)
    store.set_state(case_id, review.id, "open", round=2)
    again = store.get(case_id, review.id)
    assert (again.round, again.signatures, again.seen) == (2, (), frozenset())
    assert [one.round for one in store.signatures(case_id, review.id)] == [1]
    assert store.seen(case_id, review.id, round=1) == {0}


def test_history_only_grows(store: ReviewStore, case_id: int, vault: Vault) -> None:
    made = store.new(case_id, a_review())
    lines = (Event(AT, "Ada", "started", 1), Event(AT, "Ada", "decided", 1, 2, "“met”"))
    for line in lines:
        store.add_event(case_id, made.id, line)
    assert store.history(case_id, made.id) == lines
    for statement in ("DELETE FROM review_history", "UPDATE review_history SET what = ''"):
        with (
            pytest.raises(dbapi2.IntegrityError, match="history"),
            vault.case(case_id).transaction() as connection,
        ):
            connection.execute(statement)


@pytest.mark.parametrize("record", ["{}", '{"a":' * 10_000, "\ud800"])
def test_damaged_records_are_named(
    store: ReviewStore, case_id: int, vault: Vault, record: str
) -> None:
    made = store.new(case_id, a_review())
    table = "review" if record == "{}" else "review_item"
    text = record.encode("utf-8", "replace").decode()
    with vault.case(case_id).transaction() as connection:
        connection.execute(f"UPDATE {table} SET record = ?", (text,))  # noqa: S608
    with pytest.raises(VaultDamaged):
        store.get(case_id, made.id)
    with pytest.raises(VaultDamaged):
        store.lines(case_id, case="Miller")


def test_items_of_another_checklist_are_damage(
    store: ReviewStore, case_id: int, vault: Vault
) -> None:
    made = store.new(case_id, a_review())
    short = msgspec.json.encode(a_checklist(2))
    with vault.case(case_id).transaction() as connection:
        connection.execute(
            "UPDATE review SET record = json_set(record, '$.checklist', json(?))",
            (short.decode(),),
        )
    with pytest.raises(VaultDamaged):
        store.get(case_id, made.id)
    longer = msgspec.json.encode(a_checklist(4))
    with vault.case(case_id).transaction() as connection:
        connection.execute(
            "UPDATE review SET record = json_set(record, '$.checklist', json(?))",
            (longer.decode(),),
        )
    with pytest.raises(VaultDamaged):
        store.get(case_id, made.id)


def test_locked_is_locked(store: ReviewStore, case_id: int, vault: Vault) -> None:
    vault.lock()
    with pytest.raises(VaultLocked):
        store.all(case_id)
