"""Which passages are read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.documents.store import PageText
from appliance.review.asking.passages import Place, cut, readings
from appliance.review.checklists.records import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

CLAUSE = "{n}. The Recipient keeps the information of part {n} secret and returns it on request."


def count(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def item(name: str) -> Item:
    return Item(id=name, kind="statement", title=name, question=name, severity="high")


def pages(number: int, clauses: int = 20) -> list[PageText]:
    texts = [
        "\n\n".join(CLAUSE.format(n=f"{page}.{n}") for n in range(clauses))
        for page in range(1, number + 1)
    ]
    return [PageText("a.txt", 1, n, text) for n, text in enumerate(texts, start=1)]


def test_a_short_document_is_read_whole() -> None:
    read = pages(1)
    (only,) = readings([item("a"), item("b")], {}, read, count=count)
    assert [one.id for one in only.items] == ["a", "b"]
    assert "part 1.0 " in only.text
    assert "part 1.19 " in only.text


def test_a_document_without_text_is_not_read() -> None:
    empty = [PageText("a.txt", 1, 1, "  \n ")]
    assert readings([item("a")], {}, empty, count=count) == ()


def test_the_best_place_is_always_read_and_stands_in_the_order_of_the_pages() -> None:
    read = pages(30)
    places = {
        "late": [Place(29, at := read[28].text.index("part 29.7 "), at + 9)],
        "early": [Place(2, 5, 20)],
    }
    (only,) = readings([item("late"), item("early")], places, read, count=count, most_tokens=600)
    assert "part 29.7 " in only.text
    assert "part 2.0 " in only.text
    assert only.text.index("part 2.0 ") < only.text.index("part 29.7 ")
    assert sum(count([only.text])) <= 600


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([f"i{n}" for n in range(17)]),
        st.lists(
            st.tuples(st.integers(1, 12), st.integers(0, 1500)).map(
                lambda place: Place(place[0], place[1], place[1] + 40)
            ),
            max_size=4,
        ),
    ),
    st.integers(80, 600),
)
def test_each_statement_is_in_one_reading_and_each_reading_fits(
    places: dict[str, list[Place]], most: int
) -> None:
    read = pages(12)
    items = [item(f"i{n}") for n in range(17)]
    found = readings(items, places, read, count=count, most_tokens=most)
    assert [one for reading in found for one in reading.items] == items
    texts = {page.page: page.text for page in read}
    for reading in found:
        assert reading.passages
        assert list(reading.passages) == sorted(reading.passages)
        assert sum(count([reading.text])) <= most
        for one in reading.passages:
            assert texts[one.page][one.start : one.end] == one.text


def test_a_page_without_sentences_is_cut_all_the_same() -> None:
    words = " ".join(f"cell{n}" for n in range(2000))
    read = [PageText("a.txt", 1, 1, words)]
    found = cut(read)
    assert max(len(one.text) for one in found) <= 960
    assert "".join("".join(one.text for one in found).split()) == "".join(words.split())
    small = readings([item("a")], {"a": [Place(1, 9000, 9040)]}, read, count=count, most_tokens=300)
    assert sum(count([small[0].text])) <= 300


def test_a_statement_of_which_nothing_fits_is_in_no_reading() -> None:
    read = pages(3)
    assert readings([item("a")], {}, read, count=count, most_tokens=5) == ()


def test_passages_hold_all_sentences() -> None:
    read = pages(2)
    joined = " ".join(one.text for one in cut(read))
    assert all(CLAUSE.format(n=f"{p}.{n}") in joined for p in (1, 2) for n in range(20))
