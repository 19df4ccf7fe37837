"""Units of tables: what their titles and headings say of currency and scale. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Unit(NamedTuple):
    """`currency` is an ISO 4217 code, "%" or ""; `scale` is 0 where nothing was said of it."""

    currency: str = ""
    scale: int = 0


_SCALES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), scale)
    for pattern, scale in (
        (r"\b(?:billions?|bn|milliards?|mrd)\b|十亿", 1_000_000_000),
        (r"亿", 100_000_000),
        (r"\b(?:millions?|mln|mn|mio|mm)\b|[$€£]\s?m\b|\b[$€£]m\b|百万", 1_000_000),
        (r"万", 10_000),
        (r"\b(?:thousands?|tsd)\b|\b000s?\b|['’]000s?\b|[$€£]\s?k\b|[$€£]['’]?000|千", 1_000),
    )
)
# A scale counts where it is said of the table, not where a sentence happens to name a million.
_SAID = re.compile(
    r"\(([^()]{0,120})\)|"
    r"\b(?:in|amounts? in|figures? in|expressed in|stated in|dollars? in|shares? in)\s+"
    r"((?:[\w.$€£]+\s+){0,3}?(?:billions?|millions?|thousands?|mln|bn)\b[^.;]{0,60})|"
    r"(?:单位|金额单位|货币单位|币种)\s*[:：]?\s*([^\s)）]{1,20}(?:\s*币种[:：]\S{1,6})?)|"
    r"^\s*((?:US)?[$€£]\s*(?:m|mn|k|bn|['’]?000s?|millions?|thousands?))\s*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:(?:[\w.,'’]+\s+){0,3}in\s+)?(?:(?:us|u\.s\.)\s+)?"
    r"(?:(?:dollars?|euros?|pounds?|usd|eur|gbp|cny|rmb|[$€£¥])\s*(?:in\s+)?)?"
    # A label may begin with such a word; one that says a unit ends with it, or with exceptions.
    r"(?:billions?|millions?|thousands?)\b(?=\W*$|\s*[,;:(]|\s+(?:of|except|unless|and|us|u\.s)\b)",
    re.IGNORECASE,
)
_SENTENCE_CP = 200

_CURRENCIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"\bHK\$|\bHKD\b|港元|港币|Hong Kong dollars?", "HKD"),
        (r"\bA\$|\bAUD\b|Australian dollars?", "AUD"),
        (r"\bC\$|\bCAD\b|Canadian dollars?", "CAD"),
        (r"\bS\$|\bSGD\b|Singapore dollars?", "SGD"),
        (r"\bNZ\$|\bNZD\b|New Zealand dollars?", "NZD"),
        (r"\bRMB\b|\bCNY\b|人民币|\bRenminbi\b|(?<![美欧日港])(?:万|亿|千|百万)?元", "CNY"),
        (r"\bJPY\b|日元|日本円|\byen\b", "JPY"),
        (r"\bCHF\b|Swiss francs?", "CHF"),
        (r"\bEUR\b|€|\beuros?\b|欧元", "EUR"),
        (r"\bGBP\b|£|\bpounds? sterling\b|英镑", "GBP"),
        (r"\bINR\b|₹|\brupees?\b", "INR"),
        (r"\bUSD\b|\bUS\$|\bU\.S\. dollars?\b|美元|\bdollars?\b|\$", "USD"),
        (r"¥", "CNY"),
    )
)
_PERCENT = re.compile(r"%|％|\bper ?cent\b|\bpercent(?:age)?\b", re.IGNORECASE)


# A unit is said in a line; what a hostile page writes in its place may be of any length.
_MOST_CP = 1000


def says_scale(text: str) -> bool:
    """True for a line that says in what its table counts, as "(in millions)" does."""
    return bool(unit_said(text).scale)


def unit_said(text: str) -> Unit:
    """Currency and scale as a title, heading or note above a table says them.

    Of "in millions, except per share" the first part counts.
    """
    shown = unicodedata.normalize("NFKC", text[:_MOST_CP]).strip()
    if not shown:
        return Unit()
    stretches = [next(filter(None, match.groups()), "") for match in _SAID.finditer(shown)]
    if _BARE.match(shown) and len(shown) < _SENTENCE_CP:
        stretches.append(shown)
    scale = 0
    currency = ""
    for stretch in stretches:
        # What comes after “except” is another unit.
        said = re.split(r"\bexcept\b|\bother than\b|除", stretch, maxsplit=1, flags=re.IGNORECASE)[
            0
        ]
        found = _scale(said)
        if found and not scale:
            scale, currency = found, currency or currency_named(said)
        elif not currency and (found or len(stretch) < 40):
            currency = currency_named(said)
    return Unit(currency, scale)


def currency_named(text: str) -> str:
    """The first currency that a text names, as an ISO 4217 code; "$" alone is the US dollar's."""
    best: tuple[int, str] | None = None
    for pattern, code in _CURRENCIES:
        match = pattern.search(text)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), code)
    return best[1] if best else ""


def unit_of(above: Iterable[str], headings: Iterable[str], figures: Iterable[str]) -> Unit:
    """What a table counts in: said above it or in its headings, else shown beside its figures.

    `above` is from the nearest line on; the nearest that says a scale counts.
    """
    currency, scale = "", 0
    for text in (*headings, *above):
        said = unit_said(text)
        scale = scale or said.scale
        currency = currency or said.currency
    signs: dict[str, int] = {}
    count = 0
    for text in figures:
        count += 1
        code = "%" if "%" in text or "％" in text else currency_named(text)
        if code:
            signs[code] = signs.get(code, 0) + 1
    money = {code: times for code, times in signs.items() if code != "%"}
    if not currency and money:
        currency = max(money, key=lambda code: money[code])
    if not currency and signs.get("%", 0) * 2 > count:
        currency = "%"
    if not currency and not money:
        currency = next((currency_named(text) for text in headings if _is_sign(text)), "")
    if not currency and any(_PERCENT.fullmatch(text.strip()) for text in headings):
        currency = "%"
    return Unit(currency, scale or 1)


def _is_sign(text: str) -> bool:
    return bool(currency_named(text)) and len(text.strip()) <= 12


def _scale(text: str) -> int:
    for pattern, scale in _SCALES:
        if pattern.search(text):
            return scale
    return 0
