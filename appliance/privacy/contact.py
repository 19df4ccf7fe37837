# ruff: noqa: E501 - patterns are tables
"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from appliance.privacy.misread import DIGIT, close, digits, mostly_digits
from appliance.privacy.rules import Reading, Rule

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
    # A number may be broken by the end of a line, or be followed by one of the next line.
    for end in (text.find("\n"), len(text)):
        if end > 0 and mostly_digits(text[:end].translate(_BRACKETS)):
            made = _read_whole(digits(text[:end]))
            if made is not None:
                return made._replace(end=end)
    return None


def _read_whole(text: str) -> Reading | None:
    plain = close(text.replace("(0)", "").translate(_ROUND))
    if text.lstrip("( ").startswith(("+", "00")):
        return _used("+" + plain.removeprefix("+").removeprefix("00"), None)
    regions: tuple[str, ...] = ("CN",) if _CN_MOBILE.fullmatch(plain) else _REGIONS
    if not _US_FORM.fullmatch(text.strip()) and plain.startswith("0"):
        regions = _REGIONS[1:]
    if not 7 <= len(plain) <= 13:
        return None
    made = (_used(plain, region) for region in regions)
    return next((one for one in made if one is not None), None)


def _used(plain: str, region: str | None) -> Reading | None:
    """The number as all the world dials it; None if nobody can have it."""
    # Here, since few texts have one and its tables take memory of the console.
    import phonenumbers

    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    form = phonenumbers.PhoneNumberFormat.E164
    return Reading(phonenumbers.format_number(number, form), valid=None)


_ROUND = str.maketrans("", "", "()")
_BRACKETS = str.maketrans("", "", "()+")
_US_FORM = re.compile(r"\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4}")
_DIGITS = r"\d(?:[ \t]?[-./·–]?[ \t]?\(?\d\)?){%d,%d}"
_MISREAD = DIGIT + r"(?:\s{0,2}[-./·–]?\s{0,2}\(?" + DIGIT + r"\)?){%d,%d}"
_PHONE_LABEL = (
    r"(?:(?<!\w)(?:t[eé]l[eé](?:phone|fon|foon|copier)|teléfono|telefono|t[eé]l|phone|mobile?(?: phone)?|mobil|"
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
        re.compile(rf"(?<![\w+])(?:\+|00)[ ]?[1-9]{_DIGITS % (6, 14)}(?!\d|[.,⁄]\d)"),
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
            rf"{_PHONE_LABEL}(?:[ ]?(?:no|nr|number|nummer|num[ée]ro))?[ \t]?[.:：]{{0,2}}[ \t]?(?:[-–:：][ ])?\n?[ \t]*"
            rf"(?P<it>(?:\+[ ]?)?\(?{_MISREAD % (6, 14)})(?![0-9A-Za-z]|[.,⁄]\d)",
            re.IGNORECASE,
        ),
        read_phone,
        need=re.compile(_PHONE_LABEL, re.IGNORECASE),
    ),
    # On one line with a mail address, as under a signature or in a field for contacts.
    Rule(
        "phone",
        re.compile(
            rf"@[\w.-]{{3,80}}[ \t]{{0,3}}[,;|/·•–-]?[ \t]{{0,3}}"
            rf"(?P<it>(?:\+[ ]?[1-9]|\(?0){_DIGITS % (6, 14)})(?!\w|[.,⁄]\d)"
        ),
        read_phone,
        need=re.compile("@"),
    ),
    Rule(
        "phone",
        re.compile(
            rf"(?<![\w.,+$-])(?P<it>(?:\+[ ]?[1-9]|\(?0){_DIGITS % (6, 14)})"
            r"[ \t]{0,3}[,;|/·•–-]?[ \t]{0,3}[\w.%+-]{1,64}@(?=\w)"
        ),
        read_phone,
        need=re.compile("@"),
    ),
)
