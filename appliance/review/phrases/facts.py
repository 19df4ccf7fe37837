"""Facts in phrases: which texts they match, and how they are said in Chinese.

Counts and pages are matched as figures, so that a sentence is never taken for another one. What a
case hides is a token such as [BIRTH-DATE-1] in its place, so days are matched as any short text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.privacy.kinds import KINDS
from appliance.review.papers.wordings import ALL as TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[str], str]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_BY_TITLE = {one.title: one.title_zh for one in TYPES}
_BY_NAME = {one.name: one.title_zh for one in TYPES}
_RULES = {
    "below-threshold": "略低于报告门槛",
    "round-sums": "整数金额",
    "in-and-out": "快进快出",
    "cash-share": "现金占比",
}
_VERDICTS = {
    "met": "满足",
    "not met": "不满足",
    "contradicted": "相矛盾",
    "not found": "未找到",
    "needs a person": "须由人判断",
}
_PARTS = {
    "schedule": "附表",
    "annex": "附件",
    "annexure": "附件",
    "appendix": "附录",
    "exhibit": "附证",
    "attachment": "附件",
}
_WHO = re.compile(r"” \((?P<why>[^()]*)\)(?P<next>; |$)")
_MORE = re.compile(r" and (\d+) more$")
# Kinds of numbers as people call them.
IDENTIFIERS = {
    "iban": "银行账户 (IBAN)",
    "card": "支付卡",
    "bic": "银行 (BIC)",
    "lei": "法人机构 (LEI)",
    "us-aba": "银行（美国路由号码）",
    "account": "银行账户",
    "cn-resident": "中国居民身份证号",
    "cn-company": "统一社会信用代码",
    "us-ssn": "美国社会保障号",
    "us-itin": "美国个人纳税人号",
    "us-ein": "美国雇主号",
    "gb-nino": "英国国民保险号",
    "gb-nhs": "英国国民健康服务号",
    "gb-utr": "英国纳税人参考号",
    "gb-company": "英国公司编号",
    "vat": "增值税号",
    "national-id": "国民或税务识别号",
    "company-id": "公司登记号",
    "passport": "护照",
    "email": "电子邮箱",
    "phone": "电话号码",
    "birth-date": "出生日期",
    "person": "姓名",
    "address": "邮寄地址",
}
_KINDS = {KINDS[name].title: chinese for name, chinese in IDENTIFIERS.items()}


class Fact(NamedTuple):
    """A fact: a pattern of its English text, and how that is said; `say` is `chinese.chinese`."""

    pattern: str
    said: Callable[[str, Say], str]


def _same(text: str, _say: Say) -> str:
    return text


def _clause(text: str, say: Say) -> str:
    return say(text)


def _lowered(text: str, say: Say) -> str:
    """A sentence that stands inside another one begins small."""
    return say(text[:1].upper() + text[1:])


def _ended(text: str, say: Say) -> str:
    """A sentence that has lost its full stop to the one that it stands in."""
    return say(f"{text}.")


def _words(text: str, _say: Say) -> str:
    return text.replace("”, “", "”、“")


def day(text: str) -> str:
    """A day as English sentences have it, 2 March 2026, in Chinese; another text as it is."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    return f"{found[3]}年{MONTHS.index(found[2]) + 1}月{found[1]}日"


def _days(text: str, _say: Say) -> str:
    return "、".join(map(day, text.split(", ")))


def _values(text: str, _say: Say) -> str:
    return " / ".join(map(day, text.split(" / ")))


def _pages(text: str, _say: Say) -> str:
    text = _MORE.sub(lambda one: f"（及另外 {one[1]} 页）", text)
    return text.replace(" to ", " 至 ").replace(" and ", "、").replace(", ", "、")


def _types(text: str, _say: Say) -> str:
    """Titles of types, joined by “or”; a title may hold that word itself."""
    parts, found = text.split(" or "), list[str]()
    while parts:
        length = next(
            (n for n in range(len(parts), 0, -1) if " or ".join(parts[:n]) in _BY_TITLE), 0
        )
        if not length:
            return text
        found.append(_BY_TITLE[" or ".join(parts[:length])])
        parts = parts[length:]
    return "或".join(found)


def _who(text: str, say: Say) -> str:
    """Places to sign: “words around it” (why), one after another, and how many more."""
    named, _, more = text.partition("; and ")
    rest = more.removesuffix(" more")
    if rest.isdecimal():
        return f"{_who(named, say)}；另有 {rest} 处"
    return _WHO.sub(lambda one: f"”（{say(one['why'])}）{'；' if one['next'] else ''}", text)


def _part(text: str, _say: Say) -> str:
    kind, _, number = text.partition(" ")
    return f"{_PARTS[kind.lower()]} {number}" if kind.lower() in _PARTS else text


_ANY = r".{1,600}?"
_COUNT = r"[\d,]+"
_AMOUNT = r"[\d,.]+"
_SPAN = r"1 day|[\d,]+ days"
_PAGE_LIST = r"\d+ to \d+|\d+(?:, \d+)*(?: and \d+(?: more)?)?"
_DAY_TEXT = r"\d{1,2} [A-Z][a-z]+ \d{4}|\[[A-Z-]+-\d+\]"
_TITLES = "|".join(map(re.escape, _KINDS))

FACTS: dict[str, Fact] = {
    **dict.fromkeys(
        ("count", "total", "page", "before", "after", "wanted", "most", "lost", "percent",
         "changed"),
        Fact(_COUNT, _same),
    ),
    **dict.fromkeys(("amount", "low", "high", "gone", "whole"), Fact(_AMOUNT, _same)),
    **dict.fromkeys(("day", "first", "last"), Fact(_DAY_TEXT, lambda text, _: day(text))),
    **dict.fromkeys(("age", "allowed"), Fact(_SPAN, _clause)),
    **dict.fromkeys(
        ("name", "names", "title", "label", "limit_s", "digest", "was", "now"),
        Fact(_ANY, _same),
    ),
    **dict.fromkeys(
        ("verdict", "verdict_now"),
        Fact("|".join(_VERDICTS), lambda text, _: _VERDICTS[text]),
    ),
    **dict.fromkeys(("currency", "other"), Fact(r"\S{1,8}", _same)),
    **dict.fromkeys(("why", "trouble", "unread"), Fact(_ANY, _clause)),
    "base": Fact(r"the day of the review \([^()]{1,40}\)|.{1,40}? \(.{1,200}?\)", _clause),
    "days": Fact(rf"(?:{_DAY_TEXT})(?:, (?:{_DAY_TEXT}))*", _days),
    "kind": Fact(rf"{_TITLES}|[a-z-]+", lambda text, _: _KINDS.get(text, text)),
    "limited": Fact(_ANY, _ended),
    "pages": Fact(_PAGE_LIST, _pages),
    "part_named": Fact(rf"(?i:{'|'.join(_PARTS)}) \w{{1,4}}|附件\s?\S{{1,2}}", _part),
    "rule": Fact(r"[a-z-]+", lambda text, _: _RULES.get(text, text)),
    "section": Fact(r"\d[\d.]*", _same),
    "stated": Fact(rf"(?:{_DAY_TEXT})(?: / (?:{_DAY_TEXT}))*", _values),
    "told": Fact(_ANY, _lowered),
    "type_names": Fact(
        r"[a-z-]+(?:, [a-z-]+)*",
        lambda text, _: "、".join(_BY_NAME.get(one, one) for one in text.split(", ")),
    ),
    "types": Fact(_ANY, _types),
    "value": Fact(_ANY, _values),
    "who": Fact(_ANY, _who),
    "words": Fact(_ANY, _words),
}  # fmt: skip


def paper_types() -> tuple[str, ...]:
    """The names of all types of papers."""
    return tuple(one.name for one in TYPES)


def paper_type(name: str) -> tuple[str, str]:
    """What a type of paper is called in English and Chinese; one unknown here, as it is named."""
    known = next((one for one in TYPES if one.name == name), None)
    return (name, name) if known is None else (known.title, known.title_zh)
