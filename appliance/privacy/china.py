# ruff: noqa: E501, SIM905 - patterns are tables, and lists of words read better as one string
"""Identity numbers of persons and companies of the People's Republic of China."""

from __future__ import annotations

import re

from stdnum.cn import ric, uscc

from appliance.privacy.dates import real_date
from appliance.privacy.misread import DIGIT, GAP, NOT_AFTER, NOT_BEFORE, close, digits, run
from appliance.privacy.rules import Reading, Rule, label

# First two digits of every region that gives out identity numbers (GB/T 2260).
_REGIONS = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82 83 91".split()
)
# The first character names the registering office, the second the form of the company.
_OFFICE = re.compile("[1-9AN][1-9]|Y1")
_COMPANY_ALPHABET = re.compile("[0-9A-HJ-NP-RTUWXY]{18}")


def read_resident(text: str) -> Reading | None:
    """Eighteen characters with a region and a date in them; the last one checks the others."""
    kept = close(text)
    if len(kept) == 15:
        return _read_old(kept)
    if len(kept) != 18:
        return None
    value = digits(kept[:17]) + (digits(kept[17]) if kept[17] not in "xX" else "X")
    if not value[:17].isdigit() or value[:2] not in _REGIONS:
        return None
    if not real_date(int(value[6:10]), int(value[10:12]), int(value[12:14])):
        return None
    # The check alone: stdnum's list of places lacks those that were dissolved long ago.
    return Reading(value, valid=ric.calc_check_digit(value) == value[17])


def _read_old(kept: str) -> Reading | None:
    """The form of before 1999: no century, no check."""
    value = digits(kept)
    if not value.isdigit() or value[:2] not in _REGIONS:
        return None
    if not real_date(1900 + int(value[6:8]), int(value[8:10]), int(value[10:12])):
        return None
    return Reading(value, valid=None)


def read_company(text: str) -> Reading | None:
    """Eighteen characters of an alphabet without I, O, S, V and Z."""
    kept = close(text).replace("l", "1").replace("|", "1").upper()
    # The alphabet lacks the letters that look like digits, so these were misread for certain.
    value = kept.translate(str.maketrans("OISZV", "0152V"))
    if not _COMPANY_ALPHABET.fullmatch(value) or not _OFFICE.match(value):
        return None
    area = digits(value[2:8])
    if not area.isdigit() or area[:2] not in _REGIONS | {"10"}:
        return None
    value = value[:2] + area + value[8:]
    return Reading(value, valid=uscc.calc_check_digit(value[:17]) == value[17])


RULES = (
    Rule(
        "cn-resident",
        re.compile(rf"{NOT_AFTER}{run(17)}{GAP}(?:{DIGIT}|[xX]){NOT_BEFORE}"),
        read_resident,
        label=label("身份证", "公民身份", "证件号", r"(?:resident )?id(?:entity)?(?: card)?(?: no| number)?"),
        alone="shape",
        need=re.compile(r"\d{3}"),
    ),
    Rule(
        "cn-resident",
        re.compile(rf"{NOT_AFTER}{run(15)}{NOT_BEFORE}"),
        read_resident,
        label=label("身份证", "公民身份"),
        alone="never",
        need=re.compile("身份"),
    ),
    Rule(
        "cn-company",
        re.compile(
            rf"{NOT_AFTER}(?=[A-Z]{{0,4}}\d)(?:[0-9A-Z]{{18}}|[0-9A-Z]{{2}}[ -]?[0-9A-Z]{{6}}[ -]?\s?"
            rf"[0-9A-Z]{{9}}[ -]?[0-9A-Z]){NOT_BEFORE}",
            re.IGNORECASE,
        ),
        read_company,
        label=label("信用代码", "税号", "纳税人识别号", "uscc", "unified social credit"),
        alone="valid",
        need=re.compile(r"\d\w*\d"),
    ),
    Rule(
        "cn-company",
        re.compile(
            r"(?:信用代码|税号|纳税人识别号|uscc|unified social credit code)[ :：.]{0,3}"
            r"(?P<it>[0-9A-Z](?:\s?[0-9A-Z]){17})(?!\w)",
            re.IGNORECASE,
        ),
        read_company,
        need=re.compile("信用代码|税号|识别号|uscc|social credit", re.IGNORECASE),
    ),
)  # fmt: skip
