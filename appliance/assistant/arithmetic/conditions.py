"""Years that meet a condition: “in which year was X higher?”, “how many years did X exceed 5?”."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.arithmetic import operations, periods
from appliance.assistant.values import values
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.arithmetic.figures import Figure

Side = Literal["most", "least", "above", "below"]
_MORE = (
    r"higher|highest|larger|largest|greater|greatest|bigger|biggest|most|more|exceed\w*|above|over"
    r"|at least|peak|best"
)
_LESS = r"lower|lowest|smaller|smallest|less|least|fewer|fewest|below|under|at most|worst"
_WHICH = re.compile(
    r"\b(?:in |for |between .{4,40}, )?(?:which|what) (?:of the |fiscal |financial )?(?:years?"
    r"|periods?)\b"
    r"|哪一?年",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\bhow many (?:of the |fiscal |financial )?(?:years?|periods?)\b|有几年|多少年", re.IGNORECASE
)
_SIDES = re.compile(rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b|(?P<zh_more>最高|超过|大于|高于)"
                    r"|(?P<zh_less>最低|低于|小于|少于)", re.IGNORECASE)  # fmt: skip
_BOUND = re.compile(
    r"[$£€¥]?\s?-?\d[\d,.]*\s?(?:thousands?|millions?|billions?|%|per ?cent)?", re.I
)
_NOISE = re.compile(
    r"\b(?:did|was|were|is|are|does|do|had|has|have|the|amount of|value of|ending|than|among"
    r"|between)\b"
    r"|在|是",
    re.IGNORECASE,
)


class Condition(NamedTuple):
    """What is asked of each year's figure; `bound` is in single units, None for most and least.

    `scaled` if the question gave its scale (“5 million”). `counts` if only the number of years is
    asked for.
    """

    subject: str
    side: Side
    bound: Decimal | None
    counts: bool
    percent: bool
    scaled: bool
    years: tuple[str, ...]


def condition(text: str) -> Condition | None:
    """The condition that a question asks for, or None."""
    plain = " ".join(normalise(text).split()).rstrip(" ?？.。")
    which = _WHICH.search(plain)
    many = _MANY.search(plain)
    lead = which or many
    side = _SIDES.search(plain, lead.end()) if lead is not None else None
    if side is None or lead is None:
        return None
    more = bool(side["more"] or side["zh_more"])
    asked = plain[: side.start()] + " " + plain[side.end() :]
    bound, percent, scaled, rest = _bound(plain[side.end() :])
    if bound is not None:
        asked = plain[: side.start()] + " " + rest
    elif many is not None:
        return None
    named = operations.subject(_NOISE.sub(" ", asked.replace(lead[0], " ")))
    if not named:
        return None
    kind: Side = (
        ("above" if more else "below") if bound is not None else "most" if more else "least"
    )
    years = periods.years(plain)
    return Condition(named, kind, bound, many is not None, percent, scaled, years)


def _bound(text: str) -> tuple[Decimal | None, bool, bool, str]:
    """The figure that stands behind “exceeds”, what it is, and the text without it."""
    match = _BOUND.search(text)
    if match is None or re.fullmatch(r"\s*(?:19|20)\d\d\s*", match[0]):
        return None, False, False, text
    plain = re.sub(r"(thousand|million|billion)s", r"\1", match[0])
    found = [v for v in values(plain) if v.kind in ("amount", "number", "percent")]
    if not found:
        return None, False, False, text
    number = Decimal(next(iter(found[0].keys)))
    scaled = re.search(r"thousand|million|billion", match[0], re.IGNORECASE) is not None
    rest = text[: match.start()] + " " + text[match.end() :]
    return number, found[0].kind == "percent", scaled, rest


def meeting(asked: Condition, figures: Sequence[Figure]) -> list[Figure]:
    """Those figures that meet the condition, in their order."""
    sized = [(figure.value * figure.scale, figure) for figure in figures]
    if asked.bound is None:
        pick = max if asked.side == "most" else min
        best = pick(value for value, _ in sized)
        return [figure for value, figure in sized if value == best]
    limit = asked.bound
    # “Exceeds 35,000” in a table of millions means millions.
    plain = all(abs(v) > 100 * limit for v, f in sized if v and f.scale > 1) and not asked.percent
    sized = [(figure.value if plain else value, figure) for value, figure in sized]
    return [f for value, f in sized if (value > limit if asked.side == "above" else value < limit)]
