"""The state of one paper under a rule: its date, its signatures, its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.review.checks.completeness import gaps
from appliance.review.checks.dating import Dated, evidence_of, judged, own_date
from appliance.review.checks.days import days
from appliance.review.checks.signatures import announced, blocks
from appliance.review.phrases import dates as of_dates
from appliance.review.phrases import papers as said_of
from appliance.review.phrases.phrase import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from appliance.review.checklists.records import DateRule, DocumentRule
    from appliance.review.checks.dating import Judged
    from appliance.review.checks.signatures import Block
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead, PaperState, Side

_ORDER: tuple[PaperState, ...] = ("in order", "expiring", "stale", "not signed", "incomplete")
_MOST_OPEN = 4
STATED = said_of.STATES_DATE.say()
# In a sentence about a paper, what its date follows.
_DATED = re.compile(
    r"\b(?:reported on|report of|dated|date of|issued on|as at)(?=\W)|日期|出具", re.IGNORECASE
)
_VALIDITY = re.compile(
    r"\bfor the period|\bperiod of|\bvalid (?:until|to)|\bexpires?(?: on)?|\bended on"
    r"|有效期|保险期间",
    re.IGNORECASE,
)


_NO_INK = {
    "filled in": said_of.FILLED_NO_INK.say(),
    "unclear": said_of.NO_INK.say(),
}


class State(NamedTuple):
    """What is known of a paper.

    `doubtful` where a person has to decide, `likely` where it is so in all likelihood only.
    """

    paper: PaperRead
    state: PaperState
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    doubtful: bool
    likely: bool = False

    @property
    def good(self) -> bool:
        """It may be used: also one that will end soon."""
        return self.state in ("in order", "expiring")


class _Part(NamedTuple):
    state: PaperState
    why: str
    evidence: tuple[Evidence, ...] = ()
    doubtful: bool = False
    likely: bool = False


def state_of(
    papers: Papers, paper: PaperRead, rule: DocumentRule, base: date | None, base_name: str
) -> State:
    """The worst of what the rule asks for."""
    texts = papers.texts(paper.document_id)
    if not any(page.text.strip() for page in texts):
        nothing = " ".join((said_of.NOTHING_READ.say(), *paper.unread[:2]))
        return State(paper, "in order", (nothing,), (), doubtful=True)
    parts: list[_Part] = []
    if rule.date is not None and base is not None:
        parts.append(_date(papers, paper, rule.date, base, base_name))
    pages = [(page.page, page.text) for page in texts]
    places = blocks(pages) if rule.signed or rule.pages_complete else []
    if rule.signed:
        parts.append(_signed(papers, paper, rule, pages, places))
    if rule.pages_complete:
        parts += _whole(papers, paper, pages, places)
    if paper.unread:
        rest = len(paper.unread) - 1
        phrase = said_of.NOT_ALL_READ_MORE if rest else said_of.NOT_ALL_READ
        some = phrase.say(unread=paper.unread[0], count=rest)
        parts.append(_Part("in order", some, doubtful=True))
    states: list[PaperState] = ["in order", *(part.state for part in parts)]
    worst = max(states, key=_ORDER.index)
    failing = [part for part in parts if part.state not in ("in order", "expiring")]
    why = [part.why for part in (failing or parts)]
    ordered = sorted(parts, key=lambda part: -_ORDER.index(part.state))
    evidence = [one for part in ordered for one in part.evidence]
    if not failing:
        evidence.append(_title(papers, paper))
    likely = any(part.likely for part in parts)
    certain_failure = any(not part.doubtful for part in failing)
    doubtful = not certain_failure and any(part.doubtful for part in parts)
    return State(
        paper, worst, tuple(why) or (said_of.THERE.say(),), tuple(evidence), doubtful, likely
    )


def judged_mention(told: Evidence, rule: DateRule, base: date, base_name: str) -> Judged | None:
    """Whether the date in a sentence about a missing paper keeps the rule; None without one.

    Only a sentence that says of what date the paper is: "dated", "valid until", "of 12 May".
    """
    pattern = _VALIDITY if rule.expires else _DATED
    for match in pattern.finditer(told.quote):
        found = days(told.quote[match.end() : match.end() + 60])
        if found:
            day = found[-1] if rule.expires and len(found) > 1 else found[0]
            one = Dated(
                told.document_id, told.page, told.start, told.end, day.day, day.other, day.whole, 0
            )
            return judged(one, rule, base, base_name)
    if told.note != STATED:
        return None
    found = days(told.quote)
    if not found:
        return None
    one = Dated(
        told.document_id, told.page, told.start, told.end, found[-1].day, found[-1].other,
        found[-1].whole, 0,
    )  # fmt: skip
    return judged(one, rule, base, base_name)


def _title(papers: Papers, paper: PaperRead) -> Evidence:
    """Its first line of words, to show that it is there."""
    for page in papers.texts(paper.document_id):
        for line in re.finditer(r"[^\r\n]+", page.text):
            if sum(character.isalpha() for character in line[0]) > 1:
                place = (paper.document_id, page.page, line.start(), line.end())
                return papers.evidence(*place, "for", said_of.ITSELF.say())
        if page.text.strip():
            return papers.evidence(paper.document_id, page.page, 0, len(page.text), "for")
    raise LookupError("a paper without text has no title")


def _date(papers: Papers, paper: PaperRead, rule: DateRule, base: date, base_name: str) -> _Part:
    one = own_date(papers, paper, rule)
    if one is None:
        nothing = of_dates.NO_END if rule.expires else of_dates.NO_DATE
        return _Part("in order", nothing.say(), doubtful=True)
    verdict = judged(one, rule, base, base_name)
    side: Side = "against" if verdict.state == "stale" else "for"
    doubtful = verdict.doubtful or not one.by_label
    why = verdict.why if one.by_label else f"{verdict.why} {of_dates.FIRST_TAKEN.say()}"
    return _Part(verdict.state, why, (evidence_of(papers, one, side),), doubtful)


def _signed(
    papers: Papers,
    paper: PaperRead,
    rule: DocumentRule,
    pages: Sequence[tuple[int, str]],
    places: Sequence[Block],
) -> _Part:
    """Each block filled, or each party named in the rule with a filled block."""
    if not places:
        words = announced(pages)
        if words is not None:
            note = said_of.ANNOUNCES.say()
            told = papers.evidence(paper.document_id, *words, "against", note)
            return _Part("not signed", said_of.NOWHERE_SIGNED.say(), (told,))
        last = _end(papers, paper)
        return _Part("not signed", said_of.NO_PLACE.say(), (last,), doubtful=True)
    places = [_seen(papers, paper, one) for one in places]
    wanted = [(party, _of_party(places, party)) for party in rule.signatories]
    missing = [party for party, own in wanted if not own]
    chosen = [one for _, own in wanted for one in own] if rule.signatories else list(places)
    chosen += [one for one in places if one.rest and one not in chosen]
    empty = [one for one in chosen if one.filled == "empty"]
    unclear = [one for one in chosen if one.filled == "unclear"]
    worded = [one for one in chosen if one.filled == "words"]
    if empty:
        shown = tuple(_block(papers, paper, one, "against") for one in empty[:_MOST_OPEN])
        phrase = said_of.MISSING_ONE if len(empty) == 1 else said_of.MISSING
        why = phrase.say(count=len(empty), who=_who(empty))
        return _Part("not signed", why, shown)
    if missing:
        shown = tuple(_block(papers, paper, one, "context") for one in places[:_MOST_OPEN])
        why = said_of.NOBODY_NAMED.say(words=listed(missing))
        return _Part("not signed", why, shown, doubtful=True)
    if worded:
        shown = tuple(_block(papers, paper, one, "context") for one in worded[:_MOST_OPEN])
        why = said_of.A_PERSON_SAYS.say(why=worded[0].why)
        return _Part("not signed", why, shown, doubtful=True)
    if unclear:
        shown = tuple(_block(papers, paper, one, "context") for one in unclear[:_MOST_OPEN])
        inky = any(one.boxes for one in shown)
        why = (said_of.LOOK_AT_LINE if inky else said_of.EMPTY_LINE).say()
        return _Part("not signed", why, shown, doubtful=inky)
    shown = tuple(_block(papers, paper, one, "for") for one in chosen[:_MOST_OPEN])
    if all(one.filled == "signed" for one in chosen):
        return _Part("in order", said_of.SIGNED.say(), shown)
    if not any(one.boxes for one in shown):
        # Without a page there is no ink: somebody filled the block in and did not sign.
        return _Part("not signed", said_of.NOT_WRITTEN.say(), shown, doubtful=True)
    return _Part("in order", said_of.FILLED_IN.say(), shown, likely=True)


def _seen(papers: Papers, paper: PaperRead, one: Block) -> Block:
    """The block with what the picture of its line to sign on shows."""
    if one.filled == "signed" or one.line is None or one.rest:
        return one
    ink = papers.signed_over(paper.document_id, one.page, *one.line, one.column, one.columns)
    if ink is None:
        return one
    if ink:
        phrase = said_of.BY_HAND_UNDATED if one.filled == "empty" else said_of.BY_HAND
        return one._replace(filled="signed", why=phrase.say())
    if one.filled == "words":
        return one
    return one._replace(filled="empty", why=_NO_INK.get(one.filled, one.why))


def _of_party(places: Sequence[Block], party: str) -> list[Block]:
    words = party.casefold()
    return [one for one in places if words in one.about.casefold()]


def _who(empty: Sequence[Block]) -> str:
    more = f"; and {len(empty) - _MOST_OPEN} more" if len(empty) > _MOST_OPEN else ""
    named = (f"“{one.about[:90].strip()}” ({one.why})" for one in empty[:_MOST_OPEN])
    return "; ".join(named) + more


def _block(papers: Papers, paper: PaperRead, one: Block, side: Side) -> Evidence:
    place = (paper.document_id, one.page, one.start, one.end)
    return papers.evidence(*place, side, one.why)


def _end(papers: Papers, paper: PaperRead) -> Evidence:
    """The last words of a paper, where a signature would stand."""
    page = next(one for one in reversed(papers.texts(paper.document_id)) if one.text.strip())
    low = max(0, len(page.text.rstrip()) - 200)
    low = page.text.find("\n", low) + 1 or low
    if not page.text[low:].strip():
        low = 0
    return papers.evidence(
        paper.document_id, page.page, low, len(page.text), "context", said_of.WHERE_IT_ENDS.say()
    )


def _whole(
    papers: Papers,
    paper: PaperRead,
    pages: Sequence[tuple[int, str]],
    places: Sequence[Block],
) -> list[_Part]:
    found = sorted(gaps(pages, has_block=bool(places)), key=lambda one: not one.sure)
    parts = [
        _Part(
            "incomplete",
            gap.why,
            (papers.evidence(paper.document_id, gap.page, gap.start, gap.end, "against", gap.why),),
            doubtful=not gap.sure,
        )
        for gap in found[:_MOST_OPEN]
    ]
    if len(found) > len(parts):
        rest = said_of.MORE_GAPS.say(count=len(found) - len(parts))
        parts.append(_Part("incomplete", rest, doubtful=parts[0].doubtful))
    if parts:
        return parts
    return [_Part("in order", said_of.WHOLE.say())]
