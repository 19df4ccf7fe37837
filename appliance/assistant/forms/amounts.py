"""Figures in a text with currency, sign and scale words, and where they stand. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.normal import Normal
from appliance.documents.numerals import (
    CURRENCY_CODES,
    SCALE_WORD,
    SCALE_WORDS,
    currency_code,
    decimal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_BEFORE = "|".join(
    [r"(?:US|HK|[ACS])\$", "[£$€¥₹₩]", r"\bRMB", "人民币", *(rf"\b{c}" for c in CURRENCY_CODES)]
)
_AFTER = "|".join(
    [r"US dollars?\b", r"pounds? sterling\b", r"pounds?\b", r"euros?\b", r"dollars?\b", r"RMB\b",
     "美元", "欧元", "英镑", "港元", "日元", "元", "[£€]", *(rf"{c}\b" for c in CURRENCY_CODES)]
)  # fmt: skip
# A plain space parts the columns of a table; it groups digits only beside a currency.
_DIGITS = r"\d+(?:[.,'’\u2009\u202f]\d+)*"
_SPACED = r"\d{1,3}(?:\s\d{3})+(?:[.,]\d{1,2})?(?!\d)"
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<open>\(\s?)?(?P<minus>[-−–]\s?)?"
    rf"(?:(?P<before>{_BEFORE})\s?(?P<inner>[-−–(]\s?)?(?P<a>{_SPACED}|{_DIGITS})"
    rf"|(?P<b>{_SPACED})(?=\s?(?:{_AFTER}))|(?P<c>{_DIGITS}))"
    rf"(?P<close>\s?\))?(?:\s?(?P<percent>%|per\s?cent\b|percent\b|bps\b|basis points\b))?"
    rf"(?:\s?(?P<scale>{SCALE_WORD}))?(?:\s?(?P<after>{_AFTER}))?(?P<tail>/-)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")


class Amount(NamedTuple):
    """A figure: decimal text with sign and its own scale word applied."""

    value: str
    currency: str
    percent: bool
    start: int
    end: int


def amounts(text: str) -> Iterator[Amount]:
    """All figures, in order. Parts of dates and codes are figures too: the caller knows better."""
    normal = Normal(_GROUPED.sub("'", text))
    for match in _FIGURE.finditer(normal.text):
        digits = match["a"] or match["b"] or match["c"]
        money = bool(match["before"] or match["after"])
        exact = decimal(digits, money=money)
        end = _end(normal.text, match)
        if exact is None or _goes_on(normal.text, end):
            continue
        if match["scale"]:
            exact = exact.scaleb(SCALE_WORDS[match["scale"].lower()])
        if (match["percent"] or "").lower().startswith(("bps", "basis")):
            exact = exact / 100
        brackets = match["open"] or (match["inner"] or "").startswith("(")
        if (brackets and match["close"]) or match["minus"] or (match["inner"] or "(")[0] in "-−–":
            exact = -exact
        begin = match.start()
        if match["open"] and not match["close"]:
            begin = match.end("open")
        start, stop = normal.to_source(begin, end)
        currency = match["before"] or match["after"] or ""
        yield Amount(_text(exact), currency_code(currency), bool(match["percent"]), start, stop)


def _end(text: str, match: re.Match[str]) -> int:
    """Where the figure ends; a bracket that it does not open is not its own."""
    opened = match["open"] or (match["inner"] or "").startswith("(")
    if match["close"] and not opened:
        return match.start("close")
    return len(text[: match.end()].rstrip())


def _goes_on(text: str, end: int) -> bool:
    """The figure is the beginning of a word or code."""
    after = text[end : end + 1]
    return after.isascii() and (after.isalpha() or after in ("_", "/")) and after != ""


def _text(exact: Decimal) -> str:
    text = f"{exact.normalize():f}"
    return "0" if text == "-0" else text
