"""Items about a value that several papers state and that must be the same in all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from appliance.review.checklists.records import AgreementRule
from appliance.review.checks.presence import absence
from appliance.review.checks.results import EXACT, LIKELY, MOST_EVIDENCE, not_found, proposal
from appliance.review.checks.stated import agree, stated_in
from appliance.review.phrases import values as said_of
from appliance.review.phrases.phrase import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.checks.stated import Kind, Stated
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead, Proposal, Side

_MOST_SAID = 6
_TELLING_DIGITS = 3


def check_agreement(item: Item, papers: Papers, job: Job) -> Proposal:
    """Met where all papers that state it agree; contradicted where two of them do not."""
    rule = item.agreement or AgreementRule(())
    read = papers.of_types(item.documents)
    by_paper: list[tuple[PaperRead, list[Stated]]] = []
    for paper in read:
        job.check()
        values = stated_in(papers, paper, rule.labels, rule.value)
        if values:
            by_paper.append((paper, values))
    if not by_paper:
        ways = [said_of.LOOKED_BESIDE.say(words=listed(rule.labels))]
        return not_found(papers, read, ways, [absence(papers, read)])
    if len(by_paper) == 1:
        return _alone(papers, *by_paper[0], rule)
    apart = [
        (one, other)
        for one, other in combinations(by_paper, 2)
        if not _meet(one[1], other[1], rule.value, rule.tolerance)
    ]
    said = _said(_disagreeing_first(by_paper, apart) if apart else by_paper)
    strong = all(value.strong for _, values in by_paper for value in values)
    single = all(len(values) == 1 for _, values in by_paper)
    if not apart:
        why = [said_of.AGREE.say(count=len(by_paper)), *said]
        shown = _evidence(papers, by_paper, "for")
        if any(_split(values, rule.value, rule.tolerance) for _, values in by_paper):
            # Who writes both values would otherwise agree with everybody.
            why[0] = said_of.IN_COMMON.say(count=len(by_paper))
            why.append(said_of.SEVERAL.say())
            return proposal("needs a person", why, shown, confidence=LIKELY)
        # Each paper has its place: what is known against one of them counts.
        sure = EXACT if strong else LIKELY
        return proposal("met", why, shown, confidence=sure, most=max(MOST_EVIDENCE, len(by_paper)))
    (_, first), (_, second) = apart[0]
    why = [said_of.DISAGREE.say(), *said]
    hint = difference(first[0], second[0], rule.value)
    if hint:
        why.append(hint)
    shown = _evidence(papers, _disagreeing_first(by_paper, apart), "against")
    if not single:
        why.append(said_of.SEVERAL.say())
        return proposal("needs a person", why, shown, confidence=LIKELY)
    sure = EXACT if strong else LIKELY
    return proposal("contradicted", why, shown, confidence=sure)


def _alone(papers: Papers, paper: PaperRead, values: list[Stated], rule: AgreementRule) -> Proposal:
    """Only one paper states it; if it states it twice and differently, that is worth a look."""
    shown = _evidence(papers, [(paper, values)], "context")
    if len(values) > 1:
        facts = {"name": paper.document, "count": len(values), "value": _shown(values)}
        why = [said_of.ALONE_SEVERAL.say(**facts)]
        hint = difference(values[0], values[1], rule.value)
        return proposal(
            "needs a person", [*why, *([hint] if hint else [])], shown, confidence=LIKELY
        )
    why = [said_of.ALONE.say(name=paper.document, value=_shown(values))]
    return proposal("needs a person", why, shown, confidence=LIKELY)


def _said(by_paper: Sequence[tuple[PaperRead, list[Stated]]]) -> list[str]:
    """What the first papers state, and how many more state it."""
    said = [f"{paper.document}: {_shown(values)}" for paper, values in by_paper[:_MOST_SAID]]
    rest = len(by_paper) - len(said)
    more = said_of.ONE_MORE_STATES_IT if rest == 1 else said_of.MORE_STATE_IT
    return [*said, more.say(count=rest)] if rest else said


def _split(values: list[Stated], kind: Kind, tolerance: float) -> bool:
    """Whether one paper states values that do not agree."""
    return any(not agree(one, other, kind, tolerance) for one, other in combinations(values, 2))


def _meet(a: list[Stated], b: list[Stated], kind: Kind, tolerance: float) -> bool:
    return any(agree(one, other, kind, tolerance) for one in a for other in b)


def _shown(values: list[Stated]) -> str:
    return " / ".join(dict.fromkeys(one.shown for one in values[:4]))


def _evidence(
    papers: Papers, by_paper: list[tuple[PaperRead, list[Stated]]], side: Side
) -> list[Evidence]:
    """The first value of each paper, then the others."""
    firsts = [values[0] for _, values in by_paper]
    others = [one for _, values in by_paper for one in values[1:3]]
    return [
        papers.evidence(one.document_id, one.page, one.start, one.end, side)
        for one in (*firsts, *others)
    ]


def _disagreeing_first(
    by_paper: list[tuple[PaperRead, list[Stated]]],
    apart: list[tuple[tuple[PaperRead, list[Stated]], tuple[PaperRead, list[Stated]]]],
) -> list[tuple[PaperRead, list[Stated]]]:
    first, second = apart[0]
    rest = [one for one in by_paper if one not in (first, second)]
    return [first, second, *rest]


def difference(a: Stated, b: Stated, kind: Kind) -> str:
    """In what two values differ, where that looks like a slip; "" where it does not."""
    if kind == "date":
        x, y = date.fromisoformat(a.key), date.fromisoformat(b.key)
        if (x.year, x.month, x.day) == (y.year, y.day, y.month):
            return said_of.SWAPPED.say()
        return said_of.DAYS_APART.say(count=f"{abs((x - y).days):,}")
    if kind == "amount":
        return _amounts_differ(a, b)
    if kind == "identifier":
        return _digits_differ(a.key, b.key)
    return ""


def _amounts_differ(a: Stated, b: Stated) -> str:
    if a.currency and b.currency and a.currency != b.currency:
        return said_of.CURRENCIES.say(currency=a.currency, other=b.currency)
    x, y = abs(Decimal(a.key)), abs(Decimal(b.key))
    gap = abs(x - y)
    apart = f"{gap:,f}"
    apart = said_of.APART.say(amount=apart.rstrip("0").rstrip(".") if "." in apart else apart)
    slip = _digits_differ(f"{x:f}".replace(".", ""), f"{y:f}".replace(".", ""))
    if all(len(f"{one:f}".replace(".", "").strip("0")) < _TELLING_DIGITS for one in (x, y)):
        slip = ""  # 500,000 and 600,000 are two sums, not one that was mistyped
    if min(x, y) > 0:
        factor = max(x, y) / min(x, y)
        if factor in (10, 100, 1000, 10000, 1000000):
            return said_of.FACTOR.say(amount=f"{factor:,f}")
    return f"{apart} {slip}".strip()


def _digits_differ(a: str, b: str) -> str:
    if len(a) != len(b):
        short, full = sorted((a, b), key=len)
        if len(full) == len(short) + 1 and any(
            full[:place] + full[place + 1 :] == short for place in range(len(full))
        ):
            return said_of.ONE_LONGER.say()
        return ""
    places = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(places) == 1:
        return said_of.ONE_DIGIT.say()
    if len(places) == 2 and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]:
        return said_of.TWO_DIGITS.say()
    return ""
