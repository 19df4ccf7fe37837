"""Scopes, facets, sections, and documents of older vaults, in a real store."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from appliance.documents.layout import kept
from appliance.documents.layout.records import Block, PageLayout, Table
from appliance.errors import BadInput, DocumentUnknown
from appliance.jobs import Job
from appliance.retrieval.index import MOST_QUERY_CP
from appliance.retrieval.records import Facet, PageCount, SearchScope
from tests.unit.retrieval.test_parts import BALANCE

if TYPE_CHECKING:
    from tests.unit.retrieval.conftest import Library

TEXT = ["Interest is paid each month.", "Security: the mill is pledged.", "Interest on delay."]


def test_a_scope_of_documents_and_pages(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    library.add(case, "b.pdf", TEXT)
    find = library.index.find
    everything = find(case, "interest")
    assert everything.searched == 6
    assert {hit.document for hit in everything.hits} == {"a.pdf", "b.pdf"}
    narrowed = find(case, "interest", scope=SearchScope(documents=("b.pdf",), pages=(2, 3)))
    assert narrowed.searched == 2
    assert (narrowed.hits[0].document, narrowed.hits[0].page) == ("b.pdf", 3)
    with pytest.raises(DocumentUnknown):
        find(case, "interest", scope=SearchScope(documents=("c.pdf",)))


def test_facets_count_what_was_found(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    library.add(case, "b.pdf", TEXT[:1])
    found = library.index.find(case, "interest", mode="lexical")
    assert found.facets.documents == (Facet("a.pdf", 2), Facet("b.pdf", 1))
    assert PageCount("a.pdf", 3, 1) in found.facets.pages
    assert found.found == 3
    assert found.facets.kinds == (Facet("text", 3),)


def test_a_narrowed_search_weighs_words_by_its_scope_alone(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    alone = library.index.search(case, "interest security", document="a.pdf", mode="lexical")
    library.add(case, "b.pdf", ["security " * 20] * 9)
    again = library.index.search(case, "interest security", document="a.pdf", mode="lexical")
    assert [h.score for h in again] == pytest.approx([h.score for h in alone])


def test_nothing_in_scope(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    for scope in (SearchScope(pages=(7, 9)), SearchScope(kinds=("table",))):
        found = library.index.find(case, "interest", scope=scope)
        assert (found.hits, found.found, found.searched) == ((), 0, 0)
    assert library.index.find(case, " ").hits == ()
    with pytest.raises(BadInput):
        library.index.find(case, "x" * (MOST_QUERY_CP + 1))


def _laid_out(library: Library, case: int) -> int:
    document = library.add(case, "report.pdf", [f"Cash position\n{BALANCE}", TEXT[0]])
    pages = [
        PageLayout(
            1,
            blocks=(Block("heading", 0, 13, level=1),),
            tables=(Table(4, 14, 900, 18, 3, ()),),
        ),
        PageLayout(2, section=("Terms", "Payment")),
    ]
    kept.save(library.store, document.id, pages, version=1)
    library.index.add_document(document.id, job=Job())
    with library.vault.case(case).transaction() as connection:
        library.store.touch(connection)
    return document.id


def test_hits_name_section_kind_and_table(library: Library) -> None:
    case = library.case()
    _laid_out(library, case)
    (first, *_) = library.index.search(case, "retained earnings")
    assert (first.section, first.kind, first.table) == ("Cash position", "table", 4)
    (payment,) = library.index.search(case, "month", mode="lexical")
    assert (payment.section, payment.kind, payment.table) == ("Terms › Payment", "text", 0)


def test_a_scope_of_sections_kinds_and_parts(library: Library) -> None:
    case = library.case()
    _laid_out(library, case)
    find = library.index.find
    for scope in (SearchScope(sections=("Terms",)), SearchScope(sections=("Terms › Payment",))):
        assert {hit.page for hit in find(case, "cash", scope=scope).hits} == {2}
    assert find(case, "cash", scope=SearchScope(sections=("Term",))).hits == ()
    assert {h.page for h in find(case, "month", scope=SearchScope(kinds=("table",))).hits} == {1}
    balance = SearchScope(parts=("balance-sheet",))
    assert {hit.page for hit in find(case, "month", scope=balance).hits} == {1}
    assert find(case, "cash", scope=SearchScope(parts=("no such part",))).hits == ()
    facets = find(case, "cash").facets
    assert "balance-sheet" in {facet.value for facet in facets.parts}
    assert "Terms › Payment" in {facet.value for facet in facets.sections}


def test_the_part_that_a_question_needs_comes_first(library: Library) -> None:
    case = library.case()
    talk = "We think that our current ratio is a good ratio, and we speak of the ratio often."
    library.add(case, "report.pdf", [talk, BALANCE, talk])
    assert library.index.search(case, "working capital of the year")[0].page == 2


def test_documents_of_older_vaults_are_described_when_searched(library: Library) -> None:
    case = library.case()
    document = library.add(case, "report.pdf", ["Talk of working capital.", BALANCE])
    with library.vault.case(case).transaction() as connection:
        connection.execute("UPDATE document SET facts = '{\"kept\": 1}'")
        connection.execute("UPDATE chunk SET section = '', kind = 'text', table_no = 0")
        library.store.touch(connection)
    vectors = _vectors(library, case)
    assert library.index.search(case, "current ratio and working capital")[0].page == 2
    (facts,) = library.vault.case(case).connection().execute(
        "SELECT facts FROM document WHERE id = ?", (document.id,)
    ).fetchone() or ("",)
    record = json.loads(facts)
    assert record["kept"] == 1
    assert record["parts"]["balance-sheet"]["2"] > 0.5
    assert _vectors(library, case) == vectors


def _vectors(library: Library, case: int) -> list[bytes]:
    rows = library.vault.case(case).connection().execute("SELECT data FROM vector").fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize("facts", ["no json", "[]", '{"noted": 1, "parts": {"cover": {"x": 1}}}'])
def test_facts_that_make_no_sense_hide_nothing(library: Library, facts: str) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    with library.vault.case(case).transaction() as connection:
        connection.execute("UPDATE document SET facts = ?", (facts,))
        library.store.touch(connection)
    assert library.index.search(case, "security")[0].page == 2


def test_words_are_kept_between_searches_and_read_anew_after_a_change(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    first = library.index.search(case, "interest", mode="lexical")
    assert library.index.search(case, "interest", mode="lexical") == first
    library.add(case, "b.pdf", TEXT)
    assert len(library.index.search(case, "interest", mode="lexical")) == 2 * len(first)


def test_equal_weights_give_equal_scores(library: Library) -> None:
    case = library.case()
    library.add(case, "a.pdf", TEXT)
    hits = library.index.search(case, "interest")
    assert hits == tuple(replace(hit) for hit in library.index.search(case, "interest"))
    assert all(-1 <= hit.score <= 1.001 for hit in hits)
