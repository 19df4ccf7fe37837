"""The decisions desk in a real vault, each user with an opening of their own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.audit.events import Event
from appliance.errors import (
    ApplianceError,
    BadInput,
    DecidedMeanwhile,
    DecisionInvalid,
    DocumentUnknown,
    EvidenceGone,
    EvidenceNotOpened,
    ItemsOpen,
    ItemUnknown,
    NobodysHand,
    NotAllowed,
    OverLimit,
    PageUnknown,
    ReviewChanged,
    ReviewNotOpen,
    ReviewUnknown,
    SamePerson,
)
from appliance.review import signing
from appliance.review.records import Limits, Quote
from tests import reviews
from tests.reviews import RETURN, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.app.office import Office

ADDRESS, SECRECY, RETURNED, CASH = range(4)


class House:
    """One vault and whoever is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = reviews.create(folder, Olga="officer", Rita="reviewer", Rob="reviewer")

    def enter(self, name: str) -> Office:
        """Lock the vault and let that user open it."""
        self.office.lock()
        self.office = reviews.enter(self.folder, name)
        return self.office


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    reviews.cheap(monkeypatch)
    made = House(tmp_path / "vault")
    reviews.begin(made.office, "A")
    yield made
    made.office.lock()


def submitted(house: House) -> Office:
    """Decided and signed by Olga; Rita is in."""
    office = house.enter("Olga")
    reviews.decide_all(office, "A")
    assert office.decisions.submit("A", 1, "all papers are here").state == "submitted"
    return house.enter("Rita")


def lines(office: Office, event: Event) -> list[dict[str, object]]:
    return [dict(one.details) for one in office._audit.entries() if one.event == event]


# Deciding ---------------------------------------------------------------------------------------


def test_two_people_sign_a_review(house: House) -> None:
    office = submitted(house)
    reviews.see_all(office, "A")
    done = office.decisions.check("A", 1)
    assert (done.state, done.round) == ("signed", 1)
    maker, checker = done.signatures
    assert (maker.part, maker.by, checker.part, checker.by) == ("maker", "Olga", "checker", "Rita")
    assert maker.content_sha256 == checker.content_sha256 == signing.digest(done)
    assert maker.by_id != checker.by_id
    assert [one.what for one in office.decisions.history("A", 1)] == [
        "accepted", "accepted", "corrected", "accepted", "submitted", "signed",
    ]  # fmt: skip


def test_an_exception_gets_the_checklist_s_owner_and_date(house: House) -> None:
    made = house.enter("Olga").decisions.decide("A", 1, ADDRESS, "accepted").decision
    assert made is not None
    assert (made.verdict, made.owner, made.due) == ("not met", "onboarding", "2026-02-01")
    assert made.evidence[0].quote == "Date of issue: 3 January 2025"
    other = house.office.decisions.decide(
        "A", 1, SECRECY, "corrected", verdict="contradicted", reason="section 9 limits it",
        evidence=[RETURN], keep=True, owner="  Ms  Hall ", due="2026-03-01",
    ).decision  # fmt: skip
    assert other is not None
    assert (other.owner, other.due) == ("Ms Hall", "2026-03-01")
    assert [(one.quote, one.side) for one in other.evidence] == [
        (RETURN.text, "against"),
        (SECRET.text, "for"),
    ]
    assert other.evidence[0].boxes
    assert (other.by, other.reason) == ("Olga", "section 9 limits it")


def test_a_quote_is_the_page_s_own_text(house: House) -> None:
    loose = Quote("nda.txt", 1, "KEEP  the information\nsecret")
    made = house.enter("Olga").decisions.decide(
        "A", 1, RETURNED, "corrected", verdict="met", reason="as quoted", evidence=[loose]
    )
    assert made.decision is not None
    (found,) = made.decision.evidence
    assert found.quote == "keep the Information secret"
    assert reviews.TEXTS["nda.txt"][found.start : found.end] == found.quote
    assert found.side == "for"


REFUSED: tuple[tuple[type[ApplianceError], int, str, dict[str, object]], ...] = (
    (DecisionInvalid, RETURNED, "accepted", {}),  # needs a person stays no verdict
    (DecisionInvalid, RETURNED, "corrected", {"verdict": "needs a person", "reason": "because"}),
    (DecisionInvalid, RETURNED, "corrected", {"reason": "because", "evidence": [RETURN]}),
    (DecisionInvalid, RETURNED, "corrected", {"verdict": "not met", "reason": "because"}),
    (DecisionInvalid, RETURNED, "corrected", {"verdict": "not met", "evidence": [RETURN]}),
    (DecisionInvalid, RETURNED, "corrected",
     {"verdict": "not met", "reason": "a\u202eb c", "evidence": [RETURN]}),
    (DecisionInvalid, RETURNED, "corrected",
     {"verdict": "not met", "reason": "x" * 1001, "evidence": [RETURN]}),
    (DecisionInvalid, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because", "evidence": [Quote("nda.txt", 1, "not there")]}),
    (DecisionInvalid, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because", "evidence": [RETURN] * 21}),
    (DecisionInvalid, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because", "evidence": [Quote("nda.txt", 1, " ")]}),
    (DecisionInvalid, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because",
      "evidence": [Quote("nda.txt", 1, RETURN.text, note="a\nb")]}),
    (DocumentUnknown, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because", "evidence": [Quote("x.txt", 1, "a")]}),
    (PageUnknown, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because", "evidence": [Quote("nda.txt", 2**70, "a")]}),
    (DecisionInvalid, SECRECY, "corrected", {"verdict": "met", "reason": "because"}),
    (DecisionInvalid, SECRECY, "corrected",
     {"verdict": "not found", "reason": "because", "evidence": [SECRET]}),
    (DecisionInvalid, SECRECY, "accepted", {"verdict": "met"}),
    (DecisionInvalid, SECRECY, "accepted", {"evidence": [SECRET]}),
    (DecisionInvalid, SECRECY, "rejected", {}),
    (DecisionInvalid, SECRECY, "accepted", {"owner": "legal"}),
    (DecisionInvalid, SECRECY, "accepted", {"due": "2026-05-01"}),
    (DecisionInvalid, SECRECY, "accepted", {"waive": True, "reason": "because"}),
    (DecisionInvalid, ADDRESS, "accepted", {"waive": True, "reason": "because"}),  # nobody may
    (DecisionInvalid, ADDRESS, "accepted", {"due": "2026-01-01"}),
    (DecisionInvalid, ADDRESS, "accepted", {"due": "soon"}),
    (DecisionInvalid, ADDRESS, "accepted", {"owner": "x" * 101}),
    (OverLimit, RETURNED, "corrected",
     {"verdict": "not met", "reason": "because", "keep": True, "waive": True}),
    (BadInput, ADDRESS, "waived", {}),
    (ItemUnknown, 4, "accepted", {}),
    (ItemUnknown, -1, "accepted", {}),
)  # fmt: skip


def test_what_cannot_be_decided_changes_nothing(house: House) -> None:
    office = house.enter("Olga")
    before = reviews.show(office, "A")
    for error, place, kind, more in REFUSED:
        with pytest.raises(error):
            office.decisions.decide("A", 1, place, kind, **more)  # type: ignore[arg-type]
        assert reviews.show(office, "A") == before, (kind, more)
    with pytest.raises(ReviewUnknown):
        office.decisions.decide("A", 9, 0, "accepted")
    assert office.decisions.history("A", 1) == ()
    failed = lines(office, Event.REVIEW_DECIDED)
    assert len(failed) == len(REFUSED) + 1
    assert {one["outcome"] for one in failed} == {"failed"}
    assert "waived" not in {one["decision"] for one in failed}


def test_a_waiver_needs_the_item_the_role_and_the_limit(house: House) -> None:
    def waive(office: Office, place: int, after: int = 0) -> str:
        kept = {"verdict": "not met", "reason": "the bank knows him", "keep": True}
        made = office.decisions.decide("A", 1, place, "corrected", waive=True, after=after, **kept)  # type: ignore[arg-type]
        assert made.decision is not None
        assert made.decision.waived
        return made.decision.owner + made.decision.due

    rita = house.enter("Rita")
    assert waive(rita, RETURNED) == ""  # nobody has to clear it
    assert waive(rita, SECRECY) == ""
    with pytest.raises(OverLimit):  # the item names reviewers only
        waive(house.enter("Olga"), SECRECY, 1)
    owner = house.enter(reviews.OWNER)
    owner.decisions.set_limits(Limits(waive={"reviewer": "low", "officer": "medium"}))
    assert waive(house.enter("Olga"), RETURNED, 1) == ""
    with pytest.raises(OverLimit):
        waive(house.enter("Rita"), SECRECY, 1)
    with pytest.raises(OverLimit):  # the officer's limit does not reach, the reviewer's neither
        waive(house.enter(reviews.OWNER), SECRECY, 1)


def test_limits_of_a_role(house: House) -> None:
    owner = house.enter(reviews.OWNER)
    made = owner.decisions.set_limits(Limits(decide={"officer": "medium", "reviewer": "critical"}))
    assert made.decide == {"officer": "medium", "reviewer": "critical"}
    assert lines(owner, Event.REVIEW_LIMITS_CHANGED)[-1]["decide_officer"] == "medium"
    olga = house.enter("Olga")
    assert olga.decisions.limits() == made
    with pytest.raises(OverLimit) as told:
        olga.decisions.decide("A", 1, ADDRESS, "accepted")
    assert "critical" in told.value.message
    olga.decisions.decide("A", 1, CASH, "accepted")
    with pytest.raises(NotAllowed):
        olga.decisions.set_limits(Limits())
    house.enter(reviews.OWNER).decisions.decide("A", 1, ADDRESS, "accepted")  # the highest of all


@pytest.mark.parametrize(
    "wrong", [Limits(decide={"auditor": "low"}), Limits(check={"officer": "grave"})]
)
def test_limits_that_there_are_not(house: House, wrong: Limits) -> None:
    with pytest.raises(BadInput):
        house.office.decisions.set_limits(wrong)
    assert house.office.decisions.limits() == Limits()


def test_nobody_replaces_a_decision_that_they_have_not_seen(house: House) -> None:
    office = house.enter("Olga")
    office.decisions.decide("A", 1, SECRECY, "accepted")
    with pytest.raises(DecidedMeanwhile) as told:
        office.decisions.decide("A", 1, SECRECY, "rejected", reason="not so")
    assert "Olga" in told.value.message
    made = office.decisions.decide("A", 1, SECRECY, "rejected", reason="not so", after=1)
    assert [one.kind for one in made.before] == ["accepted"]
    assert made.decision is not None
    assert (made.state, made.decision.verdict) == ("rejected", "needs a person")
    with pytest.raises(DecidedMeanwhile):
        office.decisions.decide("A", 1, CASH, "accepted", after=1)


def test_of_two_who_decide_at_once_one_is_told(house: House) -> None:
    office = house.office
    start, outcomes = threading.Barrier(4), []

    def decide(reason: str) -> None:
        start.wait()
        try:
            office.decisions.decide("A", 1, SECRECY, "rejected", reason=reason)
        except DecidedMeanwhile:
            outcomes.append("told")
        else:
            outcomes.append(reason)

    threads = [threading.Thread(target=decide, args=(f"reason {n}",)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    item = reviews.show(office, "A").items[SECRECY]
    assert item.decision is not None
    assert sorted(outcomes) == [item.decision.reason, "told", "told", "told"]
    assert item.before == ()
    assert [one.what for one in office.decisions.history("A", 1)] == ["rejected"]


# Signing ----------------------------------------------------------------------------------------


def test_a_review_with_an_open_or_rejected_item_is_not_submitted(house: House) -> None:
    office = house.enter("Olga")
    with pytest.raises(ItemsOpen) as told:
        office.decisions.submit("A", 1)
    assert told.value.facts["count"] == "4"
    reviews.decide_all(office, "A")
    office.decisions.decide("A", 1, SECRECY, "rejected", reason="the quote is another's", after=1)
    with pytest.raises(ItemsOpen) as told:
        office.decisions.submit("A", 1)
    assert told.value.facts["count"] == "1"
    assert reviews.show(office, "A").state == "open"
    assert office.decisions.signatures("A", 1) == ()


def test_nothing_changes_once_it_is_submitted(house: House) -> None:
    office = submitted(house)
    with pytest.raises(ReviewNotOpen):
        office.decisions.decide("A", 1, CASH, "rejected", reason="because", after=1)
    with pytest.raises(ReviewNotOpen):
        office.decisions.submit("A", 1)


def test_proposals_are_awaited(house: House) -> None:
    reviews.again(house.office, "A", state="proposing")
    for act in (
        lambda: house.office.decisions.decide("A", 2, CASH, "accepted"),
        lambda: house.office.decisions.submit("A", 2),
        lambda: house.office.decisions.check("A", 2),
        lambda: house.office.decisions.reopen("A", 2, "because"),
        lambda: house.office.decisions.send_back("A", 2, "because"),
    ):
        with pytest.raises(ReviewNotOpen):
            act()


def test_the_maker_does_not_check(house: House) -> None:
    office = house.office  # has every role
    reviews.decide_all(office, "A")
    office.decisions.submit("A", 1)
    reviews.see_all(office, "A")
    with pytest.raises(SamePerson):
        office.decisions.check("A", 1)
    with pytest.raises(SamePerson):
        office.decisions.send_back("A", 1, "to myself")
    assert reviews.show(office, "A").state == "submitted"


def test_who_ever_decided_an_item_does_not_check(house: House) -> None:
    house.enter("Rita").decisions.decide("A", 1, CASH, "accepted")
    office = house.enter("Olga")
    office.decisions.decide("A", 1, CASH, "rejected", reason="again, please", after=1)
    office.decisions.decide(
        "A", 1, CASH, "corrected", verdict="not met", reason="seen", evidence=[SECRET], after=2
    )
    office = submitted_after(house, office)
    with pytest.raises(SamePerson) as told:  # although her decision holds no more
        office.decisions.check("A", 1)
    assert "cash" in told.value.message
    rob = house.enter("Rob")
    reviews.see_all(rob, "A")
    assert rob.decisions.check("A", 1).state == "signed"


def submitted_after(house: House, office: Office) -> Office:
    for place in (ADDRESS, SECRECY):
        office.decisions.decide("A", 1, place, "accepted")
    office.decisions.decide(
        "A", 1, RETURNED, "corrected", verdict="not met", reason="section 9", keep=True
    )
    office.decisions.submit("A", 1)
    rita = house.enter("Rita")
    reviews.see_all(rita, "A")
    return rita


def test_an_account_opened_again_under_the_same_name_is_not_another_person(house: House) -> None:
    office = house.enter("Olga")
    reviews.decide_all(office, "A")
    office.decisions.submit("A", 1)
    owner = house.enter(reviews.OWNER)
    owner.accounts.remove("Olga")
    owner.accounts.add("OLGA", reviews.secret("OLGA"), ["reviewer"])
    again = house.enter("OLGA")
    reviews.see_all(again, "A")
    with pytest.raises(SamePerson):
        again.decisions.check("A", 1)
    with pytest.raises(SamePerson):
        again.decisions.send_back("A", 1, "to myself")
    assert reviews.show(again, "A").state == "submitted"


def test_another_role_makes_nobody_another_person(house: House) -> None:
    office = house.enter("Olga")
    reviews.decide_all(office, "A")
    office.decisions.submit("A", 1)
    owner = house.enter(reviews.OWNER)
    owner.accounts.set_roles("Olga", ["reviewer"])
    again = house.enter("Olga")
    reviews.see_all(again, "A")
    with pytest.raises(SamePerson):
        again.decisions.check("A", 1)


def test_an_officer_does_not_check(house: House) -> None:
    submitted(house)
    with pytest.raises(NotAllowed):
        house.enter("Olga").decisions.check("A", 1)


def test_the_checker_opens_all_evidence_after_the_maker_signed(house: House) -> None:
    rita = house.enter("Rita")
    reviews.see_all(rita, "A")  # too early: anything may still be decided in another way
    assert reviews.show(rita, "A").seen == frozenset()
    rita = submitted(house)
    for place, left in ((ADDRESS, 3), (SECRECY, 2), (RETURNED, 1)):
        with pytest.raises(EvidenceNotOpened) as told:
            rita.decisions.check("A", 1)
        assert told.value.facts["count"] == str(left)
        assert place in rita.decisions.seen("A", 1, place)
    assert rita.decisions.seen("A", 1, place) == frozenset({ADDRESS, SECRECY, RETURNED})
    with pytest.raises(ItemUnknown):
        rita.decisions.seen("A", 1, 7)
    assert rita.decisions.check("A", 1).state == "signed"


def test_places_that_the_maker_dropped_are_opened_too(house: House) -> None:
    olga = house.enter("Olga")
    reviews.decide_all(olga, "A")
    made = olga.decisions.decide(
        "A", 1, ADDRESS, "corrected",
        verdict="not found", reason="not his bill", keep=True, after=1,
    ).decision  # fmt: skip
    assert made is not None
    assert made.evidence == ()  # there is no place that shows that something is missing
    olga.decisions.submit("A", 1)
    rita = house.enter("Rita")
    for place in (SECRECY, RETURNED):
        rita.decisions.seen("A", 1, place)
    with pytest.raises(EvidenceNotOpened):
        rita.decisions.check("A", 1)


def test_what_another_opened_does_not_count(house: House) -> None:
    submitted(house)
    reviews.see_all(house.enter("Rob"), "A")
    with pytest.raises(EvidenceNotOpened):
        house.enter("Rita").decisions.check("A", 1)


def test_a_checker_s_limit_is_about_exceptions(house: House) -> None:
    house.enter(reviews.OWNER).decisions.set_limits(Limits(check={"reviewer": "high"}))
    office = submitted(house)  # the proof of address is critical and not met
    reviews.see_all(office, "A")
    with pytest.raises(OverLimit) as told:
        office.decisions.check("A", 1)
    assert told.value.facts["severity"] == "critical"
    house.enter(reviews.OWNER).decisions.set_limits(Limits())
    assert house.enter("Rita").decisions.check("A", 1).state == "signed"


def test_a_recovery_has_no_name_to_sign_with(house: House) -> None:
    code = house.office.accounts.new_recovery_code()
    submitted(house)
    reviews.again(house.office, "A")
    house.office.lock()
    house.office = reviews.enter_with(house.folder, code)
    decisions = house.office.decisions
    reviews.see_all(house.office, "A")
    for act in (
        lambda: decisions.decide("A", 2, CASH, "accepted"),
        lambda: decisions.submit("A", 2),
        lambda: decisions.check("A", 1),
        lambda: decisions.send_back("A", 1, "because"),
        lambda: decisions.reopen("A", 1, "because"),
    ):
        with pytest.raises(NobodysHand):
            act()


# Evidence again ---------------------------------------------------------------------------------


def other_text(office: Office) -> None:
    case = office._store.content(office._store.case("A").id)
    with case.transaction() as connection:
        connection.execute("UPDATE page SET text = replace(text, 'secret', 'sacred')")


def other_bytes(office: Office) -> None:
    case = office._store.content(office._store.case("A").id)
    with case.transaction() as connection:
        connection.execute("UPDATE document SET sha256 = ? WHERE name = 'nda.txt'", ("ef" * 32,))


def removed(office: Office) -> None:
    office.documents.remove("A", "nda.txt")


@pytest.mark.parametrize("change", [other_text, other_bytes, removed])
@pytest.mark.parametrize("when", ["before the maker", "before the checker"])
def test_evidence_is_looked_at_again(
    house: House, change: Callable[[Office], None], when: str
) -> None:
    if when == "before the maker":
        office = house.enter("Olga")
        reviews.decide_all(office, "A")
        change(office)
        act = office.decisions.submit
    else:
        office = submitted(house)
        reviews.see_all(office, "A")
        change(house.enter(reviews.OWNER))
        act = house.enter("Rita").decisions.check
    before = reviews.show(house.office, "A")
    with pytest.raises(EvidenceGone) as told:
        act("A", 1)
    assert told.value.facts["document"] == "nda.txt"
    assert reviews.show(house.office, "A") == before


def test_a_proposal_whose_paper_is_gone_is_not_accepted(house: House) -> None:
    office = house.enter("Olga")
    office.documents.remove("A", "nda.txt")
    with pytest.raises(EvidenceGone):
        office.decisions.decide("A", 1, 1, "accepted")
    with pytest.raises(EvidenceGone):
        office.decisions.decide(
            "A", 1, 2, "corrected", verdict="not met", reason="see there", keep=True
        )
    assert [one.state for one in reviews.show(office, "A").items] == ["open"] * 4


def test_what_was_changed_behind_the_program_is_not_checked(house: House) -> None:
    office = submitted(house)
    reviews.see_all(office, "A")
    store, case_id = reviews.reviews(office), office._store.case("A").id
    head = msgspec.json.decode(record(office), type=dict)
    head["papers"][0]["sha256"] = "ef" * 32
    with office._store.content(case_id).transaction() as connection:
        # Somebody with the case's key and a program of their own.
        connection.execute("DROP TRIGGER review_states")
        connection.execute("UPDATE review SET record = ?", (msgspec.json.encode(head).decode(),))
    with pytest.raises(ReviewChanged) as told:
        office.decisions.check("A", 1)
    assert "Olga" in told.value.message
    assert store.get(case_id, 1).state == "submitted"


def record(office: Office) -> str:
    connection = office._store.content(office._store.case("A").id).connection()
    row = connection.execute("SELECT record FROM review").fetchone()
    assert row is not None
    return str(row[0])


# Again ------------------------------------------------------------------------------------------


def test_a_new_round_keeps_the_old_signatures(house: House) -> None:
    rita = submitted(house)
    reviews.see_all(rita, "A")
    first = rita.decisions.check("A", 1).signatures
    with pytest.raises(BadInput):
        rita.decisions.reopen("A", 1, " ")
    with pytest.raises(ReviewNotOpen):
        rita.decisions.send_back("A", 1, "it is signed")
    opened = rita.decisions.reopen("A", 1, "a new bill came in")
    assert (opened.state, opened.round, opened.signatures) == ("open", 2, ())
    assert opened.seen == frozenset()
    assert rita.decisions.signatures("A", 1) == first
    olga = house.enter("Olga")
    olga.decisions.decide(
        "A", 1, ADDRESS, "corrected", verdict="met", reason="new bill", evidence=[SECRET], after=1
    )
    olga.decisions.submit("A", 1)
    rita = house.enter("Rita")
    with pytest.raises(EvidenceNotOpened):  # what was opened in the first round is another thing
        rita.decisions.check("A", 1)
    back = rita.decisions.send_back("A", 1, "that is no bill")
    assert (back.state, back.round) == ("open", 3)
    olga = house.enter("Olga")
    again = olga.decisions.submit("A", 1)
    every = olga.decisions.signatures("A", 1)
    assert [(one.round, one.part) for one in every] == [
        (1, "maker"), (1, "checker"), (2, "maker"), (3, "maker"),
    ]  # fmt: skip
    assert every[:2] == first
    assert len({one.content_sha256 for one in every}) == 3
    assert again.items[ADDRESS].before[0].verdict == "not met"
    events = [one for one in olga.decisions.history("A", 1) if one.place < 0]
    assert [(one.what, one.by, one.round) for one in events] == [
        ("submitted", "Olga", 1), ("signed", "Rita", 1), ("reopened", "Rita", 1),
        ("submitted", "Olga", 2), ("sent back", "Rita", 2), ("submitted", "Olga", 3),
    ]  # fmt: skip
    assert events[2].note == "a new bill came in"


def test_the_chain_says_what_happened_and_nothing_of_the_customer(house: House) -> None:
    rita = submitted(house)
    reviews.see_all(rita, "A")
    rita.decisions.check("A", 1, "seen by me")
    rita.decisions.reopen("A", 1, "Jane Roe has moved")
    decided = lines(rita, Event.REVIEW_DECIDED)
    assert decided[0] == {
        "review": 1, "place": 0, "decision": "accepted", "round": 1, "verdict": "not met",
        "waived": False, "outcome": "done",
    }  # fmt: skip
    (maker,), (checker,) = lines(rita, Event.REVIEW_SUBMITTED), lines(rita, Event.REVIEW_SIGNED)
    assert (
        maker["content"]
        == checker["content"]
        == rita.decisions.signatures("A", 1)[0].content_sha256
    )
    assert maker["exceptions"] == 2
    assert lines(rita, Event.REVIEW_REOPENED)[0]["was"] == "signed"
    everything = str(rita._audit.entries())
    for text in ("section 9", "Roe", "nda.txt", "all papers", "seen by me", "Mill Lane"):
        assert text not in everything
