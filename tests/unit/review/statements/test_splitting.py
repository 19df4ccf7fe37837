"""Pages into sentences and list items, with offsets and what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.store import PageText
from appliance.review.statements import features
from appliance.review.statements.splitting import is_heading, spans, units
from tests.unit.review.statements.agreement import FIRST, PAGES


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


def test_lines_of_a_printed_page_go_on_and_items_stand_alone() -> None:
    parts = cut(FIRST)
    assert "MUTUAL NON-DISCLOSURE AGREEMENT" in parts
    assert "1. Definitions" in parts
    assert any(
        part.startswith('"Confidential Information" means') and part.endswith("confidential.")
        for part in parts
    )
    assert (
        "(b) the Recipient lawfully receives from a third party who is free to disclose it; or"
        in parts
    )
    assert any(part.endswith("for no\nother purpose.") for part in parts)


def test_items_within_a_line_stand_alone() -> None:
    parts = cut(
        "It shall not: (a) copy the plans; (b) sell them, or (c) lend them. Nor may others."
    )
    assert parts == [
        "It shall not:",
        "(a) copy the plans;",
        "(b) sell them,",
        "(c) lend them.",
        "Nor may others.",
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("5. Governing Law", True),
        ("ARTICLE 2 - DEFINITIONS", True),
        ("Return of Materials.", True),
        ("The parties agree as follows:", False),
        ("It shall be returned at once.", False),
        ("", False),
        ("(a) drawings; and", False),
    ],
)
def test_headings(line: str, heading: bool) -> None:
    assert is_heading(line) == heading


def test_a_sentence_knows_its_heading_and_the_line_its_list_began_with() -> None:
    found = {unit.text[:20]: unit for unit in units(PAGES)}
    item = found["(c) is independently"]
    assert item.heading == "2. Exceptions"
    assert item.lead == "Confidential Information does not include information which:"
    assert item.before.startswith("(b)")
    assert item.after == "3. Use and disclosure" or item.after.startswith("3. Use")
    assert found["If the Recipient is "].page == 2
    assert found["If the Recipient is "].lead == ""


def test_a_list_is_read_with_its_beginning() -> None:
    read = features.reading(units(PAGES))
    place = next(n for n, text in enumerate(read.own) if text.endswith("information which:"))
    assert "independently developed" in read.items[place]
    assert read.parent[place + 1] == read.parent[place + 3] == place
    assert read.parent[place] == -1
    assert features.with_lead(read.units[place + 1]).startswith("Confidential Information does")


def test_a_text_without_any_stop_is_cut() -> None:
    text = "word " * 2000
    found = spans(text)
    assert len(found) > 1
    assert all(end - start <= 3000 for start, end in found)


@given(st.text(alphabet="ab .;:\n()1-AB“é密", max_size=200))
def test_spans_lie_within_the_text_in_order_and_lose_no_word(text: str) -> None:
    found = spans(text)
    last = 0
    for start, end in found:
        assert last <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        last = end
    kept = "".join(text[start:end] for start, end in found)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.lists(st.text(alphabet="ab .;:\n(1)A", max_size=60), max_size=4))
def test_units_of_any_pages_have_texts(texts: list[str]) -> None:
    pages = [PageText("a", 1, number, text) for number, text in enumerate(texts, start=1)]
    for unit in units(pages):
        assert unit.text
        assert 1 <= unit.page <= len(pages)
