"""Signs of risk: in wording, by an item's patterns, and in transactions, by four rules.

An indicator is a reason to look, never a finding: whatever is found goes to a person, with the rows
that made it. The rules are those that guidance on suspicious transactions names (FATF, and the
red-flag lists of FinCEN and the Wolfsberg Group): amounts kept just below a reporting threshold,
round sums, money that leaves as it came, and a large part in cash.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from appliance.review.checks.days import said
from appliance.review.checks.presence import MOST_PER_PAPER, absence, found_in
from appliance.review.checks.results import LIKELY, not_found, proposal
from appliance.review.checks.transactions import transactions_in
from appliance.review.phrases import values as said_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.checks.transactions import Transaction
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, Proposal

# The reporting threshold where an item names none: 10,000 in most currencies' rules.
_THRESHOLD = Decimal(10_000)
_BAND = Decimal("0.85")
_WINDOW_DAYS = 14
_ROUND_TO = Decimal(1_000)
_ROUND_SHARE = Decimal("0.2")
_LEAST_ROUND = 5
_OUT_WITHIN_DAYS = 3
_OUT_SHARE = Decimal("0.9")
_PASSING_LEAST = Decimal(3_000)
_SELDOM = 2
_CASH_SHARE = Decimal("0.25")
_MOST_ROWS = 40
_MOST_WORDING = 8
# Each payment in is compared with so many rows after it: two long lists against each other would
# take minutes.
_MOST_LATER = 500
_TOO_BUSY = said_of.TOO_BUSY.say(count=_MOST_LATER, most=_OUT_WITHIN_DAYS)


class Found(NamedTuple):
    """Rows that make an indicator, sentences about them, and about what was not looked at."""

    why: tuple[str, ...]
    rows: tuple[Transaction, ...]
    unread: tuple[str, ...] = ()


def check_indicator(item: Item, papers: Papers, job: Job) -> Proposal:
    """Found: a person looks at it. Not found: what was looked through."""
    read = papers.of_types(item.documents)
    worded: list[Evidence] = []
    rows: list[Transaction] = []
    unread: list[str] = []
    more = False
    # The same account as a spreadsheet and as an export is one account: a row that another paper
    # has too counts once, while a paper's own repeated rows count each.
    first_in: dict[tuple[object, ...], int] = {}
    for paper in read:
        job.check()
        here = found_in(papers, paper, item.patterns, "for", job)
        more = more or len(here) == MOST_PER_PAPER
        worded += here
        if not item.indicator:
            continue
        found_rows, cut = transactions_in(papers, paper)
        unread += [cut] if cut else []
        for one in found_rows:
            key = (one.day, one.amount, one.incoming, " ".join(one.text.split()).casefold())
            if first_in.setdefault(key, one.document_id) == one.document_id:
                rows.append(one)
    why: list[str] = []
    evidence: list[Evidence] = []
    if item.indicator and rows:
        for found in _RULES[item.indicator](sorted(rows, key=_when), Decimal(str(item.threshold))):
            why += found.why
            unread += found.unread
            evidence += [_row(papers, one) for one in found.rows]
    if worded:
        count = len(worded)
        several = said_of.WORDED_OR_MORE if more else said_of.WORDED
        phrase = said_of.WORDED_ONCE if count == 1 and not more else several
        why.append(phrase.say(count=count))
    evidence = [*worded[:_MOST_WORDING], *evidence]
    if evidence:
        why += [said_of.A_REASON.say(), *unread]
        return proposal("needs a person", why, evidence, confidence=LIKELY, most=_MOST_ROWS)
    ways = [said_of.LOOKED_WORDING.say(count=len(item.patterns))] if item.patterns else []
    if item.indicator:
        ways.append(said_of.LOOKED_ROWS.say(count=f"{len(rows):,}", rule=item.indicator))
    if item.indicator and not rows:
        why = [absence(papers, read) if not read else said_of.NO_ROWS.say()]
    else:
        why = [said_of.NOTHING.say()]
    return not_found(papers, read, ways, why, unread=unread)


def _when(one: Transaction) -> tuple[int, int, int, int]:
    return one.day.toordinal(), one.document_id, one.page, one.start


def _row(papers: Papers, one: Transaction) -> Evidence:
    way = said_of.ROW_IN if one.incoming else said_of.ROW_OUT
    note = way.say(amount=f"{one.amount:,}", day=said(one.day))
    return papers.evidence(one.document_id, one.page, one.start, one.end, "for", note)


def _below_threshold(rows: Sequence[Transaction], threshold: Decimal) -> list[Found]:
    """Deposits kept just below a threshold, or cash that is above it only when added up."""
    limit = threshold or _THRESHOLD
    just_below = [one for one in rows if one.incoming and limit * _BAND <= one.amount < limit]
    cash = [one for one in rows if one.incoming and one.cash and one.amount < limit]
    found: list[Found] = []
    near = _closest([one for one in just_below if one.cash], 2) or _closest(just_below, 3)
    if near:
        why = said_of.BELOW.say(
            count=len(near),
            low=f"{limit * _BAND:,.0f}",
            high=f"{limit:,.0f}",
            most=_WINDOW_DAYS,
            first=said(near[0].day),
            last=said(near[-1].day),
        )
        found.append(Found((why,), tuple(near)))
    parts = _adding_up(cash, limit)
    if parts and set(parts) != set(near):
        total = sum(one.amount for one in parts)
        why = said_of.ADD_UP.say(
            count=len(parts),
            high=f"{limit:,.0f}",
            amount=f"{total:,.2f}",
            first=said(parts[0].day),
        )
        found.append(Found((why,), tuple(parts)))
    return found


def _closest(rows: Sequence[Transaction], least: int) -> list[Transaction]:
    """The largest group within the window of days, if it has so many."""
    low, high = max(_windows(rows, _WINDOW_DAYS), key=lambda one: one[1] - one[0], default=(0, 0))
    return list(rows[low:high]) if high - low >= least else []


def _windows(rows: Sequence[Transaction], days: int) -> Iterator[tuple[int, int]]:
    """For each row, in the order of days: its place, and that of the first row too late for it."""
    high = 0
    for low, first in enumerate(rows):
        until = first.day + timedelta(days=days)
        while high < len(rows) and rows[high].day <= until:
            high += 1
        yield low, high


def _adding_up(cash: Sequence[Transaction], limit: Decimal) -> list[Transaction]:
    """The cash of a week that adds up to most, if that is over the limit."""
    sums = list(accumulate((one.amount for one in cash), initial=Decimal(0)))
    best, most = (0, 0), Decimal(0)
    for low, high in _windows(cash, 6):
        total = sums[high] - sums[low]
        if high - low > 1 and total >= limit and total > most:
            best, most = (low, high), total
    return list(cash[best[0] : best[1]])


def _round_sums(rows: Sequence[Transaction], threshold: Decimal) -> list[Found]:
    """Round amounts that are no standing payments, as a part of all of at least that size."""
    least = threshold or _ROUND_TO
    regular = Counter((_words(one), one.amount) for one in rows)
    large = [one for one in rows if one.amount >= least]
    round_ones = [
        one
        for one in large
        if one.amount % _ROUND_TO == 0 and regular[(_words(one), one.amount)] <= _SELDOM
    ]
    if len(round_ones) < _LEAST_ROUND or len(round_ones) < _ROUND_SHARE * len(large):
        return []
    why = said_of.ROUND.say(count=len(round_ones), total=len(large), low=f"{least:,.0f}")
    return [Found((why,), tuple(round_ones))]


def _in_and_out(rows: Sequence[Transaction], threshold: Decimal) -> list[Found]:
    """Money that leaves within days as it came, to or from somebody seldom seen."""
    least = threshold or _PASSING_LEAST
    seen = Counter(_words(one) for one in rows)
    found: list[Found] = []
    used: set[int] = set()
    unread: tuple[str, ...] = ()
    for place, high in _windows(rows, _OUT_WITHIN_DAYS):
        came = rows[place]
        if not came.incoming or came.amount < least:
            continue
        if high - place > _MOST_LATER:
            unread = (_TOO_BUSY,)
        later = [
            (number, one)
            for number, one in enumerate(
                rows[place + 1 : min(high, place + _MOST_LATER)], place + 1
            )
            if not one.incoming and number not in used
        ]
        left = _leaving(came, later)
        if not left:
            continue
        seldom = seen[_words(came)] <= _SELDOM or any(
            seen[_words(one)] <= _SELDOM for _, one in left
        )
        if not seldom or not _drained(rows, place, came, [one for _, one in left]):
            continue
        used.update(number for number, _ in left)
        out = sum((one.amount for _, one in left), Decimal(0))
        why = said_of.IN_AND_OUT.say(
            amount=f"{came.amount:,.2f}",
            first=said(came.day),
            gone=f"{out:,.2f}",
            last=said(left[-1][1].day),
        )
        found.append(Found((why,), (came, *(one for _, one in left))))
    shown = found[: _MOST_ROWS // 2]
    if len(found) > len(shown):
        last = shown[-1]
        more = said_of.MORE_ROWS.say(count=len(found) - len(shown))
        shown[-1] = last._replace(why=(*last.why, more))
    return [*shown, *([Found((), (), unread)] if unread else [])]


def _leaving(
    came: Transaction, later: Sequence[tuple[int, Transaction]]
) -> list[tuple[int, Transaction]]:
    """One payment, or several to one payee, of nine tenths to all of what came."""
    for number, one in later:
        if came.amount * _OUT_SHARE <= one.amount <= came.amount:
            return [(number, one)]
    by_payee: dict[str, list[tuple[int, Transaction]]] = {}
    for number, one in later:
        by_payee.setdefault(_words(one), []).append((number, one))
    for own in by_payee.values():
        total = sum((one.amount for _, one in own), Decimal(0))
        if len(own) > 1 and came.amount * _OUT_SHARE <= total <= came.amount:
            return own
    return []


def _drained(
    rows: Sequence[Transaction], place: int, came: Transaction, left: Sequence[Transaction]
) -> bool:
    """The balance is back where it was, where balances are known; a busy account stays full."""
    before = rows[place - 1].balance if place else None
    after = left[-1].balance
    if before is None or after is None:
        return True
    return after - before <= came.amount * Decimal("0.15")


def _cash_share(rows: Sequence[Transaction], threshold: Decimal) -> list[Found]:
    """Cash as a part of all that came in; a threshold of at most 1 is that part."""
    share = threshold if Decimal(0) < threshold <= 1 else _CASH_SHARE
    incoming = [one for one in rows if one.incoming]
    cash = [one for one in incoming if one.cash]
    total = sum((one.amount for one in incoming), Decimal(0))
    part = sum((one.amount for one in cash), Decimal(0))
    if not total or part < share * total or (threshold > 1 and part < threshold):
        return []
    why = said_of.CASH.say(
        amount=f"{part:,.2f}",
        whole=f"{total:,.2f}",
        percent=f"{100 * part / total:.0f}",
        count=len(cash),
    )
    largest = sorted(cash, key=lambda one: (-one.amount, _when(one)))[:_MOST_ROWS]
    return [Found((why,), tuple(sorted(largest, key=_when)))]


def _words(one: Transaction) -> str:
    """Who is on the other side: the words without numbers, which change each time."""
    words = [word for word in one.text.casefold().split() if not any(map(str.isdigit, word))]
    return " ".join(words[:4])


_RULES: dict[str, Callable[[Sequence[Transaction], Decimal], list[Found]]] = {
    "below-threshold": _below_threshold,
    "round-sums": _round_sums,
    "in-and-out": _in_and_out,
    "cash-share": _cash_share,
}
