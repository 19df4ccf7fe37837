"""Reviews made for tests: a case with two papers, a checklist, proposals on real pages, people."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import Page, Word
from appliance.review.checklists.records import Checklist, Item
from appliance.review.deciding import decisions_of
from appliance.review.records import (
    Evidence,
    PaperRead,
    Proposal,
    Quote,
    Rect,
    Review,
    ReviewItem,
    Searched,
)
from appliance.settings import Settings
from appliance.vault import enrolment

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from appliance.review.records import Verdict
    from appliance.review.store import ReviewStore

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
OWNER = "Owner"
PASSPHRASE = "a passphrase"
TODAY = "2026-01-02"
TEXTS = {
    "address.txt": "Electricity bill\nJane Roe, 4 Mill Lane\nDate of issue: 3 January 2025\n",
    "nda.txt": "The Recipient shall keep the Information secret for five years.\n"
    "Section 9: nothing obliges the Recipient to return copies.\n",
}
ITEMS = (
    Item("address", "document", "Proof of address", "Is there a proof of address?", "critical",
         documents=("proof of address",), owner="onboarding", due_days=30),
    Item("secret", "statement", "Secrecy", "The Recipient keeps it secret.", "high",
         waive=("reviewer",), owner="legal", due_days=14),
    Item("return", "statement", "Return", "The Recipient returns copies.", "medium",
         waive=("officer", "reviewer")),
    Item("cash", "indicator", "Cash", "Is much paid in cash?", "low"),
)  # fmt: skip
CHECKLIST = Checklist("lending", "1.0", "Lending", ITEMS)

ISSUE = Quote("address.txt", 1, "Date of issue: 3 January 2025")
SECRET = Quote("nda.txt", 1, "keep the Information secret")
RETURN = Quote("nda.txt", 1, "nothing obliges the Recipient to return copies")

# Place by place: verdict and the place that shows it.
PROPOSED: tuple[tuple[Verdict, Quote | None], ...] = (
    ("not met", ISSUE),
    ("met", SECRET),
    ("needs a person", RETURN),
    ("not found", None),
)


def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts made from now on cost little to open."""
    monkeypatch.setattr(enrolment, "calibrate", lambda: CHEAP)


def create(folder: Path, **people: str) -> Office:
    """A vault of the owner, who has every role, and of people: name=“role role”."""
    office, _ = Office.create(folder, PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP)
    for name, roles in people.items():
        office.accounts.add(name, secret(name), roles.split())
    return office


def secret(name: str) -> str:
    """The passphrase of a user."""
    return f"the passphrase of {name}"


def enter(folder: Path, name: str = OWNER) -> Office:
    """The vault, opened by that user with the passphrase of their own."""
    if name == OWNER:
        return Office.open(folder, PASSPHRASE, settings=Settings())
    return Office.open(folder, secret(name), settings=Settings(), user=name)


def add(office: Office, case: str, name: str, text: str) -> None:
    """A document as reading it leaves it."""
    store = office._store
    case_id = store.case(case).id
    data = text.encode()
    document = store.take_in(case_id, name, hashlib.sha256(data).hexdigest(), data)
    words = (Word(0, len(text), 10.0, 20.0, 200.0, 30.0),)
    store.begin_reading(document.id, "text/plain")
    store.add_pages(document.id, [Page(1, text, words, 595, 842)])
    store.set_state(document.id, "ready")


def evidence(office: Office, case: str, quote: Quote) -> Evidence:
    """A place as those who propose give it."""
    document = office._store.document(office._store.case(case).id, quote.document)
    start = TEXTS[quote.document].index(quote.text)
    return Evidence(
        quote.document, document.id, document.sha256, quote.page, start, start + len(quote.text),
        quote.text, boxes=(Rect(10.0, 20.0, 200.0, 30.0),),
    )  # fmt: skip


def begin(office: Office, case: str, *, state: str = "open") -> Review:
    """A new case with its papers and a review in it, whose items are proposed and open."""
    office.cases.new(case)
    for name, text in TEXTS.items():
        add(office, case, name, text)
    return again(office, case, state=state)


def again(office: Office, case: str, *, state: str = "open") -> Review:
    """One more review of the case."""
    case_id = office._store.case(case).id
    papers = tuple(
        PaperRead(one.name, one.id, one.sha256, one.page_count)
        for one in office._store.documents(case_id)
    )
    store = reviews(office)
    review = store.new(
        case_id,
        Review(
            id=0, case=case, checklist=CHECKLIST, checklist_sha256="c0" * 32,
            started_at=f"{TODAY}T09:00:00.000+00:00", started_by="Owner", today=TODAY,
            state="proposing", round=1, papers=papers,
            items=tuple(ReviewItem(n, one, "waiting") for n, one in enumerate(ITEMS)),
        ),
    )  # fmt: skip
    for item, (verdict, quote) in zip(review.items, PROPOSED, strict=True):
        found = () if quote is None else (evidence(office, case, quote),)
        proposal = Proposal(
            verdict, 0.8, "code", evidence=found, searched=Searched(tuple(TEXTS), 2, 2)
        )
        store.put_item(
            case_id,
            review.id,
            msgspec.structs.replace(item, state="open", proposal=proposal),
        )
    if state == "open":
        store.set_state(case_id, review.id, "open", round=1)
    return store.get(case_id, review.id)


def reviews(office: Office) -> ReviewStore:
    """The store itself, beside all desks."""
    return office.decisions._reviews


def show(office: Office, case: str, number: int = 1) -> Review:
    """The review as the present user has it."""
    return reviews(office).get(office._store.case(case).id, number)


def decide_all(office: Office, case: str, number: int = 1) -> Review:
    """Every item decided as the proposals say, and where they leave it to a person, not met."""
    for one in show(office, case, number).items:
        after = len(decisions_of(one))
        if one.proposal is not None and one.proposal.verdict == "needs a person":
            office.decisions.decide(
                case, number, one.place, "corrected", verdict="not met",
                reason="section 9 says so", evidence=[RETURN], after=after,
            )  # fmt: skip
        else:
            office.decisions.decide(case, number, one.place, "accepted", after=after)
    return show(office, case, number)


def see_all(office: Office, case: str, number: int = 1) -> None:
    """Open the evidence of every item."""
    for one in show(office, case, number).items:
        office.decisions.seen(case, number, one.place)


def enter_with(folder: Path, secret: str) -> Office:
    """The vault, opened with a recovery code."""
    return Office.open(folder, secret, settings=Settings())
