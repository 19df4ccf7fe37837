"""Items about a paper: is it there, of the right age, signed and whole?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from appliance.assistant.forms.labels import words_of
from appliance.review.checklists.records import DateRule, DocumentRule
from appliance.review.checks.dating import base_of, dates_in, evidence_of, no_base
from appliance.review.checks.mentions import headed, mentions
from appliance.review.checks.paper_states import STATED, judged_mention, state_of
from appliance.review.checks.presence import found_in
from appliance.review.checks.results import EXACT, LIKELY, MOST_EVIDENCE, not_found, proposal
from appliance.review.papers.reading import TYPE_PAGES
from appliance.review.papers.types import CORRESPONDENCE, TYPES
from appliance.review.phrases import dates as of_dates
from appliance.review.phrases import papers as said_of
from appliance.review.records import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.checks.paper_states import State
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead, Proposal

_MOST_SHOWN = 6


class _Base(NamedTuple):
    """The day that ages count from; `missing` says why there is none."""

    day: date | None
    name: str
    evidence: tuple[Evidence, ...]
    remark: str
    missing: str


def check_document(item: Item, papers: Papers, today: date, job: Job) -> Proposal:
    """Met where enough papers of these types are in order; else what is wrong with each."""
    rule = item.document or DocumentRule()
    chosen = _candidates(item, papers, job)
    if not chosen:
        return _missing(item, papers, rule, today, job)
    base = _base(papers, rule, today)
    states: list[State] = []
    for paper in chosen:
        job.check()
        states.append(state_of(papers, paper, rule, base.day, base.name))
    states.sort(key=lambda one: (not one.good, one.doubtful, one.likely))
    listed_states = [
        Paper(one.paper.type, one.state, one.paper.document, " ".join(one.why)) for one in states
    ]
    good = [one for one in states if one.good and not one.doubtful]
    if not any(one.evidence for one in states):
        ways = [said_of.LOOKED_IN_UNREAD.say()]
        return not_found(
            papers, chosen, ways, _sentences(states[:_MOST_SHOWN]), states=listed_states
        )
    if base.missing:
        why = [base.missing, *_sentences(states[:_MOST_SHOWN])]
        return proposal(
            "needs a person", why, _shown(states), confidence=LIKELY, papers=listed_states
        )
    if len(good) >= rule.at_least:
        why = [*_sentences(good[: rule.at_least]), *([base.remark] if base.remark else [])]
        rest = len(states) - len(good)
        if rest:
            why.append((said_of.ONE_MORE if rest == 1 else said_of.MORE).say(count=rest))
        sure = LIKELY if any(one.likely for one in good[: rule.at_least]) else EXACT
        # Each of those that are asked for has its place: what is known against it counts.
        shown = [*_shown(good, max(_MOST_SHOWN, rule.at_least)), *base.evidence]
        most = max(MOST_EVIDENCE, rule.at_least)
        return proposal("met", why, shown, confidence=sure, papers=listed_states, most=most)
    why = _sentences([one for one in states if one not in good][:_MOST_SHOWN])
    failing = [one for one in states if not one.good and not one.doubtful]
    usable = sum(1 for one in states if one.good or one.doubtful)
    if len(states) < rule.at_least:
        why.append(said_of.TOO_FEW.say(wanted=rule.at_least, count=len(states)))
        listed_states.append(Paper(_types(item), "missing", "", said_of.TOO_FEW_STATE.say()))
    evidence = [*_shown([one for one in states if one not in good]), *base.evidence]
    if failing and usable < rule.at_least:
        return proposal("not met", why, evidence, confidence=EXACT, papers=listed_states)
    if len(states) < rule.at_least:
        return proposal("not met", why, _shown(states), confidence=LIKELY, papers=listed_states)
    return proposal("needs a person", why, evidence, confidence=LIKELY, papers=listed_states)


def _candidates(item: Item, papers: Papers, job: Job) -> list[PaperRead]:
    """Papers of the types, and with patterns those in which one matches.

    An item without types is about any paper that its patterns describe, but never about a message.
    """
    if item.documents:
        chosen = list(papers.of_types(item.documents))
        if not item.patterns:
            return chosen
    else:
        chosen = [one for one in papers.read if one.type != CORRESPONDENCE]
    kept = []
    for paper in chosen:
        job.check()
        if not item.patterns or found_in(papers, paper, item.patterns, "for", job):
            kept.append(paper)
    return kept


def _missing(item: Item, papers: Papers, rule: DocumentRule, today: date, job: Job) -> Proposal:
    """No such paper: what others say of it is shown, and judged where it states its date."""
    title = _titles(item)
    states = [Paper(_types(item), "missing", "", said_of.NO_SUCH_STATE.say())]
    why = [said_of.NO_SUCH_PAPER.say(types=title)]
    parts: list[Evidence] = []
    told: list[Evidence] = []
    for paper in papers.read:
        job.check()
        if item.documents:
            parts += headed(papers, paper, item.documents)
            told += mentions(papers, paper, item.documents, item.look)
    if rule.date is not None and item.documents:
        stale = _told_stale(item, papers, rule, today, told)
        if stale is not None:
            return stale
    if parts:
        why.append(said_of.A_PART_IS_HEADED.say())
        return proposal("needs a person", why, [*parts, *told], confidence=LIKELY, papers=states)
    if told:
        why.append(said_of.SPOKEN_OF.say())
    ways = [said_of.LOOKED.say(types=title)]
    if any(one.pages > TYPE_PAGES for one in papers.read):
        ways.append(said_of.TYPE_TOLD_BY.say(count=TYPE_PAGES))
    return not_found(papers, papers.read, ways, why, states=states, evidence=told)


def _told_stale(
    item: Item, papers: Papers, rule: DocumentRule, today: date, told: Sequence[Evidence]
) -> Proposal | None:
    """Other papers say of what date the missing one is, and that is out of the rule."""
    base = _base(papers, rule, today)
    if rule.date is None or base.day is None:
        return None
    for one in (*told, *_stated(papers, rule.date)):
        verdict = judged_mention(one, rule.date, base.day, base.name)
        if verdict is not None and verdict.state == "stale":
            small = f"{verdict.why[0].lower()}{verdict.why[1:]}"
            facts = {"types": _titles(item), "name": one.document, "told": small}
            why = [said_of.TOLD_STALE.say(**facts)]
            as_told = said_of.AS_TOLD.say(name=one.document, told=verdict.why)
            states = [
                Paper(_types(item), "missing", "", said_of.NO_SUCH_STATE.say()),
                Paper(_types(item), "stale", "", as_told),
            ]
            shown = [
                structs.replace(one, side="against"),
                *(other for other in told if other != one),
                *base.evidence,
            ]
            return proposal("not met", why, shown, confidence=LIKELY, papers=states)
    return None


def _stated(papers: Papers, rule: DateRule) -> list[Evidence]:
    """Where other papers state the date beside the words of the rule, if these are not common."""
    labels = tuple(one for one in rule.labels if len(words_of(one)) > 1 or not one.isascii())
    found = [
        one
        for paper in papers.read
        for one in dates_in(papers, paper, labels, ends=rule.expires)
        if one.day is not None
    ]
    found.sort(key=lambda one: one.day.toordinal() if one.day else 0, reverse=True)
    return [evidence_of(papers, one, "context", STATED) for one in found[:1]]


def _base(papers: Papers, rule: DocumentRule, today: date) -> _Base:
    day, name, place, remark = base_of(papers, rule.date or DateRule(), today)
    if day is None:
        return _Base(None, "", (), "", no_base(rule.date or DateRule()))
    note = of_dates.COUNTED_FROM.say()
    evidence = () if place is None else (evidence_of(papers, place, "context", note),)
    return _Base(day, name, evidence, remark, "")


def _sentences(states: Sequence[State]) -> list[str]:
    return [f"{one.paper.document}: {' '.join(one.why)}" for one in states]


def _shown(states: Sequence[State], most: int = _MOST_SHOWN) -> list[Evidence]:
    """The best place of each of the first papers, then the others."""
    shown = [one.evidence[0] for one in states[:most] if one.evidence]
    for one in states[:most]:
        shown += one.evidence[1:]
    return shown


def _types(item: Item) -> str:
    return item.documents[0] if item.documents else ""


def _titles(item: Item) -> str:
    titles = [TYPES[kind].title if kind in TYPES else kind for kind in item.documents]
    return " or ".join(titles) or item.title
