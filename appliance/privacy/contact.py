# ruff: noqa: E501 - patterns are tables
"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.privacy.misread import close
from appliance.privacy.rules import Reading, Rule

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# Which country's way of writing is tried for a number without a country code; the first that gives
# a number in use decides. The mobile numbers of China and the grouping of the others tell them apart.
_REGIONS = ("US", "GB", "DE", "FR", "CN", "ES", "IT", "NL", "BE", "CH", "AT", "PL", "SE", "IE")
_CN_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL_GAPS = re.compile(r"\s+")


def read_email(text: str) -> Reading | None:
    """An address as its characters allow; whether it exists is never asked."""
    value = _EMAIL_GAPS.sub("", text).rstrip(".").lower()
    host = value.rpartition("@")[2]
    name, dot, ending = host.rpartition(".")
    if not (name and dot) or not ending.isalpha() or ".." in value:
        return None
    return Reading(value, valid=None)


def read_phone(text: str) -> Reading | None:
    """A number that some country uses; others are no telephone numbers."""
    # Here, since few texts have one and its tables take memory of the console.
    import phonenumbers

    plain = close(text.replace("(0)", "").translate(_BRACKETS))
    if text.lstrip("( ").startswith(("+", "00")):
        if plain.startswith("00"):
            plain = "+" + plain[2:]
        return _used(phonenumbers.parse(plain, None)) if _parses(plain) else None
    regions: tuple[str, ...] = ("CN",) if _CN_MOBILE.fullmatch(plain) else _REGIONS
    if _US_FORM.fullmatch(text.strip()):
        regions = ("US", *_REGIONS[1:])
    elif plain.startswith("0"):
        regions = _REGIONS[1:]
    for region in regions:
        if 7 <= len(plain) <= 13:
            found = _used(phonenumbers.parse(plain, region))
            if found is not None:
                return found
    return None


def _parses(plain: str) -> bool:
    import phonenumbers

    try:
        phonenumbers.parse(plain, None)
    except phonenumbers.NumberParseException:
        return False
    return True


def _used(number: PhoneNumber) -> Reading | None:
    import phonenumbers

    if not phonenumbers.is_valid_number(number):
        return None
    form = phonenumbers.PhoneNumberFormat.E164
    return Reading(phonenumbers.format_number(number, form), valid=None)


_BRACKETS = str.maketrans("", "", "()")
_US_FORM = re.compile(r"\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4}")
_DIGITS = r"\d(?:[ \t]?[-./·–]?[ \t]?\(?\d\)?){%d,%d}"
_PHONE_LABEL = (
    r"(?:(?<!\w)(?:tele(?:phone|fon|foon|copier)|teléfono|telefono|tel|phone|mobile?(?: phone)?|mobil|"
    r"(?:tele)?fax|facsimile|cell(?:ular)?(?: phone)?|handy|portable|móvil|cellulare)(?!\w)|"
    r"(?<!\w)[tfm](?=[.:])|联系电话|电话|手机号?码?|传真)"
)

RULES = (
    Rule(
        "email",
        re.compile(
            r"(?<![\w.%+-])[\w.%+-]{1,64} ?@ ?(?:[A-Za-z0-9-]{1,63}\.(?: (?=(?:com|org|net|de|fr|co|cn|eu|uk)\b))?){1,5}"
            r"[A-Za-z]{2,24}"
            r"(?![\w-])"
        ),
        read_email,
        need=re.compile("@"),
    ),
    # With its country code a number needs no word beside it.
    Rule(
        "phone",
        re.compile(rf"(?<![\w+])(?:\+|00)[ ]?[1-9]{_DIGITS % (6, 14)}(?!\d|[.,]\d)"),
        read_phone,
        need=re.compile(r"\+|00"),
    ),
    Rule(
        "phone",
        re.compile(
            r"(?<![\w.,+$-])(?:1[3-9]\d(?:[ -]?\d{4}){2}|"
            r"(?:\(\d{3}\)\s?\d{3}|\d{3}[-.]\d{3})[-.]\d{4})(?![\w-]|[.,]\d)"
        ),
        read_phone,
        need=re.compile(r"\d{3}"),
    ),
    Rule(
        "phone",
        re.compile(
            rf"{_PHONE_LABEL}(?:[ ]?(?:no|nr|number|nummer|num[ée]ro))?[ \t]?[.:：]{{0,2}}[ \t]?(?:[-–:][ ])?\n?[ \t]*"
            rf"(?P<it>\(?{_DIGITS % (6, 13)})(?!\d|[.,]\d)",
            re.IGNORECASE,
        ),
        read_phone,
        need=re.compile(_PHONE_LABEL, re.IGNORECASE),
    ),
)
