"""Whether a number of a kind is in the papers and its check digits hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from appliance.privacy.finding import find
from appliance.privacy.kinds import KINDS
from appliance.review.checks.presence import absence, names
from appliance.review.checks.results import EXACT, LIKELY, not_found, proposal

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
                    note = "its check digits do not fit"
                    bad.append(papers.evidence(*place, "against", note))
                else:
                    checked = checked or one.valid is True
                    values.add(one.value)
                    note = "its check digits fit" if one.valid else ""
                    good.append(papers.evidence(*place, "for", note))
    if not good and not bad:
        ways = [f"for a number of the kind “{title}”, with and without spaces"]
        return not_found(papers, read, ways, [absence(papers, read)])
    if not good:
        wrong = f"{title}: one is there, but its check digits do not fit, so it cannot be right."
        return proposal("not met", [wrong], bad)
    why = [f"{title} found in {names(good)}." + (" Its check digits fit." if checked else "")]
    if len(values) > 1:
        why.append(f"There are {len(values)} different ones; a person should say which is meant.")
    if bad:
        why.append(f"Elsewhere one is written whose check digits do not fit: {names(bad)}.")
        return proposal("needs a person", why, [*bad[:4], *good], confidence=LIKELY)
    alone = checked and len(values) == 1
    return proposal("met", why, good, confidence=EXACT if alone else LIKELY)
