"""Items for tests, and one review's answer to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from appliance.jobs import Job
from appliance.review.checklists.records import Item
from appliance.review.checks.deciding import check

if TYPE_CHECKING:
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Proposal

TODAY = date(2026, 9, 30)


def item(kind: Any, **given: Any) -> Item:  # noqa: ANN401 - whatever an item may have
    return Item("an-item", kind, "An item", "Is it so?", "high", **given)


def decided(one: Item, papers: Papers, today: date = TODAY) -> Proposal:
    """What the check says; the promises that hold for every answer are held here."""
    made = check(one, papers, today=today, job=Job())
    assert made is not None
    assert made == check(one, papers, today=today, job=Job())
    for evidence in made.evidence:
        page = papers.page(evidence.document_id, evidence.page)
        assert page.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote.strip() == evidence.quote != ""
    assert (made.searched is not None) == (made.verdict == "not found")
    assert made.evidence or made.verdict == "not found"
    assert made.why
    assert made.by == "code"
    return made
