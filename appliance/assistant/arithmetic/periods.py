"""Years and the time that a question or a table's heading names."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.documents.normal import normalise


class End(NamedTuple):
    """The month, from 1, in which a time ends, and its year."""

    year: str
    month: int


_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?(?:-|–|—|to|through|至|到)\s?((?:19|20)\d\d)\b")
_SPANS = re.compile(r"\b(?:all|each|every|over|across|average|mean|sum|total|years?)\b", re.I)
_YEAR = re.compile(r"(?<![\d.,])(?:fy|cy)?\s?((?:19|20)\d\d)(?![\d]|[.,]\d)", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:fy|cy|f)\s?['’]?(\d\d)(?!\d)|(?<!\w)['’](\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(
    r"\bq([1-4])\b|\b(first|second|third|fourth)(?: fiscal)? quarter|第([一二三四])季度", re.I
)
_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4"} | dict(
    zip("一二三四", "1234", strict=True)
)
# How many months a figure is of; weeks as retailers count them.
_LENGTHS = (
    (3, r"\b(?:three|3)[- ]months?\b|\b(?:13|14|thirteen|fourteen)[- ]weeks?\b|\bq[1-4]\b"
     r"|\b(?:(?:first|second|third|fourth)(?: fiscal)? )?quarter(?:ly)?\b|季度?"),
    (6, r"\b(?:six|6)[- ]months?\b|\b(?:26|27|twenty[- ]six)[- ]weeks?\b|\bh[12]\b"
     r"|\b(?:first|second) half\b|\bhalf[- ]year|半年"),
    (9, r"\b(?:nine|9)[- ]months?\b|\b(?:39|40|thirty[- ]nine)[- ]weeks?\b"),
    (12, r"\b(?:twelve|12)[- ]months?\b|\b(?:52|53|fifty[- ](?:two|three))[- ]weeks?\b"
     r"|\b(?:fiscal|financial|full|calendar)[- ]years?\b|\byears? end|\bfy\b|\bfy(?=\s?['’]?\d)"
     r"|\bannual(?:ly)?\b|全年|年度"),
)  # fmt: skip
_LENGTH = tuple((months, re.compile(text, re.IGNORECASE)) for months, text in _LENGTHS)
# "in 2019", "for the years ended December 31, 2018 and 2019", "between FY 2018 and FY 2019".
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_MONTH_STARTS = tuple(name[:3] for name in _MONTHS.split("|"))
_END = re.compile(
    rf"\b(?:\d{{1,2}}\s+)?({_MONTHS})[a-z]*\.?,?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s*,\s*)?"
    r"((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:\b(?:as (?:at|of)|at|in|for|from|to|and|or|of|by|on|during|between|over|since|compared"
    r" (?:to|with)|versus|vs\.?|ended|ending|end of|through|until|respectively)\s+)*"
    r"(?:\b(?:the|both|each|fiscal|financial|calendar|full|years?|periods?|quarters?|months?|twelve"
    r"|three|six|nine|two|year[- ]end|ended|ending|end|q[1-4]|first|second|third|fourth|fy|cy"
    r"|(?:quarter|half(?:[- ]year)?|[hq][1-4]) of|half(?:[- ]year)?|h[12]"
    rf"|(?:{_MONTHS})[a-z]*\.?|\d{{1,2}},?)\s+)*"
    r"(?:fy|cy)?\s?['’]?(?:19|20)\d\d(?:'s|’s)?(?:\s?[-–—]\s?(?:19|20)?\d\d)?"
    r"(?:\s+(?:year[- ]end|fiscal year|financial year))?",
    re.IGNORECASE,
)


def years(text: str) -> tuple[str, ...]:
    """Years in the text, each once, in its order; a range gives all its years."""
    plain = normalise(text)
    found: list[tuple[int, str]] = []
    for match in _RANGE.finditer(plain):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + 10 and "between" not in plain[: match.start()][-9:].lower():
            middle = match[0][4:-4].strip()
            steps = range(first, last + 1) if middle in ("-", "–", "—", "through", "至") else ()
            found += [(match.start(), str(year)) for year in steps]
    found += [(match.start(), match[1]) for match in _YEAR.finditer(plain)]
    found += [(m.start(), "20" + (m[1] or m[2])) for m in _SHORT.finditer(plain)]
    return tuple(dict.fromkeys(year for _, year in sorted(found, key=lambda one: one[0])))


def quarters(text: str) -> frozenset[str]:
    """Numbers of the quarters that the text names."""
    found = (next(part for part in m.groups() if part) for m in _QUARTER.finditer(normalise(text)))
    return frozenset(_QUARTERS.get(one.lower(), one) for one in found)


def ends(text: str) -> frozenset[End]:
    """The months with their years that a text names, such as “June 30, 2019”."""
    found = []
    for match in _END.finditer(normalise(text)):
        if match[3]:
            found.append(End(match[3], int(match[4])))
        else:
            found.append(End(match[2], 1 + _MONTH_STARTS.index(match[1].lower()[:3])))
    return frozenset(found)


def lengths(text: str) -> frozenset[int]:
    """How many months long the times are that a text names.

    The second quarter of a fiscal year is a quarter.
    """
    plain = normalise(text)
    found = {length for length, pattern in _LENGTH if pattern.search(plain)}
    return frozenset(found - {12} if len(found) > 1 else found)


def months(text: str) -> int | None:
    """How many months long the time is that a text names; None if it says none, or several."""
    found = lengths(text)
    return next(iter(found)) if len(found) == 1 else None


def without(text: str) -> str:
    """The text without the times that it names, and without the words that lead to them."""
    plain = _WHEN.sub(" ", normalise(text))
    plain = re.sub(
        r"\d{4}\s?年(?:度|底|末)?(?:\s?[和与至到]\s?\d{4}\s?年(?:度|底|末)?)*", " ", plain
    )
    return " ".join(plain.split())
