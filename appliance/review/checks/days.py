"""Days in a text, of more shapes than forms write: Chinese numerals, short years, passports.

Pure. Offsets are code points of the text given.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.dates import dates, iso
from appliance.assistant.values import MONTHS
from appliance.documents.normal import Normal

if TYPE_CHECKING:
    from appliance.assistant.forms.dates import Order


class Day(NamedTuple):
    """A day; `other` is what it is with day and month the other way round, where both can be.

    `whole` is false for a month or a year without its day: then it is their last day.
    """

    day: date
    start: int
    end: int
    other: date | None = None
    whole: bool = True


_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
# "2010.05.06-2030.05.06": a hyphen between two days of one shape is no part of either.
_JOINED = re.compile(r"(?<=[./]\d\d)-(?=(?:19|20)\d\d[./])")
_SHORT = re.compile(rf"(?<![\w/.-])(\d{{1,2}})[-/ ]({_NAMES})[-/ ,']{{1,2}}(\d\d)(?![\w/-])", re.I)
_SHORT_FIGURES = re.compile(r"(?<![\w/.-])(\d{1,2})([/.])(\d{1,2})\2(\d\d)(?![\w/-]|\.\d)")
# Not of a day that there is not: "30 February 2026" is no end of February.
_MONTH = re.compile(rf"(?<![\w/.-])(?<!\d\s)({_NAMES})\.?,?\s((?:19|20)\d\d)(?!\d)", re.I)
_MONTH_FIGURES = re.compile(r"(?<![\w/.-])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])")
_MONTH_ZH = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月(?!\s?\d)")
_DIGITS_ZH = "〇一二三四五六七八九"
_NUMERALS_ZH = re.compile(
    r"([二一][〇零○一二三四五六七八九]{3})\s?年\s?([一二三四五六七八九十]{1,2})\s?月"
    r"(?:\s?([一二三四五六七八九十]{1,3})\s?[日号])?"
)
# Second line of a passport: number, nation, birth, sex, end of validity.
_PASSPORT = re.compile(r"[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<](\d\d)(\d\d)(\d\d)\d")
_THIS_CENTURY = 60


def days(text: str, order: Order = "dmy") -> list[Day]:
    """All days, in order, without overlap; full dates first, months only where no day stands."""
    found: list[Day] = []
    for one in dates(_JOINED.sub("~", text), order):
        day = date.fromisoformat(one.value)
        found.append(Day(day, one.start, one.end, _swapped(day) if one.doubt else None))
    normal = Normal(text)

    def add(
        day: date | None, span: tuple[int, int], other: date | None = None, *, whole: bool
    ) -> None:
        start, end = normal.to_source(*span)
        if day is not None and not any(one.start < end and start < one.end for one in found):
            found.append(Day(day, start, end, other, whole))

    for match in _NUMERALS_ZH.finditer(normal.text):
        year = int("".join(str(_digit(character)) for character in match[1]))
        month = _small(match[2])
        if match[3]:
            add(_day(year, month, _small(match[3])), match.span(), whole=True)
        else:
            add(_last(year, month), match.span(), whole=False)
    for match in _SHORT.finditer(normal.text):
        year = _year(int(match[3]))
        add(_day(year, MONTHS[match[2].lower()], int(match[1])), match.span(), whole=True)
    for match in _SHORT_FIGURES.finditer(normal.text):
        first, second, year = int(match[1]), int(match[3]), _year(int(match[4]))
        by_day, by_month = _day(year, second, first), _day(year, first, second)
        if order == "mdy":
            by_day, by_month = by_month, by_day
        other = by_month if by_day is not None and by_month != by_day else None
        add(by_day or by_month, match.span(), other, whole=True)
    for match in _MONTH.finditer(normal.text):
        add(_last(int(match[2]), MONTHS[match[1].lower()]), match.span(), whole=False)
    for match in _MONTH_FIGURES.finditer(normal.text):
        add(_last(int(match[2]), int(match[1])), match.span(), whole=False)
    for match in _MONTH_ZH.finditer(normal.text):
        add(_last(int(match[1]), int(match[2])), match.span(), whole=False)
    return sorted(found, key=lambda one: one.start)


def passport_ends(text: str) -> list[Day]:
    """Ends of validity in the machine-readable lines of passports."""
    found = []
    for match in _PASSPORT.finditer(text.replace(" ", "\u00a0").upper()):
        year, month, day = (int(part) for part in match.groups())
        ends = _day(2000 + year, month, day)
        if ends is not None:
            found.append(Day(ends, match.start(), match.end()))
    return found


def said(day: date) -> str:
    """A day as a person reads it: "30 June 2026"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _swapped(day: date) -> date | None:
    return _day(day.year, day.day, day.month)


def _day(year: int, month: int, day: int) -> date | None:
    value = iso(year, month, day)
    return date.fromisoformat(value) if value else None


def _last(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(short: int) -> int:
    return short + (2000 if short < _THIS_CENTURY else 1900)


def _digit(character: str) -> int:
    return 0 if character in "零○" else _DIGITS_ZH.index(character)


def _small(numeral: str) -> int:
    """一 to 三十一 as a number; 0 for what is none."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _digit(numeral) if len(numeral) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_digit(tens) if tens else 1) + (_digit(ones) if ones else 0)
