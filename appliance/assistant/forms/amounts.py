"""Figures in a text with currency, sign and scale words, and where they stand. Pure."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.normal import Normal

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = {
    "£": "GBP", "€": "EUR", "¥": "CNY", "₹": "INR", "₩": "KRW", "$": "USD", "US$": "USD",
    "HK$": "HKD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "RMB": "CNY", "人民币": "CNY", "元": "CNY",
    "美元": "USD", "欧元": "EUR", "英镑": "GBP", "港元": "HKD", "日元": "JPY",
    "pound": "GBP", "pounds": "GBP", "pounds sterling": "GBP", "euro": "EUR", "euros": "EUR",
    "dollar": "USD", "dollars": "USD", "us dollars": "USD",
}  # fmt: skip
_CODES = [
    "GBP", "USD", "EUR", "CNY", "CHF", "JPY", "INR", "AUD", "CAD", "HKD", "SGD", "SEK", "NOK",
    "DKK", "ZAR", "KRW", "PLN", "CZK", "HUF", "NZD", "MXN", "BRL", "TRY", "AED", "SAR", "THB",
    "MYR", "IDR", "PHP", "TWD", "VND", "ILS", "RUB",
]  # fmt: skip
_BEFORE = "|".join(
    [r"(?:US|HK|[ACS])\$", "[£$€¥₹₩]", r"\bRMB", "人民币", *(rf"\b{c}" for c in _CODES)]
)
_AFTER = "|".join(
    [r"US dollars?\b", r"pounds? sterling\b", r"pounds?\b", r"euros?\b", r"dollars?\b", r"RMB\b",
     "美元", "欧元", "英镑", "港元", "日元", "元", "[£€]", *(rf"{c}\b" for c in _CODES)]
)  # fmt: skip
_SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "mn": 6, "bn": 9,
    "万": 4, "亿": 8, "千": 3, "百万": 6,
}  # fmt: skip
_SCALE = r"thousand\b|million\b|billion\b|trillion\b|mn\b|bn\b|k\b|m\b|百万|万|亿|千"
# A plain space parts the columns of a table; it groups digits only beside a currency.
_DIGITS = r"\d+(?:[.,'’\u2009\u202f]\d+)*"
_SPACED = r"\d{1,3}(?:\s\d{3})+(?:[.,]\d{1,2})?(?!\d)"
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<open>\(\s?)?(?P<minus>[-−–]\s?)?"
    rf"(?:(?P<before>{_BEFORE})\s?(?P<inner>[-−–(]\s?)?(?P<a>{_SPACED}|{_DIGITS})"
    rf"|(?P<b>{_SPACED})(?=\s?(?:{_AFTER}))|(?P<c>{_DIGITS}))"
    rf"(?P<close>\s?\))?(?:\s?(?P<percent>%|per\s?cent\b|percent\b|bps\b|basis points\b))?"
    rf"(?:\s?(?P<scale>{_SCALE}))?(?:\s?(?P<after>{_AFTER}))?(?P<tail>/-)?",
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
            exact = exact.scaleb(_SCALES[match["scale"].lower()])
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
        yield Amount(_text(exact), _code(currency), bool(match["percent"]), start, stop)


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


def decimal(digits: str, *, money: bool = False) -> Decimal | None:
    """What digits mean, whatever marks thousands and decimals; None for what is no number.

    "431.459" is a fraction, but beside a currency it is thousands: no money has three decimals.
    """
    plain = re.sub(r"['’\s]", "", digits)
    marks = re.findall(r"[.,]", plain)
    groups = re.split(r"[.,]", plain)
    if len(set(marks)) == 2:
        last = max(plain.rfind("."), plain.rfind(","))
        plain = re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    elif marks:
        # India writes 12,50,000.
        thousands = len(groups[-1]) == 3 and all(len(one) in (2, 3) for one in groups[1:])
        if len(marks) > 1 or ((marks[0] == "," or money) and thousands):
            if not thousands:
                return None
            plain = "".join(groups)
        else:
            plain = plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _code(written: str) -> str:
    """The ISO 4217 code of a currency as it is written; empty if it names none."""
    plain = " ".join(written.split())
    if plain.upper() in _CODES:
        return plain.upper()
    return _SIGNS.get(plain) or _SIGNS.get(plain.upper()) or _SIGNS.get(plain.lower(), "")


def _text(exact: Decimal) -> str:
    text = f"{exact.normalize():f}"
    return "0" if text == "-0" else text
