"""Several visits at once, over the real door and a real chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app.door import Action
from appliance.app.office import Office
from appliance.app.visits import Visits
from appliance.crypto.kdf import KdfParams
from appliance.errors import Cancelled, CaseEmpty, DiskFull, QuestionsTooMany
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
PASSPHRASE = "a passphrase of some length"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    made.cases.new("Bakery")
    yield made
    made.lock()


def outcomes(office: Office) -> list[tuple[str, object]]:
    """Outcome and place of each question's line."""
    lines = [entry for entry in office._audit.entries() if entry.event == "asked"]
    found: list[tuple[str, object]] = []
    for entry in lines:
        found.append((str(entry.details["outcome"]), entry.details.get("place")))
    return found


def enter(office: Office, visits: Visits, count: int) -> None:
    for place in range(count):
        subject = office._store.subject("Bakery")
        visits.enter(place, office._door.enter(Action.ASK, subject, whole=False, place=place))


def test_each_ends_by_itself_in_any_order(office: Office) -> None:
    with Visits() as visits:
        enter(office, visits, 3)
        for place in (2, 0, 1):
            visits.end(place)
            assert outcomes(office)[-1] == ("done", place)
    assert len(outcomes(office)) == 3


@pytest.mark.parametrize(
    ("error", "outcome"), [(Cancelled(), "cancelled"), (DiskFull(name="x"), "failed")]
)
def test_what_is_open_shares_the_fate_of_the_block(
    office: Office, error: Exception, outcome: str
) -> None:
    with pytest.raises(type(error)) as caught, Visits() as visits:
        enter(office, visits, 3)
        visits.end(1)
        raise error
    assert caught.value is error
    assert sorted(outcomes(office), key=lambda line: str(line[1])) == [
        (outcome, 0),
        ("done", 1),
        (outcome, 2),
    ]


def test_what_belongs_to_a_line_is_kept_with_it_or_not_at_all(office: Office) -> None:
    with Visits() as visits:
        enter(office, visits, 1)

        def fail() -> None:
            raise DiskFull(name="vault.db")

        visits[0].with_line(fail)
        with pytest.raises(DiskFull):
            visits.end(0)
    assert [outcome for outcome, _ in outcomes(office)] == ["failed"]


def test_too_many_questions_leave_no_line_and_an_empty_case_one_each(office: Office) -> None:
    with pytest.raises(QuestionsTooMany):
        office.answers.ask_many("Bakery", ["Who?"] * 501)
    assert outcomes(office) == []
    with pytest.raises(CaseEmpty):
        office.answers.ask_many("Bakery", ["Who?", "When?"])
    assert [outcome for outcome, _ in outcomes(office)] == ["failed", "failed"]
    assert office.answers.ask_many("Bakery", []) == ()
