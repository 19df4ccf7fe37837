"""On which pages the figures of a question belong: its statement, not a note that repeats a name.

What parts a question needs and which parts a page is, the search knows (`retrieval.parts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.retrieval import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appliance.documents.store import PageText

Place = tuple[int, int]
_STATEMENTS = frozenset(("balance-sheet", "income-statement", "cash-flow"))
# A part that is only the second place to look for a figure rules out no page.
_NEEDED = 0.9
# The statements of a report stand within so many pages.
_NEAR = 5


def needed(question: str) -> dict[str, float]:
    """The statements that a question's figures stand in, if it is plain which."""
    asked = parts.asked_by(question).parts
    return {name: w for name, w in asked.items() if name in _STATEMENTS and w >= _NEEDED}


def likely(pages: Iterable[PageText], wanted: Mapping[str, float]) -> dict[Place, float]:
    """How surely each page is one of the statements, from 0 to 1; those that are not, left out."""
    found: dict[Place, float] = {}
    for page in pages if wanted else ():
        own = parts.of_page(page.text)
        best = max((weight * own.get(name, 0.0) for name, weight in wanted.items()), default=0.0)
        if best:
            found[page.document_id, page.page] = best
    return found


def certain(found: Mapping[Place, float], pages: Sequence[PageText]) -> frozenset[Place]:
    """The pages that surely are one of the statements of the report itself.

    A note may have the balance sheet of some subsidiaries; the report's own stands beside its other
    statements.
    """
    sure = [place for place, one in found.items() if one >= parts.CERTAIN]
    if len(sure) < 2:
        return frozenset(sure)
    texts = {(page.document_id, page.page): page.text for page in pages}
    known: dict[Place, frozenset[str]] = {}

    def kinds(place: Place) -> frozenset[str]:
        if place not in known:
            own = parts.of_page(texts.get(place, ""))
            sure_of = (name for name in _STATEMENTS if own.get(name, 0.0) >= parts.CERTAIN)
            known[place] = frozenset(sure_of)
        return known[place]

    beside = {
        (document, page): len(
            frozenset().union(*(kinds((document, page + n)) for n in range(-_NEAR, _NEAR + 1)))
        )
        for document, page in sure
    }
    most = {document: 0 for document, _ in sure}
    for (document, _), count in beside.items():
        most[document] = max(most[document], count)
    return frozenset(place for place, count in beside.items() if count == most[place[0]])
