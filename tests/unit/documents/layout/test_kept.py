from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.documents.layout import kept
from appliance.documents.layout.cells import section_at
from appliance.documents.layout.laying import LAYOUT_VERSION, lay_out
from appliance.documents.layout.records import Block, PageLayout
from appliance.documents.records import Page
from appliance.errors import Cancelled, VaultDamaged
from appliance.jobs import Job

if TYPE_CHECKING:
    from appliance.documents.store import DocumentStore

FIRST = "PART I\n\nItem 1. Business\n\nThe company makes joinery for builders.\n"
SECOND = "It has two works.\n\nItem 2. Properties\n\nBoth works stand in one street.\n"


@pytest.fixture
def document(store: DocumentStore) -> int:
    case = store.new_case("a case")
    made = store.take_in(case.id, "report.txt", "0" * 64, b"bytes")
    store.add_pages(made.id, [Page(1, FIRST, (), 0, 0), Page(2, SECOND, (), 0, 0)])
    return made.id


def test_every_page_gets_a_layout(store: DocumentStore, document: int) -> None:
    assert kept.layout_of(store, document, 1) == PageLayout(1)
    assert kept.version_of(store, document) == 0
    lay_out(store, document, job=Job())
    first, second = kept.layouts(store, document)
    assert [block.kind for block in first.blocks] == ["heading", "heading", "paragraph"]
    assert second.section == ("PART I", "Item 1. Business")
    assert kept.layout_of(store, document, 2) == second
    assert kept.version_of(store, document) == LAYOUT_VERSION


def test_a_place_knows_its_section(store: DocumentStore, document: int) -> None:
    lay_out(store, document, job=Job())
    layout = kept.layout_of(store, document, 2)
    assert section_at(layout, SECOND, 3) == ("PART I", "Item 1. Business")
    assert section_at(layout, SECOND, SECOND.index("Both")) == ("PART I", "Item 2. Properties")


def test_laying_out_again_gives_the_same(store: DocumentStore, document: int) -> None:
    lay_out(store, document, job=Job())
    before = tuple(kept.layouts(store, document))
    lay_out(store, document, job=Job())
    assert tuple(kept.layouts(store, document)) == before


def test_what_the_parser_said_outlives_laying_out(store: DocumentStore, document: int) -> None:
    said = PageLayout(1, (Block("heading", 0, 6, 1),))
    lay_out(store, document, given={1: said}, job=Job())
    assert kept.given_of(store, document, 1) == said
    first = kept.layout_of(store, document, 1)
    lay_out(store, document, given={}, job=Job())
    assert kept.given_of(store, document, 1) == said
    assert kept.layout_of(store, document, 1) == first


def test_cancelled_it_starts_again(store: DocumentStore, document: int) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        lay_out(store, document, job=job)
    assert kept.version_of(store, document) == 0
    lay_out(store, document, job=Job())
    assert kept.version_of(store, document) == LAYOUT_VERSION


def test_layouts_go_with_their_document(store: DocumentStore, document: int) -> None:
    lay_out(store, document, job=Job())
    connection = store.home(document).connection()
    store.remove_document(document)
    assert connection.execute("SELECT count(*) FROM page_layout").fetchone() == (0,)


def test_a_damaged_row_is_told(store: DocumentStore, document: int) -> None:
    lay_out(store, document, job=Job())
    with store.home(document).transaction() as connection:
        connection.execute("UPDATE page_layout SET data = x'c1' WHERE page = 1")
    with pytest.raises(VaultDamaged):
        kept.layout_of(store, document, 1)
