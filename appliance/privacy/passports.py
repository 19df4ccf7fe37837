"""Passports: the two lines for machines, and numbers that a label names."""

from __future__ import annotations

import re

from appliance.privacy.misread import close, digits
from appliance.privacy.rules import Reading, Rule

_WEIGHTS = (7, 3, 1)
_SECOND = re.compile(
    r"(?P<number>[A-Z0-9<]{9})(?P<c1>[0-9OIS])(?P<state>[A-Z<]{3})(?P<born>[0-9OIS]{6})(?P<c2>[0-9OIS])"
    r"[MFX<](?P<until>[0-9OIS]{6})(?P<c3>[0-9OIS])[A-Z0-9<]{16}"
)


def _check(text: str) -> int:
    """The check digit of ICAO 9303."""
    total = 0
    for place, character in enumerate(text):
        worth = 0 if character == "<" else int(character, 36)
        total += worth * _WEIGHTS[place % 3]
    return total % 10


def read_lines(text: str) -> Reading | None:
    """Both lines of the machine-readable zone; the second carries three check digits."""
    second = text.replace(" ", "").split("\n")[-1].strip()
    parts = _SECOND.fullmatch(second)
    if parts is None:
        return None
    number = parts["number"]
    fields = ((number, "c1"), (digits(parts["born"]), "c2"), (digits(parts["until"]), "c3"))
    valid = all(_check(field) == int(digits(parts[name])) for field, name in fields)
    return Reading(parts["state"].strip("<") + number.strip("<"), valid=valid)


def read_number(text: str) -> Reading | None:
    """What a label says is a passport; letters and digits of which some are digits."""
    value = close(text).upper()
    enough = 6 <= len(value) <= 9 and sum(character.isdigit() for character in value) >= 5
    return Reading(value, valid=None) if enough else None


RULES = (
    Rule(
        "passport",
        re.compile(r"P[A-Z<][A-Z<]{3}[A-Z< ]{30,60}[ \t]*\r?\n[ \t]*[A-Z0-9< ]{44,60}"),
        read_lines,
        need=re.compile("<<"),
    ),
    Rule(
        "passport",
        re.compile(
            r"(?:passport|护照|reisepass|passeport|pasaporte|passaporto|paspoort)"
            r"(?:[ -]?(?:no|nr|number|nummer|num[ée]ro|número|n°|#|号码?))?\.?\s{0,2}[:#：]?\s{0,3}"
            r"(?P<it>[A-Z]{0,3}[ ]?[0-9][0-9A-Z ]{4,10}[0-9])(?!\w)",
            re.IGNORECASE,
        ),
        read_number,
        need=re.compile("pas[sa]|护照|paspoort", re.IGNORECASE),
    ),
)
