"""Dates in a text as YYYY-MM-DD, and where they stand. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.values import MONTHS
from appliance.documents.normal import Normal

if TYPE_CHECKING:
    from collections.abc import Iterable

Order = Literal["dmy", "mdy"]

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_M = rf"(?P<m>{_NAMES})\.?"
_D = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<y>(?:19|20)\d\d)"
# Passports write "12 MAR/MARS 85".
_SHORT_Y = r"(?P<y>(?:19|20)?\d\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_Y}\s?年\s?(?P<m>\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})\s?[日号]?",
        rf"(?<![\d./-]){_Y}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d]|[./-]\d)",
        rf"(?<!\w){_D}(?: day)?(?: of)?[\s-]+{_M},?[\s-]+{_Y}(?!\d)",
        rf"(?<!\w){_D}\s{_M}(?:\s?/\s?[a-zé]{{3,5}}\.?)?\s{_SHORT_Y}(?!\d)",
        rf"(?<!\w){_M}\s+{_D},?\s+{_Y}(?!\d)",
    )
)
_EITHER = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d]|[./-]\d)")
_THIS_CENTURY = 40


class Day(NamedTuple):
    """One day; `doubt` says that day and month may be the other way round."""

    value: str
    start: int
    end: int
    doubt: str = ""


def dates(text: str, order: Order = "dmy") -> list[Day]:
    """All full dates, in order."""
    normal = Normal(text)
    found: list[Day] = []

    def add(year: int, month: int, day: int, span: tuple[int, int], doubt: str = "") -> None:
        start, end = normal.to_source(*span)
        value = iso(year, month, day)
        if value and not any(one.start < end and start < one.end for one in found):
            found.append(Day(value, start, end, doubt))

    for pattern in _PATTERNS:
        for match in pattern.finditer(normal.text):
            month = match["m"]
            add(
                _year(match["y"]),
                int(month) if month.isdigit() else MONTHS[month.lower()],
                int(match["d"]),
                (match.start(), len(normal.text[: match.end()].rstrip())),
            )
    for match in _EITHER.finditer(normal.text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if first > 12 >= second:
            add(year, second, first, match.span())
        elif second > 12 >= first:
            add(year, first, second, match.span())
        elif order == "dmy":
            add(year, second, first, match.span(), _doubt(first, second))
        else:
            add(year, first, second, match.span(), _doubt(first, second))
    return sorted(found, key=lambda one: one.start)


def _doubt(first: int, second: int) -> str:
    return "" if first == second else "Day and month may be the other way round."


def _year(text: str) -> int:
    number = int(text)
    if number >= 100:
        return number
    return number + (2000 if number < _THIS_CENTURY else 1900)


def iso(year: int, month: int, day: int) -> str:
    """The day as YYYY-MM-DD; empty if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def order_of(texts: Iterable[str]) -> Order:
    """Whether a document writes day or month first, by its dates that can only be read one way."""
    day_first = month_first = 0
    for text in texts:
        for match in _EITHER.finditer(text):
            first, second = int(match[1]), int(match[3])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    return "mdy" if month_first > day_first else "dmy"
