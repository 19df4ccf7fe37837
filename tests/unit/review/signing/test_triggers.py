"""Reviews attacked with SQL, past all code of ours: what the database itself refuses.

A person who holds the keys could drop the triggers; what stands here is that no statement of our
own program, however wrong, signs for two persons or changes what was signed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from tests import reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.app.office import Office
    from appliance.vault.connection import Connection

SHA = "ab" * 32
OTHER = "cd" * 32
STATES = ("proposing", "open", "submitted", "signed")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    reviews.cheap(monkeypatch)
    made = reviews.create(tmp_path / "vault", Rita="reviewer")
    reviews.begin(made, "A")
    yield made
    made.lock()


@pytest.fixture
def db(office: Office) -> Connection:
    """The case's database; each statement is a transaction of its own."""
    return office._store.content(office._store.case("A").id).connection()


def refused(db: Connection, statement: str, *values: object) -> None:
    """The statement is refused by a trigger or a rule of the schema, and nothing is changed."""
    before = everything(db)
    with pytest.raises(dbapi2.IntegrityError):
        db.execute(statement, values)
    assert everything(db) == before, statement


def everything(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = ("review", "review_item", "review_seen", "review_signature", "review_history")
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608


def sign(
    part: str, who: str, sha256: str = SHA, round_no: int = 1
) -> tuple[str, *tuple[object, ...]]:
    return (
        "INSERT INTO review_signature (review_id, round, part, who, at, content_sha256, record) "
        "VALUES (1, ?, ?, ?, 'now', ?, '{}')",
        round_no, part, who, sha256,
    )  # fmt: skip


def decide(db: Connection, who: str = "maker") -> None:
    db.execute("UPDATE review_item SET state = 'accepted', decided_by = ?", (who,))


def look(db: Connection, who: str, places: range = range(4), round_no: int = 1) -> None:
    db.executemany(
        "INSERT INTO review_seen VALUES (1, ?, ?, ?, 'now')",
        [(round_no, place, who) for place in places],
    )


def state(db: Connection, to: str) -> str:
    db.execute("UPDATE review SET state = ?", (to,))
    return to


def submitted(db: Connection) -> None:
    decide(db)
    statement, *values = sign("maker", "maker")
    db.execute(statement, values)
    state(db, "submitted")


def signed(db: Connection) -> None:
    submitted(db)
    look(db, "checker")
    statement, *values = sign("checker", "checker")
    db.execute(statement, values)
    state(db, "signed")


def test_the_way_that_there_is(db: Connection) -> None:
    signed(db)
    rows = db.execute("SELECT part, who FROM review_signature ORDER BY part").fetchall()
    assert rows == [("checker", "checker"), ("maker", "maker")]


@pytest.mark.parametrize("to", [one for one in STATES if one != "open"])
def test_no_state_is_reached_without_its_signature(db: Connection, to: str) -> None:
    decide(db)
    refused(db, "UPDATE review SET state = ?", to)
    refused(db, "UPDATE OR REPLACE review SET state = ?", to)
    refused(db, "UPDATE OR IGNORE review SET state = ?", to)
    refused(db, "UPDATE review SET state = ?, round = round + 1", to)


def test_an_unsigned_submission_is_not_signed(db: Connection) -> None:
    submitted(db)
    for to in ("signed", "proposing", "open"):  # open is a new round only
        refused(db, "UPDATE review SET state = ?", to)
    for round_no in (0, 1, 3, 99):
        refused(db, "UPDATE review SET state = 'open', round = ?", round_no)
    refused(db, "UPDATE review SET round = 2")
    refused(db, "UPDATE review SET state = 'signed', round = 2")


def test_a_new_round_needs_both_signatures_again(db: Connection) -> None:
    signed(db)
    for to in ("submitted", "proposing"):
        refused(db, "UPDATE review SET state = ?", to)
    db.execute("UPDATE review SET state = 'open', round = 2")
    refused(db, "UPDATE review SET state = 'submitted'")
    refused(db, *sign("maker", "maker", round_no=1))
    statement, *values = sign("maker", "maker", round_no=2)
    db.execute(statement, values)
    state(db, "submitted")
    refused(db, "UPDATE review SET state = 'signed'")
    refused(db, *sign("checker", "checker", round_no=2))  # opened in the first round only
    refused(db, *sign("checker", "checker", round_no=1))


def test_one_person_does_not_sign_twice(db: Connection) -> None:
    submitted(db)
    look(db, "maker")
    refused(db, *sign("checker", "maker"))
    refused(db, *sign("checker", ""))
    refused(db, "UPDATE review SET state = 'signed'")


def test_who_decided_does_not_check(db: Connection) -> None:
    decide(db)
    db.execute("UPDATE review_item SET decided_by = 'checker' WHERE place = 2")
    statement, *values = sign("maker", "maker")
    db.execute(statement, values)
    state(db, "submitted")
    look(db, "checker")
    refused(db, *sign("checker", "checker"))


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_all_evidence_is_opened(db: Connection, left_out: int) -> None:
    submitted(db)
    for place in (one for one in range(4) if one != left_out):
        look(db, "checker", range(place, place + 1))
    look(db, "another")
    look(db, "checker", round_no=2)
    refused(db, *sign("checker", "checker"))
    look(db, "checker", range(left_out, left_out + 1))
    statement, *values = sign("checker", "checker")
    db.execute(statement, values)


def test_both_sign_the_same(db: Connection) -> None:
    submitted(db)
    look(db, "checker")
    refused(db, *sign("checker", "checker", OTHER))
    refused(db, *sign("checker", "checker", "short"))


@pytest.mark.parametrize("waiting", ["waiting", "open"])
def test_every_item_is_decided(db: Connection, waiting: str) -> None:
    decide(db)
    db.execute("UPDATE review_item SET state = ? WHERE place = 1", (waiting,))
    refused(db, *sign("maker", "maker"))


def test_no_checker_before_a_maker(db: Connection) -> None:
    decide(db)
    look(db, "checker")
    refused(db, *sign("checker", "checker"))
    refused(db, *sign("witness", "checker"))
    statement, *values = sign("maker", "maker")
    db.execute(statement, values)
    refused(db, *sign("checker", "checker"))  # it is not submitted yet


@pytest.mark.parametrize("then", [submitted, signed])
def test_items_are_frozen(db: Connection, then: object) -> None:
    then(db)  # type: ignore[operator]
    for change in (
        "state = 'open'",
        "record = '{}'",
        "evidence = 0",
        "decided_by = 'x'",
        "place = 9",
    ):
        for how in ("UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE"):
            refused(db, f"{how} review_item SET {change} WHERE place = 1")
    refused(db, "DELETE FROM review_item WHERE place = 1")
    for how in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
        for place in (1, 9):
            refused(
                db,
                f"{how} INTO review_item (review_id, place, state, record) "
                f"VALUES (1, {place}, 'accepted', '{{}}')",
            )
    refused(
        db,
        "INSERT INTO review_item (review_id, place, state, record) VALUES (1, 1, 'open', '{}') "
        "ON CONFLICT DO UPDATE SET state = 'open'",
    )


@pytest.mark.parametrize("then", [submitted, signed])
def test_the_review_itself_is_frozen(db: Connection, then: object) -> None:
    then(db)  # type: ignore[operator]
    for how in ("UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE"):
        refused(db, f"{how} review SET record = 'other'")
        refused(db, f"{how} review SET record = 'other', state = 'open', round = round + 1")
    db.execute("UPDATE review SET state = 'open', round = round + 1")
    db.execute("UPDATE review SET record = 'other'")


def test_items_are_never_added_or_removed_while_open(db: Connection) -> None:
    refused(db, "DELETE FROM review_item")
    refused(
        db, "INSERT INTO review_item (review_id, place, state, record) VALUES (1, 9, 'open', '{}')"
    )
    refused(db, "UPDATE review_item SET state = 'signed'")


@pytest.mark.parametrize("part", ["maker", "checker"])
def test_signatures_stay(db: Connection, part: str) -> None:
    signed(db)
    for change in (
        "who = 'x'",
        f"content_sha256 = '{OTHER}'",
        "record = '{}'",
        "round = 2",
        "at = ''",
    ):
        for how in ("UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE"):
            refused(db, f"{how} review_signature SET {change} WHERE part = ?", part)
    refused(db, "DELETE FROM review_signature WHERE part = ?", part)
    refused(db, "DELETE FROM review_signature")
    for how in ("INSERT", "INSERT OR REPLACE", "REPLACE"):
        statement, *values = sign(part, "x")
        refused(db, statement.replace("INSERT", how, 1), *values)


def test_a_signature_is_not_replaced_before_it_counts(db: Connection) -> None:
    decide(db)
    statement, *values = sign("maker", "maker")
    db.execute(statement, values)
    statement, *values = sign("maker", "another", OTHER)
    refused(db, statement.replace("INSERT", "INSERT OR REPLACE", 1), *values)


def test_history_stays(db: Connection) -> None:
    insert = (
        "INTO review_history (id, review_id, round, at, who, what, record) "
        "VALUES (?, 1, 1, 'now', 'me', 'signed', '{}')"
    )
    db.execute(f"INSERT {insert}", (7,))
    for how in ("UPDATE", "UPDATE OR IGNORE", "UPDATE OR REPLACE"):
        refused(db, f"{how} review_history SET what = 'nothing'")
    refused(db, "DELETE FROM review_history")
    for how in ("INSERT", "INSERT OR REPLACE", "REPLACE"):
        refused(db, f"{how} {insert}", 7)


def test_a_review_stays_what_it_is_about(db: Connection) -> None:
    for change in ("checklist = 'x'", f"checklist_sha256 = '{OTHER}'", "started_at = ''", "id = 9"):
        refused(db, f"UPDATE review SET {change}")  # noqa: S608
    refused(db, "DELETE FROM review")


@pytest.mark.parametrize(
    ("how", "to"),
    list(itertools.product(("INSERT", "INSERT OR REPLACE", "REPLACE"), STATES)),
)
def test_no_review_is_put_in_the_place_of_another(db: Connection, how: str, to: str) -> None:
    signed(db)
    refused(
        db,
        f"{how} INTO review (id, checklist, checklist_sha256, started_at, state, record) "
        "VALUES (1, 'x', ?, 'now', ?, '{}')",
        SHA,
        to,
    )


@pytest.mark.parametrize("to", [one for one in STATES if one != "proposing"])
def test_no_review_begins_signed(db: Connection, to: str) -> None:
    refused(
        db,
        "INSERT INTO review (checklist, checklist_sha256, started_at, state, record) "
        "VALUES ('x', ?, 'now', ?, '{}')",
        SHA,
        to,
    )


def test_what_was_signed_outlives_new_keys(office: Office, db: Connection) -> None:
    signed(db)
    before = everything(db)
    office.accounts.rotate()
    after = office._store.content(office._store.case("A").id).connection()
    assert after is not db
    assert everything(after) == before
    refused(after, "DELETE FROM review_signature")
    office.cases.remove("A")  # it goes with its case only, and then it does
    assert office.cases.list() == ()
