"""How a question wants a result to look: “rounded to one decimal place”, “in USD millions”.

A wish may stand in any sentence of a question; it changes no figure, only how the result looks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.documents.normal import normalise

USUAL_PLACES = 2
_MOST_PLACES = 6
_NUMBERS = {"zero": 0, "no": 0, "one": 1, "a": 1, "single": 1, "two": 2, "three": 3, "four": 4,
            "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}  # fmt: skip
_DECIMALS = re.compile(
    r"\b(zero|no|one|single|two|three|four|\d)[ -]?(?:decimals?|digits? after|d\.?p\.?)\b"
    r"|保留([一二两三四\d])位小数",
    re.IGNORECASE,
)
_NEAREST = re.compile(
    r"\bnearest (whole|integer|unit|per ?cent|percent|tenth|hundredth|thousandth)\b"
    r"|\b(whole) (?:number|per ?cent)|取(整)数?",
    re.IGNORECASE,
)
_PLACES = {"tenth": 1, "hundredth": 2, "thousandth": 3}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
           "千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}  # fmt: skip
_IN_SCALE = re.compile(
    r"\b(?:in|as|to the nearest) (?:(?:us ?)?dollars?|usd|us\$|eur|gbp|euros?|pounds?|[$£€])?"
    r" ?(thousand|million|billion)s?\b(?! of)"
    r"|以(千|百万|万|亿)元?(?:为单位|计|表示)",
    re.IGNORECASE,
)


class Wish(NamedTuple):
    """Decimal places of the result, and the scale it is given in; None keeps the table's."""

    places: int = USUAL_PLACES
    scale: int | None = None


def wish(text: str) -> Wish:
    """What a whole question wants."""
    plain = " ".join(normalise(text).split())
    return Wish(_places(plain), _scale(plain))


def _places(plain: str) -> int:
    decimals = _DECIMALS.search(plain)
    if decimals is not None:
        said = (decimals[1] or decimals[2]).lower()
        return min(_MOST_PLACES, int(said) if said.isdecimal() else _NUMBERS[said])
    nearest = _NEAREST.search(plain)
    if nearest is not None:
        return _PLACES.get((nearest[1] or "").lower(), 0)
    return USUAL_PLACES


def _scale(plain: str) -> int | None:
    found = {_SCALES[(m[1] or m[2]).lower()] for m in _IN_SCALE.finditer(plain)}
    return found.pop() if len(found) == 1 else None
