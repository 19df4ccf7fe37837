"""Which parts are quoted, and what is said about them."""

from appliance.assistant.questions import read
from appliance.assistant.quotes import choose, ranking
from tests.unit.assistant.conftest import Shelf, ranked


def quoted(shelf: Shelf, question: str) -> list[tuple[str, str]]:
    found = choose(read(question), ranked(shelf, question))
    return [(" ".join(one.candidate.text.split()), one.note) for one in found]


def test_the_best_part_comes_first(shelf: Shelf) -> None:
    assert "£1,250,000" in quoted(shelf, "What is the amount of the term loan facility?")[0][0]
    assert "1.25:1" in quoted(shelf, "What is the minimum debt service cover ratio?")[0][0]


def test_a_row_says_where_it_stands_and_which_column_was_asked_for(shelf: Shelf) -> None:
    text, note = quoted(shelf, "What was the profit for the financial year 2026?")[0]
    assert text == "Profit for the financial year 375,975 274,943"
    assert "Income statement" in note
    assert "The figure for 2026 is 375,975." in note


def test_a_different_figure_in_another_document_is_pointed_out(shelf: Shelf) -> None:
    found = quoted(shelf, "What was the turnover?")
    assert {text for text, _ in found[:2]} == {
        "Turnover £4,812,600",
        "Turnover 4,182,600 3,765,400",
    }
    assert "another figure" in found[1][1]
    assert "another figure" not in found[0][1]


def test_at_most_three_and_none_twice(shelf: Shelf) -> None:
    shelf.pages.append(shelf.pages[2]._replace(document="copy.docx", document_id=4))
    found = quoted(shelf, "Who is the guarantor?")
    assert 1 <= len(found) <= 3
    assert len({text for text, _ in found}) == len(found)


def test_nothing_found_nothing_quoted(shelf: Shelf) -> None:
    assert choose(read("Who?"), []) == []


def test_who_asks_for_the_greatest_wants_a_place_that_says_so(shelf: Shelf) -> None:
    plain = choose(read("Who is the guarantor?"), ranked(shelf, "Who is the guarantor?"))
    assert ranking(read("Who is the guarantor?"), plain) == plain
    asked = "Which is the largest guarantor?"
    found = choose(read(asked), ranked(shelf, asked))
    assert found
    assert ranking(read(asked), found) == []
    page = shelf.pages[0]
    shelf.pages.append(
        page._replace(
            document="ranks.txt", document_id=9, text="The largest guarantor is Ashdown Ltd."
        )
    )
    said = ranking(read(asked), choose(read(asked), ranked(shelf, asked)))
    assert [one.candidate.page.document for one in said] == ["ranks.txt"]
    for loose in ("What is the most recent balance?", "How much is at least due?"):
        assert ranking(read(loose), found) == found
