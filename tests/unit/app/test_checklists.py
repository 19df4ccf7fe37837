"""The checklists desk in a real vault: files in and out, signed, refused, tried on a case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.audit.events import Event
from appliance.errors import (
    BadInput,
    Cancelled,
    CaseUnknown,
    ChecklistExists,
    ChecklistInvalid,
    ChecklistUnknown,
    FileExists,
    FileUnreadable,
    KeyRevoked,
    NotAllowed,
)
from appliance.jobs import Job
from appliance.packs import trust_documents as documents
from appliance.review.checklists import signing
from appliance.review.checklists.reading import LIMIT_BYTES, digest, read
from appliance.review.checklists.writing import to_toml
from tests import reviews
from tests.unit.packs.publishing import Office as HeadOffice
from tests.unit.packs.publishing import as_file, public
from tests.unit.review.checklists.made import item, toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.app.office import Office

PAPERS = {
    "bill.txt": "Electricity bill\nSupply address: 4 Mill Lane\nBill date: 3 January 2020\n"
    "Standing charge 4.10\n",
    "form.txt": "Application form\nName of the applicant: Jane Roe\nTurnover: £4,812,600\n"
    "I confirm that all is correct.\n",
    "accounts.txt": "Annual accounts\nBalance sheet\nIncome statement\nTurnover: £4,182,600\n"
    "Net assets 12\n",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = reviews.create(tmp_path / "vault")
    yield made
    made.lock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.toml"
    path.write_bytes(toml())
    return path


def lines(office: Office) -> list[dict[str, object]]:
    """Lines about checklists, oldest first."""
    return [
        {"event": entry.event, **entry.details}
        for entry in office._audit.entries()
        if entry.event in (Event.CHECKLISTS_CHANGED, Event.CHECKLIST_EXPORTED, Event.REVIEWED)
    ]


def test_a_file_goes_in_and_out_byte_for_byte(office: Office, file: Path, tmp_path: Path) -> None:
    content = b"# ours\n" + toml()
    file.write_bytes(content)
    assert office.checklists.validate(file) == ()
    kept = office.checklists.import_(file)
    assert (kept.origin, kept.sha256, kept.signed) == ("imported", digest(content), None)
    assert office.checklists.content("branch-list") == content.decode()
    assert kept in office.checklists.list()
    out = tmp_path / "out.toml"
    assert office.checklists.export("branch-list", out) == kept
    assert out.read_bytes() == content
    with pytest.raises(FileExists):
        office.checklists.export("branch-list", out)
    out.write_bytes(b"another")
    note = out.with_name("out.toml.sig")
    note.write_bytes(b"of another")
    office.checklists.export("branch-list", out, replace=True)
    # Nobody signed this one, so a signature beside it would be another one's.
    assert (out.read_bytes(), note.exists()) == (content, False)
    office.checklists.remove("branch-list", "1.0")
    with pytest.raises(ChecklistUnknown):
        office.checklists.show("branch-list")


def test_each_change_leaves_a_line_without_the_name(office: Office, file: Path) -> None:
    office.checklists.import_(file)
    office.checklists.remove("branch-list", "1.0")
    first, second = lines(office)
    assert (first["event"], first["outcome"]) == (Event.CHECKLISTS_CHANGED, "done")
    assert first["sha256"] == second["sha256"] == digest(toml())
    assert second["removed"] is True
    assert first["version"] == "1.0"
    assert "branch-list" not in json.dumps([first, second], default=str)


def test_what_is_wrong_comes_whole_and_nothing_is_kept(office: Office, file: Path) -> None:
    file.write_bytes(toml(item(id="Bad"), item(severity="grave", due_days="soon"), titel="x"))
    shown = office.checklists.validate(file)
    assert len(shown) == 3
    with pytest.raises(ChecklistInvalid) as caught:
        office.checklists.import_(file)
    assert caught.value.problems == shown
    assert {one.origin for one in office.checklists.list()} == {"shipped"}
    assert lines(office)[-1]["error"] == "C801"
    file.write_bytes(b"x" * (LIMIT_BYTES + 1))
    assert "512 KiB" in office.checklists.validate(file)[0].why
    with pytest.raises(ChecklistInvalid, match="512 KiB"):
        office.checklists.import_(file)
    with pytest.raises(FileUnreadable):
        office.checklists.validate(file.with_name("nothing.toml"))


def test_a_checklist_of_the_editor_is_kept_as_a_file(office: Office) -> None:
    made = read(toml(item(patterns=[r"a\s+b"])), "x")
    kept = office.checklists.save(made)
    assert (kept.origin, kept.checklist) == ("own", made)
    assert office.checklists.content("branch-list").encode() == to_toml(made)
    assert office.checklists.examine(made) == ()
    wrong = msgspec.structs.replace(made, title="", version="1")
    assert [one.where for one in office.checklists.examine(wrong)] == ["version", "title"]
    with pytest.raises(ChecklistInvalid):
        office.checklists.save(wrong)
    with pytest.raises(ChecklistExists):
        office.checklists.save(msgspec.structs.replace(made, title="Another"))


def test_one_branch_signs_and_another_reads_the_key_out(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "nda.toml"
    signed = office.checklists.sign("nda", out)
    assert signed.trusted
    assert signed.name.startswith("vault ")
    assert lines(office)[-1]["outcome"] == "done"
    # One that the other has not.
    mine = tmp_path / "mine.toml"
    mine.write_bytes(toml())
    signed = office.checklists.sign(mine)
    other = reviews.create(tmp_path / "other")
    try:
        looked = other.checklists.look(mine)
        assert looked.signed is not None
        assert (looked.signed.trusted, looked.signed.public) == (False, signed.public)
        assert looked.problems == ()
        with pytest.raises(BadInput, match="not signed with the key"):
            other.checklists.import_(mine, key="00" * 32)
        kept = other.checklists.import_(mine, key=signed.public.upper())
        assert kept.signed is not None
        assert (kept.signed.key, kept.signed.trusted) == (signed.key, False)
        assert lines(other)[-1]["signer"] == signed.key
        # It goes on to a third with its own signature.
        third = tmp_path / "third.toml"
        other.checklists.export("branch-list", third)
        note = third.with_name("third.toml.sig")
        assert note.read_bytes() == mine.with_name("mine.toml.sig").read_bytes()
    finally:
        other.lock()


def test_a_file_that_was_changed_after_it_was_signed_is_refused(office: Office, file: Path) -> None:
    office.checklists.sign(file)
    file.write_bytes(toml(item(severity="low")))
    assert office.checklists.validate(file)[0].where == "the signature"
    with pytest.raises(ChecklistInvalid, match="its content was changed"):
        office.checklists.import_(file)
    file.with_name("list.toml.sig").write_text("{}")
    with pytest.raises(ChecklistInvalid, match="is not one"):
        office.checklists.import_(file)
    file.with_name("list.toml.sig").write_bytes(b" " * 100_000)
    with pytest.raises(ChecklistInvalid, match="signature"):
        office.checklists.import_(file)
    with pytest.raises(BadInput, match="not signed"):
        file.with_name("list.toml.sig").unlink()
        office.checklists.import_(file, key="00" * 32)


def test_a_publisher_of_the_root_is_trusted_until_revoked(
    office: Office, file: Path, tmp_path: Path
) -> None:
    head = HeadOffice()
    root = head.root()
    office.trust.pin(as_file(tmp_path, root), documents.fingerprint(root.signed))
    note = signing.sign(
        toml(), "branch-list", "1.0", key=head.keys["p1"], signer="x", at="2026-01-02T12:00:00Z"
    )
    file.with_name("list.toml.sig").write_bytes(note)
    looked = office.checklists.look(file)
    assert looked.signed is not None
    assert (looked.signed.name, looked.signed.trusted) == ("p1", True)
    office.trust.update(as_file(tmp_path, head.list(keys="p1")))
    assert "stolen" in office.checklists.validate(file)[0].why
    with pytest.raises(KeyRevoked):
        office.checklists.import_(file, key=public(head.keys["p1"]).hex())


def test_signing_needs_a_good_checklist_and_a_new_file(office: Office, file: Path) -> None:
    with pytest.raises(BadInput):
        office.checklists.sign("nda")
    with pytest.raises(FileExists):
        office.checklists.sign("nda", file)
    with pytest.raises(ChecklistUnknown):
        office.checklists.sign("nothing", file.with_name("new.toml"))
    file.write_bytes(toml(item(severity="grave")))
    with pytest.raises(ChecklistInvalid):
        office.checklists.sign(file)
    assert not file.with_name("list.toml.sig").exists()
    assert not file.with_name("new.toml").exists()


def test_a_try_finds_what_code_can_find_and_keeps_nothing(office: Office) -> None:
    office.cases.new("A")
    for name, text in PAPERS.items():
        reviews.add(office, "A", name, text)
    made = read(
        toml(
            item(document={"date": {"labels": ["bill date"], "at_most_days_before": 92}}),
            item(id="turnover", kind="agreement", documents=["application-form", "accounts"],
                 agreement={"labels": ["turnover"]}),
            item(id="name", kind="presence", documents=[], patterns=[r"Jane\s+Roe"]),
            item(id="missing", documents=["valuation"]),
            item(id="said", kind="statement", documents=[], question="All is correct."),
        ),
        "x",
    )  # fmt: skip
    found = office.checklists.dry_run("A", made)
    verdicts = {one.id: proposal and proposal.verdict for one, proposal, _ in found}
    assert verdicts == {
        "proof-of-address": "not met",
        "turnover": "contradicted",
        "name": "met",
        "missing": "not found",
        "said": None,
    }
    assert office.reviews.list("A") == ()
    line = lines(office)[-1]
    assert (line["event"], line["dry_run"], line["items"]) == (Event.REVIEWED, True, 5)
    assert "branch-list" not in json.dumps(line, default=str)
    tried = office.checklists.dry_run("A", made, documents=["form.txt"])
    only = {one.item: one.proposal for one in tried}
    assert only[made.items[1]] is not None
    assert only[made.items[0]].verdict == "not found"  # type: ignore[union-attr]


def test_a_try_says_which_patterns_stand_on_most_pages(office: Office) -> None:
    office.cases.new("A")
    for name, text in PAPERS.items():
        reviews.add(office, "A", name, text)
    reviews.add(office, "A", "letter.txt", "Dear Sir\nThe turnover has grown.\n")
    one = item(id="any", kind="presence", documents=[], patterns=[r"turnover|bill\s+date"])
    other = item(id="few", kind="presence", documents=[], patterns=[r"Jane\s+Roe"])
    made = read(toml(one, other), "x")
    found = {one.item.id: one.remark for one in office.checklists.dry_run("A", made)}
    assert found["any"].startswith("Its patterns stand on 4 of 4 pages;")
    assert found["few"] == ""


def test_what_is_weak_is_warned_of_and_kept(office: Office, file: Path) -> None:
    file.write_bytes(toml(item(id="any", kind="presence", documents=[], patterns=["and"])))
    looked = office.checklists.look(file)
    assert looked.problems == ()
    assert [one.where for one in looked.warnings] == ["item 1 (any), patterns, pattern 1"]
    assert (
        office.checklists.weaknesses(office.checklists.import_(file).checklist) == looked.warnings
    )


def test_a_try_can_be_stopped_and_refuses_what_cannot_be_used(office: Office) -> None:
    office.cases.new("A")
    made = read(toml(), "x")
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        office.checklists.dry_run("A", made, job)
    with pytest.raises(ChecklistInvalid):
        office.checklists.dry_run("A", msgspec.structs.replace(made, title=""))
    with pytest.raises(CaseUnknown):
        office.checklists.dry_run("B", made)


def test_who_may_do_what(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reviews.cheap(monkeypatch)
    folder = tmp_path / "vault"
    office = reviews.create(folder, Olga="officer", Ravi="reviewer", Mona="model_owner")
    office.cases.new("A")
    office.lock()
    made = read(toml(), "x")

    officer = reviews.enter(folder, "Olga")
    try:
        assert len(officer.checklists.list()) == 5
        assert officer.checklists.validate(file) == ()
        for refused in (
            lambda: officer.checklists.import_(file),
            lambda: officer.checklists.save(made),
            lambda: officer.checklists.remove("nda", "1.0"),
            lambda: officer.checklists.sign(file),
        ):
            with pytest.raises(NotAllowed):
                refused()
        assert officer.checklists.dry_run("A", made)
    finally:
        officer.lock()
    assert not file.with_name("list.toml.sig").exists()

    owner = reviews.enter(folder, "Mona")
    try:
        assert owner.checklists.import_(file).origin == "imported"
        owner.checklists.export("branch-list", tmp_path / "handed.toml")
        assert (tmp_path / "handed.toml").read_bytes() == file.read_bytes()
        with pytest.raises(NotAllowed):
            owner.checklists.dry_run("A", made)
    finally:
        owner.lock()

    reviewer = reviews.enter(folder, "Ravi")
    try:
        reviewer.checklists.remove("branch-list", "1.0")
        assert reviewer.checklists.dry_run("A", made)
    finally:
        reviewer.lock()


def test_the_schema_and_troubles_are_at_hand(office: Office) -> None:
    assert office.checklists.schema()["title"] == "Checklist"
    assert office.checklists.troubles() == ()
