from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appliance.documents.records import Box, Page, Word
from appliance.errors import (
    CaseExists,
    CaseUnknown,
    DocumentTooLarge,
    DocumentUnknown,
    FileUnreadable,
    PageUnknown,
    VaultDamaged,
    VaultLocked,
)

if TYPE_CHECKING:
    from appliance.documents.records import Case, Document
    from appliance.documents.store import DocumentStore
    from appliance.vault.store import Vault

PAGE = Page(1, "Loan ﬁle", (Word(0, 4, 72, 70, 100, 82), Word(5, 8, 104, 70, 120, 82)), 595, 842)


@pytest.fixture
def case(store: DocumentStore) -> Case:
    return store.new_case("Miller")


def added(store: DocumentStore, case: Case, name: str = "a.pdf", sha: str = "a" * 64) -> Document:
    return store.take_in(case.id, name, sha, b"the bytes of " + name.encode())


def rows(vault: Vault, table: str) -> int:
    (case,) = vault.cases.all()
    found = vault.case(case.id).connection().execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  # constants
    assert found is not None
    return int(found[0])


def test_cases(store: DocumentStore, case: Case) -> None:
    other = store.new_case("王小明")
    assert store.cases() == (other, case)
    assert len({case.ref, other.ref}) == 2
    assert store.case("Miller") == case
    assert store.case_by_id(other.id) == other
    with pytest.raises(CaseExists):
        store.new_case("Miller")
    with pytest.raises(CaseUnknown):
        store.case("Nobody")
    with pytest.raises(CaseUnknown):
        store.case_by_id(99)


def test_a_document_taken_in_waits_and_keeps_its_bytes(store: DocumentStore, case: Case) -> None:
    document = added(store, case)
    assert (document.state, document.page_count, document.size_bytes) == ("waiting", 0, 18)
    assert store.unfinished() == store.unfinished(case.id) == (document,)
    fd = store.open_original(document)
    assert os.pread(fd, 100, 0) == b"the bytes of a.pdf"
    os.close(fd)


def test_two_documents_of_one_name_are_told_apart(store: DocumentStore, case: Case) -> None:
    names = [added(store, case, "scan.pdf", digit * 64).name for digit in "abc"]
    assert names == ["scan.pdf", "scan (2).pdf", "scan (3).pdf"]
    assert [added(store, case, ".env", digit * 64).name for digit in "de"] == [".env", ".env (2)"]


def test_pages_with_words_and_boxes(store: DocumentStore, case: Case) -> None:
    document = added(store, case)
    store.begin_reading(document.id, "application/pdf")
    store.add_pages(document.id, [PAGE])
    assert store.page(document.id, 1) == PAGE
    assert store.boxes(document.id, 1, 0, 8) == (Box(72, 70, 120, 82),)
    assert store.document(case.id, "a.pdf").page_count == 1
    assert list(store.page_texts(document.id)) == [(1, "Loan ﬁle")]
    with pytest.raises(PageUnknown, match="no page 2"):
        store.page(document.id, 2)
    with pytest.raises(DocumentUnknown):
        store.page(99, 1)


def test_only_ready_documents_give_their_texts(store: DocumentStore, case: Case) -> None:
    document = added(store, case)
    store.add_pages(document.id, [PAGE])
    assert list(store.texts(case.id)) == []
    store.set_state(document.id, "ready")
    assert list(store.texts(case.id)) == [("a.pdf", document.id, 1, "Loan ﬁle")]
    assert list(store.texts(case.id, "a.pdf")) == list(store.texts(case.id))
    assert list(store.texts(case.id, "b.pdf")) == []


def test_pages_are_kept_all_or_none(store: DocumentStore, case: Case, vault: Vault) -> None:
    document = added(store, case)
    store.add_pages(document.id, [PAGE])
    with pytest.raises(Exception, match="UNIQUE"):
        store.add_pages(document.id, [Page(2, "two", (), 1, 1), PAGE])
    assert rows(vault, "page") == 1


def test_a_failed_document_says_why_and_keeps_its_original(
    store: DocumentStore, case: Case, vault: Vault
) -> None:
    document = added(store, case)
    store.add_pages(document.id, [PAGE])
    store.fail(document.id, DocumentTooLarge(name="a.pdf", why="it has too many pages"))
    failed = store.document(case.id, "a.pdf")
    assert (failed.state, failed.error_code, failed.page_count) == ("failed", "D503", 0)
    assert "too many pages" in (failed.error_message or "")
    assert rows(vault, "page") == 0
    os.close(store.open_original(failed))
    again = store.take_in(case.id, "a.pdf", "a" * 64, b"bytes")
    assert (again.state, again.name, again.id) == ("waiting", "a.pdf", document.id)
    assert len(store.documents(case.id)) == 1
    assert len(list((vault.case(case.id).folder / "blobs").iterdir())) == 1


def test_a_document_of_an_older_release_that_failed_has_no_original(
    store: DocumentStore, case: Case, vault: Vault
) -> None:
    document = added(store, case)
    store.fail(document.id, DocumentTooLarge(name="a.pdf", why="it has too many pages"))
    with vault.case(case.id).transaction() as connection:
        connection.execute("UPDATE document SET blob_id = NULL")
    with pytest.raises(FileUnreadable):
        store.try_again(document.id)
    assert store.document(case.id, "a.pdf").state == "failed"
    again = store.take_in(case.id, "a.pdf", "a" * 64, b"bytes")
    assert (again.state, again.id) == ("waiting", document.id)
    os.close(store.open_original(again))


def test_removing_leaves_nothing(store: DocumentStore, case: Case, vault: Vault) -> None:
    kept, gone = added(store, case, "kept.pdf", "a" * 64), added(store, case, "gone.pdf", "b" * 64)
    for document in (kept, gone):
        store.add_pages(document.id, [PAGE])
        with vault.case(case.id).transaction() as connection:
            chunk = connection.execute(
                "INSERT INTO chunk (document_id, page, start_cp, end_cp) VALUES (?, 1, 0, 4)",
                (document.id,),
            ).lastrowid
            connection.execute("INSERT INTO chunk_fts (rowid, body) VALUES (?, 'loan')", (chunk,))
            connection.execute("INSERT INTO vector VALUES (?, ?)", (chunk, b"1234"))
            connection.execute("INSERT INTO page_layout VALUES (?, 1, x'00')", (document.id,))
            connection.execute(
                "INSERT INTO notice (document_id, page, start_cp, end_cp, kind, note) "
                "VALUES (?, 1, 0, 4, 'orders', 'odd')",
                (document.id,),
            )
            fill = connection.execute(
                "INSERT INTO form_fill (document_id, form, filled_at, record) "
                "VALUES (?, 'f', '', '{}')",
                (document.id,),
            ).lastrowid
            connection.execute("INSERT INTO form_field VALUES (?, 0, 'open', '{}')", (fill,))
            connection.execute(
                "INSERT INTO summary (document_id, made_at, record) VALUES (?, '', '{}')",
                (document.id,),
            )
    with vault.case(case.id).transaction() as connection:
        # Sentences of any document may stand in that of the whole case.
        connection.execute("INSERT INTO summary (made_at, record) VALUES ('', '{}')")
    before = store.revision(case.id)
    store.remove_document(gone.id)
    assert store.revision(case.id) != before
    made = ("page_layout", "notice", "form_fill", "form_field", "summary")
    for table in ("document", "page", "chunk", "vector", *made):
        assert rows(vault, table) == 1
    content = vault.case(case.id)
    found = content.connection().execute("SELECT rowid FROM chunk_fts WHERE chunk_fts MATCH 'loan'")
    assert len(found.fetchall()) == 1
    assert len(list((content.folder / "blobs").iterdir())) == 1
    store.remove_case(case.id)
    assert store.cases() == ()
    assert not content.folder.exists()
    with pytest.raises(CaseUnknown):
        content.connection()


def test_the_list_of_cases_counts_without_opening_one(
    store: DocumentStore, case: Case, vault: Vault
) -> None:
    document = added(store, case)
    store.add_pages(document.id, [PAGE, Page(2, "two", (), 1, 1)])
    other = store.new_case("Wu")
    counted = {one.name: (one.documents, one.pages) for one in store.cases()}
    assert counted == {"Miller": (1, 2), "Wu": (0, 0)}
    for one in (case, other):  # not even the files are looked at
        (vault.case(one.id).folder / "case.db").rename(vault.folder / f"away-{one.id}")
    assert {one.name: (one.documents, one.pages) for one in store.cases()} == counted


def test_numbers_of_documents_tell_their_case(store: DocumentStore, case: Case) -> None:
    other = store.new_case("Wu")
    one, two = added(store, case), added(store, other)
    assert (one.case_id, two.case_id) == (case.id, other.id)
    assert one.id != two.id
    assert store.document_by_id(two.id) == two
    for wrong in (0, -1, 7, other.id << 32, (other.id + 1) << 32 | 1):
        with pytest.raises(DocumentUnknown):
            store.document_by_id(wrong)


def test_damaged_words_are_noticed(store: DocumentStore, case: Case, vault: Vault) -> None:
    document = added(store, case)
    store.add_pages(document.id, [PAGE])
    with vault.case(case.id).transaction() as connection:
        connection.execute("UPDATE page SET words = X'0102'")
    with pytest.raises(VaultDamaged):
        store.page(document.id, 1)


def test_locked(store: DocumentStore, case: Case, vault: Vault) -> None:
    vault.lock()
    with pytest.raises(VaultLocked):
        store.cases()
    with pytest.raises(VaultLocked):
        store.documents(case.id)
