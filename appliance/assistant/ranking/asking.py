"""What a question for the greatest or least of several asks: of which things, by which figure.

“Which segment had the highest revenue in 2022?” is the most of “segment” by “revenue” in 2022.
“In which year …” is no such question: years are compared elsewhere (`arithmetic.conditions`).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from appliance.assistant.arithmetic import operations, periods
from appliance.assistant.arithmetic.ratios import spelled_out
from appliance.documents.normal import normalise

Side = Literal["most", "least"]


class Ranking(NamedTuple):
    """What is compared; `group` are the words for what the things are, `measure` for their figure.

    `members` are the things, if the question names them itself. An empty measure means the amount
    that a table of such things gives. `by_change` if what is compared is how each moved over a
    year. `whole` if the measure is a whole that the things are parts of. `place` counts from 1.
    `months` and `quarters` are the length and the parts of a year that are named.
    """

    group: str
    members: tuple[str, ...]
    measure: str
    side: Side
    years: tuple[str, ...]
    by_change: bool = False
    whole: bool = False
    place: int = 1
    months: int | None = None
    quarters: frozenset[str] = frozenset()


_MORE = r"largest|biggest|greatest|highest|most|best|strongest|fastest(?:[- ]growing)?"
_LESS = r"smallest|lowest|least|fewest|worst|weakest|slowest(?:[- ]growing)?"
_PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3}
_SUP = rf"(?:(?P<nth>second|third|2nd|3rd)[- ]?)?\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b"
_RANK = re.compile(_SUP, re.IGNORECASE)
_VERB = (
    r"(?:is|was|are|were|has|have|had|did|does|do|will|brought|brings|performed|contributed"
    r"|contributes|generated|generates|made|makes|earned|experienced|showed|shows|recorded|reported"
    r"|produced|accounts?|accounted|represents?|represented|grew|saw|lost|received|used|incurred)"
)
_GROUP = r"(?P<group>(?:[\w’'&/-]+ ){0,4}?[\w’'&/-]+)"
_FORMS = (
    # Among A, B and C, which brought in the most cash?
    rf"^(?:among|amongst|of|between|out of) (?P<members>.+?),? (?:which|what)(?: one)? {_VERB}\b"
    r"(?P<rest>.*)$",
    # In which segment were the charges the largest?  Which segment had the highest revenue?
    rf"^(?:(?:in|for|from|to|of|at|by) )?(?:which|what)(?: of the)? (?!is |was |are |were |the )"
    rf"{_GROUP} (?={_VERB}\b)(?P<rest>.*)$",
    # What is the component that contributed the most to total revenue?
    rf"^(?:what|which) (?:is|was|are|were) the {_GROUP} (?:that|which|with|whose|where)\b"
    r"(?P<rest>.*)$",
)
_FORM = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
# What was the largest liability in the balance sheet?
_DIRECT = re.compile(
    r"^(?:what|which) (?:is|was|are|were) (?:the |its |their )?"
    rf"(?:(?:[\w&.-]+ ){{0,2}}[\w&.-]+['’]s? )?{_SUP} {_GROUP}"
    r"(?= (?:in|of|for|by|at|as|during|from|to|within|on|under|among|reported|shown)\b|$)"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
# “Which segment's revenue …”: a class in small letters has the measure.
_OWNED = re.compile(r"(?!of )(?P<group>[a-z][\w -]*?)['’]s? (?P<measure>[\w &-]+)")
_TIMES = re.compile(
    r"\b(?:years?|quarters?|months?|periods?|dates?|days?|weeks?|time|page|section)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:(?:in|for|during|at|as of)\b[^,]{0,60}\b(?:19|20)\d\d\b[^,]*, ?)", re.I)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_PERFORMED = re.compile(r"\bperform(?:ed|ance|ing)?\b", re.IGNORECASE)
_GROWTH = re.compile(
    r"\b(?:grew|grow(?:th|ing)?|increas\w+|improve\w*|declin\w+|decreas\w+|fell|drop\w*|shr[aiu]nk)\b"
    r"|增长|增幅|下降|降幅",
    re.IGNORECASE,
)
_FALL = re.compile(r"\b(?:declin\w+|decreas\w+|fell|drop\w*|shr[aiu]nk)\b|下降|降幅", re.IGNORECASE)
# A part of a whole: “contributed the most to total revenue”.
_OF_WHOLE = re.compile(
    r"\b(?:contribut\w+|made up|makes? up|account\w* for|represent\w*|compris\w+|component)\b", re.I
)
_NOISE = re.compile(
    r"\b(?:brought in|brings in|perform(?:ed|ance|ing)?|contribut(?:ed|es|ions?)|generated?"
    r"|made up|makes? up|experienced|showed?|recorded|reported|produced|earned|account(?:s|ed)? for"
    r"|accounts?|represent(?:s|ed)?|grew|grow(?:th|ing)?|increas\w+|improve\w*|declin\w+|decreas\w+|fell"
    r"|drop\w*|saw|lost|received|incurred|in terms of|measured by|based on|by|is|was|are|were|has"
    r"|have|had|did|does|do|will|made|the|a|an|its|their|of all|in the table|according to the table"
    r"|company|group|overall|respectively)\b",
    re.IGNORECASE,
)
_TOP_LINE = re.compile(r"\btop[- ]?line\b", re.IGNORECASE)
_BOTTOM_LINE = re.compile(r"\bbottom[- ]?line\b", re.IGNORECASE)
_NOT_ADJECTIVE = re.compile(
    r"^\s*(?:\w+(?:ive|ful|able|ible|ous|ent|ant|recent|likely)\b|recent\b|likely\b)", re.IGNORECASE
)
# Whose figures they are names no column.
_FOR_WHOM = re.compile(r"\b(?:[Ff]or|of|by) [A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*)*$")
_WHEN = re.compile(r"\b(?:during|in|for|of|at)?\s*\bq[1-4]\b(?: of)?", re.IGNORECASE)
_ZH_GROUP = (
    r"(?P<group>(?:业务|经营|报告|地理)?分部|地区|区域|国家|产品(?:类别)?|业务(?:板块)?|板块|负债|资产|费用"
    r"|成本|行业|客户|币种|货币|部门|类别|项目|活动)"
)
_ZH_NOISE = re.compile(r"^年(?:度|末|底)?|[的，,、在中]|增长率?|增幅|下降|降幅|贡献")
_ZH_RANK = r"最(?:(?P<more>[高大多好])|(?P<less>[低小少差]))"
_ZH = tuple(
    re.compile(form)
    for form in (
        rf"哪(?:个|项|种|家|一个|一项|些|类)?{_ZH_GROUP}的?(?P<rest>[^最]*){_ZH_RANK}",
        rf"(?P<rest>[^最，,]*?){_ZH_RANK}的{_ZH_GROUP}(?:是|为)?(?:什么|哪)",
    )
)


def ranking(text: str) -> Ranking | None:
    """The ranking that the first sentence of a question asks for, or None."""
    found = _found(" ".join(normalise(text).split()).rstrip(" ?？.。"))
    if found is None:
        return None
    return found._replace(months=periods.months(text), quarters=periods.quarters(text))


def _found(plain: str) -> Ranking | None:
    years = periods.years(plain)
    chinese = _chinese(plain, years)
    if chinese is not None:
        return chinese
    plain = _LEAD.sub("", _opened(plain))
    direct = _DIRECT.search(plain)
    if direct is not None:
        return _direct(direct, years)
    for form in _FORM:
        match = form.search(plain)
        if match is None:
            continue
        rank = _RANK.search(match["rest"])
        if rank is None or _NOT_ADJECTIVE.search(match["rest"][rank.end() :]):
            continue
        groups = match.groupdict()
        group, rest = groups.get("group") or "", match["rest"]
        owned = _OWNED.fullmatch(group)
        if owned is not None:
            group, rest = owned["group"], f"{rest} {owned['measure']}"
        return _made(group, _listed(groups.get("members") or ""), rest, rank, years)
    return None


def _opened(plain: str) -> str:
    """Brackets that say how to compare are read, others left out."""
    kept = re.sub(r"\(((?:by|in terms of) [^()]*)\)", r" \1 ", plain)
    return " ".join(_PARENTHESIS.sub(" ", kept).split())


def _direct(match: re.Match[str], years: tuple[str, ...]) -> Ranking | None:
    group = match["group"]
    if (match["more"] or match["less"] or "").lower() in ("most", "least"):
        return None  # “the most expensive currency” ranks by an adjective
    rest = periods.without(match["rest"])
    by = re.search(r"\b(?:by|in terms of|measured by)\b(?P<measure>.*)", rest, re.IGNORECASE)
    return _made(group, (), by["measure"] if by else "", match, years)


def _made(
    group: str, members: tuple[str, ...], rest: str, rank: re.Match[str], years: tuple[str, ...]
) -> Ranking | None:
    if _TIMES.search(group) or (not group and len(members) < 2):
        return None
    word = (rank["more"] or rank["less"]).lower()
    growing = _GROWTH.search(f"{rest} {word}") is not None
    performed = _PERFORMED.search(rest) is not None
    if word in ("best", "worst", "strongest", "weakest") and not (performed or growing):
        return None  # best at what is not said
    side: Side = "most" if rank["more"] else "least"
    if growing and _FALL.search(rest):
        side = "least" if side == "most" else "most"
    return Ranking(
        _group(group), members, _measure(rest), side, years,
        by_change=performed or growing,
        whole=_OF_WHOLE.search(f"{rest} {group}") is not None,
        place=_PLACES.get((rank["nth"] or "").lower(), 1),
    )  # fmt: skip


def _group(text: str) -> str:
    """The words for the things, without whose they are."""
    words = re.sub(r"^.*?\w['’]s?\s+", "", text).split()
    plain = [word for word in words if not word[:1].isupper()]
    return " ".join(plain or words)


def _measure(rest: str) -> str:
    plain = _TOP_LINE.sub(" revenue ", rest)
    plain = _BOTTOM_LINE.sub(" net income ", plain)
    plain = _FOR_WHOM.sub("", _WHEN.sub(" ", periods.without(plain)).strip())
    plain = _RANK.sub(" ", plain)
    plain = re.sub(r"^\s*(?:to|in|of|for|on|from)\b", " ", _NOISE.sub(" ", plain).strip())
    return operations.subject(spelled_out(plain))


def _listed(text: str) -> tuple[str, ...]:
    """“operations, investing and financing activities” with what the last name shares."""
    parts = [p.strip() for p in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+or\s+", text) if p.strip()]
    if len(parts) < 2:
        return ()
    last = parts[-1].split()
    if len(last) == 2 and all(len(part.split()) == 1 for part in parts[:-1]):
        parts = [*(f"{part} {last[-1]}" for part in parts[:-1]), parts[-1]]
    return tuple(parts)


def _chinese(plain: str, years: tuple[str, ...]) -> Ranking | None:
    for form in _ZH:
        match = form.search(plain)
        if match is not None:
            rest = periods.without(match["rest"])
            measure = re.sub(
                r"^年(?:度|末|底)?|[的，,、在中]|增长率?|增幅|下降|降幅|贡献", " ", rest
            )
            growing = _GROWTH.search(rest) is not None
            side: Side = "most" if match["more"] else "least"
            if growing and _FALL.search(rest):
                side = "least" if side == "most" else "most"
            named = " ".join(measure.split())
            return Ranking(match["group"], (), named, side, years, by_change=growing)
    return None
