"""Whether a number of a kind is in the papers and its check digits hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from appliance.privacy.finding import find
from appliance.privacy.kinds import KINDS
from appliance.review.checks.presence import absence, names
from appliance.review.checks.results import EXACT, LIKELY, not_found, proposal
from appliance.review.phrases import values as said_of

if TYPE_CHECKING:
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, Proposal

_MOST_PER_PAPER = 2


def check_identifier(item: Item, papers: Papers, job: Job) -> Proposal:
    """Met where one is found whose check digits hold, or whose kind has none."""
    kind = KINDS.get(item.identifier)
    title = kind.title if kind is not None else item.identifier
    read = papers.of_types(item.documents)
    good: list[Evidence] = []
    bad: list[Evidence] = []
    values: set[str] = set()
    checked = False
    for paper in read if kind is not None else ():
        job.check()
        shown: Counter[str] = Counter()
        for page in papers.texts(paper.document_id):
            for one in find(page.text, kinds={item.identifier}):
                shown[one.value] += 1
                if shown[one.value] > _MOST_PER_PAPER:
                    continue  # a statement prints its account on every page
                place = (paper.document_id, page.page, one.start, one.end)
                if one.valid is False:
                    bad.append(papers.evidence(*place, "against", said_of.FITS_NOT.say()))
                else:
                    checked = checked or one.valid is True
                    values.add(one.value)
                    note = said_of.FITS_HERE.say() if one.valid else ""
                    good.append(papers.evidence(*place, "for", note))
    if not good and not bad:
        ways = [said_of.LOOKED_KIND.say(kind=title)]
        return not_found(papers, read, ways, [absence(papers, read)])
    if not good:
        return proposal("not met", [said_of.WRONG.say(kind=title)], bad)
    found = said_of.FOUND.say(kind=title, names=names(good))
    why = [f"{found} {said_of.FITS.say()}" if checked else found]
    if len(values) > 1:
        why.append(said_of.DIFFERENT.say(count=len(values)))
    if bad:
        why.append(said_of.WRONG_ELSEWHERE.say(names=names(bad)))
        return proposal("needs a person", why, [*bad[:4], *good], confidence=LIKELY)
    alone = checked and len(values) == 1
    return proposal("met", why, good, confidence=EXACT if alone else LIKELY)
