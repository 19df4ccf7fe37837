"""Items about a date: whether it keeps its rule in the papers that state it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.checklists.records import DateRule
from appliance.review.checks.dating import base_of, dates_in, evidence_of, judged, newness, no_base
from appliance.review.checks.presence import absence
from appliance.review.checks.results import EXACT, LIKELY, not_found, proposal
from appliance.review.phrases import dates as said_of
from appliance.review.phrases.phrase import listed
from appliance.review.records import Paper

if TYPE_CHECKING:
    from datetime import date

    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.checks.dating import Dated, Judged
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, Proposal, Side


def check_date(item: Item, papers: Papers, today: date, job: Job) -> Proposal:
    """The newest of the days stated counts: a renewal or a new report replaces the old one."""
    rule = item.date or DateRule()
    read = papers.of_types(item.documents)
    found: list[Dated] = []
    for paper in read:
        job.check()
        here = dates_in(papers, paper, rule.labels, ends=rule.expires)
        best = min((one.rank for one in here), default=0)
        found += [one for one in here if one.rank == best]
    ways = [said_of.LOOKED.say(words=listed(rule.labels))]
    if not found:
        return not_found(papers, read, ways, [absence(papers, read)])
    base, base_name, base_place, remark = base_of(papers, rule, today)
    newest = max(found, key=newness)
    if base is None:
        nothing = no_base(rule)
        shown = [evidence_of(papers, newest, "context")]
        return proposal("needs a person", [nothing], shown, confidence=LIKELY)
    verdict = judged(newest, rule, base, base_name)
    why = [verdict.why, *([remark] if remark else [])]
    evidence, note = _evidence(papers, found, newest, verdict)
    why += [note] if note else []
    if base_place is not None:
        evidence.append(evidence_of(papers, base_place, "context", said_of.COUNTED_FROM.say()))
    name = papers.paper(newest.document_id)
    states = [Paper(name.type, verdict.state, name.document, verdict.why)]
    if verdict.doubtful or remark:
        return proposal("needs a person", why, evidence, confidence=LIKELY, papers=states)
    if verdict.state == "stale":
        return proposal("not met", why, evidence, confidence=EXACT, papers=states)
    sure = EXACT if newest.whole else LIKELY
    return proposal("met", why, evidence, confidence=sure, papers=states)


def _evidence(
    papers: Papers, found: list[Dated], newest: Dated, verdict: Judged
) -> tuple[list[Evidence], str]:
    """The day that counts wherever it stands, then others, and a sentence about those."""
    side: Side = "against" if verdict.state == "stale" else "for"
    same = [one for one in found if one.day == newest.day]
    others = [one for one in found if one.day != newest.day]
    evidence = [evidence_of(papers, one, side) for one in same[:6]]
    note = said_of.ANOTHER.say()
    evidence += [evidence_of(papers, one, "context", note) for one in others[:4]]
    if not others:
        return evidence, ""
    return evidence, said_of.NEWEST_COUNTS.say()
