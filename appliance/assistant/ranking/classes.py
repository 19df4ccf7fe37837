"""Of what class the rows or columns of a table are: segments, regions, liabilities, currencies.

A class is known by its own name or a usual other one over the rows, by the total that closes them,
or, of places and currencies, by the names themselves.
"""

from __future__ import annotations

import re

from appliance.assistant.wording import terms

# Names that reports use for the same division of a business.
_ALIKE: tuple[tuple[str, ...], ...] = (
    ("segment", "division", "business unit", "reportable segment", "分部", "业务分部", "板块"),
    ("region", "geography", "geographic area", "geographical area", "area", "country", "market",
     "location", "地区", "区域", "国家"),
    ("product", "product category", "product line", "category", "merchandise", "revenue category",
     "product group", "产品", "产品类别", "类别"),
    ("customer", "client", "客户"),
    ("liability", "负债"),
    ("asset", "资产"),
    ("expense", "cost", "费用", "成本"),
    ("currency", "币种", "货币"),
    ("obligation", "commitment"),
    ("department", "group", "unit", "部门"),
    ("industry", "sector", "行业"),
    ("activity", "活动"),
    ("debt", "borrowing", "loan"),
)  # fmt: skip
# Words that only say that something is a part; the measure alone names the table.
_ANY = frozenset(terms("component item part element kind type category source line class factor "
                       "contributor 项目 类别 科目"))  # fmt: skip
_PLACES = re.compile(
    r"\b(?:africa|americas?|asia|europe|emea|apac|eurozone|latin america|caribbean|middle east"
    r"|pacific|scandinavia|nordics?|benelux|dach|north|south|east|west|northern|southern|eastern"
    r"|western|regional|domestic|international|overseas|foreign|rest of (?:the )?world|home market"
    r"|united states|u\.?s\.?a?|united kingdom|u\.?k|canada|mexico|brazil|argentina|chile|colombia"
    r"|peru|china|hong kong|macau|taiwan|japan|korea|india|singapore|malaysia|indonesia|thailand"
    r"|vietnam|philippines|australia|new zealand|france|germany|italy|spain|portugal|netherlands"
    r"|belgium|luxembourg|switzerland|austria|ireland|scotland|wales|england|denmark|sweden|norway"
    r"|finland|iceland|poland|czech(?:ia| republic)|hungary|romania|bulgaria|greece|turkey|russia"
    r"|ukraine|israel|saudi arabia|egypt|nigeria|kenya|south africa|morocco|california"
    r"|florida|texas|nevada|michigan|mississippi"
    r"|maryland|massachusetts|ohio|illinois|pennsylvania|virginia|georgia|washington|new jersey"
    r"|new york|los angeles|las vegas|chicago|detroit|boston|houston|miami|london|paris|berlin"
    r"|frankfurt|zurich|milan|madrid|amsterdam|dublin|tokyo|shanghai|beijing|shenzhen|sydney"
    r"|melbourne|toronto|dubai)\b"
    r"|[东南西北中]部|华[东南西北中]|东北|境内|境外|海外|国内|国外|亚太|欧洲|美洲|亚洲|非洲|港澳台|中国|美国|香港",
    re.IGNORECASE,
)
_CURRENCIES = re.compile(
    r"\b(?:usd|eur|gbp|cny|rmb|jpy|chf|cad|aud|hkd|sgd|inr|krw|brl|mxn|sek|nok|dkk|pln|czk|zar"
    r"|dollars?|euros?|sterling|pounds?|yen|yuan|renminbi|franc|krona|krone|rupees?|won|real|rand"
    r"|peso|zloty|ringgit|baht|shekel)\b|美元|欧元|英镑|日元|港元|港币|人民币|瑞士法郎",
    re.IGNORECASE,
)
# No members: what is left over between members and total.
_NO_MEMBER = re.compile(
    r"\b(?:sub-?totals?|totals?|eliminations?|inter-?segment|unallocated|reconcil\w*|adjustments?"
    r"|consolidated|combined|gross|net (?:revenues?|sales|income|profit|assets|cash)|sum|average"
    r"|as reported|all (?:segments|regions|products))\b"
    r"|合计|总计|小计|总额|抵销|抵消|未分配|合并",
    re.IGNORECASE,
)
_TOTALS = frozenset(terms("total totals sum overall 合计 总计 总额"))
# A remainder is a member, but it says which it is not: whoever asks wants another answer.
_REST = re.compile(
    r"^\s*(?:all )?others?\b|\brest of\b|\b(?:and|&) others?\b"
    r"|^\s*corporate(?:$|\W*\d|,? (?:and|&))"
    r"|^其他|^其它",
    re.IGNORECASE,
)


def is_total(label: str) -> bool:
    """Whether a label names a total, a subtotal or a reconciling line, by its words."""
    return not terms(label) or _NO_MEMBER.search(label) is not None


def is_rest(label: str) -> bool:
    """Whether a label names what is left over: “Other”, “Corporate and other”."""
    return _REST.search(label) is not None


def any_part(group: str) -> bool:
    """Whether the words for the things say no more than that they are parts of something."""
    wanted = terms(group)
    return bool(wanted) and set(wanted) <= _ANY


def names(group: str) -> list[frozenset[str]]:
    """Sets of words each of which, standing over rows, says that they are of the class."""
    wanted = terms(group)
    if not wanted:
        return []
    found = [frozenset(wanted), frozenset(wanted[-1:])]
    for alike in _ALIKE:
        own = [frozenset(terms(name)) for name in alike]
        if any(one <= set(wanted) for one in own if one):
            found += own
    return list(dict.fromkeys(found))


def called(group: str, text: str) -> float:
    """How well words over rows name the class, from 0 to 1."""
    there = set(terms(text))
    best = 0.0
    for n, name in enumerate(names(group)):
        if name and name <= there:
            best = max(best, 1.0 if n < 2 else 0.85)
    return best


def called_so(group: str, labels: list[str], text: str) -> bool:
    """Whether a text calls one of the labels by the class: “the Retail segment”, “零售分部”."""
    words = [re.escape(name) for name in _own_names(group)]
    if not words:
        return False
    either = "|".join(words)
    plain = " ".join(text.split())
    for label in labels:
        own = re.escape(" ".join(label.split()).strip(" .*:"))
        if re.search(rf"(?<!\w){own}(?: \w+){{0,1}}? ?(?:{either})", plain, re.IGNORECASE):
            return True
    return False


def _own_names(group: str) -> list[str]:
    wanted = set(terms(group))
    found = [group.split()[-1]] if group.split() else []
    for alike in _ALIKE:
        if any(set(terms(name)) and set(terms(name)) <= wanted for name in alike):
            found += alike
    return list(dict.fromkeys(found))


def totals(group: str, label: str) -> float:
    """Whether a line is the total of the class and of nothing beside it: “Total liabilities”."""
    own = set(terms(label)) - _TOTALS
    wanted = (frozenset(terms(group)), *names(group))
    return float(bool(own) and any(name - _TOTALS == own for name in wanted))


def totals_of(wanted: set[str], label: str) -> bool:
    """Whether a line is the total of just these words."""
    own = set(terms(label)) - _TOTALS
    return bool(own) and own == wanted - _TOTALS


def named_so(group: str, labels: list[str]) -> list[bool] | None:
    """Which labels are names of the class themselves; None but for places and currencies."""
    wanted = set(terms(group))
    of = {alike[0]: {t for name in alike for t in terms(name)} for alike in _ALIKE}
    if wanted & of["currency"]:
        pattern = _CURRENCIES
    elif wanted & of["region"]:
        pattern = _PLACES
    else:
        return None
    return [pattern.search(label) is not None and not is_rest(label) for label in labels]
