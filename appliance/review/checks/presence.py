"""Whether something stands in the papers that an item's patterns describe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.forms.pairs import is_of_contents
from appliance.assistant.sentences import sentences
from appliance.review.checks.matching import matches
from appliance.review.checks.results import EXACT, LIKELY, not_found, proposal
from appliance.review.exceptions import MORE_LIMITS, MOST, exceptions
from appliance.review.phrases import values as said_of

if TYPE_CHECKING:
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead, Proposal, Side

_DENIAL = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without|unless|nothing|ceased?|deleted|withdrawn|\w+n['’]t)"
    r"\b|不|未|无|非|没",
    re.IGNORECASE,
)
MOST_PER_PAPER = 4
_LONGEST_SENTENCE_CP = 600


def check_presence(item: Item, papers: Papers, job: Job) -> Proposal:
    """Met where a pattern matches; not met where one matches that speaks against it."""
    read = papers.of_types(item.documents)
    speaks_for: list[Evidence] = []
    against: list[Evidence] = []
    holders: dict[int, PaperRead] = {}
    for paper in read:
        job.check()
        speaks_for += found_in(papers, paper, item.patterns, "for", job)
        against += found_in(papers, paper, item.against, "against", job)
        if speaks_for or against:
            holders[paper.document_id] = paper
    if not speaks_for and not against:
        return not_found(
            papers,
            read,
            [said_of.LOOKED_PAGES.say(count=len(item.patterns))],
            [absence(papers, read)],
        )
    limits = exceptions(item, papers, tuple(holders.values()), most=MOST + 1)
    more = [MORE_LIMITS] if len(limits) > MOST else []
    limits = limits[:MOST]
    if speaks_for and against:
        return proposal(
            "needs a person",
            [said_of.BOTH_WAYS.say(), *more],
            [*against[:4], *speaks_for[:4], *limits],
            confidence=LIKELY,
        )
    if against:
        why = [said_of.AGAINST.say(), *more]
        return proposal("not met", why, [*against, *limits])
    why = [said_of.STANDS.say(names=names(speaks_for))]
    if limits:
        why += [said_of.LIMITED.say(), *more]
    sure = EXACT
    if all(_DENIAL.search(one.quote) for one in speaks_for):
        why.append(said_of.DENIAL.say())
        sure = LIKELY
    return proposal("met", why, [*speaks_for[:6], *limits], confidence=sure)


def found_in(
    papers: Papers, paper: PaperRead, patterns: tuple[str, ...], side: Side, job: Job
) -> list[Evidence]:
    """The first sentences of a paper in which a pattern matches, at most `MOST_PER_PAPER`."""
    found: list[Evidence] = []
    for page in papers.texts(paper.document_id) if patterns else ():
        for start, end in matches(page.text, patterns, job):
            if is_of_contents(line_of(page.text, start)):
                continue
            low, high = sentence_around(page.text, start, end)
            found.append(papers.evidence(paper.document_id, page.page, low, high, side))
            if len(found) >= MOST_PER_PAPER:
                return found
    return found


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a place, the row of a table, or the place alone if that is long."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = last if last >= 0 else len(text)
    if "\t" in text[first:last] and last - first <= _LONGEST_SENTENCE_CP:
        return first, last
    low = max(0, start - _LONGEST_SENTENCE_CP)
    high = min(len(text), end + _LONGEST_SENTENCE_CP)
    for a, b in sentences(text[low:high]):
        if low + a <= start < low + b:
            begin, stop = low + a, max(low + b, end)
            gap = text.rfind("\n\n", begin, start)
            begin = gap + 2 if gap >= 0 else begin
            gap = text.find("\n\n", end, stop)
            stop = gap if gap >= 0 else stop
            if stop - begin <= _LONGEST_SENTENCE_CP:
                return begin, stop
            break
    return (first, last) if last - first <= _LONGEST_SENTENCE_CP else (start, end)


def line_of(text: str, place: int) -> str:
    """The line that holds a place."""
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def names(evidence: list[Evidence]) -> str:
    """The documents of some places, each once."""
    return ", ".join(dict.fromkeys(one.document for one in evidence))


def absence(papers: Papers, read: tuple[PaperRead, ...]) -> str:
    """Why nothing could be found, as a sentence."""
    if not papers.read:
        return said_of.NO_PAPERS.say()
    if not read:
        return said_of.NO_TYPES.say()
    count = len(read)
    return (said_of.NOTHING_IN_ONE if count == 1 else said_of.NOTHING_IN).say(count=count)
