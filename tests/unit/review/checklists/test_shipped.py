"""What the shipped checklists hold, so that a reviewer can work with each of them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.review.asking.proposing import concerned
from appliance.review.checklists.patterns import compiled
from appliance.review.checklists.shelf import shipped
from appliance.review.records import PaperRead

if TYPE_CHECKING:
    from appliance.review.checklists.records import Checklist, Item

LISTS = {checklist.name: checklist for checklist, _ in shipped()}
ITEMS = [(name, item) for name, checklist in LISTS.items() for item in checklist.items]
DATA = os.environ.get("COFFERDAM_DATA")
TEXTS_SHA256 = "6c98b810a05570c7c838542b4ee0dbe99fe9b0aa991680c52b9e8d66b632eb49"
NDA = {
    "nda-1", "nda-2", "nda-3", "nda-4", "nda-5", "nda-7", "nda-8", "nda-10", "nda-11", "nda-12",
    "nda-13", "nda-15", "nda-16", "nda-17", "nda-18", "nda-19", "nda-20",
}  # fmt: skip


def test_these_five_are_there() -> None:
    sizes = {name: len(checklist.items) for name, checklist in LISTS.items()}
    assert sizes == {
        "aml-indicators": 14,
        "company-due-diligence": 19,
        "customer-due-diligence": 17,
        "loan-file": 23,
        "nda": 17,
    }


@pytest.mark.parametrize("checklist", LISTS.values(), ids=LISTS)
def test_each_says_where_it_is_from(checklist: Checklist) -> None:
    assert re.search("[一-鿿]", checklist.title_zh)
    assert checklist.valid_from
    assert len(checklist.source) > 150
    assert checklist.licence


@pytest.mark.parametrize(("name", "item"), ITEMS, ids=[f"{n}:{i.id}" for n, i in ITEMS])
def test_each_item_helps_the_person_who_decides(name: str, item: Item) -> None:
    for text in (item.title_zh, item.question_zh, item.met_when_zh):
        assert re.search("[一-鿿]", text)
    assert len(item.met_when) > 40
    assert item.look
    assert item.owner
    assert item.due_days
    if item.severity == "critical":
        assert not item.waive, "nobody waives what is critical"
    if name == "aml-indicators":
        assert item.kind == "indicator"
        assert item.title.startswith("Indicator: ")


def test_no_shipped_text_calls_a_sign_a_red_flag_or_evidence_of_crime() -> None:
    for path in (Path(__file__).parents[4] / "appliance/review/checklists/shipped").glob("*.toml"):
        for item in tomllib.loads(path.read_text("utf-8"))["items"]:
            said = json.dumps(item, ensure_ascii=False).lower()
            assert "red flag" not in said


def test_the_statements_are_those_of_contract_nli_with_their_authors() -> None:
    checklist = LISTS["nda"]
    assert {item.id for item in checklist.items} == NDA
    for item in checklist.items:
        assert (item.kind, item.model) == ("statement", f"nda-statements/{item.id}")
        assert item.patterns
        assert item.against
    assert "Koreeda" in checklist.source
    assert "Manning" in checklist.source
    assert "CC BY 4.0" in checklist.licence
    # Of the texts as published, so that a slip of a hand is seen without the data.
    texts = "\n".join(f"{item.id} {item.question}" for item in checklist.items)
    assert hashlib.sha256(texts.encode()).hexdigest() == TEXTS_SHA256


@pytest.mark.skipif(DATA is None, reason="the folder with the public data is not named")
def test_the_statements_are_letter_by_letter_those_of_the_data() -> None:
    labels = json.loads((Path(str(DATA)) / "nda" / "contract_nli_dev.json").read_text("utf-8"))
    published = {key: one["hypothesis"] for key, one in labels["labels"].items()}
    assert {item.id: item.question for item in LISTS["nda"].items} == published


def test_statements_of_an_agreement_are_not_looked_for_in_accounts() -> None:
    nda = next(checklist for checklist, _ in shipped() if checklist.name == "nda")
    kinds = {"": True, "non-disclosure-agreement": True, "accounts": False, "loan-agreement": False}
    for kind, wanted in kinds.items():
        read = PaperRead("a.pdf", 1, "ab" * 32, 3, type=kind)
        assert {concerned(item, read) for item in nda.items} == {wanted}


def test_what_may_be_made_is_not_always_a_copy() -> None:
    item = next(item for item in LISTS["nda"].items if item.id == "nda-17")

    def said(text: str) -> bool:
        return any(compiled(pattern).search(text) for pattern in item.patterns)

    assert said("The Recipient may make such copies as it needs.")
    assert not said("Damages alone may not make good a breach of this Agreement.")
