# ruff: noqa: E501, SIM905 - patterns are tables, and lists of words read better as one string
"""Accounts, cards, banks and legal entities."""

from __future__ import annotations

import re
from functools import cache

from stdnum import iban, lei, luhn, numdb
from stdnum.us import rtn

from appliance.privacy.misread import (
    DIGIT,
    GAP,
    NOT_AFTER,
    NOT_BEFORE,
    close,
    digits,
    first,
    letters,
    mostly_digits,
    run,
    shaped,
)
from appliance.privacy.rules import Reading, Rule, label

_PART = re.compile(r"(\d+)!([nac])")
_COUNTRY_AT = slice(4, 6)
_LETTER_OR_DIGIT = "[A-Za-z0-9|]"


@cache
def iban_shapes() -> dict[str, str]:
    """Of each country's IBAN the shape after country and check digits, as `shaped` takes it."""
    found: dict[str, str] = {}
    for country in _countries():
        info = numdb.get("iban").info(country)[0][1]
        found[country] = "".join(
            kind * int(count) for count, kind in _PART.findall(info.get("bban", ""))
        )
    return {country: shape for country, shape in found.items() if shape}


def _countries() -> list[str]:
    capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [
        first + second
        for first in capitals
        for second in capitals
        if numdb.get("iban").info(first + second)[0][1]
    ]


def read_iban(text: str) -> Reading | None:
    """The first characters of `text` as an IBAN, as many as its country has."""
    country = letters(text[:2])
    shape = iban_shapes().get(country)
    if shape is None:
        return None
    whole = "aann" + shape
    kept, end = first(text, len(whole))
    if kept is None or (end < len(text) and text[end].isalnum()):
        return None
    value = shaped(kept, whole)
    for tried in (value, value.replace("O", "0")):
        if iban.is_valid(tried, check_country=False):
            return Reading(tried, valid=True, end=end)
    # A wrong one must at least look like one: capitals, and digits where digits belong.
    if kept[:2] != country or not kept[2:4].isdigit() or "\n" in text[:end]:
        return None
    if not mostly_digits(kept[4:]):
        return None
    return Reading(value, valid=False, end=end)


def _brand(number: str) -> bool:
    """Whether a card scheme gives out numbers that begin so and have this length."""
    size = len(number)
    if number.startswith("4"):
        return size in (13, 16, 19)
    two, four = int(number[:2]), int(number[:4])
    if 51 <= two <= 55 or 2221 <= four <= 2720:
        return size == 16
    if two in (34, 37):
        return size == 15
    if two == 62:
        return 16 <= size <= 19
    if two in (36, 38, 39) or 300 <= int(number[:3]) <= 305:
        return size == 14
    return (four == 6011 or two in (64, 65) or 3528 <= four <= 3589) and size == 16


def read_card(text: str) -> Reading | None:
    """A payment card: a scheme's first digits and length."""
    if not mostly_digits(text):
        return None
    value = digits(close(text))
    if not value.isdigit() or not 13 <= len(value) <= 19 or not _brand(value):
        return None
    if luhn.is_valid(value):
        return Reading(value, valid=True)
    return Reading(value, valid=False)


def read_bic(text: str) -> Reading | None:
    """Eight or eleven characters with a country in them."""
    value = close(text).upper()
    if len(value) not in (8, 11) or value[_COUNTRY_AT] not in _BIC_COUNTRIES:
        return None
    return Reading(value, valid=None)


def read_lei(text: str) -> Reading | None:
    """Twenty letters and digits of which the last two check the others."""
    kept = close(text)
    if len(kept) != 20:
        return None
    for value in (kept.upper(), kept[:18].upper() + digits(kept[18:]), _zeros(kept)):
        if lei.is_valid(value):
            return Reading(value, valid=True)
    if not any(c.isdigit() for c in kept[:18]) or not kept[18:].isdigit():
        return None
    return Reading(kept.upper(), valid=False)


def _zeros(kept: str) -> str:
    # The fifth and sixth character are zeros in nearly every LEI, and O is what they are read as.
    return kept.upper().replace("O", "0")


def read_aba(text: str) -> Reading | None:
    """Nine digits with the weights 3, 7 and 1."""
    value = digits(close(text))
    if len(value) != 9 or not value.isdigit() or not mostly_digits(text):
        return None
    return Reading(value, valid=rtn.is_valid(value))


def read_account(text: str) -> Reading | None:
    """What a label says is an account; nothing about it can be checked."""
    value = digits(close(text))
    return Reading(value, valid=None) if value.isdigit() and 5 <= len(value) <= 20 else None


_BIC_COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ "
    "CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ "
    "FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM "
    "IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY "
    "MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR "
    "NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK "
    "SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA "
    "VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split()
)

_CARD = label(
    "card",
    "carte",
    "karte",
    "kreditkarte",
    "tarjeta",
    "visa",
    "mastercard",
    "银行卡",
    "卡号",
    "信用卡",
)
_LEI = (
    r"(?<!\w)(?:lei|legal entity identifier|法人机构识别编码)(?!\w)[^\n\w]{0,4}(?:code|no|number)?"
)

RULES = (
    Rule(
        "iban",
        re.compile(
            rf"{NOT_AFTER}[A-Z]{{2}}{GAP}{DIGIT}{GAP}{DIGIT}(?:{GAP}{_LETTER_OR_DIGIT}){{11,30}}",
            re.IGNORECASE,
        ),
        read_iban,
        label=label("iban"),
        need=re.compile(r"\d{2}"),
    ),
    Rule(
        "card",
        re.compile(rf"(?<![0-9A-Za-z.,$€£+]){run((13, 19))}{NOT_BEFORE}(?![.,]\d)"),
        read_card,
        label=_CARD,
        alone="valid",
        need=re.compile(r"\d{3}"),
    ),
    # Wrong ones only in the groups in which cards show their number.
    Rule(
        "card",
        re.compile(
            r"(?<![\w.,$€£+-])(?:\d{4}(?P<gap>[ -])\d{4}(?P=gap)\d{4}(?P=gap)\d{1,7}|"
            r"3\d{3}(?P<other>[ -])\d{6}(?P=other)\d{4,5})(?![\w-]|[.,]\d)"
        ),
        read_card,
        need=re.compile(r"\d{4}[ -]\d{4}"),
    ),
    Rule(
        "bic",
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?: ?[A-Z0-9]{3})?(?![A-Za-z0-9])"),
        read_bic,
        label=label("bic", "swift", r"swift[-/ ]?(?:bic|code)", "银行代码"),
        alone="never",
        need=re.compile("bic|swift|银行代码", re.IGNORECASE),
    ),
    Rule(
        "lei",
        re.compile(
            rf"{NOT_AFTER}(?=[A-Z]*\d)(?:[A-Z0-9]{{20}}|[A-Z0-9]{{4}}(?:[ -]?\s?[A-Z0-9]{{4}}){{4}})"
            rf"{NOT_BEFORE}",
            re.IGNORECASE,
        ),
        read_lei,
        label=label("lei", "legal entity identifier", "法人机构识别编码"),
        alone="valid",
        need=re.compile(r"\d\w*\d"),
    ),
    Rule(
        "lei",
        re.compile(
            rf"{_LEI}[ :：.#]{{0,4}}(?P<it>[A-Z0-9](?:\s?[A-Z0-9]){{19}})(?!\w)", re.IGNORECASE
        ),
        read_lei,
        need=re.compile("lei|legal entity|法人机构", re.IGNORECASE),
    ),
    Rule(
        "us-aba",
        re.compile(rf"{NOT_AFTER}{run(9)}{NOT_BEFORE}"),
        read_aba,
        label=label("aba", "routing", r"r/?t(?:n)?", "transit"),
        alone="never",
        need=re.compile(r"aba|rout|rtn|r/t|transit", re.IGNORECASE),
    ),
    Rule(
        "account",
        re.compile(
            r"(?:\b(?:bank )?(?:account|acct|a/c|konto|cuenta|compte|conto|rekening|rachun\w+)"
            r"[ -]?(?:no|nr|num(?:ber|mer|éro|ero)?|nummer|n°|n|#|id)?\b|kontonummer|kontonr|"
            r"rekeningnummer|sort code|bankleitzahl|blz|账号|帐号|账户号码|账户)"
            r"\s{0,2}[.:#：]{0,2}\s{0,3}(?P<it>" + run((6, 20)) + r")(?![0-9A-Za-z])",
            re.IGNORECASE,
        ),
        read_account,
    ),
)  # fmt: skip
