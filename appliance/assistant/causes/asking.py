"""Which movement a question asks the cause of: “what drove the increase in X?”, “X下降的原因”."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from appliance.assistant.arithmetic import operations, periods
from appliance.assistant.arithmetic.ratios import spelled_out
from appliance.documents.normal import normalise

Way = Literal["up", "down", "any"]

_UP = (
    r"increas\w*|gr[eo]wn?|growth|growing|r[io]sen?|rising|rise|rose|higher|improv\w*|expand\w*"
    r"|expansion|gains?|grew|up|strengthen\w*"
)
_DOWN = (
    r"decreas\w*|declin\w*|reduc\w*|reduction|f[ae]ll(?:en|ing)?|drop\w*|lower|worsen\w*"
    r"|deteriorat\w*|shr[aiu]nk\w*|contract(?:ed|ion)|down|loss|weaken\w*"
)
_ANY = r"chang\w*|fluctuat\w*|mov(?:ed|ements?)|var(?:y|ied|iation|iance)|unchanged|impacted"
_WAYS: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("up", re.compile(rf"\b(?:{_UP})\b|增加|增长|上升|提高|上涨|改善", re.IGNORECASE)),
    ("down", re.compile(rf"\b(?:{_DOWN})\b|减少|下降|降低|下跌|下滑|恶化", re.IGNORECASE)),
    ("any", re.compile(rf"\b(?:{_ANY})\b|变化|变动|波动", re.IGNORECASE)),
)
_MOVE = rf"(?:{_UP}|{_DOWN}|{_ANY})"
_LED = r"(?:drove|drives?|caused?|causes|led to|explain(?:s|ed)|contributed to|resulted in)"
_WHY = r"\b(?:reasons?|causes?|drivers?|factors?|explanations?)\b.{0,30}?"
_ZH_MOVE = r"(?P<way>增加|增长|上升|提高|上涨|改善|减少|下降|降低|下跌|下滑|恶化|变化|变动|波动)"
_FORMS = (
    rf"^(?:what|which)(?: \w+)? {_LED}(?: the| an?)? (?:\w+ )?(?P<way>{_MOVE}) (?:in|of|for|to)"
    r" (?P<a>.+)$",
    rf"^(?:what|which)(?: \w+)? {_LED}(?: the)? (?P<a>.+?) (?:to )?(?P<way>{_MOVE})\b(?P<rest>.*)$",
    rf"{_WHY} (?:for|of|behind|in|that caused)(?: the| an?)? (?:\w+ )?(?P<way>{_MOVE})"
    r" (?:in|of|for|to) (?P<a>.+)$",
    rf"{_WHY} (?:for|of|behind)(?: the)? (?P<a>.+?) (?P<way>{_MOVE})\b(?P<rest>.*)$",
    r"^(?:in [^,]+, )?why (?:did|has|have|do|does|was|were|is|are) (?P<a>.+?) (?:been )?"
    rf"(?P<way>{_MOVE})\b(?P<rest>.*)$",
    rf"^what (?:is|was|were|are)(?: the)? (?P<way>{_MOVE}) (?:in|of) (?P<a>.+?)"
    r" (?:(?:mainly |primarily )?due to|driven by|caused by|attributable to|attributed to)$",
    rf"(?:为什么|为何)(?P<a>.+?){_ZH_MOVE}",
    rf"(?P<a>.+?){_ZH_MOVE}(?:了)?的?(?:主要)?(?:原因|因素)",
    rf"(?P<a>.+?)(?:为什么|为何){_ZH_MOVE}",
)
_FORM = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_OBJECT = re.compile(r"^\s+(?:the|its|their|our|his|her)\s+(?P<a>.+)$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|versus|vs\.?|from (?:the )?(?:previous|prior|last)|relative to"
    r"|as a result|the same period|year[- ]over[- ]year)\b.*$",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"^(?:the |its |our |their |.{0,40}?\w['’]s? (?=\w))", re.IGNORECASE)
_WHOLE_NAME = re.compile(r"\bfor [A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*)*\s*$")
_BALANCE = re.compile(r"\b(?:balance|levels?|amount|value|total|overall)\b(?= of\b|\s*$)", re.I)
_LAST = re.compile(
    r"\b(?:at|by|in|during|for)?\s*(?:the\s+)?(?:(?:end|beginning|second half|first half|course)"
    r"(?: of)?(?: the)?(?: year| quarter| period)?)\s*$",
    re.IGNORECASE,
)


class Movement(NamedTuple):
    """What moved, which way, and in which years; `months` is how long the time is, if said."""

    subject: str
    way: Way
    years: tuple[str, ...]
    months: int | None


def movement(text: str) -> Movement | None:
    """The movement that the first sentence of a question asks the cause of, or None."""
    plain = " ".join(normalise(text).split()).rstrip(" ?？.。")
    for form in _FORM:
        match = form.search(plain)
        if match is None:
            continue
        # “Why did the bank raise its provisions?” is about the provisions.
        changed = _OBJECT.search(match.groupdict().get("rest") or "")
        named = subject(changed["a"] if changed is not None else match["a"])
        if named:
            return Movement(
                named, way(match["way"]), periods.years(plain), periods.months(plain)
            )  # fmt: skip
    return None


def way(text: str) -> Way:
    """Which way a word says that something moved."""
    return next((name for name, pattern in _WAYS if pattern.search(text)), "any")


def ways(text: str) -> frozenset[Way]:
    """Every way that a text says something moved."""
    return frozenset(name for name, pattern in _WAYS if pattern.search(text))


def subject(text: str) -> str:
    """What moved, without times and without whose it is."""
    plain = _COMPARED.sub(" ", text.strip())
    plain = _WHOLE_NAME.sub(" ", _LAST.sub(" ", periods.without(plain)).strip())
    plain = _WHOSE.sub("", plain.strip())
    plain = _BALANCE.sub(" ", plain.strip())
    plain = re.sub(r"^(?:\d{4})?年(?:度|末|底)?|的$", "", plain.strip())
    return operations.subject(spelled_out(plain))
