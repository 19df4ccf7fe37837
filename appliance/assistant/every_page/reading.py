"""Reads all pages of a file, sentence by sentence and row by row, and says how much that was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.characters import visible
from appliance.assistant.records import Coverage
from appliance.assistant.units import units
from appliance.assistant.wording import Weights, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.assistant.ports import PageFacts
    from appliance.assistant.units import Unit
    from appliance.documents.store import PageText
    from appliance.jobs import Job


# A scan of a thousand pages that nothing read is told by the first ones.
_MOST_SAID = 5


class Part(NamedTuple):
    """A sentence, row or heading of some page, and its words; `around` are those above it."""

    page: PageText
    unit: Unit
    text: str
    here: frozenset[str]
    around: frozenset[str]


def parts(pages: Sequence[PageText], job: Job) -> Iterator[Part]:
    """All parts of all pages, in order. Raises: Cancelled."""
    for done, page in enumerate(pages):
        job.tick("comparing", done, len(pages), unit="pages")
        above: dict[str, frozenset[str]] = {}
        for unit in units(page.text):
            text = page.text[unit.start : unit.end]
            if unit.context not in above:
                above[unit.context] = frozenset(terms(unit.context))
            yield Part(page, unit, text, frozenset(terms(text)), above[unit.context])
    job.tick("comparing", len(pages), len(pages), unit="pages")


def texts(pages: Sequence[PageText], job: Job) -> Iterator[str]:
    """The text of all pages, in order. Raises: Cancelled."""
    for done, page in enumerate(pages):
        job.tick("reading", done, len(pages), unit="pages")
        yield page.text
    job.tick("reading", len(pages), len(pages), unit="pages")


def coverage(pages: Sequence[PageText], facts: PageFacts | None, document: str | None) -> Coverage:
    """How many of the pages could be read, and what was not."""
    if facts is None:
        return Coverage(len(pages), len(pages))
    said, troubled = facts.unread(document)
    known = {(page.document_id, page.page) for page in pages}
    return Coverage(len(pages) - len(troubled & known), len(pages), said)


def looked_at(pages: int, facts: PageFacts | None, document: str | None) -> Coverage:
    """The same where `pages` counts all readable pages of the file or of the document."""
    if facts is None:
        return Coverage(pages, pages)
    said, troubled = facts.unread(document)
    return Coverage(max(0, pages - len(troubled)), pages, said)


def said(covered: Coverage) -> str:
    """“212 of 212 pages read”, with what is missing."""
    counted = f"{covered.read} of {covered.total} pages read"
    return f"{counted}; not read: {_unread(covered)}" if covered.unread else counted


def searched(covered: Coverage) -> str:
    """“212 of 212 pages were searched”, with what is missing, for an answer of places."""
    counted = f"{covered.read} of {covered.total}"
    if not covered.unread:
        return f"{counted} pages were searched"
    return f"{counted} pages were searched; not read: {_unread(covered)}"


def _unread(covered: Coverage) -> str:
    more = len(covered.unread) - _MOST_SAID
    listed = (*covered.unread[:_MOST_SAID], *([f"and {more} more"] if more > 0 else ()))
    return "; ".join(one.rstrip(".") for one in listed)


def share(wanted: Sequence[str], part: Part, weights: Weights, *, over: float = 0.6) -> float:
    """How much of the wanted words a part has, by rarity; words above it count as `over`."""
    total = weights.total(wanted)
    if not total:
        return 0.0
    here = weights.total(term for term in wanted if term in part.here)
    above = weights.total(term for term in wanted if term in part.around - part.here)
    return (here + over * above) / total


def shown(text: str) -> str:
    """A part on one line."""
    return " ".join(visible(text)[0].split())
