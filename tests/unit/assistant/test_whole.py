"""A document as the model reads it whole."""

from __future__ import annotations

from appliance.assistant import prompting
from appliance.assistant.units import units
from appliance.assistant.whole import near, reading_name, whole
from appliance.documents.store import PageText
from tests.contract.scripted_engine import ScriptedLanguageEngine
from tests.unit.assistant.conftest import AGREEMENT, Shelf, ranked

LONG = "".join(f"{n}.1 The Borrower shall do the thing of number {n} in time.\n" for n in range(80))
PAGES = [PageText("agreement.pdf", 1, 3, AGREEMENT), PageText("agreement.pdf", 1, 4, LONG)]


def test_parts_are_in_reading_order_hold_all_text_and_split_no_unit() -> None:
    made = whole(PAGES, ScriptedLanguageEngine(), most_tokens=3000)
    assert made is not None
    assert [part.id for part in made.parts] == [f"P{n + 1}" for n in range(len(made.parts))]
    for page in PAGES:
        parts = [part for part in made.parts if part.page == page.page]
        assert "\n".join(part.text for part in parts).split() == page.text.split()
        for part in parts:
            assert page.text[part.start : part.end] == part.text
        for unit in units(page.text):
            assert any(part.start <= unit.start and unit.end <= part.end for part in parts)
    assert len([part for part in made.parts if part.page == 4]) > 3
    assert made.text.startswith("agreement.pdf\n\n[P1] page 3\nTerm Loan Agreement")


def test_pages_of_two_documents_or_too_many_tokens_are_not_given_whole() -> None:
    language = ScriptedLanguageEngine()
    assert whole([*PAGES, PageText("b.pdf", 2, 1, "Text.")], language, most_tokens=3000) is None
    assert whole(PAGES, language, most_tokens=300) is None
    assert whole([PageText("a.pdf", 1, 1, " \n ")], language, most_tokens=300) is None


def test_near_gives_the_parts_of_the_best_candidates() -> None:
    shelf = Shelf(PAGES)
    made = whole(PAGES, ScriptedLanguageEngine(), most_tokens=3000)
    assert made is not None
    best = ranked(shelf, "What is the thing of number 70?")
    chosen = near(made.parts, best, 2)
    assert len(chosen) == 2
    assert best[0].text in chosen[0].text


def test_the_name_of_a_reading_changes_with_all_that_it_depends_on() -> None:
    language = ScriptedLanguageEngine()
    made = whole(PAGES, language, most_tokens=3000)
    other = whole(
        [PAGES[0], PAGES[1]._replace(text=LONG.replace("7.1", "7.2"))], language, most_tokens=3000
    )
    assert made is not None
    assert other is not None
    names = {
        reading_name(made, belongs_to=("model", "build", "machine")),
        reading_name(other, belongs_to=("model", "build", "machine")),
        reading_name(made, belongs_to=("other", "build", "machine")),
        reading_name(made, belongs_to=("model", "other", "machine")),
        reading_name(made, belongs_to=("model", "build", "other")),
        reading_name(made, belongs_to=("modelb", "uild", "machine")),
    }
    assert len(names) == 6
    assert all(len(name) == 64 for name in names)


def test_hidden_characters_of_a_document_do_not_reach_the_model() -> None:
    page = PageText("a\u200b.pdf", 1, 1, "The amount is \U000e0041£5.")
    made = whole([page], ScriptedLanguageEngine(), most_tokens=300)
    assert made is not None
    assert made.text == "a.pdf\n\n[P1] page 1\nThe amount is £5."
    prompt = prompting.whole_prompt("How\u200b much?", made.text, template="t", keep="k")
    (cut,) = prompt.messages[-1].cuts
    assert prompt.messages[-1].text[:cut].endswith("£5.")
    assert prompt.messages[-1].text[cut:] == "\n\nQuestion: How much?\nAnswer:"
