from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from appliance.documents import attachments
from appliance.errors import DocumentUnknown, DocumentUnreadable

if TYPE_CHECKING:
    from appliance.documents.records import Attachment, Case, Document
    from appliance.documents.store import DocumentStore


@pytest.fixture
def case(store: DocumentStore) -> Case:
    return store.new_case("Miller")


def added(store: DocumentStore, case: Case, name: str) -> Document:
    data = f"bytes of {name}".encode()
    return store.take_in(case.id, name, hashlib.sha256(data).hexdigest(), data)


def names(store: DocumentStore, case: Case) -> list[str]:
    return [document.name for document in store.documents(case.id)]


def test_an_attached_file_is_a_document_that_waits(store: DocumentStore, case: Case) -> None:
    mail = added(store, case, "mail.eml")
    store.attach(mail, 1, "invoice.pdf", b"invoice")
    store.attach(mail, 2, "invoice.pdf", b"another")
    store.attach(mail, 3, "huge.zip", None, "It is too large.")
    store.attach(mail, 4, "empty.txt", b"")
    assert [(one.place, one.name, one.document, one.trouble) for one in _of(store, mail)] == [
        (1, "invoice.pdf", "mail.eml › invoice.pdf", ""),
        (2, "invoice.pdf", "mail.eml › invoice (2).pdf", ""),
        (3, "huge.zip", None, "It is too large."),
        (4, "empty.txt", None, "It is empty."),
    ]
    inside = store.waiting_attachments(mail.id)
    assert [one.state for one in inside] == ["waiting", "waiting"]
    assert store.parent_name(inside[0].id) == "mail.eml"
    assert store.parent_name(mail.id) == ""


def _of(store: DocumentStore, document: Document) -> tuple[Attachment, ...]:
    return store.attachments(document.id)


def test_taking_out_again_changes_nothing(store: DocumentStore, case: Case) -> None:
    mail = added(store, case, "mail.eml")
    for _ in range(2):
        store.attach(mail, 1, "invoice.pdf", b"invoice")
        store.attach(mail, 2, "big", None, "It is too large.")
    assert names(store, case) == ["mail.eml", "mail.eml › invoice.pdf"]
    assert len(_of(store, mail)) == 2


def test_the_same_bytes_attached_twice_are_one_document(store: DocumentStore, case: Case) -> None:
    one, two = added(store, case, "one.eml"), added(store, case, "two.eml")
    for mail in (one, two):
        store.attach(mail, 1, "terms.pdf", b"terms")
    store.attach(two, 2, "own.txt", b"bytes of one.eml")
    assert names(store, case) == ["one.eml", "two.eml", "one.eml › terms.pdf"]
    assert [entry.document for entry in _of(store, two)] == ["one.eml › terms.pdf", "one.eml"]


def test_what_is_attached_goes_with_the_last_that_has_it(store: DocumentStore, case: Case) -> None:
    one, two = added(store, case, "one.eml"), added(store, case, "two.eml")
    store.attach(one, 1, "terms.pdf", b"terms")
    store.attach(two, 1, "terms.pdf", b"terms")
    inner = store.document(case.id, "one.eml › terms.pdf")
    store.attach(inner, 1, "deep.txt", b"deep")
    store.remove_document(one.id)
    assert names(store, case) == [
        "two.eml",
        "one.eml › terms.pdf",
        "one.eml › terms.pdf › deep.txt",
    ]
    store.remove_document(two.id)
    assert names(store, case) == []
    assert list((store.content(case.id).folder / "blobs").iterdir()) == []
    rows = store.content(case.id).connection().execute("SELECT key FROM case_meta")
    assert not [key for (key,) in rows if "attached" in key]


def test_what_was_added_itself_stays(store: DocumentStore, case: Case) -> None:
    mail = added(store, case, "mail.eml")
    store.attach(mail, 1, "invoice.pdf", b"invoice")
    inside = store.document(case.id, "mail.eml › invoice.pdf")
    store.added_itself(inside)
    store.remove_document(mail.id)
    assert names(store, case) == ["mail.eml › invoice.pdf"]
    earlier, mail = added(store, case, "earlier.txt"), added(store, case, "later.eml")
    store.attach(mail, 1, "copy.txt", b"bytes of earlier.txt")
    store.remove_document(mail.id)
    assert earlier.name in names(store, case)


def test_removing_what_is_attached_leaves_its_name(store: DocumentStore, case: Case) -> None:
    mail = added(store, case, "mail.eml")
    store.attach(mail, 1, "invoice.pdf", b"invoice")
    store.remove_document(store.document(case.id, "mail.eml › invoice.pdf").id)
    assert [(one.name, one.document) for one in _of(store, mail)] == [("invoice.pdf", None)]


def test_an_attached_file_that_fails_is_noted_on_its_parent(
    store: DocumentStore, case: Case
) -> None:
    mail = added(store, case, "mail.eml")
    store.attach(mail, 1, "invoice.pdf", b"invoice")
    inside = store.document(case.id, "mail.eml › invoice.pdf")
    store.fail(inside.id, DocumentUnreadable(name=inside.name, why="the file is damaged"))
    assert "the file is damaged" in _of(store, mail)[0].trouble
    other = added(store, case, "other.eml")
    store.attach(other, 1, "invoice.pdf", b"invoice")
    assert "the file is damaged" in _of(store, other)[0].trouble
    store.try_again(inside.id)
    assert [_of(store, one)[0].trouble for one in (mail, other)] == ["", ""]


def test_files_in_files_have_an_end(
    store: DocumentStore, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = added(store, case, "0.eml")
    level, trouble = 0, ""
    while not trouble:
        level += 1
        store.attach(parent, 1, f"{level}.eml", f"mail {level}".encode())
        (found,) = _of(store, parent)
        trouble = found.trouble
        if found.document is not None:
            parent = store.document(case.id, found.document)
    assert level == attachments.MOST_LEVELS + 1
    assert trouble == "It lies more than 5 levels deep in other files."
    monkeypatch.setattr(attachments, "MOST_RELATED", 8)
    root = store.document(case.id, "0.eml")
    for place in range(2, 6):
        store.attach(root, place, f"{place}.txt", f"letter {place}".encode())
    assert [one.document is None for one in _of(store, root)] == [False, False, False, True, True]
    assert "too much" in _of(store, root)[-1].trouble
    store.attach(added(store, case, "fresh.eml"), 1, "a.txt", b"other file, other count")
    monkeypatch.setattr(attachments, "MOST_RELATED_BYTES", 100)
    fresh = store.document(case.id, "fresh.eml")
    store.attach(fresh, 2, "b.txt", b"x" * 100)
    assert "too much" in _of(store, fresh)[1].trouble


def test_nothing_is_attached_to_what_was_removed(store: DocumentStore, case: Case) -> None:
    mail = added(store, case, "mail.eml")
    store.remove_document(mail.id)
    with pytest.raises(DocumentUnknown):
        store.attach(mail, 1, "invoice.pdf", b"invoice")
    assert names(store, case) == []
    assert list((store.content(case.id).folder / "blobs").iterdir()) == []
