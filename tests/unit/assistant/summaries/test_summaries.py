"""Summaries: every page read, sentences quoted letter by letter, sections kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.assistant.summaries import making
from appliance.assistant.summaries.choosing import budget
from appliance.assistant.summaries.parts import MOST_SECTIONS, parts_of, sections
from appliance.assistant.summaries.records import MOST_SENTENCES, SummaryMade
from appliance.assistant.summaries.store import SummaryStore
from appliance.documents.layout.records import Block, PageLayout
from appliance.documents.store import DocumentStore, PageText
from appliance.errors import Cancelled, CaseEmpty
from appliance.jobs import Job
from tests.unit.assistant.conftest import Meanings

if TYPE_CHECKING:
    from appliance.assistant.summaries.records import Summary
    from appliance.vault.store import Vault
    from tests.unit.conftest import FixedClock

TOPICS = ("turnover rose by 11.1 per cent", "the bank lends £1,250,000", "the works were insured")


def pages(count: int) -> list[PageText]:
    return [
        PageText(
            "report.pdf", 1, number,
            f"Annual report of Alder Joinery Limited\n"
            f"In part {number} of the year {TOPICS[number % 3]} at the works in Wendleford.\n"
            f"The directors of {number} firms met on {number % 28 + 1} March 2026 to look at it.\n"
            "See note 4 for the details of all this.\n",
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


def summary(texts: list[PageText], clock: FixedClock, name: str | None = "report.pdf") -> Summary:
    return making.summarise(
        [(texts, {})],
        name=name,
        embedder=Meanings(),
        made=SummaryMade(making.RULES),
        clock=clock,
        unread=["page 99: nothing read it"],
        total=len(texts) + 1,
        job=Job(),
    )


@pytest.mark.parametrize("count", [1, 5, 40])
def test_every_page_is_read_and_every_sentence_cited(count: int, clock: FixedClock) -> None:
    texts = pages(count)
    made = summary(texts, clock)
    assert (made.coverage.read, made.coverage.total) == (count, count + 1)
    assert made.coverage.unread == ("page 99: nothing read it",)
    assert 0 < len(made.sentences) <= MOST_SENTENCES
    for sentence in made.sentences:
        (place,) = sentence.citations
        page = texts[place.page - 1]
        assert page.text[place.start : place.end] == place.quote
        assert sentence.text == " ".join(place.quote.split())
        assert not sentence.from_model
    assert len({one.text for one in made.sentences}) == len(made.sentences)
    assert not [one for one in made.sentences if one.text.startswith("See note")]


def test_a_long_document_is_summarised_from_all_of_its_parts(clock: FixedClock) -> None:
    places = [one.citations[0].page for one in summary(pages(40), clock).sentences]
    assert places == sorted(places)
    assert min(places) <= 5
    assert max(places) > 35


def test_headers_are_left_out_and_headings_part_sections() -> None:
    text = "Running head of this report\nDebt\nThe loan of £1,250,000 is repaid in five years.\n"
    head, debt = text.index("Running"), text.index("Debt")
    layout = PageLayout(
        1,
        (
            Block("header", head, head + 27),
            Block("heading", debt, debt + 4, 1),
            Block("paragraph", debt + 5, len(text) - 1),
        ),
    )
    (part,) = parts_of([PageText("a.pdf", 1, 1, text)], {1: layout})
    assert part.section == "Debt"
    assert part.figures == 1


def test_sections_are_few_and_all_have_a_share() -> None:
    groups = sections(parts_of(pages(60), {}), 60)
    assert 1 < len(groups) <= MOST_SECTIONS
    shares = budget(groups, 60)
    assert sum(shares) <= MOST_SENTENCES
    assert min(shares) >= 1


def test_nothing_to_summarise(clock: FixedClock) -> None:
    with pytest.raises(CaseEmpty):
        summary([], clock)
    stopped = Job()
    stopped.cancel()
    with pytest.raises(Cancelled):
        making.summarise(
            [(pages(1), {})], name="a", embedder=Meanings(), made=SummaryMade("r"), clock=clock,
            job=stopped,
        )  # fmt: skip


def test_a_new_summary_takes_the_place_of_the_one_before(vault: Vault, clock: FixedClock) -> None:
    case_id = DocumentStore(vault, clock).new_case("A").id
    store = SummaryStore(vault)
    store.add(case_id, None, summary(pages(1), clock, None))
    kept = store.add(case_id, None, summary(pages(5), clock, None))
    assert store.all(case_id) == (kept,)
    assert kept.id > 0
