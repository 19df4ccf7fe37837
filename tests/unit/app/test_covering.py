"""What is shown beside pages hides what the case hides, in the window and at the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from click.testing import CliRunner

from appliance.app.covering import Cover
from appliance.app.office import Office
from appliance.assistant.citations import cite
from appliance.assistant.records import Answer, Provenance, Sentence
from appliance.cli.main import cofferdam
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import Page, Word
from appliance.privacy.records import MaskingRule
from appliance.retrieval.records import Facet, Facets, Found, Hit
from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import (
    Change,
    Decision,
    Event,
    Evidence,
    Paper,
    Proposal,
    Replay,
    Review,
    ReviewItem,
    Signature,
)
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
TEXT = "Account No. 12345678\nApplicant: Jane Roe\nLoan amount: EUR 1,250,000\n"
SECRETS = ("12345678", "Jane Roe")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    made.cases.new("A")
    store = made._store
    document = store.take_in(store.case("A").id, "a.txt", "0" * 64, TEXT.encode())
    words = (Word(0, 7, 10.0, 20.0, 60.0, 30.0),)
    store.begin_reading(document.id, "text/plain")
    store.add_pages(document.id, [Page(1, TEXT, words, 595, 842)])
    store.set_state(document.id, "ready")
    made.privacy.set_masking("A", MaskingRule("screen"))
    yield made
    made.lock()


def answer(office: Office) -> Answer:
    """An answer whose words stand without the labels that its page gives them."""
    (page,) = office._store.texts(office._store.case("A").id)
    start = TEXT.index("12345678")
    cited = cite(page, start, start + 8)
    sentence = Sentence("Jane Roe pays from 12345678.", True, (cited,), "Jane Roe has 12345678.")
    return Answer(
        id=1,
        question="Does Jane Roe pay from 12345678?",
        document=None,
        status="answered",
        answer=sentence.text,
        sentences=(sentence,),
        passages=(),
        pages_searched=1,
        timings={},
        provenance=Provenance("", "", "", "", "", 0, 0.0, 0, (), ""),
        warnings=("12345678 was noticed.",),
    )


def test_at_the_first_showing_nothing_of_an_answer_leaks(office: Office) -> None:
    shown = str(Cover(office.privacy, "A").answer(answer(office)))
    assert "[ACCOUNT-1]" in shown
    assert not [secret for secret in SECRETS if secret in shown]


def test_nothing_is_changed_where_the_case_hides_nothing(office: Office) -> None:
    office.privacy.set_masking("A", MaskingRule())
    given = answer(office)
    assert Cover(office.privacy, "A").answer(given) is given


def test_what_a_search_found(office: Office) -> None:
    start, end = TEXT.index("12345678"), TEXT.index("Roe") + 3
    number = office._store.documents(office._store.case("A").id)[0].id
    hit = Hit("a.txt", number, 1, start, end, TEXT[start:end], 1.0, 1, section="Jane Roe")
    facets = Facets((), (), (Facet("Jane Roe", 1),), (), ())
    found = Cover(office.privacy, "A").found(Found((hit,), facets, 1, 1))
    assert found.hits[0].text == "[ACCOUNT-1]\nApplicant: [PERSON-1]"
    assert (found.hits[0].section, found.facets.sections[0].value) == ("[PERSON-1]", "[PERSON-1]")


def test_a_hidden_amount_is_no_number_in_json(office: Office, tmp_path: Path) -> None:
    office.forms.fill("A", "loan-application")
    (fill,) = office.forms.fills("A")
    start = TEXT.index("12345678")
    place = next(one.place for one in fill.fields if one.kind == "money")
    changed = msgspec.structs.replace(
        fill.fields[place], value="12345678", page=1, start=start, end=start + 8, quote="12345678"
    )
    office.forms._fills.set_field(office._store.case("A").id, fill.id, changed)
    office.lock()
    (tmp_path / "secret").write_text(PASSPHRASE)
    common = ["--vault", str(tmp_path / "vault"), "--passphrase-file", str(tmp_path / "secret")]
    for command in (["form", "show", "--case", "A"], ["overview", "A"]):
        for form in ([], ["--json"]):
            done = CliRunner().invoke(cofferdam, [*common, *command, *form])
            assert done.exit_code == 0, done.output
            assert not [secret for secret in SECRETS if secret in done.output]
            if form:
                assert "[ACCOUNT-1]" in json.dumps(json.loads(done.stdout))


def test_all_that_is_told_of_a_review(office: Office) -> None:
    start = TEXT.index("12345678")
    said = "Jane Roe pays from 12345678."
    place = Evidence("a.txt", 1, "0" * 64, 1, start, start + 8, "12345678", note=said)
    proposal = Proposal(
        "met", 0.5, "code", why=(said,), evidence=(place,),
        papers=(Paper("accounts", "stale", "a.txt", said),),
    )  # fmt: skip
    decision = Decision(
        "corrected", "not met", "Anna", "1", "2026-01-01", reason=said, evidence=(place,),
        owner="Jane Roe",
    )  # fmt: skip
    item = Item("a", "statement", "A", "A?", "high")
    review = Review(
        1, "A", Checklist("a", "1.0", "A", (item,)), "", "", "", "2026-01-01", "signed", 1, (),
        (ReviewItem(0, item, "corrected", proposal, decision, (decision,)),),
        signatures=(Signature("maker", "Anna", "1", "2026-01-01", "0" * 64, said),),
    )  # fmt: skip
    cover = Cover(office.privacy, "A")
    shown = (
        cover.review(review),
        cover.events((Event("2026-01-01", "Anna", "submitted", 1, note=said),)),
        cover.replay(Replay(1, "", 0, (Change(0, "a", proposal, proposal, (said,), (said,)),))),
    )
    assert "[ACCOUNT-1]" in str(shown)
    assert not [secret for secret in SECRETS if secret in str(shown)]
