from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from appliance.app.formats import FORMATS, patterns
from appliance.documents.listing import listing
from appliance.documents.records import Page

if TYPE_CHECKING:
    from appliance.documents.records import Case, Document
    from appliance.documents.store import DocumentStore


@pytest.fixture
def case(store: DocumentStore) -> Case:
    return store.new_case("Miller")


def added(store: DocumentStore, case: Case, name: str) -> Document:
    data = f"bytes of {name}".encode()
    return store.take_in(case.id, name, hashlib.sha256(data).hexdigest(), data)


def test_what_is_attached_follows_its_mail(store: DocumentStore, case: Case) -> None:
    mail = added(store, case, "mail.eml")
    added(store, case, "letter.pdf")
    store.attach(mail, 1, "inner.eml", b"inner")
    store.attach(mail, 2, "big.zip", None, "It is too large.")
    (inner,) = store.waiting_attachments(mail.id)
    store.attach(inner, 1, "deep.txt", b"deep")
    assert [(one.document.name, one.level, one.parent) for one in listing(store, case.id)] == [
        ("mail.eml", 0, ""),
        ("mail.eml › inner.eml", 1, "mail.eml"),
        ("mail.eml › inner.eml › deep.txt", 2, "mail.eml › inner.eml"),
        ("letter.pdf", 0, ""),
    ]
    assert listing(store, case.id)[0].lost_attachments == 1


def test_files_attached_to_each_other_are_listed_once(store: DocumentStore, case: Case) -> None:
    first = added(store, case, "a.eml")
    second = added(store, case, "b.eml")
    store.attach(first, 1, "b.eml", b"bytes of b.eml")
    store.attach(second, 1, "a.eml", b"bytes of a.eml")
    assert sorted(one.document.name for one in listing(store, case.id)) == ["a.eml", "b.eml"]


def test_scans_troubles_and_facts_are_counted(store: DocumentStore, case: Case) -> None:
    report = added(store, case, "report.pdf")
    store.begin_reading(report.id, "application/pdf")
    pages = (
        Page(1, "Annual report", (), 100.0, 100.0),
        Page(2, "words", (), 100.0, 100.0, origin="ocr", confidences=b""),
        Page(3, "", (), 100.0, 100.0, trouble="This page of the file is damaged."),
    )
    store.add_pages(report.id, pages)
    facts = json.dumps({"kind": "annual report", "years": [2022, 2021], "quarter": 0})
    with store.home(report.id).transaction() as connection:
        connection.execute("UPDATE document SET facts = ? WHERE id = ?", (facts, report.id))
    (listed,) = listing(store, case.id)
    assert (listed.scanned_pages, listed.troubled_pages, listed.notices) == (1, 1, 0)
    assert (listed.kind, listed.year, listed.quarter) == ("annual report", 2022, 0)


def test_the_file_dialog_knows_each_format_once() -> None:
    endings = [ending for _, some in FORMATS for ending in some]
    assert len(set(endings)) == len(endings)
    assert {"*.pdf", "*.PDF", "*.eml", "*.tiff"} <= set(patterns())
