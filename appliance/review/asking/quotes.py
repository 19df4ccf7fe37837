"""Places of a paper that a proposal shows: best sentences of the judge, matches of patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.review.asking.passages import Place
from appliance.review.checks.matching import matches
from appliance.review.statements.splitting import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.store import PageText
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, Side
    from appliance.review.statements.records import Judged

MOST_SHOWN = 4
MOST_HITS = 6
# A sentence that is far less likely evidence than the best one says less than it takes to read.
_PART_OF_BEST = 0.5


class Hits(NamedTuple):
    """Sentences in which patterns match, in the order of the pages."""

    pro: tuple[Place, ...]
    contra: tuple[Place, ...]


def shown(judged: Judged | None, pages: Sequence[PageText]) -> tuple[Place, ...]:
    """The judge's best sentences, best first; the others where they are nearly as good."""
    if judged is None or not judged.spans:
        return ()
    texts = {page.page: page.text for page in pages}
    least = judged.spans[0].score * _PART_OF_BEST
    good = [
        Place(one.page, one.start, one.end)
        for one in judged.spans
        if one.score >= least and texts[one.page][one.start : one.end].strip()
    ]
    return tuple(good[:MOST_SHOWN])


def hits(item: Item, pages: Sequence[PageText], job: Job) -> Hits:
    """The first places where the item's patterns match, on either side. Raises: Cancelled."""
    pro: list[Place] = []
    contra: list[Place] = []
    for page in pages:
        job.check()
        if len(pro) < MOST_HITS:
            pro += _sentences(item.patterns, page, job)
        if len(contra) < MOST_HITS:
            contra += _sentences(item.against, page, job)
    return Hits(tuple(pro[:MOST_HITS]), tuple(contra[:MOST_HITS]))


def _sentences(patterns: Sequence[str], page: PageText, job: Job) -> list[Place]:
    found: dict[Place, None] = {}
    sentences: list[tuple[int, int]] | None = None
    for start, end in matches(page.text, patterns, job):
        if sentences is None:
            sentences = spans(page.text)
        touched = [one for one in sentences if one[0] < end and start < one[1]]
        first = min([start, *(a for a, _ in touched[:1])])
        last = max([end, *(b for _, b in touched[-1:])])
        found[Place(page.page, first, last)] = None
        if len(found) >= MOST_HITS:
            break
    return sorted(found)


def evidence(
    papers: Papers, document_id: int, places: Iterable[Place], side: Side, note: str = ""
) -> list[Evidence]:
    """The places as evidence, each with the quote that stands there, letter by letter."""
    return [papers.evidence(document_id, *place, side, note) for place in places]


def apart(places: Iterable[Place], taken: Sequence[Place]) -> list[Place]:
    """Those that share nothing with others that are shown already."""
    found: list[Place] = []
    for one in places:
        if not any(
            one.page == other.page and one.start < other.end and other.start < one.end
            for other in (*taken, *found)
        ):
            found.append(one)
    return found
