"""Which calculation a question asks for, and of what: rules over its wording.

“What was the percentage change in net sales between 2018 and 2019?” is growth of “net sales” in
2018 and 2019. Questions that no rule knows ask for no calculation here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.arithmetic import periods, ratios
from appliance.assistant.arithmetic.wishes import Wish
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from appliance.assistant.arithmetic.ratios import StandardRatio

Operation = Literal[
    "change", "growth", "difference", "sum", "average", "ratio", "share", "standard", "times"
]


class Request(NamedTuple):
    """A calculation that is asked for.

    `subjects` are what it is of, in the question's words: two where one figure is set against
    another. `years` are those named, in the question's order; `standard` is a ratio by name.
    `sure` is False where the wording also fits a figure that the file may state itself.
    `wish` is how the result should look. `lengths` are those of time that the question names, in
    months. `trend` if it is asked how a ratio moved over time.
    """

    operation: Operation
    subjects: tuple[str, ...]
    years: tuple[str, ...]
    standard: StandardRatio | None = None
    sure: bool = True
    wish: Wish = Wish()
    trend: bool = False
    lengths: frozenset[int] = frozenset()


_PERCENT = r"(?:percent(?:age)?|per cent|%|percentual|proportional|relative)"
_MOVE = (
    r"(?:change|increase|decrease|growth|decline|rise|drop|fall|reduction|improvement|movement"
    r"|variance|gain|loss)"
)
_MOVED = (
    r"(?:changed?|increased?|decreased?|gr[eo]wn?|declined?|r[io]sen?|drop(?:ped)?|f[ae]ll(?:en)?"
    r"|reduced?|improved?|moved?)"
)
_EITHER = rf"{_MOVE}\s?(?:/|or|and)?\s?(?:\(?{_MOVE}\)?)?"

_Rule = tuple[Operation, str, bool]
_RULES: tuple[_Rule, ...] = (
    # One figure as a part of another.
    ("share", rf"(?:what|which) {_PERCENT} of (?P<b>.+?) (?:is|was|are|were|does|did|do|comes? from"
     r"|came from|consist\w* of|represent\w*|relate\w* to|is made up of)\b(?P<a>.+)", True),
    ("share", rf"(?P<a>.+?),? (?:is |was |are |were )?(?:as|expressed as|represented as|stated as)"
     rf" (?:a |an |the )?(?:{_PERCENT}|proportion|share) (?:of|to|over) (?P<b>.+)", True),
    # The same figure at two times, in percent.
    ("growth", rf"{_PERCENT}\s*(?:of )?(?:point )?{_EITHER}(?: rate)?,? (?:in|of|for|to|from"
               rf"|between)? ?"
     r"(?P<a>.+)", True),
    ("growth", rf"{_EITHER} (?:in|of|for) (?P<a>.+?),? (?:in|as a|by|expressed (?:in|as)) (?:a"
               rf" )?{_PERCENT}",
     True),
    ("growth", rf"(?:by )?(?:what|how many|how much|which) {_PERCENT} (?:did|has|have|do|was|were)"
     rf" (?P<a>.+?) {_MOVED}", True),
    ("growth", rf"(?:growth|year[- ]over[- ]year|year[- ]on[- ]year|yoy|annual) (?:rate|{_MOVE})"
     r" (?:in|of|for) (?P<a>.+)", True),
    ("growth", r"(?P<a>.+?)(?:年)?(?:的)?(?:同比)?(?:增长率|增幅|增长了?百分之|变动率"
     r"|增长百分比|下降了?百分之)",
     True),
    # Shares and ratios in other words.
    ("share", rf"(?:{_PERCENT}|proportion|share|weight(?:age)?) (?:constitution |composition "
              rf"|share )?"
     r"(?:of|for|that) (?P<a>.+?) (?:among|in|out of|within|to|against|over|as part of|relative to)"
     r" (?P<b>(?:the )?(?:total|all|gross|net|overall|combined|company).+)", True),
    ("share", rf"(?:{_PERCENT}|proportion) of (?P<a>.+?) (?:over|against|to|out of|among)"
              rf" (?P<b>.+)",
     True),
    ("share", r"(?P<a>.+?)占(?P<b>.+?)的?(?:比例|百分比|比重|百分之|多少|份额)", True),
    # One figure for each of another.
    ("share", r"ratio \(in percent(?:age)?\) of (?P<a>.+?) to (?P<b>.+)", True),
    ("share", rf"{_PERCENT} (?:constitution|composition|contribution) of (?P<a>.+?) (?:in|to"
              rf"|among|of)"
     r" (?P<b>.+)", True),
    ("share", r"proportion of (?P<b>.+?) (?:is|was|are|were) made up of (?P<a>.+)", True),
    ("ratio", r"ratio (?:of|between|for) (?P<a>.+?) (?:to|and|over|against|in relation to)"
              r" (?P<b>.+)",
     True),
    ("ratio", r"(?P<a>.+?)(?:与|和|对|同)(?P<b>.+?)之?的?(?:比率|之比|比值)", True),
    ("times", r"how many times (?P<b>.*?)(?:was|is|were|are|did|does|higher|larger|bigger|greater)"
     r"(?P<a>.+)", False),
    # The same figure at two times, as an amount.
    ("change", rf"(?:what|how (?:much|big|large)|calculate|compute|determine|find"
               rf"|the).*?\b(?:{_EITHER})"
     r" (?:in|of|for|between) (?P<a>.+)", True),
    ("change", rf"(?:by )?how (?:much|many|far)(?: more| less| fewer)?(?: \w+)? (?:did|has|have|do)"
     rf" (?P<a>.+?) {_MOVED}", True),
    ("change", r"(?:by )?how (?:much|many) (?:did|has|have|do) (?P<a>.+?) change", True),
    ("change", r"(?P<a>.+?)(?:的)?(?:变化了?|变动了?|增加了|减少了|增减|增长了|下降了)"
     r"(?:多少|额|金额)?", True),
    # Two figures.
    ("difference", r"difference (?:between|of) (?P<a>.+?) (?:and|to|from|with) (?P<b>.+)", True),
    ("difference", r"difference in (?:the )?(?P<m>.+?) between (?P<a>.+?) and (?P<b>.+)", True),
    ("difference", r"difference (?:in|of|for) (?P<a>.+)", True),
    ("difference", r"how (?:much|many) (?:more|less|higher|lower|greater|larger|fewer"
                   r"|smaller)(?: \w+)? "
     r"(?:is|was|are|were|did|does|do|has|have)(?P<a>.+?) (?:than|compared (?:to|with))"
     r" (?P<b>.+)", True),
    ("difference", r"(?P<a>.+?)(?:与|和|比)(?P<b>.+?)(?:之间)?的?"
     r"(?:差额|相差|之差|差异|差距)", True),
    ("average", r"(?:average|mean) (?:of |value of |amount of |annual |yearly )?(?P<a>.+)", False),
    ("average", r"(?P<a>.*?)(?:的)?(?:平均值?|均值)(?P<m>.*)", False),
    ("sum", r"(?:sum|combined (?:total|amount|value)|aggregate|total sum|add(?:ing)?)(?: total|"
            r" amount"
     r"| value)? (?:of |for )?(?P<a>.+)", True),
    ("sum", r"\btotal (?:amount |value |cost |number )?(?:of |for )?(?P<a>.+)", False),
    ("sum", r"(?P<a>.+?)(?:的)?(?:合计|总和|之和|总额)", False),
)  # fmt: skip
_COMPILED = tuple((op, re.compile(text, re.IGNORECASE), sure) for op, text, sure in _RULES)
_JOIN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|\bplus\b|&|和|与|及|、|加)\s*", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:so,?\s+)?(?:(?:what|how much|which|how)\s+(?:is|was|are|were|would be|will be)?\s*"
    r"|calculate"
    r"|compute|determine|find|give|state|tell me)\s*(?:the\s+|for\s+)?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:the )?(?:company|group|firm|bank|borrower)['’]s?\b", re.IGNORECASE)
# Whoever says how a ratio is to be calculated does not mean the usual one.
_OWN_WAY = re.compile(
    r"\b(?:defined|calculated|computed|measured) (?:as|by|using|with)\b"
    r"|\b(?:numerator|denominator)\b"
    r"|\bassum(?:e|es|ing)\b|\b(?:excluding|including|adjusted|unadjusted|average|mean|pro forma"
    r"|constant currency)\b|定义为|计算方法|分子|分母|假设|剔除|调整后|平均",
    re.IGNORECASE,
)
_OVER_EACH_OTHER = re.compile(
    r"\b(?:using|with|taking)\s+(?P<a>.+?)\s+as\s+(?:the\s+|a\s+)?numerator\s*(?:,|and|,\s*and)\s+"
    r"(?P<b>.+?)\s+as\s+(?:the\s+|a\s+)?denominator\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:respectively|combined|together|in total|for (?:both|the two|all|these|those) years?"
    r"|(?:for|over|in|during|across) (?:the )?(?:both|two|three|all|given|past|last|entire|whole)?"
    r"\s?(?:\w+[- ])?(?:years?|periods?)|year[- ]over[- ]year|year[- ]on[- ]year|yoy"
    r"|\(?in (?:usd |us\$ |gbp |eur )?(?:thousands?|millions?|billions?|percent|dollars)\)?)\b",
    re.IGNORECASE,
)
# These ask for a reason or a meaning, whatever they name.
_OPEN = re.compile(
    r"\b(?:why|reasons?|caused?|driv(?:en|e|es|ers?)|drove|due to|because|led to|result(?:ed|s)? in"
    r"|resulted from|attribut\w+|explain\w*|contribut(?:ed|ing)|affected|offset|represent|mean"
    r"|refer"
    r"|defined?|definition|consists?|components?|considered|include[sd]?|impact\w*|primarily|how"
    r" (?:is|are|was|were|does|do))\b"
    r"|为什么|原因",
    re.IGNORECASE,
)
# Said of a share, "represent" and "contribute" ask for a figure.
_SUMS = re.compile(
    rf"\b(?:what|which) {_PERCENT} of\b|^(?!what (?:drove|caused)).*\bas a {_PERCENT} of\b",
    re.IGNORECASE,
)
# “Did sales grow?” and “was there any change in …?” are answered by how much.
_TREND = (
    rf"^(?:did|has|have|had|was|is|are|were|does|do) (?P<a>.+?) (?:{_MOVED}|impro\w+|worsen\w*"
    rf"|deteriorat\w+"
    r"|higher|lower|grow\w*)\b(?P<rest>.*)",
    r"^(?:did|has|have) (?:the |our )?[\w’'&. -]+? (?:grow|increase|reduce|improve|raise|lower"
    r"|cut|decrease)d?"
    r" (?:its|their|the|our) (?P<a>.+)",
    rf"^(?:was|is|were|has) there (?:been )?(?:any|an?) (?:\w+ )?{_MOVE} (?:in|of) (?P<a>.+)",
)
_TRENDS = tuple(re.compile(text, re.IGNORECASE) for text in reversed(_TREND))
_MOVED_BY = re.compile(rf"\bhow much\b|\b(?:what|the) .*\b{_MOVE}\b", re.IGNORECASE)
_IMPROVING = re.compile(
    r"\b(?:impro\w+|declin\w+|increas\w+|decreas\w+|grow\w*|grew|worsen\w*|chang\w+"
    r"|consisten\w+|fluctuat\w+|stable|steady|volatil\w+|historical\w*|over time|trend\w*)\b",
    re.I,
)
# "Total" or "average" may be part of the name of a row; then a figure is looked up.
_TWO = ("sum", "average")


def request(text: str) -> Request | None:
    """The calculation that a question asks for, or None."""
    plain = " ".join(normalise(text).split()).rstrip(" ?？.。")
    if _OPEN.search(plain) and not _SUMS.search(plain):
        return None
    years = periods.years(plain)
    given = _OVER_EACH_OTHER.search(plain)
    if given is not None:
        return _made("ratio", given, years, True)
    standard = ratios.named(plain)
    # A change of a standard ratio is told by both of its values.
    if standard is not None and not _of_another(plain, standard):
        trend = _IMPROVING.search(plain) is not None
        if len(years) == 1 and trend:
            years = (years[0], str(int(years[0]) - 1))
        moved = len(years) == 2 and _MOVED_BY.search(plain) is not None
        operation: Operation = "change" if moved else "standard"
        sure = len(years) > 1 or (trend and not years)
        return Request(operation, (), years, standard, sure=sure, trend=trend)
    for operation, pattern, sure in _COMPILED:
        match = pattern.search(plain)
        if match is None:
            continue
        made = _made(operation, match, years, sure)
        if made is not None:
            return made
    return _trend(plain, years)


def defines(text: str, standard: StandardRatio) -> bool:
    """Whether a question says itself how a standard ratio is to be calculated."""
    plain = normalise(text).replace(standard.name, " ")
    return _OWN_WAY.search(plain) is not None


def _trend(plain: str, years: tuple[str, ...]) -> Request | None:
    for pattern in _TRENDS:
        match = pattern.search(plain)
        if match is not None and years:
            asked = request(f"what is {match['a']}")
            if asked is not None and asked.operation == "share" and len(years) < 3:
                return asked._replace(sure=False)
            named = subject(match["a"])
            return Request("change", (named,), years, sure=False) if named else None
    return None


def _of_another(plain: str, standard: StandardRatio) -> bool:
    """“Change in working capital” may be a row of a cash flow statement."""
    return (
        standard.amount and re.search(rf"\b{_MOVE}\b|\baverage\b|\bsum\b", plain, re.I) is not None
    )


def _made(
    operation: Operation, match: re.Match[str], years: tuple[str, ...], sure: bool
) -> Request | None:
    groups = match.groupdict()
    parts = [subject(groups[name] or "") for name in ("a", "b") if name in groups]
    middle = subject(groups.get("m") or "")
    if operation == "difference" and len(years) > 1 and not all(parts):
        return Request("change", (middle or next((p for p in parts if p), ""),), years)
    if operation in ("difference", "ratio") and len(parts) == 1 and len(years) > 1:
        return Request("change", (parts[0],), years)
    if operation in ("ratio", "share", "difference", "times") and len(parts) == 2:
        return _two(operation, parts, middle, years)
    if operation == "difference":
        return None
    if operation in _TWO:
        named = " ".join(part for part in (*parts, middle) if part)
        several = _joined(named) if len(years) < 2 else (named,)
        if operation == "sum" and len(several) < 2 and len(years) < 2:
            return None
        return Request(operation, several, years, sure=sure and bool(named))
    if not parts or not parts[0]:
        return None
    return Request(operation, (parts[0],), years, sure=sure)


def _two(
    operation: Operation, parts: list[str], middle: str, years: tuple[str, ...]
) -> Request | None:
    first, second = parts
    if not first and not second:
        return None
    if not second or not first:
        # "Ratio of costs in 2019 to 2018": one thing at two times.
        if len(years) < 2:
            return None
        kind: Operation = "change" if operation == "difference" else "ratio"
        return Request(kind, (first or second,), years)
    if middle:
        first, second = f"{middle} {first}", f"{middle} {second}"
    return Request(operation, (first, second), years)


def _joined(text: str) -> tuple[str, ...]:
    parts = [part for part in (one.strip() for one in _JOIN.split(text)) if part]
    return tuple(parts) if len(parts) > 1 else (text,)


def subject(text: str) -> str:
    """What a calculation is of, without times, without what only asks."""
    plain = _TAIL.sub(" ", periods.without(text))
    plain = _ASKS.sub(" ", plain.strip())
    plain = _POSSESSIVE.sub(" ", plain)
    plain = re.sub(
        r"^\s*(?:the|its|their|our|of|in|for|value of|amount of|between|to)\b", " ", plain
    )
    plain = re.sub(r"\b(?:from|between|in|to|and|of|for|as|at|by|or|over)\s*$", " ", plain.strip())
    return " ".join(plain.split()).strip(" ,;:?？'\"’")
