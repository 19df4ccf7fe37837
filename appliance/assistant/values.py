"""Numbers, amounts, percentages, ratios, dates and codes in a text, in a form that compares.

"£1,250,000.00", "1.25 million" and "1250000" are the same number; "14 September 2026",
"September 14, 2026", "2026-09-14" and "2026年9月14日" are the same day.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.documents.normal import normalise
from appliance.documents.numerals import SCALE_WORD, SCALE_WORDS, decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["amount", "number", "percent", "ratio", "date", "code"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)"
_DATES = (
    ("ymd", re.compile(rf"{_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)")),
    ("ymd", re.compile(rf"{_YEAR}\s?年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?日?")),
    ("ym", re.compile(rf"{_YEAR}\s?年\s?(\d{{1,2}})\s?月")),
    ("dmy", re.compile(rf"\b{_DAY}(?: day)?(?: of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}\b", re.I)),
    ("mdy", re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.I)),
    ("dm?", re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")),
    ("my", re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.I)),
    ("dm", re.compile(rf"\b{_DAY}(?: day)?(?: of)?\s+{_MONTH}\b", re.I)),
    ("md", re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?![,.]?\d)", re.I)),
)
_RATIO = re.compile(
    r"(?<![\d:.,])(?!(?:19|20)\d\d\s?:)(\d+(?:\.\d+)?)(?:\s?:\s?| to (?=1\b(?!\.\d)))"
    r"(\d+(?:\.\d+)?)(?![\d:]|[.,]\d)"
)
_TIMES = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?(?:x|times)\b", re.I)
_CODE = re.compile(
    r"\b(?=[\w/-]{0,99}\d)(?=[\w/-]{0,99}[A-Za-z])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*\b"
)
# Spaces that do not break part thousands; a plain space parts the columns of a table.
_GROUPING_SPACE = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
_CURRENCY = (
    r"(?:£|\$|€|¥|₹|₩|US\$|GBP|USD|EUR|CNY|RMB|CHF|JPY|INR|AUD|CAD|HKD|SGD|SEK|NOK|DKK|ZAR|KRW)"
)
_NUMBER = re.compile(
    rf"({_CURRENCY}\s?)?\(?([-−]?\d+(?:[.,'’]\d+)*)\)?"
    rf"(?:\s?(%|％|per\s?cent(?:um)?\b|percent(?:age points?)?\b|bps\b|basis points\b"
    rf"|(?:{SCALE_WORD})元?))?"
    rf"(\s?(?:pounds?|dollars?|euros?|元|{_CURRENCY})(?!\w))?",
    re.I,
)
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_UNITS = {word: number for number, word in enumerate(_SMALL.split())}
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * number for number, word in enumerate(_ROUND.split(), 2)}
_WORDED = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[-\s]({'|'.join(list(_UNITS)[1:10])}))?|({'|'.join(_UNITS)}))\b",
    re.I,
)


class Value(NamedTuple):
    """Something exact in a text; `keys` are its readings, more than one where it is ambiguous.

    `start` and `end` are places in the NFKC form of the text that was given.
    """

    kind: Kind
    keys: frozenset[str]
    start: int
    end: int
    worded: bool = False


def values(text: str) -> list[Value]:
    """All exact values, in order; each character belongs to one value at most."""
    free = normalise(_GROUPING_SPACE.sub("'", text))
    found: list[Value] = []
    for shape, pattern in _DATES:
        for match in pattern.finditer(free):
            keys = _date_keys(shape, match.groups())
            if keys:
                found.append(Value("date", keys, *match.span()))
                free = _blank(free, match)
    for pattern in (_RATIO, _TIMES):
        for match in pattern.finditer(free):
            found.append(Value("ratio", frozenset({_ratio_key(match)}), *match.span()))
            free = _blank(free, match)
    found += _codes_and_numbers(free)
    return sorted(found, key=lambda value: value.start)


def _codes_and_numbers(free: str) -> list[Value]:
    found: list[Value] = []
    for match in _CODE.finditer(free):
        if not _NUMBER.fullmatch(match[0]) and not re.fullmatch(r"\d+(?:st|nd|rd|th)", match[0]):
            found.append(Value("code", frozenset({match[0].upper()}), *match.span()))
            free = _blank(free, match)
    for match in _NUMBER.finditer(free):
        found.append(_number(match))
        free = _blank(free, match)
    for match in _WORDED.finditer(free):
        tens, unit, small = match.groups()
        number = _TENS[tens.lower()] + _UNITS[(unit or "zero").lower()] if tens else 0
        number = number or _UNITS[(small or "zero").lower()]
        found.append(Value("number", frozenset({str(number)}), *match.span(), worded=True))
    return found


def _blank(text: str, match: re.Match[str]) -> str:
    """The text with the match taken out and all places kept."""
    return text[: match.start()] + " " * len(match[0]) + text[match.end() :]


def _date_keys(shape: str, groups: tuple[str, ...]) -> frozenset[str]:
    def number(part: str) -> int:
        return MONTHS[part.lower()] if part.isalpha() else int(part)

    first, second, *rest = (number(part) for part in groups)
    third = rest[0] if rest else 0
    readings = {
        "ymd": [(first, second, third)],
        "ym": [(first, second, 0)],
        "dmy": [(third, second, first)],
        "mdy": [(third, first, second)],
        "dm?": [(third, second, first), (third, first, second)],
        "my": [(second, first, 0)],
        "dm": [(0, second, first)],
        "md": [(0, first, second)],
    }[shape]
    return frozenset(
        f"{year:04}-{month:02}-{day:02}"
        for year, month, day in readings
        if 1 <= month <= 12 and day <= 31
    )


def _ratio_key(match: re.Match[str]) -> str:
    groups = match.groups()
    right = groups[1] if len(groups) > 1 else "1"
    return f"{_plain(Decimal(groups[0]))}:{_plain(Decimal(right))}"


def _number(match: re.Match[str]) -> Value:
    before, digits, scale, after = match.groups()
    amount = _magnitude(digits)
    word = re.sub(r"\s", "", (scale or "").lower())
    kind: Kind = "amount" if before or after else "number"
    if word in ("%", "％") or word.startswith(("percent", "per")):
        kind = "percent"
    elif word in ("bps", "basispoints"):
        kind, amount = "percent", amount / 100
    elif word:
        kind, amount = "amount", amount.scaleb(SCALE_WORDS[word.removesuffix("元")])
    return Value(kind, frozenset({_plain(amount)}), *match.span())


def _magnitude(digits: str) -> Decimal:
    """What the digits mean, without their sign.

    Digits in groups that make no number are compared as they follow each other: nothing exact that
    a claim says goes unchecked.
    """
    plain = digits.lstrip("-−")
    found = decimal(plain)
    return Decimal(re.sub(r"\D", "", plain)) if found is None else found


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return text if text != "-0" else "0"


def covered(wanted: Value, given: Iterable[Value]) -> bool:
    """Whether one of the given values says the same, or says it more exactly.

    A percentage is only covered by a percentage, a ratio by a ratio; a bare number by any number
    of the same size. A date without its year, or without its day, is covered by a full one.
    """
    return any(_same(wanted, value) for value in given)


def _same(wanted: Value, given: Value) -> bool:
    if wanted.kind == "date" and given.kind == "date":
        return any(_date_within(w, g) for w in wanted.keys for g in given.keys)
    if given.kind == "date":
        return wanted.kind == "number" and any(g[:4] in wanted.keys for g in given.keys)
    if wanted.kind in ("percent", "ratio", "code") or given.kind in ("percent", "ratio", "code"):
        bare = {wanted.kind, given.kind} <= {"percent", "number"} and given.kind == "percent"
        return (wanted.kind == given.kind or bare) and bool(wanted.keys & given.keys)
    return bool(wanted.keys & given.keys)


def _date_within(wanted: str, given: str) -> bool:
    return all(
        int(w) in (0, int(g)) for w, g in zip(wanted.split("-"), given.split("-"), strict=True)
    )
