"""Dates beside words, in one paper or in many, and whether they keep a rule."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.dates import order_of
from appliance.review.checks.days import Day, days, passport_ends, said
from appliance.review.checks.labelled import before, stretches
from appliance.review.papers.types import TYPES
from appliance.review.phrases import dates as said_of
from appliance.review.phrases.phrase import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.forms.dates import Order
    from appliance.review.checklists.records import DateRule
    from appliance.review.checks.labelled import Stretch
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead, PaperState, Side

OWN_DATE = (
    "date of issue", "issue date", "issued on", "bill date", "date of bill", "billing date",
    "statement date", "date of statement", "invoice date", "date of valuation", "valuation date",
    "date of report", "report date", "date of inspection", "date of quotation", "dated", "as at",
    "as of", "made on", "printed on",
    "year ended", "period ended", "held on", "date", "签发日期", "出具日期", "开具日期",
    "账单日期", "评估基准日",
    "价值时点", "报告日期", "签订日期", "签署日期", "填表日期", "截至",
    "日期",
)  # fmt: skip
END_OF_VALIDITY = (
    "date of expiry", "expiry date", "date of expiration", "expiration date", "expires on",
    "expires", "expiry", "valid until", "valid to", "valid through", "valid till", "good until",
    "period of insurance", "period of cover", "policy period", "period of validity", "renewal date",
    "有效期至", "有效期限", "有效期", "到期日", "到期日期", "保险期间", "截止日期", "届满日",
)  # fmt: skip
_RANGE = re.compile(
    r"^.{0,24}?(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|[-–—~～至到]).{0,24}$", re.I | re.S
)
_ENDLESS = re.compile(
    r"长期|永久|\b(?:indefinite(?:ly)?|unlimited|permanent|no expiry|does not expire)\b", re.I
)
_HEAD_CP = 1_500
_MOST_PLACE_CP = 240
_NEAR_CP = 40


class Dated(NamedTuple):
    """A day that a paper states; `day` None where it says that there is no end.

    `start:end` of `page` holds the words and the day; smaller `rank` is meant more.
    """

    document_id: int
    page: int
    start: int
    end: int
    day: date | None
    other: date | None
    whole: bool
    rank: int
    by_label: bool = True
    in_form: bool = False


class Judged(NamedTuple):
    """Whether a day keeps a rule: the state, a sentence, and whether a person has to look."""

    state: PaperState
    why: str
    doubtful: bool = False


def dates_in(papers: Papers, paper: PaperRead, labels: Sequence[str], *, ends: bool) -> list[Dated]:
    """Days beside these words in a paper, best label first, then in the order of its pages.

    With `ends` a range stands for its last day, and a passport's own lines are read.
    """
    texts = papers.texts(paper.document_id)
    order = order_of(page.text for page in texts)
    found: dict[tuple[int, int], Dated] = {}
    for page in texts:
        layout = papers.layout(paper.document_id, page.page)
        for stretch in stretches(page.text, layout, labels):
            one = _dated(page.text, stretch, order, ends=ends)
            if one is None:
                continue
            low, high, day = one
            place = (page.page, day.start if day is not None else low)
            known = found.get(place)
            if known is None or stretch.rank < known.rank:
                found[place] = Dated(
                    paper.document_id, page.page, low, high,
                    None if day is None else day.day, None if day is None else day.other,
                    day is None or day.whole, stretch.rank, in_form=stretch.source == "pair",
                )  # fmt: skip
        if ends and paper.type in ("", "identity-document"):
            for day in passport_ends(page.text):
                found[(page.page, day.start)] = Dated(
                    paper.document_id, page.page, day.start, day.end, day.day, None, True, 0
                )
    return sorted(found.values(), key=lambda one: (one.rank, one.page, one.start))


def _dated(
    text: str, stretch: Stretch, order: Order, *, ends: bool
) -> tuple[int, int, Day | None] | None:
    """The place of the words with their day; the day None where there is no end."""
    if ends and _ENDLESS.search(text, stretch.start, min(stretch.end, stretch.start + _NEAR_CP)):
        return min(stretch.label_start, stretch.start), stretch.end, None
    day = _chosen(text, stretch.start, stretch.end, order, ends=ends)
    label = min(stretch.label_start, stretch.start)
    if day is not None:
        low = label if day.end - label <= _MOST_PLACE_CP else day.start
        return low, day.end, day
    if stretch.source == "text":
        low, high = before(text, stretch.label_start)
        found = days(text[low:high], order)
        if found:
            last = _moved(found[-1], low)
            return last.start, stretch.start, last
    return None


def _chosen(text: str, start: int, end: int, order: Order, *, ends: bool) -> Day | None:
    """The first day of a stretch, or with `ends` the last of a range that begins there."""
    found = [_moved(one, start) for one in days(text[start:end], order)]
    if not found:
        return None
    if ends and len(found) > 1 and _RANGE.match(text[found[0].end : found[1].start]):
        return found[1]
    return found[0]


def _moved(day: Day, by: int) -> Day:
    return day._replace(start=day.start + by, end=day.end + by)


def own_date(papers: Papers, paper: PaperRead, rule: DateRule) -> Dated | None:
    """The day that counts for a paper itself: the best label's, or that at the head of a letter.

    Of several ends of validity the latest counts: a renewal replaces what it renews.
    """
    labels = rule.labels or (END_OF_VALIDITY if rule.expires else OWN_DATE)
    found = dates_in(papers, paper, labels, ends=rule.expires)
    if found and rule.expires:
        endless = next((one for one in found if one.day is None), None)
        return endless or max(found, key=newness)
    if not rule.labels:
        # Small words in running text name the dates of other papers, except at a paper's head.
        head = next((page.page for page in papers.texts(paper.document_id)), 1)
        found = [one for one in found if one.in_form or (one.page == head and one.start < _HEAD_CP)]
        found.sort(key=lambda one: (not one.in_form, one.rank))
    if found:
        return found[0]
    texts = papers.texts(paper.document_id)
    if rule.expires or not texts:
        return None
    order = order_of(page.text for page in texts)
    top = days(texts[0].text[:_HEAD_CP], order)
    if not top:
        return None
    day = next((one for one in top if one.whole), top[0])
    return Dated(
        paper.document_id, texts[0].page, day.start, day.end, day.day, day.other, day.whole, 99,
        by_label=False,
    )  # fmt: skip


def newness(one: Dated) -> int:
    """Orders days; what has no end is newest."""
    return date.max.toordinal() if one.day is None else one.day.toordinal()


def judged(one: Dated, rule: DateRule, base: date, base_name: str) -> Judged:
    """Whether a day keeps the rule, counted from `base`, which the sentence calls `base_name`."""
    if one.day is None:
        return Judged("in order", said_of.ENDLESS.say())
    first = _judged_day(one.day, rule, base, base_name)
    # What lies ahead of the day counted from is no date of issue.
    ahead = one.other is not None and not rule.expires and one.day <= base < one.other
    if one.other is not None and not ahead:
        second = _judged_day(one.other, rule, base, base_name)
        if second.state != first.state:
            why = f"{first.why} {said_of.TURNED.say(day=said(one.other))}"
            return Judged(first.state, why, doubtful=True)
    return first


def _judged_day(day: date, rule: DateRule, base: date, base_name: str) -> Judged:
    age = (base - day).days
    if rule.expires:
        if age > 0:
            why = said_of.ENDED.say(day=said(day), age=_days(age), base=base_name)
            return Judged("stale", why)
        if -age < rule.warn_days:
            why = said_of.ENDS_SOON.say(day=said(day), age=_days(-age), base=base_name)
            return Judged("expiring", why)
        return Judged("in order", said_of.VALID.say(day=said(day)))
    if rule.at_most_days_before is not None and age > rule.at_most_days_before:
        allowed = _days(rule.at_most_days_before)
        facts = {"age": _days(age), "base": base_name, "allowed": allowed}
        return Judged("stale", said_of.TOO_OLD.say(day=said(day), **facts))
    if rule.at_most_days_after is not None and -age > rule.at_most_days_after:
        allowed = _days(rule.at_most_days_after)
        facts = {"age": _days(-age), "base": base_name, "allowed": allowed}
        return Judged("stale", said_of.TOO_NEW.say(day=said(day), **facts))
    if rule.at_most_days_before is not None and rule.at_most_days_after is None and age < 0:
        ahead = said_of.AHEAD.say(day=said(day), base=base_name)
        return Judged("in order", ahead, doubtful=True)
    if not age:
        return Judged("in order", said_of.SAME_DAY.say(day=said(day), base=base_name))
    phrase = said_of.BEFORE if age > 0 else said_of.AFTER
    why = phrase.say(day=said(day), age=_days(abs(age)), base=base_name)
    return Judged("in order", why)


def _days(count: int) -> str:
    return said_of.ONE_DAY.say() if count == 1 else said_of.DAYS.say(count=f"{count:,}")


def base_of(
    papers: Papers, rule: DateRule, today: date
) -> tuple[date | None, str, Dated | None, str]:
    """The day to count from: today, or one that papers of the rule's types state by its words.

    Returns the day, what a sentence calls it, where it stands, and a remark on other such days.
    The day is None where the words stand nowhere beside a date.
    """
    labels = rule.against
    if not labels:
        return today, said_of.TODAY.say(day=said(today)), None, ""
    chosen = papers.of_types(rule.against_documents)
    found = [one for paper in chosen for one in dates_in(papers, paper, labels, ends=False)]
    dated = [one for one in found if one.day is not None]
    if not dated:
        return None, "", None, ""
    best = min(one.rank for one in dated)
    counts: dict[date, int] = {}
    for one in dated:
        if one.rank == best and one.day is not None:
            counts[one.day] = counts.get(one.day, 0) + 1
    day = max(counts, key=lambda one: counts[one])
    place = next(one for one in dated if one.day == day)
    others = [said(one) for one in counts if one != day]
    remark = said_of.OTHER_BASES.say(days=", ".join(others[:4])) if others else ""
    return day, said_of.STATED_DAY.say(day=said(day), label=labels[best]), place, remark


def no_base(rule: DateRule) -> str:
    """Why there is no day to count from, as a sentence."""
    words = listed(rule.against)
    if not rule.against_documents:
        return said_of.NO_BASE.say(words=words)
    kinds = (TYPES[one].title if one in TYPES else one for one in rule.against_documents)
    return said_of.NO_BASE_IN.say(words=words, types=" or ".join(kinds))


def evidence_of(papers: Papers, one: Dated, side: Side, note: str = "") -> Evidence:
    """The words and the day as evidence."""
    return papers.evidence(one.document_id, one.page, one.start, one.end, side, note)
