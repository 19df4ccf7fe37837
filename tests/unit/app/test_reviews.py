"""The reviews desk in a real vault: running, stopping, going on, running again, many cases."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.app import review_models
from appliance.app.door import Action
from appliance.app.office import Office
from appliance.app.review_batches import BatchDesk
from appliance.audit.events import Event
from appliance.crypto.kdf import KdfParams
from appliance.errors import (
    BatchUnknown,
    Cancelled,
    CaseEmpty,
    CaseUnknown,
    ChecklistUnknown,
    DiskFull,
    DocumentUnknown,
    DocumentUnreadable,
    FileUnreadable,
    ModelStopped,
    NotAllowed,
    ReviewModelGone,
    ReviewNotOpen,
    ReviewUnderWay,
    ReviewUnknown,
    VaultDamaged,
)
from appliance.jobs import Job
from appliance.review.asking.proposing import propose
from appliance.review.batches.store import BatchStore
from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import MadeWith
from appliance.review.running import proposing
from appliance.review.store import ReviewStore
from appliance.settings import Settings, starter_folder
from tests import forked, reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.jobs import Progress
    from appliance.review.batches.records import BatchCase
    from appliance.review.records import Proposal, Review

PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
EMBEDDING, LANGUAGE = "all-minilm-l6-v2", "smollm2-135m-instruct"
TEXTS = {
    "agreement.txt": "Non-disclosure agreement between Alder Foods plc and Miller Ltd.\n"
    "The Recipient shall keep the Information secret for five years.\n"
    "The Recipient shall return all copies of the Information on request.\n"
    "Account: GB29 NWBK 6016 1331 9268 19\n",
    "letter.txt": "Dear Ms Hall,\nthe Recipient may keep one copy of the Information.\nYours,\n",
}
ITEMS = (
    Item("secret", "presence", "Secrecy", "Is it kept secret?", "high",
         patterns=("keep .{0,40} secret",)),
    Item("iban", "identifier", "Account", "Is there an account?", "low", identifier="iban"),
    Item("arbitration", "presence", "Arbitration", "Is there arbitration?", "low",
         patterns=("arbitrat(?:ion|or)",)),
    Item("returns", "statement", "Return", "The Recipient shall return all copies.", "medium",
         patterns=("return all copies",)),
    Item("keeps", "statement", "Copies", "The Recipient may keep a copy.", "low",
         patterns=("may keep one copy",)),
    Item("charter", "statement", "Charter", "The company may borrow.", "low",
         documents=("constitution",)),
)  # fmt: skip
CHECKLIST = Checklist("secrecy", "1.0", "Secrecy", ITEMS)


class FailsOnce:
    """Stands for the engine of statements: the real one, cancelled at its n-th document."""

    def __init__(self, job: Job, at: int) -> None:
        self.job, self.left, self.real = job, at, propose

    def __call__(self, *arguments: object, **more: object) -> dict[str, Proposal]:
        self.left -= 1
        if not self.left:
            self.job.cancel()
        return self.real(*arguments, **more)  # type: ignore[arg-type]  # passed on as they are


def create(folder: Path, *models: str) -> Office:
    office, _ = Office.create(folder, PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP)
    for name in models:
        office.models.import_folder(starter_folder() / name)
    office.checklists.save(CHECKLIST)
    fill(office, "A")
    return office


def fill(office: Office, case: str) -> None:
    office.cases.new(case)
    for name, text in TEXTS.items():
        reviews.add(office, case, name, text)


def opened(folder: Path) -> Office:
    return Office.open(folder, PASSPHRASE, settings=Settings())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create(tmp_path / "vault")
    yield made
    made.lock()


def verdicts(review: Review) -> dict[str, str]:
    return {one.item.id: one.proposal.verdict for one in review.items if one.proposal}


def proposals(review: Review) -> list[Proposal | None]:
    """Without how long they took."""
    return [
        one.proposal
        and msgspec.structs.replace(
            one.proposal, made=msgspec.structs.replace(one.proposal.made, seconds=0.0)
        )
        for one in review.items
    ]


def lines(office: Office, event: Event) -> list[dict[str, object]]:
    return [dict(one.details) for one in office._audit.entries(limit=10_000) if one.event == event]


def stopped_after(items: int) -> Job:
    """A job that is cancelled once so many items or documents are behind it."""
    seen: list[str] = []

    def report(progress: Progress) -> None:
        if progress.note not in seen:
            seen.append(progress.note)
        if len(seen) > items:
            job.cancel()

    job = eager(report)
    return job


def stopped_at(report: int) -> Job:
    """A job that is cancelled at its n-th report."""
    count = 0

    def counted(_progress: Progress) -> None:
        nonlocal count
        count += 1
        if count == report:
            job.cancel()

    job = eager(counted)
    return job


def eager(report: Callable[[Progress], None]) -> Job:
    """A job each of whose reports arrives."""
    job = Job(report)
    job.MIN_INTERVAL_S = 0.0
    return job


def killed_at(write: int, *, after: bool) -> None:
    """From now on this process ends at the n-th time that something of a review is kept."""
    count = 0

    def fatal(real: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count == write and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            made = real(*arguments, **more)
            if count == write:
                os.kill(os.getpid(), signal.SIGKILL)
            return made

        return counted

    for kind, names in (
        (ReviewStore, ("new", "put_item", "put_part", "set_state", "add_event")),
        (BatchStore, ("new", "begun", "done", "end")),
    ):
        for name in names:
            setattr(kind, name, fatal(getattr(kind, name)))


# Running ------------------------------------------------------------------------------------------


def test_a_review_without_models_says_so_and_each_verdict_has_its_quote(office: Office) -> None:
    made = office.reviews.start("A", "secrecy")
    assert (made.state, made.round, made.id) == ("open", 1, 1)
    assert made == office.reviews.show("A", 1)
    assert len(made.notes) == 2
    assert "No embedding model" in made.notes[0]
    found = verdicts(made)
    assert found == {
        "secret": "met", "iban": "met", "arbitration": "not found", "returns": found["returns"],
        "keeps": found["keeps"], "charter": "not found",
    }  # fmt: skip
    for one in made.items:
        assert one.state == "open"
        assert one.decision is None
        assert one.proposal is not None
        assert one.proposal.made.rules
        if one.proposal.verdict != "not found":
            assert one.proposal.evidence
        else:
            assert one.proposal.searched is not None
        for place in one.proposal.evidence:
            page = office.documents.page("A", place.document, place.page)
            assert page.text[place.start : place.end] == place.quote
            assert place.sha256 == made.papers[0].sha256 or place.document == "letter.txt"


def test_the_chain_says_that_a_case_was_reviewed_and_nothing_of_it(office: Office) -> None:
    office.reviews.start("A", "secrecy")
    begun, done = lines(office, Event.REVIEWED)
    assert begun == {"outcome": "begun"}
    assert done["outcome"] == "done"
    assert (done["review"], done["items"]) == (1, 6)
    assert sum(int(str(done[one])) for one in ("met", "not_found", "needs_a_person")) <= 6
    assert not any(word in str(done) for word in ("Miller", "secrecy", "agreement"))
    assert [one.what for one in office.decisions.history("A", 1)] == ["begun", "proposed"]


def test_all_reviews_of_a_case_are_kept(office: Office) -> None:
    first = office.reviews.start("A", "secrecy")
    second = office.reviews.start("A", "secrecy", documents=["letter.txt"])
    assert (second.id, second.asked) == (2, ("letter.txt",))
    assert [one.document for one in second.papers] == ["letter.txt"]
    assert office.reviews.show("A", 1) == first
    assert [one.id for one in office.reviews.list("A")] == [2, 1]


def test_documents_that_a_person_names_are_looked_through_whatever_they_are(
    office: Office,
) -> None:
    by_type = office.reviews.start("A", "secrecy").items[-1].proposal
    named = office.reviews.start("A", "secrecy", documents=["agreement.txt"]).items[-1].proposal
    assert by_type is not None
    assert named is not None
    assert "agreement.txt" not in (by_type.searched.documents if by_type.searched else ())
    assert named.searched is not None
    assert named.searched.documents == ("agreement.txt",)


def test_what_cannot_be_reviewed_is_refused_before_anything_is_kept(office: Office) -> None:
    office.cases.new("empty")
    with pytest.raises(CaseEmpty):
        office.reviews.start("empty", "secrecy")
    with pytest.raises(CaseUnknown):
        office.reviews.start("nowhere", "secrecy")
    with pytest.raises(ChecklistUnknown):
        office.reviews.start("A", "no such list")
    with pytest.raises(ChecklistUnknown):
        office.reviews.start("A", "secrecy", version="2.0")
    with pytest.raises(DocumentUnknown):
        office.reviews.start("A", "secrecy", documents=["x.txt"])
    with pytest.raises(ReviewUnknown):
        office.reviews.show("A", 1)
    assert office.reviews.list() == ()
    outcomes = [one["outcome"] for one in lines(office, Event.REVIEWED)]
    assert outcomes == ["begun", "failed"] * 5


def test_what_could_not_be_read_is_named_where_nothing_was_found(office: Office) -> None:
    store = office._store
    case_id = store.case("A").id
    lost = store.take_in(case_id, "damaged.pdf", "de" * 32, b"no pdf")
    store.begin_reading(lost.id, "application/pdf")
    store.fail(lost.id, DocumentUnreadable(name="damaged.pdf", why="it is damaged"))
    store.take_in(case_id, "late.pdf", "fe" * 32, b"later")
    made = office.reviews.start("A", "secrecy")
    assert [one.document for one in made.papers] == [*TEXTS, "damaged.pdf", "late.pdf"]
    for one in made.items:
        if one.proposal and one.proposal.verdict == "not found":
            assert one.proposal.searched is not None
            told = " ".join(one.proposal.searched.unread)
            assert "damaged.pdf" in told
            assert "late.pdf" in told


def test_only_who_may_reviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reviews.cheap(monkeypatch)
    house = reviews.create(tmp_path / "vault", Mo="model_owner", Rita="reviewer")
    reviews.begin(house, "A")
    house.lock()
    modeller = reviews.enter(tmp_path / "vault", "Mo")
    with pytest.raises(NotAllowed):
        modeller.reviews.start("A", "nda")
    with pytest.raises(NotAllowed):
        modeller.reviews.list()
    modeller.lock()
    rita = reviews.enter(tmp_path / "vault", "Rita")
    assert rita.reviews.start("A", "nda").started_by == "Rita"
    with pytest.raises(NotAllowed):  # cases are made by officers
        (tmp_path / "cases" / "B").mkdir(parents=True)
        rita.reviews.batch(tmp_path / "cases", "nda")
    rita.lock()


# Stopping and going on ----------------------------------------------------------------------------


@pytest.mark.parametrize("items", range(1, 5))
def test_stopped_anywhere_it_ends_as_if_it_had_not_been(office: Office, items: int) -> None:
    whole = office.reviews.start("A", "secrecy")
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(items))
    half = office.reviews.show("A", 2)
    assert half.state == "proposing"
    kept = [one for one in half.items if one.proposal is not None]
    assert len(kept) < len(half.items)
    assert len(kept) >= min(items - 1, 3)
    with pytest.raises(ReviewNotOpen):
        office.reviews.replay("A", 2)
    ended = office.reviews.resume("A", 2)
    assert ended.state == "open"
    assert proposals(ended) == proposals(whole)
    assert ended.today == whole.today
    assert [ended.items[one.place].proposal for one in kept] == [one.proposal for one in kept]
    assert lines(office, Event.REVIEWED)[-3]["outcome"] == "cancelled"
    with pytest.raises(ReviewNotOpen):
        office.reviews.resume("A", 2)


def test_what_was_asked_of_one_document_is_not_asked_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job()
    asked = FailsOnce(job, 2)
    monkeypatch.setattr(proposing, "propose", asked)
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=job)
    case_id = office._store.case("A").id
    parts = office.reviews._reviews.parts(case_id, 1)
    assert {len(one) for one in parts.values()} == {1}
    assert set(parts) == {3, 4}
    calls = FailsOnce(Job(), -1)
    monkeypatch.setattr(proposing, "propose", calls)
    office.reviews.resume("A", 1)
    assert calls.left == -2, "one document was left to ask"


def test_papers_that_changed_meanwhile_are_told(office: Office) -> None:
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(1))
    office.documents.remove("A", "letter.txt")
    reviews.add(office, "A", "new.txt", "Arbitration is agreed.")
    ended = office.reviews.resume("A", 1)
    told = " ".join(ended.notes)
    assert "“letter.txt” was deleted since" in told
    assert "“new.txt” was added since" in told
    assert verdicts(ended)["arbitration"] == "not found", "a new paper takes no part"
    assert [one.document for one in ended.papers] == list(TEXTS), "the review says what it began on"
    assert "letter.txt" in office.decisions.history("A", 1)[1].note


def test_rules_that_changed_meanwhile_are_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_models, "RULES_VERSION", "0")
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(1))
    monkeypatch.undo()
    ended = office.reviews.resume("A", 1)
    (told,) = (one for one in ended.notes if "rules" in one)
    assert "another version: 0 then" in told


def test_without_any_of_its_papers_it_does_not_go_on(office: Office) -> None:
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(1))
    for name in TEXTS:
        office.documents.remove("A", name)
    reviews.add(office, "A", "agreement.txt", "another text")
    with pytest.raises(CaseEmpty):
        office.reviews.resume("A", 1)


def test_one_review_is_not_run_twice_at_once(office: Office) -> None:
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(1))
    inside, go_on, refused = threading.Event(), threading.Event(), []

    def report(_progress: Progress) -> None:
        inside.set()
        go_on.wait(60)

    worker = threading.Thread(target=lambda: office.reviews.resume("A", 1, Job(report)))
    worker.start()
    assert inside.wait(60)
    try:
        office.reviews.resume("A", 1)
    except ReviewUnderWay as error:
        refused.append(error)
    go_on.set()
    worker.join()
    assert refused
    assert office.reviews.show("A", 1).state == "open"


def test_a_kill_at_any_step_loses_only_the_item_under_way(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    office = create(folder)
    whole = office.reviews.start("A", "secrecy")
    office.lock()
    for step in range(1, 12):

        def work(step: int = step) -> None:
            killed_at(step, after=bool(step % 2))
            one = opened(folder)
            one.reviews.start("A", "secrecy")

        assert forked.run(work).killed
        office = opened(folder)
        for line in office.reviews.list("A"):
            if line.state == "proposing":
                before = office.reviews.show("A", line.id)
                ended = office.reviews.resume("A", line.id)
                assert proposals(ended) == proposals(whole)
                for one in before.items:
                    assert one.proposal in (None, ended.items[one.place].proposal)
        assert office._audit.verify() > 0
        office.lock()


# Looking ------------------------------------------------------------------------------------------


def test_all_cases_are_listed_with_what_cannot_be_opened(office: Office) -> None:
    fill(office, "B")
    office.reviews.start("A", "secrecy")
    office.reviews.start("B", "secrecy")
    notes: list[str] = []
    found = office.reviews.list(job=Job(lambda progress: notes.append(progress.note)))
    assert [(one.case, one.id) for one in found] == [("B", 1), ("A", 1)]
    assert {one.counts.total for one in found} == {6}
    assert "A" in notes or "B" in notes
    with office._vault.case(office._store.case("B").id).transaction() as connection:
        connection.execute("UPDATE review SET record = '{'")
    found = office.reviews.list()
    assert [(one.case, one.id, one.trouble[:1]) for one in found] == [("A", 1, ""), ("B", 0, "V")]
    with pytest.raises(VaultDamaged):
        office.reviews.list("B")


# Again --------------------------------------------------------------------------------------------


def test_run_again_everything_is_the_same(office: Office) -> None:
    made = office.reviews.start("A", "secrecy")
    again = office.reviews.replay("A", 1)
    assert (again.same, again.changes, again.differences) == (6, (), ())
    assert office.reviews.show("A", 1) == made
    assert office.decisions.history("A", 1)[-1].what == "run again"
    assert lines(office, Event.REVIEW_REPLAYED)[-1]["same"] == 6


def test_a_changed_paper_is_named_as_the_cause(office: Office) -> None:
    office.reviews.start("A", "secrecy")
    office.documents.remove("A", "agreement.txt")
    again = office.reviews.replay("A", 1)
    changed = {one.item: one for one in again.changes}
    assert {"secret", "iban", "returns"} <= set(changed)
    assert changed["secret"].what[0] == "“met” became “not found”"
    assert changed["secret"].why == ("“agreement.txt” was deleted since.",)
    assert again.differences == ("“agreement.txt” was deleted since.",)
    assert again.same == 6 - len(changed)


def test_other_rules_are_named_as_the_cause(office: Office) -> None:
    office.reviews.start("A", "secrecy")
    case_id = office._store.case("A").id
    store = office.reviews._reviews
    item = store.get(case_id, 1).items[0]
    assert item.proposal is not None
    older = msgspec.structs.replace(
        item.proposal, confidence=0.5, made=msgspec.structs.replace(item.proposal.made, rules="0")
    )
    store.put_item(case_id, 1, msgspec.structs.replace(item, proposal=older))
    (change,) = office.reviews.replay("A", 1).changes
    assert change.item == "secret"
    assert change.what[-1].startswith("confidence 0.5 became")
    assert "rules of code are of another version: 0 then" in change.why[0]


# Models -------------------------------------------------------------------------------------------


@pytest.mark.model
def test_with_the_real_models_a_stop_changes_nothing_and_a_lost_one_is_named(
    tmp_path: Path,
) -> None:
    office = create(tmp_path / "vault", EMBEDDING, LANGUAGE)
    whole = office.reviews.start("A", "secrecy")
    assert whole.notes == ()
    assert whole.models.embedding_digest == office.models.show(EMBEDDING).digest
    assert whole.models.language_digest == office.models.show(LANGUAGE).digest
    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(4))
    assert proposals(office.reviews.resume("A", 2)) == proposals(whole)
    again = office.reviews.replay("A", 1)
    assert (again.same, again.changes) == (6, ())

    with pytest.raises(Cancelled):
        office.reviews.start("A", "secrecy", job=stopped_after(4))
    office.models.remove(LANGUAGE)
    with pytest.raises(ReviewModelGone):
        office.reviews.resume("A", 3)
    assert office.reviews.show("A", 3).state == "proposing"
    gone = office.reviews.replay("A", 1)
    assert any("is not in the vault any more" in one for one in gone.differences)
    office.models.remove(EMBEDDING)
    without = office.reviews.replay("A", 1)
    assert sum("is not in the vault any more" in one for one in without.differences) == 2
    for change in without.changes:
        assert change.why
    office.lock()


def test_a_model_that_was_not_there_at_the_beginning_is_not_asked_later(office: Office) -> None:
    made = office.reviews.start("A", "secrecy")
    assert made.models == MadeWith(rules=made.models.rules)
    office.models.import_folder(starter_folder() / EMBEDDING)
    again = office.reviews.replay("A", 1)
    assert (again.same, again.differences) == (6, ())


@pytest.mark.parametrize("digest", ["", "f" * 64])
def test_no_other_model_of_statements_takes_the_place_of_the_one_of_then(
    tmp_path: Path, digest: str
) -> None:
    office = create(tmp_path / "vault", EMBEDDING)
    now = office.reviews.start("A", "secrecy").models
    assert now.statement_digest
    then = msgspec.structs.replace(now, statement_digest=digest)
    desk = office.reviews
    with office._door.enter(Action.REPLAY_REVIEW, "case", whole=False) as visit:
        found = desk._models.then(visit, office._store.case("A").id, CHECKLIST, then)
    assert found.made.statement_digest == ""
    assert bool(found.gone) == bool(digest)
    assert any("does not come with this program" in one for one in found.notes) == bool(digest)
    with office._door.enter(Action.REPLAY_REVIEW, "case", whole=False) as visit:
        same = desk._models.then(visit, office._store.case("A").id, CHECKLIST, now)
    assert same.made.statement_digest == now.statement_digest
    office.lock()


# Many cases ---------------------------------------------------------------------------------------


def outcome(cases: tuple[BatchCase, ...]) -> dict[str, str]:
    return {one.case: one.error[:4] or one.state for one in cases}


def test_a_batch_ends_in_a_line_for_each_case(office: Office) -> None:
    fill(office, "B")
    office.cases.new("empty")
    made = office.reviews.batch(("A", "nowhere", "empty", "B", "A"), "secrecy")
    assert outcome(made.cases) == {"A": "done", "(2)": "A601", "empty": "A603", "B": "done"}
    assert made.ended_at
    first = made.cases[0]
    assert first.counts is not None
    assert (first.review, first.counts.total, first.counts.met) == (1, 6, first.counts.met)
    assert office.reviews.show_batch(made.id) == made
    assert [outcome(one.cases) for one in office.reviews.batches()] == [outcome(made.cases)]
    assert office.reviews.show("B", 1).state == "open"
    with pytest.raises(BatchUnknown):
        office.reviews.resume_batch(7)


def test_going_on_tries_the_failed_cases_again_and_no_others(office: Office) -> None:
    fill(office, "B")
    office.cases.new("empty")
    made = office.reviews.batch(("A", "nowhere", "empty", "B"), "secrecy")
    first = {one.case: one for one in made.cases}
    assert made.again
    again = office.reviews.resume_batch(made.id)
    second = {one.case: one for one in again.cases}
    assert outcome(again.cases) == outcome(made.cases)
    for name in ("A", "B", "(2)"):
        assert second[name] == first[name], "done, or never a case: left as it was"
    (tried,) = second["empty"].before
    assert (tried.at, tried.error, tried.code) == (
        first["empty"].at, first["empty"].error, "A603"
    )  # fmt: skip
    assert tried.at
    assert again.ended_at >= made.ended_at
    for name, text in TEXTS.items():
        reviews.add(office, "empty", name, text)
    third = office.reviews.resume_batch(made.id)
    mended = next(one for one in third.cases if one.case == "empty")
    assert (mended.state, mended.code, mended.error) == ("done", "", "")
    assert [one.code for one in mended.before] == ["A603", "A603"]
    assert mended.counts is not None
    assert {(one.document, one.state) for one in mended.files} == {
        ("agreement.txt", "read"), ("letter.txt", "read"),
    }  # fmt: skip
    assert not third.again, "a name that was no case's cannot be tried again"
    assert office.reviews.resume_batch(made.id) == third
    assert len(office.reviews.list()) == 3, "no case was reviewed twice"
    assert [one.get("again") for one in lines(office, Event.REVIEWED) if one.get("batch")] == [
        None, 1, 1, 0,
    ]  # fmt: skip


def test_a_review_that_failed_on_its_way_is_gone_on_with(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.models.import_folder(starter_folder() / EMBEDDING)
    broken = ModelStopped()

    def stops(*_arguments: object, **_more: object) -> None:
        raise broken

    monkeypatch.setattr(proposing, "propose", stops)
    made = office.reviews.batch(("A",), "secrecy")
    assert [(one.code, one.review) for one in made.cases] == [(broken.code, 1)]
    monkeypatch.undo()
    (case,) = office.reviews.resume_batch(made.id).cases
    assert (case.state, case.review, [one.code for one in case.before]) == (
        "done", 1, [broken.code],
    )  # fmt: skip
    assert [one.id for one in office.reviews.list("A")] == [1]


def test_a_stop_while_failed_cases_are_tried_again_loses_nothing(office: Office) -> None:
    office.cases.new("empty")
    office.cases.new("void")
    made = office.reviews.batch(("empty", "void"), "secrecy")
    job = Job()
    with pytest.raises(Cancelled):
        office.reviews.resume_batch(made.id, job, on_case=lambda *_: job.cancel())
    half = office.reviews.show_batch(made.id)
    assert [(one.state, len(one.before)) for one in half.cases] == [("failed", 1), ("waiting", 1)]
    assert not half.ended_at
    ended = office.reviews.resume_batch(made.id)
    assert [(one.state, len(one.before)) for one in ended.cases] == [("failed", 2), ("failed", 1)]
    assert ended.ended_at


def test_a_folder_becomes_cases(office: Office, tmp_path: Path) -> None:
    office.models.import_folder(starter_folder() / EMBEDDING)
    folder = tmp_path / "cases"
    for case, files in {
        "A": {"more.txt": "Arbitration is agreed."},
        "New": {"agreement.txt": TEXTS["agreement.txt"], "broken.pdf": "%PDF-1.7 nothing"},
        "Broken": {"broken.pdf": "%PDF-1.7 nothing"},
        "Nothing": {},
        "bad\x07name": {"a.txt": "text"},
        ".hidden": {"a.txt": "text"},
    }.items():
        (folder / case).mkdir(parents=True)
        for name, text in files.items():
            (folder / case / name).write_text(text)
    (folder / "beside.txt").write_text("no case takes it")
    (folder / "link").symlink_to(folder / "New")
    made = office.reviews.batch(folder, "secrecy")
    assert outcome(made.cases) == {
        "A": "done", "New": "done", "Broken": "A603", "Nothing": "A603", "(5)": "G101",
    }  # fmt: skip
    assert made.notes == ("2 files stand beside the folders of the cases; no case took them.",)
    assert verdicts(office.reviews.show("A", 1))["arbitration"] == "met"
    new = office.reviews.show("New", 1)
    assert [one.document for one in new.papers] == ["agreement.txt", "broken.pdf"]
    assert new.papers[1].unread
    kept = next(one.files for one in made.cases if one.case == "New")
    assert [(one.document, one.state) for one in kept] == [
        ("agreement.txt", "read"), ("broken.pdf", "failed"),
    ]  # fmt: skip
    assert kept[1].code.startswith("D")
    assert kept[1].error
    again = office.reviews.batch(folder, "secrecy")
    assert {one.case: one.review for one in again.cases}["New"] == 2
    assert len(office.cases.show("New").documents) == 2, "files are not added twice"
    with pytest.raises(FileUnreadable):
        office.reviews.batch(tmp_path / "nowhere", "secrecy")


def test_a_stopped_batch_goes_on_with_the_review_it_was_in(office: Office) -> None:
    for case in "BCD":
        fill(office, case)
    states: list[tuple[str, str]] = []
    job = Job()

    def on_case(case: str, state: str) -> None:
        states.append((case, state))
        if case == "B":
            job.cancel()

    with pytest.raises(Cancelled):
        office.reviews.batch("ABCD", "secrecy", job=job, on_case=on_case)
    assert states == [("A", "done"), ("B", "done")]
    (half,) = office.reviews.batches()
    assert [one.state for one in half.cases] == ["done", "done", "waiting", "waiting"]
    assert not half.ended_at
    with pytest.raises(Cancelled):
        office.reviews.resume_batch(half.id, stopped_at(4))
    office.cases.remove("D")
    ended = office.reviews.resume_batch(half.id)
    assert [one.state for one in ended.cases] == ["done", "done", "done", "failed"]
    assert ended.cases[3].error.startswith("A601")
    assert ended.cases[3].case.startswith("case "), "a deleted case has no name any more"
    assert [one.id for one in office.reviews.list("C")] == [1], "it was not begun a second time"
    assert lines(office, Event.REVIEWED)[-1]["outcome"] == "done"


def test_what_is_wrong_with_the_machine_stops_the_batch(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(office, "B")
    real = BatchDesk.start

    def full(desk: BatchDesk, case: str, *arguments: str, **more: object) -> Review:
        if case == "B":
            raise DiskFull(name="the vault")
        return real(desk, case, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(BatchDesk, "start", full)
    with pytest.raises(DiskFull):
        office.reviews.batch(("A", "B"), "secrecy")
    monkeypatch.undo()
    (half,) = office.reviews.batches()
    assert [one.state for one in half.cases] == ["done", "waiting"]
    assert [one.state for one in office.reviews.resume_batch(half.id).cases] == ["done", "done"]


def test_a_bug_with_one_case_costs_no_other(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    expected_log: list[str],
) -> None:
    expected_log.append("a case of a batch ended with ZeroDivisionError")
    fill(office, "B")
    real = BatchDesk.start

    def broken(desk: BatchDesk, case: str, *arguments: str, **more: object) -> Review:
        if case == "A":
            raise ZeroDivisionError("Miller Ltd")
        return real(desk, case, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(BatchDesk, "start", broken)
    made = office.reviews.batch(("A", "B"), "secrecy")
    assert outcome(made.cases) == {"A": "G100", "B": "done"}
    assert "Miller" not in caplog.text


def test_a_checklist_that_is_gone_stops_a_batch_and_not_its_reviews(office: Office) -> None:
    with pytest.raises(Cancelled):
        office.reviews.batch(("A",), "secrecy", job=stopped_at(4))
    office.checklists.remove("secrecy", "1.0")
    with pytest.raises(ChecklistUnknown):
        office.reviews.resume_batch(1)
    assert office.reviews.resume("A", 1).state == "open"


def test_a_kill_in_a_batch_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    office = create(folder)
    fill(office, "B")
    whole = {case: proposals(office.reviews.start(case, "secrecy")) for case in "AB"}
    office.lock()
    for step in range(1, 26, 2):

        def work(step: int = step) -> None:
            killed_at(step, after=bool(step % 4 == 1))
            one = opened(folder)
            one.reviews.batch(("A", "B"), "secrecy")

        assert forked.run(work).killed
        office = opened(folder)
        for batch in office.reviews.batches():
            if batch.ended_at:
                continue
            before = office.reviews.show_batch(batch.id)
            done = [one for one in before.cases if one.state == "done"]
            ended = office.reviews.resume_batch(batch.id)
            assert [one.state for one in ended.cases] == ["done", "done"]
            assert [one for one in ended.cases if one in done] == done
            for one in ended.cases:
                assert proposals(office.reviews.show(one.case, one.review)) == whole[one.case]
        open_ones = [one for one in office.reviews.list() if one.state == "proposing"]
        assert not open_ones, "each review that was begun belongs to the batch that goes on"
        office.lock()
