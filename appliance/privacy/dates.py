# ruff: noqa: E501 - patterns are tables
"""Dates of birth: a date with a word beside it that says so."""

from __future__ import annotations

import datetime
import re

from appliance.privacy.misread import DIGIT, digits
from appliance.privacy.rules import Reading, Rule

_MONTHS = (
    "jan(?:uary|uar|vier|eiro)?|enero|gennaio|januari|feb(?:ruary|ruar|ruari|braio|rero)?|février|"
    "mar(?:ch|s|zo)?|märz|maart|apr(?:il|ile)?|avril|abril|may|mai|maggio|mayo|mei|"
    "june?|juni|juin|junio|giugno|july?|juli|juillet|julio|luglio|aug(?:ust|ustus)?|août|agosto|"
    "sept?(?:ember|embre|iembre|tembre)?|settembre|oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|"
    "nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|décembre|diciembre|dicembre"
)
_D = DIGIT
_TWO, _FOUR = rf"{_D}(?:\s?{_D})?", rf"{_D}(?:\s?{_D}){{3}}"
_DATE = (
    rf"(?:{_TWO}\s?[./-]\s?{_TWO}\s?[./-]\s?(?:{_FOUR}|{_D}{{2}})"
    rf"|{_FOUR}\s?[./-]\s?{_TWO}\s?[./-]\s?{_TWO}"
    rf"|{_FOUR}\s?年\s?{_TWO}\s?月\s?{_TWO}\s?日"
    rf"|{_D}{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s)?(?:{_MONTHS})\.?,?\s(?:de\s)?{_D}{{4}}"
    rf"|(?:{_MONTHS})\.?\s{_D}{{1,2}}(?:st|nd|rd|th)?,?\s{_D}{{4}}"
    rf"|(?:19|20)\d\d[01]\d[0-3]\d)"
)
_NUMBERS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]{3,}")


def real_date(year: int, month: int, day: int) -> bool:
    """Whether there was such a day in living memory or will be one soon."""
    try:
        return 1880 <= datetime.date(year, month, day).year <= 2100
    except ValueError:
        return False


def read_date(text: str) -> Reading | None:
    """A date as it is written, its numbers joined; which is the day often cannot be known."""
    word = _LETTER.search(text)
    if word is not None:
        before, after = text[: word.start()], text[word.end() :]
        name = word.group().lower()
        if name == "de":
            return None
        parts = [*_NUMBERS.findall(digits(before)), name, *_NUMBERS.findall(digits(after))]
        return Reading(" ".join(parts), valid=None)
    parts = _NUMBERS.findall(digits("".join(text.split())))
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if len(parts) != 3 or not _possible(parts):
        return None
    return Reading("-".join(part.zfill(2) for part in parts), valid=None)


def _possible(parts: list[str]) -> bool:
    a, b, c = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return real_date(a, b, c)
    year = c if len(parts[2]) == 4 else 1900 + c
    return real_date(year, b, a) or real_date(year, a, b)


_BIRTH = (
    r"(?:date of birth|birth ?date|d\.?o\.?b\.?|born(?: on)?|birthday|geboren(?: am)?|geb\.(?: am)?|"
    r"geburtsdatum|geburtstag|n[ée]e?(?:\(e\))? le|date de naissance|fecha de nacimiento|"
    r"nacid[oa] el|data di nascita|nat[oa] (?:il|a \w+ il)|geboortedatum|geboren op|"
    r"data urodzenia|födelsedatum|出生日期|出生年月日?|出生于?|生日|生于)"
)
RULES = (
    Rule(
        "birth-date",
        re.compile(
            rf"(?<!\w){_BIRTH}(?:\s?\([^)\n]{{1,20}}\))?\s{{0,3}}[:：.]?\s{{0,6}}(?P<it>{_DATE})(?!\w)",
            re.IGNORECASE,
        ),
        read_date,
        need=re.compile(_BIRTH, re.IGNORECASE),
    ),
    Rule(
        "birth-date",
        re.compile(r"(?P<it>\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)\s?(?:出生|生)"),
        read_date,
        need=re.compile("生"),
    ),
)
