"""Items about a paper: is it there, of the right age, signed and whole?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from appliance.assistant.forms.labels import words_of
from appliance.review.checklists.records import DateRule, DocumentRule
from appliance.review.checks.dating import base_of, dates_in, evidence_of
from appliance.review.checks.mentions import headed, mentions
from appliance.review.checks.paper_states import STATED, judged_mention, state_of
from appliance.review.checks.presence import found_in
from appliance.review.checks.results import EXACT, LIKELY, not_found, proposal
from appliance.review.papers.types import CORRESPONDENCE, TYPES
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
    listed = [
        Paper(one.paper.type, one.state, one.paper.document, " ".join(one.why)) for one in states
    ]
    good = [one for one in states if one.good and not one.doubtful]
    if not any(one.evidence for one in states):
        ways = ["for words in papers of this type, which hold none that could be read"]
        return not_found(papers, chosen, ways, _sentences(states[:_MOST_SHOWN]), states=listed)
    if base.missing:
        why = [base.missing, *_sentences(states[:_MOST_SHOWN])]
        return proposal("needs a person", why, _shown(states), confidence=LIKELY, papers=listed)
    if len(good) >= rule.at_least:
        why = [*_sentences(good[: rule.at_least]), *([base.remark] if base.remark else [])]
        rest = len(states) - len(good)
        if rest:
            why.append(f"{rest} more of this type {'is' if rest == 1 else 'are'} not in order.")
        sure = LIKELY if any(one.likely for one in good[: rule.at_least]) else EXACT
        shown = [*_shown(good), *base.evidence]
        return proposal("met", why, shown, confidence=sure, papers=listed)
    why = _sentences([one for one in states if one not in good][:_MOST_SHOWN])
    failing = [one for one in states if not one.good and not one.doubtful]
    usable = sum(1 for one in states if one.good or one.doubtful)
    if len(states) < rule.at_least:
        why.append(f"{rule.at_least} of this type are asked for, {len(states)} are in the file.")
        listed.append(Paper(_types(item), "missing", "", "too few are in the file"))
    evidence = [*_shown([one for one in states if one not in good]), *base.evidence]
    if failing and usable < rule.at_least:
        return proposal("not met", why, evidence, confidence=EXACT, papers=listed)
    if len(states) < rule.at_least:
        return proposal("not met", why, _shown(states), confidence=LIKELY, papers=listed)
    return proposal("needs a person", why, evidence, confidence=LIKELY, papers=listed)


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
        if not item.patterns or found_in(papers, paper, item.patterns, "for"):
            kept.append(paper)
    return kept


def _missing(item: Item, papers: Papers, rule: DocumentRule, today: date, job: Job) -> Proposal:
    """No such paper: what others say of it is shown, and judged where it states its date."""
    title = _titles(item)
    states = [Paper(_types(item), "missing", "", "no paper of this type is in the file")]
    why = [f"No paper of this type ({title}) is in the file."]
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
        why.append("A part of another paper is headed so; a person should say whether it counts.")
        return proposal("needs a person", why, [*parts, *told], confidence=LIKELY, papers=states)
    if told:
        why.append("Other papers speak of one; those places are shown.")
    ways = [f"for a paper of the type {title}: by its title, its words and the name of its file"]
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
            why = [
                f"No paper of this type ({_titles(item)}) is in the file; “{one.document}” speaks "
                f"of one: {verdict.why[0].lower()}{verdict.why[1:]}"
            ]
            states = [
                Paper(_types(item), "missing", "", "no paper of this type is in the file"),
                Paper(_types(item), "stale", "", f"as “{one.document}” says: {verdict.why}"),
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
    against = rule.date.against if rule.date is not None else ()
    day, name, place, remark = base_of(papers, against, today)
    if day is None:
        words = "”, “".join(against)
        missing = f"No date stands beside “{words}”, so there is no day to count from."
        return _Base(None, "", (), "", missing)
    evidence = (
        () if place is None else (evidence_of(papers, place, "context", "the day counted from"),)
    )
    return _Base(day, name, evidence, remark, "")


def _sentences(states: Sequence[State]) -> list[str]:
    return [f"{one.paper.document}: {' '.join(one.why)}" for one in states]


def _shown(states: Sequence[State]) -> list[Evidence]:
    """The best place of each paper first, then the others."""
    shown = [one.evidence[0] for one in states[:_MOST_SHOWN] if one.evidence]
    for one in states[:_MOST_SHOWN]:
        shown += one.evidence[1:]
    return shown


def _types(item: Item) -> str:
    return item.documents[0] if item.documents else ""


def _titles(item: Item) -> str:
    titles = [TYPES[kind].title if kind in TYPES else kind for kind in item.documents]
    return " or ".join(titles) or item.title
