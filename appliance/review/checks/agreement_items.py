"""Items about a value that several papers state and that must be the same in all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from appliance.review.checklists.records import AgreementRule
from appliance.review.checks.presence import absence
from appliance.review.checks.results import EXACT, LIKELY, not_found, proposal
from appliance.review.checks.stated import agree, stated_in

if TYPE_CHECKING:
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
    words = "”, “".join(rule.labels)
    if not by_paper:
        ways = [f"for a value beside “{words}”, in forms, tables and sentences"]
        return not_found(papers, read, ways, [absence(papers, read)])
    if len(by_paper) == 1:
        return _alone(papers, *by_paper[0], rule)
    apart = [
        (one, other)
        for one, other in combinations(by_paper, 2)
        if not _meet(one[1], other[1], rule.value, rule.tolerance)
    ]
    said = [f"{paper.document}: {_shown(values)}" for paper, values in by_paper[:_MOST_SAID]]
    strong = all(value.strong for _, values in by_paper for value in values)
    single = all(len(values) == 1 for _, values in by_paper)
    if not apart:
        why = [f"All {len(by_paper)} papers that state it agree.", *said]
        shown = _evidence(papers, by_paper, "for")
        if any(_split(values, rule.value, rule.tolerance) for _, values in by_paper):
            # Who writes both values would otherwise agree with everybody.
            why[0] = f"Each of the {len(by_paper)} papers that state it has a value in common."
            why.append("A paper states more than one value; a person should see which is meant.")
            return proposal("needs a person", why, shown, confidence=LIKELY)
        sure = EXACT if strong else LIKELY
        return proposal("met", why, shown, confidence=sure)
    (_, first), (_, second) = apart[0]
    why = ["The papers do not agree.", *said]
    hint = difference(first[0], second[0], rule.value)
    if hint:
        why.append(hint)
    shown = _evidence(papers, _disagreeing_first(by_paper, apart), "against")
    if not single:
        why.append("A paper states more than one value; a person should see which is meant.")
        return proposal("needs a person", why, shown, confidence=LIKELY)
    sure = EXACT if strong else LIKELY
    return proposal("contradicted", why, shown, confidence=sure)


def _alone(papers: Papers, paper: PaperRead, values: list[Stated], rule: AgreementRule) -> Proposal:
    """Only one paper states it; if it states it twice and differently, that is worth a look."""
    shown = _evidence(papers, [(paper, values)], "context")
    if len(values) > 1:
        why = [f"Only {paper.document} states it, with {len(values)} values: {_shown(values)}."]
        hint = difference(values[0], values[1], rule.value)
        return proposal(
            "needs a person", [*why, *([hint] if hint else [])], shown, confidence=LIKELY
        )
    why = [
        f"Only {paper.document} states it ({_shown(values)}), so there is nothing to compare it to."
    ]
    return proposal("needs a person", why, shown, confidence=LIKELY)


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
            return "Day and month have changed places."
        return f"They are {abs((x - y).days):,} days apart."
    if kind == "amount":
        return _amounts_differ(a, b)
    if kind == "identifier":
        return _digits_differ(a.key, b.key)
    return ""


def _amounts_differ(a: Stated, b: Stated) -> str:
    if a.currency and b.currency and a.currency != b.currency:
        return f"They are in different currencies ({a.currency} and {b.currency})."
    x, y = abs(Decimal(a.key)), abs(Decimal(b.key))
    gap = abs(x - y)
    apart = (
        f"They are {gap:,f} apart".rstrip("0").rstrip(".")
        if "." in f"{gap:f}"
        else (f"They are {gap:,f} apart")
    )
    slip = _digits_differ(f"{x:f}".replace(".", ""), f"{y:f}".replace(".", ""))
    if all(len(f"{one:f}".replace(".", "").strip("0")) < _TELLING_DIGITS for one in (x, y)):
        slip = ""  # 500,000 and 600,000 are two sums, not one that was mistyped
    if min(x, y) > 0:
        factor = max(x, y) / min(x, y)
        if factor in (10, 100, 1000, 10000, 1000000):
            return (
                f"One is {factor:,f} times the other: perhaps a slip of the decimal point or scale."
            )
    return f"{apart}. {slip}".strip() if slip else f"{apart}."


def _digits_differ(a: str, b: str) -> str:
    if len(a) != len(b):
        short, full = sorted((a, b), key=len)
        if len(full) == len(short) + 1 and any(
            full[:place] + full[place + 1 :] == short for place in range(len(full))
        ):
            return "One has a digit more than the other."
        return ""
    places = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(places) == 1:
        return "One digit differs."
    if len(places) == 2 and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]:
        return "Two digits have changed places."
    return ""
